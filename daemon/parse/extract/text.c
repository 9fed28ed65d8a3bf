/* SPDX-License-Identifier: ISC */
/*
 * Plain text to an article: clean the bytes, cut lines, join what a mail
 * program wrapped, let layout.c say what each line is, and put the body
 * together.  The head of the article (when, who, where from) comes from
 * the lines that the body leaves out.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "parse/extract/extract.h"
#include "parse/extract/fold.h"
#include "parse/extract/lang.h"
#include "parse/extract/layout.h"
#include "parse/extract/lines.h"
#include "parse/extract/quote.h"
#include "parse/extract/stamp.h"

#define TEXT_MAX	(4U << 20)	/* bytes that are read */
#define LINKS_MAX	200
#define LINK_BYTES	2048
#define WRAP_MIN	50	/* a wrapped line is at least so long */
#define WRAP_MAX	100	/* bytes; longer lines are paragraphs */
#define STAMP_LINE	160	/* as stamp_read() reads */
#define BYLINE_MAX	120

struct text {
	struct article	*a;
	char		*clean;		/* cleaned bytes, lines by \n */
	size_t		 n;
	struct text_line *lines;
	size_t		 nlines;
};

/* Blanks become one blank, ill-formed bytes U+FFFD, the invisible goes. */
static char *
clean_text(const char *s, size_t n, size_t *len)
{
	char *out = xmalloc(n * 3 + 1);
	size_t i, k = 0;
	uint32_t cp;

	for (i = 0; i < n; ) {
		i += utf8_decode(s + i, n - i, &cp);
		if (cp == '\r')
			cp = i < n && s[i] == '\n' ? 0 : '\n';
		if (cp == 0x2028 || cp == 0x2029)
			cp = '\n';
		if (cp == 0 || cp == 0xad || cp == 0xfeff || cp == 0x200b ||
		    (cp < 0x20 && cp != '\n' && cp != '\t') || cp == 0x7f)
			continue;
		if (cp != '\n' && cp_is_blank(cp))
			cp = ' ';
		if ((cp == ' ' || cp == '\n') && k > 0 && out[k - 1] == ' ')
			k--;
		if (cp == ' ' && (k == 0 || out[k - 1] == '\n'))
			continue;
		k += utf8_encode(cp, out + k);
	}
	while (k > 0 && out[k - 1] == ' ')
		k--;
	out[k] = '\0';
	*len = k;
	return out;
}

static void
cut_lines(struct text *t)
{
	const char *at = t->clean, *end = t->clean + t->n, *eol;
	struct text_line *l;
	bool gap = true;

	t->lines = xcalloc(LAYOUT_LINES, sizeof(*t->lines));
	for (; at < end && t->nlines < LAYOUT_LINES; at = eol + 1) {
		eol = memchr(at, '\n', (size_t)(end - at));
		if (eol == NULL)
			eol = end;
		if (eol == at) {
			gap = true;
			continue;
		}
		l = &t->lines[t->nlines++];
		l->s = at;
		l->n = (size_t)(eol - at);
		l->gap = gap;
		gap = false;
	}
	if (at < end) {
		t->a->truncated = true;
		t->a->reason = "too many lines";
	}
}

static bool
starts_lower(const struct text_line *l)
{
	uint32_t cp;

	utf8_decode(l->s, l->n, &cp);
	return fold_cp(cp) == cp && cp_is_alnum(cp) && (cp < '0' || cp > '9');
}

/*
 * Texts that a mail program wrapped have most of their lines near one
 * width.  Lines that touch are then one paragraph.
 */
static bool
is_wrapped(const struct text *t)
{
	size_t i, inner = 0, near = 0, lower = 0;

	for (i = 0; i + 1 < t->nlines; i++) {
		if (t->lines[i + 1].gap)
			continue;
		inner++;
		near += t->lines[i].n >= WRAP_MIN && t->lines[i].n <=
		    WRAP_MAX * 2;
		lower += starts_lower(&t->lines[i + 1]);
	}
	return inner >= 4 && near * 10 >= inner * 7 && lower * 3 >= inner;
}

