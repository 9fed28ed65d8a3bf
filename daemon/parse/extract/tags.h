/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_TAGS_H
#define NW_PARSE_EXTRACT_TAGS_H

#include <stdbool.h>
#include <stdint.h>

/* The elements that the extractor tells apart; the rest are TAG_OTHER. */
enum tag {
	TAG_TEXT,		/* a run of characters, no element */
	TAG_OTHER,
	TAG_A, TAG_ADDRESS, TAG_ARTICLE, TAG_ASIDE, TAG_BASE, TAG_BLOCKQUOTE,
	TAG_BODY, TAG_BR, TAG_CAPTION, TAG_CENTER, TAG_DD, TAG_DETAILS,
	TAG_DIV, TAG_DL, TAG_DT, TAG_FIELDSET, TAG_FIGCAPTION, TAG_FIGURE,
	TAG_FOOTER, TAG_FORM, TAG_H1, TAG_H2, TAG_H3, TAG_H4, TAG_H5, TAG_H6,
	TAG_HEAD, TAG_HEADER, TAG_HR, TAG_HTML, TAG_LI, TAG_LINK, TAG_MAIN,
	TAG_META, TAG_NAV, TAG_NOSCRIPT, TAG_OL, TAG_P, TAG_PRE, TAG_SCRIPT,
	TAG_SECTION, TAG_SKIP, TAG_SPAN, TAG_SUMMARY, TAG_TABLE, TAG_TBODY,
	TAG_TD, TAG_TFOOT, TAG_TH, TAG_THEAD, TAG_TIME, TAG_TITLE, TAG_TR,
	TAG_UL
};

/* The attributes that are kept; ATTR_NONE is every other. */
enum attr {
	ATTR_NONE,
	ATTR_CLASS, ATTR_CONTENT, ATTR_DATETIME, ATTR_HIDDEN, ATTR_HREF,
	ATTR_ID, ATTR_ITEMPROP, ATTR_LANG, ATTR_NAME, ATTR_PROPERTY,
	ATTR_REL, ATTR_ROLE, ATTR_STYLE
};

/* Names as libxml2 gives them: lower case. */
enum tag	tag_find(const char *name);
enum attr	attr_find(const char *name);

/* Begins and ends a line of its own, as a browser shows it. */
bool		tag_is_block(enum tag);
bool		tag_is_heading(enum tag);
/* HTML 5 closes an open paragraph here; libxml2 does not know it. */
bool		tag_ends_p(enum tag);

#endif
