/* SPDX-License-Identifier: ISC */
#ifndef NW_CLIENT_LIST_H
#define NW_CLIENT_LIST_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "client/opts.h"
#include "client/term.h"
#include "client/uri.h"

/* Answers of the daemon, asked for and printed as -o has it. */

/* The object that a path answers; NULL after what is wrong was said. */
json_t	*ask_object(const struct uri *);
/* A verb: prints what the engine said, as -o has it; an exit code. */
int	 ask_verb(const struct uri *, const struct opts *);

struct list {
	const char	*path;		/* "/v1/hits" */
	const char	*key;		/* "hits" */
	void		(*show)(struct term *, const json_t *);
	int64_t		 limit;		/* rows; -1: as the daemon has it */
};

/*
 * Asks page by page until limit is reached or there is no more.  params
 * adds what else belongs into the URI (may be NULL).  Rows given, or -1.
 */
int	 list_print(const struct list *, const struct opts *,
	    void (*params)(struct uri *, const void *arg), const void *arg);
/* One object as a line of JSON. */
void	 list_json(struct term *, const json_t *);
/* Prints one object as -o has it. */
void	 list_object(const struct opts *, const json_t *,
	    void (*show)(struct term *, const json_t *));

#endif
