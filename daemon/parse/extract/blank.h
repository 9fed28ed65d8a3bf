/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_BLANK_H
#define NW_PARSE_EXTRACT_BLANK_H

#include <stddef.h>

/*
 * Blanks of every kind that pages use, and characters that have no width:
 * a soft hyphen or a zero-width space would split words for everyone who
 * reads the text.  Both return the bytes at s (n > 0), or 0.
 */
size_t	blank_len(const char *s, size_t n);
size_t	nothing_len(const char *s, size_t n);
/*
 * Runs of blanks become one space, those at the ends go.  In place;
 * NUL-terminates and returns the new length.
 */
size_t	blank_collapse(char *s, size_t n);

#endif
