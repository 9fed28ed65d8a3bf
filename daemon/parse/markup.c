/* SPDX-License-Identifier: ISC */
/*
 * The sanitiser: markup_scan makes tokens of the input, markup_tree makes a
 * well-nested tree of those, and here the tree is written down.
 *
 * Why not libxml2's tree: everything that comes out is written anew from
 * allow-lists, so what a browser makes of the input's oddities does not
 * matter, only what it makes of the output, and that is plain.  One pass
 * without a node in memory is what fits into a feed of many megabytes.
 *
 * Bytes of the input that would come out as they are (most are) are not
 * touched: they are gathered as one run and copied at its end.
 */
#include "parse/markup.h"

#include <string.h>

#include "base/buf.h"
#include "parse/markup_attrs.h"
#include "parse/markup_chars.h"
#include "parse/markup_tree.h"

struct html {
	struct buf	 out;
	const char	*run;		/* of the input, to be copied */
	size_t		 run_len;
	struct pool	*pool;
	const char	*base;
	bool		 ok;		/* the ceiling was not met */
};

static void
flush(struct html *h)
{
	if (h->run_len > 0 && buf_add(&h->out, h->run, h->run_len) == -1)
		h->ok = false;
	h->run_len = 0;
}

/* Bytes of the input that stay as they are. */
static void
keep(struct html *h, const char *s, size_t n)
{
	if (h->run_len > 0 && h->run + h->run_len == s) {
		h->run_len += n;
		return;
	}
	flush(h);
	h->run = s;
	h->run_len = n;
}

static void
put(struct html *h, const char *s, size_t n)
{
	flush(h);
	if (buf_add(&h->out, s, n) == -1)
		h->ok = false;
}

/* Whether the tag stands as it would be written. */
static bool
is_plain_tag(const struct token *t, const struct element_rule *e)
{
	size_t slash = t->kind == TOKEN_CLOSE;

	return t->n == e->name_len + 2u + slash &&
	    memcmp(t->s + 1 + slash, e->name, e->name_len) == 0;
}

/* 0 or 1, in whatever unit but percent. */
static bool
is_tiny(const struct token *t, enum attr attr)
{
	const struct token_span *v = &t->attr[attr];
	size_t i = 0;

	if (!(t->attrs >> attr & 1) || v->n == 0 || v->s[0] < '0' ||
	    v->s[0] > '1')
		return false;
	while (i < v->n && v->s[i] == '0')
		i++;
	i += i < v->n && v->s[i] == '1';
	return i == v->n || (v->s[i] != '%' &&
	    (v->s[i] < '0' || v->s[i] > '9'));
}

/* An image that no reader is meant to see counts readers. */
static bool
is_pixel(const struct token *t)
{
	return is_tiny(t, AT_WIDTH) || is_tiny(t, AT_HEIGHT);
}

/* An image or a sound without its address is nothing. */
static bool
needs_src(const struct element_rule *e)
{
	return e->is_void && (e->attrs >> AT_SRC & 1);
}

static bool
open_with_attrs(struct html *h, const struct element_rule *e,
    const struct token *t)
{
	uint32_t written = 0;
	size_t mark;

	flush(h);
	mark = h->out.len;
	put(h, "<", 1);
	put(h, e->name, e->name_len);
	if (t != NULL && t->attrs != 0)
		written = markup_put_attrs(&h->out, h->pool, h->base, e, t,
		    &h->ok);
	if ((e->treat == TREAT_BARE && written == 0) ||
	    (needs_src(e) && (!(written >> AT_SRC & 1) || is_pixel(t)))) {
		h->out.len = mark;
		return false;
	}
	put(h, ">", 1);
	return true;
}

static bool
stays_as_it_is(const struct element_rule *e, const struct token *t)
{
	if (t == NULL || t->kind != TOKEN_OPEN)
		return false;
	if (t->attrs != 0)
		return markup_is_plain_link(t);
	return e->treat == TREAT_KEEP && !needs_src(e) && is_plain_tag(t, e);
}

static bool
html_open(void *arg, const struct element_rule *e, const struct token *t)
{
	struct html *h = arg;

	if (!stays_as_it_is(e, t))
		return open_with_attrs(h, e, t);
	keep(h, t->s, t->n);
	return true;
}

