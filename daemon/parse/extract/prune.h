/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_PRUNE_H
#define NW_PARSE_EXTRACT_PRUNE_H

#include "parse/extract/page.h"

/*
 * Marks what is inside the article's element and not of the article:
 * sets drop of elements, then of blocks.
 */
void	prune_elements(struct page *, uint32_t root);
void	prune_blocks(struct page *, uint32_t root, uint32_t title);

#endif
