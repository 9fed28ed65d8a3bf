/* SPDX-License-Identifier: ISC */
/*
 * Attributes of kept elements: by kind of value, decoded, judged and written
 * anew.  Nothing of a value reaches the output that its kind does not allow,
 * however it was encoded; addresses additionally need a scheme that does
 * nothing when it is opened.
 */
#include "parse/markup_attrs.h"

#include <string.h>
#include <strings.h>

#include "base/uri.h"
#include "parse/markup.h"
#include "parse/markup_chars.h"

#define WORD_MAX	64	/* bytes of a lang, dir, datetime, … */
#define NUMBER_MAX	5	/* digits */
#define TEXT_MAX	8192	/* bytes of a title or alt, as it stands */
#define DATA_MAX	65536	/* bytes of an image inside the markup */

#define BIT(a)		(UINT32_C(1) << (a))

struct writer {
	struct buf		*out;
	struct pool		*pool;
	const char		*base;
	const struct token	*t;
	uint32_t		 written;
	bool			 ok;
};

/* The reference that stands for a sign; NULL: it stands for itself. */
static const char *const references[256] = {
	['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;",
	['\''] = "&#39;", ['`'] = "&#96;"
};

int
markup_put_escaped(struct buf *b, const char *s, size_t n)
{
	size_t run;
	int rc = 0;

	while (n > 0 && rc == 0) {
		for (run = 0; run < n; run++)
			if (references[(unsigned char)s[run]] != NULL)
				break;
		rc = buf_add(b, s, run);
		if (run < n)
			rc |= buf_adds(b, references[(unsigned char)s[run++]]);
		s += run;
		n -= run;
	}
	return rc;
}

/* s is as it may stand between the quotes. */
static void
write_ready(struct writer *w, enum attr attr, const char *s, size_t n)
{
	const struct attr_rule *rule = markup_attr_rule(attr);
	struct buf *b = w->out;

	if (buf_addc(b, ' ') == -1 ||
	    buf_add(b, rule->name, rule->name_len) == -1 ||
	    buf_add(b, "=\"", 2) == -1 || buf_add(b, s, n) == -1 ||
	    buf_addc(b, '"') == -1)
		w->ok = false;
	w->written |= BIT(attr);
}

static void
write_attr(struct writer *w, enum attr attr, const char *s, size_t n)
{
	struct buf value;

	buf_init(&value, MARKUP_OUT_MAX);
	if (markup_put_escaped(&value, s, n) == -1)
		w->ok = false;
	write_ready(w, attr, buf_str(&value), value.len);
	buf_clear(&value);
}

/* Most values need neither decoding nor escaping. */
static bool
is_ready(const struct token_span *v)
{
	return v->n <= TEXT_MAX && markup_plain_run(v->s, v->n) == v->n &&
	    memchr(v->s, '"', v->n) == NULL &&
	    memchr(v->s, '\'', v->n) == NULL &&
	    memchr(v->s, '`', v->n) == NULL;
}

static void
write_text(struct writer *w, enum attr attr, const struct token_span *v)
{
	struct buf b;

	if (v->n > 0 && is_ready(v)) {
		write_ready(w, attr, v->s, v->n);
		return;
	}
	buf_init(&b, TEXT_MAX * 2);
	if (v->n <= TEXT_MAX && markup_decode(&b, v->s, v->n, true) == 0 &&
	    (b.len > 0 || attr == AT_ALT))
		write_attr(w, attr, buf_str(&b), b.len);
	buf_clear(&b);
}

static bool
is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9');
}

static bool
is_word_char(char c)
{
	return is_alnum(c) || (c != '\0' && strchr("-+:./ ", c) != NULL);
}

static void
write_word(struct writer *w, enum attr attr, const struct token_span *v)
{
	size_t i;

	for (i = 0; i < v->n; i++)
		if (!is_word_char(v->s[i]))
			return;
	if (v->n > 0 && v->n <= WORD_MAX)
		write_ready(w, attr, v->s, v->n);
}

/* "640", "100%", and of "640px" what browsers read. */
static void
write_number(struct writer *w, enum attr attr, const struct token_span *v)
{
	size_t n = 0;

	while (n < v->n && v->s[n] >= '0' && v->s[n] <= '9')
		n++;
	if (n == 0 || n > NUMBER_MAX)
		return;
	if (n < v->n && v->s[n] == '%')
		n++;
	write_ready(w, attr, v->s, n);
}

/*
 * An image inside the markup: raster formats in base64 alone, since an SVG
 * is a program.
 */
static bool
is_data_image(const char *s, size_t n)
{
	static const char *const types[] = {
		"data:image/png;base64,", "data:image/gif;base64,",
		"data:image/jpeg;base64,", "data:image/jpg;base64,",
		"data:image/webp;base64,", "data:image/avif;base64,"
	};
	size_t i, at = 0;

	if (n > DATA_MAX)
		return false;
	for (i = 0; i < sizeof(types) / sizeof(types[0]) && at == 0; i++)
		if (n > strlen(types[i]) &&
		    strncasecmp(s, types[i], strlen(types[i])) == 0)
			at = strlen(types[i]);
	if (at == 0)
		return false;
	for (; at < n; at++)
		if (s[at] == ' ' || s[at] == ':' || s[at] == '-' ||
		    s[at] == '.' || (!is_word_char(s[at]) && s[at] != '='))
			return false;
	return true;
}

