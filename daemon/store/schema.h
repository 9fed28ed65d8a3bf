/* SPDX-License-Identifier: ISC */
#ifndef NW_STORE_SCHEMA_H
#define NW_STORE_SCHEMA_H

#include <stddef.h>

#include "store/db.h"

/*
 * The tables, and how older files become newer ones.  A step's sql takes
 * a file from the version before to its own; the file's version is its
 * user_version.
 */
#define SCHEMA_SQL_MAX	4	/* texts of a step */

struct migration {
	const char	*sql[SCHEMA_SQL_MAX + 1];	/* NULL ends */
};

/* The steps of this program; version n is reached by n of them. */
const struct migration *schema_steps(size_t *n);
/*
 * Takes the file through the steps that it lacks, all or none.  -1 with
 * *cause also for a file that has more steps than are known here.
 */
int	schema_migrate(struct db *, const struct migration *, size_t n,
	    char **cause);
/* For those who only read: 0 when the file has exactly our version. */
int	schema_check(struct db *, char **cause);

#endif
