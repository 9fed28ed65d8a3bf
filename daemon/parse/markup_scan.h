/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_MARKUP_SCAN_H
#define NW_PARSE_MARKUP_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parse/markup_table.h"

/*
 * Markup to tokens, one at a time.  Everything points into the input,
 * references still undecoded.  Comments, declarations, unknown tags, and
 * the insides of elements whose inside is no markup are passed over.
 */
enum token_kind {
	TOKEN_END,
	TOKEN_TEXT,
	TOKEN_OPEN,
	TOKEN_CLOSE
};

struct token_span {
	const char	*s;
	size_t		 n;
};

struct token {
	enum token_kind			 kind;
	const char			*s;	/* the token as it stands */
	size_t				 n;
	const struct element_rule	*element;
	bool				 self_closing;	/* "/>" */
	uint32_t			 attrs;		/* the ones it has */
	struct token_span		 attr[AT_COUNT];
};

struct markup_scan {
	const char	*p, *end;
	const char	*cdata_end;	/* where its "]]>" stands; or NULL */
	bool		 no_cdata_end;	/* none further on */
	bool		 no_tags;	/* no tag ends further on */
	unsigned int	 mends;		/* tags without end so far */
};

void		markup_scan_init(struct markup_scan *, const char *, size_t);
/* Fills in the token and returns its kind. */
enum token_kind	markup_scan_next(struct markup_scan *, struct token *);

#endif
