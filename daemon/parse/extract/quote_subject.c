/* SPDX-License-Identifier: ISC */
/*
 * Subjects of verbs of speech.  On the left: past adverbs, times and
 * places, past asides between commas, up to a name, a role or a pronoun.
 * On the right: where a quotation stands before the verb.  Knows nothing
 * of what the verb means.
 */
#include "parse/extract/quote_subject.h"

#include <string.h>

#include "parse/extract/person.h"
#include "parse/extract/quote_lex.h"
#include "parse/extract/quote_verb.h"

#define SKIP_TOKENS	10	/* adverbs and times before a verb */
#define ASIDE_TOKENS	30	/* between the commas of an aside */
#define ASIDES		3
#define NAME_TOKENS	6	/* of a title in marks */
#define BY_TOKENS	14	/* from a passive verb to its "by" */

static bool
is_cyr(const struct tok *t)
{
	return (t->shape & SHAPE_CYR) != 0;
}

static bool
is_time(const struct tok *t)
{
	return (t->cls & L_TIME) != 0 || t->kind == TOK_NUM;
}

/* --- the left side ---------------------------------------------------- */

/* Back over "has also", "on Nov. 19", "then" to what may be a subject. */
static size_t
skip_adverbs(const struct outer *o, size_t verb, uint32_t *seen)
{
	size_t i = outer_left(o, verb), l, steps = 0;

	for (; i != OUTER_NONE && steps < SKIP_TOKENS; i = l, steps++) {
		const struct tok *t = &o->v[i];

		l = outer_left(o, i);
		if (t->kind == TOK_WORD && (t->cls & (L_ADV | L_AUX | L_NOT |
		    L_BE)) != 0) {
			*seen |= t->cls;
			continue;
		}
		if (is_time(t) || (tok_punct(t, '.') && l != OUTER_NONE &&
		    (o->v[l].shape & SHAPE_ABBR) != 0 && is_time(&o->v[l])))
			continue;
		/* "on Monday": the preposition goes with the time. */
		if ((t->cls & L_PREP) != 0 && steps > 0 && is_time(
		    &o->v[outer_right(o, i)]))
			continue;
		break;
	}
	return i;
}

static bool
same_sentence(const struct outer *o, size_t i, size_t verb)
{
	return i != OUTER_NONE && o->v[i].sent == o->v[verb].sent &&
	    o->v[i].kind != TOK_PARA;
}

/* "Peskov in Moscow said": past a place to the name before it. */
static bool
before_preposition(const struct outer *o, size_t i, struct np *np)
{
	size_t k = i, l, steps;

	for (steps = 0; steps < SKIP_TOKENS && k != OUTER_NONE; steps++) {
		const struct tok *t = &o->v[k];

		if (t->kind == TOK_QUOTE && is_cyr(&o->v[i])) {
			k = outer_left(o, k);
			continue;
		}
		if (t->kind != TOK_WORD || t->verb != 0 || (t->cls &
		    (L_CONJ | L_THAT | L_HE | L_SHE | L_THEY | L_WHO)) != 0)
			return false;
		l = outer_left(o, k);
		if ((t->cls & L_PREP) != 0 && (t->cls & L_OF) == 0 &&
		    same_sentence(o, l, i) && np_left(o, l, np) &&
		    (np->kind == NP_NAME || np->kind <= NP_SHE))
			return true;
		k = l;
	}
	return false;
}

/* the book "Salt": a short quotation amid words. */
static bool
is_name_in_marks(const struct outer *o, size_t i)
{
	const struct span *s = &o->sp->v[o->v[i].span];

	return s->last - s->first <= NAME_TOKENS && i > 0 &&
	    o->v[i - 1].kind == TOK_WORD &&
	    !tok_punct(&o->ts->v[s->last - 1], ',');
}

/* What stands between two commas before a verb. */
struct aside {
	size_t	open;		/* the first comma, or OUTER_NONE */
	size_t	first;
	size_t	close;		/* the second comma */
};

