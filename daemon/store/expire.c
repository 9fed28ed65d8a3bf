/* SPDX-License-Identifier: ISC */
/*
 * Retention.  A sweep goes over the old items in the order they came,
 * then over what belongs to no item, a bounded step a call, so that the
 * loop is never held for long; when it is through, the next call begins
 * anew.
 *
 * Kept beyond their time: items whose hits an alert still speaks of, and
 * the bare row of an item that some feed still carries, or it would be
 * new once more.
 */
#include "store/writer.h"

#include "base/log.h"

#define STEP_ITEMS	50	/* items looked at in one call */
#define STEP_ROWS	200	/* rows of anything else */
#define STEP_BANDS	1000	/* bands, most of which stay */

/* A feed carries what its last list had, as exactly as that is known; a
 * feed that nobody polls any more carries nothing. */
#define CARRIED								\
	"(f.last_poll >= ?2 AND s.last_seen >= f.listed - ?3)"

/* --- one item ----------------------------------------------------------- */

static int
is_carried(struct store *st, int64_t row, int64_t before)
{
	int64_t one;

	return db_value(st->db, &one, "SELECT 1 FROM item s JOIN feed f "
	    "ON f.id = s.feed WHERE s.id = ?1 AND " CARRIED
	    " UNION ALL SELECT 1 FROM sighting s JOIN feed f "
	    "ON f.id = s.feed WHERE s.item = ?1 AND " CARRIED " LIMIT 1",
	    "iii", row, before, (int64_t)SEEN_EVERY);
}

static int
is_awaited(struct store *st, int64_t row)
{
	int64_t one;

	return db_value(st->db, &one, "SELECT 1 FROM hit h JOIN outbox_hit x "
	    "ON x.hit = h.id WHERE h.item = ? LIMIT 1", "i", row);
}

/* To a bare row. */
static int
strip(struct store *st, int64_t row, int64_t story)
{
	if (db_run(st->db, "DELETE FROM hit WHERE item = ?", "i", row) == -1 ||
	    db_run(st->db, "DELETE FROM body WHERE item = ?", "i",
	    row) == -1 ||
	    db_run(st->db, "DELETE FROM sketch WHERE item = ?", "i",
	    row) == -1 ||
	    db_run(st->db, "UPDATE item SET story = NULL, content = NULL "
	    "WHERE id = ?", "i", row) == -1)
		return -1;
	return db_run(st->db, "DELETE FROM story WHERE id = ?1 AND NOT EXISTS "
	    "(SELECT 1 FROM item WHERE story = ?1)", "i", story);
}

struct old {
	int64_t	row;
	int64_t	story;
	int64_t	seen;
};

static int
expire_item(struct store *st, const struct old *o, int64_t before)
{
	int rc;

	if ((rc = is_awaited(st, o->row)) != 0)
		return rc == 1 ? 0 : -1;
	if (o->story != 0 && strip(st, o->row, o->story) == -1)
		return -1;
	if ((rc = is_carried(st, o->row, before)) != 0)
		return rc == 1 ? 0 : -1;
	return db_run(st->db, "DELETE FROM item WHERE id = ?", "i", o->row);
}

/* --- the sweep ---------------------------------------------------------- */

struct sweep {
	int64_t		before;
	bool		more;
	struct old	old[STEP_ITEMS];
	size_t		n;
};

static int
find_old(struct store *st, struct sweep *s)
{
	sqlite3_stmt *q;
	int rc;

	if ((q = db_query(st->db, "SELECT id, story, seen FROM item "
	    "WHERE (seen, id) > (?, ?) AND seen < ? ORDER BY seen, id LIMIT ?",
	    "iiii", st->swept_seen, st->swept_id, s->before,
	    (int64_t)STEP_ITEMS)) == NULL)
		return -1;
	while ((rc = db_next(q)) == 1) {
		s->old[s->n].row = sqlite3_column_int64(q, 0);
		s->old[s->n].story = sqlite3_column_int64(q, 1);
		s->old[s->n++].seen = sqlite3_column_int64(q, 2);
	}
	return rc;
}

