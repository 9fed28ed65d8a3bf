/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_MARKUP_ATTRS_H
#define NW_PARSE_MARKUP_ATTRS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/pool.h"
#include "parse/markup_scan.h"

/* Text with &, <, > and both kinds of quotes as references. */
int	markup_put_escaped(struct buf *, const char *, size_t);

/*
 * Writes the attributes of e that t has and that are fit to be kept, each
 * behind a blank.  Returns the set of those written; *ok becomes false when
 * the buffer's ceiling is met.
 */
uint32_t markup_put_attrs(struct buf *, struct pool *, const char *base_url,
	    const struct element_rule *e, const struct token *t, bool *ok);

/* Whether the tag stands as it would be written: <a href="…">, no more. */
bool	markup_is_plain_link(const struct token *);

#endif
