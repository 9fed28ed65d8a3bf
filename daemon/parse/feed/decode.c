/* SPDX-License-Identifier: ISC */
/*
 * UTF-8 is checked and handed on as it lies; all else goes through ICU.
 * Where the text between two tags is no UTF-8 though the document is (or
 * is UTF-8 though the document is not) that text alone is read otherwise:
 * feeds are put together from many sources.  Knows of markup only that
 * '<' and '>' end a text.
 */
#include "parse/feed/decode.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>

#include "base/scan.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "parse/feed/charset.h"

#define PIVOT		2048	/* UTF-16 units between two converters */
#define OUT		8192	/* bytes of UTF-8 given out at once */
#define SEGMENT_MAX	4096	/* bytes of a text that is read otherwise */
#define SEGMENT_UTF8	4	/* sequences that prove a text UTF-8 */

struct decoder {
	struct charset_labels	 labels;
	struct charset		 charset;
	char			*content_type;
	decoder_cb		 put;
	void			*arg;
	UConverter		*utf8;
	UConverter		*main;		/* NULL: UTF-8, or still open */
	UConverter		*legacy;	/* for other texts */
	UChar			 pivot[PIVOT];
	UChar			*pivot_from;
	UChar			*pivot_to;
	char			 carry[UTF8_MAX];	/* a cut sequence */
	size_t			 ncarry;
	bool			 begun;
	const char		*damage;
};

struct decoder *
decoder_new(const char *content_type, decoder_cb put, void *arg)
{
	struct decoder *d = xcalloc(1, sizeof(*d));

	if (content_type != NULL)
		d->content_type = xstrdup(content_type);
	d->put = put;
	d->arg = arg;
	return d;
}

void
decoder_free(struct decoder *d)
{
	if (d == NULL)
		return;
	ucnv_close(d->utf8);
	ucnv_close(d->main);
	ucnv_close(d->legacy);
	free(d->content_type);
	free(d);
}

bool
charset_surrogate(const char *s, size_t n, uint32_t *unit)
{
	if (n < 3 || s[0] != '\xed' || ((unsigned char)s[1] & 0xe0) != 0xa0 ||
	    ((unsigned char)s[2] & 0xc0) != 0x80)
		return false;
	*unit = 0xd000u | ((unsigned char)s[1] & 0x3fu) << 6 |
	    ((unsigned char)s[2] & 0x3fu);
	return true;
}

static void
damage(struct decoder *d, const char *what)
{
	if (d->damage == NULL)
		d->damage = what;
}

/* What ICU calls for bytes that mean nothing in the charset. */
static void
on_bad_bytes(const void *context, UConverterToUnicodeArgs *args,
    const char *units, int32_t n, UConverterCallbackReason why,
    UErrorCode *err)
{
	struct decoder *d = (struct decoder *)(uintptr_t)context;

	if (why <= UCNV_IRREGULAR)
		damage(d, "bytes that mean nothing in its charset");
	UCNV_TO_U_CALLBACK_SUBSTITUTE(NULL, args, units, n, why, err);
}

static UConverter *
converter_open(struct decoder *d, const char *name)
{
	UErrorCode err = U_ZERO_ERROR;
	UConverter *cnv = ucnv_open(name, &err);

	if (U_FAILURE(err))
		return NULL;
	ucnv_setToUCallBack(cnv, on_bad_bytes, d, NULL, NULL, &err);
	if (d->utf8 == NULL)
		d->utf8 = ucnv_open("UTF-8", &err);
	d->pivot_from = d->pivot_to = d->pivot;
	return cnv;
}

