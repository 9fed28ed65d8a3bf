/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_CHOOSE_H
#define NW_PARSE_EXTRACT_CHOOSE_H

#include "parse/extract/page.h"

/*
 * The element that holds the article; 0 when nothing looks like one.
 * title: the headline's block, or NO_BLOCK; trusting: whatever class
 * words say.
 */
uint32_t	choose_root(struct page *, uint32_t title, bool trusting);

#endif
