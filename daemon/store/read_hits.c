/* SPDX-License-Identifier: ISC */
/* Reading hits and the outbox that speaks of them. */
#include "store/reader.h"

#include <stdlib.h>

#include "store/rows.h"

/*
 * A time bound is turned into a bound of ids, which is what the listing
 * runs along; "at" itself decides.  Ids ascend with time but for a clock
 * that was set back, hence the many for the upper one.  The plus signs
 * keep SQLite from walking the rows where the index of times is meant,
 * and the other way round.
 */
#define SINCE_SQL							\
	" AND h.id >= ifnull((SELECT min(+id) FROM hit WHERE at >= ?), 0)"
#define UNTIL_SQL							\
	" AND h.id <= ifnull((SELECT max(id) FROM (SELECT id FROM hit "	\
	"WHERE at < ? ORDER BY at DESC LIMIT 1000)), 0)"

static sqlite3_stmt *
hits_query(struct read_db *rd, const struct hit_filter *f)
{
	struct reader_query q;

	reader_query_init(&q, "SELECT " HIT_COLS " FROM hit h "
	    "JOIN feed f ON f.id = h.feed WHERE 1");
	if (f->watch != NULL)
		reader_query_text(&q, " AND h.watch = ?", f->watch);
	if (f->feed != NULL)
		reader_query_text(&q, " AND h.feed = (SELECT id FROM feed "
		    "WHERE name = ?)", f->feed);
	if (f->story != 0)
		reader_query_int(&q, " AND h.story = ?", f->story);
	if (f->before != 0)
		reader_query_int(&q, " AND h.id < ?", f->before);
	if (f->after > 0)
		reader_query_int(&q, " AND h.id > ?", f->after);
	if (f->since != INT64_MIN) {
		reader_query_int(&q, SINCE_SQL, f->since);
		reader_query_int(&q, " AND +h.at >= ?", f->since);
	}
	if (f->until != INT64_MAX) {
		reader_query_int(&q, UNTIL_SQL, f->until);
		reader_query_int(&q, " AND +h.at < ?", f->until);
	}
	reader_query_int(&q, f->after > 0 ? " ORDER BY h.id LIMIT ?" :
	    " ORDER BY h.id DESC LIMIT ?", (int64_t)f->limit);
	return reader_query_end(&q, rd);
}

struct hit_taker {
	int	(*cb)(struct hit *, void *);
	void	*arg;
};

static enum give
give_hit(sqlite3_stmt *q, void *arg)
{
	const struct hit_taker *t = arg;
	struct hit *h = rows_hit(q);

	if (h == NULL)
		return GIVE_SKIP;
	return t->cb(h, t->arg) != 0 ? GIVE_STOP : GIVE_MORE;
}

int
read_hits(struct read_db *rd, const struct hit_filter *f,
    int (*cb)(struct hit *, void *), void *arg, char **cause)
{
	struct hit_taker t = { cb, arg };
	sqlite3_stmt *q;
	bool stopped;
	int n;

	if (reader_begin(rd, cause) == -1)
		return -1;
	q = hits_query(rd, f);
	n = reader_list(q, give_hit, &t, &stopped);
	sqlite3_finalize(q);
	return reader_end(rd, n, cause);
}

int64_t
read_last_hit(struct read_db *rd)
{
	int64_t last;

	return db_value(rd->db, &last, "SELECT max(id) FROM hit", "") == 1 ?
	    last : 0;
}

struct outbox_taker {
	struct db	*db;
	int		(*cb)(struct outbox_row *, void *);
	void		*arg;
};

static enum give
give_outbox(sqlite3_stmt *q, void *arg)
{
	const struct outbox_taker *t = arg;
	struct outbox_row *row = rows_outbox(q);

	if (rows_outbox_hits(t->db, row) == -1) {
		outbox_row_free(row);
		return GIVE_SKIP;
	}
	return t->cb(row, t->arg) != 0 ? GIVE_STOP : GIVE_MORE;
}

int
read_outbox(struct read_db *rd, size_t limit,
    int (*cb)(struct outbox_row *, void *), void *arg, char **cause)
{
	struct outbox_taker t = { rd->db, cb, arg };
	bool stopped;
	int n;

	if (reader_begin(rd, cause) == -1)
		return -1;
	n = reader_list(db_query(rd->db, "SELECT " OUTBOX_COLS
	    " FROM outbox o JOIN story s ON s.id = o.story "
	    "ORDER BY o.state DESC, o.due, o.id LIMIT ?", "i",
	    (int64_t)limit), give_outbox, &t, &stopped);
	return reader_end(rd, n, cause);
}
