/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_BODY_H
#define NW_PARSE_EXTRACT_BODY_H

#include "article.h"
#include "parse/extract/clues.h"
#include "parse/extract/page.h"

/*
 * Finds the article's body in the page: sets a->text and a->links.
 * title: the headline's block, or NO_BLOCK.
 */
void	body_read(struct article *a, struct page *p, const struct clues *,
	    uint32_t title);

#endif
