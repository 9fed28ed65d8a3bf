/* SPDX-License-Identifier: ISC */
/*
 * Roles: which titles an actor was given, and which actor a title means.
 * "The SVR chief" is whoever was called a head, director or boss of
 * something with SVR in it; "the diplomat" is whoever was spoken of last.
 */
#include "parse/extract/person.h"

#include <string.h>

#include "parse/extract/quote_lex.h"

#define GROUP_SCORE	3	/* the same kind of role */
#define WORD_SCORE	2	/* each word that the titles share */
#define ENOUGH		5
#define INTRODUCED	300	/* tokens to look back for "a doctor" */

static uint32_t
word_hash(const char *word)
{
	uint32_t h = 2166136261u;
	size_t i;

	/* Beginnings, so that cases and adjectives meet: Russia, Russian. */
	for (i = 0; word[i] != '\0' && i < 10; i++)
		h = (h ^ (unsigned char)word[i]) * 16777619u;
	return h;
}

static bool
is_weighty(const struct tok *t)
{
	static const uint32_t small = L_DET | L_PREP | L_OF | L_CONJ | L_ADV |
	    L_AUX | L_BE | L_HONOR | L_TIME | L_PARTICLE;

	return t->kind == TOK_WORD && ((t->cls & small) == 0 ||
	    (t->cls & L_TITLE) != 0);
}

/* Classes of a word of a title, in whatever case a Russian one stands. */
static uint32_t
title_class(const struct toks *ts, const struct tok *t, enum lex_role *role)
{
	bool oblique;

	*role = (enum lex_role)t->role;
	if (t->cls != 0 || (t->shape & SHAPE_CYR) == 0)
		return t->cls;
	return lex_find_noun(tok_word(ts, t), role, &oblique);
}

static void
actor_add_word(struct actor *a, uint32_t hash)
{
	size_t i;

	for (i = 0; i < a->nroles; i++)
		if (a->roles[i] == hash)
			return;
	if (a->nroles < ROLE_WORDS)
		a->roles[a->nroles++] = hash;
}

void
actor_add_roles(struct actor *a, const struct toks *ts, const struct tok *v,
    size_t from, size_t to)
{
	enum lex_role role;
	uint32_t cls;
	size_t i;

	for (i = from; i < to; i++) {
		if (!is_weighty(&v[i]))
			continue;
		cls = title_class(ts, &v[i], &role);
		if ((cls & L_TITLE) != 0)
			a->groups |= 1U << role;
		if ((cls & L_TITLE) != 0 && a->gender == GENDER_UNKNOWN &&
		    (cls & (L_MASC | L_FEM)) != 0)
			a->gender = (cls & L_FEM) != 0 ? GENDER_FEMALE :
			    GENDER_MALE;
		actor_add_word(a, word_hash(tok_word(ts, &v[i])));
	}
}

/* What a role says: its kind, and the words that narrow it down. */
struct role {
	uint32_t	groups;
	uint32_t	words[ROLE_WORDS];
	size_t		nwords;
	bool		generic;	/* "the diplomat" */
	bool		narrowed;	/* more than a title: "SVR chief" */
	bool		indefinite;	/* "a spokesman", "officials" */
	enum gender	gender;		/* "женщина" */
};

/* What any head is the head of: it tells nobody apart. */
static const char commonplace[] = "региона ведомства государства "
    "министерства компании республики города области страны клуба "
    "предприятия организации правительства кабмина агентства службы "
    "департамента края партии команды state agency company ministry "
    "department country city region club team government firm state's "
    "agency's company's state-run own";

/* "the polar explorer": a small English word before the title. */
static bool
is_epithet(const struct tok *v, size_t i, size_t from)
{
	if (v[i].cls != 0 || (v[i].shape & (SHAPE_CYR | SHAPE_CAP)) != 0)
		return false;
	for (; i > from; i--)
		if ((v[i - 1].cls & (L_PREP | L_OF)) != 0)
			return false;
	return true;
}

