/* SPDX-License-Identifier: ISC */
/*
 * Which charset a document is in.  Order: byte order mark; the zero bytes
 * of UTF-16 and UTF-32; well-formed UTF-8; then labels, as far as the
 * bytes could be what they say; then ICU's detector.  Converts nothing.
 */
#include "parse/feed/charset.h"

#include <string.h>
#include <strings.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include "base/scan.h"
#include "base/utf8.h"

#define WIDE_PROBE	64	/* bytes that tell UTF-16 and UTF-32 */
#define SURE_MULTIBYTE	4	/* UTF-8 sequences that beat such a label */
#define CONFIDENCE_MIN	10	/* of ICU's detector, of 100 */
#define CONFIDENCE_LEAD	20	/* by which it may overrule a label */
#define LATIN_MAX	55	/* % of the letters, in words with any */
#define EVIDENCE	4	/* bytes above ASCII that say anything at all */
#define SAMPLE_MAX	8192	/* bytes that the detector looks at */

/* Single-byte labels that are put on anything, as they stand in configs. */
static const char *const latin[] = {
	"windows-1252", "windows-1254", "windows-1250", "ISO-8859-2",
	"ISO-8859-15", NULL
};
/* Charsets of one alphabet, which people take for one another. */
static const char *const cyrillic[] = {
	"windows-1251", "KOI8-R", "KOI8-U", "ISO-8859-5", "IBM866", NULL
};
/* No byte of these says what it is while it is below 0x80. */
static const char *const seven_bit[] = {
	"UTF-7", "ISO-2022-JP", "ISO-2022-KR", "ISO-2022-CN", "HZ-GB-2312",
	"HZ", NULL
};
static const char *const multibyte[] = {
	"GB18030", "Big5", "Big5-HKSCS", "Shift_JIS", "EUC-JP",
	"windows-949", "EUC-TW", NULL
};

static const struct mark {
	const char	*bytes;
	size_t		 n;
	const char	*name;
} marks[] = {
	{ "\xef\xbb\xbf", 3, "UTF-8" },
	{ "\xff\xfe\0\0", 4, "UTF-32LE" },
	{ "\0\0\xfe\xff", 4, "UTF-32BE" },
	{ "\xff\xfe", 2, "UTF-16LE" },
	{ "\xfe\xff", 2, "UTF-16BE" },
	{ NULL, 0, NULL }
};

static bool
is_in(const char *const *list, const char *name)
{
	for (; *list != NULL; list++)
		if (strcasecmp(*list, name) == 0)
			return true;
	return false;
}

static bool
is_wide(const char *name)
{
	return strncasecmp(name, "UTF-16", 6) == 0 ||
	    strncasecmp(name, "UTF-32", 6) == 0 ||
	    strncasecmp(name, "ISO-10646-UCS", 13) == 0;
}

static void
name_set(char out[CHARSET_LABEL], const char *name)
{
	size_t n = strnlen(name, CHARSET_LABEL - 1);

	memmove(out, name, n);
	out[n] = '\0';
}

static const struct mark *
mark_find(const char *head, size_t n)
{
	const struct mark *m;

	for (m = marks; m->name != NULL; m++)
		if (n >= m->n && memcmp(head, m->bytes, m->n) == 0)
			return m;
	return NULL;
}

size_t
charset_bom(const struct charset *cs, const char *head, size_t n)
{
	const struct mark *m = mark_find(head, n);

	return m != NULL && strcmp(m->name, cs->name) == 0 ? m->n : 0;
}

/*
 * Markup is mostly ASCII, so in wide charsets most bytes are zero, always
 * in the same places.
 */
static const char *
wide_by_zeros(const char *s, size_t n)
{
	size_t i, zeros[4] = { 0, 0, 0, 0 }, quarter;

	n = (n < WIDE_PROBE ? n : WIDE_PROBE) / 4 * 4;
	for (i = 0; i < n; i++)
		zeros[i % 4] += s[i] == '\0';
	if ((quarter = n / 4) == 0)
		return NULL;
	if (zeros[1] + zeros[2] + zeros[3] >= 3 * quarter && zeros[0] == 0)
		return "UTF-32LE";
	if (zeros[0] + zeros[1] + zeros[2] >= 3 * quarter && zeros[3] == 0)
		return "UTF-32BE";
	if (zeros[0] + zeros[2] == 0 && zeros[1] + zeros[3] > quarter)
		return "UTF-16LE";
	if (zeros[1] + zeros[3] == 0 && zeros[0] + zeros[2] > quarter)
		return "UTF-16BE";
	return NULL;
}

