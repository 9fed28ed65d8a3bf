/* SPDX-License-Identifier: ISC */
/*
 * Russian subjects.  The order of words is free, so cases decide: what
 * stands behind a preposition or ends as the dative does is not the
 * subject, a title in the nominative is.
 */
#include "parse/extract/quote_np.h"

#include <string.h>

#include "parse/extract/person.h"
#include "parse/extract/quote_lex.h"
#include "parse/extract/quote_verb.h"

#define CLAUSE_TOKENS	30	/* behind the verb that are looked at */
#define TITLE_TOKENS	16	/* from a title to the name it goes with */
#define TITLE_QUOTE	8	/* tokens of «Известиям»; more are speech */

/* How good a subject a candidate is. */
enum rank { RANK_NONE, RANK_MEDIA, RANK_BODY, RANK_SINGLE, RANK_SURE };

static bool
ends_in(const struct outer *o, const struct tok *t, const char *endings)
{
	const char *at, *end;
	size_t n = t->end - t->at, k;

	for (at = endings; *at != '\0'; at = *end == '\0' ? end : end + 1) {
		end = strchr(at, ' ');
		if (end == NULL)
			end = at + strlen(at);
		k = (size_t)(end - at);
		if (n > k + 2 && memcmp(o->ts->s + t->end - k, at, k) == 0)
			return true;
	}
	return false;
}

/* A surname that cannot be the subject of a verb of that gender. */
static bool
is_oblique(const struct outer *o, const struct tok *t, uint32_t verb)
{
	if (ends_in(o, t, "ого ому ову еву ину ыну овым евым иным ским цким "
	    "овой евой скую цкую ом ем"))
		return true;
	return (verb & V_MASC) != 0 && ends_in(o, t, "ова ева ина ына");
}

/* "глава Центризбиркома": a lone word that ends as the genitive does. */
static bool
is_genitive(const struct outer *o, const struct tok *t, uint32_t verb)
{
	if ((verb & V_FEM) != 0 && ends_in(o, t, "а я"))
		return false;
	return ends_in(o, t, "а я ы и у ю");
}

static bool
first_is_nominative(const struct outer *o, const struct tok *t)
{
	const char *word = tok_word(o->ts, t);
	char nominative[LEX_WORD];

	return lex_first_name(word, true, nominative) != 0 &&
	    strcmp(word, nominative) == 0;
}

/* The full name that a title leads to, within its phrase. */
static bool
find_titled_name(const struct outer *o, size_t i, uint32_t verb,
    struct np *np)
{
	struct name_run r;
	size_t k = i, end = outer_sentence_end(o, i);

	for (; k < end && k < i + TITLE_TOKENS; k = outer_right(o, k)) {
		const struct tok *t = &o->v[k];

		if (t->kind == TOK_QUOTE && o->sp->v[t->span].last -
		    o->sp->v[t->span].first <= TITLE_QUOTE)
			continue;
		if (t->kind != TOK_WORD || (t->verb & V_FINITE) != 0 ||
		    (t->cls & (L_THAT | L_WHO)) != 0)
			break;
		if (!tok_cap(t) || !name_run_at(o->v, o->len, k, &r) ||
		    r.from >= r.to)
			continue;
		if (r.to - r.from == 1 && ((o->v[r.start - 1].cls & L_PREP)
		    != 0 || is_genitive(o, &o->v[r.from], verb)))
			continue;
		if (r.to - r.from > 1 ? !first_is_nominative(o,
		    &o->v[r.from]) && (o->v[r.from].cls & L_FIRST) != 0 :
		    is_oblique(o, &o->v[r.from], verb)) {
			k = r.to - 1;
			continue;
		}
		np->name_from = r.from;
		np->name_to = np->to = r.to;
		np->kind = NP_NAME;
		return true;
	}
	return false;
}

/* "глава ведомства": the title and what it is the head of. */
static void
take_title(const struct outer *o, size_t i, uint32_t verb, struct np *np)
{
	uint32_t stop = L_PREP | L_GROUP | L_TIME | L_ADV | L_CONJ | L_THAT;
	size_t k;

	np->from = np->name_from = np->name_to = i;
	np->kind = NP_ROLE;
	np->to = i + 1;
	while (np->from > 0 && o->v[np->from - 1].kind == TOK_WORD &&
	    ends_in(o, &o->v[np->from - 1], "ый ий ая яя ой"))
		np->from--;
	if (find_titled_name(o, i + 1, verb, np))
		return;
	/* "источник в экстренных службах": all there is of its name. */
	if (o->v[i].role == R_PERSON)
		stop &= ~(uint32_t)L_PREP;
	for (k = i + 1; k < i + 6 && o->v[k].kind == TOK_WORD &&
	    (o->v[k].cls & stop) == 0 && o->v[k].verb == 0; k++)
		np->to = k + 1;
}

