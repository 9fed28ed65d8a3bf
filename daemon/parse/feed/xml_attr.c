/* SPDX-License-Identifier: ISC */
/*
 * What stands in a tag, by what it means: attribute values decoded, and
 * inline markup as the HTML it was.
 */
#include "parse/feed/xml_attr.h"

#include <string.h>
#include <strings.h>

#include "parse/feed/mend_chars.h"
#include "parse/feed/mend_tag.h"

/* Every blank of a value is a space; a line end is but one. */
char *
xml_attr_value(const struct xml_attr *a, struct pool *pool)
{
	const char *from = a->value, *end = from + a->nvalue;
	char *out = pool_strndup(pool, from, a->nvalue), *to = out;
	struct ref r;

	while (from < end) {
		if (*from == '&') {
			ref_read(&r, from, (size_t)(end - from), true);
			memcpy(to, r.text, r.ntext);
			to += r.ntext;
			from += r.len;
		} else {
			from += *from == '\r' && end - from > 1 &&
			    from[1] == '\n';
			*to++ = mend_is_blank(*from) ? ' ' : *from;
			from++;
		}
	}
	*to = '\0';
	return out;
}

static char *
attr_find(const struct xml_attrs *a, struct pool *pool, const char *name,
    bool xml)
{
	const struct xml_attr *at = a->list;
	size_t i, n = strlen(name);

	for (i = 0; i < a->n; i++, at++)
		if (at->nname == n &&
		    (at->nprefix == 3 && memcmp(at->prefix, "xml", 3) == 0) ==
		    xml && strncasecmp(at->name, name, n) == 0)
			return xml_attr_value(at, pool);
	return NULL;
}

char *
xml_attr(const struct xml_attrs *a, struct pool *pool, const char *name)
{
	return attr_find(a, pool, name, false);
}

char *
xml_attr_xml(const struct xml_attrs *a, struct pool *pool, const char *name)
{
	return attr_find(a, pool, name, true);
}

static const char *
escape_of(char c)
{
	switch (c) {
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '&':
		return "&amp;";
	case '"':
		return "&quot;";
	default:
		return NULL;
	}
}

bool
xml_write_text(struct buf *b, const char *s, size_t n)
{
	const char *esc;
	size_t i, from = 0;

	for (i = 0; i < n; i++) {
		if ((esc = escape_of(s[i])) == NULL)
			continue;
		if (buf_add(b, s + from, i - from) == -1 ||
		    buf_adds(b, esc) == -1)
			return false;
		from = i + 1;
	}
	return buf_add(b, s + from, n - from) == 0;
}

static bool
is_void(const char *name)
{
	static const char *const names[] = {
		"area", "base", "br", "col", "embed", "hr", "img", "input",
		"link", "meta", "param", "source", "track", "wbr", NULL
	};
	size_t i;

	for (i = 0; names[i] != NULL; i++)
		if (strcasecmp(names[i], name) == 0)
			return true;
	return false;
}

/* As it stands, which is fit for HTML but for the other kind of quotes. */
static bool
write_value(struct buf *b, const char *s, size_t n)
{
	const char *quote;

	while ((quote = memchr(s, '"', n)) != NULL) {
		if (buf_add(b, s, (size_t)(quote - s)) == -1 ||
		    buf_adds(b, "&quot;") == -1)
			return false;
		n -= (size_t)(quote + 1 - s);
		s = quote + 1;
	}
	return buf_add(b, s, n) == 0;
}

bool
xml_write_start(struct buf *b, const char *name, const struct xml_attrs *a)
{
	const struct xml_attr *at = a->list;
	size_t i;

	if (buf_addf(b, "<%s", name) == -1)
		return false;
	for (i = 0; i < a->n; i++, at++) {
		if (buf_addc(b, ' ') == -1 ||
		    buf_add(b, at->name, at->nname) == -1 ||
		    buf_adds(b, "=\"") == -1 ||
		    !write_value(b, at->value, at->nvalue) ||
		    buf_addc(b, '"') == -1)
			return false;
	}
	return buf_addc(b, '>') == 0;
}

bool
xml_write_end(struct buf *b, const char *name)
{
	/* HTML reads "</br>" as one more "<br>". */
	return is_void(name) || buf_addf(b, "</%s>", name) == 0;
}
