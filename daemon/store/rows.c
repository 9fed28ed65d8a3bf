/* SPDX-License-Identifier: ISC */
/* Rows of the database to the structs that the layers share. */
#include "store/rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

struct feed_state *
rows_feed(sqlite3_stmt *q)
{
	struct feed_state *fs = feed_state_new(NULL, NULL);
	const char **const texts[] = {
		&fs->name, &fs->url, &fs->moved_to, &fs->title, &fs->format,
		&fs->etag, &fs->last_modified, &fs->error
	};
	int64_t *const numbers[] = {
		&fs->next_due, &fs->last_poll, &fs->last_ok, &fs->last_new,
		&fs->failing_since, &fs->interval, &fs->not_before,
		&fs->failures, &fs->polls, &fs->items, &fs->ttl,
		&fs->skip_hours, &fs->skip_days, &fs->told
	};
	int i, n = 0;

	for (i = 0; i < (int)(sizeof(texts) / sizeof(texts[0])); i++)
		*texts[i] = db_text(q, n++, fs->pool);
	fs->status = (enum feed_status)sqlite3_column_int(q, n++);
	if (fs->status > FEED_QUARANTINED)
		fs->status = FEED_FAILING;
	fs->http_status = sqlite3_column_int(q, n++);
	for (i = 0; i < (int)(sizeof(numbers) / sizeof(numbers[0])); i++)
		*numbers[i] = sqlite3_column_int64(q, n++);
	fs->body_hash = db_key(q, n++);
	fs->items_hash = db_key(q, n++);
	return fs;
}

struct hit *
rows_hit(sqlite3_stmt *q)
{
	struct hit *h;

	if (sqlite3_column_int(q, 6) != ROWS_VERSION)
		return NULL;
	h = hit_unpack(sqlite3_column_blob(q, 7),
	    (size_t)sqlite3_column_bytes(q, 7));
	if (h == NULL)
		return NULL;
	h->id = sqlite3_column_int64(q, 0);
	h->item = sqlite3_column_int64(q, 1);
	h->story = sqlite3_column_int64(q, 2);
	h->at = sqlite3_column_int64(q, 3);
	h->watch = db_text(q, 4, h->pool);
	h->feed = db_text(q, 5, h->pool);
	return h;
}

void
outbox_row_free(struct outbox_row *row)
{
	size_t i;

	if (row == NULL)
		return;
	for (i = 0; i < row->nhits; i++)
		hit_free(row->hits[i]);
	free(row->hits);
	pool_free(row->pool);
	free(row);
}

struct outbox_row *
rows_outbox(sqlite3_stmt *q)
{
	struct outbox_row *row = xcalloc(1, sizeof(*row));

	row->pool = pool_new();
	row->row = sqlite3_column_int64(q, 0);
	row->id = db_text(q, 1, row->pool);
	row->sink = db_text(q, 2, row->pool);
	row->watch = db_text(q, 3, row->pool);
	row->story = sqlite3_column_int64(q, 4);
	row->story_key = db_text(q, 5, row->pool);
	row->follow_up = sqlite3_column_int(q, 6) != 0;
	row->attempts = sqlite3_column_int(q, 7);
	row->created = sqlite3_column_int64(q, 8);
	row->due = sqlite3_column_int64(q, 9);
	row->state = sqlite3_column_int(q, 10) == OUTBOX_DEAD ? OUTBOX_DEAD :
	    OUTBOX_DUE;
	row->error = db_text(q, 11, row->pool);
	return row;
}

/* A hit in form only, so that every shape of alert can speak of it. */
static int
rows_notice(struct db *db, struct outbox_row *row)
{
	sqlite3_stmt *q;
	struct hit *h;

	if ((q = db_query(db, "SELECT feed, url, headline, reason, since "
	    "FROM notice WHERE outbox = ?", "i", row->row)) == NULL ||
	    db_next(q) != 1)
		return -1;
	h = hit_new();
	h->watch = row->watch;
	h->feed = db_text(q, 0, h->pool);
	h->link = db_text(q, 1, h->pool);
	h->headline = db_text(q, 2, h->pool);
	h->why = db_text(q, 3, h->pool);
	h->at = row->created;
	row->failing_since = sqlite3_column_int64(q, 4);
	row->hits[row->nhits++] = h;
	db_done(q);
	return 0;
}

int
rows_outbox_hits(struct db *db, struct outbox_row *row)
{
	sqlite3_stmt *q;
	struct hit *h;
	int64_t total = 0;
	int rc;

	row->hits = xcalloc(OUTBOX_HITS_MAX, sizeof(struct hit *));
	if (row->story == NOTICE_STORY)
		return rows_notice(db, row);
	if (db_value(db, &total, "SELECT count(*) FROM outbox_hit "
	    "WHERE outbox = ?", "i", row->row) == -1)
		return -1;
	if ((q = db_query(db, "SELECT " HIT_COLS " FROM outbox_hit x "
	    "JOIN hit h ON h.id = x.hit JOIN feed f ON f.id = h.feed "
	    "WHERE x.outbox = ? ORDER BY x.hit LIMIT ?", "ii", row->row,
	    (int64_t)OUTBOX_HITS_MAX)) == NULL)
		return -1;
	while ((rc = db_next(q)) == 1)
		if ((h = rows_hit(q)) != NULL)
			row->hits[row->nhits++] = h;
	row->more = total - (int64_t)row->nhits;
	return rc;
}

void
stored_item_free(struct stored_item *si)
{
	if (si == NULL)
		return;
	item_free(si->item);
	article_free(si->article);
	free(si);
}

struct stored_item *
rows_item(sqlite3_stmt *q)
{
	struct stored_item *si = xcalloc(1, sizeof(*si));

	if (sqlite3_column_int(q, 4) == ROWS_VERSION)
		si->item = item_unpack(sqlite3_column_blob(q, 5),
		    (size_t)sqlite3_column_bytes(q, 5));
	if (si->item == NULL) {
		free(si);
		return NULL;
	}
	if (sqlite3_column_type(q, 6) == SQLITE_BLOB)
		si->article = article_unpack(sqlite3_column_blob(q, 6),
		    (size_t)sqlite3_column_bytes(q, 6));
	si->row = sqlite3_column_int64(q, 0);
	si->story = sqlite3_column_int64(q, 1);
	si->seen = sqlite3_column_int64(q, 2);
	si->feed = db_text(q, 3, si->item->pool);
	return si;
}
