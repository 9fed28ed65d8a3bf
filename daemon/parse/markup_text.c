/* SPDX-License-Identifier: ISC */
/*
 * Plain text from the same tree that the sanitiser writes down, so that
 * what no reader sees is never matched.  Blanks are held back until a word
 * follows, which is how they collapse.
 */
#include "parse/markup.h"

#include <string.h>

#include "base/buf.h"
#include "parse/markup_chars.h"
#include "parse/markup_tree.h"

struct text {
	struct buf	out;
	bool		space;		/* held back, in front of a word */
	unsigned int	lines;		/* newlines held back; at most 2 */
	unsigned int	pre;		/* open elements whose blanks count */
	bool		pre_begins;
	bool		ok;
};

static void
put(struct text *x, const char *s, size_t n)
{
	if (buf_add(&x->out, s, n) == -1)
		x->ok = false;
}

/* Blanks at the end of a line go. */
static void
trim(struct text *x)
{
	while (x->out.len > 0 && strchr(" \t\n",
	    x->out.data[x->out.len - 1]) != NULL)
		x->out.len--;
}

static void
put_held(struct text *x)
{
	if (x->lines > 0 && x->out.len > 0) {
		trim(x);
		put(x, "\n\n", x->lines);
	} else if (x->space && x->out.len > 0)
		put(x, " ", 1);
	x->space = false;
	x->lines = 0;
}

/* Blanks, and the first byte of the no-break space. */
static const unsigned char kinds[256] = {
	[' '] = 1, ['\n'] = 1, ['\t'] = 1, ['\r'] = 1, ['\f'] = 1, [0xc2] = 2
};

/* Bytes of the blank at s, 0 when there is none. */
static size_t
blank_len(const char *s, size_t n)
{
	switch (kinds[(unsigned char)*s]) {
	case 0:
		return 0;
	case 1:
		return 1;
	default:
		return n >= 2 && s[1] == '\xa0' ? 2 : 0;
	}
}

/* A word, and those behind it that single spaces divide. */
static size_t
words_len(const char *s, size_t n)
{
	size_t i = 0;

	for (;;) {
		while (i < n && kinds[(unsigned char)s[i]] == 0)
			i++;
		if (i == n)
			return n;
		if (blank_len(s + i, n - i) > 0 && (s[i] != ' ' ||
		    i + 1 == n || blank_len(s + i + 1, n - i - 1) > 0))
			return i;
		i++;
	}
}

static void
add_decoded(struct text *x, const char *s, size_t n)
{
	size_t used;

	if (x->pre > 0 && n > 0) {
		/* The newline behind the tag is not part of the text. */
		if (*s == '\n' && x->pre_begins) {
			s++;
			n--;
		}
		x->pre_begins = false;
		put_held(x);
		put(x, s, n);
		return;
	}
	while (n > 0) {
		if ((used = blank_len(s, n)) > 0)
			x->space = true;
		else {
			used = words_len(s, n);
			put_held(x);
			put(x, s, used);
		}
		s += used;
		n -= used;
	}
}

static void
text_text(void *arg, const char *s, size_t n)
{
	char out[MARKUP_CHAR_MAX];
	size_t used, len;

	while (n > 0) {
		if ((used = markup_plain_run(s, n)) > 0)
			add_decoded(arg, s, used);
		else {
			used = markup_char(s, n, false, out, &len);
			add_decoded(arg, out, len);
		}
		s += used;
		n -= used;
	}
}

/* A browser puts marks around q, and the marks say that it is speech. */
static bool
is_quote(const struct element_rule *e)
{
	return e->name_len == 1 && e->name[0] == 'q';
}

static bool
text_open(void *arg, const struct element_rule *e, const struct token *t)
{
	struct text *x = arg;

	switch ((enum shape)e->shape) {
	case SHAPE_PRE:
	case SHAPE_BLOCK:
		x->pre_begins = e->shape == SHAPE_PRE;
		x->pre += x->pre_begins;
		x->lines = 2;
		break;
	case SHAPE_CELL:
		x->space = true;
		break;
	case SHAPE_BREAK:
		x->lines += x->lines < 2;
		break;
	case SHAPE_INLINE:
		if (is_quote(e))
			add_decoded(x, "“", strlen("“"));
		break;
	}
	return true;
}

static void
text_close(void *arg, const struct element_rule *e, const struct token *t)
{
	struct text *x = arg;

	switch ((enum shape)e->shape) {
	case SHAPE_PRE:
	case SHAPE_BLOCK:
		x->pre -= e->shape == SHAPE_PRE;
		x->lines = 2;
		break;
	case SHAPE_CELL:
		x->space = true;
		break;
	default:
		if (is_quote(e))
			add_decoded(x, "”", strlen("”"));
		break;
	}
}

static void
text_gap(void *arg)
{
	add_decoded(arg, " ", 1);
}

static const struct markup_sink text_sink = {
	text_open, text_close, text_text, text_gap
};

char *
markup_text(struct pool *pool, const char *html, size_t n)
{
	struct text x;
	char *result;

	memset(&x, 0, sizeof(x));
	buf_init(&x.out, MARKUP_OUT_MAX);
	x.ok = true;
	markup_build(html, n, &text_sink, &x);
	trim(&x);
	result = pool_strndup(pool, x.ok ? buf_str(&x.out) : "", x.out.len);
	buf_clear(&x.out);
	return result;
}
