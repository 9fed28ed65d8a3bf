/* SPDX-License-Identifier: ISC */
/*
 * The allow-lists: elements, attributes, and the rules of nesting that HTML
 * has for them.  What is not here does not come out.
 */
#include "parse/markup_table.h"

#include <string.h>

#define A(name)		(UINT32_C(1) << AT_##name)
#define COMMON		(A(TITLE) | A(LANG) | A(DIR))

/* A paragraph is not ended from inside a cell or a table around it. */
#define CELLS		(G_CELL | G_TABLE)

#define NAME(s)		s, sizeof(s) - 1
#define INLINE(s, attrs) \
	{ NAME(s), TREAT_KEEP, SHAPE_INLINE, 0, 0, 0, CELLS, 0, \
	  COMMON | (attrs) }
#define BLOCK(s, group, attrs) \
	{ NAME(s), TREAT_KEEP, SHAPE_BLOCK, 0, group, G_P, CELLS, 0, \
	  COMMON | (attrs) }
#define AS(s, treat) \
	{ NAME(s), treat, SHAPE_INLINE, 0, 0, 0, CELLS, 0, COMMON }
#define AS_BLOCK(s, treat) \
	{ NAME(s), treat, SHAPE_BLOCK, 0, 0, G_P, CELLS, 0, COMMON }
#define HEADING(s) \
	{ NAME(s), TREAT_KEEP, SHAPE_BLOCK, 0, G_HEAD, G_P | G_HEAD, \
	  CELLS | G_LIST | G_QUOTE, 0, COMMON }
#define ITEM(s, group, attrs) \
	{ NAME(s), TREAT_KEEP, SHAPE_BLOCK, 0, group, G_P | group, \
	  CELLS | G_LIST | G_QUOTE, 0, COMMON | (attrs) }
#define VOID(s, shape, attrs) \
	{ NAME(s), TREAT_KEEP, shape, 1, 0, 0, CELLS, 0, COMMON | (attrs) }
#define GONE(s) \
	{ NAME(s), TREAT_DROP, SHAPE_INLINE, 1, 0, 0, 0, 0, 0 }
#define SECTION(s) \
	{ NAME(s), TREAT_KEEP, SHAPE_BLOCK, 0, G_SECT, 0, G_TABLE, G_TABLE, \
	  COMMON }
#define CELL(s) \
	{ NAME(s), TREAT_KEEP, SHAPE_CELL, 0, G_CELL, 0, G_TABLE, G_ROW, \
	  COMMON | A(COLSPAN) | A(ROWSPAN) | A(SCOPE) | A(ABBR) }
#define MEDIA(s, attrs) \
	{ NAME(s), TREAT_KEEP, SHAPE_INLINE, 0, G_MEDIA, 0, CELLS, 0, \
	  COMMON | A(SRC) | A(CONTROLS) | (attrs) }

