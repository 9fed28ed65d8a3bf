/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_QUOTE_SPAN_H
#define NW_PARSE_EXTRACT_QUOTE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parse/extract/quote_tok.h"

/*
 * What stands between quotation marks, whoever says it.  Marks come
 * mismatched, turned round, glued to the wrong word or not at all, so
 * their surroundings decide more than their shape.
 */
#define SPANS_MAX	20000

enum mark {
	MARK_NONE, MARK_DQ, MARK_LDQ, MARK_RDQ, MARK_LOW, MARK_LGU, MARK_RGU,
	MARK_SQ, MARK_LSQ, MARK_RSQ
};

struct span {
	uint32_t	open;		/* token of the mark that opens it */
	uint32_t	close;		/* of the mark that closes it */
	uint32_t	first;		/* first token inside */
	uint32_t	last;		/* one past the last inside */
	bool		nested;		/* inside another span */
	bool		goes_on;	/* in the next paragraph's first span */
	bool		rest;		/* of the one before, split inside */
};

struct spans {
	struct span	*v;
	size_t		 len;
};

/* 0 for what is no quotation mark. */
enum mark	mark_of(uint32_t cp);
/* Sorted by place, outer before inner.  clear frees what find took. */
void		spans_find(struct spans *, struct toks *);
void		spans_clear(struct spans *);
/*
 * Whether a clause that says who spoke begins at token i ("he said",
 * "said the mayor", "заявил Иванов"): for marks that are in doubt.
 */
bool		span_attributed(const struct toks *, size_t i);

#endif