/* The newline between two joined lines turns into a blank in place. */
static void
unwrap(struct text *t)
{
	size_t i, k = 0;
	struct text_line *l = t->lines;

	if (!is_wrapped(t))
		return;
	for (i = 1; i < t->nlines; i++) {
		if (l[i].gap || l[k].n < WRAP_MIN / 2) {
			l[++k] = l[i];
			continue;
		}
		t->clean[l[i].s - t->clean - 1] = ' ';
		l[k].n = (size_t)(l[i].s + l[i].n - l[k].s);
	}
	t->nlines = t->nlines == 0 ? 0 : k + 1;
}

/* --- links -------------------------------------------------------------- */

static size_t
link_length(const char *s, size_t n)
{
	size_t i = 0;

	/* \302 begins « and », which nobody encodes in an address. */
	while (i < n && (unsigned char)s[i] > ' ' && s[i] != '\302' &&
	    strchr("<>\"{}|\\^`", s[i]) == NULL)
		i++;
	while (i > 0 && strchr(".,;:!?)'*", s[i - 1]) != NULL)
		i--;
	return i;
}

static void
add_link(struct article *a, const char *prefix, const char *s, size_t n)
{
	const char **links = (const char **)(void *)(uintptr_t)a->links;
	char *link;
	size_t i;

	if (n > LINK_BYTES || a->nlinks == LINKS_MAX)
		return;
	link = pool_printf(a->pool, "%s%.*s", prefix, (int)n, s);
	for (i = 0; i < a->nlinks; i++)
		if (strcmp(a->links[i], link) == 0)
			return;
	links = pool_grow(a->pool, links, a->nlinks, sizeof(*links));
	links[a->nlinks++] = link;
	a->links = links;
}

/* "https://…", and "t.me/…" as people write it. */
static void
find_links(struct text *t)
{
	static const struct {
		const char	*start;
		const char	*prefix;
	} forms[] = {
		{ "https://", "" }, { "http://", "" }, { "t.me/", "https://" }
	};
	const char *s = t->clean;
	size_t i, k, len;

	for (i = 0; i < t->n; i++) {
		if (s[i] != 'h' && s[i] != 't')
			continue;
		if (i > 0 && cp_is_alnum((unsigned char)s[i - 1]))
			continue;
		for (k = 0; k < sizeof(forms) / sizeof(forms[0]); k++) {
			if (strncmp(s + i, forms[k].start,
			    strlen(forms[k].start)) != 0)
				continue;
			len = link_length(s + i, t->n - i);
			if (len > strlen(forms[k].start))
				add_link(t->a, forms[k].prefix, s + i, len);
			i += len;
			break;
		}
	}
}

/* --- the head ------------------------------------------------------------- */

/* "By Jane Doe", "Автор: Иван Петров"; never an account or an agency. */
static void
read_byline(struct article *a, const struct text_line *l)
{
	static const char *const starts[] = { "by ", "written by ",
	    "author: ", "story by ", "автор: ", "автор текста: ",
	    "текст: ", NULL };
	char line[BYLINE_MAX];
	size_t i, from = 0, words = 0;
	uint32_t cp;

	if (l->n >= BYLINE_MAX || a->byline != NULL)
		return;
	fold_line(l->s, l->n, line, sizeof(line));
	for (i = 0; starts[i] != NULL; i++)
		if (strncmp(line, starts[i], strlen(starts[i])) == 0)
			break;
	if (starts[i] == NULL)
		return;
	/* The same number of blanks stands before the name as it stands. */
	for (words = 0, i = 0; starts[i] != NULL; i++)
		;
	while (from < l->n && l->s[from] != ':' && l->s[from] != ' ')
		from++;
	if (strncmp(line, "written by ", 11) == 0 ||
	    strncmp(line, "story by ", 9) == 0 ||
	    strncmp(line, "автор текста", 10) == 0)
		while (++from < l->n && l->s[from] != ' ')
			;
	while (from < l->n && (l->s[from] == ' ' || l->s[from] == ':'))
		from++;
	utf8_decode(l->s + from, l->n - from, &cp);
	for (i = from; i < l->n; i++)
		words += l->s[i] == ' ';
	if (words == 0 || fold_cp(cp) == cp ||
	    agency_find(l->s + from, l->n - from) != NULL)
		return;
	a->byline = pool_strndup(a->pool, l->s + from, l->n - from);
}