/* Bytes of an address that need no look: 1 anywhere, 2 behind the host. */
static const unsigned char plain_in_address[256] = {
	['a' ... 'z'] = 1, ['A' ... 'Z'] = 1, ['0' ... '9'] = 1, ['-'] = 1,
	['.'] = 1, ['/'] = 2, [':'] = 2, ['+'] = 2, ['_'] = 2, ['~'] = 2,
	['?'] = 2, ['#'] = 2, ['='] = 2, ['%'] = 2, [','] = 2, [';'] = 2,
	['@'] = 2, ['!'] = 2, ['$'] = 2, ['*'] = 2, ['('] = 2, [')'] = 2
};

/*
 * A whole web address with nothing in it to resolve, decode or escape: most
 * of those in feeds.  What this lets through is what uri_resolve() leaves.
 */
static bool
is_ready_address(const char *s, size_t n)
{
	const char *end = s + n;

	if (n < 8 || n > URI_MAX || memcmp(s, "http", 4) != 0)
		return false;
	s += s[4] == 's' ? 5 : 4;
	if (memcmp(s, "://", 3) != 0 || s + 3 == end || !is_alnum(s[3]))
		return false;
	for (s += 3; s < end && plain_in_address[(unsigned char)*s] == 1; s++)
		continue;
	if (s < end && *s != '/')
		return false;
	for (; s < end; s++)
		if (plain_in_address[(unsigned char)*s] == 0 &&
		    (end - s < 5 || memcmp(s, "&amp;", 5) != 0))
			return false;
	return true;
}

static void
write_address(struct writer *w, enum attr as, const struct attr_rule *rule,
    const struct token_span *v)
{
	bool image = as == AT_SRC && w->t->element->is_void;
	char *abs = NULL;
	struct buf b;

	if (is_ready_address(v->s, v->n) ||
	    (image && is_data_image(v->s, v->n))) {
		write_ready(w, as, v->s, v->n);
		return;
	}
	buf_init(&b, URI_MAX);
	/* What is encoded twice is data to a browser, and so it is here. */
	if (v->n <= URI_MAX && markup_decode(&b, v->s, v->n, true) == 0 &&
	    strlen(buf_str(&b)) == b.len)
		abs = uri_resolve(w->pool, w->base, buf_str(&b));
	if (abs != NULL && (rule->value == VALUE_LINK ? uri_is_safe(abs) :
	    uri_is_web(abs)))
		write_attr(w, as, abs, strlen(abs));
	buf_clear(&b);
}

/* The address of an image that is loaded late stands beside a stand-in. */
static void
write_src(struct writer *w, const struct attr_rule *rule)
{
	const struct token *t = w->t;
	const struct token_span *v = &t->attr[AT_SRC];

	if ((t->attrs & BIT(AT_LAZY)) && (!(t->attrs & BIT(AT_SRC)) ||
	    (v->n >= 5 && strncasecmp(v->s, "data:", 5) == 0)))
		write_address(w, AT_SRC, rule, &t->attr[AT_LAZY]);
	if (!(w->written & BIT(AT_SRC)) && (t->attrs & BIT(AT_SRC)))
		write_address(w, AT_SRC, rule, v);
}

static void
write_one(struct writer *w, enum attr attr)
{
	const struct token_span *v = &w->t->attr[attr];
	const struct attr_rule *rule = markup_attr_rule(attr);

	switch ((enum value)rule->value) {
	case VALUE_TEXT:
		write_text(w, attr, v);
		break;
	case VALUE_WORD:
		write_word(w, attr, v);
		break;
	case VALUE_NUMBER:
		write_number(w, attr, v);
		break;
	case VALUE_FLAG:
		if (buf_addf(w->out, " %s", rule->name) == -1)
			w->ok = false;
		w->written |= BIT(attr);
		break;
	default:
		write_address(w, attr, rule, v);
		break;
	}
}

uint32_t
markup_put_attrs(struct buf *out, struct pool *pool, const char *base_url,
    const struct element_rule *e, const struct token *t, bool *ok)
{
	uint32_t left = t->attrs & e->attrs;
	struct writer w = { out, pool, base_url, t, 0, true };
	int attr;

	if (left & (BIT(AT_SRC) | BIT(AT_LAZY)))
		write_src(&w, markup_attr_rule(AT_SRC));
	left &= ~(BIT(AT_SRC) | BIT(AT_LAZY));
	for (attr = 0; left != 0; attr++, left >>= 1)
		if (left & 1)
			write_one(&w, (enum attr)attr);
	*ok = *ok && w.ok;
	return w.written;
}

bool
markup_is_plain_link(const struct token *t)
{
	static const char front[] = "<a href=\"";
	const struct token_span *v = &t->attr[AT_HREF];
	size_t n = sizeof(front) - 1;

	return t->attrs == BIT(AT_HREF) && v->s == t->s + n &&
	    t->n == n + v->n + 2 && memcmp(t->s, front, n) == 0 &&
	    is_ready_address(v->s, v->n);
}
