/* SPDX-License-Identifier: ISC */
/*
 * The tokeniser of HTML's standard as far as a sanitiser needs it.  It
 * differs where feeds do: "<x/>" closes any element (much of it is XHTML),
 * a CDATA section is unwrapped (some wrap twice), and a tag that never ends
 * gives back what is behind it where browsers would drop all.  Linear: a
 * search that found nothing is not made again.
 */
#include "parse/markup_scan.h"

#include <string.h>

#define CDATA_OPEN	"<![CDATA["
#define CDATA_CLOSE	"]]>"
#define MENDS_MAX	8	/* tags without end that are looked behind */

void
markup_scan_init(struct markup_scan *sc, const char *s, size_t n)
{
	memset(sc, 0, sizeof(*sc));
	sc->p = s;
	sc->end = s + n;
}

static bool
is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* What ends a name: blanks, and the signs that mean something in a tag. */
enum { IN_NAME, BLANK, SIGN, EQUALS };

static const unsigned char kinds[256] = {
	[' '] = BLANK, ['\n'] = BLANK, ['\t'] = BLANK, ['\r'] = BLANK,
	['\f'] = BLANK, ['/'] = SIGN, ['>'] = SIGN, ['='] = EQUALS
};

static unsigned char
kind(char c)
{
	return kinds[(unsigned char)c];
}

static bool
is_blank(char c)
{
	return kind(c) == BLANK;
}

static bool
starts(const char *p, const char *end, const char *with)
{
	size_t n = strlen(with);

	return (size_t)(end - p) >= n && memcmp(p, with, n) == 0;
}

/* Behind the next '>'; the end when there is none. */
static const char *
after_gt(const char *p, const char *end)
{
	const char *gt = memchr(p, '>', (size_t)(end - p));

	return gt != NULL ? gt + 1 : end;
}

/* "-->", "--!>", and at the start "<!-->" and "<!--->". */
static const char *
after_comment(const char *p, const char *end)
{
	p += 2;
	while ((p = memmem(p, (size_t)(end - p), "--", 2)) != NULL) {
		if (starts(p + 2, end, ">"))
			return p + 3;
		if (starts(p + 2, end, "!>"))
			return p + 4;
		p++;
	}
	return end;
}

/* Behind "</name" and its tag; the end when there is none. */
static const char *
after_raw(const char *p, const char *end, const struct element_rule *e)
{
	size_t n = e->name_len;
	const struct element_rule *other;

	while ((p = memmem(p, (size_t)(end - p), "</", 2)) != NULL) {
		p += 2;
		if ((size_t)(end - p) < n)
			return end;
		other = markup_element(p, n);
		if (other == e && (p + n == end || is_blank(p[n]) ||
		    p[n] == '/' || p[n] == '>'))
			return after_gt(p + n, end);
	}
	return end;
}

/* What is left out as a whole: comments, declarations, instructions. */
static const char *
after_declaration(struct markup_scan *sc, const char *p)
{
	if (starts(p, sc->end, "<!--"))
		return after_comment(p, sc->end);
	if (!starts(p, sc->end, CDATA_OPEN))
		return after_gt(p + 1, sc->end);
	p += strlen(CDATA_OPEN);
	if (sc->cdata_end == NULL && !sc->no_cdata_end) {
		sc->cdata_end = memmem(p, (size_t)(sc->end - p), CDATA_CLOSE,
		    strlen(CDATA_CLOSE));
		sc->no_cdata_end = sc->cdata_end == NULL;
	}
	return p;
}

/* Keeps the first of the attributes with one name, as HTML does. */
static void
take_attr(struct token *t, const char *name, size_t n, const char *value,
    size_t value_len)
{
	const struct attr_rule *rule;

	if (t->element == NULL || t->element->attrs == 0)
		return;
	rule = markup_attr(name, n);
	if (rule == NULL || (t->attrs >> rule->attr & 1) ||
	    !(t->element->attrs >> rule->attr & 1))
		return;
	t->attrs |= UINT32_C(1) << rule->attr;
	t->attr[rule->attr].s = value;
	t->attr[rule->attr].n = value_len;
}

/* The value behind '='; NULL when its quote or the tag never ends. */
static const char *
scan_value(const char *p, const char *end, struct token_span *v)
{
	const char *stop;

	while (p < end && is_blank(*p))
		p++;
	if (p < end && (*p == '"' || *p == '\'')) {
		stop = memchr(p + 1, *p, (size_t)(end - p - 1));
		if (stop == NULL)
			return NULL;
		v->s = p + 1;
		v->n = (size_t)(stop - v->s);
		return stop + 1;
	}
	v->s = p;
	while (p < end && !is_blank(*p) && *p != '>')
		p++;
	v->n = (size_t)(p - v->s);
	return p;
}

