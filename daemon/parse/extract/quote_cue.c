/* SPDX-License-Identifier: ISC */
/*
 * Finds verbs of speech outside quotations and their subjects: on the left
 * ("X said", "X, the mayor, said"), on the right behind a quotation ("said
 * X"), behind "by", or with an earlier verb ("and added").
 */
#include "parse/extract/quote_cue.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "parse/extract/person.h"
#include "parse/extract/quote_lex.h"
#include "parse/extract/quote_verb.h"

#define CUES_MAX	20000
#define SKIP_TOKENS	10	/* adverbs and times before a verb */
#define ASIDE_TOKENS	30	/* between the commas of an aside */
#define ASIDES		3
#define BY_TOKENS	14	/* from a passive verb to its "by" */

enum found { FOUND_NONE, FOUND_NP, FOUND_INHERIT, FOUND_PASSIVE };

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
		if ((t->cls & L_PREP) != 0 && (t->cls & L_OF) == 0)
			return same_sentence(o, l, i) && np_left(o, l, np) &&
			    (np->kind == NP_NAME || np->kind <= NP_SHE);
		k = l;
	}
	return false;
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
		if (o->v[l].kind == TOK_QUOTE)
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

/* "X, who heads Y, said", "X, 54, the mayor, said", "X, said". */
static enum found
past_asides(const struct outer *o, size_t comma, struct np *np)
{
	struct aside a;
	size_t l, n;

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

static enum found
subject_left(const struct outer *o, size_t verb, struct np *np)
{
	uint32_t seen = 0, bits = o->v[verb].verb;
	size_t i = skip_adverbs(o, verb, &seen);
	const struct tok *t;

	if (!same_sentence(o, i, verb))
		return FOUND_NONE;
	t = &o->v[i];
	if ((seen & L_BE) != 0 && (bits & V_ING) == 0 && !is_cyr(t))
		return FOUND_PASSIVE;
	if (t->kind == TOK_QUOTE)
		return FOUND_NONE;
	if (tok_punct(t, ','))
		return past_asides(o, i, np);
	if ((t->cls & L_WHO) != 0)
		return antecedent(o, i, np);
	if ((t->cls & L_CONJ) != 0 && t->kind == TOK_WORD)
		return tok_is(o->ts, t, "and but then or yet и а но или") ?
		    FOUND_INHERIT : FOUND_NONE;
	if (t->kind != TOK_WORD)
		return FOUND_NONE;
	if (before_preposition(o, i, np))
		return FOUND_NP;
	return np_left(o, i, np) ? FOUND_NP : FOUND_NONE;
}

/* --- is it speech at all? --------------------------------------------- */

static bool
has_article(const struct outer *o, const struct np *np)
{
	return (o->v[np->from].cls & L_DET) != 0;
}

/* "Trump claims", but not "the claims", "United States", "police reports". */
static bool
noun_or_verb(const struct outer *o, const struct cue *c)
{
	const struct tok *t = &o->v[c->verb], *r = t + 1;

	if ((c->vbits & V_NOUN) == 0 || (c->vbits & V_PAST) != 0)
		return true;
	if (c->np.kind >= NP_HE && c->np.kind <= NP_IT)
		return true;
	if (r->kind == TOK_QUOTE || tok_punct(r, ':') ||
	    (r->cls & (L_THAT | L_HE | L_SHE | L_THEY | L_IT)) != 0)
		return true;
	return c->np.kind == NP_NAME || has_article(o, &c->np);
}

/* "say" needs "would" or a plural before it. */
static bool
base_is_finite(const struct outer *o, const struct cue *c)
{
	size_t l = outer_left(o, c->verb);

	if ((c->vbits & (V_PRES | V_BASE)) != (V_PRES | V_BASE))
		return true;
	if (l != OUTER_NONE && (o->v[l].cls & L_AUX) != 0)
		return true;
	if (c->np.kind == NP_THEY)
		return true;
	return c->np.kind == NP_ROLE && (has_article(o, &c->np) ||
	    (o->v[c->np.to - 1].cls & L_GROUP) != 0);
}

static const struct {
	const char	*verbs;
	const char	*tails;
} phrases[] = {
	{ "point", "out" }, { "pointed", "out" }, { "points", "out" },
	{ "pointing", "out" }, { "went", "on" }, { "goes", "on" },
	{ "going", "on" }, { "hit", "back out" }, { "fired", "back" },
	{ "shot", "back" }, { "clapped", "back" }, { "lashed", "out" },
	{ "spoke", "out" }, { "cried", "out" }, { "blurted", "out" },
	{ "summed", "up" }, { "chimed", "in" }, { "spelled", "out" },
	{ "called calls calling", "for on" },
	{ "expressed expresses expressing voiced voices voicing",
	    "confidence hope concern regret doubt optimism support outrage "
	    "gratitude frustration disappointment belief fear concerns "
	    "doubts fears hopes" },
	{ "выразил выразила выразили выражает высказал высказала",
	    "уверенность надежду мнение сожаление обеспокоенность "
	    "благодарность убеждение сомнение предположение опасение" },
	{ "обратил обратила обращает", "внимание" },
	{ "подвел подвела", "итог" }
};

static size_t
verb_end(const struct outer *o, size_t verb)
{
	size_t i;

	for (i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++)
		if (tok_is(o->ts, &o->v[verb], phrases[i].verbs) &&
		    tok_is(o->ts, &o->v[verb + 1], phrases[i].tails))
			return verb + 2;
	return verb + 1;
}

/* Verbs that speak only with their particle: "went on", "hit back". */
static bool
lacks_particle(const struct outer *o, size_t verb)
{
	return tok_is(o->ts, &o->v[verb], "point points pointed pointing go "
	    "goes going went hit fire fired shot shoot clapped lashed summed "
	    "spelled put puts rule ruled gone") &&
	    verb_end(o, verb) == verb + 1;
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

static enum found
subject_right(const struct outer *o, size_t verb, struct np *np)
{
	size_t i = verb_end(o, verb);

	if (is_cyr(&o->v[verb]))
		return np_right_ru(o, i, o->v[verb].verb, np) ? FOUND_NP :
		    FOUND_NONE;
	if ((o->v[verb].verb & V_SAY) == 0 || !may_invert(o, verb))
		return FOUND_NONE;
	while (i < o->len && (o->v[i].cls & L_ADV) != 0)
		i++;
	return np_right(o, i, np) ? FOUND_NP : FOUND_NONE;
}

/* "was announced on Thursday by the director" */
static enum found
agent(const struct outer *o, size_t verb, struct np *np)
{
	size_t i, end = outer_sentence_end(o, verb);

	for (i = verb + 1; i < end && i < verb + BY_TOKENS; i++)
		if (tok_is(o->ts, &o->v[i], "by"))
			return np_right(o, i + 1, np) ? FOUND_PASSIVE :
			    FOUND_NONE;
	return FOUND_NONE;
}

/* --- putting a cue together ------------------------------------------- */

static struct cue *
add_cue(struct cues *cs, size_t *cap)
{
	struct cue *c;

	if (cs->len == CUES_MAX)
		return NULL;
	if (cs->len == *cap) {
		*cap = *cap == 0 ? 64 : *cap * 2;
		cs->v = xreallocarray(cs->v, *cap, sizeof(*cs->v));
	}
	c = &cs->v[cs->len];
	memset(c, 0, sizeof(*c));
	c->actor = -1;
	return c;
}

static void
set_extent(const struct outer *o, struct cue *c)
{
	size_t i;

	c->from = c->verb;
	c->to = c->vend;
	if (c->np.kind != NP_NONE) {
		c->from = c->np.from < c->verb ? c->np.from : c->verb;
		c->to = c->np.to > c->vend ? c->np.to : c->vend;
	}
	for (i = c->vend; i < c->vend + 4 && i < o->len; i++) {
		if ((o->v[i].cls & L_THAT) != 0)
			c->bits |= CUE_THAT;
		if (o->v[i].kind != TOK_WORD)
			break;
	}
}

/* Participles carry the subject of what they hang on. */
static bool
is_dependent(const struct outer *o, const struct cue *c)
{
	size_t l = outer_left(o, c->verb);

	if ((c->vbits & V_ING) != 0)
		return l == OUTER_NONE || (o->v[l].cls & L_BE) == 0;
	/* "to say", "refused to tell" */
	return (c->vbits & V_BASE) != 0 && l != OUTER_NONE &&
	    tok_is(o->ts, &o->v[l], "to");
}

/* "was quoted as saying": the subject stands before "quoted". */
static enum found
quoted_as(const struct outer *o, size_t verb, struct np *np)
{
	uint32_t seen = 0;
	size_t i;

	if (verb < 3 || !tok_is(o->ts, &o->v[verb - 1], "as"))
		return FOUND_NONE;
	for (i = verb - 2; i > 0 && i + 8 > verb; i--)
		if (tok_is(o->ts, &o->v[i], "quoted cited reported"))
			break;
	if (!tok_is(o->ts, &o->v[i], "quoted cited reported"))
		return FOUND_NONE;
	i = skip_adverbs(o, i, &seen);
	return same_sentence(o, i, verb) && np_left(o, i, np) ? FOUND_NP :
	    FOUND_NONE;
}

static enum found
find_subject(const struct outer *o, struct cue *c)
{
	enum found f;

	if (is_dependent(o, c)) {
		f = quoted_as(o, c->verb, &c->np);
		return f == FOUND_NP ? f : FOUND_INHERIT;
	}
	f = subject_left(o, c->verb, &c->np);
	if (f == FOUND_PASSIVE) {
		memset(&c->np, 0, sizeof(c->np));
		return (c->vbits & (V_SAY | V_PP)) == (V_SAY | V_PP) ?
		    agent(o, c->verb, &c->np) : FOUND_NONE;
	}
	if (f == FOUND_NP && is_cyr(&o->v[c->verb]) &&
	    !np_is_subject_ru(o, &c->np, c->vbits))
		f = FOUND_NONE;
	if (f == FOUND_NONE) {
		memset(&c->np, 0, sizeof(c->np));
		f = subject_right(o, c->verb, &c->np);
		if (f == FOUND_NP)
			c->bits |= CUE_RIGHT;
	}
	return f;
}

static bool
verb_cue(const struct outer *o, size_t i, struct cue *c)
{
	const struct tok *t = &o->v[i];
	enum found f;

	if (t->kind != TOK_WORD || t->verb == 0 || ((t->shape & SHAPE_CAP) !=
	    0 && (t->shape & SHAPE_FIRST) == 0) || lacks_particle(o, i))
		return false;
	c->verb = i;
	c->vend = verb_end(o, i);
	c->vbits = t->verb;
	/* "known as", "so called": participles without a subject. */
	f = find_subject(o, c);
	if (f == FOUND_NONE)
		return false;
	if (f == FOUND_INHERIT)
		c->bits |= CUE_INHERIT;
	if (f == FOUND_PASSIVE)
		c->bits |= CUE_PASSIVE;
	if (f == FOUND_NP && (!noun_or_verb(o, c) || !base_is_finite(o, c)))
		return false;
	set_extent(o, c);
	return true;
}

/* "According to X", "по словам X". */
static bool
according_cue(const struct outer *o, size_t i, struct cue *c)
{
	const struct tok *t = &o->v[i];
	bool ok;

	if (tok_is(o->ts, t, "according") && tok_is(o->ts, t + 1, "to"))
		ok = np_right(o, i + 2, &c->np);
	else if (tok_is(o->ts, t, "по со") && tok_is(o->ts, t + 1, "словам "
	    "мнению данным информации оценке оценкам утверждению версии слов "
	    "сведениям убеждению признанию выражению"))
		ok = np_genitive_ru(o, i + 2, &c->np);
	else if (tok_is(o->ts, t, "по") && (t[1].cls & L_POSS) != 0 &&
	    tok_is(o->ts, t + 2, "словам мнению данным информации оценке "
	    "утверждению версии сведениям убеждению признанию выражению"))
		ok = np_genitive_ru(o, i + 1, &c->np);
	else
		return false;
	if (!ok || (o->v[c->np.to - 1].cls & L_ACT) != 0)
		return false;
	c->verb = i;
	c->vend = i + 2;
	c->bits |= CUE_ACCORDING;
	c->vbits = V_SAY | V_PAST;
	c->from = i;
	c->to = c->np.to > i + 2 ? c->np.to : i + 3;
	if (c->np.from == i + 1)
		c->vend = i + 3;
	return true;
}

void
cues_find(struct cues *cs, const struct outer *o)
{
	size_t i, cap = 0;
	struct cue *c;

	memset(cs, 0, sizeof(*cs));
	for (i = 0; i < o->len; i++) {
		if (o->v[i].kind != TOK_WORD)
			continue;
		if ((c = add_cue(cs, &cap)) == NULL)
			return;
		if (according_cue(o, i, c) || verb_cue(o, i, c)) {
			cs->len++;
			i = c->vend - 1;
		}
	}
}

void
cues_clear(struct cues *cs)
{
	free(cs->v);
	memset(cs, 0, sizeof(*cs));
}
