/* SPDX-License-Identifier: ISC */
/*
 * Which story an article belongs to: that of its address in another
 * feed, of the same words, or of a near-copy; else one of its own.
 *
 * Near-copies are found by the bands of a sketch (see story/sketch.h,
 * which this layer does not include).  A band remembers only the newest
 * item that had it, so an article has at most as many candidates as it
 * has bands; one band lost to a common boilerplate leaves the others.
 */
#include "store/items.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/log.h"

#define BANDS_MAX	64	/* keys of a sketch */
#define VERIFY_MAX	16	/* candidates that are compared */

struct vote {
	int64_t		item;
	size_t		bands;		/* that it shares with us */
};

struct votes {
	struct vote	v[BANDS_MAX];
	size_t		n;
};

static void
vote(struct votes *votes, int64_t item)
{
	size_t i;

	for (i = 0; i < votes->n; i++)
		if (votes->v[i].item == item)
			break;
	if (i == votes->n)
		votes->v[votes->n++].item = item;
	votes->v[i].bands++;
}

static int
by_bands(const void *a, const void *b)
{
	const struct vote *x = a, *y = b;

	if (x->bands != y->bands)
		return x->bands > y->bands ? -1 : 1;
	return x->item > y->item ? -1 : x->item < y->item;
}

/* Only a lookup key: what collides is sorted out by the comparison. */
static int64_t
band_key(uint64_t band)
{
	return (int64_t)(uint32_t)(band ^ band >> 32);
}

static int
collect(struct store *st, const uint64_t *bands, size_t n,
    struct votes *votes)
{
	int64_t item;
	size_t i;
	int rc;

	for (i = 0; i < n; i++) {
		rc = db_value(st->db, &item, "SELECT item FROM band "
		    "WHERE key = ?", "i", band_key(bands[i]));
		if (rc == -1)
			return -1;
		if (rc == 1)
			vote(votes, item);
	}
	return 0;
}

/* 1 when the candidate is a copy, and its story. */
static int
compare(struct store *st, const struct candidate *c, int64_t item,
    int64_t *story)
{
	sqlite3_stmt *q;
	int rc;

	if ((q = db_query(st->db, "SELECT i.story, s.data FROM sketch s "
	    "JOIN item i ON i.id = s.item WHERE s.item = ? AND i.seen > ? "
	    "AND i.story IS NOT NULL", "ii", item,
	    c->now - STORY_WINDOW)) == NULL)
		return -1;
	if ((rc = db_next(q)) != 1)
		return rc;
	*story = sqlite3_column_int64(q, 0);
	rc = 0;
	if ((size_t)sqlite3_column_bytes(q, 1) == st->ops.sketch_size) {
		memcpy(st->sketch, sqlite3_column_blob(q, 1),
		    st->ops.sketch_size);
		rc = st->ops.is_copy(c->entry->sketch, st->sketch);
	}
	db_done(q);
	return rc;
}

static size_t
bands_of(struct store *st, const struct candidate *c,
    uint64_t out[BANDS_MAX])
{
	if (st->ops.sketch_size == 0 || c->entry->sketch == NULL)
		return 0;
	return st->ops.bands(c->entry->sketch, out, BANDS_MAX);
}

static int
by_copy(struct store *st, const struct candidate *c, int64_t *story)
{
	uint64_t bands[BANDS_MAX];
	struct votes votes;
	size_t i, n = bands_of(st, c, bands);
	int rc = 0;

	memset(&votes, 0, sizeof(votes));
	if (collect(st, bands, n, &votes) == -1)
		return -1;
	qsort(votes.v, votes.n, sizeof(votes.v[0]), by_bands);
	for (i = 0; i < votes.n && i < VERIFY_MAX && rc == 0; i++)
		rc = compare(st, c, votes.v[i].item, story);
	return rc;
}

static int
by_words(struct store *st, const struct candidate *c, int64_t *story)
{
	if (c->content == 0)
		return 0;
	return db_value(st->db, story, "SELECT story FROM item "
	    "WHERE content = ? AND seen > ? AND story IS NOT NULL "
	    "ORDER BY id DESC LIMIT 1", "ki", c->content,
	    c->now - STORY_WINDOW);
}

static int
begin_story(struct store *st, struct candidate *c)
{
	unsigned char key[16];

	if (getrandom(key, sizeof(key), 0) != sizeof(key)) {
		log_error("store: no randomness: %s", strerror(errno));
		return -1;
	}
	if (db_run(st->db, "INSERT INTO story (key, made) VALUES (?, ?)",
	    "bi", (const void *)key, sizeof(key), c->now) == -1)
		return -1;
	c->story = sqlite3_last_insert_rowid(db_raw(st->db));
	return 0;
}

int
stories_join(struct store *st, struct candidate *c, int64_t near)
{
	int64_t story = near;
	int rc = near != 0;

	if (rc == 0)
		rc = by_words(st, c, &story);
	if (rc == 0)
		rc = by_copy(st, c, &story);
	if (rc == -1)
		return -1;
	if (rc == 0)
		return begin_story(st, c);
	c->story = story;
	return 0;
}

int
stories_sketch(struct store *st, const struct candidate *c)
{
	uint64_t bands[BANDS_MAX];
	size_t i, n = bands_of(st, c, bands);

	if (n == 0)
		return 0;
	if (db_run(st->db, "INSERT OR REPLACE INTO sketch (item, data) "
	    "VALUES (?, ?)", "ib", c->row, (const void *)c->entry->sketch,
	    st->ops.sketch_size) == -1)
		return -1;
	for (i = 0; i < n; i++)
		if (db_run(st->db, "INSERT OR REPLACE INTO band (key, item) "
		    "VALUES (?, ?)", "ii", band_key(bands[i]), c->row) == -1)
			return -1;
	return 0;
}
