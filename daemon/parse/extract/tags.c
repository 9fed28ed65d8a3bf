/* SPDX-License-Identifier: ISC */
/*
 * Names of elements and attributes to numbers, and what a number means.
 * Tables are sorted by name and searched by halves: a page has thousands
 * of elements of a few dozen names.
 */
#include "parse/extract/tags.h"

#include <stddef.h>
#include <string.h>

struct name {
	const char	*name;
	unsigned int	 value;
};

/* TAG_SKIP: what a reader never sees as text of the page. */
static const struct name tags[] = {
	{ "a", TAG_A }, { "address", TAG_ADDRESS }, { "article", TAG_ARTICLE },
	{ "aside", TAG_ASIDE }, { "audio", TAG_SKIP }, { "base", TAG_BASE },
	{ "blockquote", TAG_BLOCKQUOTE }, { "body", TAG_BODY },
	{ "br", TAG_BR }, { "button", TAG_SKIP }, { "canvas", TAG_SKIP },
	{ "caption", TAG_CAPTION }, { "center", TAG_CENTER }, { "dd", TAG_DD },
	{ "details", TAG_DETAILS }, { "dialog", TAG_SKIP }, { "div", TAG_DIV },
	{ "dl", TAG_DL }, { "dt", TAG_DT }, { "embed", TAG_SKIP },
	{ "fieldset", TAG_FIELDSET }, { "figcaption", TAG_FIGCAPTION },
	{ "figure", TAG_FIGURE }, { "footer", TAG_FOOTER },
	{ "form", TAG_FORM }, { "h1", TAG_H1 }, { "h2", TAG_H2 },
	{ "h3", TAG_H3 }, { "h4", TAG_H4 }, { "h5", TAG_H5 }, { "h6", TAG_H6 },
	{ "head", TAG_HEAD }, { "header", TAG_HEADER }, { "hr", TAG_HR },
	{ "html", TAG_HTML }, { "iframe", TAG_SKIP }, { "li", TAG_LI },
	{ "link", TAG_LINK }, { "main", TAG_MAIN }, { "map", TAG_SKIP },
	{ "math", TAG_SKIP }, { "meta", TAG_META }, { "nav", TAG_NAV },
	{ "noembed", TAG_SKIP }, { "noframes", TAG_SKIP },
	{ "noscript", TAG_NOSCRIPT }, { "object", TAG_SKIP }, { "ol", TAG_OL },
	{ "option", TAG_SKIP }, { "p", TAG_P }, { "pre", TAG_PRE },
	{ "rp", TAG_SKIP }, { "rt", TAG_SKIP }, { "script", TAG_SCRIPT },
	{ "section", TAG_SECTION }, { "select", TAG_SKIP },
	{ "span", TAG_SPAN }, { "style", TAG_SKIP },
	{ "summary", TAG_SUMMARY }, { "svg", TAG_SKIP },
	{ "table", TAG_TABLE }, { "tbody", TAG_TBODY }, { "td", TAG_TD },
	{ "template", TAG_SKIP }, { "textarea", TAG_SKIP },
	{ "tfoot", TAG_TFOOT }, { "th", TAG_TH }, { "thead", TAG_THEAD },
	{ "time", TAG_TIME }, { "title", TAG_TITLE }, { "tr", TAG_TR },
	{ "ul", TAG_UL }, { "video", TAG_SKIP }
};

static const struct name attrs[] = {
	{ "class", ATTR_CLASS }, { "content", ATTR_CONTENT },
	{ "datetime", ATTR_DATETIME }, { "hidden", ATTR_HIDDEN },
	{ "href", ATTR_HREF }, { "id", ATTR_ID },
	{ "itemprop", ATTR_ITEMPROP }, { "lang", ATTR_LANG },
	{ "name", ATTR_NAME }, { "property", ATTR_PROPERTY },
	{ "rel", ATTR_REL }, { "role", ATTR_ROLE }, { "style", ATTR_STYLE }
};

#define IS(t)	((uint64_t)1 << (t))

static const uint64_t blocks = IS(TAG_ADDRESS) | IS(TAG_ARTICLE) |
    IS(TAG_ASIDE) | IS(TAG_BLOCKQUOTE) | IS(TAG_BODY) | IS(TAG_CAPTION) |
    IS(TAG_CENTER) | IS(TAG_DD) | IS(TAG_DETAILS) | IS(TAG_DIV) |
    IS(TAG_DL) | IS(TAG_DT) | IS(TAG_FIELDSET) | IS(TAG_FIGCAPTION) |
    IS(TAG_FIGURE) | IS(TAG_FOOTER) | IS(TAG_FORM) | IS(TAG_H1) |
    IS(TAG_H2) | IS(TAG_H3) | IS(TAG_H4) | IS(TAG_H5) | IS(TAG_H6) |
    IS(TAG_HEAD) | IS(TAG_HEADER) | IS(TAG_HR) | IS(TAG_HTML) |
    IS(TAG_LI) | IS(TAG_MAIN) | IS(TAG_NAV) | IS(TAG_NOSCRIPT) |
    IS(TAG_OL) | IS(TAG_P) | IS(TAG_PRE) | IS(TAG_SECTION) |
    IS(TAG_SUMMARY) | IS(TAG_TABLE) |
    IS(TAG_TBODY) | IS(TAG_TD) | IS(TAG_TFOOT) | IS(TAG_TH) |
    IS(TAG_THEAD) | IS(TAG_TITLE) | IS(TAG_TR) | IS(TAG_UL);

static const uint64_t p_enders = IS(TAG_ARTICLE) | IS(TAG_ASIDE) |
    IS(TAG_DETAILS) | IS(TAG_FIGCAPTION) | IS(TAG_FIGURE) |
    IS(TAG_FOOTER) | IS(TAG_HEADER) | IS(TAG_MAIN) | IS(TAG_NAV) |
    IS(TAG_SECTION);

static unsigned int
name_find(const struct name *t, size_t n, const char *name,
    unsigned int fallback)
{
	size_t lo = 0, hi = n, mid;
	int cmp;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if ((cmp = strcmp(name, t[mid].name)) == 0)
			return t[mid].value;
		if (cmp < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return fallback;
}

enum tag
tag_find(const char *name)
{
	return (enum tag)name_find(tags, sizeof(tags) / sizeof(tags[0]),
	    name, TAG_OTHER);
}

enum attr
attr_find(const char *name)
{
	return (enum attr)name_find(attrs, sizeof(attrs) / sizeof(attrs[0]),
	    name, ATTR_NONE);
}

bool
tag_is_block(enum tag t)
{
	return (blocks & IS(t)) != 0;
}

bool
tag_is_heading(enum tag t)
{
	return t >= TAG_H1 && t <= TAG_H6;
}

bool
tag_ends_p(enum tag t)
{
	return (p_enders & IS(t)) != 0;
}
