/* SPDX-License-Identifier: ISC */
/* What the letters of a word tell, before any rule is tried on it. */
#include "match/letters.h"

#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include "base/fold.h"
#include "base/utf8.h"
#include "match/systems.h"

#define LETTERS_MAX	160	/* bytes of a word */

size_t
letters_raw(const char *s, size_t n, char *out, size_t max)
{
	UErrorCode err = U_ZERO_ERROR;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&err);
	size_t i = 0, len = 0, last = 0;
	uint32_t cp, before = 0;
	struct folded f;
	UChar32 whole;

	while (i < n && len + UTF8_MAX < max) {
		i += utf8_decode(s + i, n - i, &cp);
		fold_one(cp, &f);
		whole = before != 0 && u_getCombiningClass((UChar32)cp) != 0 ?
		    unorm2_composePair(nfc, (UChar32)before, (UChar32)cp) : -1;
		if (whole >= 0) {
			before = (uint32_t)whole;
			len = last + utf8_encode(before, out + last);
		} else if (f.class == FOLD_APOS) {
			out[len++] = '\'';
		} else if (f.class == FOLD_LETTER || f.class == FOLD_DIGIT ||
		    f.class == FOLD_SINGLE) {
			before = (uint32_t)u_tolower((UChar32)cp);
			last = len;
			len += utf8_encode(before, out + len);
		}
	}
	out[len] = '\0';
	return len;
}

size_t
letters_fold(const char *raw, size_t n, char *out, size_t max)
{
	size_t i = 0, len = 0;
	struct folded f;
	uint32_t cp;
	uint8_t k;

	while (i < n) {
		/* Spellings come out as small ASCII letters already. */
		if (raw[i] >= 'a' && raw[i] <= 'z' && len < max) {
			out[len++] = raw[i++];
			continue;
		}
		i += utf8_decode(raw + i, n - i, &cp);
		fold_one(cp, &f);
		if (f.class == FOLD_APOS || f.class == FOLD_DROP)
			continue;
		for (k = 0; k < f.n && len + UTF8_MAX <= max; k++)
			len += utf8_encode(f.cp[k], out + len);
	}
	return len;
}

static bool
has_any(const char *s, size_t n, const char *letters)
{
	uint32_t cp;
	size_t i, k;

	for (i = 0; letters[i] != '\0'; i += k) {
		k = utf8_decode(letters + i, UTF8_MAX, &cp);
		if (memmem(s, n, letters + i, k) != NULL)
			return true;
	}
	return false;
}

bool
letters_are_cyrillic(const char *raw)
{
	return (unsigned char)raw[0] >= 0xd0 && (unsigned char)raw[0] <= 0xd3;
}

bool
letters_are_latin(const char *raw)
{
	struct folded f;
	uint32_t cp;

	utf8_decode(raw, UTF8_MAX, &cp);
	fold_one(cp, &f);
	return f.script == FOLD_LATIN;
}

unsigned int
letters_tongues(const char *raw, size_t n)
{
	if (has_any(raw, n, "ў"))
		return 1 << BE;
	if (has_any(raw, n, "їєґ'"))
		return 1 << UK;
	if (has_any(raw, n, "і"))
		return has_any(raw, n, "ыэё") ? 1 << BE : 1 << UK | 1 << BE;
	if (has_any(raw, n, "ыэёъщ"))
		return 1 << RU;
	if (memmem(raw, n, "ськ", 6) != NULL || memmem(raw, n, "цьк", 6))
		return 1 << UK;
	return 1 << RU | 1 << UK;
}

bool
letters_have(const char *raw, const char *marks)
{
	char mark[16];
	size_t n;

	for (; marks != NULL; marks += n + (marks[n] == '|')) {
		n = strcspn(marks, "|");
		if (n == 0)
			return false;
		memcpy(mark, marks, n);
		mark[n] = '\0';
		if (strstr(raw, mark) != NULL)
			return true;
	}
	return true;
}

bool
letters_look_slavic(const char *raw, size_t n)
{
	static const char *const ends[] = { "ov", "ova", "ev", "eva", "in",
	    "ina", "ine", "yn", "sky", "ski", "skiy", "skyy", "skyi", "skyj",
	    "skij", "skaya", "skaja", "ska", "enko", "enka", "chko", "chuk",
	    "uk", "ich", "itch", "itsch", "yan", "dze", "shvili", "iy", "ii",
	    "yi", "yj", "ow", "ew", "ovs", "evs", "ovas",
	    "evas", "skis", "ij" };
	char fold[LETTERS_MAX];
	size_t i, k;

	n = letters_fold(raw, n, fold, sizeof(fold));
	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		k = strlen(ends[i]);
		if (n > k + 1 && memcmp(fold + n - k, ends[i], k) == 0)
			return true;
	}
	return false;
}
