/* SPDX-License-Identifier: ISC */
/*
 * Loops over plain bytes with the compiler's vectors: sixteen are compared
 * at once, and the first that stands out is found by counting zero bits.
 * The last few are looked at one by one, by the same rule.  (Where char is
 * signed, what is beyond ASCII is below zero; where it is not, above DEL.)
 */
#include "base/scan.h"

#include <stdint.h>
#include <string.h>

#define WIDE	16

typedef uint8_t wide __attribute__((__vector_size__(WIDE)));

static inline wide
load(const char *s)
{
	wide v;

	memcpy(&v, s, sizeof(v));
	return v;
}

static inline wide
all(char c)
{
	wide v;

	memset(&v, c, sizeof(v));
	return v;
}

/* The place of the first byte that is not zero; WIDE when all are. */
static inline size_t
first(wide v)
{
	uint64_t half[2];

	memcpy(half, &v, sizeof(half));
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	if (half[0] != 0)
		return (size_t)__builtin_ctzll(half[0]) / 8;
	if (half[1] != 0)
		return 8 + (size_t)__builtin_ctzll(half[1]) / 8;
#else
	if (half[0] != 0)
		return (size_t)__builtin_clzll(half[0]) / 8;
	if (half[1] != 0)
		return 8 + (size_t)__builtin_clzll(half[1]) / 8;
#endif
	return WIDE;
}

size_t
scan_ascii(const char *s, size_t n)
{
	size_t at = 0, hit;

	for (; n - at >= WIDE; at += WIDE)
		if ((hit = first(load(s + at) & all('\x80'))) < WIDE)
			return at + hit;
	while (at < n && (unsigned char)s[at] < 0x80)
		at++;
	return at;
}

size_t
scan_text(const char *s, size_t n)
{
	const wide lt = all('<'), amp = all('&'), end = all(']');
	const wide space = all(' '), tab = all('\t'), lf = all('\n');
	const wide last = all('\xef');
	size_t at = 0, hit;
	wide v, blank;

	for (; n - at >= WIDE; at += WIDE) {
		v = load(s + at);
		blank = (wide)(v == tab) | (wide)(v == lf);
		hit = first((wide)(v == lt) | (wide)(v == amp) |
		    (wide)(v == end) | (wide)(v == last) |
		    ((wide)(v < space) & ~blank));
		if (hit < WIDE)
			return at + hit;
	}
	for (; at < n; at++)
		if (s[at] == '<' || s[at] == '&' || s[at] == ']' ||
		    s[at] == '\xef' ||
		    ((unsigned char)s[at] < ' ' && s[at] != '\t' &&
		    s[at] != '\n'))
			break;
	return at;
}

size_t
scan_json(const char *s, size_t n)
{
	const wide quote = all('"'), back = all('\\'), space = all(' ');
	const wide del = all('\x7f');
	size_t at = 0, hit;
	wide v;

	for (; n - at >= WIDE; at += WIDE) {
		v = load(s + at);
		hit = first((wide)(v == quote) | (wide)(v == back) |
		    (wide)(v < space) | (wide)(v >= del));
		if (hit < WIDE)
			return at + hit;
	}
	while (at < n && s[at] >= ' ' && s[at] < 0x7f && s[at] != '"' &&
	    s[at] != '\\')
		at++;
	return at;
}

size_t
scan_markup(const char *s, size_t n)
{
	const wide lt = all('<'), gt = all('>'), amp = all('&');
	const wide tab = all('\t'), lf = all('\n');
	const wide space = all(' '), del = all('\x7f');
	size_t at = 0, hit;
	wide v, blank;

	for (; n - at >= WIDE; at += WIDE) {
		v = load(s + at);
		blank = (wide)(v == tab) | (wide)(v == lf);
		hit = first((wide)(v == lt) | (wide)(v == gt) |
		    (wide)(v == amp) | (wide)(v >= del) |
		    ((wide)(v < space) & ~blank));
		if (hit < WIDE)
			return at + hit;
	}
	while (at < n && (s[at] >= ' ' || s[at] == '\n' || s[at] == '\t') &&
	    s[at] != 0x7f && s[at] != '<' && s[at] != '>' && s[at] != '&')
		at++;
	return at;
}