/* One array a letter, so that a name is looked for in a few places only. */
static const struct element_rule el_a[] = {
	{ NAME("a"), TREAT_BARE, SHAPE_INLINE, 0, G_A, G_A, CELLS, 0, COMMON |
	  A(HREF) | A(HREFLANG) }, INLINE("abbr", 0), INLINE("acronym", 0),
	BLOCK("address", 0, 0), GONE("area"), BLOCK("article", 0, 0),
	BLOCK("aside", 0, 0), MEDIA("audio", 0)
};
static const struct element_rule el_b[] = {
	INLINE("b", 0), GONE("base"), GONE("basefont"), INLINE("bdi", 0),
	INLINE("bdo", 0), GONE("bgsound"), INLINE("big", 0),
	BLOCK("blockquote", G_QUOTE, A(CITE)), VOID("br", SHAPE_BREAK, 0)
};
static const struct element_rule el_c[] = {
	{ NAME("caption"), TREAT_KEEP, SHAPE_BLOCK, 0, G_CELL, 0, G_TABLE,
	  G_TABLE, COMMON }, AS_BLOCK("center", TREAT_DIV), INLINE("cite", 0),
	INLINE("code", 0),
	{ NAME("col"), TREAT_KEEP, SHAPE_INLINE, 1, 0, 0, G_TABLE, G_COLS |
	  G_TABLE, A(SPAN) },
	{ NAME("colgroup"), TREAT_KEEP, SHAPE_INLINE, 0, G_COLS, 0, G_TABLE,
	  G_TABLE, A(SPAN) }
};
static const struct element_rule el_d[] = {
	AS("datalist", TREAT_SKIP), ITEM("dd", G_DD, 0),
	INLINE("del", A(CITE) | A(DATETIME)), BLOCK("details", 0, A(OPEN)),
	INLINE("dfn", 0), AS_BLOCK("dialog", TREAT_DIV),
	AS_BLOCK("dir", TREAT_LIST), BLOCK("div", 0, 0), BLOCK("dl", G_LIST, 0),
	ITEM("dt", G_DD, 0)
};
static const struct element_rule el_e[] = {
	INLINE("em", 0), GONE("embed")
};
static const struct element_rule el_f[] = {
	AS_BLOCK("fieldset", TREAT_DIV), BLOCK("figcaption", 0, 0),
	BLOCK("figure", 0, 0), AS("font", TREAT_UNWRAP), BLOCK("footer", 0, 0),
	AS_BLOCK("form", TREAT_DIV), GONE("frame")
};
static const struct element_rule el_h[] = {
	HEADING("h1"), HEADING("h2"), HEADING("h3"), HEADING("h4"),
	HEADING("h5"), HEADING("h6"), BLOCK("header", 0, 0),
	AS_BLOCK("hgroup", TREAT_DIV),
	{ NAME("hr"), TREAT_KEEP, SHAPE_BLOCK, 1, 0, G_P, CELLS, 0, COMMON }
};
static const struct element_rule el_i[] = {
	INLINE("i", 0), AS("iframe", TREAT_RAW),
	VOID("img", SHAPE_INLINE, A(SRC) | A(LAZY) | A(ALT) | A(WIDTH) |
	    A(HEIGHT)), GONE("input"), INLINE("ins", A(CITE) | A(DATETIME))
};
static const struct element_rule el_k[] = {
	INLINE("kbd", 0), GONE("keygen")
};
static const struct element_rule el_l[] = {
	ITEM("li", G_LI, A(VALUE)), GONE("link"), AS_BLOCK("legend", TREAT_DIV)
};
static const struct element_rule el_m[] = {
	BLOCK("main", 0, 0), INLINE("mark", 0), AS_BLOCK("menu", TREAT_LIST),
	GONE("meta")
};
static const struct element_rule el_n[] = {
	BLOCK("nav", 0, 0), AS("noembed", TREAT_RAW), AS("noframes", TREAT_RAW),
	/* Of code and pictures it holds what is there without scripts. */
	AS("noscript", TREAT_UNWRAP)
};
static const struct element_rule el_o[] = {
	BLOCK("ol", G_LIST, A(START) | A(TYPE) | A(REVERSED))
};
static const struct element_rule el_p[] = {
	BLOCK("p", G_P, 0), GONE("param"), AS("plaintext", TREAT_RAW),
	{ NAME("pre"), TREAT_KEEP, SHAPE_PRE, 0, 0, G_P, CELLS, 0, COMMON }
};
static const struct element_rule el_q[] = {
	INLINE("q", A(CITE))
};
static const struct element_rule el_r[] = {
	{ NAME("rp"), TREAT_KEEP, SHAPE_INLINE, 0, G_RT, G_RT, CELLS | G_RUBY,
	  G_RUBY, COMMON },
	{ NAME("rt"), TREAT_KEEP, SHAPE_INLINE, 0, G_RT, G_RT, CELLS | G_RUBY,
	  G_RUBY, COMMON },
	{ NAME("ruby"), TREAT_KEEP, SHAPE_INLINE, 0, G_RUBY, 0, CELLS, 0,
	  COMMON }
};
static const struct element_rule el_s[] = {
	INLINE("s", 0), INLINE("samp", 0), AS("script", TREAT_RAW),
	BLOCK("section", 0, 0), AS("select", TREAT_SKIP), INLINE("small", 0),
	{ NAME("source"), TREAT_KEEP, SHAPE_INLINE, 1, 0, 0, CELLS, G_MEDIA,
	  A(SRC) | A(TYPE) }, AS("span", TREAT_BARE), INLINE("strike", 0),
	INLINE("strong", 0), AS("style", TREAT_RAW), INLINE("sub", 0),
	BLOCK("summary", 0, 0), INLINE("sup", 0), AS("svg", TREAT_SKIP)
};
static const struct element_rule el_t[] = {
	{ NAME("table"), TREAT_KEEP, SHAPE_BLOCK, 0, G_TABLE, G_P, CELLS, 0,
	  COMMON }, SECTION("tbody"), CELL("td"),
	AS_BLOCK("template", TREAT_SKIP), AS("textarea", TREAT_RAW),
	SECTION("tfoot"), CELL("th"), SECTION("thead"), INLINE("time", A(DATETIME)), AS("title", TREAT_RAW),
	{ NAME("tr"), TREAT_KEEP, SHAPE_BLOCK, 0, G_ROW, 0, G_TABLE, G_SECT |
	  G_TABLE, COMMON }, GONE("track"), INLINE("tt", 0)
};
static const struct element_rule el_u[] = {
	INLINE("u", 0), BLOCK("ul", G_LIST, 0)
};
static const struct element_rule el_v[] = {
	INLINE("var", 0), MEDIA("video", A(POSTER) | A(WIDTH) | A(HEIGHT))
};
static const struct element_rule el_w[] = {
	VOID("wbr", SHAPE_INLINE, 0)
};
static const struct element_rule el_x[] = {
	AS("xmp", TREAT_RAW)
};

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))
#define LETTER(c, a)	[c - 'a'] = { a, COUNT(a) }
static const struct {
	const struct element_rule	*rules;
	size_t				 n;
} letters[26] = {
	LETTER('a', el_a), LETTER('b', el_b), LETTER('c', el_c),
	LETTER('d', el_d), LETTER('e', el_e), LETTER('f', el_f),
	LETTER('h', el_h), LETTER('i', el_i), LETTER('k', el_k),
	LETTER('l', el_l), LETTER('m', el_m), LETTER('n', el_n),
	LETTER('o', el_o), LETTER('p', el_p), LETTER('q', el_q),
	LETTER('r', el_r), LETTER('s', el_s), LETTER('t', el_t),
	LETTER('u', el_u), LETTER('v', el_v), LETTER('w', el_w),
	LETTER('x', el_x)
};

