/* SPDX-License-Identifier: ISC */
/*
 * The one place where statements are prepared, bound and stepped.  Knows
 * no table by name.
 */
#include "store/db.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>

#include "base/xalloc.h"

#define DB_STMTS	256	/* slots of the table; a power of two */
#define DB_BUSY_MS	250	/* somebody else has the file open; no one
				 * of ours makes another wait */

struct stmt {
	const char	*sql;
	sqlite3_stmt	*prepared;
};

struct db {
	sqlite3		*raw;
	size_t		 nstmts;
	struct stmt	 stmts[DB_STMTS];
};

/*
 * A file that somebody else could write must not be able to run code of
 * its schema, nor break the tables by hand-made pages.
 */
static int
harden(struct db *db)
{
	sqlite3_extended_result_codes(db->raw, 1);
	sqlite3_busy_timeout(db->raw, DB_BUSY_MS);
	sqlite3_db_config(db->raw, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db->raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(db->raw, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0,
	    NULL);
	return db_exec(db, "PRAGMA foreign_keys = ON;"
	    "PRAGMA cell_size_check = ON;"
	    "PRAGMA temp_store = MEMORY;");
}

struct db *
db_open(const char *path, int flags, char **cause)
{
	struct db *db = xcalloc(1, sizeof(*db));

	/* No process of ours has threads, so no call needs a mutex. */
	flags |= SQLITE_OPEN_NOMUTEX;
	if (sqlite3_open_v2(path, &db->raw, flags, NULL) == SQLITE_OK &&
	    harden(db) == 0)
		return db;
	*cause = xasprintf("%s: %s", path, db_error(db));
	db_close(db);
	return NULL;
}

void
db_close(struct db *db)
{
	size_t i;

	if (db == NULL)
		return;
	for (i = 0; i < DB_STMTS; i++)
		sqlite3_finalize(db->stmts[i].prepared);
	sqlite3_close(db->raw);
	free(db);
}

sqlite3 *
db_raw(struct db *db)
{
	return db->raw;
}

const char *
db_error(struct db *db)
{
	return db->raw != NULL ? sqlite3_errmsg(db->raw) : "out of memory";
}

static struct stmt *
slot_of(struct db *db, const char *sql)
{
	uintptr_t at = (uintptr_t)sql;
	size_t i = (at ^ at >> 9) % DB_STMTS;

	while (db->stmts[i].sql != NULL && db->stmts[i].sql != sql)
		i = (i + 1) % DB_STMTS;
	return &db->stmts[i];
}

static sqlite3_stmt *
prepared(struct db *db, const char *sql)
{
	struct stmt *s = slot_of(db, sql);

	if (s->prepared != NULL) {
		assert(!sqlite3_stmt_busy(s->prepared));
		return s->prepared;
	}
	if (sqlite3_prepare_v3(db->raw, sql, -1, SQLITE_PREPARE_PERSISTENT,
	    &s->prepared, NULL) != SQLITE_OK)
		return NULL;
	s->sql = sql;
	db->nstmts++;
	assert(db->nstmts < DB_STMTS);
	return s->prepared;
}

static int
bind_one(sqlite3_stmt *st, int n, char type, va_list *ap)
{
	const void *data;
	uint64_t key;

	switch (type) {
	case 'i':
		return sqlite3_bind_int64(st, n, va_arg(*ap, int64_t));
	case 'k':
		key = va_arg(*ap, uint64_t);
		return key == 0 ? sqlite3_bind_null(st, n) :
		    sqlite3_bind_int64(st, n, (int64_t)key);
	case 's':
		return sqlite3_bind_text(st, n, va_arg(*ap, const char *), -1,
		    SQLITE_STATIC);
	case 'b':
		data = va_arg(*ap, const void *);
		return sqlite3_bind_blob64(st, n, data, va_arg(*ap, size_t),
		    SQLITE_STATIC);
	default:
		abort();
	}
}

static int
bind_all(sqlite3_stmt *st, const char *types, va_list *ap)
{
	int n;

	for (n = 0; types[n] != '\0'; n++)
		if (bind_one(st, n + 1, types[n], ap) != SQLITE_OK)
			return -1;
	return 0;
}

int
db_bind(sqlite3_stmt *st, const char *types, ...)
{
	va_list ap;
	int rc;

	va_start(ap, types);
	rc = bind_all(st, types, &ap);
	va_end(ap);
	return rc;
}

static sqlite3_stmt *
query(struct db *db, const char *sql, const char *types, va_list *ap)
{
	sqlite3_stmt *st = prepared(db, sql);

	if (st == NULL)
		return NULL;
	if (bind_all(st, types, ap) == 0)
		return st;
	db_done(st);
	return NULL;
}

sqlite3_stmt *
db_query(struct db *db, const char *sql, const char *types, ...)
{
	sqlite3_stmt *st;
	va_list ap;

	va_start(ap, types);
	st = query(db, sql, types, &ap);
	va_end(ap);
	return st;
}

int
db_next(sqlite3_stmt *st)
{
	int rc = sqlite3_step(st);

	if (rc == SQLITE_ROW)
		return 1;
	db_done(st);
	return rc == SQLITE_DONE ? 0 : -1;
}

void
db_done(sqlite3_stmt *st)
{
	sqlite3_reset(st);
	sqlite3_clear_bindings(st);
}

int
db_run(struct db *db, const char *sql, const char *types, ...)
{
	sqlite3_stmt *st;
	va_list ap;
	int rc;

	va_start(ap, types);
	st = query(db, sql, types, &ap);
	va_end(ap);
	if (st == NULL)
		return -1;
	while ((rc = db_next(st)) == 1)
		continue;
	return rc;
}

int
db_value(struct db *db, int64_t *out, const char *sql, const char *types, ...)
{
	sqlite3_stmt *st;
	va_list ap;
	int rc;

	va_start(ap, types);
	st = query(db, sql, types, &ap);
	va_end(ap);
	if (st == NULL)
		return -1;
	if ((rc = db_next(st)) != 1)
		return rc;
	*out = sqlite3_column_int64(st, 0);
	db_done(st);
	return 1;
}

int
db_exec(struct db *db, const char *sql)
{
	return sqlite3_exec(db->raw, sql, NULL, NULL, NULL) == SQLITE_OK ?
	    0 : -1;
}

sqlite3_stmt *
db_prepare(struct db *db, const char *sql)
{
	sqlite3_stmt *st = NULL;

	sqlite3_prepare_v2(db->raw, sql, -1, &st, NULL);
	return st;
}

char *
db_text(sqlite3_stmt *st, int n, struct pool *pool)
{
	const void *text = sqlite3_column_text(st, n);

	return pool_strdup(pool, text);
}

uint64_t
db_key(sqlite3_stmt *st, int n)
{
	return (uint64_t)sqlite3_column_int64(st, n);
}
