/* SPDX-License-Identifier: ISC */
/*
 * Is this surname the person?  What stands around it decides: a given
 * name, initials, a patronymic between, an inverted name with its comma;
 * and against it somebody else's given name, or small letters.
 */
#include <string.h>

#include "base/utf8.h"
#include "match/common.h"
#include "match/run.h"

#define BETWEEN		3	/* words from a surname to its given name */

static const struct token *
tok_at(const struct match_set *m, uint32_t i)
{
	return &m->doc.toks.v[i];
}

static bool
has(const struct match_set *m, uint32_t i, uint32_t flags)
{
	return (tok_at(m, i)->flags & flags) != 0;
}

/* Is word i - 1 an initial's letter or two with their full stop? */
static bool
after_initial(const struct match_set *m, uint32_t i)
{
	const struct token *t = tok_at(m, i - 1);

	return (t->flags & TOK_DOT) != 0 && t->cpend - t->cp <= 2;
}

/* Do words i - 1 and i stand in one run of words? */
static bool
linked(const struct match_set *m, uint32_t i)
{
	if (has(m, i, TOK_PARA | TOK_COMMA))
		return false;
	return !has(m, i, TOK_STOP | TOK_SENT) || after_initial(m, i);
}

static bool
is_initial(const struct match_set *m, uint32_t i)
{
	const struct token *t = tok_at(m, i);
	uint32_t len = t->cpend - t->cp;

	return (t->flags & TOK_CAP) != 0 &&
	    (len == 1 || (len == 2 && (t->flags & TOK_DOT) != 0));
}

static bool
starts_as(const struct match_set *m, uint32_t i, uint32_t class)
{
	const struct class *c = &m->classes[class];
	uint32_t cp, k;

	utf8_decode(token_fold(&m->doc.toks, tok_at(m, i)),
	    tok_at(m, i)->foldlen, &cp);
	for (k = 0; k < c->ninitials; k++)
		if (c->initial[k] == cp)
			return true;
	return false;
}

/* An initial may be that of a middle name by which somebody goes. */
static bool
is_own_initial(const struct match_set *m, const struct name *n, uint32_t i)
{
	uint32_t k;

	for (k = 0; k < n->ngiven; k++)
		if (starts_as(m, i, n->given[k]))
			return true;
	return n->ngiven == 0;
}

static bool
is_given(const struct match_set *m, const struct name *n, uint32_t i)
{
	return n->ngiven > 0 &&
	    scan_has_class(m, tok_at(m, i)->hash, n->given[0]);
}

/* --- to the left -------------------------------------------------------- */

/* A first name before the surname that is not the figure's. */
static bool
is_another(const struct match_set *m, const struct name *n, uint32_t i)
{
	const struct token *t = tok_at(m, i);
	const struct given *g = forms_given(m->forms, t->hash);

	if (g == NULL || (has(m, i, TOK_SENT) &&
	    common_word(token_fold(&m->doc.toks, t), t->foldlen)))
		return false;
	if (n->initial)
		return !starts_as(m, i, n->given[0]);
	/* Of a figure without a first name only the sex may be known. */
	return n->ngiven > 0 || (g->female && n->male);
}

/* What stands to the left of a surname. */
enum left {
	LEFT_NOTHING,
	LEFT_ANOTHER,		/* somebody else's first name */
	LEFT_UNKNOWN,		/* a capital that may be one */
	LEFT_INITIAL,
	LEFT_GIVEN
};

/*
 * "Hunter Biden": a word with a capital inside a sentence that is neither
 * a title nor anything else that stands before surnames.  Not for other
 * scripts: Russian puts no comma behind "В Москве".
 */
