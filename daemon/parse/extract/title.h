/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_TITLE_H
#define NW_PARSE_EXTRACT_TITLE_H

#include "parse/extract/clues.h"
#include "parse/extract/page.h"

#define NO_BLOCK	UINT32_MAX

/*
 * The block that shows the article's headline: a heading that the page's
 * claims agree with, or its one h1.  NO_BLOCK when there is none.
 */
uint32_t	title_block(const struct page *, const struct clues *);
/*
 * When no claim told: the heading that stands nearest above the kept
 * lines, or is the first of them (then it is dropped).
 */
uint32_t	title_above(struct page *);

#endif
