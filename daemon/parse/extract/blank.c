/* SPDX-License-Identifier: ISC */
/* Blanks, by their UTF-8 bytes. */
#include "parse/extract/blank.h"

#include <stdbool.h>

size_t
blank_len(const char *text, size_t n)
{
	const unsigned char *s = (const unsigned char *)text;

	if (s[0] < 0x80)
		return s[0] <= ' ' || s[0] == 0x7f;
	if (n >= 2 && s[0] == 0xc2 && (s[1] == 0xa0 || s[1] == 0x85))
		return 2;
	if (n >= 3 && s[0] == 0xe2 && s[1] == 0x80 && (s[2] <= 0x8a ||
	    s[2] == 0xa8 || s[2] == 0xa9 || s[2] == 0xaf))
		return 3;
	if (n >= 3 && s[0] == 0xe3 && s[1] == 0x80 && s[2] == 0x80)
		return 3;
	return 0;
}

size_t
nothing_len(const char *text, size_t n)
{
	const unsigned char *s = (const unsigned char *)text;

	if (s[0] < 0xc2)
		return 0;
	if (n >= 2 && s[0] == 0xc2 && s[1] == 0xad)
		return 2;
	if (n >= 3 && s[0] == 0xe2 && s[1] == 0x80 && (s[2] == 0x8b ||
	    s[2] == 0x8e || s[2] == 0x8f))
		return 3;
	if (n >= 3 && s[0] == 0xef && s[1] == 0xbb && s[2] == 0xbf)
		return 3;
	return 0;
}

size_t
blank_collapse(char *s, size_t n)
{
	size_t at = 0, out = 0, skip;
	bool gap = false;

	while (at < n) {
		if ((skip = blank_len(s + at, n - at)) > 0)
			gap = out > 0;
		else if ((skip = nothing_len(s + at, n - at)) == 0) {
			if (gap)
				s[out++] = ' ';
			gap = false;
			s[out++] = s[at];
			skip = 1;
		}
		at += skip;
	}
	s[out] = '\0';
	return out;
}
