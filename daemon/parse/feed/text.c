/* SPDX-License-Identifier: ISC */
/*
 * Small repairs of texts before they are sanitised.  What HTML is, and
 * what of it is safe, markup.c knows.
 */
#include "parse/feed/text.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "parse/markup.h"

#define TAG_NAME_MAX	10	/* bytes of the longest element of a title */
#define ESCAPED_MAX	((size_t)16 << 20)

/* Elements that stand in titles; all others are taken for words there. */
static const char *const inline_tags[] = {
	"a", "abbr", "acronym", "amp", "b", "bdi", "bdo", "big", "blockquote",
	"br", "center", "cite", "code", "dd", "del", "dfn", "div", "dl", "dt",
	"em", "embed", "figure", "font", "h1", "h2", "h3", "h4", "h5", "h6",
	"hr", "i", "iframe", "img", "ins", "kbd", "li", "link", "mark",
	"meta", "nobr", "object", "ol", "p", "pre", "q", "s", "samp",
	"script", "small", "span", "strike", "strong", "style", "sub", "sup",
	"svg", "table", "tbody", "td", "th", "time", "tr", "tt", "u", "ul",
	"var", "video", "wbr", NULL
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

void
text_trim(const char **s, size_t *n)
{
	while (*n > 0 && is_blank(**s)) {
		(*s)++;
		(*n)--;
	}
	while (*n > 0 && is_blank((*s)[*n - 1]))
		(*n)--;
}

void
text_collapse(char *s)
{
	char *to;

	/* Most have nothing to collapse: look before writing. */
	for (;;) {
		while ((unsigned char)*s > ' ')
			s++;
		if (*s == '\0')
			return;
		if (is_blank(*s) && (*s != ' ' || is_blank(s[1])))
			break;
		s++;
	}
	for (to = s; *s != '\0'; s++) {
		if (!is_blank(*s))
			*to++ = *s;
		else if (!is_blank(s[1]))
			*to++ = ' ';
	}
	*to = '\0';
}

/* Whether the '<' at s begins something that HTML has in a title. */
static bool
is_inline_tag(const char *s, size_t n)
{
	size_t i, from = n > 1 && s[1] == '/' ? 2 : 1, len;

	if (memchr(s, '>', n) == NULL)
		return false;
	if (s[1] == '!' || s[1] == '?')
		return true;
	for (len = from; len < n && len - from <= TAG_NAME_MAX; len++)
		if (is_blank(s[len]) || s[len] == '>' || s[len] == '/')
			break;
	if (len == n)
		return false;
	for (i = 0; inline_tags[i] != NULL; i++)
		if (strlen(inline_tags[i]) == len - from &&
		    strncasecmp(s + from, inline_tags[i], len - from) == 0)
			return true;
	return false;
}

char *
text_escape_unknown(struct pool *pool, const char *s, size_t n)
{
	const char *p = memchr(s, '<', n), *end = s + n, *from = s;
	struct buf b;
	char *out;

	buf_init(&b, ESCAPED_MAX);
	for (; p != NULL; p = memchr(p + 1, '<', (size_t)(end - p - 1))) {
		if (is_inline_tag(p, (size_t)(end - p)))
			continue;
		buf_add(&b, from, (size_t)(p - from));
		buf_adds(&b, "&lt;");
		from = p + 1;
	}
	if (from == s)
		return NULL;
	buf_add(&b, from, (size_t)(end - from));
	out = pool_strndup(pool, b.data, b.len);
	buf_clear(&b);
	return out;
}

void
text_unwrap_cdata(const char **s, size_t *n)
{
	if (*n < 12 || **s != '<' || strncmp(*s, "<![CDATA[", 9) != 0 ||
	    strncmp(*s + *n - 3, "]]>", 3) != 0)
		return;
	*s += 9;
	*n -= 12;
	text_trim(s, n);
}

const char *
text_plain(struct pool *pool, const char *s, size_t n)
{
	char *out;

	if (memchr(s, '<', n) == NULL && memchr(s, '&', n) == NULL)
		out = pool_strndup(pool, s, n);
	else if ((out = text_escape_unknown(pool, s, n)) != NULL)
		out = markup_text(pool, out, strlen(out));
	else
		out = markup_text(pool, s, n);
	text_collapse(out);
	return out;
}

static int
base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	if (c == '+' || c == '-')
		return 62;
	if (c == '/' || c == '_')
		return 63;
	return -1;
}

char *
text_from_base64(struct pool *pool, const char *s, size_t n, size_t *len)
{
	char *out = pool_alloc(pool, n / 4 * 3 + 4);
	uint32_t bits = 0;
	size_t i, have = 0;
	int v;

	*len = 0;
	for (i = 0; i < n && s[i] != '='; i++) {
		if (is_blank(s[i]))
			continue;
		if ((v = base64_value(s[i])) < 0)
			return NULL;
		bits = bits << 6 | (uint32_t)v;
		if (++have % 4 != 1)
			out[(*len)++] = (char)(bits >>
			    (have % 4 == 2 ? 4 : have % 4 == 3 ? 2 : 0));
	}
	return out;
}