/* flush: these bytes end here, the converter is as new afterwards. */
static void
convert(struct decoder *d, UConverter *cnv, const char *s, size_t n, bool flush)
{
	char out[OUT], *to = out;
	const char *end = s + n;
	size_t len, whole;
	UErrorCode err;

	do {
		err = U_ZERO_ERROR;
		ucnv_convertEx(d->utf8, cnv, &to, out + sizeof(out), &s, end,
		    d->pivot, &d->pivot_from, &d->pivot_to, d->pivot + PIVOT,
		    0, flush, &err);
		/* ICU fills the buffer with half a character if it must. */
		len = whole = (size_t)(to - out);
		if (err == U_BUFFER_OVERFLOW_ERROR)
			whole = utf8_cut(out, len, len - 1);
		if (whole > 0)
			d->put(d->arg, out, whole);
		memmove(out, out + whole, len - whole);
		to = out + (len - whole);
	} while (err == U_BUFFER_OVERFLOW_ERROR);
	if (flush) {
		ucnv_reset(cnv);
		ucnv_reset(d->utf8);
		d->pivot_from = d->pivot_to = d->pivot;
	}
}

static bool
is_tail(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* Whether s is the beginning of a sequence that the end cuts. */
static bool
is_cut_sequence(const char *s, size_t n)
{
	static const char tails[][UTF8_MAX] = {
		"\x80\x80\x80", "\xbf\xbf\xbf"
	};
	char whole[UTF8_MAX];
	uint32_t cp;
	size_t i;

	/* Every first byte takes the least tail or the greatest, or none. */
	for (i = 0; n < UTF8_MAX && i < sizeof(tails) / UTF8_MAX; i++) {
		memcpy(whole, s, n);
		memcpy(whole + n, tails[i], UTF8_MAX - n);
		if (utf8_decode(whole, UTF8_MAX, &cp) > n)
			return true;
	}
	return false;
}

/* What stands for ill-formed bytes at s; how many of them it stands for. */
static size_t
bad_char(const char *s, size_t n, uint32_t *cp)
{
	uint32_t low;

	if (!charset_surrogate(s, n, cp)) {
		*cp = UTF8_BAD;
		return 1;
	}
	if (*cp >= 0xdc00 || !charset_surrogate(s + 3, n - 3, &low) ||
	    low < 0xdc00)
		return 3;
	*cp = 0x10000 + ((*cp - 0xd800) << 10 | (low - 0xdc00));
	return 6;
}

/* UTF-8 with some bytes that are not: each is one U+FFFD. */
static void
put_replaced(struct decoder *d, const char *s, size_t n)
{
	char out[UTF8_MAX];
	uint32_t cp;
	size_t used;

	while (n > 0) {
		used = scan_utf8(s, n);
		d->put(d->arg, s, used);
		s += used;
		n -= used;
		if (n == 0)
			return;
		used = bad_char(s, n, &cp);
		d->put(d->arg, out, utf8_encode(cp, out));
		s += used;
		n -= used;
	}
}

static void
put_legacy(struct decoder *d, const char *s, size_t n)
{
	char name[CHARSET_LABEL];

	if (d->legacy == NULL) {
		if (d->charset.legacy[0] != '\0')
			memcpy(name, d->charset.legacy, sizeof(name));
		else if (!charset_detect(s, n, name))
			memcpy(name, "windows-1252", 13);
		d->legacy = converter_open(d, name);
	}
	if (d->legacy != NULL)
		convert(d, d->legacy, s, n, true);
	else
		put_replaced(d, s, n);
}

/*
 * s[at] is no UTF-8.  The text around it, as far as this block has it, is
 * read as one; returns where it ends.  *from is how far s was given out.
 */
static size_t
repair(struct decoder *d, const char *s, size_t n, size_t from, size_t at)
{
	struct charset_count c;
	size_t begin = at, end = at;

	while (begin > from && at - begin < SEGMENT_MAX &&
	    s[begin - 1] != '>' && s[begin - 1] != '<')
		begin--;
	while (is_tail(s[begin]) && begin < at)
		begin++;
	while (end < n && s[end] != '<' &&
	    (end - at < SEGMENT_MAX || is_tail(s[end])))
		end++;
	d->put(d->arg, s + from, begin - from);
	charset_count_utf8(s + begin, end - begin, &c);
	damage(d, "ill-formed UTF-8");
	if (c.good > 0 && c.good >= c.bad)
		put_replaced(d, s + begin, end - begin);
	else
		put_legacy(d, s + begin, end - begin);
	return end;
}

/* Completes the sequence that the last block cut; how much that took. */
static size_t
finish_carry(struct decoder *d, const char *s, size_t n)
{
	char whole[UTF8_MAX];
	size_t more = UTF8_MAX - d->ncarry, used;
	uint32_t cp;

	if (d->ncarry == 0)
		return 0;
	more = more < n ? more : n;
	memcpy(whole, d->carry, d->ncarry);
	memcpy(whole + d->ncarry, s, more);
	used = utf8_decode(whole, d->ncarry + more, &cp);
	if (cp == UTF8_BAD || used <= d->ncarry) {
		put_replaced(d, d->carry, d->ncarry);
		damage(d, "ill-formed UTF-8");
		used = d->ncarry;
	} else
		d->put(d->arg, whole, used);
	used -= d->ncarry;
	d->ncarry = 0;
	return used;
}

static void
push_utf8(struct decoder *d, const char *s, size_t n, bool last)
{
	size_t from = finish_carry(d, s, n), at = from;

	while (at < n) {
		at += scan_utf8(s + at, n - at);
		if (at == n)
			break;
		if (!last && is_cut_sequence(s + at, n - at)) {
			d->ncarry = n - at;
			memcpy(d->carry, s + at, d->ncarry);
			break;
		}
		from = at = repair(d, s, n, from, at);
	}
	if (at > from)
		d->put(d->arg, s + from, at - from);
}

/* A text of its own, in UTF-8, amid another charset. */
static bool
is_utf8_text(const char *s, size_t n)
{
	struct charset_count c;

	if (scan_utf8(s, n) != n)
		return false;
	charset_count_utf8(s, n, &c);
	return c.good >= SEGMENT_UTF8;
}

/* Charsets in which '<' and ASCII around it are what they seem. */
static bool
is_ascii_based(const struct charset *cs)
{
	return cs->legacy[0] != '\0' && strcmp(cs->legacy, cs->name) == 0;
}

static void
push_other(struct decoder *d, const char *s, size_t n, bool last)
{
	size_t at, end;

	if (!is_ascii_based(&d->charset)) {
		convert(d, d->main, s, n, last);
		return;
	}
	for (at = 0; at < n; at = end) {
		for (end = at + 1; end < n && s[end] != '<'; end++)
			continue;
		if (is_utf8_text(s + at, end - at)) {
			convert(d, d->main, "", 0, true);
			d->put(d->arg, s + at, end - at);
			damage(d, "its charset changes midway");
		} else
			convert(d, d->main, s + at, end - at,
			    last && end == n);
	}
}

static void
choose(struct decoder *d, const char *s, size_t n)
{
	if (d->begun)
		charset_choose_later(&d->charset, &d->labels, s, n);
	else {
		charset_labels(&d->labels, d->content_type, s, n);
		charset_choose(&d->charset, &d->labels, s, n);
	}
	if (d->charset.wrong != NULL)
		damage(d, d->charset.wrong);
	if (d->charset.sure && strcmp(d->charset.name, "UTF-8") != 0 &&
	    (d->main = converter_open(d, d->charset.name)) == NULL)
		memcpy(d->charset.name, "UTF-8", 6);
}

void
decoder_push(struct decoder *d, const char *s, size_t n, bool last)
{
	size_t skip = 0;

	/* The usual block: nothing to choose by, nothing to check. */
	if (d->begun && !d->charset.sure && scan_ascii(s, n) == n) {
		d->put(d->arg, s, n);
		return;
	}
	if (!d->charset.sure)
		choose(d, s, n);
	if (!d->begun)
		skip = charset_bom(&d->charset, s, n);
	d->begun = true;
	if (d->main != NULL)
		push_other(d, s + skip, n - skip, last);
	else
		push_utf8(d, s + skip, n - skip, last);
}

const char *
decoder_charset(const struct decoder *d)
{
	return d->begun ? d->charset.name : "UTF-8";
}

const char *
decoder_damage(const struct decoder *d)
{
	return d->damage;
}
