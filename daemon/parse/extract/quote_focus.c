/* SPDX-License-Identifier: ISC */
/*
 * Follows whom the text speaks of.  The subject of a sentence and whoever
 * spoke last hold the floor; objects and names inside quotations do not
 * take it.  "He" is who holds the floor, if he can be a he.
 */
#include "parse/extract/quote_focus.h"

#include <string.h>

#include "parse/extract/quote_lex.h"
#include "parse/extract/quote_verb.h"

struct floor {
	const struct outer	*o;
	struct cast		*cast;
	int			 focus;		/* actor, -1 nobody */
	struct np		 body;		/* for "it" and "they" */
	bool			 has_body;
};

static bool
may_be(const struct actor *a, enum gender g)
{
	return g == GENDER_UNKNOWN || a->gender == GENDER_UNKNOWN ||
	    a->gender == g;
}

/* Whom a pronoun means; people before words that may be anything. */
static int
pronoun_actor(const struct floor *f, enum gender g)
{
	const struct cast *c = f->cast;
	int best = -1;
	size_t i;

	if (f->focus >= 0 && may_be(&c->v[f->focus], g))
		return f->focus;
	for (i = 0; i < c->len; i++) {
		if (c->v[i].seen == 0 || !may_be(&c->v[i], g))
			continue;
		if (best < 0 || (c->v[i].person != 0) >
		    (c->v[best].person != 0) ||
		    ((c->v[i].person != 0) == (c->v[best].person != 0) &&
		    c->v[i].seen > c->v[best].seen))
			best = (int)i;
	}
	return best;
}

static enum gender
verb_gender(uint32_t vbits)
{
	return (vbits & V_FEM) != 0 ? GENDER_FEMALE :
	    (vbits & V_MASC) != 0 ? GENDER_MALE : GENDER_UNKNOWN;
}

/* A pronoun tells more than the table of first names knows. */
static int
learn_gender(const struct floor *f, int actor, enum gender g)
{
	if (actor >= 0 && g != GENDER_UNKNOWN &&
	    f->cast->v[actor].gender == GENDER_UNKNOWN)
		f->cast->v[actor].gender = (uint8_t)g;
	return actor;
}

/* "словам главы Центризбиркома": a title and what it belongs to. */
static int
name_actor(const struct floor *f, const struct np *np, enum gender g)
{
	const struct outer *o = f->o;
	int actor = cast_find(f->cast, o->ts, o->v, np->name_from,
	    np->name_to, g), other;

	if (actor < 0 || f->cast->v[actor].person != 0 ||
	    np->from == np->name_from ||
	    (o->v[np->name_from].shape & SHAPE_CYR) == 0)
		return actor;
	other = cast_by_role(f->cast, o->ts, o->v, np->from, np->to, f->focus,
	    g);
	return other >= 0 ? other : actor;
}

static int
np_actor(struct floor *f, const struct np *np, uint32_t vbits)
{
	const struct outer *o = f->o;

	switch (np->kind) {
	case NP_HE:
		return learn_gender(f, pronoun_actor(f, GENDER_MALE),
		    GENDER_MALE);
	case NP_SHE:
		return learn_gender(f, pronoun_actor(f, GENDER_FEMALE),
		    GENDER_FEMALE);
	case NP_NAME:
		return learn_gender(f, name_actor(f, np, verb_gender(vbits)),
		    verb_gender(vbits));
	case NP_ROLE:
		return cast_by_role(f->cast, o->ts, o->v, np->from, np->to,
		    f->focus, verb_gender(vbits));
	case NP_IT: case NP_THEY: case NP_BODY: case NP_NONE:
		break;
	}
	return -1;
}

/* Names that the text mentions, up to a token: what was seen last. */
static void
see_names(struct floor *f, size_t from, size_t to)
{
	struct name_run r;
	size_t i;
	int a;

	for (i = from; i < to; i++) {
		if (!name_run_at(f->o->v, f->o->len, i, &r))
			continue;
		if (r.from < r.to && (a = cast_find(f->cast, f->o->ts,
		    f->o->v, r.from, r.to, GENDER_UNKNOWN)) >= 0)
			f->cast->v[a].seen = (uint32_t)i + 1;
		i = r.to - 1;
	}
}

static void
take_floor(struct floor *f, const struct np *np, int actor)
{
	if (actor >= 0) {
		f->focus = actor;
	} else if (np->kind == NP_BODY || np->kind == NP_ROLE) {
		f->body = *np;
		f->has_body = true;
	}
}

static const char bodies_ru[] = "ведомстве министерстве компании службе "
    "ведомство министерство компания служба";

