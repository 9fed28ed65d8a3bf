/* SPDX-License-Identifier: ISC */
/*
 * Noun phrases from the side that is known: leftwards from a verb, or
 * rightwards from it.  No grammar: articles, titles, capitals and "of"
 * hold a phrase together, marks, verbs and conjunctions end it.
 */
#include "parse/extract/quote_np.h"

#include <string.h>

#include "parse/extract/person.h"
#include "parse/extract/quote_lex.h"
#include "parse/extract/quote_verb.h"

#define NP_TOKENS	24	/* of the longest phrase */
#define LEAD_TOKENS	60	/* before a sentence's subject */

#define PRONOUNS	(L_HE | L_SHE | L_THEY | L_IT)
#define STRONG		(L_TITLE | L_NAT | L_ORG | L_GROUP | L_HONOR | \
	L_PLACE | L_MEDIA)
#define BREAKS		(L_CONJ | L_THAT | L_AUX | L_BE | L_NOT | L_WHO | \
	L_ADV | PRONOUNS)

static enum np_kind
pronoun_kind(uint32_t cls)
{
	return (cls & L_HE) != 0 ? NP_HE : (cls & L_SHE) != 0 ? NP_SHE :
	    (cls & L_THEY) != 0 ? NP_THEY : NP_IT;
}

static bool
is_pronoun(const struct tok *t)
{
	return t->kind == TOK_WORD && (t->cls & PRONOUNS) != 0;
}

/* A verb that cannot be the noun it looks like. */
static bool
is_plain_verb(const struct tok *t)
{
	return (t->verb & V_FINITE) != 0 && (t->verb & V_NOUN) == 0 &&
	    (t->cls & STRONG) == 0 && (t->shape & SHAPE_CAP) == 0;
}

static bool
is_noun(const struct tok *t)
{
	return t->kind == TOK_WORD && (t->cls & (BREAKS | L_PREP | L_DET |
	    L_OF)) == 0 && !is_plain_verb(t);
}

/* --- leftwards -------------------------------------------------------- */

/* "the head of", "sources in", "spokesman for": goes on to the left. */
static bool
prep_joins(const struct outer *o, size_t prep)
{
	size_t l = outer_left(o, prep);

	if (l == OUTER_NONE || !is_noun(&o->v[l]))
		return false;
	return (o->v[prep].cls & L_OF) != 0 ||
	    (o->v[l].cls & (L_TITLE | L_GROUP | L_ORG)) != 0;
}

static bool
is_adjective_ru(const struct outer *o, const struct tok *t)
{
	static const char *const ends[] = { "ый", "ий", "ой", "ая", "яя",
	    "ого", "его", "ому", "ему", "ым", "им", "ые", "ие", "ых", "их",
	    NULL };
	size_t i, k, n = t->end - t->at;

	if ((t->shape & SHAPE_CYR) == 0)
		return false;
	for (i = 0; ends[i] != NULL; i++) {
		k = strlen(ends[i]);
		if (n > k + 4 && memcmp(o->ts->s + t->end - k, ends[i], k)
		    == 0)
			return true;
	}
	return false;
}

static bool
is_strong(const struct outer *o, const struct tok *t)
{
	enum lex_role role;
	bool oblique;

	if ((t->cls & STRONG) != 0 || tok_cap(t) || t->kind == TOK_NUM)
		return true;
	if ((t->shape & SHAPE_CYR) == 0 || t->cls != 0)
		return false;
	return lex_find_noun(tok_word(o->ts, t), &role, &oblique) != 0 ||
	    is_adjective_ru(o, t);
}

/* Russian parties and firms stand in marks: депутат от «…» Иванов. */
static bool
quote_in_np(const struct outer *o, size_t i)
{
	const struct span *s = &o->sp->v[o->v[i].span];

	if (i == 0 || s->last - s->first > 4 || o->v[i + 1].kind != TOK_WORD)
		return false;
	/* the "Pose" actor */
	if ((o->v[i - 1].cls & L_DET) != 0)
		return true;
	return o->v[i - 1].kind == TOK_WORD && tok_cap(&o->v[i + 1]) &&
	    (o->v[i + 1].shape & SHAPE_CYR) != 0;
}

