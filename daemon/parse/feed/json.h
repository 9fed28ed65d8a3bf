/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_JSON_H
#define NW_PARSE_JSON_H

#include <stddef.h>

#include "parse/feed/build.h"

/*
 * JSON Feed 1.0 and 1.1.  Cuts the document into its top-level values and
 * its items while it comes, and has jansson read each alone: memory is
 * that of the largest item, and a broken item costs that item.
 */
#define JSON_ITEM_MAX	((size_t)4 << 20)	/* bytes of an item */

struct json;

struct json	*json_new(struct build *);
/* Accepts NULL. */
void		 json_free(struct json *);
void		 json_push(struct json *, const char *, size_t);
/* The end.  The first thing that was wrong, or NULL; lent. */
const char	*json_end(struct json *);

#endif
