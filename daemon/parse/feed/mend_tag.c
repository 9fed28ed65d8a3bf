/* SPDX-License-Identifier: ISC */
/*
 * One start tag or one reference, read leniently and written strictly.
 * A tag that is right already is not rewritten: the caller copies it.
 */
#include "parse/feed/mend_tag.h"

#include <string.h>

#include "base/scan.h"
#include "base/utf8.h"
#include "parse/entities.h"
#include "parse/feed/mend_chars.h"

static const char attr_wrong[] = "malformed attribute";

/* ASCII by what it may be in a name: 1 anywhere, 2 but at the start. */
static const unsigned char name_class[256] = {
	['-'] = 2, ['.'] = 2, ['_'] = 1,
	['0'] = 2, ['1'] = 2, ['2'] = 2, ['3'] = 2, ['4'] = 2,
	['5'] = 2, ['6'] = 2, ['7'] = 2, ['8'] = 2, ['9'] = 2,
	['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1, ['E'] = 1, ['F'] = 1,
	['G'] = 1, ['H'] = 1, ['I'] = 1, ['J'] = 1, ['K'] = 1, ['L'] = 1,
	['M'] = 1, ['N'] = 1, ['O'] = 1, ['P'] = 1, ['Q'] = 1, ['R'] = 1,
	['S'] = 1, ['T'] = 1, ['U'] = 1, ['V'] = 1, ['W'] = 1, ['X'] = 1,
	['Y'] = 1, ['Z'] = 1,
	['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1,
	['g'] = 1, ['h'] = 1, ['i'] = 1, ['j'] = 1, ['k'] = 1, ['l'] = 1,
	['m'] = 1, ['n'] = 1, ['o'] = 1, ['p'] = 1, ['q'] = 1, ['r'] = 1,
	['s'] = 1, ['t'] = 1, ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1,
	['y'] = 1, ['z'] = 1
};

static bool
is_name_start(char c)
{
	return name_class[(unsigned char)c] == 1;
}

static bool
is_name_char(char c)
{
	return name_class[(unsigned char)c] != 0;
}

bool
tag_name_is_good(const char *s, size_t n)
{
	size_t i, colon = 0;

	if (n == 0 || n > TAG_NAME)
		return false;
	for (i = 0; i < n; i++) {
		if (s[i] == ':') {
			if (colon > 0 || i == 0 || i + 1 == n)
				return false;
			colon = i;
		} else if (i == 0 || (colon > 0 && i == colon + 1)) {
			if (!is_name_start(s[i]))
				return false;
		} else if (!is_name_char(s[i]))
			return false;
	}
	return true;
}

/*
 * Letters beyond ASCII become '_' too: no name that we look for has any,
 * and which of them XML allows depends on its edition.
 */
size_t
tag_name(char out[TAG_NAME], const char *s, size_t n)
{
	size_t i, colon = 0;

	n = n < TAG_NAME ? n : TAG_NAME;
	for (i = 0; i < n; i++) {
		if (s[i] == ':' && colon == 0 && i > 0 && i + 1 < n &&
		    is_name_start(s[i + 1])) {
			colon = i;
			out[i] = ':';
		} else if (i == 0 ? is_name_start(s[i]) : is_name_char(s[i]))
			out[i] = s[i];
		else
			out[i] = '_';
	}
	return n;
}

size_t
tag_plain(const char *s, size_t n)
{
	size_t i = 1, colon = 0;

	n = n < TAG_NAME ? n : TAG_NAME;
	if (n < 3 || !is_name_start(s[1]))
		return 0;
	while (++i < n && s[i] != '>') {
		if (is_name_char(s[i]))
			continue;
		if (s[i] != ':' || colon > 0 || i + 1 == n ||
		    !is_name_start(s[i + 1]))
			return 0;
		colon = i;
	}
	return i < n ? i + 1 : 0;
}

static void
tag_is_wrong(struct tag *t, const char *why)
{
	if (t->wrong == NULL)
		t->wrong = why;
}

/* Why a value may not stand as it is; NULL when it may. */
static const char *
value_wrong(const char *s, size_t n)
{
	const char *end = s + n;
	struct ref r;

	for (; (s += scan_text(s, (size_t)(end - s))) < end; s++) {
		if (*s == '<')
			return "a bare '<'";
		if ((unsigned char)*s < ' ' && !mend_is_blank(*s))
			return "a control character";
		if (*s == '\xef' && end - s >= 3 && mend_is_noncharacter(s))
			return "a character that XML forbids";
		if (*s == '&') {
			ref_read(&r, s, (size_t)(end - s), true);
			if (r.wrong != NULL)
				return r.wrong;
		}
	}
	return NULL;
}

static void
attr_add(struct tag *t, const char *name, size_t nname, const char *value,
    size_t nvalue)
{
	if (t->nattrs == TAG_ATTRS) {
		tag_is_wrong(t, "a tag of too many attributes");
		return;
	}
	if (!tag_name_is_good(name, nname))
		tag_is_wrong(t, attr_wrong);
	if (value == NULL)
		tag_is_wrong(t, "an attribute without a value");
	else
		tag_is_wrong(t, value_wrong(value, nvalue));
	t->attrs[t->nattrs++] = (struct tag_attr){
		name, nname, value, nvalue
	};
}

/*
 * A quote that never closes runs to the next one, tags later.  A value
 * with "><" or ">text<" in it is taken for such, and ends at the '>'.
 */
static const char *
quote_end(struct tag *t, const char *p, const char *end, char quote)
{
	const char *stop = memchr(p, quote, (size_t)(end - p)), *gt;
	size_t n = (size_t)((stop != NULL ? stop : end) - p);

	gt = memchr(p, '>', n);
	if (gt == NULL || memchr(gt, '<', n - (size_t)(gt - p)) == NULL)
		return stop;
	tag_is_wrong(t, "an attribute without its closing quote");
	return gt;
}

/*
 * The value after '=': p behind it, or NULL when the bytes end first.
 */
static const char *
read_value(struct tag *t, const char *p, const char *end, const char **value,
    size_t *n)
{
	char quote;

	while (p < end && mend_is_blank(*p))
		p++;
	if (p == end)
		return NULL;
	if (*p == '"' || *p == '\'') {
		quote = *p++;
		*value = p;
		if ((p = quote_end(t, p, end, quote)) == NULL)
			return NULL;
		if (*p == '>' && p[-1] == '/' && p > *value)
			p--;
		*n = (size_t)(p - *value);
		return *p == quote ? p + 1 : p;
	}
	tag_is_wrong(t, "an attribute without quotes");
	*value = p;
	while (p < end && !mend_is_blank(*p) && *p != '>' && *p != '<')
		p++;
	*n = (size_t)(p - *value);
	return p < end ? p : NULL;
}

static bool
ends_attr_name(char c)
{
	return name_class[(unsigned char)c] == 0 && (mend_is_blank(c) ||
	    c == '=' || c == '>' || c == '/' || c == '<' || c == '"' ||
	    c == '\'');
}

static const char *
read_attr(struct tag *t, const char *p, const char *end)
{
	const char *name = p, *value = NULL;
	size_t nname, nvalue = 0;

	while (p < end && !ends_attr_name(*p))
		p++;
	if ((nname = (size_t)(p - name)) == 0) {
		/* A stray quote or sign: step over it. */
		tag_is_wrong(t, attr_wrong);
		return p + 1;
	}
	while (p < end && mend_is_blank(*p))
		p++;
	if (p == end)
		return NULL;
	if (*p == '=' &&
	    (p = read_value(t, p + 1, end, &value, &nvalue)) == NULL)
		return NULL;
	attr_add(t, name, nname, value, nvalue);
	return p;
}

static bool
tag_ends(struct tag *t, const char *s, const char *p, size_t close)
{
	t->len = (size_t)(p - s) + close;
	t->open_ended = close == 0;
	if (t->open_ended)
		tag_is_wrong(t, "a tag without its '>'");
	return true;
}

/* Where the name at p ends. */
static const char *
name_end(const char *p, const char *end)
{
	while (p < end && !mend_is_blank(*p) && *p != '>' && *p != '/' &&
	    *p != '<')
		p++;
	return p;
}

bool
tag_read(struct tag *t, const char *s, size_t n, bool last)
{
	const char *p = s + 1, *end = s + n, *at;
	bool blank = true;

	memset(t, 0, offsetof(struct tag, attrs));
	t->nattrs = 0;
	t->empty = t->open_ended = false;
	t->wrong = NULL;
	t->name = p;
	p = name_end(p, end);
	t->nname = (size_t)(p - t->name);
	if (!tag_name_is_good(t->name, t->nname))
		tag_is_wrong(t, "a malformed name");
	for (;;) {
		for (at = p; p < end && mend_is_blank(*p); p++)
			continue;
		blank = p > at;
		if (p == end || *p == '<')
			break;
		if (*p == '>')
			return tag_ends(t, s, p, 1);
		if (*p == '/') {
			if (p + 1 < end && p[1] == '>') {
				t->empty = true;
				return tag_ends(t, s, p, 2);
			}
			if (p + 1 < end)
				tag_is_wrong(t, attr_wrong);
			p++;
			continue;
		}
		if (!blank)
			tag_is_wrong(t, attr_wrong);
		at = p;
		if ((p = read_attr(t, p, end)) == NULL) {
			p = at;
			break;
		}
	}
	if (p < end && *p == '<')
		return tag_ends(t, s, p, 0);
	if (!last)
		return false;
	return tag_ends(t, s, end, 0);
}

static void
value_add(struct buf *b, const char *s, size_t n)
{
	for (; n > 0; n--, s++) {
		if (*s == '\xef' && n >= 3 && mend_is_noncharacter(s)) {
			s += 2;
			n -= 2;
		} else if (*s == '<')
			buf_adds(b, "&lt;");
		else if (*s == '"')
			buf_adds(b, "&quot;");
		else if (*s == '&')
			buf_adds(b, "&amp;");
		else if ((unsigned char)*s >= ' ' || mend_is_blank(*s))
			buf_addc(b, *s);
	}
}

static void
value_write(struct buf *b, const char *s, size_t n)
{
	const char *amp;
	struct ref r;

	while (n > 0 && (amp = memchr(s, '&', n)) != NULL) {
		value_add(b, s, (size_t)(amp - s));
		n -= (size_t)(amp - s);
		ref_read(&r, amp, n, true);
		value_add(b, r.text, r.ntext);
		s = amp + r.len;
		n -= r.len;
	}
	value_add(b, s, n);
}

void
tag_write(const struct tag *t, struct buf *b)
{
	const struct tag_attr *a;
	char name[TAG_NAME];
	size_t i, n;

	buf_addc(b, '<');
	buf_add(b, name, tag_name(name, t->name, t->nname));
	for (i = 0; i < t->nattrs; i++) {
		a = &t->attrs[i];
		n = tag_name(name, a->name, a->nname);
		buf_addc(b, ' ');
		buf_add(b, name, n);
		buf_adds(b, "=\"");
		value_write(b, a->value, a->nvalue);
		buf_addc(b, '"');
	}
	buf_adds(b, t->empty ? "/>" : ">");
}

static void
ref_char(struct ref *r, uint32_t cp)
{
	if (cp >= ' ' || cp == '\t' || cp == '\n' || cp == '\r')
		r->ntext += utf8_encode(cp, r->text + r->ntext);
}

static bool
ref_number(struct ref *r, const char *s, size_t n)
{
	uint32_t cp;
	size_t len = n > 2 ? entity_number(s + 2, n - 2, &cp) : 0;

	if (len == 0)
		return false;
	r->len = 2 + len;
	if (s[r->len - 1] != ';')
		r->wrong = "a reference without its ';'";
	else if (cp == 0xfffd || cp == 0xfffe || cp == 0xffff ||
	    (cp < ' ' && !mend_is_blank((char)cp)))
		r->wrong = "a reference to a character that XML forbids";
	/* Nothing but XML's own characters survives in any case. */
	if (cp == 0xfffe || cp == 0xffff)
		cp = 0xfffd;
	ref_char(r, cp);
	return true;
}

/* XML's own names, by far the most frequent. */
static bool
ref_xml(struct ref *r, const char *s, size_t n)
{
	static const struct {
		char	name[7];
		char	means;
		size_t	len;
	} names[] = {
		{ "&lt;", '<', 4 }, { "&gt;", '>', 4 }, { "&amp;", '&', 5 },
		{ "&quot;", '"', 6 }, { "&apos;", '\'', 6 }
	};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].len <= n && names[i].name[1] == s[1] &&
		    memcmp(names[i].name, s, names[i].len) == 0) {
			r->text[r->ntext++] = names[i].means;
			r->len = names[i].len;
			return true;
		}
	return false;
}

static bool
ref_named(struct ref *r, const char *s, size_t semicolon)
{
	uint32_t cp[2];
	size_t n = semicolon + 1;

	if (entity_find(s + 1, n - 1, cp) != n - 1)
		return false;
	r->len = n;
	r->wrong = "an entity of HTML";
	r->entity = true;
	ref_char(r, cp[0]);
	if (cp[1] != 0)
		ref_char(r, cp[1]);
	return true;
}

bool
ref_read(struct ref *r, const char *s, size_t n, bool last)
{
	size_t i;

	r->ntext = 0;
	r->wrong = NULL;
	r->entity = false;
	if (ref_xml(r, s, n))
		return true;
	for (i = 1; i < n && i < REF_MAX; i++)
		if (!is_name_char(s[i]) && !(i == 1 && s[i] == '#'))
			break;
	if (i == n && i < REF_MAX && !last)
		return false;
	if (i > 2 && s[1] == '#' && ref_number(r, s, i < n ? i + 1 : i))
		return true;
	if (i > 1 && i < n && s[i] == ';' && ref_named(r, s, i))
		return true;
	r->len = 1;
	r->wrong = "a bare '&'";
	r->text[r->ntext++] = '&';
	return true;
}
