/* SPDX-License-Identifier: ISC */
/*
 * The characters of markup: which stand for themselves, and what the others
 * stand for.  Runs of plain bytes are most of any feed, so finding their end
 * is the loop that counts.
 */
#include "parse/markup_chars.h"

#include <stdint.h>
#include <string.h>

#include "base/scan.h"
#include "base/utf8.h"
#include "parse/entities.h"

size_t
markup_plain_run(const char *s, size_t n)
{
	return scan_utf8(s, scan_markup(s, n));
}

static bool
is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9');
}

/* A control character means nothing on a page; a line end is a newline. */
static size_t
put(uint32_t cp, char *out)
{
	if (cp == '\r')
		cp = '\n';
	if ((cp < ' ' && cp != '\t' && cp != '\n') || cp == 0x7f)
		return 0;
	return utf8_encode(cp, out);
}

/* At '&': bytes of the reference, or 0. */
static size_t
reference(const char *s, size_t n, bool in_attr, uint32_t cp[2])
{
	size_t used;

	cp[1] = 0;
	if (n < 3)
		return 0;
	if (s[1] == '#') {
		used = entity_number(s + 2, n - 2, &cp[0]);
		return used > 0 ? used + 2 : 0;
	}
	if ((used = entity_find(s + 1, n - 1, cp)) == 0)
		return 0;
	/* "?a=1&copy=2" in an address is no sign of copyright. */
	if (in_attr && s[used] != ';' && used + 1 < n &&
	    (s[used + 1] == '=' || is_alnum(s[used + 1])))
		return 0;
	return used + 1;
}

size_t
markup_char(const char *s, size_t n, bool in_attr,
    char out[MARKUP_CHAR_MAX], size_t *len)
{
	uint32_t cp[2];
	size_t used = 0;

	if (s[0] == '&' && (used = reference(s, n, in_attr, cp)) > 0) {
		*len = put(cp[0], out);
		if (cp[1] != 0)
			*len += put(cp[1], out + *len);
		return used;
	}
	used = utf8_decode(s, n, cp);
	if (cp[0] == '\r' && n > 1 && s[1] == '\n')
		used = 2;
	*len = put(cp[0], out);
	return used;
}

int
markup_decode(struct buf *b, const char *s, size_t n, bool in_attr)
{
	char out[MARKUP_CHAR_MAX];
	size_t used, len;

	while (n > 0) {
		used = markup_plain_run(s, n);
		if (buf_add(b, s, used) == -1)
			return -1;
		s += used;
		n -= used;
		if (n == 0)
			break;
		used = markup_char(s, n, in_attr, out, &len);
		if (buf_add(b, out, len) == -1)
			return -1;
		s += used;
		n -= used;
	}
	return 0;
}
