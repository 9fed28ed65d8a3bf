/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_TRIM_H
#define NW_PARSE_EXTRACT_TRIM_H

#include "parse/extract/page.h"

/*
 * Which lines of the chosen element are the article's, judged in their
 * order: sets drop of all blocks of the page.  title: the headline's
 * block, or NO_BLOCK.
 */
void	trim_blocks(struct page *, uint32_t root, uint32_t title);

#endif
