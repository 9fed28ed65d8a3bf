/* SPDX-License-Identifier: ISC */
/*
 * The full-text index.  Its texts are not kept (contentless), so nothing
 * can be deleted from it: it is made in parts, by row of the item, and a
 * part goes as a whole when its last item is gone.  A row that is found
 * but has no item is no result.  An edited item is indexed again under
 * its own row, and is then found by its old words too; who searches has
 * to match the text anyway.
 *
 * Texts are written just before the commit: FTS5 ends a segment at each
 * savepoint, and every request has one.
 */
#include "store/writer.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

#define PART_SPAN	(10 * 86400)	/* seconds until a new part */

/*
 * Words only (detail=none): phrases are for the matcher.  The words come
 * folded and parted by blanks, so nothing else may part them.
 */
#define PART_SQL							\
	"CREATE VIRTUAL TABLE fts_%lld USING fts5(text, content='', "	\
	"detail=none, columnsize=0, tokenize=\"ascii tokenchars "	\
	"'!#$%%&()*+,-./:;<=>?@[\\]^_`{|}~'\")"

void
fulltext_add(struct store *st, int64_t item, bool fresh, const char *text)
{
	struct index_job *job;

	if (text == NULL || *text == '\0')
		return;
	st->jobs = xreallocarray(st->jobs, st->njobs + 1, sizeof(*st->jobs));
	job = &st->jobs[st->njobs++];
	job->item = item;
	job->fresh = fresh;
	job->text = xstrdup(text);
	st->job_bytes += strlen(text);
}

void
fulltext_forget(struct store *st, size_t n)
{
	/* Its table may have gone with the transaction. */
	sqlite3_finalize(st->part_insert);
	st->part_insert = NULL;
	while (st->njobs > n) {
		st->njobs--;
		st->job_bytes -= strlen(st->jobs[st->njobs].text);
		free(st->jobs[st->njobs].text);
	}
}

static int
part_make(struct store *st, int64_t first)
{
	char *sql = xasprintf(PART_SQL, (long long)first);
	int rc = db_exec(st->db, sql);

	free(sql);
	if (rc == -1)
		return -1;
	return db_run(st->db, "INSERT INTO part (first, made) VALUES (?, ?)",
	    "ii", first, clock_now(st->clock));
}

/* The part that an item belongs to; 1, 0 when there is none, -1. */
static int
part_of(struct store *st, const struct index_job *job, int64_t *first)
{
	return db_value(st->db, first, "SELECT first FROM "
	    "(SELECT first, made FROM part WHERE first <= ? "
	    "ORDER BY first DESC LIMIT 1) WHERE NOT ? OR made > ?", "iii",
	    job->item, (int64_t)job->fresh, clock_now(st->clock) - PART_SPAN);
}

static int
part_open(struct store *st, int64_t first)
{
	char *sql;

	if (st->part_insert != NULL && st->part_first == first)
		return 0;
	sqlite3_finalize(st->part_insert);
	sql = xasprintf("INSERT INTO fts_%lld (rowid, text) VALUES (?, ?)",
	    (long long)first);
	st->part_insert = db_prepare(st->db, sql);
	st->part_first = first;
	free(sql);
	return st->part_insert != NULL ? 0 : -1;
}

static int
job_write(struct store *st, const struct index_job *job)
{
	int64_t first;
	int rc;

	if ((rc = part_of(st, job, &first)) == -1)
		return -1;
	if (rc == 0) {
		first = job->item;
		if (part_make(st, first) == -1)
			return -1;
	}
	if (part_open(st, first) == -1 ||
	    db_bind(st->part_insert, "is", job->item, job->text) == -1)
		return -1;
	return db_next(st->part_insert);
}

int
fulltext_write(struct store *st)
{
	size_t i;

	for (i = 0; i < st->njobs; i++)
		if (job_write(st, &st->jobs[i]) == -1)
			return -1;
	return 0;
}

/* The oldest part, when the next one begins at or before the oldest item
 * that is still stored: 1 and *first, 0, -1. */
static int
part_useless(struct store *st, int64_t *first)
{
	return db_value(st->db, first, "SELECT p.first FROM part p "
	    "JOIN part n ON n.first = (SELECT min(first) FROM part "
	    "WHERE first > p.first) WHERE n.first <= ifnull((SELECT min(item) "
	    "FROM body), n.first) ORDER BY p.first LIMIT 1", "");
}

int
fulltext_expire(struct store *st)
{
	int64_t first;
	char *sql;
	int rc;

	if ((rc = part_useless(st, &first)) != 1)
		return rc;
	sqlite3_finalize(st->part_insert);
	st->part_insert = NULL;
	sql = xasprintf("DROP TABLE fts_%lld", (long long)first);
	rc = db_exec(st->db, sql);
	free(sql);
	if (rc == -1 || db_run(st->db, "DELETE FROM part WHERE first = ?",
	    "i", first) == -1)
		return -1;
	return 1;
}
