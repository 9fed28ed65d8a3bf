/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_WHEN_H
#define NW_PARSE_EXTRACT_WHEN_H

#include "article.h"
#include "parse/extract/clues.h"
#include "parse/extract/page.h"

/*
 * When the article was published and changed, as its witnesses say it:
 * sets a->published and a->modified, with a time of day and a zone only
 * where they were given.  title: its block, or NO_BLOCK; the body's
 * blocks must be marked already.
 */
void	when_read(struct article *a, const struct page *p,
	    const struct clues *, uint32_t title);

#endif