/* "the general staff", "the mayor's office": the last noun counts. */
static bool
is_body(const struct tok *v, size_t from, size_t to)
{
	size_t i = from;

	if ((v[from].shape & SHAPE_CYR) != 0)
		return false;
	while (i + 1 < to && (v[i + 1].cls & (L_PREP | L_OF)) == 0)
		i++;
	return (v[i].cls & (L_ORG | L_ACT | L_THING)) != 0 &&
	    (v[i].cls & L_TITLE) == 0;
}

/* "the Italian", "the biologist", "нарколог": no title, but a person. */
static bool
is_somebody(const struct toks *ts, const struct tok *v, size_t from,
    size_t to)
{
	static const char *const ends[] = { "ist", "ian", "man", "woman",
	    "er", "or", "-two", "-three", NULL };
	const struct tok *last = &v[to - 1];
	size_t i, k, n = last->end - last->at;
	enum lex_role role;

	if ((last->shape & SHAPE_CYR) != 0)
		return to - from == 1 && (last->shape & SHAPE_CAP) == 0 &&
		    (title_class(ts, last, &role) & (L_ORG | L_PLACE |
		    L_THING | L_GROUP)) == 0;
	if (to - from != 2 || (v[from].cls & L_DET) == 0)
		return false;
	for (i = 0; ends[i] != NULL; i++) {
		k = strlen(ends[i]);
		if (n > k && memcmp(ts->s + last->end - k, ends[i], k) == 0)
			return true;
	}
	return (last->cls & L_NAT) != 0;
}

/* "A doctor", "his lawyer" further up: one who has no name. */
static bool
was_introduced(const struct toks *ts, const struct tok *v, size_t from,
    size_t to)
{
	size_t i, back = from < INTRODUCED ? 0 : from - INTRODUCED;

	for (i = from; i-- > back + 1; )
		if (v[i].kind == TOK_WORD && tok_same(ts, &v[i], &v[to - 1]) &&
		    ((v[i - 1].shape & SHAPE_POSS) != 0 ||
		    (v[i - 1].cls & L_POSS) != 0 ||
		    tok_is(ts, &v[i - 1], "a an another one")))
			return true;
	return false;
}

static void
read_role(struct role *r, const struct toks *ts, const struct tok *v,
    size_t from, size_t to)
{
	enum lex_role role;
	uint32_t cls;
	size_t i;

	memset(r, 0, sizeof(*r));
	for (i = from; i < to; i++) {
		if ((v[i].cls & L_DET) != 0 && tok_is(ts, &v[i], "a an some "
		    "one another two three several many"))
			r->indefinite = true;
		cls = title_class(ts, &v[i], &role);
		/* "his lawyer" is not he. */
		if ((cls & L_POSS) != 0 && i == from)
			r->indefinite = true;
		if ((cls & L_GROUP) != 0 || tok_is(ts, &v[i], "источник "
		    "собеседник source insider"))
			r->indefinite = true;
		/* "представитель «Волги»" */
		r->narrowed |= v[i].kind == TOK_QUOTE;
		if (!is_weighty(&v[i]))
			continue;
		if ((cls & L_TITLE) != 0) {
			if ((cls & (L_MASC | L_FEM)) != 0)
				r->gender = (cls & L_FEM) != 0 ?
				    GENDER_FEMALE : GENDER_MALE;
			r->groups |= 1U << role;
			r->generic |= (cls & L_GENERIC) != 0 ||
			    role != R_PERSON;
		} else if (!tok_is(ts, &v[i], commonplace) &&
		    !is_epithet(v, i, from)) {
			r->narrowed = true;
		}
		if (r->nwords < ROLE_WORDS)
			r->words[r->nwords++] = word_hash(tok_word(ts,
			    &v[i]));
	}
	if (is_body(v, from, to))
		r->indefinite = true;
	if (r->groups == 0 && is_somebody(ts, v, from, to)) {
		r->generic = true;
		r->narrowed = false;
	}
}

