/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_MARKUP_TABLE_H
#define NW_PARSE_MARKUP_TABLE_H

#include <stddef.h>
#include <stdint.h>

#define MARKUP_NAME_MAX	16	/* bytes of a known name, padding included */

/* What becomes of an element. */
enum treat {
	TREAT_KEEP,
	TREAT_BARE,		/* kept only while it has an attribute */
	TREAT_UNWRAP,		/* its tags go, what is inside stays */
	TREAT_DIV,		/* becomes a div */
	TREAT_LIST,		/* becomes a ul */
	TREAT_DROP,		/* has no inside; goes */
	TREAT_SKIP,		/* goes with all that is inside */
	TREAT_RAW		/* likewise, and the inside is not markup */
};

/* Groups of elements that HTML's rules of nesting speak of. */
enum {
	G_P = 1 << 0, G_LI = 1 << 1, G_DD = 1 << 2, G_A = 1 << 3,
	G_HEAD = 1 << 4, G_RT = 1 << 5, G_RUBY = 1 << 6, G_LIST = 1 << 7,
	G_TABLE = 1 << 8, G_SECT = 1 << 9, G_ROW = 1 << 10, G_CELL = 1 << 11,
	G_COLS = 1 << 12, G_MEDIA = 1 << 13, G_QUOTE = 1 << 14
};

/* How an element looks in plain text. */
enum shape {
	SHAPE_INLINE,
	SHAPE_BLOCK,		/* stands between blank lines */
	SHAPE_PRE,		/* likewise, and its blanks count */
	SHAPE_CELL,		/* stands between blanks */
	SHAPE_BREAK		/* is a newline */
};

/* Attributes, by number; the element rule has a set of them. */
enum attr {
	AT_ABBR, AT_ALT, AT_CITE, AT_COLSPAN, AT_CONTROLS, AT_DATETIME,
	AT_DIR, AT_HEIGHT, AT_HREF, AT_HREFLANG, AT_LANG, AT_LAZY, AT_OPEN,
	AT_POSTER, AT_REVERSED, AT_ROWSPAN, AT_SCOPE, AT_SPAN, AT_SRC,
	AT_START, AT_TITLE, AT_TYPE, AT_VALUE, AT_WIDTH, AT_COUNT
};

enum value {
	VALUE_TEXT,
	VALUE_WORD,		/* letters, digits and -+:./ */
	VALUE_NUMBER,		/* digits, perhaps a percent sign */
	VALUE_FLAG,		/* its presence is what it says */
	VALUE_LINK,		/* an address to follow */
	VALUE_MEDIA		/* an address that is loaded at once */
};

struct attr_rule {
	char	name[MARKUP_NAME_MAX];
	uint8_t	name_len;
	uint8_t	attr;
	uint8_t	value;
};

struct element_rule {
	char		name[MARKUP_NAME_MAX];
	uint8_t		name_len;
	uint8_t		treat;
	uint8_t		shape;
	uint8_t		is_void;
	uint16_t	group;
	uint16_t	closes;	/* groups that its start tag ends … */
	uint16_t	stops;	/* … but not behind one of these */
	uint16_t	parent;	/* groups of which one must be around it */
	uint32_t	attrs;
};

/* Names in any case; NULL when unknown. */
const struct element_rule *markup_element(const char *name, size_t n);
const struct attr_rule	*markup_attr(const char *name, size_t n);
/* The rule of an attribute by its number. */
const struct attr_rule	*markup_attr_rule(enum attr);

#endif