static bool
find_aside(const struct outer *o, size_t close, struct aside *a)
{
	size_t i = close, l;

	a->close = close;
	a->open = OUTER_NONE;
	a->first = close;
	while ((l = outer_left(o, i)) != OUTER_NONE && close - l <
	    ASIDE_TOKENS && same_sentence(o, l, close)) {
		if (o->v[l].kind == TOK_QUOTE && !is_name_in_marks(o, l))
			break;
		if (tok_punct(&o->v[l], ',')) {
			a->open = l;
			break;
		}
		a->first = i = l;
	}
	return a->first < close;
}

/* "…, Sergei Naryshkin, said": the name is what the role before it means. */
static bool
aside_is_name(const struct outer *o, const struct aside *a, struct np *np)
{
	struct name_run r;
	struct np role;
	size_t l;

	if (!name_run_at(o->v, o->len, a->first, &r) || r.from >= r.to ||
	    r.to != a->close)
		return false;
	np_left(o, a->close - 1, np);
	np->from = a->first;
	/* "the director of the SVR, Sergei Naryshkin" is one phrase. */
	if (a->open != OUTER_NONE && (l = outer_left(o, a->open)) !=
	    OUTER_NONE && np_left(o, l, &role) && role.kind != NP_NAME &&
	    (role.kind == NP_ROLE || role.kind == NP_BODY))
		np->from = role.from;
	return np->kind == NP_NAME;
}

/* A verb of the main clause between two tokens. */
static bool
has_main_verb(const struct outer *o, size_t from, size_t to)
{
	bool relative = false;
	size_t i;

	for (i = from; i < to; i++) {
		if (tok_punct(&o->v[i], ','))
			relative = false;
		relative |= (o->v[i].cls & (L_WHO | L_CONJ)) != 0;
		if (!relative && (o->v[i].verb & V_PAST) != 0 &&
		    (o->v[i].verb & V_PP) == 0)
			return true;
	}
	return false;
}

/* "…," Jim Doe, vice president for A, B, and C at D, said: the name. */
static bool
clause_head(const struct outer *o, size_t comma, struct np *np)
{
	size_t i = comma, start = o->starts[o->v[comma].sent];
	struct name_run r;

	while (i > start && comma - i < ASIDE_TOKENS * 2 &&
	    (o->v[i - 1].kind != TOK_QUOTE || is_name_in_marks(o, i - 1)))
		i--;
	if (i < comma && tok_punct(&o->v[i], ','))
		i++;
	if (!name_run_at(o->v, o->len, i, &r) || r.from >= r.to ||
	    r.to >= comma || !tok_punct(&o->v[r.to], ',') ||
	    has_main_verb(o, r.to, comma))
		return false;
	np_left(o, r.to - 1, np);
	np->from = i;
	return np->kind == NP_NAME;
}

/* "X, who heads Y, said", "X, 54, the mayor, said", "X, said". */
static enum found
past_asides(const struct outer *o, size_t comma, struct np *np)
{
	struct aside a;
	size_t l, n;

	if (clause_head(o, comma, np))
		return FOUND_NP;
	for (n = 0; n < ASIDES; n++, comma = a.open) {
		if (!find_aside(o, comma, &a))
			return FOUND_NONE;
		if (aside_is_name(o, &a, np))
			return FOUND_NP;
		if (a.open == OUTER_NONE) {
			/* No first comma: "Naryshkin, said" or a lead. */
			if (!np_left(o, outer_left(o, comma), np) ||
			    np->from != a.first || np->kind > NP_NAME)
				return FOUND_NONE;
			return FOUND_NP;
		}
		l = outer_left(o, a.open);
		if (!same_sentence(o, l, comma))
			return FOUND_NONE;
		if (np_left(o, l, np) && np->kind != NP_NONE &&
		    (o->v[l].cls & L_TIME) == 0) {
			/* Its own asides go on to the left. */
			if (np->from > 0 && tok_punct(&o->v[np->from - 1],
			    ',') && np->kind == NP_ROLE && n + 1 < ASIDES)
				continue;
			return FOUND_NP;
		}
	}
	return FOUND_NONE;
}

static enum found
antecedent(const struct outer *o, size_t who, struct np *np)
{
	size_t l = outer_left(o, who);

	if (l != OUTER_NONE && (o->v[l].cls & L_PREP) != 0)
		l = outer_left(o, l);
	if (l != OUTER_NONE && tok_punct(&o->v[l], ','))
		l = outer_left(o, l);
	return same_sentence(o, l, who) && np_left(o, l, np) ? FOUND_NP :
	    FOUND_NONE;
}

