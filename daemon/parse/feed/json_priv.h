/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_JSON_PRIV_H
#define NW_PARSE_JSON_PRIV_H

#include <jansson.h>

#include "parse/feed/build.h"

/* What JSON Feed's values mean: json.c cuts them out, json_field.c knows
 * their names. */

/* A value of the feed itself. */
void	json_field_feed(struct build *, const char *key, const json_t *);
void	json_field_item(struct build *, const json_t *);

#endif
