/* SPDX-License-Identifier: ISC */
/*
 * Runs of capitalised words: "Russian Foreign Minister Sergei Lavrov" has
 * titles and a name, "Foreign Ministry" no name, "[US President Donald]
 * Trump" a name with brackets inside.
 */
#include "parse/extract/person.h"

#include "parse/extract/quote_lex.h"

#define RUN_TOKENS	14	/* words and marks of one run */

/* Words that stand before a name and are none. */
#define NOT_NAME	(L_DET | L_PREP | L_CONJ | L_ADV | L_AUX | L_BE | \
	L_NOT | L_HE | L_SHE | L_THEY | L_IT | L_WHO | L_THAT | L_TIME | \
	L_NAT | L_TITLE | L_HONOR | L_ORG | L_MEDIA | L_PLACE | L_GROUP | \
	L_ACT | L_THING)

static bool
is_bracket(const struct tok *t)
{
	return tok_punct(t, '[') || tok_punct(t, ']');
}

/* Whether the run goes on from token i to the next; how far, in *step. */
static bool
joins_next(const struct tok *v, size_t len, size_t i, size_t *step)
{
	size_t k = i + 1;

	if ((v[i].shape & SHAPE_POSS) != 0)
		return false;
	/* "J. Doe", "[Donald] Trump", "St. John" */
	while (k < len && k < i + 3 && (is_bracket(&v[k]) ||
	    (tok_punct(&v[k], '.') && (v[i].shape & SHAPE_ABBR) != 0)))
		k++;
	if (k + 1 < len && v[k].kind == TOK_WORD && (v[k].shape & SHAPE_CAP)
	    == 0 && (v[k].cls & L_PARTICLE) != 0 && k == i + 1 &&
	    tok_cap(&v[k + 1]))
		k++;
	if (k >= len || !tok_cap(&v[k]) ||
	    ((v[k].shape ^ v[i].shape) & SHAPE_CYR) != 0)
		return false;
	*step = k - i;
	return true;
}

static bool
is_first_name(const struct tok *t)
{
	return (t->cls & (L_FIRST | L_DUBIOUS)) == L_FIRST;
}

/* "SVR", "US"; but "GRIGOROV" behind a first name is a surname. */
static bool
is_acronym(const struct tok *v, size_t i, size_t start)
{
	if ((v[i].shape & SHAPE_UPPER) == 0)
		return false;
	if (i > start && (v[i - 1].cls & L_FIRST) != 0 &&
	    (v[i].cls & (L_ORG | L_PLACE)) == 0)
		return false;
	/* A text in capitals has no acronyms that could be told. */
	return i == start || (v[i - 1].shape & SHAPE_UPPER) == 0 ||
	    (v[i].cls & (L_ORG | L_PLACE | L_MEDIA)) != 0;
}

static bool
is_name_word(const struct tok *v, size_t i, size_t start, size_t to)
{
	const struct tok *t = &v[i];

	if (is_acronym(v, i, start))
		return false;
	if (is_first_name(t) && i + 1 < to)
		return true;
	/* "Will Smith" amid a sentence, "Роман Белоусов" behind a title. */
	if ((t->cls & L_FIRST) != 0 && (t->shape & SHAPE_FIRST) == 0 &&
	    i + 1 < to && tok_cap(&v[i + 1]) &&
	    (v[i + 1].cls & NOT_NAME) == 0)
		return true;
	if ((t->cls & L_FIRST) != 0 && (t->cls & NOT_NAME) == 0)
		return true;
	/* "Анна Ли", "Jack Will": behind a first name, small words are none. */
	if (i > start && is_first_name(&v[i - 1]) && (t->cls & (L_TITLE |
	    L_ORG | L_MEDIA | L_PLACE | L_HONOR | L_NAT)) == 0)
		return true;
	/* "Jun Galang": no month, unless "in" or a number stands by. */
	if ((t->cls & L_TIME) != 0 && i == start && i + 1 < to &&
	    (t->shape & SHAPE_FIRST) == 0 && t->end - t->at <= 4 &&
	    (i == 0 || (v[i - 1].cls & (L_PREP | L_NAT)) == 0) &&
	    (v[i + 1].cls & NOT_NAME) == 0 && tok_cap(&v[i + 1]))
		return true;
	/* "Asked Putin", "Says Putin" at the head of a sentence. */
	if (t->verb != 0 && (t->shape & SHAPE_FIRST) != 0)
		return false;
	return (t->cls & NOT_NAME) == 0;
}

/* "Нордбанка Людмила Фомина": a body's name in the genitive comes first. */
static bool
begins_name(const struct tok *v, size_t i, size_t from)
{
	return (v[i].shape & SHAPE_CYR) != 0 && is_first_name(&v[i]) &&
	    (v[from].cls & L_FIRST) == 0 && (v[from].shape & SHAPE_ABBR) == 0;
}

bool
name_run_at(const struct tok *v, size_t len, size_t i, struct name_run *r)
{
	size_t k, step;

	if (!tok_cap(&v[i]))
		return false;
	r->start = r->from = i;
	for (k = i; k < i + RUN_TOKENS && joins_next(v, len, k, &step);
	    k += step)
		;
	r->to = k + 1;
	/* "рассказал Идрисов РИА": the addressee is not part of it. */
	for (k = i + 1; k < r->to; k++)
		if ((v[k].cls & L_MEDIA) != 0 && (v[k].shape & SHAPE_CYR) !=
		    0 && (v[i].cls & NOT_NAME) == 0)
			r->to = k;
	/* The name begins behind the last word that is none. */
	for (k = r->start; k < r->to; k++)
		if (v[k].kind == TOK_WORD && (v[k].shape & SHAPE_CAP) != 0 &&
		    !is_name_word(v, k, r->start, r->to))
			r->from = k + 1;
		else if (k > r->from && k + 1 < r->to &&
		    begins_name(v, k, r->from))
			r->from = k;
	while (r->from < r->to && (v[r->from].kind != TOK_WORD ||
	    (v[r->from].shape & SHAPE_CAP) == 0))
		r->from++;
	return true;
}

size_t
name_run_start(const struct tok *v, size_t i)
{
	size_t k = i, p, step;

	while (k > 0 && i - k < RUN_TOKENS) {
		for (p = k - 1; p > 0 && p + 4 > k && !tok_cap(&v[p]); p--)
			;
		if (!tok_cap(&v[p]) || !joins_next(v, i + 1, p, &step) ||
		    p + step != k)
			break;
		k = p;
	}
	return k;
}