enum found
subject_left(const struct outer *o, size_t verb, struct np *np,
    bool *relative)
{
	uint32_t seen = 0, bits = o->v[verb].verb;
	size_t i = skip_adverbs(o, verb, &seen);
	const struct tok *t;

	/* "James Kennedy Jr. said" */
	if (i != OUTER_NONE && i > 0 && tok_punct(&o->v[i], '.') &&
	    (o->v[i - 1].shape & SHAPE_ABBR) != 0)
		i--;
	if (!same_sentence(o, i, verb))
		return FOUND_NONE;
	t = &o->v[i];
	if ((seen & L_BE) != 0 && (bits & V_ING) == 0 && !is_cyr(t))
		return FOUND_PASSIVE;
	/* "A spokesman for «Volga» said" */
	if (t->kind == TOK_QUOTE) {
		if (!is_name_in_marks(o, i) || !np_left(o, i - 1, np) ||
		    np->kind < NP_BODY)
			return FOUND_NONE;
		np->to = np->name_from = np->name_to = i + 1;
		return FOUND_NP;
	}
	if (tok_punct(t, ','))
		return past_asides(o, i, np);
	if ((t->cls & L_WHO) != 0) {
		*relative = true;
		return antecedent(o, i, np);
	}
	if ((t->cls & L_CONJ) != 0 && t->kind == TOK_WORD)
		return tok_is(o->ts, t, "and but then or yet и а но или") ?
		    FOUND_INHERIT : FOUND_NONE;
	if (t->kind != TOK_WORD)
		return FOUND_NONE;
	if (before_preposition(o, i, np))
		return FOUND_NP;
	return np_left(o, i, np) ? FOUND_NP : FOUND_NONE;
}

/* --- the right side --------------------------------------------------- */

/* "…," said X: only behind a quotation, its comma or a dash. */
static bool
may_invert(const struct outer *o, size_t verb)
{
	size_t l = outer_left(o, verb);

	if (l == OUTER_NONE || o->v[l].kind == TOK_PARA)
		return true;
	if (tok_punct(&o->v[l], '-') || tok_punct(&o->v[l], ','))
		l = outer_left(o, l);
	return l == OUTER_NONE || o->v[l].kind == TOK_QUOTE ||
	    o->v[l].sent != o->v[verb].sent;
}

/* "…," laughed Gemma; but not "believes the row". */
static bool
behind_quote(const struct outer *o, size_t verb)
{
	return verb > 0 && o->v[verb - 1].kind == TOK_QUOTE;
}

enum found
subject_right(const struct outer *o, size_t verb, size_t i, struct np *np)
{
	if (is_cyr(&o->v[verb]))
		return np_right_ru(o, i, o->v[verb].verb, np) ? FOUND_NP :
		    FOUND_NONE;
	if ((o->v[verb].verb & V_SAY) == 0 || !may_invert(o, verb) ||
	    ((o->v[verb].verb & V_WEAK) != 0 && !behind_quote(o, verb)))
		return FOUND_NONE;
	while (i < o->len && (o->v[i].cls & L_ADV) != 0)
		i++;
	return np_right(o, i, np) ? FOUND_NP : FOUND_NONE;
}

/* "by changing its name" names no agent. */
static bool
is_gerund(const struct outer *o, size_t i)
{
	const struct tok *t = &o->v[i];
	size_t n = t->end - t->at;

	return t->kind == TOK_WORD && (t->shape & SHAPE_CAP) == 0 && n > 4 &&
	    memcmp(o->ts->s + t->end - 3, "ing", 3) == 0;
}

/* "was announced on Thursday by the director" */
enum found
subject_agent(const struct outer *o, size_t verb, struct np *np)
{
	size_t i, end = outer_sentence_end(o, verb);

	for (i = verb + 1; i < end && i < verb + BY_TOKENS; i++)
		if (tok_is(o->ts, &o->v[i], "by"))
			return !is_gerund(o, i + 1) && np_right(o, i + 1,
			    np) ? FOUND_PASSIVE : FOUND_NONE;
	return FOUND_NONE;
}
