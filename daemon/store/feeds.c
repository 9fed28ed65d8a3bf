/* SPDX-License-Identifier: ISC */
/* The record of each feed, and what else is kept of feeds: quarantine. */
#include "store/writer.h"

#include <stdlib.h>

#include "base/log.h"
#include "store/rows.h"

#define LISTED_EVERY	3600	/* seconds; how exact "listed" is */
#define QUARANTINE_KEEP	16	/* inputs, the newest */

int64_t
feeds_row(struct store *st, const char *name)
{
	int64_t row;
	int rc;

	rc = db_value(st->db, &row, "SELECT id FROM feed WHERE name = ?",
	    "s", name);
	if (rc == 1)
		return row;
	if (rc == -1 || db_run(st->db, "INSERT INTO feed (name) VALUES (?)",
	    "s", name) == -1)
		return -1;
	return sqlite3_last_insert_rowid(db_raw(st->db));
}

int
feeds_put(struct store *st, const struct feed_state *fs)
{
	return db_run(st->db, "INSERT INTO feed (" FEED_COLS ") VALUES "
	    "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) "
	    "ON CONFLICT (name) DO UPDATE SET url = excluded.url, "
	    "moved_to = excluded.moved_to, title = excluded.title, "
	    "format = excluded.format, etag = excluded.etag, "
	    "last_modified = excluded.last_modified, error = excluded.error, "
	    "status = excluded.status, http_status = excluded.http_status, "
	    "next_due = excluded.next_due, last_poll = excluded.last_poll, "
	    "last_ok = excluded.last_ok, last_new = excluded.last_new, "
	    "failing_since = excluded.failing_since, "
	    "interval = excluded.interval, not_before = excluded.not_before, "
	    "failures = excluded.failures, polls = excluded.polls, "
	    "items = excluded.items, ttl = excluded.ttl, "
	    "skip_hours = excluded.skip_hours, "
	    "skip_days = excluded.skip_days, told = excluded.told, "
	    "body_hash = excluded.body_hash, "
	    "items_hash = excluded.items_hash", "ssssssssiiiiiiiiiiiiiiiikk", fs->name,
	    fs->url != NULL ? fs->url : "",
	    fs->moved_to, fs->title, fs->format, fs->etag, fs->last_modified,
	    fs->error, (int64_t)fs->status, (int64_t)fs->http_status,
	    fs->next_due, fs->last_poll, fs->last_ok, fs->last_new,
	    fs->failing_since, fs->interval, fs->not_before, fs->failures,
	    fs->polls, fs->items, fs->ttl, fs->skip_hours, fs->skip_days,
	    fs->told, fs->body_hash, fs->items_hash);
}

int
feeds_listed(struct store *st, int64_t feed)
{
	int64_t now = clock_now(st->clock);

	return db_run(st->db, "UPDATE feed SET listed = ? WHERE id = ? "
	    "AND listed < ?", "iii", now, feed, now - LISTED_EVERY);
}

int
store_each_feed(struct store *st, void (*each)(const struct feed_state *,
    void *), void *arg)
{
	struct feed_state *fs;
	sqlite3_stmt *q;
	int rc;

	if ((q = db_query(st->db, "SELECT " FEED_COLS " FROM feed "
	    "WHERE url IS NOT NULL ORDER BY name", "")) == NULL)
		return -1;
	while ((rc = db_next(q)) == 1) {
		fs = rows_feed(q);
		each(fs, arg);
		feed_state_free(fs);
	}
	return rc;
}

/* --- quarantine --------------------------------------------------------- */

struct captive {
	const char	*feed;
	const char	*url;
	const char	*reason;
	const void	*data;
	size_t		 n;
};

/* One of an address: the same page comes again and again. */
static int
captive_write(struct store *st, void *arg)
{
	const struct captive *c = arg;

	if (db_run(st->db, "DELETE FROM quarantine WHERE feed = ? AND "
	    "url IS ?", "ss", c->feed, c->url) == -1)
		return -1;
	if (db_run(st->db, "INSERT INTO quarantine (at, feed, url, reason, "
	    "data) VALUES (?, ?, ?, ?, ?)", "isssb", clock_now(st->clock),
	    c->feed, c->url, c->reason, c->data, c->n) == -1)
		return -1;
	return db_run(st->db, "DELETE FROM quarantine WHERE id NOT IN "
	    "(SELECT id FROM quarantine ORDER BY id DESC LIMIT ?)", "i",
	    (int64_t)QUARANTINE_KEEP);
}

void
store_quarantine(struct store *st, const char *feed, const char *url,
    const void *data, size_t n, const char *reason)
{
	struct captive c = { feed, url, reason, data, n };

	if (c.n > STORE_QUARANTINE_MAX)
		c.n = STORE_QUARANTINE_MAX;
	if (n == 0)
		c.data = "";
	if (writer_do(st, captive_write, &c) == -1)
		log_error("store: cannot keep a bad input of feed %s: %s",
		    feed, db_error(st->db));
}