static void
html_close(void *arg, const struct element_rule *e, const struct token *t)
{
	struct html *h = arg;

	if (t != NULL && t->kind == TOKEN_CLOSE && is_plain_tag(t, e)) {
		keep(h, t->s, t->n);
		return;
	}
	put(h, "</", 2);
	put(h, e->name, e->name_len);
	put(h, ">", 1);
}

/* Bytes of "&amp;", "&lt;" or "&gt;", which are what would be written. */
static size_t
kept_reference(const char *s, size_t n)
{
	if (n >= 5 && memcmp(s, "&amp;", 5) == 0)
		return 5;
	if (n >= 4 && (memcmp(s, "&lt;", 4) == 0 ||
	    memcmp(s, "&gt;", 4) == 0))
		return 4;
	return 0;
}

/* Decoded text; a reference can be two characters, one of them special. */
static void
html_char(struct html *h, const char *s, size_t n)
{
	for (; n > 0; n--, s++) {
		if (*s == '<')
			put(h, "&lt;", 4);
		else if (*s == '>')
			put(h, "&gt;", 4);
		else if (*s == '&')
			put(h, "&amp;", 5);
		else
			put(h, s, 1);
	}
}

static void
html_text(void *arg, const char *s, size_t n)
{
	struct html *h = arg;
	char out[MARKUP_CHAR_MAX];
	size_t used, len;

	while (n > 0) {
		if ((used = markup_plain_run(s, n)) > 0 ||
		    (used = kept_reference(s, n)) > 0)
			keep(h, s, used);
		else {
			used = markup_char(s, n, false, out, &len);
			html_char(h, out, len);
		}
		s += used;
		n -= used;
	}
}

static void
html_gap(void *arg)
{
	put(arg, " ", 1);
}

static const struct markup_sink html_sink = {
	html_open, html_close, html_text, html_gap
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* The result without blanks around it. */
static char *
finish(struct html *h)
{
	const char *s = h->run;
	size_t n = h->run_len;
	char *result;

	if (h->out.len > 0) {
		flush(h);
		s = h->out.data;
		n = h->out.len;
	}
	if (!h->ok)
		n = 0;
	while (n > 0 && is_blank(s[n - 1]))
		n--;
	while (n > 0 && is_blank(*s)) {
		s++;
		n--;
	}
	result = pool_strndup(h->pool, n > 0 ? s : "", n);
	buf_clear(&h->out);
	return result;
}

static void
html_init(struct html *h, struct pool *pool, const char *base_url)
{
	memset(h, 0, sizeof(*h));
	buf_init(&h->out, MARKUP_OUT_MAX);
	h->pool = pool;
	h->base = base_url;
	h->ok = true;
}

char *
markup_sanitize(struct pool *pool, const char *html, size_t n,
    const char *base_url)
{
	struct html h;

	html_init(&h, pool, base_url);
	if (memchr(html, '<', n) == NULL)
		html_text(&h, html, n);
	else
		markup_build(html, n, &html_sink, &h);
	return finish(&h);
}

static void
add_plain(struct html *h, const char *s, size_t n)
{
	char out[MARKUP_CHAR_MAX];
	size_t used, len;

	for (; n > 0; s += used, n -= used) {
		if ((used = markup_plain_run(s, n)) > 0)
			keep(h, s, used);
		else if (*s == '&') {
			html_char(h, s, 1);
			used = 1;
		} else {
			used = markup_char(s, n, false, out, &len);
			html_char(h, out, len);
		}
	}
}

char *
markup_escape(struct pool *pool, const char *text, size_t n)
{
	struct html h;

	html_init(&h, pool, NULL);
	add_plain(&h, text, n);
	return finish(&h);
}

char *
markup_from_lines(struct pool *pool, const char *text, size_t n)
{
	const char *end = text + n, *nl;
	struct html h;

	html_init(&h, pool, NULL);
	while (end > text && is_blank(end[-1]))
		end--;
	while ((nl = memchr(text, '\n', (size_t)(end - text))) != NULL) {
		add_plain(&h, text, (size_t)(nl - text));
		put(&h, "<br>", 4);
		text = nl + 1;
	}
	add_plain(&h, text, (size_t)(end - text));
	return finish(&h);
}
