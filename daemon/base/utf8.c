/* SPDX-License-Identifier: ISC */
/* UTF-8 by the book: table 3-7 of the Unicode Standard. */
#include "base/utf8.h"

#include "base/scan.h"

#define IS_TAIL(b)	(((unsigned char)(b) & 0xc0) == 0x80)

static size_t
bad(uint32_t *cp)
{
	*cp = UTF8_BAD;
	return 1;
}

size_t
utf8_decode(const char *s, size_t n, uint32_t *cp)
{
	unsigned char b = (unsigned char)s[0];
	size_t len, i;
	uint32_t v, low;

	if (b < 0x80) {
		*cp = b;
		return 1;
	}
	if (b >= 0xc2 && b <= 0xdf) {
		len = 2;
		v = b & 0x1fu;
		low = 0x80;
	} else if (b >= 0xe0 && b <= 0xef) {
		len = 3;
		v = b & 0x0fu;
		low = 0x800;
	} else if (b >= 0xf0 && b <= 0xf4) {
		len = 4;
		v = b & 0x07u;
		low = 0x10000;
	} else
		return bad(cp);
	if (len > n)
		return bad(cp);
	for (i = 1; i < len; i++) {
		if (!IS_TAIL(s[i]))
			return bad(cp);
		v = v << 6 | ((unsigned char)s[i] & 0x3fu);
	}
	if (v < low || v > 0x10ffff || (v >= 0xd800 && v <= 0xdfff))
		return bad(cp);
	*cp = v;
	return len;
}

size_t
utf8_encode(uint32_t cp, char out[UTF8_MAX])
{
	if (cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff))
		cp = 0xfffd;
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xc0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xe0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		out[2] = (char)(0x80 | (cp & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3f));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3f));
	out[3] = (char)(0x80 | (cp & 0x3f));
	return 4;
}

bool
utf8_is_valid(const char *s, size_t n)
{
	return scan_utf8(s, n) == n;
}

size_t
utf8_count(const char *s, size_t n)
{
	uint32_t cp;
	size_t at, count = 0;

	for (at = 0; at < n; count++)
		at += utf8_decode(s + at, n - at, &cp);
	return count;
}

size_t
utf8_offset(const char *s, size_t n, size_t k)
{
	uint32_t cp;
	size_t at = 0;

	while (at < n && k-- > 0)
		at += utf8_decode(s + at, n - at, &cp);
	return at;
}

size_t
utf8_cut(const char *s, size_t n, size_t max)
{
	if (n <= max)
		return n;
	while (max > 0 && IS_TAIL(s[max]))
		max--;
	return max;
}
