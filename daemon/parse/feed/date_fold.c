/* SPDX-License-Identifier: ISC */
/*
 * Folds a date for the scanner, so that it meets one kind of digit, blank
 * and dash, and words without case and accents.
 */
#include "parse/feed/date_fold.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

#include "base/utf8.h"

static uint32_t
strip_accent(uint32_t cp)
{
	const UNormalizer2 *nfd;
	UErrorCode err = U_ZERO_ERROR;
	UChar tmp[8];
	int32_t len, i;
	UChar32 first;

	/* й and ї are letters of their own; Latin and Greek marks are not. */
	if (cp < 0xc0 || (cp > 0x3ff && cp < 0x1e00) || cp > 0x1fff)
		return cp;
	nfd = unorm2_getNFDInstance(&err);
	if (U_FAILURE(err))
		return cp;
	len = unorm2_getDecomposition(nfd, (UChar32)cp, tmp, 8, &err);
	if (U_FAILURE(err) || len <= 0)
		return cp;
	i = 0;
	U16_NEXT(tmp, i, len, first);
	return (uint32_t)first;
}

static uint32_t
fold_char(uint32_t cp)
{
	int32_t digit;

	if (cp >= 0xff01 && cp <= 0xff5e)
		cp -= 0xfee0;
	if ((digit = u_charDigitValue((UChar32)cp)) >= 0)
		return (uint32_t)('0' + digit);
	if (u_isUWhiteSpace((UChar32)cp) || cp == UTF8_BAD)
		return ' ';
	if (u_charType((UChar32)cp) == U_DASH_PUNCTUATION || cp == 0x2212)
		return '-';
	/* Marks of direction and joining stand between parts of a date. */
	if (u_charType((UChar32)cp) == U_FORMAT_CHAR ||
	    u_charType((UChar32)cp) == U_NON_SPACING_MARK)
		return 0;
	return strip_accent((uint32_t)u_foldCase((UChar32)cp,
	    U_FOLD_CASE_DEFAULT));
}

void
date_fold(struct date_text *s, const char *in, size_t n)
{
	char out[UTF8_MAX];
	uint32_t cp;
	size_t len, at = 0;

	while (at < n && s->n + UTF8_MAX <= DATE_FOLD_MAX) {
		if ((unsigned char)in[at] < 0x80) {
			s->raw[s->n] = in[at];
			s->low[s->n++] = in[at] >= 'A' && in[at] <= 'Z' ?
			    (char)(in[at] + 32) : in[at];
			at++;
			continue;
		}
		at += utf8_decode(in + at, n - at, &cp);
		if ((cp = fold_char(cp)) == 0)
			continue;
		len = utf8_encode(cp, out);
		memcpy(s->raw + s->n, out, len);
		memcpy(s->low + s->n, out, len);
		s->n += len;
	}
}