/* A bare title or body that only points back: "the ministry". */
static bool
points_back(const struct floor *f, const struct np *np)
{
	const struct outer *o = f->o;
	size_t i, words = np->to - np->from;
	const struct tok *last;

	if (np->kind != NP_ROLE && np->kind != NP_BODY)
		return false;
	last = &o->v[np->to - 1];
	if (tok_is(o->ts, &o->v[np->from], "собеседник"))
		return true;
	if (words > 2)
		return false;
	if ((last->shape & SHAPE_CYR) != 0)
		return words == 1 && tok_is(o->ts, last, bodies_ru);
	if (f->body.to - f->body.from <= words ||
	    !tok_is(o->ts, &o->v[np->from], "the"))
		return false;
	for (i = f->body.from; i < f->body.to; i++)
		if (tok_same(o->ts, &o->v[i], last))
			return true;
	return false;
}

/* "It said", "the ministry said": whoever of that kind spoke last. */
static void
stand_in_body(struct floor *f, struct cue *c)
{
	size_t from = c->np.from, to = c->np.to;
	enum np_kind kind = c->np.kind;

	if (!f->has_body || (kind != NP_IT && kind != NP_THEY &&
	    !points_back(f, &c->np)))
		return;
	c->np = f->body;
	/* The surface stays the pronoun: see focus_speaker(). */
	c->np.name_from = from;
	c->np.name_to = to;
	c->np.kind = kind == NP_THEY ? NP_THEY : NP_IT;
}

static void
resolve_sentence(struct floor *f, struct cue *c, struct cue *end, size_t from,
    size_t to)
{
	const struct cue *last = NULL;
	struct np subject;
	int actor = -1;

	if (np_subject(f->o, from, to, &subject)) {
		actor = np_actor(f, &subject, 0);
		/* Words that may be anything take no floor as subjects. */
		if (actor >= 0 && f->cast->v[actor].person != 0)
			take_floor(f, &subject, actor);
		else if (actor < 0 && subject.kind == NP_ROLE)
			take_floor(f, &subject, actor);
	} else {
		memset(&subject, 0, sizeof(subject));
	}
	for (; c < end; c++) {
		if ((c->bits & CUE_INHERIT) != 0 &&
		    (c->bits & CUE_MARK) != 0) {
			c->actor = f->focus;
		} else if ((c->bits & CUE_INHERIT) != 0) {
			c->np = last != NULL ? last->np : subject;
			c->actor = last != NULL ? last->actor : actor;
			if (c->actor < 0 && c->np.kind == NP_NONE)
				c->actor = f->focus;
		} else {
			c->actor = np_actor(f, &c->np, c->vbits);
		}
		if (c->actor < 0)
			stand_in_body(f, c);
		else
			f->cast->v[c->actor].person |= 8;
		take_floor(f, &c->np, c->actor);
		last = c;
	}
	see_names(f, from, to);
}

void
focus_resolve(struct cues *cs, const struct outer *o, struct cast *cast)
{
	struct floor f = { .o = o, .cast = cast, .focus = -1 };
	size_t s, from, to, c = 0, k;

	if (cs->len == 0)
		return;
	for (s = 0; s < o->nsents; s++) {
		from = o->starts[s];
		to = s + 1 < o->nsents ? o->starts[s + 1] : o->len;
		if (from >= to)
			continue;
		for (k = c; k < cs->len && cs->v[k].verb < to; k++)
			;
		resolve_sentence(&f, cs->v + c, cs->v + k, from, to);
		c = k;
	}
}

static const char *
slice(struct pool *pool, const struct outer *o, size_t from, size_t to)
{
	char nominative[LEX_WORD];
	const struct tok *v = o->v;
	const char *word;
	enum lex_role role;

	/* "The Kremlin" is the Kremlin; "the ministry" stays as it is. */
	if (from + 1 < to && tok_is(o->ts, &v[from], "the") &&
	    tok_cap(&v[from + 1]))
		from++;
	/* "в ведомстве" is the ведомство. */
	word = tok_word(o->ts, &v[from]);
	if ((v[from].shape & SHAPE_CYR) != 0 && lex_find(word, true, &role)
	    == 0 && lex_nominative(word, nominative))
		return pool_printf(pool, "%s%.*s", (v[from].shape & SHAPE_CAP)
		    != 0 ? ru_capital(pool, nominative) : nominative,
		    (int)(v[to - 1].end - v[from].end),
		    o->ts->s + v[from].end);
	return pool_strndup(pool, o->ts->s + v[from].at,
	    v[to - 1].end - v[from].at);
}

const char *
focus_speaker(struct pool *pool, const struct outer *o,
    const struct cast *cast, const struct cue *c)
{
	const struct np *np = &c->np;

	if (c->actor >= 0)
		return cast->v[c->actor].name;
	switch (np->kind) {
	case NP_NONE: case NP_HE: case NP_SHE:
		return NULL;
	case NP_IT: case NP_THEY:
		/* Stood in by a body: its own words are at from. */
		return np->name_from != np->from ? slice(pool, o, np->from,
		    np->to) : NULL;
	case NP_NAME:
		return slice(pool, o, np->name_from, np->name_to);
	case NP_BODY: case NP_ROLE:
		return slice(pool, o, np->from, np->to);
	}
	return NULL;
}