void
charset_count_utf8(const char *s, size_t n, struct charset_count *c)
{
	size_t at = 0, used;
	uint32_t cp;

	c->good = c->bad = 0;
	while (at < n) {
		if ((unsigned char)s[at] < 0x80) {
			at += scan_ascii(s + at, n - at);
			continue;
		}
		used = utf8_decode(s + at, n - at, &cp);
		if (cp == UTF8_BAD && charset_surrogate(s + at, n - at, &cp))
			used = 3;
		if (cp != UTF8_BAD)
			c->good++;
		else if (n - at >= UTF8_MAX)
			c->bad++;
		at += used;
	}
}

/*
 * The words that have a byte above ASCII.  Markup and the keys of JSON are
 * English all over the world; they would tell the detector nothing else.
 */
static size_t
sample_take(char out[SAMPLE_MAX], const char *s, size_t n)
{
	size_t at, end, len = 0;

	for (at = 0; at < n; at = end + 1) {
		for (end = at; end < n; end++)
			if (strchr(" \t\r\n<>\"", s[end]) != NULL)
				break;
		if (scan_ascii(s + at, end - at) == end - at)
			continue;
		if (end - at + 1 > SAMPLE_MAX - len)
			break;
		memcpy(out + len, s + at, end - at);
		len += end - at;
		out[len++] = ' ';
	}
	return len;
}

/*
 * Whether a sample is of an alphabet that ASCII has nothing of.  -1 when
 * it has too few bytes above ASCII to say anything at all.
 */
static int
is_foreign(const char *s, size_t n)
{
	size_t i, low = 0, high = 0;

	for (i = 0; i < n; i++) {
		if ((unsigned char)s[i] >= 0x80)
			high++;
		else if ((s[i] | 32) >= 'a' && (s[i] | 32) <= 'z')
			low++;
	}
	if (high < EVIDENCE)
		return -1;
	return high * 100 > LATIN_MAX * (high + low);
}

/* What ICU says, and how sure it is of it and of the charset `own`. */
static bool
detect(const char *s, size_t n, const char *own, char best[CHARSET_LABEL],
    int32_t *lead)
{
	UErrorCode err = U_ZERO_ERROR;
	UCharsetDetector *d;
	const UCharsetMatch **m;
	char name[CHARSET_LABEL], sample[SAMPLE_MAX];
	size_t len = sample_take(sample, s, n);
	int32_t i, count = 0, conf, top = 0, own_conf = 0;
	int foreign = is_foreign(sample, len);

	if (foreign < 0)
		return false;
	/* Latin texts are told apart by all of their words. */
	if (foreign > 0) {
		s = sample;
		n = len;
	}
	d = ucsdet_open(&err);
	ucsdet_setText(d, s, (int32_t)n, &err);
	ucsdet_enableInputFilter(d, 1);
	m = ucsdet_detectAll(d, &count, &err);
	for (i = 0; U_SUCCESS(err) && i < count; i++) {
		conf = ucsdet_getConfidence(m[i], &err);
		if (conf < CONFIDENCE_MIN ||
		    !charset_find(ucsdet_getName(m[i], &err), name) ||
		    strncmp(name, "UTF-", 4) == 0)
			continue;
		if (strcmp(name, own) == 0 && conf > own_conf)
			own_conf = conf;
		if (conf > top) {
			top = conf;
			name_set(best, name);
		}
	}
	ucsdet_close(d);
	*lead = top - own_conf;
	return top > 0;
}

bool
charset_detect(const char *s, size_t n, char name[CHARSET_LABEL])
{
	int32_t lead;

	return detect(s, n, "", name, &lead);
}

/*
 * Whether the bytes could be what a legacy label says.  Sets better to
 * what they rather are when they could not.
 */
