/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_HEAD_H
#define NW_PARSE_EXTRACT_HEAD_H

#include "article.h"
#include "parse/extract/clues.h"
#include "parse/extract/page.h"

/*
 * What stands about the article on its page: headline, dates, and so on.
 * title: the headline's block, or NO_BLOCK.
 */
void	head_read(struct article *a, const struct page *p,
	    const struct clues *, uint32_t title);

#endif