/* The leftmost token of the phrase that i belongs to. */
static size_t
np_extend(const struct outer *o, size_t i)
{
	size_t best = i, k = i, l, p;

	while ((l = outer_left(o, k)) != OUTER_NONE && i - l < NP_TOKENS) {
		const struct tok *t = &o->v[l];

		if (t->sent != o->v[i].sent)
			break;
		if (t->kind == TOK_QUOTE && quote_in_np(o, l)) {
			k = l;
			continue;
		}
		if ((t->kind != TOK_WORD && t->kind != TOK_NUM) ||
		    (t->cls & BREAKS) != 0 || (is_plain_verb(t) &&
		    ((t->verb & V_OTHER) == 0 || (t->verb & V_PP) == 0)))
			break;
		if ((t->cls & (L_PREP | L_OF)) != 0) {
			if (!prep_joins(o, l))
				break;
			k = l;
			continue;
		}
		k = l;
		if ((t->cls & L_DET) != 0) {
			best = l;
			p = outer_left(o, l);
			if (p == OUTER_NONE || (o->v[p].cls & (L_PREP |
			    L_OF)) == 0)
				break;
		} else if (is_strong(o, t)) {
			best = l;
		}
	}
	return best;
}

/* "spokesman for the Foreign Ministry" is a role, not the ministry. */
static bool
np_settle(const struct outer *o, struct np *np)
{
	size_t i;

	for (i = np->from; np->kind == NP_BODY && i < np->to; i++)
		if ((o->v[i].cls & (L_TITLE | L_GROUP)) != 0)
			np->kind = NP_ROLE;
	return np->kind != NP_NONE;
}

static void
set_name(struct np *np, const struct name_run *r, size_t to)
{
	np->to = to;
	np->name_from = r->from < to ? r->from : to;
	np->name_to = to;
	np->kind = np->name_from < to ? NP_NAME : NP_BODY;
}

/* "Department for Communities", "spokesman for Putin": not who speaks. */
static bool
is_complement(const struct outer *o, const struct np *np, size_t start)
{
	return np->kind == NP_NAME && np->name_from == start &&
	    np->name_to - start == 1 && np->from + 1 < start &&
	    (o->v[start - 1].cls & L_PREP) != 0 &&
	    (o->v[start].cls & L_FIRST) == 0;
}

bool
np_left(const struct outer *o, size_t i, struct np *np)
{
	const struct tok *t = &o->v[i];
	struct name_run r;
	size_t start;

	memset(np, 0, sizeof(*np));
	np->from = np->name_from = np->name_to = i;
	np->to = i + 1;
	if (is_pronoun(t)) {
		np->kind = pronoun_kind(t->cls);
		return true;
	}
	if (tok_cap(t) && (t->cls & (BREAKS | L_PREP | L_DET)) == 0) {
		start = name_run_start(o->v, i);
		/* "В МЧС", "But Putin" at the head of a sentence. */
		while (start < i && (o->v[start].cls & (BREAKS | L_PREP)) != 0
		    && (o->v[start].cls & L_FIRST) == 0)
			start++;
		if (!name_run_at(o->v, o->len, start, &r) || r.to <= i)
			return false;
		set_name(np, &r, i + 1);
		np->from = np_extend(o, start);
		if (is_complement(o, np, start))
			np->name_from = np->name_to = np->to;
		if (np->name_from == np->name_to)
			np->kind = NP_BODY;
		/* "the Italian" */
		if (np->kind == NP_BODY && i == start && (t->cls & L_NAT) !=
		    0 && start > 0 && (o->v[start - 1].cls & L_DET) != 0)
			np->kind = NP_ROLE;
		return np_settle(o, np) && (t->shape & SHAPE_POSS) == 0;
	}
	if (!is_noun(t))
		return false;
	np->kind = NP_ROLE;
	np->from = np_extend(o, i);
	return (t->shape & SHAPE_POSS) == 0;
}

/* "the appointed director": before its noun, not behind it. */
static bool
is_participle(const struct outer *o, size_t i, size_t from)
{
	return (o->v[i].verb & V_PP) != 0 && (i == from ||
	    (o->v[i - 1].cls & (L_DET | L_ADV)) != 0);
}

