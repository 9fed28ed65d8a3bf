/* SPDX-License-Identifier: ISC */
/*
 * One folding for all tables of this folder, so that a table entry is
 * written once, in plain lower case.  Knows nothing of what the tables
 * mean; the matcher's folding is another one, for another purpose.
 */
#include "parse/extract/fold.h"

#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"

bool
cp_is_blank(uint32_t cp)
{
	return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0xa0 ||
	    (cp > 0x7f && cp != UTF8_BAD && u_isUWhiteSpace((UChar32)cp));
}

bool
cp_is_alnum(uint32_t cp)
{
	if (cp < 0x80)
		return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') ||
		    (cp >= 'A' && cp <= 'Z');
	return cp != UTF8_BAD && u_isalnum((UChar32)cp);
}

static bool
cp_is_invisible(uint32_t cp)
{
	return cp == 0xad || (cp >= 0x200b && cp <= 0x200f) ||
	    (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2060 && cp <= 0x2069) ||
	    (cp >= 0xfe00 && cp <= 0xfe0f) || cp == 0xfeff ||
	    (cp >= 0x300 && cp <= 0x302);
}

static uint32_t
fold_mark(uint32_t cp)
{
	switch (cp) {
	case 0xab: case 0xbb: case 0x201c: case 0x201d: case 0x201e:
	case 0x201f: case 0x2033:
		return '"';
	case 0x2018: case 0x2019: case 0x201a: case 0x201b: case 0x2bc:
	case 0x2032: case '`': case 0xb4:
		return '\'';
	case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014:
	case 0x2015: case 0x2212:
		return '-';
	default:
		return cp;
	}
}

uint32_t
fold_cp(uint32_t cp)
{
	if (cp < 0x80) {
		if (cp >= 'A' && cp <= 'Z')
			return cp + ('a' - 'A');
		return cp_is_blank(cp) ? ' ' : fold_mark(cp);
	}
	if (cp == UTF8_BAD || cp_is_invisible(cp))
		return 0;
	if (cp_is_blank(cp))
		return ' ';
	if (cp == 0x401 || cp == 0x451)		/* Ё ё */
		return 0x435;
	cp = fold_mark(cp);
	return cp < 0x80 ? cp : (uint32_t)u_tolower((UChar32)cp);
}

/* What may begin a line that says something; bullets and emoji may not. */
static bool
cp_begins(uint32_t cp)
{
	return cp_is_alnum(cp) || cp == 0xa9 ||
	    (cp < 0x80 && strchr("([\"'#@/", (int)cp) != NULL);
}

static size_t
trim_end(char *out, size_t len)
{
	uint32_t cp;
	size_t i;

	while (len > 0) {
		for (i = len - 1; i > 0 && ((unsigned char)out[i] & 0xc0) ==
		    0x80; i--)
			;
		utf8_decode(out + i, len - i, &cp);
		if (cp_is_alnum(cp) || (cp < 0x80 &&
		    strchr(")]\"'!?/%", (int)cp) != NULL))
			break;
		len = i;
	}
	out[len] = '\0';
	return len;
}

size_t
fold_line(const char *s, size_t n, char *out, size_t size)
{
	char enc[UTF8_MAX];
	uint32_t cp;
	size_t i, k, len = 0;

	for (i = 0; i < n; ) {
		i += utf8_decode(s + i, n - i, &cp);
		if ((cp = fold_cp(cp)) == 0 || (len == 0 && !cp_begins(cp)))
			continue;
		if (cp == ' ' && out[len - 1] == ' ')
			continue;
		k = utf8_encode(cp, enc);
		if (len + k >= size)
			break;
		memcpy(out + len, enc, k);
		len += k;
	}
	return trim_end(out, len);
}

size_t
fold_word(const char *s, size_t n, char *out, size_t size)
{
	char enc[UTF8_MAX];
	uint32_t cp;
	size_t i, k, len = 0;

	for (i = 0; i < n; ) {
		i += utf8_decode(s + i, n - i, &cp);
		if ((cp = fold_cp(cp)) == 0)
			continue;
		k = utf8_encode(cp, enc);
		if (len + k >= size) {
			len = 0;
			break;
		}
		memcpy(out + len, enc, k);
		len += k;
	}
	out[len] = '\0';
	return len;
}

static bool
is_boundary(const char *s)
{
	uint32_t cp;

	if (*s == '\0')
		return true;
	utf8_decode(s, strlen(s), &cp);
	return !cp_is_alnum(cp);
}

/* A table entry that ends in a mark ("photo:") is its own boundary. */
static bool
matches_at(const char *s, const char *word, size_t n)
{
	return strncmp(s, word, n) == 0 && (is_boundary(s + n) ||
	    is_boundary(word + n - 1));
}

bool
fold_starts(const char *s, const char *word)
{
	return matches_at(s, word, strlen(word));
}

/* UTF-8 is self-synchronising, so one step back lands inside a letter. */
static bool
letter_before(const char *s, const char *at)
{
	uint32_t cp;

	if (at == s)
		return false;
	do
		at--;
	while (at > s && ((unsigned char)*at & 0xc0) == 0x80);
	utf8_decode(at, UTF8_MAX, &cp);
	return cp_is_alnum(cp);
}

const char *
fold_inside(const char *s, const char *word)
{
	size_t n = strlen(word);
	const char *at;

	for (at = s; (at = strstr(at, word)) != NULL; at++)
		if (!letter_before(s, at) && matches_at(at, word, n))
			return at;
	return NULL;
}

bool
fold_ends(const char *s, size_t n, const char *word)
{
	size_t k = strlen(word);

	return n >= k && memcmp(s + n - k, word, k) == 0 &&
	    !letter_before(s, s + n - k);
}
