/* SPDX-License-Identifier: ISC */
/*
 * Which encoding a page is in.  libxml2 guesses from the first bytes and
 * switches at a late <meta>, after the title was read wrongly; so the
 * guess is made here, over the whole head, and libxml2 sees UTF-8 only.
 */
#include "parse/extract/charset.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/udata.h>

#include "base/utf8.h"
#include "base/xalloc.h"

#define LABEL_MAX	40	/* bytes of an encoding's name */
#define SCAN_BYTES	131072	/* of the page, to find its own label */
#define DETECT_BYTES	32768	/* of it, to guess from */
#define GUESS_MIN	10	/* confidence, of 100, that is worth using */

/* What labels mean on the web, where it is not what ICU takes them for. */
static const struct {
	const char	*label;
	const char	*name;
} aliases[] = {
	{ "ascii", "windows-1252" }, { "cp-1251", "windows-1251" },
	{ "iso-8859-1", "windows-1252" }, { "iso8859-1", "windows-1252" },
	{ "latin1", "windows-1252" }, { "us-ascii", "windows-1252" },
	{ "utf-16", "UTF-16LE" }, { "utf8", "UTF-8" },
	{ "win-1251", "windows-1251" }, { "win1251", "windows-1251" },
	{ "windows-cp1251", "windows-1251" }
};

struct census {
	size_t	high;		/* well-formed sequences above ASCII */
	size_t	bad;		/* bytes that are none */
	bool	nul;
};

/* One look at all bytes; most pages need no second one. */
static void
take_census(struct census *c, const char *s, size_t len)
{
	uint32_t cp;
	size_t at = 0, n;

	memset(c, 0, sizeof(*c));
	c->nul = memchr(s, '\0', len) != NULL;
	while (at < len) {
		if ((unsigned char)s[at] < 0x80) {
			at++;
			continue;
		}
		n = utf8_decode(s + at, len - at, &cp);
		c->high += cp != UTF8_BAD;
		c->bad += cp == UTF8_BAD;
		at += n;
	}
}

/* Some bytes broken in a page of UTF-8 do not make it anything else. */
static bool
is_utf8(const struct census *c)
{
	return c->bad == 0 || c->high / 8 > c->bad;
}

/* Copies the name after "charset=" in [s, end). */
static bool
label_after(const char *s, const char *end, char out[LABEL_MAX])
{
	static const char key[] = "charset";
	size_t n = 0;

	for (; (size_t)(end - s) > sizeof(key); s++)
		if (strncasecmp(s, key, sizeof(key) - 1) == 0)
			break;
	if ((size_t)(end - s) <= sizeof(key))
		return false;
	s += sizeof(key) - 1;
	while (s < end && (*s == ' ' || *s == '=' || *s == '"' || *s == '\''))
		s++;
	for (; s < end && n < LABEL_MAX - 1 && *s > ' ' && *s != '"' &&
	    *s != '\'' && *s != ';' && *s != '>' && *s != '/'; s++)
		out[n++] = *s >= 'A' && *s <= 'Z' ? (char)(*s | 0x20) : *s;
	out[n] = '\0';
	return n > 0;
}

static bool
label_in_page(const char *s, size_t len, char out[LABEL_MAX])
{
	const char *end = s + (len < SCAN_BYTES ? len : SCAN_BYTES);
	const char *gt;

	for (; (s = memchr(s, '<', (size_t)(end - s))) != NULL; s++) {
		if (end - s < 6)
			return false;
		if (strncasecmp(s + 1, "meta", 4) != 0)
			continue;
		if ((gt = memchr(s, '>', (size_t)(end - s))) == NULL)
			return false;
		if (label_after(s, gt, out))
			return true;
	}
	return false;
}

static const char *
label_name(const char *label)
{
	size_t i;

	for (i = 0; i < sizeof(aliases) / sizeof(aliases[0]); i++)
		if (strcmp(label, aliases[i].label) == 0)
			return aliases[i].name;
	return label;
}

static UConverter *
open_label(const char *label)
{
	UErrorCode err = U_ZERO_ERROR;
	UConverter *cnv = ucnv_open(label_name(label), &err);

	if (U_FAILURE(err))
		return NULL;
	/* A page that is not UTF-8 cannot be helped by that label. */
	if (ucnv_getType(cnv) == UCNV_UTF8) {
		ucnv_close(cnv);
		return NULL;
	}
	return cnv;
}

