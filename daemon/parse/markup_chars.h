/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_MARKUP_CHARS_H
#define NW_PARSE_MARKUP_CHARS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

#define MARKUP_CHAR_MAX	8	/* bytes that one reference can stand for */

/*
 * How many of the n bytes mean themselves: well-formed UTF-8 without '<',
 * '>', '&' and control characters (tab and newline may stand).
 */
size_t	markup_plain_run(const char *s, size_t n);

/*
 * What stands where a plain run ends: a reference, a lone special sign,
 * a control character (nothing comes of it), or an ill-formed byte (comes
 * out as U+FFFD).  Returns the bytes read; out gets *len bytes of UTF-8.
 */
size_t	markup_char(const char *s, size_t n, bool in_attr,
	    char out[MARKUP_CHAR_MAX], size_t *len);

/* Decodes all of it behind what b holds; -1 when b's ceiling is met. */
int	markup_decode(struct buf *b, const char *s, size_t n, bool in_attr);

#endif
