/* SPDX-License-Identifier: ISC */
/*
 * libxml2 compares each attribute of a tag with all before it, and calls
 * nobody until the tag is at its end: ten megabytes of one tag take it
 * minutes.  So what comes in is looked at first; as far as needed to tell
 * a tag from a script, no further.
 */
#include "parse/extract/tree.h"

#include <string.h>

#define SCAN_MIN	131072	/* bytes; what is shorter takes no time */
#define ATTRS_MAX	4000	/* of one tag */

static bool
is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Past the mark, or at the end. */
static const char *
skip_past(const char *p, const char *end, const char *mark)
{
	size_t n = strlen(mark);
	const char *at = memmem(p, (size_t)(end - p), mark, n);

	return at != NULL ? at + n : end;
}

/* A script is over where its end tag is, whatever stands in it. */
static const char *
skip_raw(const char *p, const char *end, const char *name, size_t n)
{
	while ((p = skip_past(p, end, "</")) < end)
		if ((size_t)(end - p) > n && strncasecmp(p, name, n) == 0)
			break;
	return p;
}

/* Past the tag at p; NULL when it has too many attributes. */
static const char *
skip_tag(const char *p, const char *end)
{
	const char *quote;
	size_t words = 0;
	bool value = false;

	for (; p < end && *p != '>'; p++) {
		if (value && (*p == '"' || *p == '\'')) {
			quote = memchr(p + 1, *p, (size_t)(end - p) - 1);
			p = quote != NULL ? quote : end - 1;
			/* The next name may touch the quote. */
			words++;
			value = false;
		} else if (*p == '=' || *p == '/' || is_blank(*p)) {
			value = *p == '=' || (value && *p != '/');
			words += p[-1] != *p;
		} else
			value = false;
		if (words > 3 * ATTRS_MAX)
			return NULL;
	}
	return p;
}

size_t
tree_safe_len(const char *s, size_t len)
{
	const char *p = s, *end = s + len, *tag;

	if (len < SCAN_MIN)
		return len;
	while ((p = memchr(p, '<', (size_t)(end - p))) != NULL) {
		tag = ++p;
		if (end - p > 3 && memcmp(p, "!--", 3) == 0)
			p = skip_past(p + 3, end, "-->");
		if (p == end || !is_letter(*p) || p != tag)
			continue;
		if ((p = skip_tag(p, end)) == NULL)
			return (size_t)(tag - s) - 1;
		if (end - tag > 6 && strncasecmp(tag, "script", 6) == 0)
			p = skip_raw(p, end, "script", 6);
		else if (end - tag > 5 && strncasecmp(tag, "style", 5) == 0)
			p = skip_raw(p, end, "style", 5);
	}
	return len;
}
