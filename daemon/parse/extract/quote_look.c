/* SPDX-License-Identifier: ISC */
/*
 * What a quotation looks like from its own words and its neighbours.
 * Titles and scare quotes wear the same marks as speech.
 */
#include "parse/extract/quote_match.h"

#include "parse/extract/quote_lex.h"

#define TITLE_WORDS	5	/* longer ones are no names */
#define SENTENCE_WORDS	4	/* shorter ones need their full stop */

static const struct span *
span_of(const struct outer *o, size_t q)
{
	return &o->sp->v[o->v[q].span];
}

size_t
quote_words(const struct outer *o, size_t q)
{
	const struct span *s = span_of(o, q);
	size_t i, n = 0;

	for (i = s->first; i < s->last; i++)
		n += o->ts->v[i].kind == TOK_WORD ||
		    o->ts->v[i].kind == TOK_NUM;
	return n;
}

bool
quote_begins_large(const struct outer *o, size_t q)
{
	const struct span *s = span_of(o, q);
	const struct tok *t = &o->ts->v[s->first];

	while (t < &o->ts->v[s->last] && (t->kind == TOK_PUNCT ||
	    t->kind == TOK_MARK))
		t++;
	return tok_cap(t) || t->kind == TOK_NUM;
}

static bool
is_stop(const struct tok *t)
{
	return tok_punct(t, '.') || tok_punct(t, '!') || tok_punct(t, '?');
}

bool
quote_is_sentence(const struct outer *o, size_t q)
{
	const struct tok *last = outer_last_inside(o, q);
	size_t words = quote_words(o, q);

	if (!quote_begins_large(o, q) || words == 0)
		return false;
	if (is_stop(last) || tok_punct(last, ','))
		return words >= 2 || is_stop(last);
	return words >= SENTENCE_WORDS && (is_stop(&o->v[q + 1]) ||
	    tok_punct(&o->v[q + 1], ',') || tok_punct(&o->v[q + 1], '-') ||
	    o->v[q + 1].kind == TOK_PARA);
}

/* All words have capitals, or Cyrillic: the first has. */
static bool
is_capitalised(const struct outer *o, size_t q)
{
	const struct span *s = span_of(o, q);
	size_t i, small = 0;

	if (!quote_begins_large(o, q))
		return false;
	if ((o->ts->v[s->first].shape & SHAPE_CYR) != 0)
		return true;
	for (i = s->first; i < s->last; i++)
		small += o->ts->v[i].kind == TOK_WORD &&
		    (o->ts->v[i].shape & SHAPE_CAP) == 0 &&
		    (o->ts->v[i].cls & (L_PREP | L_DET | L_CONJ)) == 0;
	return small == 0;
}

/* "so-called", "known as the", «так называемая»: right before it. */
static bool
is_introduced(const struct outer *o, size_t q)
{
	size_t i = outer_left(o, q), steps;

	for (steps = 0; steps < 3 && i != OUTER_NONE; steps++) {
		if (o->v[i].sent != o->v[q].sent)
			return false;
		if ((o->v[i].cls & L_SCARE) != 0)
			return true;
		if (o->v[i].kind != TOK_WORD)
			return false;
		i = outer_left(o, i);
	}
	return false;
}

bool
quote_is_title(const struct outer *o, size_t q)
{
	const struct tok *last = outer_last_inside(o, q), *r = &o->v[q + 1];
	size_t words = quote_words(o, q), l = outer_left(o, q);
	bool thing;

	if (words > TITLE_WORDS)
		return false;
	if (is_introduced(o, q))
		return true;
	if (is_stop(last))
		return l != OUTER_NONE && (o->v[l].cls & L_PREP) != 0 &&
		    tok_punct(last, '.') && is_capitalised(o, q) &&
		    o->v[l].sent == o->v[q].sent;
	thing = (r->cls & L_THING) != 0 || (l != OUTER_NONE &&
	    (o->v[l].cls & (L_THING | L_MEDIA | L_ORG)) != 0 &&
	    o->v[l].sent == o->v[q].sent);
	if (is_capitalised(o, q))
		return thing || !tok_punct(last, ',');
	/* the "reset" button: one word used as an adjective. */
	return words == 1 && l != OUTER_NONE && (o->v[l].cls & L_DET) != 0 &&
	    r->kind == TOK_WORD && (r->cls & (L_BE | L_AUX | L_PREP |
	    L_CONJ | L_ADV)) == 0 && r->verb == 0;
}

bool
quote_is_modifier(const struct outer *o, size_t q)
{
	const struct tok *l = q > 0 ? &o->v[q - 1] : NULL, *r = &o->v[q + 1];

	return l != NULL && quote_words(o, q) == 1 && r->kind == TOK_WORD &&
	    (r->cls & (L_CONJ | L_TIME)) == 0 && (l->kind == TOK_NUM ||
	    (l->kind == TOK_WORD && l->verb == 0 && (l->cls == 0 ||
	    (l->cls & (L_NAT | L_TITLE)) != 0)));
}
