/* SPDX-License-Identifier: ISC */
#ifndef NW_BASE_UTF8_H
#define NW_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_BAD	UINT32_MAX	/* no code point: ill-formed byte */
#define UTF8_MAX	4		/* bytes of the longest sequence */

/*
 * UTF-8 as Unicode 15 table 3-7 has it: no overlong forms, surrogates
 * or values above 10FFFF.
 *
 * Decodes the code point at s (n > 0 bytes) and returns how many bytes it
 * took.  An ill-formed byte gives *cp = UTF8_BAD and takes 1.
 */
size_t	utf8_decode(const char *s, size_t n, uint32_t *cp);
/* Writes 1 to 4 bytes, returns how many; bad values write U+FFFD. */
size_t	utf8_encode(uint32_t cp, char out[UTF8_MAX]);
bool	utf8_is_valid(const char *s, size_t n);
/* Code points in n bytes; an ill-formed byte counts as one. */
size_t	utf8_count(const char *s, size_t n);
/* Byte offset of code point k (or n when there are fewer). */
size_t	utf8_offset(const char *s, size_t n, size_t k);
/* The largest length <= max at which s can be cut between code points. */
size_t	utf8_cut(const char *s, size_t n, size_t max);

#endif
