/* SPDX-License-Identifier: ISC */
#ifndef NW_STORE_DB_H
#define NW_STORE_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sqlite3.h>

#include "base/pool.h"

/*
 * A database handle and its prepared statements.  sql arguments are
 * literals: a statement is prepared once and found again by the literal's
 * address.  types has a letter for each value that follows:
 *	i  int64_t
 *	k  uint64_t, a key; 0 binds NULL
 *	s  const char *; NULL binds NULL
 *	b  const void *, size_t; NULL binds NULL
 */
#define DB_NAME		"newswatch.db"

struct db;

/* flags of sqlite3_open_v2(); NULL with *cause (caller frees). */
struct db	*db_open(const char *path, int flags, char **cause);
/* Accepts NULL. */
void		 db_close(struct db *);
sqlite3		*db_raw(struct db *);
/* What went wrong last. */
const char	*db_error(struct db *);

/* Executes to the end; 0 or -1. */
int		 db_run(struct db *, const char *sql, const char *types, ...);
/* Several statements without values, not kept. */
int		 db_exec(struct db *, const char *sql);
/* First column of the first row: 1 and *out, 0 without a row, -1. */
int		 db_value(struct db *, int64_t *out, const char *sql,
		    const char *types, ...);
/* Rows by db_next(); what was bound must live until the end.  NULL on
 * error.  A listing that is left early needs db_done(). */
sqlite3_stmt	*db_query(struct db *, const char *sql, const char *types,
		    ...);
/* 1 for a row; 0 at the end and -1 on error, both with db_done() done. */
int		 db_next(sqlite3_stmt *);
void		 db_done(sqlite3_stmt *);
/* A statement of the caller's own, who finalizes it; sql may be built. */
sqlite3_stmt	*db_prepare(struct db *, const char *sql);
int		 db_bind(sqlite3_stmt *, const char *types, ...);

/* Column n as a string of the pool; NULL stays NULL. */
char		*db_text(sqlite3_stmt *, int n, struct pool *);
uint64_t	 db_key(sqlite3_stmt *, int n);

#endif
