/* SPDX-License-Identifier: ISC */
/*
 * The outbox, as the drain sees it.  What is claimed is known here in
 * memory only, so after a crash it is due again by itself.  What became
 * of a row is kept in memory too until a commit holds it: a disk that is
 * full for a while neither repeats a delivery nor loses one.
 */
#include "store/writer.h"

#include <stdlib.h>

#include "base/log.h"
#include "base/xalloc.h"
#include "store/rows.h"

#define CLAIMED_MAX	1024	/* rows in the drain's hands at once */

bool
outbox_is_claimed(const struct store *st, int64_t row)
{
	size_t i;

	for (i = 0; i < st->nclaimed; i++)
		if (st->claimed[i] == row)
			return true;
	return false;
}

static void
claim(struct store *st, int64_t row)
{
	st->claimed = xreallocarray(st->claimed, st->nclaimed + 1,
	    sizeof(*st->claimed));
	st->claimed[st->nclaimed++] = row;
}

static void
unclaim(struct store *st, int64_t row)
{
	size_t i;

	for (i = 0; i < st->nclaimed; i++)
		if (st->claimed[i] == row)
			st->claimed[i--] = st->claimed[--st->nclaimed];
}

/* --- claiming ----------------------------------------------------------- */

/* Rows first, callbacks later: they may come back here. */
static int
list_due(struct store *st, int64_t now, size_t limit,
    struct outbox_row **rows, size_t *n)
{
	sqlite3_stmt *q;
	int rc = 1;

	*n = 0;
	if ((q = db_query(st->db, "SELECT " OUTBOX_COLS " FROM outbox o "
	    "JOIN story s ON s.id = o.story WHERE o.state = ? AND o.due <= ? "
	    "ORDER BY o.due, o.id", "ii", (int64_t)OUTBOX_DUE, now)) == NULL)
		return -1;
	while (*n < limit && (rc = db_next(q)) == 1)
		if (!outbox_is_claimed(st, sqlite3_column_int64(q, 0)))
			rows[(*n)++] = rows_outbox(q);
	if (rc == 1)
		db_done(q);
	return rc == -1 ? -1 : 0;
}

int
store_claim_outbox(struct store *st, int64_t now, size_t limit,
    void (*cb)(struct outbox_row *, void *), void *arg)
{
	struct outbox_row **rows;
	size_t i, n, done = 0;

	/* Nothing is sent of what a crash could still undo. */
	if (writer_commit(st) == -1)
		return -1;
	if (limit > CLAIMED_MAX - st->nclaimed)
		limit = CLAIMED_MAX - st->nclaimed;
	rows = xcalloc(limit > 0 ? limit : 1, sizeof(struct outbox_row *));
	if (list_due(st, now, limit, rows, &n) == -1)
		log_error("store: cannot read the outbox: %s",
		    db_error(st->db));
	for (i = 0; i < n; i++) {
		if (rows_outbox_hits(st->db, rows[i]) == -1) {
			outbox_row_free(rows[i]);
			continue;
		}
		claim(st, rows[i]->row);
		done++;
		cb(rows[i], arg);
	}
	free(rows);
	return (int)done;
}

int64_t
store_next_outbox(struct store *st)
{
	int64_t due = INT64_MAX;
	sqlite3_stmt *q;

	if ((q = db_query(st->db, "SELECT id, due FROM outbox WHERE state = ? "
	    "ORDER BY due", "i", (int64_t)OUTBOX_DUE)) == NULL)
		return due;
	while (due == INT64_MAX && db_next(q) == 1)
		if (!outbox_is_claimed(st, sqlite3_column_int64(q, 0)))
			due = sqlite3_column_int64(q, 1);
	if (due != INT64_MAX)
		db_done(q);
	return due;
}

/* --- verdicts ----------------------------------------------------------- */

static int
write_delivered(struct store *st, const struct outbox_op *op)
{
	if (db_run(st->db, "INSERT INTO delivered (msg, watch, story, sink, "
	    "at) SELECT msg, watch, story, sink, ? FROM outbox WHERE id = ?",
	    "ii", op->when, op->row) == -1)
		return -1;
	if (db_run(st->db, "UPDATE alerted SET last = ? WHERE (story, watch, "
	    "sink) = (SELECT story, watch, sink FROM outbox WHERE id = ?)",
	    "ii", op->when, op->row) == -1)
		return -1;
	return db_run(st->db, "DELETE FROM outbox WHERE id = ?", "i",
	    op->row);
}

static int
write_retry(struct store *st, const struct outbox_op *op)
{
	return db_run(st->db, "UPDATE outbox SET attempts = attempts + 1, "
	    "due = ?, error = ? WHERE id = ?", "isi", op->when, op->error,
	    op->row);
}

static int
write_later(struct store *st, const struct outbox_op *op)
{
	return db_run(st->db, "UPDATE outbox SET due = ? WHERE id = ?", "ii",
	    op->when, op->row);
}

