/* SPDX-License-Identifier: ISC */
/* Folding for comparisons inside one page; never shown to anyone. */
#include "parse/extract/loose.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"

#define SHARED_WORDS	60	/* that are looked for */
#define SHARED_MIN	4	/* words; fewer tell nothing */
#define WORD_LETTERS	5	/* shorter words stand in any text */

static size_t
fold_ascii(unsigned char c, char *out)
{
	if (c >= 'A' && c <= 'Z')
		c |= 0x20;
	else if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9'))
		return 0;
	out[0] = (char)c;
	return 1;
}

/* The two-byte letters of Russian, capitals among D0 90 to D0 AF. */
static void
fold_cyrillic(unsigned char a, unsigned char b, char *out)
{
	if (a == 0xd0 && b >= 0x90 && b <= 0x9f)
		b = (unsigned char)(b + 0x20);
	else if (a == 0xd0 && b >= 0xa0 && b <= 0xaf) {
		a = 0xd1;
		b = (unsigned char)(b - 0x20);
	} else if ((a == 0xd0 && b == 0x81) || (a == 0xd1 && b == 0x91)) {
		a = 0xd0;
		b = 0xb5;
	}
	out[0] = (char)a;
	out[1] = (char)b;
}

size_t
loose_fold(const char *text, size_t n, char *out)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t at = 0, len = 0;

	while (at < n) {
		if (s[at] < 0x80) {
			len += fold_ascii(s[at++], out + len);
		} else if (s[at] == 0xc2 && at + 1 < n) {
			at += 2;	/* « » and their like */
		} else if (s[at] == 0xe2 && at + 2 < n && s[at + 1] < 0x82) {
			at += 3;	/* dashes, quotes, dots */
		} else if ((s[at] == 0xd0 || s[at] == 0xd1) && at + 1 < n) {
			fold_cyrillic(s[at], s[at + 1], out + len);
			len += 2;
			at += 2;
		} else
			out[len++] = (char)s[at++];
	}
	out[len] = '\0';
	return len;
}

static size_t
word_len(const char *s)
{
	size_t n = 0;

	while ((unsigned char)s[n] >= 0x80 || (s[n] >= '0' && s[n] <= '9') ||
	    ((s[n] | 0x20) >= 'a' && (s[n] | 0x20) <= 'z'))
		n++;
	return n;
}

int
loose_shared(const char *some, const char *all)
{
	size_t len = strlen(all), n, k;
	char *folded = xmalloc(len + 1), word[128];
	int words = 0, met = 0;

	len = loose_fold(all, len, folded);
	for (; *some != '\0' && words < SHARED_WORDS;
	    some += n + (some[n] != '\0')) {
		n = word_len(some);
		if (n >= sizeof(word) || utf8_count(some, n) < WORD_LETTERS)
			continue;
		/* Endings change with the case, so the front must do. */
		k = loose_fold(some, utf8_cut(some, n, n * 3 / 4), word);
		words++;
		met += memmem(folded, len, word, k) != NULL;
	}
	free(folded);
	return words < SHARED_MIN ? LOOSE_UNKNOWN : met * 100 / words;
}
