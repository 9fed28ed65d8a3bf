/* SPDX-License-Identifier: ISC */
/* Reading feeds, what was quarantined, and the figures of the whole. */
#include "store/reader.h"

#include <stdlib.h>

#include "base/xalloc.h"
#include "store/rows.h"

struct feed_taker {
	int	(*cb)(const struct feed_state *, void *);
	void	*arg;
};

static enum give
give_feed(sqlite3_stmt *q, void *arg)
{
	const struct feed_taker *t = arg;
	struct feed_state *fs = rows_feed(q);
	int enough = t->cb(fs, t->arg);

	feed_state_free(fs);
	return enough != 0 ? GIVE_STOP : GIVE_MORE;
}

int
read_feeds(struct read_db *rd, int (*cb)(const struct feed_state *, void *),
    void *arg, char **cause)
{
	struct feed_taker t = { cb, arg };
	bool stopped;
	int n;

	if (reader_begin(rd, cause) == -1)
		return -1;
	n = reader_list(db_query(rd->db, "SELECT " FEED_COLS " FROM feed "
	    "WHERE url IS NOT NULL ORDER BY name", ""), give_feed, &t,
	    &stopped);
	return reader_end(rd, n, cause);
}

struct quarantine_taker {
	int	(*cb)(const struct quarantined *, void *);
	void	*arg;
};

static enum give
give_quarantined(sqlite3_stmt *q, void *arg)
{
	const struct quarantine_taker *t = arg;
	struct pool *pool = pool_new();
	struct quarantined it;
	int enough;

	it.at = sqlite3_column_int64(q, 0);
	it.feed = db_text(q, 1, pool);
	it.url = db_text(q, 2, pool);
	it.reason = db_text(q, 3, pool);
	it.len = (size_t)sqlite3_column_int64(q, 4);
	enough = t->cb(&it, t->arg);
	pool_free(pool);
	return enough != 0 ? GIVE_STOP : GIVE_MORE;
}

int
read_quarantine(struct read_db *rd, int (*cb)(const struct quarantined *,
    void *), void *arg, char **cause)
{
	struct quarantine_taker t = { cb, arg };
	bool stopped;
	int n;

	if (reader_begin(rd, cause) == -1)
		return -1;
	n = reader_list(db_query(rd->db, "SELECT at, feed, url, reason, "
	    "length(data) FROM quarantine ORDER BY id DESC", ""),
	    give_quarantined, &t, &stopped);
	return reader_end(rd, n, cause);
}

/*
 * delivered never gives a number twice, so its last one counts them.  The
 * size is that of the database with what still waits in its log.
 */
static int
count_all(struct read_db *rd, struct store_counts *out)
{
	sqlite3_stmt *q;

	if ((q = db_query(rd->db, "SELECT "
	    "(SELECT count(*) FROM item WHERE story IS NOT NULL), "
	    "(SELECT count(*) FROM story WHERE id > 0), "
	    "(SELECT count(*) FROM hit), "
	    "(SELECT count(*) FROM outbox WHERE state = ?), "
	    "(SELECT count(*) FROM outbox WHERE state = ?), "
	    "(SELECT seq FROM sqlite_sequence WHERE name = 'delivered'), "
	    "(SELECT page_count * page_size FROM pragma_page_count, "
	    "pragma_page_size)",
	    "ii", (int64_t)OUTBOX_DUE, (int64_t)OUTBOX_DEAD)) == NULL)
		return -1;
	if (db_next(q) != 1)
		return -1;
	out->items = sqlite3_column_int64(q, 0);
	out->stories = sqlite3_column_int64(q, 1);
	out->hits = sqlite3_column_int64(q, 2);
	out->outbox_due = sqlite3_column_int64(q, 3);
	out->outbox_dead = sqlite3_column_int64(q, 4);
	out->delivered = sqlite3_column_int64(q, 5);
	out->bytes = sqlite3_column_int64(q, 6);
	db_done(q);
	return 0;
}

int
read_counts(struct read_db *rd, struct store_counts *out, char **cause)
{
	struct store_counts counts;
	int rc;

	if (reader_begin(rd, cause) == -1)
		return -1;
	if ((rc = count_all(rd, &counts)) == 0)
		*out = counts;
	return reader_end(rd, rc, cause);
}
