/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_MARKUP_H
#define NW_PARSE_MARKUP_H

#include <stddef.h>

#include "base/pool.h"

#define MARKUP_DEPTH	128	/* open elements; deeper tags are left out */
#define MARKUP_OUT_MAX	((size_t)64 << 20)	/* bytes of a result */

/*
 * The n bytes at html as a safe fragment in UTF-8: elements, attributes and
 * URL schemes of the allow-lists alone, every element closed, none where
 * HTML would move it.  Addresses are made absolute by base_url (may be
 * NULL); one that cannot be goes away.  Doing it twice changes nothing.
 * Never NULL; results are from the pool.
 */
char	*markup_sanitize(struct pool *, const char *html, size_t n,
	    const char *base_url);
/*
 * What a reader would see of it: blocks with a blank line between, br as
 * a newline, other blanks as one space.
 */
char	*markup_text(struct pool *, const char *html, size_t n);
/* Plain text as a fragment that shows it, line ends as they are. */
char	*markup_escape(struct pool *, const char *text, size_t n);
/* Likewise, and line ends show. */
char	*markup_from_lines(struct pool *, const char *text, size_t n);

#endif
