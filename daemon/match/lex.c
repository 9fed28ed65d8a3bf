/* SPDX-License-Identifier: ISC */
/* The words, quotes and signs of a query, one at a time. */
#include "match/lex.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "base/xalloc.h"

struct field_name {
	const char	*name;
	uint32_t	 fields;	/* 0: exact */
};

static const struct field_name field_names[] = {
	{ "title", QF_TITLE | QF_SUBTITLE },
	{ "text", QF_TEXT },
	{ "quote", QF_QUOTE },
	{ "speaker", QF_SPEAKER },
	{ "author", QF_AUTHOR },
	{ "outlet", QF_OUTLET },
	{ "agency", QF_AGENCY },
	{ "feed", QF_FEED },
	{ "lang", QF_LANG },
	{ "tag", QF_TAG },
	{ "exact", 0 }
};
#define NFIELD_NAMES	(sizeof(field_names) / sizeof(field_names[0]))

/* Quotes that people and their word processors write. */
static const char *const quotes[] = { "\"", "\u201c", "\u201d", "\u201e",
    "\u00ab", "\u00bb" };

uint32_t
lex_column(const struct lex *lx, const char *at)
{
	return (uint32_t)utf8_count(lx->start, (size_t)(at - lx->start)) + 1;
}

char *
lex_error(const struct lex *lx, const char *at, const char *fmt, ...)
{
	struct buf b;
	va_list ap;
	char *text;

	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) == -1)
		text = xstrdup("no memory for the reason");
	va_end(ap);
	buf_init(&b, 2 * QUERY_LEN + 1024);
	buf_addf(&b, "column %u: %s", lex_column(lx, at), text);
	free(text);
	return buf_take(&b, NULL);
}

static enum lexeme
bad(struct lex *lx, char *cause)
{
	lx->cause = cause;
	return LEX_BAD;
}

/* Bytes of the quotation mark at s, or 0. */
static size_t
quote_len(const char *s)
{
	size_t i, n;

	for (i = 0; i < sizeof(quotes) / sizeof(quotes[0]); i++) {
		n = strlen(quotes[i]);
		if (strncmp(s, quotes[i], n) == 0)
			return n;
	}
	return 0;
}

static bool
is_blank(const char *s)
{
	return *s == ' ' || *s == '\t' || *s == '\n' || *s == '\r' ||
	    strncmp(s, "\u00a0", 2) == 0;
}

static bool
ends_word(const char *s)
{
	return *s == '\0' || is_blank(s) || *s == '(' || *s == ')' ||
	    quote_len(s) > 0;
}

static void
skip_blanks(struct lex *lx)
{
	while (is_blank(lx->at))
		lx->at += strncmp(lx->at, "\u00a0", 2) == 0 ? 2 : 1;
}

/* A number of at most four digits behind sign; -1 when there is none. */
static int
take_number(struct lex *lx, char sign, uint32_t *out)
{
	const char *p = lx->at;
	uint32_t n = 0;

	if (*p != sign || p[1] < '0' || p[1] > '9')
		return -1;
	for (p++; *p >= '0' && *p <= '9' && n <= QUERY_DISTANCE; p++)
		n = n * 10 + (uint32_t)(*p - '0');
	lx->at = p;
	*out = n;
	return 0;
}

static bool
take_word(struct lex *lx, const char *word)
{
	size_t n = strlen(word);

	if (strncmp(lx->at, word, n) != 0 || !ends_word(lx->at + n))
		return false;
	lx->at += n;
	return true;
}

