/* SPDX-License-Identifier: ISC */
/*
 * Looks for the first tag that says what a document is.  Servers print
 * warnings before feeds and send web pages in their place, so the tag need
 * not be the first one.
 */
#include "parse/feed/sniff.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

struct root {
	const char	*name;
	enum sniff	 is;
};

/* What tells by itself, wherever it stands. */
static const struct root roots[] = {
	{ "rss", SNIFF_XML }, { "feed", SNIFF_XML }, { "rdf", SNIFF_XML },
	{ "html", SNIFF_HTML }, { "!doctype html", SNIFF_HTML },
	{ "!doctype rss", SNIFF_XML }, { "!doctype rdf:rdf", SNIFF_XML },
	{ "!doctype feed", SNIFF_XML }, { "!doctype channel", SNIFF_XML },
	{ NULL, SNIFF_OTHER }
};

/* What tells as the first element: other XML has them too. */
static const struct root firsts[] = {
	{ "channel", SNIFF_XML }, { "entry", SNIFF_XML },
	{ "head", SNIFF_HTML }, { "body", SNIFF_HTML },
	{ "title", SNIFF_HTML }, { "meta", SNIFF_HTML },
	{ "script", SNIFF_HTML }, { "div", SNIFF_HTML },
	{ "h1", SNIFF_HTML }, { "p", SNIFF_HTML }, { "center", SNIFF_HTML },
	{ NULL, SNIFF_OTHER }
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' ||
	    c == '\0';
}

static bool
ends_name(char c)
{
	return is_blank(c) || c == '>' || c == '/';
}

/* What the tag at s is by a table, its prefix aside. */
static enum sniff
root_at(const struct root *r, const char *s, const char *end)
{
	const char *colon;
	size_t n;

	for (colon = s; colon < end && !ends_name(*colon); colon++)
		if (*colon == ':')
			s = colon + 1;
	for (; r->name != NULL; r++) {
		n = strlen(r->name);
		if ((size_t)(end - s) > n && ends_name(s[n]) &&
		    strncasecmp(s, r->name, n) == 0)
			return r->is;
	}
	return SNIFF_OTHER;
}

/* Behind a comment, so that what it holds is not taken for tags. */
static const char *
skip_comment(const char *p, const char *end)
{
	const char *q;

	if (end - p < 4 || strncmp(p, "<!--", 4) != 0)
		return p + 1;
	q = memmem(p + 4, (size_t)(end - p - 4), "-->", 3);
	return q != NULL ? q + 3 : p + 4;
}

static bool
is_element(const char *p, const char *end)
{
	return end - p > 1 && p[1] != '!' && p[1] != '?' && p[1] != '/';
}

/*
 * Junk may come before the root; if none is found, the first element may
 * be one of those that are roots only in the first place.
 */
static enum sniff
find_root(const char *s, const char *end, const char **at)
{
	const char *p = s, *first = NULL;
	enum sniff is;

	while ((p = memchr(p, '<', (size_t)(end - p))) != NULL) {
		*at = p;
		if ((is = root_at(roots, p + 1, end)) != SNIFF_OTHER)
			return is;
		if (first == NULL && is_element(p, end)) {
			first = p;
			is = root_at(firsts, p + 1, end);
			if (is == SNIFF_XML)
				return is;
		}
		p = skip_comment(p, end);
	}
	*at = first;
	return first != NULL ? root_at(firsts, first + 1, end) : SNIFF_OTHER;
}

/* Whether all before the root is what XML allows there. */
static bool
is_prolog(const char *s, const char *root)
{
	const char *p = s;

	while (p < root) {
		if (is_blank(*p))
			p++;
		else if (*p != '<' || (p[1] != '?' && p[1] != '!'))
			return false;
		else if (strncmp(p, "<!--", 4) == 0)
			p = skip_comment(p, root);
		else
			/* A document type holds anything: take its word. */
			return true;
	}
	return true;
}

static bool
is_declared(const char *s, const char *end)
{
	return end - s > 5 && strncasecmp(s, "<?xml", 5) == 0;
}

static enum sniff
other(const char *s, const char *end, const char **what)
{
	*what = "neither XML, JSON nor HTML";
	if (s == end)
		*what = "empty";
	else if (*s == '<')
		*what = is_declared(s, end) ? "XML, but no feed" :
		    "markup, but no feed";
	return SNIFF_OTHER;
}

const char *
sniff_binary(const char *head, size_t n)
{
	static const char *const magics[][2] = {
		{ "\x1f\x8b", "compressed bytes" },
		{ "BZh", "compressed bytes" },
		{ "\xfd" "7zXZ", "compressed bytes" },
		{ "\x28\xb5\x2f\xfd", "compressed bytes" },
		{ "PK\x03\x04", "an archive" },
		{ "%PDF", "a PDF document" },
		{ "\x89PNG", "a picture" },
		{ "GIF8", "a picture" },
		{ "\xff\xd8\xff", "a picture" },
	};
	size_t i;

	for (i = 0; i < sizeof(magics) / sizeof(magics[0]); i++)
		if (n >= strlen(magics[i][0]) &&
		    memcmp(head, magics[i][0], strlen(magics[i][0])) == 0)
			return magics[i][1];
	return NULL;
}

enum sniff
sniff(const char *head, size_t n, size_t *skip, const char **what)
{
	const char *s = head, *end = head + n, *root = NULL;
	enum sniff is;

	*skip = 0;
	*what = NULL;
	while (s < end && is_blank(*s))
		s++;
	if (s < end && (*s == '{' || *s == '['))
		return SNIFF_JSON;
	is = find_root(s, end, &root);
	if (is == SNIFF_XML && !is_prolog(s, root))
		*skip = (size_t)(root - head);
	return is != SNIFF_OTHER ? is : other(s, end, what);
}