static bool
may_be_first_name(const struct match_set *m, const struct dfield *f,
    uint32_t i)
{
	const struct token *t = tok_at(m, i);

	return (t->flags & TOK_CAP) != 0 && (t->flags & TOK_LATIN) != 0 &&
	    (t->flags & (TOK_CAPS | TOK_SENT | TOK_POSS | TOK_DIGIT |
	    TOK_BRACKET | TOK_QUOTE | TOK_DOT | TOK_GLUED)) == 0 &&
	    !has(m, i + 1, TOK_GLUED) && !f->titlecase &&
	    t->cpend - t->cp > 2 &&
	    !common_before_name(token_fold(&m->doc.toks, t), t->foldlen);
}

/* *first moves to the given name or the initials. */
static enum left
look_left(const struct match_set *m, const struct name *n,
    const struct dfield *f, uint32_t *first)
{
	uint32_t i = *first, steps, initial = NONE, before = NONE;

	for (steps = 0; steps < BETWEEN && i > f->first && linked(m, i);
	    steps++) {
		i--;
		if (is_given(m, n, i)) {
			*first = i;
			return LEFT_GIVEN;
		}
		if (is_initial(m, i))
			initial = i;
		else if (!has(m, i, TOK_CAP) || initial != NONE)
			break;
		else if (steps == 0 && !has(m, i + 1, TOK_QUOTE | TOK_BRACKET))
			before = i;
	}
	if (initial != NONE) {
		*first = initial;
		return is_own_initial(m, n, initial) ? LEFT_INITIAL :
		    LEFT_ANOTHER;
	}
	if (before == NONE)
		return LEFT_NOTHING;
	if (is_another(m, n, before))
		return LEFT_ANOTHER;
	return n->ngiven > 0 && !n->initial && may_be_first_name(m, f, before)
	    ? LEFT_UNKNOWN : LEFT_NOTHING;
}

/* --- to the right ------------------------------------------------------- */

static bool
is_patronymic(const struct match_set *m, uint32_t i)
{
	return name_is_patronymic(token_fold(&m->doc.toks, tok_at(m, i)),
	    tok_at(m, i)->foldlen);
}

/* "Naryshkin, Sergey Lavrov and …" is a list, not an inverted name. */
static bool
ends_name(const struct match_set *m, uint32_t i, uint32_t end)
{
	return i >= end || !linked(m, i) || !has(m, i, TOK_CAP) ||
	    is_patronymic(m, i) || is_initial(m, i);
}

static bool
look_right(const struct match_set *m, const struct name *n, uint32_t end,
    uint32_t *last)
{
	uint32_t i = *last + 1;
	bool comma;

	if (i >= end || has(m, i, TOK_PARA | TOK_STOP | TOK_SENT | TOK_QUOTE |
	    TOK_BRACKET) || has(m, *last, TOK_POSS))
		return true;
	comma = has(m, i, TOK_COMMA);
	if (is_given(m, n, i) && has(m, i, TOK_CAP) &&
	    (!comma || ends_name(m, i + 1, end))) {
		*last = i;
		if (i + 1 < end && linked(m, i + 1) && is_patronymic(m, i + 1))
			*last = i + 1;
		return true;
	}
	if (comma || !is_initial(m, i) || !has(m, i, TOK_DOT))
		return true;
	if (!is_own_initial(m, n, i))
		return false;
	while (i < end && is_initial(m, i) && has(m, i, TOK_DOT) &&
	    (i == *last + 1 || linked(m, i)))
		*last = i++;
	return true;
}

/* --- the surname itself ------------------------------------------------- */

/* The words before its last one; false when they are not there. */
static bool
take_surname(const struct match_set *m, const struct name *n, uint32_t low,
    uint32_t *first)
{
	uint32_t k;

	for (k = n->nsurname - 1; k-- > 0;) {
		if (*first == low || !linked(m, *first) || !scan_has_class(m,
		    tok_at(m, *first - 1)->hash, n->surname[k]))
			return false;
		--*first;
	}
	return true;
}