/* Letters up to a colon: a field.  0 none, 1 taken, -1 cause is set. */
static int
take_field(struct lex *lx)
{
	const char *p = lx->at;
	size_t i, n;

	while ((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z'))
		p++;
	if (p == lx->at || *p != ':')
		return 0;
	n = (size_t)(p - lx->at);
	for (i = 0; i < NFIELD_NAMES; i++)
		if (strncmp(field_names[i].name, lx->at, n) == 0 &&
		    field_names[i].name[n] == '\0')
			break;
	if (i == NFIELD_NAMES) {
		lx->cause = lex_error(lx, lx->at, "no field \"%.*s\" "
		    "(expected title, text, quote, speaker, author, outlet, "
		    "agency, feed, lang, tag or exact; a colon that is no "
		    "field stands in quotes)", (int)(n > 32 ? 32 : n), lx->at);
		return -1;
	}
	if (field_names[i].fields == 0)
		lx->exact = true;
	else
		lx->fields = field_names[i].fields;
	lx->at = p + 1;
	return 1;
}

static enum lexeme
term(struct lex *lx, enum term_kind kind, const char *s, size_t n)
{
	struct qterm *t = &lx->term;

	t->kind = kind;
	t->text = pool_strndup(lx->pool, s, n);
	t->part = pool_strndup(lx->pool, lx->from,
	    (size_t)(lx->at - lx->from));
	t->column = lex_column(lx, lx->from);
	t->exact = lx->exact;
	t->fields = lx->fields;
	return LEX_TERM;
}

static enum lexeme
take_quoted(struct lex *lx, enum term_kind kind)
{
	const char *open = lx->at, *s = open + quote_len(open), *p = s;

	while (*p != '\0' && quote_len(p) == 0)
		p++;
	if (*p == '\0')
		return bad(lx, lex_error(lx, open, "this quotation mark is "
		    "never closed (expected \")"));
	lx->at = p + quote_len(p);
	if (kind == TERM_PHRASE && *lx->at == '~' &&
	    (take_number(lx, '~', &lx->term.slop) == -1 ||
	    lx->term.slop > QUERY_DISTANCE))
		return bad(lx, lex_error(lx, lx->at, "expected a number of "
		    "words up to %d after ~", QUERY_DISTANCE));
	return term(lx, kind, s, (size_t)(p - s));
}

static enum lexeme
take_regex(struct lex *lx)
{
	const char *open = lx->at, *p;

	for (p = open + 1; *p != '\0' && *p != '/'; p++)
		if (*p == '\\' && p[1] != '\0')
			p++;
	if (*p == '\0')
		return bad(lx, lex_error(lx, open, "this pattern is never "
		    "closed (expected /)"));
	lx->at = p + 1;
	return term(lx, TERM_REGEX, open + 1, (size_t)(p - open - 1));
}

static enum lexeme
take_figure(struct lex *lx)
{
	const char *id = ++lx->at, *p = id;

	if (quote_len(p) > 0)
		return take_quoted(lx, TERM_NAME);
	while (!ends_word(p))
		p++;
	if (p == lx->at)
		return bad(lx, lex_error(lx, p, "expected a figure's id or a "
		    "quoted name after @"));
	lx->at = p;
	return term(lx, TERM_FIGURE, id, (size_t)(p - id));
}

static enum lexeme
take_plain(struct lex *lx)
{
	const char *s = lx->at, *p = s;

	while (!ends_word(p))
		p++;
	lx->at = p;
	if (p - s > 1 && p[-1] == '*')
		return term(lx, TERM_PREFIX, s, (size_t)(p - s) - 1);
	return term(lx, TERM_WORD, s, (size_t)(p - s));
}

static enum lexeme
take_operand(struct lex *lx)
{
	int rc;

	while ((rc = take_field(lx)) == 1)
		;
	if (rc == -1)
		return LEX_BAD;
	if (*lx->at == '(') {
		lx->at++;
		return LEX_OPEN;
	}
	if (quote_len(lx->at) > 0)
		return take_quoted(lx, TERM_PHRASE);
	if (*lx->at == '/')
		return take_regex(lx);
	if (*lx->at == '@')
		return take_figure(lx);
	if (ends_word(lx->at) || *lx->at == '-')
		return bad(lx, lex_error(lx, lx->at,
		    "expected a word, \"phrase\" or ( after the colon"));
	return take_plain(lx);
}

enum lexeme
lex_next(struct lex *lx)
{
	skip_blanks(lx);
	lx->from = lx->at;
	lx->fields = 0;
	lx->exact = false;
	lx->term.slop = 0;
	if (*lx->at == '\0')
		return LEX_END;
	if (*lx->at == ')') {
		lx->at++;
		return LEX_CLOSE;
	}
	if (*lx->at == '-') {
		lx->at++;
		if (ends_word(lx->at) && *lx->at != '(' &&
		    quote_len(lx->at) == 0)
			return bad(lx, lex_error(lx, lx->at,
			    "expected a word right behind -"));
		return LEX_NOT;
	}
	if (take_word(lx, "AND"))
		return LEX_AND;
	if (take_word(lx, "OR"))
		return LEX_OR;
	if (take_word(lx, "NOT"))
		return LEX_NOT;
	if (strncmp(lx->at, "NEAR", 4) == 0 &&
	    (lx->at[4] == '/' || ends_word(lx->at + 4))) {
		lx->at += 4;
		lx->distance = QUERY_NEAR;
		if (*lx->at == '/' &&
		    (take_number(lx, '/', &lx->distance) == -1 ||
		    lx->distance > QUERY_DISTANCE))
			return bad(lx, lex_error(lx, lx->at, "expected a "
			    "number of words up to %d after NEAR/",
			    QUERY_DISTANCE));
		return LEX_NEAR;
	}
	return take_operand(lx);
}
