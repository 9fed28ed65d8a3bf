/* SPDX-License-Identifier: ISC */
#ifndef NW_STORE_ROWS_H
#define NW_STORE_ROWS_H

#include "store/db.h"
#include "store/outbox.h"
#include "store/read.h"

/*
 * Rows to structs and back, for both sides of the store.  A macro lists
 * the columns that its function expects, in its order.
 */

/* Version of the packed structs inside blobs.  Who changes the pipe form
 * of items, articles or hits raises it and teaches rows.c the old one. */
#define ROWS_VERSION	1
#define ROWS_BLOB_MAX	(64u << 20)

#define FEED_COLS							\
	"name, url, moved_to, title, format, etag, last_modified, "	\
	"error,"							\
	" status, http_status, next_due, last_poll, last_ok, last_new,"	\
	" failing_since, interval, not_before, failures, polls, items,"	\
	" ttl, skip_hours, skip_days, told, body_hash, items_hash"
/* Caller frees. */
struct feed_state *rows_feed(sqlite3_stmt *);

/* FROM hit h JOIN feed f ON f.id = h.feed */
#define HIT_COLS							\
	"h.id, h.item, h.story, h.at, h.watch, f.name, h.version, h.data"
/* NULL when the blob cannot be read.  Caller frees. */
struct hit	*rows_hit(sqlite3_stmt *);

/* FROM outbox o JOIN story s ON s.id = o.story */
#define OUTBOX_COLS							\
	"o.id, o.msg, o.sink, o.watch, o.story, lower(hex(s.key)),"	\
	" o.follow_up, o.attempts, o.created, o.due, o.state, o.error"
/* Without its hits; caller frees. */
struct outbox_row *rows_outbox(sqlite3_stmt *);
/* Fills hits and more, or for a notice the one that stands for it; 0 or
 * -1. */
int	 rows_outbox_hits(struct db *, struct outbox_row *);

/* FROM item i JOIN feed f ON f.id = i.feed JOIN body b ON b.item = i.id */
#define ITEM_COLS							\
	"i.id, i.story, i.seen, f.name, b.version, b.data, b.article"
/* NULL when the blobs cannot be read.  Caller frees. */
struct stored_item *rows_item(sqlite3_stmt *);

#endif