static int
write_dead(struct store *st, const struct outbox_op *op)
{
	return db_run(st->db, "UPDATE outbox SET attempts = attempts + 1, "
	    "state = ?, error = ? WHERE id = ?", "isi", (int64_t)OUTBOX_DEAD,
	    op->error, op->row);
}

static int (*const writers[])(struct store *, const struct outbox_op *) = {
	[OP_DELIVERED] = write_delivered,
	[OP_RETRY] = write_retry,
	[OP_LATER] = write_later,
	[OP_DEAD] = write_dead
};

int
outbox_write_verdicts(struct store *st)
{
	size_t i;

	for (i = 0; i < st->nverdicts; i++)
		if (writers[st->verdicts[i].kind](st,
		    &st->verdicts[i]) == -1)
			return -1;
	return 0;
}

void
outbox_forget_verdicts(struct store *st)
{
	size_t i;

	for (i = 0; i < st->nverdicts; i++) {
		unclaim(st, st->verdicts[i].row);
		free(st->verdicts[i].error);
	}
	st->nverdicts = 0;
}

static void
add_verdict(struct store *st, const struct outbox_op *op)
{
	st->verdicts = xreallocarray(st->verdicts, st->nverdicts + 1,
	    sizeof(*st->verdicts));
	st->verdicts[st->nverdicts] = *op;
	if (op->error != NULL)
		st->verdicts[st->nverdicts].error = xstrdup(op->error);
	st->nverdicts++;
	writer_wake(st);
}

void
store_alert_delivered(struct store *st, int64_t row)
{
	struct outbox_op op = { OP_DELIVERED, row, clock_now(st->clock), NULL };

	add_verdict(st, &op);
}

void
store_alert_retry(struct store *st, int64_t row, int64_t due,
    const char *error)
{
	struct outbox_op op = {
		OP_RETRY, row, due, (char *)(uintptr_t)error
	};

	add_verdict(st, &op);
}

void
store_alert_later(struct store *st, int64_t row, int64_t due)
{
	struct outbox_op op = { OP_LATER, row, due, NULL };

	add_verdict(st, &op);
}

void
store_alert_dead(struct store *st, int64_t row, const char *error)
{
	struct outbox_op op = { OP_DEAD, row, 0, (char *)(uintptr_t)error };

	add_verdict(st, &op);
}

/* --- wishes ------------------------------------------------------------- */

static int
discard_write(struct store *st, void *arg)
{
	const int64_t *row = arg;

	return db_run(st->db, "DELETE FROM outbox WHERE id = ?", "i", *row);
}

static int
retry_write(struct store *st, void *arg)
{
	const int64_t *row = arg;

	return db_run(st->db, "UPDATE outbox SET state = ?, due = ? "
	    "WHERE id = ?", "iii", (int64_t)OUTBOX_DUE, clock_now(st->clock),
	    *row);
}

static int
wish(struct store *st, int64_t row, int (*write)(struct store *, void *))
{
	int64_t one;

	if (outbox_is_claimed(st, row) || db_value(st->db, &one,
	    "SELECT 1 FROM outbox WHERE id = ?", "i", row) != 1)
		return -1;
	return writer_do(st, write, &row);
}

int
store_outbox_discard(struct store *st, int64_t row)
{
	return wish(st, row, discard_write);
}

int
store_outbox_retry_now(struct store *st, int64_t row)
{
	return wish(st, row, retry_write);
}

struct silence {
	const char	*watch;
	int64_t		 until;
};

/*
 * What waits is neither sent into the silence nor lost: it waits until
 * the end, or goes at once when that comes early.
 */
static int
silence_write(struct store *st, void *arg)
{
	const struct silence *s = arg;
	int64_t now = clock_now(st->clock);

	if (db_run(st->db, "DELETE FROM silence WHERE watch = ? OR until <= ?",
	    "si", s->watch, now) == -1)
		return -1;
	if (s->until <= now)
		return db_run(st->db, "UPDATE outbox SET due = min(due, ?) "
		    "WHERE watch = ? AND state = ? AND attempts = 0", "isi",
		    now, s->watch, (int64_t)OUTBOX_DUE);
	if (db_run(st->db, "INSERT INTO silence (watch, until) "
	    "VALUES (?, ?)", "si", s->watch, s->until) == -1)
		return -1;
	return db_run(st->db, "UPDATE outbox SET due = max(due, ?) "
	    "WHERE watch = ? AND state = ? AND attempts = 0", "isi", s->until,
	    s->watch, (int64_t)OUTBOX_DUE);
}

void
store_silence(struct store *st, const char *watch, int64_t until)
{
	struct silence s = { watch, until };

	if (writer_do(st, silence_write, &s) == -1)
		log_error("store: cannot silence %s: %s", watch,
		    db_error(st->db));
}

int64_t
store_silent_until(struct store *st, const char *watch)
{
	int64_t until;

	return db_value(st->db, &until, "SELECT until FROM silence "
	    "WHERE watch = ?", "s", watch) == 1 ? until : 0;
}
