/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_QUOTE_OUTER_H
#define NW_PARSE_EXTRACT_QUOTE_OUTER_H

#include <stdbool.h>
#include <stddef.h>

#include "parse/extract/quote_span.h"
#include "parse/extract/quote_tok.h"

/*
 * The text as the writer tells it: every quotation is one token, whatever
 * is said inside.  Tokens know their sentence.
 */
struct outer {
	const struct toks	*ts;
	const struct spans	*sp;
	struct tok		*v;	/* one TOK_PARA behind the last */
	size_t			 len;
	uint32_t		*starts;	/* of sentences: tokens */
	size_t			 nsents;
};

void	outer_read(struct outer *, const struct toks *, const struct spans *);
void	outer_clear(struct outer *);

/* The neighbour that counts: brackets and what they hold are skipped. */
#define OUTER_NONE	SIZE_MAX
size_t	outer_left(const struct outer *, size_t i);
size_t	outer_right(const struct outer *, size_t i);
/* One past the last token of i's sentence. */
size_t	outer_sentence_end(const struct outer *, size_t i);
/* The last word or mark inside a quotation. */
const struct tok *outer_last_inside(const struct outer *, size_t i);

#endif