/* ?1 is the time before which rows go, ?2 how many at most. */
static const char *const rest_sql[] = {
	"DELETE FROM delivered WHERE id IN (SELECT id FROM delivered "
	    "WHERE at < ?1 LIMIT ?2)",
	"DELETE FROM shared WHERE (feed, key) IN (SELECT feed, key "
	    "FROM shared WHERE last_seen < ?1 LIMIT ?2)",
	/* A handful at most, see QUARANTINE_KEEP. */
	"DELETE FROM quarantine WHERE at < ?1 AND ?2 > 0"
};

/* The first item that can still have a copy; rows ascend with time. */
static int
find_young(struct store *st, int64_t *row)
{
	*row = INT64_MAX;
	return db_value(st->db, row, "SELECT id FROM item WHERE seen >= ? "
	    "ORDER BY seen, id LIMIT 1", "i",
	    clock_now(st->clock) - STORY_WINDOW);
}

/* Bands have no order of time, so each sweep walks through them all. */
static int
expire_bands(struct store *st, struct sweep *s, int64_t young)
{
	int64_t last;
	int rc;

	rc = db_value(st->db, &last, "SELECT key FROM band WHERE key > ? "
	    "ORDER BY key LIMIT 1 OFFSET ?", "ii", st->swept_band,
	    (int64_t)STEP_BANDS);
	if (rc == -1)
		return -1;
	if (rc == 0)
		last = INT64_MAX;
	if (db_run(st->db, "DELETE FROM band WHERE key > ? AND key <= ? "
	    "AND item < ?", "iii", st->swept_band, last, young) == -1)
		return -1;
	st->swept_band = rc == 1 ? last : -1;
	s->more |= rc == 1;
	return 0;
}

static int
expire_copies(struct store *st, struct sweep *s)
{
	int64_t young;

	if (find_young(st, &young) == -1)
		return -1;
	if (db_run(st->db, "DELETE FROM sketch WHERE item IN (SELECT item "
	    "FROM sketch WHERE item < ? ORDER BY item LIMIT ?)", "ii", young,
	    (int64_t)STEP_ROWS) == -1)
		return -1;
	s->more |= sqlite3_changes(db_raw(st->db)) == STEP_ROWS;
	return expire_bands(st, s, young);
}

static int
expire_rest(struct store *st, struct sweep *s)
{
	size_t i;
	int dropped;

	for (i = 0; i < sizeof(rest_sql) / sizeof(rest_sql[0]); i++) {
		if (db_run(st->db, rest_sql[i], "ii", s->before,
		    (int64_t)STEP_ROWS) == -1)
			return -1;
		s->more |= sqlite3_changes(db_raw(st->db)) == STEP_ROWS;
	}
	if (expire_copies(st, s) == -1)
		return -1;
	if ((dropped = fulltext_expire(st)) == 1)
		s->more = true;
	return dropped == -1 ? -1 : 0;
}

static int
expire_items(struct store *st, struct sweep *s)
{
	size_t i;

	if (find_old(st, s) == -1)
		return -1;
	for (i = 0; i < s->n; i++)
		if (expire_item(st, &s->old[i], s->before) == -1)
			return -1;
	return 0;
}

static int
sweep_write(struct store *st, void *arg)
{
	struct sweep *s = arg;

	if (st->swept_items)
		return expire_rest(st, s);
	s->more = true;
	return expire_items(st, s);
}

/* Where the next call goes on. */
static void
remember(struct store *st, const struct sweep *s)
{
	if (st->swept_items) {
		st->swept_items = s->more;
		return;
	}
	st->swept_items = s->n < STEP_ITEMS;
	st->swept_seen = st->swept_items ? 0 : s->old[s->n - 1].seen;
	st->swept_id = st->swept_items ? 0 : s->old[s->n - 1].row;
}

bool
store_expire(struct store *st, int64_t before)
{
	struct sweep s = { .before = before };

	if (writer_do(st, sweep_write, &s) == -1) {
		log_error("store: cannot expire: %s", db_error(st->db));
		return false;
	}
	remember(st, &s);
	return s.more;
}
