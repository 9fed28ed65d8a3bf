/* SPDX-License-Identifier: ISC */
/*
 * Labels of charsets: where documents carry them, and what is meant by
 * them.  Whether they are true, charset.c judges.
 */
#include "parse/feed/charset.h"

#include <string.h>
#include <strings.h>
#include <unicode/ucnv.h>

#define DECL_MAX	1024	/* bytes in which a declaration is looked for */

struct pair {
	const char	*from;
	const char	*to;
};

/* Labels that ICU does not know, in small letters without - _ and blanks. */
static const struct pair misspelt[] = {
	{ "unicode11utf8", "UTF-8" },
	{ "utf8mb4", "UTF-8" },
	{ "xutf8", "UTF-8" },
	{ "xunicode20utf8", "UTF-8" },
	{ "unicode", "UTF-8" },
	{ "uft8", "UTF-8" },
	{ "utf", "UTF-8" },
	{ "utf8bom", "UTF-8" },
	{ "visual", "ISO-8859-8" },
	{ "win1250", "windows-1250" },
	{ "win1251", "windows-1251" },
	{ "win1252", "windows-1252" },
	{ "winlatin1", "windows-1252" },
	{ "xcp1250", "windows-1250" },
	{ "xcp1251", "windows-1251" },
	{ "xcp1252", "windows-1252" },
	{ "ansi", "windows-1252" },
	{ "xansi", "windows-1252" },
	{ "1251", "windows-1251" },
	{ "1252", "windows-1252" },
	{ "koi8", "KOI8-R" },
	{ "koi", "KOI8-R" },
	{ "koi8ru", "KOI8-U" },
	{ "iso88591", "windows-1252" },
	{ "iso8859l", "windows-1252" },
	{ "iso885915", "ISO-8859-15" },
	{ "latin", "windows-1252" },
	{ "xxbig5", "Big5" },
	{ "xgbk", "GB18030" },
	{ "xeuckr", "windows-949" },
	{ "ksc56011987", "windows-949" },
	{ "dos866", "ibm-866" },
	{ "xmaccyrillic", "x-mac-cyrillic" },
	{ NULL, NULL }
};

/* The Encoding Standard reads these as their supersets; so must we. */
static const struct pair supersets[] = {
	{ "US-ASCII", "windows-1252" },
	{ "ISO-8859-1", "windows-1252" },
	{ "ISO-8859-9", "windows-1254" },
	{ "ISO-8859-11", "windows-874" },
	{ "TIS-620", "windows-874" },
	{ "windows-874-2000", "windows-874" },
	{ "GB2312", "GB18030" },
	{ "GBK", "GB18030" },
	{ "EUC-KR", "windows-949" },
	{ "KSC_5601", "windows-949" },
	{ NULL, NULL }
};

static void
name_set(char out[CHARSET_LABEL], const char *name)
{
	size_t n = strnlen(name, CHARSET_LABEL - 1);

	memmove(out, name, n);
	out[n] = '\0';
}

/* The name that people know; ICU's own where they know none. */
static const char *
standard_name(const char *icu)
{
	static const char *const standards[] = { "MIME", "IANA" };
	UErrorCode err;
	const char *s;
	size_t i;

	for (i = 0; i < 2; i++) {
		err = U_ZERO_ERROR;
		s = ucnv_getStandardName(icu, standards[i], &err);
		if (U_SUCCESS(err) && s != NULL)
			return s;
	}
	return icu;
}

static const char *
lookup(const struct pair *p, const char *key)
{
	for (; p->from != NULL; p++)
		if (strcasecmp(p->from, key) == 0)
			return p->to;
	return NULL;
}

/* The label as the table of misspellings has it. */
static void
squeeze(const char *label, char out[CHARSET_LABEL])
{
	size_t n = 0;

	for (; *label != '\0' && n + 1 < CHARSET_LABEL; label++)
		if (strchr("-_ \t\r\n\"';:,.()", *label) == NULL)
			out[n++] = *label;
	out[n] = '\0';
}

/*
 * Asks ICU's table of aliases alone: opening an unknown name would make
 * it look for a file of that name.
 */
static const char *
icu_name(const char *label)
{
	UErrorCode err = U_ZERO_ERROR;
	const char *s = ucnv_getAlias(label, 0, &err);

	return U_SUCCESS(err) ? s : NULL;
}

bool
charset_find(const char *label, char name[CHARSET_LABEL])
{
	char key[CHARSET_LABEL];
	const char *s;

	squeeze(label, key);
	if ((s = lookup(misspelt, key)) == NULL &&
	    (s = icu_name(label)) == NULL)
		s = icu_name(key);
	if (s == NULL)
		return false;
	s = standard_name(s);
	if (lookup(supersets, s) != NULL)
		s = lookup(supersets, s);
	name_set(name, s);
	return true;
}

static void
label_take(char out[CHARSET_LABEL], const char *s, size_t n)
{
	char label[CHARSET_LABEL];

	if (n == 0 || n >= sizeof(label))
		return;
	memcpy(label, s, n);
	label[n] = '\0';
	charset_find(label, out);
}

/* charset="x" of a Content-Type, or the encoding of an XML declaration. */
static void
label_find(char out[CHARSET_LABEL], const char *s, size_t n, const char *key)
{
	const char *end = s + n, *p, *stop;

	for (p = s; p + strlen(key) < end; p++)
		if (strncasecmp(p, key, strlen(key)) == 0)
			break;
	if (p + strlen(key) >= end)
		return;
	p += strlen(key);
	while (p < end && strchr(" \t\r\n", *p) != NULL)
		p++;
	if (p == end || *p++ != '=')
		return;
	while (p < end && strchr(" \t\r\n\"'", *p) != NULL)
		p++;
	for (stop = p; stop < end; stop++)
		if (strchr("\"';,> \t\r\n?", *stop) != NULL)
			break;
	label_take(out, p, (size_t)(stop - p));
}

/* The declaration of a document in EBCDIC, read as far as it goes. */
static size_t
from_ebcdic(const char *head, size_t n, char out[DECL_MAX])
{
	UErrorCode err = U_ZERO_ERROR;
	int32_t len;

	if (n < 4 || memcmp(head, "\x4c\x6f\xa7\x94", 4) != 0)
		return 0;
	len = ucnv_convert("UTF-8", "ibm-37", out, DECL_MAX, head,
	    (int32_t)(n < DECL_MAX / 4 ? n : DECL_MAX / 4), &err);
	return U_SUCCESS(err) && len > 0 ? (size_t)len : 0;
}

void
charset_labels(struct charset_labels *l, const char *content_type,
    const char *head, size_t n)
{
	char tmp[DECL_MAX];
	const char *decl, *end;
	size_t len;

	memset(l, 0, sizeof(*l));
	if (content_type != NULL)
		label_find(l->http, content_type, strlen(content_type),
		    "charset");
	if ((len = from_ebcdic(head, n, tmp)) > 0) {
		head = tmp;
		n = len;
		/* What it is when it does not say. */
		name_set(l->declared, "ibm-37");
	}
	n = n < DECL_MAX ? n : DECL_MAX;
	if ((decl = memmem(head, n, "<?xml", 5)) == NULL)
		return;
	if ((end = memchr(decl, '>', n - (size_t)(decl - head))) == NULL)
		end = head + n;
	label_find(l->declared, decl, (size_t)(end - decl), "encoding");
}
