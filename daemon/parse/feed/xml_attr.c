/* SPDX-License-Identifier: ISC */
/*
 * What SAX took apart, put together again: attribute values as they were
 * meant, and inline markup as the HTML it was.
 */
#include "parse/feed/xml_attr.h"

#include <string.h>
#include <strings.h>

/* SAX2 gives five pointers an attribute. */
enum { ATTR_NAME, ATTR_PREFIX, ATTR_URI, ATTR_VALUE, ATTR_END, ATTR_SIZE };

#define PLACEHOLDER	"&#38;"

/*
 * libxml2 leaves this for every '&' of a value, for a tree builder to
 * decode later; a '&' that stands for itself cannot occur.
 */
static char *
value_copy(struct pool *pool, const char *s, size_t n)
{
	char *out = pool_strndup(pool, s, n), *from, *to;

	if ((from = to = strchr(out, '&')) == NULL)
		return out;
	while (*from != '\0') {
		*to++ = *from;
		from += strncmp(from, PLACEHOLDER, 5) == 0 ? 5 : 1;
	}
	*to = '\0';
	return out;
}

static char *
attr_find(const struct xml_attrs *a, struct pool *pool, const char *name,
    bool xml)
{
	const xmlChar **at = a->list;
	const char *prefix;
	int i;

	for (i = 0; i < a->n; i++, at += ATTR_SIZE) {
		prefix = (const char *)at[ATTR_PREFIX];
		if ((prefix != NULL && strcmp(prefix, "xml") == 0) != xml ||
		    strcasecmp((const char *)at[ATTR_NAME], name) != 0)
			continue;
		return value_copy(pool, (const char *)at[ATTR_VALUE],
		    (size_t)(at[ATTR_END] - at[ATTR_VALUE]));
	}
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

static bool
value_escaped(struct buf *b, const char *s, size_t n)
{
	const char *amp;

	while ((amp = memchr(s, '&', n)) != NULL) {
		if (!xml_write_text(b, s, (size_t)(amp - s) + 1))
			return false;
		n -= (size_t)(amp - s);
		s = amp;
		if (n >= 5 && memcmp(s, PLACEHOLDER, 5) == 0) {
			s += 4;
			n -= 4;
		}
		s++;
		n--;
	}
	return xml_write_text(b, s, n);
}

bool
xml_write_start(struct buf *b, const char *name, const struct xml_attrs *a)
{
	const xmlChar **at = a->list;
	int i;

	if (buf_addf(b, "<%s", name) == -1)
		return false;
	for (i = 0; i < a->n; i++, at += ATTR_SIZE) {
		if (buf_addf(b, " %s=\"", (const char *)at[ATTR_NAME]) == -1 ||
		    !value_escaped(b, (const char *)at[ATTR_VALUE],
		    (size_t)(at[ATTR_END] - at[ATTR_VALUE])) ||
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
