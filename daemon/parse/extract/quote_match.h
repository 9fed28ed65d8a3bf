/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_QUOTE_MATCH_H
#define NW_PARSE_EXTRACT_QUOTE_MATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "parse/extract/quote_cue.h"
#include "parse/extract/quote_outer.h"

/* A quotation and the cue that says whose it is. */
struct saying {
	size_t	quote;		/* outer token */
	int	cue;		/* -1: nobody's (a title, a scare quote) */
	bool	partial;	/* part of the writer's sentence */
	bool	joins;		/* goes on from the saying before it */
};

struct sayings {
	struct saying	*v;
	size_t		 len;
};

/* One for each quotation, in order.  clear frees what match took. */
void	sayings_match(struct sayings *, const struct outer *,
	    const struct cues *);
void	sayings_clear(struct sayings *);

/* --- what a quotation looks like (quote_look.c) ------------------------- */

/* A sentence: begins with a capital and ends as sentences do. */
bool	quote_is_sentence(const struct outer *, size_t q);
/* The name of a thing: «Газпром», "Truth Social" platform, so-called "…" */
bool	quote_is_title(const struct outer *, size_t q);
/* One word before its noun: an eight-year 'nightmare' with hedges. */
bool	quote_is_modifier(const struct outer *, size_t q);
bool	quote_begins_large(const struct outer *, size_t q);
size_t	quote_words(const struct outer *, size_t q);

#endif
