/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_CLUES_H
#define NW_PARSE_EXTRACT_CLUES_H

#include "base/pool.h"
#include "parse/extract/tree.h"

/*
 * What a page says about itself outside of what it shows: meta elements,
 * its title, JSON-LD.  Claims, each by one witness; head.c weighs them.
 */
enum clue {
	CLUE_TITLE,		/* <title> */
	CLUE_OG_TITLE,
	CLUE_META_TITLE,	/* twitter:title and the like */
	CLUE_DESCRIPTION,
	CLUE_OG_DESCRIPTION,
	CLUE_SITE,
	CLUE_PUBLISHED,
	CLUE_MODIFIED,
	CLUE_AUTHOR,
	CLUE_CANONICAL,
	CLUE_OG_URL,
	CLUE_OG_TYPE,
	CLUE_LANG,
	CLUE_LOCALE,
	CLUE_LD_HEADLINE,
	CLUE_LD_ALTERNATIVE,
	CLUE_LD_DESCRIPTION,
	CLUE_LD_BODY,
	CLUE_LD_PUBLISHED,
	CLUE_LD_MODIFIED,
	CLUE_LD_AUTHOR,		/* joined by ", " */
	CLUE_LD_PUBLISHER,
	CLUE_LD_LANG,
	CLUE_LD_URL,
	CLUE_COUNT
};

struct clues {
	const char	*v[CLUE_COUNT];		/* or NULL */
	unsigned char	 rank[CLUE_COUNT];	/* of the witness; 0 is best */
};

void	clues_read(struct clues *, const struct tree *, struct pool *);
/* The article's object in one JSON-LD script, if it holds any. */
void	clues_read_ld(struct clues *, const char *, size_t, struct pool *);
/* Sets a clue unless a better witness spoke, or s is blank. */
void	clues_set(struct clues *, enum clue, unsigned int rank, const char *s,
	    size_t, struct pool *);

#endif