static bool
groups_meet(uint32_t role, uint32_t actor)
{
	static const uint32_t leaders = 1U << R_LEAD | 1U << R_PRES |
	    1U << R_PM | 1U << R_ANY | 1U << R_ROYAL | 1U << R_GOV;
	static const uint32_t heads = 1U << R_PRES | 1U << R_PM |
	    1U << R_GOV | 1U << R_MIN;
	static const uint32_t diplomats = 1U << R_MIN | 1U << R_SPOKES;
	static const uint32_t politicians = 1U << R_PRES | 1U << R_PM |
	    1U << R_GOV | 1U << R_MIN | 1U << R_LEAD;

	if ((role & actor) != 0 || (actor & 1U << R_PEER) != 0)
		return true;
	if (((role & 1U << R_AMB) != 0 && (actor & diplomats) != 0) ||
	    ((role & 1U << R_LAW) != 0 && (actor & politicians) != 0))
		return true;
	/* "глава региона", "the agency's head": whatever the title is. */
	if ((role & 1U << R_LEAD) != 0 && (actor & heads) != 0)
		return true;
	return ((role & 1U << R_ANY) != 0 && (actor & leaders) != 0) ||
	    ((actor & 1U << R_ANY) != 0 && (role & leaders) != 0);
}

static size_t
words_shared(const struct role *r, const struct actor *a)
{
	size_t i, k, n = 0;

	for (i = 0; i < r->nwords; i++)
		for (k = 0; k < a->nroles; k++)
			n += r->words[i] == a->roles[k];
	return n;
}

static size_t
role_score(const struct role *r, const struct actor *a, enum gender g)
{
	size_t shared = words_shared(r, a);

	if (g != GENDER_UNKNOWN && a->gender != GENDER_UNKNOWN &&
	    a->gender != g)
		return 0;
	if (!groups_meet(r->groups, a->groups))
		return 0;
	return GROUP_SCORE + shared * WORD_SCORE;
}

/*
 * Whether the best actor is good enough.  With nothing but the kind of
 * role in common it must be the only one, and nobody whose role is
 * unknown may have the floor.
 */
static bool
is_settled(const struct cast *c, const struct role *r, size_t best,
    size_t rivals, int focus)
{
	if (best >= ENOUGH)
		return true;
	if (best < GROUP_SCORE || rivals != 1)
		return false;
	if (focus >= 0 && c->v[focus].groups == 0 && r->generic)
		return false;
	return !r->narrowed || r->generic;
}

static bool
is_gender(const struct actor *a, enum gender g)
{
	return g == GENDER_UNKNOWN || a->gender == GENDER_UNKNOWN ||
	    a->gender == g;
}

/* Who was spoken of last and is surely of that gender. */
static int
last_of_gender(const struct cast *c, enum gender g)
{
	int best = -1;
	size_t i;

	for (i = 0; i < c->len && g != GENDER_UNKNOWN; i++)
		if (c->v[i].gender == g && c->v[i].seen > 0 && (best < 0 ||
		    c->v[i].seen > c->v[best].seen))
			best = (int)i;
	return best;
}

int
cast_by_role(const struct cast *c, const struct toks *ts,
    const struct tok *v, size_t from, size_t to, int focus, enum gender g)
{
	size_t i, score, best = 0, rivals = 0;
	struct role r;
	int who = -1;

	read_role(&r, ts, v, from, to);
	if (r.indefinite || (r.groups == 0 && !r.generic))
		return -1;
	if (g == GENDER_UNKNOWN)
		g = r.gender;
	for (i = 0; i < c->len; i++) {
		score = role_score(&r, &c->v[i], g);
		if (score < best || score == 0)
			continue;
		rivals = score == best ? rivals + 1 : 1;
		if (score > best || (int)i == focus || (who != focus &&
		    c->v[i].seen > c->v[who].seen))
			who = (int)i;
		best = score;
	}
	if (is_settled(c, &r, best, rivals, focus) ||
	    (who >= 0 && who == focus))
		return who;
	/* "The diplomat": whoever has the floor, if he can be one. */
	if (!r.generic || r.narrowed || was_introduced(ts, v, from, to))
		return -1;
	return focus >= 0 && c->v[focus].person != 0 &&
	    is_gender(&c->v[focus], g) ? focus : last_of_gender(c, g);
}
