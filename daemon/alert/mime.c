/* SPDX-License-Identifier: ISC */
/* The encodings of mail; knows nothing of alerts. */
#include "alert/mime.h"

#include <openssl/evp.h>

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/utf8.h"

#define FOLD_AT	76	/* characters of a line, less its CRLF */
#define WORD_BYTES	42	/* of an encoded word: 56 in base64 + 12 */
#define BASE64_BYTES	57	/* of a line: 76 in base64 */

static void
put_base64(struct buf *out, const char *s, size_t n)
{
	unsigned char text[BASE64_BYTES / 3 * 4 + 1];

	EVP_EncodeBlock(text, (const unsigned char *)s, (int)n);
	buf_adds(out, (const char *)text);
}

/* --- headers ------------------------------------------------------------ */

/* Plain words may stand as they are; "=?" would be taken for a code. */
static bool
is_plain(const char *s)
{
	if (strstr(s, "=?") != NULL)
		return false;
	for (; *s != '\0'; s++)
		if (*s < 0x20 || *s > 0x7e)
			return false;
	return true;
}

/*
 * The next encoded word's bytes: at most WORD_BYTES of valid UTF-8, never
 * a part of a character (RFC 2047, section 5).
 */
static size_t
next_word(const char **s, size_t *left, char *out)
{
	size_t n = 0, used;
	uint32_t cp;

	while (*left > 0 && n + UTF8_MAX <= WORD_BYTES) {
		used = utf8_decode(*s, *left, &cp);
		if (cp == UTF8_BAD)
			cp = 0xfffd;
		if (cp < 0x20 || cp == 0x7f)
			cp = ' ';
		n += utf8_encode(cp, out + n);
		*s += used;
		*left -= used;
	}
	return n;
}

void
mime_header(struct buf *out, const char *name, const char *value)
{
	size_t left = strlen(value);
	char word[WORD_BYTES];

	if (strlen(name) + 2 + left <= FOLD_AT && is_plain(value)) {
		buf_addf(out, "%s: %s\r\n", name, value);
		return;
	}
	/* A word a line; the first stands alone, whatever the name takes. */
	buf_addf(out, "%s:", name);
	if (strlen(name) > 4)
		buf_adds(out, "\r\n");
	while (left > 0) {
		size_t n = next_word(&value, &left, word);

		buf_adds(out, " =?UTF-8?B?");
		put_base64(out, word, n);
		buf_adds(out, "?=\r\n");
	}
}

/* --- bodies ------------------------------------------------------------- */

static bool
is_quotable(unsigned char c)
{
	return (c >= 0x20 && c <= 0x7e && c != '=') || c == '\t';
}

/* In quoted-printable each odd byte takes three. */
static bool
is_base64_shorter(const char *s, size_t n)
{
	size_t i, odd = 0;

	for (i = 0; i < n; i++)
		odd += !is_quotable((unsigned char)s[i]) && s[i] != '\n';
	return odd * 6 > n;
}

static void
base64_body(struct buf *out, const char *s, size_t n)
{
	size_t take;

	for (; n > 0; s += take, n -= take) {
		take = n < BASE64_BYTES ? n : BASE64_BYTES;
		put_base64(out, s, take);
		buf_adds(out, "\r\n");
	}
}

static void
quoted_body(struct buf *out, const char *s, size_t n)
{
	size_t col = 0, i;
	unsigned char c;
	char text[4];

	for (i = 0; i < n; i++) {
		c = (unsigned char)s[i];
		if (c == '\n') {
			buf_adds(out, "\r\n");
			col = 0;
			continue;
		}
		/* A blank at a line's end would be lost on its way, and a
		 * dot or "From " at its start is changed by some. */
		if (is_quotable(c) && !((c == ' ' || c == '\t') &&
		    (i + 1 == n || s[i + 1] == '\n')) &&
		    !(col == 0 && (c == '.' || c == 'F')))
			snprintf(text, sizeof(text), "%c", c);
		else
			snprintf(text, sizeof(text), "=%02X", c);
		if (col + strlen(text) > FOLD_AT - 1) {
			buf_adds(out, "=\r\n");
			col = 0;
		}
		buf_adds(out, text);
		col += strlen(text);
	}
	if (col > 0)
		buf_adds(out, "\r\n");
}

void
mime_body(struct buf *out, const char *text, size_t n)
{
	bool base64 = is_base64_shorter(text, n);

	buf_addf(out, "Content-Transfer-Encoding: %s\r\n\r\n",
	    base64 ? "base64" : "quoted-printable");
	if (base64)
		base64_body(out, text, n);
	else
		quoted_body(out, text, n);
}

/* --- dates -------------------------------------------------------------- */

/* Not by strftime(), whose names are those of the locale. */
const char *
mime_date(int64_t when, char out[MIME_DATE])
{
	static const char days[] = "SunMonTueWedThuFriSat";
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	time_t t = (time_t)when;
	struct tm tm;

	if (gmtime_r(&t, &tm) == NULL)
		memset(&tm, 0, sizeof(tm));
	snprintf(out, MIME_DATE, "%.3s, %02d %.3s %04d %02d:%02d:%02d +0000",
	    days + 3 * tm.tm_wday, tm.tm_mday, months + 3 * tm.tm_mon,
	    tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec);
	return out;
}