/* "женщина брала": a verb that no table has. */
static bool
looks_past_ru(const struct outer *o, const struct tok *t)
{
	static const char *const ends[] = { "ла", "ли", "ло", "лся", "лась",
	    "лись", "ил", "ал", "ел", "ял", NULL };
	size_t i, k, n = t->end - t->at;

	if ((t->shape & (SHAPE_CYR | SHAPE_CAP)) != SHAPE_CYR || t->cls != 0)
		return false;
	for (i = 0; ends[i] != NULL; i++) {
		k = strlen(ends[i]);
		if (n > k + 2 && memcmp(o->ts->s + t->end - k, ends[i], k)
		    == 0)
			return true;
	}
	return false;
}

/* --- rightwards ------------------------------------------------------- */

/* ", Sergei Naryshkin," behind a role is the role's bearer. */
static void
take_apposed_name(const struct outer *o, struct np *np)
{
	struct name_run r;
	size_t i = np->to;

	if (np->kind != NP_ROLE || i + 1 >= o->len ||
	    !tok_punct(&o->v[i], ',') ||
	    !name_run_at(o->v, o->len, i + 1, &r) || r.from >= r.to ||
	    r.to - r.from < 2)
		return;
	np->name_from = r.from;
	np->name_to = np->to = r.to;
	np->kind = NP_NAME;
}

bool
np_right(const struct outer *o, size_t i, struct np *np)
{
	size_t end = outer_sentence_end(o, i), k, r;
	struct name_run run;

	memset(np, 0, sizeof(*np));
	np->from = np->to = np->name_from = np->name_to = i;
	if (i >= o->len || o->v[i].kind != TOK_WORD)
		return false;
	if (is_pronoun(&o->v[i])) {
		np->kind = pronoun_kind(o->v[i].cls);
		np->to = i + 1;
		return true;
	}
	for (k = i; k < end && k < i + NP_TOKENS; k = r) {
		const struct tok *t = &o->v[k];

		r = outer_right(o, k);
		if (k > i && t->kind == TOK_QUOTE && quote_in_np(o, k))
			continue;
		if (tok_cap(t) && name_run_at(o->v, o->len, k, &run)) {
			set_name(np, &run, run.to);
			r = run.to;
			/* A name ends it, but for "Russia's", "of Kyiv". */
			if (run.from < run.to && (o->v[run.to - 1].shape &
			    SHAPE_POSS) == 0)
				return true;
			continue;
		}
		if ((t->kind != TOK_WORD && t->kind != TOK_NUM) ||
		    (t->cls & (BREAKS & ~(uint32_t)L_ADV)) != 0 ||
		    (is_plain_verb(t) && !is_participle(o, k, i)) ||
		    (k > i && looks_past_ru(o, t)))
			break;
		if ((t->cls & L_PREP) != 0 && (t->cls & L_OF) == 0)
			break;
		if (np->kind != NP_BODY || (t->cls & (L_OF | L_DET)) == 0)
			np->kind = NP_ROLE;
		np->to = k + 1;
	}
	np_settle(o, np);
	take_apposed_name(o, np);
	return np->kind != NP_NONE;
}

/* --- a sentence's subject --------------------------------------------- */

/* Past "In contrast," and "Asked whether …,": to the comma that ends it. */
static size_t
skip_lead(const struct outer *o, size_t from, size_t end)
{
	const struct tok *t = &o->v[from];
	size_t i;

	if ((t->cls & (L_PREP | L_CONJ | L_ADV | L_TIME)) == 0 &&
	    (t->verb & (V_ING | V_PP)) == 0)
		return from;
	for (i = from; i < end && i < from + LEAD_TOKENS; i++)
		if (tok_punct(&o->v[i], ',') && i + 1 < end &&
		    (o->v[i + 1].cls & (L_WHO | L_PREP)) == 0)
			return i + 1;
	return from;
}

bool
np_subject(const struct outer *o, size_t from, size_t end, struct np *np)
{
	size_t i, start = skip_lead(o, from, end);

	for (i = start; i < end && i < start + NP_TOKENS; i++) {
		const struct tok *t = &o->v[i];

		if (t->kind == TOK_QUOTE || is_plain_verb(t))
			return false;
		if (is_pronoun(t))
			return np_right(o, i, np);
		if ((t->cls & (L_PREP | L_CONJ | L_ADV | L_AUX)) != 0)
			continue;
		if (t->kind == TOK_WORD)
			return np_right(o, i, np);
	}
	return false;
}