/* Endings that no other word has: small letters will do. */
static bool
is_only_a_name(const struct match_set *m, uint32_t i)
{
	static const char *const ends[] = { "shkin", "shkina", "enko",
	    "shvili", "nsky", "vsky", "nskiy", "nskyy", "ovich", "chuk",
	    "енко", "швили", "адзе" };
	const struct token *t = tok_at(m, i);
	const char *fold = token_fold(&m->doc.toks, t);
	size_t k, n;

	for (k = 0; k < sizeof(ends) / sizeof(ends[0]); k++) {
		n = strlen(ends[k]);
		if (t->foldlen > n + 2 &&
		    memcmp(fold + t->foldlen - n, ends[k], n) == 0)
			return true;
	}
	return false;
}

/* Does a capital here say that the word is a name? */
static bool
capital_tells(const struct match_set *m, const struct dfield *f, uint32_t i)
{
	if (has(m, i, TOK_SENT) || f->titlecase)
		return false;
	/* A shouted line says it of no word in particular. */
	return !has(m, i, TOK_CAPS) ||
	    !((i > f->first && has(m, i - 1, TOK_CAPS)) ||
	    (i + 1 < f->end && has(m, i + 1, TOK_CAPS)));
}

/* What a surname that is a word, too, has to show when it stands alone. */
static bool
is_plain_word(const struct match_set *m, const struct dfield *f, uint32_t i)
{
	const struct token *t = tok_at(m, i), *next = NULL;

	if (!common_word(token_fold(&m->doc.toks, t), t->foldlen))
		return false;
	if (i + 1 < f->end && linked(m, i + 1))
		next = tok_at(m, i + 1);
	if (next != NULL && common_verb(token_fold(&m->doc.toks, next),
	    next->foldlen))
		return false;
	if (i > f->first &&
	    !has(m, i, TOK_PARA | TOK_COMMA) &&
	    common_title(token_fold(&m->doc.toks, tok_at(m, i - 1)),
	    tok_at(m, i - 1)->foldlen))
		return false;
	if (common_month(token_fold(&m->doc.toks, t), t->foldlen))
		return true;
	/* "White House" */
	if (next != NULL && (next->flags & TOK_CAP) != 0 && !f->titlecase &&
	    (t->flags & TOK_POSS) == 0)
		return true;
	return !capital_tells(m, f, i);
}

/* "Martin Schulz" is no Mr Martin. */
static bool
is_first_name_here(const struct match_set *m, const struct dfield *f,
    uint32_t i)
{
	return i + 1 < f->end && linked(m, i + 1) && has(m, i + 1, TOK_CAP) &&
	    !has(m, i, TOK_POSS) && !f->titlecase &&
	    forms_given(m->forms, tok_at(m, i)->hash) != NULL;
}

enum person
person_at(const struct match_set *m, const struct name *n, uint32_t *first,
    uint32_t *last)
{
	const struct dfield *f = &m->doc.field[doc_field_of(&m->doc, *first)];
	uint32_t sur, at = *last;
	enum left left;
	bool full;

	if (!take_surname(m, n, f->first, first))
		return PERSON_NOT;
	sur = *first;
	if ((left = look_left(m, n, f, first)) == LEFT_ANOTHER)
		return PERSON_NOT;
	if (*first == sur && !look_right(m, n, f->end, last))
		return PERSON_NOT;
	full = *first != sur || *last != at;
	if (!full && !n->alone)
		return PERSON_NOT;
	if (!has(m, sur, TOK_CAP) && !has(m, at, TOK_CAP))
		return (full && left != LEFT_INITIAL) ||
		    has(m, sur, TOK_HASH) || is_only_a_name(m, at) ?
		    PERSON_SURE : PERSON_NOT;
	if (full)
		return PERSON_SURE;
	if (is_first_name_here(m, f, at))
		return PERSON_NOT;
	if (n->weak)
		return has(m, sur, TOK_CAPS) ? PERSON_NOT : PERSON_LIKELY;
	return left == LEFT_UNKNOWN || is_plain_word(m, f, at) ?
	    PERSON_LIKELY : PERSON_SURE;
}
