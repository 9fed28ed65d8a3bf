/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_CHOOSE_H
#define NW_PARSE_EXTRACT_CHOOSE_H

#include "parse/extract/clues.h"
#include "parse/extract/page.h"

/*
 * The element that holds the article.  title: the headline's block, or
 * NO_BLOCK.
 */
uint32_t	choose_root(struct page *, const struct clues *,
		    uint32_t title);

#endif
