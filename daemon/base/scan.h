/* SPDX-License-Identifier: ISC */
#ifndef NW_BASE_SCAN_H
#define NW_BASE_SCAN_H

#include <stddef.h>

/*
 * How many bytes at the front need no attention.  Nearly every byte of
 * every feed passes through one of these, so they look at sixteen at once.
 */

/* Below 0x80. */
size_t	scan_ascii(const char *, size_t n);
/* Text in XML: neither '<' nor '&' nor ']', no control character other than
 * tab and LF, and not what the last of the BMP, some forbidden, begins with. */
size_t	scan_text(const char *, size_t n);
/* What stands for itself in a JSON string, if it is UTF-8. */
size_t	scan_json(const char *, size_t n);
/* What stands for itself in HTML, if it is UTF-8: no control character other
 * than tab and LF, no DEL, none of '<', '>', '&'. */
size_t	scan_markup(const char *, size_t n);
/* Whole, well-formed sequences of UTF-8. */
size_t	scan_utf8(const char *, size_t n);

#endif