static enum rank
rank_name(const struct outer *o, const struct name_run *r, uint32_t verb)
{
	const struct tok *t = &o->v[r->from];

	if (r->from >= r->to)
		return (o->v[r->start].cls & L_MEDIA) != 0 ? RANK_MEDIA :
		    RANK_BODY;
	if ((t->cls & L_FIRST) != 0 && r->to - r->from > 1)
		return first_is_nominative(o, t) ? RANK_SURE : RANK_NONE;
	return is_oblique(o, &o->v[r->to - 1], verb) ? RANK_NONE :
	    RANK_SINGLE;
}

static void
set_run(struct np *np, const struct name_run *r, enum rank rank)
{
	np->from = r->start;
	np->to = r->to;
	np->name_from = r->from;
	np->name_to = r->to;
	np->kind = rank >= RANK_SINGLE ? NP_NAME : NP_BODY;
}

/* "сообщили в ведомстве": the place speaks. */
static bool
take_place(const struct outer *o, size_t prep, struct np *np)
{
	struct name_run r;
	size_t k;

	memset(np, 0, sizeof(*np));
	np->from = np->name_from = np->name_to = prep + 1;
	for (k = prep + 1; o->v[k].kind == TOK_WORD && k < prep + 8 &&
	    (o->v[k].cls & (L_PREP | L_CONJ | L_THAT | L_TIME | L_ADV)) == 0;
	    k++)
		if (tok_cap(&o->v[k]) && name_run_at(o->v, o->len, k, &r))
			k = r.to - 1;
	np->to = k;
	np->kind = NP_BODY;
	return np->to > np->from;
}

/* "заявил нарколог": whoever stands right behind the verb. */
static bool
take_word(const struct outer *o, size_t i, struct np *np)
{
	const struct tok *t = &o->v[i];

	if (t->kind != TOK_WORD || t->cls != 0 || t->verb != 0 ||
	    (t->shape & SHAPE_CAP) != 0 || ends_in(o, t, "ам ям ами ями у ю "
	    "ом ем ую о"))
		return false;
	memset(np, 0, sizeof(*np));
	np->from = np->name_from = np->name_to = i;
	np->to = i + 1;
	np->kind = NP_ROLE;
	return true;
}

static bool
ends_clause(const struct outer *o, const struct tok *t)
{
	if (t->kind == TOK_QUOTE)
		return o->sp->v[t->span].last - o->sp->v[t->span].first >
		    TITLE_QUOTE;
	return t->kind != TOK_WORD && t->kind != TOK_NUM;
}

bool
np_right_ru(const struct outer *o, size_t i, uint32_t verb, struct np *np)
{
	size_t k, end = outer_sentence_end(o, i), place = 0;
	enum rank best = RANK_NONE, rank;
	struct name_run r;

	np->kind = NP_NONE;
	for (k = i; k < end && k < i + CLAUSE_TOKENS; k = outer_right(o, k)) {
		const struct tok *t = &o->v[k];
		bool governed = k > i && (o->v[k - 1].cls & L_PREP) != 0;

		/* "один из авторов работы, доктор наук Федор Климентов" */
		if (tok_punct(t, ',') && k > i && (o->v[i].cls & L_DET) != 0)
			continue;
		if (ends_clause(o, t) || (t->cls & L_THAT) != 0)
			break;
		if (!governed && (t->cls & (L_HE | L_SHE | L_THEY)) != 0)
			return np_right(o, k, np);
		if (!governed && (t->cls & L_TITLE) != 0 &&
		    (t->shape & SHAPE_CAP) == 0) {
			take_title(o, k, verb, np);
			return true;
		}
		if ((t->cls & L_PREP) != 0 && place == 0 && tok_is(o->ts, t,
		    "в во на у"))
			place = k;
		if (!tok_cap(t) || !name_run_at(o->v, o->len, k, &r))
			continue;
		rank = governed ? RANK_NONE : rank_name(o, &r, verb);
		if (rank > best) {
			set_run(np, &r, rank);
			best = rank;
		}
		if (best == RANK_SURE)
			return true;
		k = r.to - 1;
	}
	if (best > RANK_MEDIA || (best == RANK_MEDIA && place == 0))
		return true;
	if ((place == 0 || (verb & V_PLURAL) == 0) && take_word(o, i, np))
		return true;
	return (verb & V_PLURAL) != 0 && place != 0 &&
	    take_place(o, place, np);
}

/* "говорится в заявлении МИД": whose document it is, where it says so. */
bool
np_document_ru(const struct outer *o, size_t i, struct np *np)
{
	size_t k;

	memset(np, 0, sizeof(*np));
	for (k = i; k < i + 4 && o->v[k].kind == TOK_WORD; k++)
		if ((o->v[k].cls & L_ACT) != 0)
			return o->v[k + 1].kind == TOK_WORD &&
			    (o->v[k + 1].cls & (L_PREP | L_THAT)) == 0 &&
			    np_genitive_ru(o, k + 1, np);
	return false;
}