static void
read_stamp(struct article *a, const struct text_line *l)
{
	static const char *const later[] = { "updated", "modified",
	    "обновлено", "изменено", "оновлено", NULL };
	char iso[STAMP_MAX], line[STAMP_LINE];
	const char **when = &a->published;
	size_t i;

	if (!stamp_read(l->s, l->n, iso) || iso[0] == '\0')
		return;
	fold_line(l->s, l->n, line, sizeof(line));
	for (i = 0; later[i] != NULL; i++)
		if (fold_inside(line, later[i]) != NULL)
			when = &a->modified;
	if (*when == NULL)
		*when = pool_strdup(a->pool, iso);
}

static void
read_head(struct article *a, const struct text_line *l)
{
	if (l->kind == LINE_TIMESTAMP)
		read_stamp(a, l);
	if (l->kind == LINE_BYLINE)
		read_byline(a, l);
	if (l->role == ROLE_HEADLINE || l->role == ROLE_EITHER)
		a->headline = pool_strndup(a->pool, l->s, l->n);
	if (l->role == ROLE_SUBTITLE)
		a->subtitle = pool_strndup(a->pool, l->s, l->n);
}

static void
read_body(struct text *t)
{
	struct article *a = t->a;
	const struct text_line *l, *last = NULL;
	bool first = true;
	struct buf b;

	buf_init(&b, t->n * 2 + 1);
	for (l = t->lines; l < t->lines + t->nlines; l++) {
		read_head(a, l);
		if (l->role != ROLE_BODY && l->role != ROLE_EITHER)
			continue;
		if (b.len > 0)
			buf_adds(&b, "\n\n");
		if (first && l->role == ROLE_BODY) {
			dateline_read(a, l->s, l->n);
			first = false;
		}
		buf_add(&b, l->s, l->n);
		last = l;
	}
	a->text = pool_strndup(a->pool, buf_str(&b), b.len);
	buf_clear(&b);
	if (a->agency == NULL && a->headline != NULL)
		a->agency = agency_find(a->headline, strlen(a->headline));
	if (a->agency == NULL && last != NULL)
		a->agency = agency_find(last->s, last->n);
	if (a->agency != NULL)
		a->agency = pool_strdup(a->pool, a->agency);
}

struct article *
extract_text(const char *s, size_t n, const struct extract_opts *opts)
{
	struct text t = { .a = article_new() };
	size_t i;

	if (n > TEXT_MAX) {
		t.a->truncated = true;
		t.a->reason = "longer than the extractor reads";
		n = utf8_cut(s, n, TEXT_MAX);
	}
	t.clean = clean_text(s, n, &t.n);
	cut_lines(&t);
	unwrap(&t);
	for (i = 0; i < t.nlines; i++)
		layout_measure(&t.lines[i]);
	layout_roles(t.lines, t.nlines);
	read_body(&t);
	find_links(&t);
	if (opts != NULL && opts->url != NULL)
		t.a->url = pool_strdup(t.a->pool, opts->url);
	t.a->language = pool_strdup(t.a->pool, opts != NULL &&
	    opts->lang != NULL ? opts->lang :
	    lang_detect(t.a->text, strlen(t.a->text)));
	if (t.a->text[0] == '\0' && t.a->reason == NULL)
		t.a->reason = "no text";
	quotes_find(t.a);
	free(t.lines);
	free(t.clean);
	return t.a;
}
