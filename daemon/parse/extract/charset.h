/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_CHARSET_H
#define NW_PARSE_EXTRACT_CHARSET_H

#include <stddef.h>

/*
 * The bytes of a page as well-formed UTF-8 without NULs.  What the bytes
 * are is read from them before labels are believed: BOM, UTF-8 by its own
 * grammar, the HTTP label, the page's label, the ICU detector.
 */
struct decoded {
	const char	*s;
	size_t		 len;
	char		*owned;		/* NULL: s is the input itself */
};

/* content_type: as served, or NULL.  Never fails. */
void	charset_decode(struct decoded *, const void *, size_t,
	    const char *content_type);
void	charset_clear(struct decoded *);
/* Loads what the sandbox could not. */
void	charset_warm(void);

#endif
