/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_BODY_H
#define NW_PARSE_EXTRACT_BODY_H

#include "article.h"
#include "parse/extract/page.h"

/* Finds the article's body in the page: sets a->text and a->links. */
void	body_read(struct article *a, struct page *p);

#endif
