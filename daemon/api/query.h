/* SPDX-License-Identifier: ISC */
#ifndef NW_API_QUERY_H
#define NW_API_QUERY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/pool.h"

/* What the parameters of a request said.  Strings are in the pool. */
struct query {
	const char	*watch;
	const char	*feed;
	const char	*text;		/* q= */
	int64_t		 since;		/* INT64_MIN: not given */
	int64_t		 until;		/* INT64_MAX: not given */
	int64_t		 before;	/* 0: not given */
	int64_t		 after;		/* -1: not given */
	int64_t		 story;		/* 0: not given */
	int64_t		 limit;
	int64_t		 span;		/* for=, seconds; -1: not given */
	bool		 failing;
	int64_t		 id;		/* from the path, not a parameter */
};

/* Which of them a route takes. */
enum {
	QUERY_WATCH	= 1 << 0,
	QUERY_FEED	= 1 << 1,
	QUERY_TEXT	= 1 << 2,
	QUERY_TIMES	= 1 << 3,	/* since, until */
	QUERY_BEFORE	= 1 << 4,
	QUERY_AFTER	= 1 << 5,
	QUERY_STORY	= 1 << 6,
	QUERY_LIMIT	= 1 << 7,
	QUERY_SPAN	= 1 << 8,
	QUERY_FAILING	= 1 << 9
};

#define QUERY_LIMIT_MAX		500	/* rows of one answer */
#define QUERY_LIMIT_DEFAULT	50
#define QUERY_TEXT_MAX		4096	/* bytes of a string value */

/*
 * Reads "a=1&b=2" (NULL and "" are no parameters).  -1 with *cause (in
 * the pool) for what cannot be read, is unknown to the route, is given
 * twice, or has a bad value.
 */
int	query_parse(struct query *, const char *params, unsigned int allowed,
	    int64_t now, struct pool *, const char **cause);

#endif
