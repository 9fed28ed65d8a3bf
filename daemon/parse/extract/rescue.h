/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_RESCUE_H
#define NW_PARSE_EXTRACT_RESCUE_H

#include "article.h"
#include "parse/extract/clues.h"
#include "parse/extract/page.h"

/*
 * Puts the body that the page's structured data gives in the place of the
 * one that was found, when that is missing, a fraction of it, or another
 * text.  Returns whether it did.
 */
bool	rescue_by_ld(struct article *a, const struct page *p,
	    const struct clues *);

#endif
