/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_MEND_CHARS_H
#define NW_PARSE_MEND_CHARS_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

/* What the mender asks of single characters, in every loop. */

static inline bool
mend_is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static inline bool
mend_is_letter(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* U+FFFE or U+FFFF, which XML has no place for; p is 0xEF, and whole. */
static inline bool
mend_is_noncharacter(const char *p)
{
	return p[1] == '\xbf' && (unsigned char)p[2] >= 0xbe;
}

/* In any case. */
static inline bool
mend_starts(const char *p, const char *end, const char *with)
{
	size_t n = strlen(with);

	return (size_t)(end - p) >= n && strncasecmp(p, with, n) == 0;
}

#endif