/* The attributes, and the '>' behind them; NULL when the tag never ends. */
static const char *
scan_attrs(const char *p, const char *end, struct token *t)
{
	struct token_span value;
	const char *name;
	size_t n;

	for (;;) {
		for (; p < end && (is_blank(*p) || *p == '/'); p++)
			t->self_closing = *p == '/';
		if (p == end)
			return NULL;
		if (*p == '>')
			return p + 1;
		t->self_closing = false;
		name = p++;
		while (p < end && kind(*p) == IN_NAME)
			p++;
		n = (size_t)(p - name);
		while (p < end && is_blank(*p))
			p++;
		value = (struct token_span){ p, 0 };
		if (p < end && *p == '=' &&
		    (p = scan_value(p + 1, end, &value)) == NULL)
			return NULL;
		take_attr(t, name, n, value.s, value.n);
	}
}

/*
 * A tag without an end.  An unclosed quote costs its attributes alone, if
 * there is any '>'; a cut-off tag of a known element costs itself; and
 * anything else ("a <b", "x<y") was no tag.  NULL then.
 */
static const char *
mend_tag(struct markup_scan *sc, struct token *t, const char *behind_name)
{
	const char *gt = NULL;

	t->attrs = 0;
	if (sc->mends++ < MENDS_MAX)
		gt = memchr(behind_name, '>', (size_t)(sc->end - behind_name));
	if (gt != NULL)
		return gt + 1;
	sc->no_tags = true;
	if (t->element != NULL && (behind_name == sc->end ||
	    is_blank(*behind_name) || *behind_name == '/'))
		return sc->end;
	return NULL;
}

/* At "<x" or "</x".  NULL when it is no tag after all. */
static const char *
scan_tag(struct markup_scan *sc, struct token *t)
{
	const char *name = sc->p + (sc->p[1] == '/' ? 2 : 1), *p = name, *q;

	while (p < sc->end && (kind(*p) == IN_NAME || *p == '='))
		p++;
	t->kind = name == sc->p + 1 ? TOKEN_OPEN : TOKEN_CLOSE;
	t->element = markup_element(name, (size_t)(p - name));
	t->self_closing = false;
	t->attrs = 0;
	if (p < sc->end && *p == '>')
		q = p + 1;
	else if ((q = scan_attrs(p, sc->end, t)) == NULL &&
	    (q = mend_tag(sc, t, p)) == NULL)
		return NULL;
	t->s = sc->p;
	t->n = (size_t)(q - sc->p);
	if (sc->no_tags)
		t->element = NULL;
	return q;
}

/* At a '<'.  True when t is a token; else it was passed over. */
static bool
scan_markup(struct markup_scan *sc, struct token *t)
{
	const char *p = sc->p, *q;
	char next = p + 1 < sc->end ? p[1] : '\0';
	char third = p + 2 < sc->end ? p[2] : '\0';

	if (next == '!' || next == '?' ||
	    (next == '/' && third != '\0' && !is_alpha(third))) {
		sc->p = after_declaration(sc, p);
		return false;
	}
	if (!sc->no_tags && (is_alpha(next) ||
	    (next == '/' && is_alpha(third))) &&
	    (q = scan_tag(sc, t)) != NULL) {
		sc->p = q;
		if (t->element == NULL)
			return false;
		if (t->element->treat != TREAT_RAW)
			return true;
		if (t->kind == TOKEN_OPEN && !t->self_closing)
			sc->p = after_raw(q, sc->end, t->element);
		return false;
	}
	t->kind = TOKEN_TEXT;
	t->s = sc->p++;
	t->n = 1;
	return true;
}

static void
scan_text(struct markup_scan *sc, struct token *t)
{
	const char *stop = sc->end, *lt;

	if (sc->cdata_end != NULL)
		stop = sc->cdata_end;
	lt = memchr(sc->p, '<', (size_t)(stop - sc->p));
	t->kind = TOKEN_TEXT;
	t->s = sc->p;
	t->n = (size_t)((lt != NULL ? lt : stop) - sc->p);
	sc->p += t->n;
}

enum token_kind
markup_scan_next(struct markup_scan *sc, struct token *t)
{
	while (sc->p < sc->end) {
		if (sc->cdata_end != NULL && sc->p >= sc->cdata_end) {
			if (sc->p == sc->cdata_end)
				sc->p += strlen(CDATA_CLOSE);
			sc->cdata_end = NULL;
			continue;
		}
		if (*sc->p != '<') {
			scan_text(sc, t);
			return TOKEN_TEXT;
		}
		if (scan_markup(sc, t))
			return t->kind;
	}
	return TOKEN_END;
}