static bool
is_plausible(const char *name, const char *s, size_t n,
    char better[CHARSET_LABEL])
{
	char best[CHARSET_LABEL], sample[SAMPLE_MAX];
	int32_t lead;

	if (is_in(latin, name)) {
		if (is_foreign(sample, sample_take(sample, s, n)) <= 0 ||
		    !detect(s, n, name, best, &lead) || is_in(latin, best))
			return true;
	} else if (is_in(cyrillic, name)) {
		/* The detector has no name of its own for KOI8-U. */
		if (!detect(s, n, name, best, &lead) ||
		    !is_in(cyrillic, best) || lead < CONFIDENCE_LEAD ||
		    strncmp(best, name, 4) == 0)
			return true;
	} else
		return true;
	name_set(better, best);
	return false;
}

static void
choose(struct charset *cs, const char *name, const char *wrong)
{
	name_set(cs->name, name);
	cs->sure = true;
	cs->wrong = wrong;
}

static bool
is_ebcdic(const char *label)
{
	return strncasecmp(label, "ibm", 3) == 0 &&
	    strcasecmp(label, "ibm866") != 0;
}

/* A label that bytes based on ASCII can bear; NULL when they cannot. */
static const char *
usable(const char *label)
{
	if (label[0] == '\0' || is_wide(label))
		return NULL;
	return label;
}

/* Bytes above ASCII that are no UTF-8: the labels, then the detector. */
static void
choose_legacy(struct charset *cs, const char *http, const char *declared,
    const char *s, size_t n)
{
	const char *label = http, *wrong = NULL;
	char better[CHARSET_LABEL];
	int32_t lead;

	if (label != NULL && strcmp(label, "UTF-8") == 0) {
		wrong = "not UTF-8, as it was labelled";
		label = NULL;
	}
	if (label == NULL && declared != NULL &&
	    strcmp(declared, "UTF-8") != 0)
		label = declared;
	/* Two labels: the one that the text looks like. */
	if (label != NULL && declared != NULL && strcmp(label, declared) != 0 &&
	    strcmp(declared, "UTF-8") != 0 &&
	    detect(s, n, label, better, &lead) && strcmp(better, declared) == 0)
		label = declared;
	if (label != NULL && is_plausible(label, s, n, better)) {
		choose(cs, label, wrong);
		return;
	}
	if (label != NULL) {
		choose(cs, better, "not the charset it was labelled with");
		return;
	}
	if (!charset_detect(s, n, better))
		name_set(better, "windows-1252");
	choose(cs, better, "not UTF-8");
}

/* What to read a stray byte by: a legacy label, if there is one. */
static void
set_legacy(struct charset *cs, const char *http, const char *declared)
{
	const char *label = http;

	if (label == NULL || strcmp(label, "UTF-8") == 0)
		label = declared;
	if (label != NULL && strcmp(label, "UTF-8") != 0 && !is_wide(label) &&
	    !is_in(seven_bit, label))
		name_set(cs->legacy, label);
}

void
charset_choose_later(struct charset *cs, const struct charset_labels *l,
    const char *s, size_t n)
{
	const char *http = usable(l->http);
	const char *declared = usable(l->declared);
	const char *label = http != NULL ? http : declared;
	struct charset_count c;

	memset(cs, 0, sizeof(*cs));
	set_legacy(cs, http, declared);
	if (label != NULL && is_in(seven_bit, label)) {
		choose(cs, label, NULL);
		return;
	}
	if (scan_ascii(s, n) == n) {
		choose(cs, label != NULL ? label : "UTF-8", NULL);
		cs->sure = false;
		return;
	}
	charset_count_utf8(s, n, &c);
	if (label != NULL && is_in(multibyte, label) &&
	    c.good < SURE_MULTIBYTE)
		choose(cs, label, NULL);
	else if (c.bad == 0 || c.good > c.bad)
		choose(cs, "UTF-8", label != NULL &&
		    strcmp(label, "UTF-8") != 0 ?
		    "UTF-8, not the charset it was labelled with" : NULL);
	else
		choose_legacy(cs, http, declared, s, n);
}

void
charset_choose(struct charset *cs, const struct charset_labels *l,
    const char *s, size_t n)
{
	const struct mark *m = mark_find(s, n);
	const char *name = m != NULL ? m->name : wide_by_zeros(s, n);

	if (name == NULL && n >= 2 && memcmp(s, "\x4c\x6f", 2) == 0 &&
	    is_ebcdic(l->declared))
		name = l->declared;
	if (name == NULL) {
		charset_choose_later(cs, l, s, n);
		return;
	}
	memset(cs, 0, sizeof(*cs));
	choose(cs, name, NULL);
}
