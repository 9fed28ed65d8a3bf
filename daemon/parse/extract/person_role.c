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

	return t->kind == TOK_WORD && (t->cls & small) == 0;
}

/* Classes of a word of a title, in whatever case a Russian one stands. */
static uint32_t
title_class(const struct toks *ts, const struct tok *t, enum lex_role *role)
{
	char word[LEX_WORD];
	bool oblique;

	*role = (enum lex_role)t->role;
	if (t->cls != 0 || (t->shape & SHAPE_CYR) == 0)
		return t->cls;
	tok_fold(ts, t, word);
	return lex_find_noun(word, role, &oblique);
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
	char word[LEX_WORD];
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
		tok_fold(ts, &v[i], word);
		actor_add_word(a, word_hash(word));
	}
}

/* What a role says: its kind, and the words that narrow it down. */
struct role {
	uint32_t	groups;
	uint32_t	words[ROLE_WORDS];
	size_t		nwords;
	bool		generic;	/* "the diplomat" */
	bool		indefinite;	/* "a spokesman", "officials" */
};

static void
read_role(struct role *r, const struct toks *ts, const struct tok *v,
    size_t from, size_t to)
{
	char word[LEX_WORD];
	enum lex_role role;
	uint32_t cls;
	size_t i;

	memset(r, 0, sizeof(*r));
	for (i = from; i < to; i++) {
		if ((v[i].cls & L_DET) != 0 && tok_is(ts, &v[i], "a an some "
		    "one another two three several many"))
			r->indefinite = true;
		if (!is_weighty(&v[i]))
			continue;
		cls = title_class(ts, &v[i], &role);
		if ((cls & L_GROUP) != 0)
			r->indefinite = true;
		if ((cls & L_TITLE) != 0) {
			r->groups |= 1U << role;
			r->generic |= (cls & L_GENERIC) != 0;
		} else if (r->nwords < ROLE_WORDS) {
			tok_fold(ts, &v[i], word);
			r->words[r->nwords++] = word_hash(word);
		}
	}
}

static bool
groups_meet(uint32_t role, uint32_t actor)
{
	static const uint32_t leaders = 1U << R_LEAD | 1U << R_PRES |
	    1U << R_PM | 1U << R_ANY | 1U << R_ROYAL | 1U << R_GOV;

	if ((role & actor) != 0)
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

/* Without a word in common it must be the only one of that kind. */
static bool
is_settled(const struct role *r, size_t best, size_t rivals)
{
	if (best >= ENOUGH)
		return true;
	return best >= GROUP_SCORE && rivals == 1 && (r->nwords == 0 ||
	    r->generic);
}

int
cast_by_role(const struct cast *c, const struct toks *ts,
    const struct tok *v, size_t from, size_t to, int focus, enum gender g)
{
	size_t i, score, best = 0, rivals = 0;
	struct role r;
	int who = -1;

	read_role(&r, ts, v, from, to);
	if (r.indefinite || r.groups == 0)
		return -1;
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
	if (is_settled(&r, best, rivals) || (who >= 0 && who == focus))
		return who;
	/* "The diplomat" without a namesake: whoever has the floor. */
	return r.generic && r.nwords == 0 && best == 0 ? focus : -1;
}
