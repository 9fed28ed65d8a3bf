/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_PRUNE_H
#define NW_PARSE_EXTRACT_PRUNE_H

#include "parse/extract/page.h"

/*
 * Marks the elements inside the article's that are not of the article.
 * trusting: whatever their class words say.
 */
void	prune_elements(struct page *, uint32_t root, bool trusting);

#endif
