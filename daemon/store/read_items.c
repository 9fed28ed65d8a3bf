/* SPDX-License-Identifier: ISC */
/*
 * Reading items: one, those of a story, and candidates for a search.
 * The index finds words only; whether a text meets a query, the matcher
 * decides on what comes out here.
 */
#include "store/reader.h"

#include <stdlib.h>

#include "store/rows.h"

#define STORY_ITEMS_MAX	1000	/* articles of a story that are shown */

#define ITEM_FROM							\
	" FROM item i JOIN feed f ON f.id = i.feed "			\
	"JOIN body b ON b.item = i.id "

struct item_taker {
	int	(*cb)(struct stored_item *, void *);
	void	*arg;
};

static enum give
give_item(sqlite3_stmt *q, void *arg)
{
	const struct item_taker *t = arg;
	struct stored_item *si = rows_item(q);

	if (si == NULL)
		return GIVE_SKIP;
	return t->cb(si, t->arg) != 0 ? GIVE_STOP : GIVE_MORE;
}

int
read_item(struct read_db *rd, int64_t row,
    int (*cb)(struct stored_item *, void *), void *arg, char **cause)
{
	struct item_taker t = { cb, arg };
	bool stopped;
	int n;

	if (reader_begin(rd, cause) == -1)
		return -1;
	n = reader_list(db_query(rd->db, "SELECT " ITEM_COLS ITEM_FROM
	    "WHERE i.id = ?", "i", row), give_item, &t, &stopped);
	return reader_end(rd, n, cause);
}

int
read_story(struct read_db *rd, int64_t story,
    int (*cb)(struct stored_item *, void *), void *arg, char **cause)
{
	struct item_taker t = { cb, arg };
	bool stopped;
	int n;

	if (reader_begin(rd, cause) == -1)
		return -1;
	n = reader_list(db_query(rd->db, "SELECT " ITEM_COLS ITEM_FROM
	    "WHERE i.story = ? ORDER BY i.id LIMIT ?", "ii", story,
	    (int64_t)STORY_ITEMS_MAX), give_item, &t, &stopped);
	return reader_end(rd, n, cause);
}

/* --- search ------------------------------------------------------------- */

struct search {
	const char		*fts;
	int64_t			 since;
	int64_t			 until;
	int64_t			 before;
	size_t			 left;
	struct item_taker	 taker;
};

static void
bound(struct reader_query *q, const struct search *s)
{
	if (s->since != INT64_MIN)
		reader_query_int(q, " AND +i.seen >= ?", s->since);
	if (s->until != INT64_MAX)
		reader_query_int(q, " AND +i.seen < ?", s->until);
	if (s->before != 0)
		reader_query_int(q, " AND i.id < ?", s->before);
}

/* Runs along the rows; see read_hits.c for the bounds. */
static int
scan(struct read_db *rd, struct search *s)
{
	struct reader_query q;
	sqlite3_stmt *st;
	bool stopped;
	int n;

	reader_query_init(&q, "SELECT " ITEM_COLS ITEM_FROM "WHERE 1");
	bound(&q, s);
	if (s->since != INT64_MIN)
		reader_query_int(&q, " AND i.id >= ifnull((SELECT min(+id) "
		    "FROM item WHERE seen >= ?), 0)", s->since);
	if (s->until != INT64_MAX)
		reader_query_int(&q, " AND i.id <= ifnull((SELECT max(id) "
		    "FROM (SELECT id FROM item WHERE seen < ? "
		    "ORDER BY seen DESC LIMIT 1000)), 0)", s->until);
	reader_query_int(&q, " ORDER BY i.id DESC LIMIT ?", (int64_t)s->left);
	st = reader_query_end(&q, rd);
	n = reader_list(st, give_item, &s->taker, &stopped);
	sqlite3_finalize(st);
	return n;
}

/* One part of the index; see fulltext.c. */
static int
search_part(struct read_db *rd, struct search *s, int64_t first,
    bool *stopped)
{
	struct reader_query q;
	sqlite3_stmt *st;
	int n;

	reader_query_init(&q, "SELECT " ITEM_COLS);
	buf_addf(&q.sql, " FROM fts_%lld x CROSS JOIN item i ON i.id = "
	    "x.rowid CROSS JOIN feed f ON f.id = i.feed "
	    "CROSS JOIN body b ON b.item = i.id WHERE x.fts_%lld",
	    (long long)first, (long long)first);
	reader_query_text(&q, " MATCH ?", s->fts);
	bound(&q, s);
	if (s->before != 0)
		reader_query_int(&q, " AND x.rowid < ?", s->before);
	reader_query_int(&q, " ORDER BY x.rowid DESC LIMIT ?",
	    (int64_t)s->left);
	st = reader_query_end(&q, rd);
	n = reader_list(st, give_item, &s->taker, stopped);
	sqlite3_finalize(st);
	return n;
}

/* The newest part below *first that may hold a result; 1, 0, -1. */
static int
next_part(struct read_db *rd, const struct search *s, int64_t *first)
{
	return db_value(rd->db, first, "SELECT first FROM part "
	    "WHERE first < ?1 AND (?2 = 0 OR first < ?2) "
	    "ORDER BY first DESC LIMIT 1", "ii", *first, s->before);
}

static int
search(struct read_db *rd, struct search *s)
{
	int64_t first = INT64_MAX;
	bool stopped = false;
	int n, rc, total = 0;

	while (s->left > 0 && !stopped &&
	    (rc = next_part(rd, s, &first)) != 0) {
		if (rc == -1)
			return -1;
		if ((n = search_part(rd, s, first, &stopped)) == -1)
			return -1;
		total += n;
		s->left -= (size_t)n;
	}
	return total;
}

int
read_search(struct read_db *rd, const char *fts, int64_t since,
    int64_t until, int64_t before, size_t limit,
    int (*cb)(struct stored_item *, void *), void *arg, char **cause)
{
	struct search s = {
		fts, since, until, before, limit, { cb, arg }
	};
	int n;

	if (reader_begin(rd, cause) == -1)
		return -1;
	n = fts != NULL ? search(rd, &s) : scan(rd, &s);
	return reader_end(rd, n, cause);
}
