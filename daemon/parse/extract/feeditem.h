/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_FEEDITEM_H
#define NW_PARSE_EXTRACT_FEEDITEM_H

#include "article.h"
#include "parse/extract/extract.h"

/* The article that the item itself holds: text and head. */
void	feeditem_read(struct article *a, const struct extract_opts *);
/*
 * Adds to what the linked page gave what the item knows; its own text
 * takes the place of a page's that is poorer or about something else.
 */
void	feeditem_merge(struct article *a, const struct extract_opts *);

#endif