bool
np_genitive_ru(const struct outer *o, size_t i, struct np *np)
{
	size_t k, end = outer_sentence_end(o, i);
	struct name_run r;

	memset(np, 0, sizeof(*np));
	np->from = np->to = np->name_from = np->name_to = i;
	if ((o->v[i].cls & L_POSS) != 0) {
		np->kind = tok_is(o->ts, &o->v[i], "ее") ? NP_SHE :
		    tok_is(o->ts, &o->v[i], "их") ? NP_THEY : NP_HE;
		np->to = i + 1;
		return true;
	}
	for (k = i; k < end && k < i + TITLE_TOKENS; k = outer_right(o, k)) {
		const struct tok *t = &o->v[k];

		if (t->kind == TOK_QUOTE && !ends_clause(o, t))
			continue;
		if (t->kind != TOK_WORD || (t->verb & V_FINITE) != 0 ||
		    (t->cls & L_THAT) != 0)
			break;
		np->kind = np->kind == NP_NONE ? NP_ROLE : np->kind;
		np->to = k + 1;
		if (!tok_cap(t) || !name_run_at(o->v, o->len, k, &r))
			continue;
		np->to = r.to;
		if (r.from < r.to) {
			np->name_from = r.from;
			np->name_to = r.to;
			np->kind = NP_NAME;
			return true;
		}
		if (np->from == r.start)
			np->kind = NP_BODY;
		/* "цитирует политика УНИАН" */
		if (np->from < k && (t->cls & L_MEDIA) != 0) {
			np->to = k;
			break;
		}
		k = r.to - 1;
	}
	return np->kind != NP_NONE;
}

/* "компания «Волга» сообщила" */
static bool
is_thing(const struct outer *o, const struct tok *t)
{
	return (t->cls & L_THING) != 0 && !ends_in(o, t, "у е ом ой ию ии");
}

/* "сообщили в МЧС", "В Кремле заявили": the place on either side. */
bool
np_place_ru(const struct outer *o, size_t verb, struct np *np)
{
	size_t i = verb, steps;

	for (steps = 0; i > 0 && steps < 8; steps++) {
		i--;
		if (o->v[i].kind != TOK_WORD || o->v[i].verb != 0 ||
		    (o->v[i].cls & (L_CONJ | L_THAT)) != 0)
			return false;
		if ((o->v[i].cls & L_PREP) != 0)
			break;
	}
	if (!tok_is(o->ts, &o->v[i], "в во на у") || !take_place(o, i, np))
		return false;
	while (np->to > np->from && (np->to > verb || (o->v[np->to - 1].cls &
	    L_ADV) != 0))
		np->to--;
	return np->to > np->from;
}

/*
 * The object that speaks: "цитирует Белова", "приводит слова главы МИД",
 * "его слова приводит".
 */
bool
np_quoted_ru(const struct outer *o, size_t verb, struct np *np)
{
	size_t i = verb + 1;

	if (verb >= 2 && tok_is(o->ts, &o->v[verb - 1], "слова") &&
	    (o->v[verb - 2].cls & L_POSS) != 0)
		return np_genitive_ru(o, verb - 2, np);
	if (tok_is(o->ts, &o->v[i], "слова"))
		i++;
	else if (!tok_is(o->ts, &o->v[verb], "цитирует цитируют "
	    "процитировал процитировала процитировали"))
		return false;
	if (!np_genitive_ru(o, i, np))
		return false;
	/* "цитирует ТАСС": nobody's words but the agency's own. */
	return np->kind != NP_BODY || (o->v[np->from].cls & L_MEDIA) == 0;
}

bool
np_is_subject_ru(const struct outer *o, const struct np *np, uint32_t verb)
{
	const struct tok *last = &o->v[np->to - 1];

	/* "представитель «Волги»" */
	if (last->kind == TOK_QUOTE)
		return (o->v[np->from].cls & (L_TITLE | L_ORG)) != 0 ||
		    is_thing(o, &o->v[np->from]);
	if (np->from > 0 && (o->v[np->from - 1].cls & L_PREP) != 0)
		return false;
	if (np->kind == NP_NAME)
		return np->name_to - np->name_from > 1 ?
		    (o->v[np->name_from].cls & L_FIRST) == 0 ||
		    first_is_nominative(o, &o->v[np->name_from]) :
		    !is_oblique(o, last, verb);
	if (np->kind == NP_ROLE)
		return (last->cls & (L_TITLE | L_ORG)) != 0 ||
		    ((last->cls & L_GROUP) != 0 && !ends_in(o, last,
		    "ам ям ами ями")) || (o->v[np->from].cls & L_TITLE) != 0;
	return true;
}