/* In the order of enum attr; other names of the same follow. */
static const struct attr_rule attrs[] = {
	{ NAME("abbr"), AT_ABBR, VALUE_TEXT },
	{ NAME("alt"), AT_ALT, VALUE_TEXT },
	{ NAME("cite"), AT_CITE, VALUE_LINK },
	{ NAME("colspan"), AT_COLSPAN, VALUE_NUMBER },
	{ NAME("controls"), AT_CONTROLS, VALUE_FLAG },
	{ NAME("datetime"), AT_DATETIME, VALUE_WORD },
	{ NAME("dir"), AT_DIR, VALUE_WORD },
	{ NAME("height"), AT_HEIGHT, VALUE_NUMBER },
	{ NAME("href"), AT_HREF, VALUE_LINK },
	{ NAME("hreflang"), AT_HREFLANG, VALUE_WORD },
	{ NAME("lang"), AT_LANG, VALUE_WORD },
	/* Where pages that load images late keep the real address. */
	{ NAME("data-src"), AT_LAZY, VALUE_MEDIA },
	{ NAME("open"), AT_OPEN, VALUE_FLAG },
	{ NAME("poster"), AT_POSTER, VALUE_MEDIA },
	{ NAME("reversed"), AT_REVERSED, VALUE_FLAG },
	{ NAME("rowspan"), AT_ROWSPAN, VALUE_NUMBER },
	{ NAME("scope"), AT_SCOPE, VALUE_WORD },
	{ NAME("span"), AT_SPAN, VALUE_NUMBER },
	{ NAME("src"), AT_SRC, VALUE_MEDIA },
	{ NAME("start"), AT_START, VALUE_NUMBER },
	{ NAME("title"), AT_TITLE, VALUE_TEXT },
	{ NAME("type"), AT_TYPE, VALUE_WORD },
	{ NAME("value"), AT_VALUE, VALUE_NUMBER },
	{ NAME("width"), AT_WIDTH, VALUE_NUMBER },
	{ NAME("data-original"), AT_LAZY, VALUE_MEDIA },
	{ NAME("data-lazy-src"), AT_LAZY, VALUE_MEDIA }
};

static void
lower(char *s, const char *name, size_t n)
{
	size_t i;

	memset(s, 0, MARKUP_NAME_MAX);
	for (i = 0; i < n; i++)
		s[i] = name[i] >= 'A' && name[i] <= 'Z' ?
		    (char)(name[i] + 32) : name[i];
}

const struct element_rule *
markup_element(const char *name, size_t n)
{
	const struct element_rule *e, *end;
	char key[MARKUP_NAME_MAX];

	if (n == 0 || n >= MARKUP_NAME_MAX)
		return NULL;
	lower(key, name, n);
	if (key[0] < 'a' || key[0] > 'z' || letters[key[0] - 'a'].n == 0)
		return NULL;
	if ((e = letters[key[0] - 'a'].rules) == NULL)
		return NULL;
	for (end = e + letters[key[0] - 'a'].n; e < end; e++)
		if (e->name_len == n && memcmp(e->name, key, n) == 0)
			return e;
	return NULL;
}

const struct attr_rule *
markup_attr(const char *name, size_t n)
{
	char key[MARKUP_NAME_MAX];
	size_t i;

	if (n == 0 || n >= MARKUP_NAME_MAX)
		return NULL;
	lower(key, name, n);
	for (i = 0; i < COUNT(attrs); i++)
		if (attrs[i].name_len == n &&
		    memcmp(attrs[i].name, key, MARKUP_NAME_MAX) == 0)
			return &attrs[i];
	return NULL;
}

const struct attr_rule *
markup_attr_rule(enum attr attr)
{
	return &attrs[attr];
}
