/* SPDX-License-Identifier: ISC */
/*
 * Hits, and the alerts they make: one for each watch, story and sink,
 * then follow-ups that gather.  "alerted" remembers that a story's first
 * alert was made, for as long as the story is kept.
 */
#include "store/items.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

#include "store/rows.h"

/* --- hits --------------------------------------------------------------- */

static int
put_blob(struct store *st, const struct candidate *c, struct hit *h,
    bool known)
{
	struct buf b;
	int rc = -1;

	buf_init(&b, ROWS_BLOB_MAX);
	if (hit_pack(h, &b) == -1)
		goto out;
	if (known)
		rc = db_run(st->db, "UPDATE hit SET version = ?, data = ? "
		    "WHERE id = ?", "ibi", (int64_t)ROWS_VERSION, b.data,
		    b.len, h->id);
	else
		rc = db_run(st->db, "INSERT INTO hit (item, story, feed, at, "
		    "watch, version, data) VALUES (?, ?, ?, ?, ?, ?, ?)",
		    "iiiisib", h->item, h->story, c->feed, h->at, h->watch,
		    (int64_t)ROWS_VERSION, b.data, b.len);
out:
	buf_clear(&b);
	return rc;
}

/* A watch hits an item once; what an edit added goes into that hit. */
static int
put_hit(struct store *st, const struct candidate *c, struct hit *h,
    struct store_stored *stored)
{
	int known;

	h->item = c->row;
	h->story = c->story;
	if (h->at == 0)
		h->at = c->now;
	known = db_value(st->db, &h->id, "SELECT id FROM hit WHERE item = ? "
	    "AND watch = ?", "is", c->row, h->watch);
	if (known == -1 || put_blob(st, c, h, known == 1) == -1)
		return -1;
	if (known == 1)
		return 0;
	h->id = sqlite3_last_insert_rowid(db_raw(st->db));
	stored->hits++;
	if (h->id > stored->last_hit)
		stored->last_hit = h->id;
	return 0;
}

/* --- alerts ------------------------------------------------------------- */

struct alert {
	const struct hit_route	*route;
	const struct hit	*hit;
	const char		*sink;
	int64_t			 now;
};

/* The row that the hit can still join: the newest, not yet tried. */
static int
find_open(struct store *st, const struct alert *a, int64_t *row)
{
	int rc = db_value(st->db, row, "SELECT id FROM outbox WHERE story = ? "
	    "AND watch = ? AND sink = ? AND state = ? AND attempts = 0 "
	    "ORDER BY id DESC LIMIT 1", "issi", a->hit->story, a->hit->watch,
	    a->sink, (int64_t)OUTBOX_DUE);

	return rc == 1 && outbox_is_claimed(st, *row) ? 0 : rc;
}

int
outbox_make_id(char out[MSG_ID_LEN])
{
	unsigned char r[16];
	size_t i;
	int n = snprintf(out, MSG_ID_LEN, "msg_");

	if (getrandom(r, sizeof(r), 0) != sizeof(r))
		return -1;
	for (i = 0; i < sizeof(r); i++)
		n += snprintf(out + n, MSG_ID_LEN - (size_t)n, "%02x", r[i]);
	return 0;
}

static int
make_row(struct store *st, const struct alert *a, bool follow_up,
    int64_t due, int64_t *row)
{
	char id[MSG_ID_LEN];

	if (outbox_make_id(id) == -1 || db_run(st->db, "INSERT INTO outbox (msg, "
	    "watch, story, sink, follow_up, created, due, state) "
	    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)", "ssisiiii", id, a->hit->watch,
	    a->hit->story, a->sink, (int64_t)follow_up, a->now, due,
	    (int64_t)OUTBOX_DUE) == -1)
		return -1;
	*row = sqlite3_last_insert_rowid(db_raw(st->db));
	return db_run(st->db, "INSERT INTO alerted (story, watch, sink, last) "
	    "VALUES (?1, ?2, ?3, ?4) ON CONFLICT (story, watch, sink) "
	    "DO UPDATE SET last = ?4", "issi", a->hit->story, a->hit->watch,
	    a->sink, a->now);
}

/* 1 and *row for the row that is to speak of the hit, 0 for none, -1. */
static int
find_row(struct store *st, const struct alert *a, struct store_stored *stored,
    int64_t *row)
{
	int64_t last, due = a->now + a->route->first_after;
	int rc, told;

	if ((rc = find_open(st, a, row)) != 0)
		return rc;
	told = db_value(st->db, &last, "SELECT last FROM alerted "
	    "WHERE story = ? AND watch = ? AND sink = ?", "iss",
	    a->hit->story, a->hit->watch, a->sink);
	if (told == -1)
		return -1;
	if (told == 1) {
		if (a->route->then_every <= 0)
			return 0;
		due = last + a->route->then_every;
		if (due < a->now)
			due = a->now;
	}
	if (make_row(st, a, told == 1, due, row) == -1)
		return -1;
	stored->alerts++;
	return 1;
}

static int
alert_sink(struct store *st, const struct alert *a,
    struct store_stored *stored)
{
	int64_t row;
	int rc;

	if ((rc = find_row(st, a, stored, &row)) != 1)
		return rc;
	return db_run(st->db, "INSERT OR IGNORE INTO outbox_hit (outbox, hit) "
	    "VALUES (?, ?)", "ii", row, a->hit->id);
}

static int
alert_hit(struct store *st, const struct candidate *c,
    const struct hit_route *route, struct store_stored *stored)
{
	struct alert a = { route, route->hit, NULL, c->now };
	const char *const *sink;

	if (route->quiet || route->sinks == NULL ||
	    store_silent_until(st, route->hit->watch) > c->now)
		return 0;
	for (sink = route->sinks; *sink != NULL; sink++) {
		a.sink = *sink;
		if (alert_sink(st, &a, stored) == -1)
			return -1;
	}
	return 0;
}

int
hits_put(struct store *st, struct candidate *c, struct store_stored *stored)
{
	struct hit_route *route = c->entry->routes;
	size_t i;

	for (i = 0; i < c->entry->nroutes; i++, route++)
		if (put_hit(st, c, route->hit, stored) == -1 ||
		    alert_hit(st, c, route, stored) == -1)
			return -1;
	return 0;
}
