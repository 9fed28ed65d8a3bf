/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_BYLINE_H
#define NW_PARSE_EXTRACT_BYLINE_H

#include "article.h"
#include "parse/extract/clues.h"
#include "parse/extract/page.h"

/*
 * Who wrote the article: names of people only, joined by ", ".  Accounts,
 * desks, agencies and photographers are no authors.  Sets a->byline.
 */
void	byline_read(struct article *a, const struct page *p,
	    const struct clues *, uint32_t title);
/*
 * The people named in s ("By Jane Doe and John Roe, Reuters"), or NULL.
 * outlet: a name that is none of them, or NULL.
 */
char	*byline_people(struct pool *, const char *s, const char *outlet);

#endif
