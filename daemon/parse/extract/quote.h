/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_QUOTE_H
#define NW_PARSE_EXTRACT_QUOTE_H

#include "article.h"

/*
 * Finds quotations and their speakers in a->text (with a->headline as a
 * source of names and a->language as a hint) and sets a->quotes.  Linear
 * in the text; at most QUOTES_MAX are kept.
 */
#define QUOTES_MAX	1000

void	quotes_find(struct article *a);

#endif