/* The detector sees markup as noise, so it is told to filter it. */
static UConverter *
open_guess(const char *s, size_t len)
{
	UErrorCode err = U_ZERO_ERROR;
	UCharsetDetector *det = ucsdet_open(&err);
	const UCharsetMatch *m;
	UConverter *cnv = NULL;
	const char *name;

	ucsdet_setText(det, s, (int32_t)(len < DETECT_BYTES ? len :
	    DETECT_BYTES), &err);
	ucsdet_enableInputFilter(det, true);
	m = ucsdet_detect(det, &err);
	if (U_SUCCESS(err) && m != NULL &&
	    ucsdet_getConfidence(m, &err) >= GUESS_MIN) {
		name = ucsdet_getName(m, &err);
		if (U_SUCCESS(err))
			cnv = open_label(name);
	}
	ucsdet_close(det);
	return cnv;
}

/* A byte order mark decides; *skip is its length. */
static const char *
bom_label(const unsigned char *s, size_t len, size_t *skip)
{
	if (len >= 3 && s[0] == 0xef && s[1] == 0xbb && s[2] == 0xbf) {
		*skip = 3;
		return "utf-8";
	}
	*skip = 2;
	if (len >= 2 && s[0] == 0xff && s[1] == 0xfe)
		return "UTF-16LE";
	if (len >= 2 && s[0] == 0xfe && s[1] == 0xff)
		return "UTF-16BE";
	*skip = 0;
	/* "<" and NUL: UTF-16 that forgot its mark. */
	if (len >= 4 && s[0] == '<' && s[1] == 0 && s[3] == 0)
		return "UTF-16LE";
	if (len >= 4 && s[0] == 0 && s[1] == '<' && s[2] == 0)
		return "UTF-16BE";
	return NULL;
}

/* Any byte gives at most three of UTF-8, whatever the encoding. */
static void
convert(struct decoded *d, UConverter *cnv, const char *s, size_t len)
{
	UErrorCode err = U_ZERO_ERROR;
	size_t cap = len * 3 + 16, i;
	int32_t n;

	d->owned = xmalloc(cap);
	n = ucnv_toAlgorithmic(UCNV_UTF8, cnv, d->owned, (int32_t)cap, s,
	    (int32_t)len, &err);
	d->len = U_FAILURE(err) || n < 0 ? 0 : (size_t)n;
	for (i = 0; i < d->len; i++)
		if (d->owned[i] == '\0')
			d->owned[i] = ' ';
	d->s = d->owned;
}

/* Broken bytes become U+FFFD, NULs blanks. */
static void
repair(struct decoded *d, const char *s, size_t len, const struct census *c)
{
	uint32_t cp;
	size_t at, used, n = 0;

	d->owned = xmalloc(len + 2 * c->bad + 1);
	for (at = 0; at < len; at += used) {
		used = utf8_decode(s + at, len - at, &cp);
		n += utf8_encode(cp == 0 ? ' ' : cp, d->owned + n);
	}
	d->s = d->owned;
	d->len = n;
}

void
charset_decode(struct decoded *d, const void *bytes, size_t len,
    const char *content_type)
{
	char label[LABEL_MAX];
	const char *s = bytes, *bom;
	UConverter *cnv = NULL;
	struct census c;
	size_t skip;

	memset(d, 0, sizeof(*d));
	bom = bom_label(bytes, len, &skip);
	s += skip;
	len -= skip;
	take_census(&c, s, len);
	if (bom != NULL && *bom == 'U')
		cnv = open_label(bom);
	else if (!is_utf8(&c)) {
		if (content_type != NULL && label_after(content_type,
		    content_type + strlen(content_type), label))
			cnv = open_label(label);
		if (cnv == NULL && label_in_page(s, len, label))
			cnv = open_label(label);
		if (cnv == NULL)
			cnv = open_guess(s, len);
		if (cnv == NULL)
			cnv = open_label("windows-1252");
	}
	if (cnv != NULL) {
		convert(d, cnv, s, len);
		ucnv_close(cnv);
	} else if (c.bad > 0 || c.nul)
		repair(d, s, len, &c);
	else {
		d->s = s;
		d->len = len;
	}
}

void
charset_clear(struct decoded *d)
{
	free(d->owned);
	memset(d, 0, sizeof(*d));
}

/*
 * ICU's tables are part of its library, mapped already: all that could
 * harm in the sandbox is to look for a file.
 */
void
charset_warm(void)
{
	UErrorCode err = U_ZERO_ERROR;

	udata_setFileAccess(UDATA_NO_FILES, &err);
}
