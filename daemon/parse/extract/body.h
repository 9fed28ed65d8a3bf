/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_BODY_H
#define NW_PARSE_EXTRACT_BODY_H

#include "article.h"
#include "parse/extract/page.h"

enum body_how {
	BODY_STRICT,
	BODY_LENIENT,		/* class words are not believed */
	BODY_DESPERATE		/* nor what is hidden */
};

/*
 * Finds the article's body in the page: sets a->text and a->links, or
 * leaves them when there is none.  title: the headline's block, or
 * NO_BLOCK; returns it, or the one that the body showed to be it.
 */
uint32_t	body_read(struct article *a, struct page *p, uint32_t title,
		    enum body_how how);
/* The same for a fragment that is all body: no element is chosen. */
void		body_read_all(struct article *a, struct page *p);
/* For a post: every line, promotions apart. */
void		body_read_lines(struct article *a, struct page *p);

#endif
