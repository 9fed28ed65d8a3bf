/* SPDX-License-Identifier: ISC */
#ifndef NW_STORE_READER_H
#define NW_STORE_READER_H

#include "store/read.h"

#include "base/buf.h"
#include "store/db.h"

/*
 * The reading side from within.  Every public call runs between
 * reader_begin() and reader_end(), which give it its deadline and one
 * state of the database; another call may be made from a callback.
 */
struct read_db {
	struct db	*db;
	char		*path;
	int		 deadline_ms;
	int64_t		 until;		/* monotonic; of the call that runs */
	unsigned int	 depth;		/* of nested calls */
};

/* What a row function says. */
enum give {
	GIVE_SKIP,		/* cannot be read: does not count */
	GIVE_MORE,
	GIVE_STOP		/* the callback has enough */
};

typedef enum give (*give_fn)(sqlite3_stmt *, void *);

int	reader_begin(struct read_db *, char **cause);
/* rc is passed on; when it is -1 *cause is set. */
int	reader_end(struct read_db *, int rc, char **cause);
/* Steps q, which may be NULL (then it failed), and counts. */
int	reader_list(sqlite3_stmt *q, give_fn, void *arg, bool *stopped);

/* A query put together from what a filter asks for. */
#define READER_VALUES	12

struct reader_query {
	struct buf	 sql;
	char		 types[READER_VALUES + 1];
	const char	*text[READER_VALUES];
	int64_t		 number[READER_VALUES];
	size_t		 n;
};

void	reader_query_init(struct reader_query *, const char *sql);
/* A further piece of SQL with one value in it. */
void	reader_query_text(struct reader_query *, const char *sql,
	    const char *value);
void	reader_query_int(struct reader_query *, const char *sql,
	    int64_t value);
/* Prepared and bound, NULL on failure; then the query is cleared.  The
 * caller finalizes it, before the texts go. */
sqlite3_stmt *reader_query_end(struct reader_query *, struct read_db *);

#endif
