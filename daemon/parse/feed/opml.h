/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_OPML_H
#define NW_PARSE_OPML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/pool.h"

/*
 * A list of subscriptions (OPML 1.0, 2.0): its feeds, each once, with the
 * names of the outlines around it, outermost first, and its categories.
 */
#define OPML_FEEDS_MAX	100000
#define OPML_DEPTH	16	/* outlines whose names are kept */
#define OPML_TAGS	32	/* of one feed */

struct opml_feed {
	const char	*url;
	const char	*title;		/* or NULL */
	const char	*lang;		/* or NULL */
	const char	*tags[OPML_TAGS];
	size_t		 ntags;
};

struct opml {
	struct pool		*pool;
	const struct opml_feed	*feeds;
	size_t			 n;
	bool			 whole;	/* false: it broke off somewhere */
};

/* Never fails: what could be read is there. */
struct opml	*opml_parse(const char *, size_t);
/* Accepts NULL. */
void		 opml_free(struct opml *);

#endif
