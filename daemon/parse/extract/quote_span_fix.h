/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_QUOTE_SPAN_FIX_H
#define NW_PARSE_EXTRACT_QUOTE_SPAN_FIX_H

#include "parse/extract/quote_span.h"

#define PAIRING_DEPTH	12	/* marks open at once; more are ignored */

/* One paragraph while its marks are paired. */
struct pairing {
	struct toks	*ts;
	struct spans	*spans;
	size_t		 cap;
	size_t		 from;		/* its tokens */
	size_t		 to;
	size_t		 spans_before;	/* spans of earlier paragraphs */
	size_t		 stray;		/* a closing mark with none open */
	size_t		 depth;
	uint32_t	 open[PAIRING_DEPTH];
};

void	span_add(struct pairing *, size_t open, size_t close, size_t first,
	    size_t last);
/*
 * Mends what the paragraph left open.  Returns the token at which its
 * reading ended: its own end, or a later one that a quotation reached.
 */
size_t	span_fix(struct pairing *);
/* «A, — said X. — B»: cuts an attribution out of the marks around it. */
void	span_split(struct pairing *);

#endif
