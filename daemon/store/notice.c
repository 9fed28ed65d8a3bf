/* SPDX-License-Identifier: ISC */
/*
 * Alerts that no item made: a feed has failed for long.  They wait in the
 * outbox like all others, under a story that stands for none.
 */
#include "store/items.h"

#include "base/log.h"

struct notice {
	struct feed_state	*feed;
	const char		*headline;
	const char *const	*sinks;
};

static int
put_notice(struct store *st, const struct notice *n, const char *sink)
{
	int64_t now = clock_now(st->clock);
	char id[MSG_ID_LEN];

	if (outbox_make_id(id) == -1 || db_run(st->db, "INSERT INTO outbox "
	    "(msg, watch, story, sink, follow_up, created, due, state) "
	    "VALUES (?, ?, ?, ?, 0, ?, ?, ?)", "ssisiii", id, NOTICE_WATCH,
	    (int64_t)NOTICE_STORY, sink, now, now, (int64_t)OUTBOX_DUE) == -1)
		return -1;
	return db_run(st->db, "INSERT INTO notice (outbox, feed, url, "
	    "headline, reason, since) VALUES (?, ?, ?, ?, ?, ?)", "issssi",
	    (int64_t)sqlite3_last_insert_rowid(db_raw(st->db)),
	    n->feed->name, n->feed->url, n->headline, n->feed->error,
	    n->feed->failing_since);
}

static int
notice_write(struct store *st, void *arg)
{
	const struct notice *n = arg;
	const char *const *sink;

	if (feeds_put(st, n->feed) == -1 || db_run(st->db, "INSERT OR IGNORE "
	    "INTO story (id, key, made) VALUES (?, zeroblob(8), 0)", "i",
	    (int64_t)NOTICE_STORY) == -1)
		return -1;
	for (sink = n->sinks; *sink != NULL; sink++)
		if (put_notice(st, n, *sink) == -1)
			return -1;
	return 0;
}

int
store_put_failing(struct store *st, const struct feed_state *fs,
    const char *headline, const char *const *sinks)
{
	struct notice n = { feed_state_dup(fs), headline, sinks };
	int rc = writer_do(st, notice_write, &n);

	if (rc == -1)
		log_warn("store: word of feed %s is not kept: %s", fs->name,
		    db_error(st->db));
	feed_state_free(n.feed);
	return rc;
}
