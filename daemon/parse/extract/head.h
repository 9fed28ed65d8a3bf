/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_HEAD_H
#define NW_PARSE_EXTRACT_HEAD_H

#include "article.h"
#include "parse/extract/clues.h"
#include "parse/extract/page.h"

/* The page's own address, as it claims it: before the body is read. */
void	head_read_urls(struct article *a, const struct clues *);
/*
 * What stands about the article on its page: headline, dates, and so on.
 * To be called when the body is known.  title: the headline's block, or
 * NO_BLOCK; lang: overrides what the page says, or NULL.
 */
void	head_read(struct article *a, const struct page *p,
	    const struct clues *, uint32_t title, const char *lang);

#endif
