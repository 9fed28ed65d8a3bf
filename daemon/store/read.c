/* SPDX-License-Identifier: ISC */
/*
 * The reading side: its handle, its deadline, and how a listing runs.
 * What is listed is in the files beside this one.  A listing sees one
 * state of the database, whatever the writer does meanwhile.
 */
#include "store/reader.h"

#include <assert.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/xalloc.h"
#include "store/schema.h"

#define PROGRESS_STEPS	2000	/* machine steps between looks at the clock */
#define SQL_MAX		4096	/* bytes of a query */

static int
on_progress(void *arg)
{
	const struct read_db *rd = arg;

	return rd->depth > 0 && clock_mono_ms() > rd->until;
}

static int
set_up(struct read_db *rd, char **cause)
{
	if (access(rd->path, F_OK) == -1) {
		*cause = xasprintf("there is no database %s yet: newswatchd "
		    "makes it when it first starts", rd->path);
		return -1;
	}
	rd->db = db_open(rd->path, SQLITE_OPEN_READONLY, cause);
	if (rd->db == NULL || schema_check(rd->db, cause) == -1)
		return -1;
	sqlite3_progress_handler(db_raw(rd->db), PROGRESS_STEPS, on_progress,
	    rd);
	return 0;
}

struct read_db *
read_open(const char *dir, int deadline_ms, char **cause)
{
	struct read_db *rd = xcalloc(1, sizeof(*rd));

	rd->deadline_ms = deadline_ms;
	rd->path = xasprintf("%s/%s", dir, DB_NAME);
	if (set_up(rd, cause) == 0)
		return rd;
	read_close(rd);
	return NULL;
}

void
read_close(struct read_db *rd)
{
	if (rd == NULL)
		return;
	db_close(rd->db);
	free(rd->path);
	free(rd);
}

/* --- a call ------------------------------------------------------------- */

static int
failed(struct read_db *rd, char **cause)
{
	if (sqlite3_errcode(db_raw(rd->db)) == SQLITE_INTERRUPT)
		*cause = xasprintf("the question took longer than %d ms: ask "
		    "for less", rd->deadline_ms);
	else
		*cause = xasprintf("the store: %s", db_error(rd->db));
	return -1;
}

int
reader_begin(struct read_db *rd, char **cause)
{
	if (rd->depth > 0) {
		rd->depth++;
		return 0;
	}
	rd->until = clock_mono_ms() + rd->deadline_ms;
	if (db_run(rd->db, "BEGIN", "") == -1)
		return failed(rd, cause);
	rd->depth = 1;
	return 0;
}

int
reader_end(struct read_db *rd, int rc, char **cause)
{
	if (rc == -1)
		failed(rd, cause);
	/* Out of the deadline first: the end must not be interrupted. */
	if (--rd->depth == 0)
		db_run(rd->db, "ROLLBACK", "");
	return rc;
}

int
reader_list(sqlite3_stmt *q, give_fn give, void *arg, bool *stopped)
{
	enum give said = GIVE_MORE;
	int rc = 1, n = 0;

	*stopped = false;
	if (q == NULL)
		return -1;
	while (said != GIVE_STOP && (rc = db_next(q)) == 1)
		if ((said = give(q, arg)) != GIVE_SKIP)
			n++;
	if (rc == 1)
		db_done(q);
	*stopped = said == GIVE_STOP;
	return rc == -1 ? -1 : n;
}

/* --- queries ------------------------------------------------------------ */

void
reader_query_init(struct reader_query *q, const char *sql)
{
	buf_init(&q->sql, SQL_MAX);
	buf_adds(&q->sql, sql);
	q->n = 0;
}

void
reader_query_text(struct reader_query *q, const char *sql, const char *value)
{
	assert(q->n < READER_VALUES);
	buf_adds(&q->sql, sql);
	q->types[q->n] = 's';
	q->text[q->n++] = value;
}

void
reader_query_int(struct reader_query *q, const char *sql, int64_t value)
{
	assert(q->n < READER_VALUES);
	buf_adds(&q->sql, sql);
	q->types[q->n] = 'i';
	q->number[q->n++] = value;
}

sqlite3_stmt *
reader_query_end(struct reader_query *q, struct read_db *rd)
{
	sqlite3_stmt *st = db_prepare(rd->db, buf_str(&q->sql));
	size_t i;

	for (i = 0; st != NULL && i < q->n; i++) {
		if (q->types[i] == 's')
			sqlite3_bind_text(st, (int)i + 1, q->text[i], -1,
			    SQLITE_STATIC);
		else
			sqlite3_bind_int64(st, (int)i + 1, q->number[i]);
	}
	buf_clear(&q->sql);
	return st;
}
