/* SPDX-License-Identifier: ISC */
/*
 * Finds verbs of speech outside quotations and tells them from nouns,
 * passives and participles; quote_subject.c finds who they belong to.
 */
#include "parse/extract/quote_cue.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "parse/extract/person.h"
#include "parse/extract/quote_lex.h"
#include "parse/extract/quote_subject.h"
#include "parse/extract/quote_verb.h"

#define CUES_MAX	20000
#define QUOTED_TOKENS	8	/* from "quoted" to "as saying" */

static bool
is_cyr(const struct tok *t)
{
	return (t->shape & SHAPE_CYR) != 0;
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
	return c->np.kind == NP_ROLE && ((o->v[c->np.to - 1].cls & L_GROUP)
	    != 0 || (has_article(o, &c->np) &&
	    o->ts->s[o->v[c->np.to - 1].end - 1] == 's'));
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
	{ "called calls calling", "for on attention" },
	{ "drew draws drawing", "attention" },
	{ "made makes making make", "clear" },
	{ "expressed expresses expressing voiced voices voicing",
	    "confidence hope concern regret doubt optimism support outrage "
	    "gratitude frustration disappointment belief fear concerns "
	    "doubts fears hopes" },
	{ "выразил выразила выразили выражает высказал высказала",
	    "уверенность надежду мнение сожаление обеспокоенность "
	    "благодарность убеждение сомнение предположение опасение" },
	{ "обратил обратила обратили обращает", "внимание" },
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
	    "spelled put puts rule ruled gone drew draw draws drawing made "
	    "make makes making обратил обратила обратили "
	    "обращает обращают") &&
	    verb_end(o, verb) == verb + 1;
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
	size_t i;

	if (verb < 3 || !tok_is(o->ts, &o->v[verb - 1], "as"))
		return FOUND_NONE;
	for (i = verb - 2; i > 0 && i + QUOTED_TOKENS > verb; i--)
		if (tok_is(o->ts, &o->v[i], "quoted cited reported"))
			break;
	if (!tok_is(o->ts, &o->v[i], "quoted cited reported"))
		return FOUND_NONE;
	/* "TASS quoted Putin as saying" */
	if (i + 2 < verb && np_left(o, verb - 2, np))
		return FOUND_NP;
	/* "he was quoted as saying" */
	while (i > 0 && (o->v[i - 1].cls & (L_BE | L_AUX | L_ADV)) != 0)
		i--;
	return i > 0 && np_left(o, i - 1, np) ? FOUND_NP : FOUND_NONE;
}

static enum found
find_subject(const struct outer *o, struct cue *c)
{
	bool relative = false;
	enum found f;

	if (is_dependent(o, c)) {
		f = quoted_as(o, c->verb, &c->np);
		return f == FOUND_NP ? f : FOUND_INHERIT;
	}
	f = subject_left(o, c->verb, &c->np, &relative);
	if (relative)
		c->bits |= CUE_RELATIVE;
	/* "proposed by": a participle, whatever stands before it. */
	if ((c->vbits & V_PP) != 0 && tok_is(o->ts, &o->v[c->verb + 1], "by"))
		f = (c->vbits & V_CALL) != 0 || f == FOUND_PASSIVE ?
		    FOUND_PASSIVE : FOUND_DROP;
	if (f == FOUND_PASSIVE) {
		memset(&c->np, 0, sizeof(c->np));
		return (c->vbits & V_PP) != 0 && (c->vbits & (V_SAY |
		    V_CALL)) != 0 ? subject_agent(o, c->verb, &c->np) :
		    FOUND_DROP;
	}
	if (f == FOUND_NP && is_cyr(&o->v[c->verb]) &&
	    !np_is_subject_ru(o, &c->np, c->vbits))
		f = FOUND_NONE;
	if (f == FOUND_NONE) {
		memset(&c->np, 0, sizeof(c->np));
		f = subject_right(o, c->verb, c->vend, &c->np);
		if (f == FOUND_NP)
			c->bits |= CUE_RIGHT;
	}
	return f;
}

/* Russian verbs whose subject is not who speaks. */
static enum found
find_speaker_ru(const struct outer *o, struct cue *c)
{
	enum found f;

	if ((c->vbits & V_QUOTES) != 0)
		return np_quoted_ru(o, c->verb, &c->np) ? FOUND_NP :
		    FOUND_DROP;
	if ((c->vbits & V_IMPERS) != 0) {
		np_document_ru(o, c->vend, &c->np);
		return FOUND_NP;
	}
	f = find_subject(o, c);
	if (f == FOUND_NONE && (c->vbits & V_PLURAL) != 0 &&
	    np_place_ru(o, c->verb, &c->np))
		f = FOUND_NP;
	return f;
}

static bool
word_ends(const struct outer *o, const struct tok *t, const char *ending)
{
	size_t k = strlen(ending);

	return t->end - t->at > k + 2 && memcmp(o->ts->s + t->end - k,
	    ending, k) == 0;
}

/*
 * A verb that no table knows, where only a verb of speech can stand:
 * "«…», — подытожила Вероника".
 */
static uint32_t
guess_verb(const struct outer *o, size_t i)
{
	static const struct {
		const char	*ending;
		uint32_t	 bits;
	} forms[] = {
		{ "л", V_PAST | V_MASC }, { "ла", V_PAST | V_FEM },
		{ "ли", V_PAST | V_PLURAL }, { "лся", V_PAST | V_MASC },
		{ "лась", V_PAST | V_FEM }, { "лись", V_PAST | V_PLURAL },
		{ "ет", V_PRES }, { "ит", V_PRES }, { "ется", V_PRES }
	};
	const struct tok *t = &o->v[i];
	size_t k, l = outer_left(o, i);

	if (t->cls != 0 || !is_cyr(t) || (t->shape & SHAPE_CAP) != 0 ||
	    l == OUTER_NONE || l == 0 || !tok_punct(&o->v[l], '-'))
		return 0;
	l -= tok_punct(&o->v[l - 1], ',') && l > 1;
	if (o->v[l - 1].kind != TOK_QUOTE)
		return 0;
	for (k = 0; k < sizeof(forms) / sizeof(forms[0]); k++)
		if (word_ends(o, t, forms[k].ending))
			return V_SAY | V_WEAK | forms[k].bits;
	return 0;
}

static bool
verb_cue(const struct outer *o, size_t i, struct cue *c)
{
	struct tok *t = &o->v[i];
	enum found f;

	if (t->verb == 0)
		t->verb = guess_verb(o, i);
	if (t->verb == 0 || (t->verb & V_OTHER) != 0 || ((t->shape &
	    SHAPE_CAP) != 0 && (t->shape & SHAPE_FIRST) == 0) ||
	    lacks_particle(o, i))
		return false;
	/* "a saying", "his warning" */
	if ((t->verb & V_ING) != 0 && i > 0 && (o->v[i - 1].cls & L_DET) != 0)
		return false;
	c->verb = i;
	c->vend = verb_end(o, i);
	c->vbits = t->verb;
	/* "known as", "so called": participles without a subject. */
	f = is_cyr(t) ? find_speaker_ru(o, c) : find_subject(o, c);
	if (f == FOUND_NONE || f == FOUND_DROP)
		return false;
	if (f == FOUND_INHERIT)
		c->bits |= CUE_INHERIT;
	if (f == FOUND_PASSIVE)
		c->bits |= CUE_PASSIVE;
	if (f == FOUND_NP && (!noun_or_verb(o, c) || !base_is_finite(o, c) ||
	    tok_is(o->ts, &o->v[c->np.from], "my our your")))
		return false;
	set_extent(o, c);
	return true;
}

/* "according to him" */
static bool
np_object(const struct outer *o, size_t i, struct np *np)
{
	memset(np, 0, sizeof(*np));
	np->from = np->name_from = np->name_to = i;
	np->to = i + 1;
	if (tok_is(o->ts, &o->v[i], "him"))
		np->kind = NP_HE;
	else if (tok_is(o->ts, &o->v[i], "her") &&
	    o->v[i + 1].kind != TOK_WORD)
		np->kind = NP_SHE;
	else if (tok_is(o->ts, &o->v[i], "them"))
		np->kind = NP_THEY;
	return np->kind != NP_NONE;
}

static const char according_ru[] = "словам слов мнению данным информации "
    "оценке оценкам утверждению версии сведениям убеждению признанию "
    "выражению словами думку даними інформацією оцінкою";

/* "According to X", "по словам X". */
static bool
according_cue(const struct outer *o, size_t i, struct cue *c)
{
	const struct tok *t = &o->v[i];
	bool ok;

	if (tok_is(o->ts, t, "according") && tok_is(o->ts, t + 1, "to"))
		ok = np_object(o, i + 2, &c->np) ||
		    np_right(o, i + 2, &c->np);
	else if (tok_is(o->ts, t, "words") && tok_is(o->ts, t + 1, "of") &&
	    i > 1 && tok_is(o->ts, t - 2, "in"))
		ok = np_right(o, i + 2, &c->np);
	else if (tok_is(o->ts, t, "по со за на") && tok_is(o->ts, t + 1,
	    according_ru))
		ok = np_genitive_ru(o, i + 2, &c->np);
	else if (tok_is(o->ts, t, "по за на") && (t[1].cls & L_POSS) != 0 &&
	    tok_is(o->ts, t + 2, according_ru))
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

/* --- marks that stand for a verb ---------------------------------------- */

/* The sentence's person: "Putin:", "Putin's answer was:", "His words:". */
static bool
lead_person(const struct outer *o, size_t from, size_t colon, struct np *np)
{
	struct name_run r;

	if ((o->v[from].cls & L_POSS) != 0) {
		memset(np, 0, sizeof(*np));
		np->from = np->name_from = np->name_to = from;
		np->to = from + 1;
		np->kind = tok_is(o->ts, &o->v[from], "her ее її") ? NP_SHE :
		    NP_HE;
		return tok_is(o->ts, &o->v[from], "his her его ее його її");
	}
	if (name_run_at(o->v, o->len, from, &r) && r.from < r.to &&
	    r.to <= colon) {
		np_left(o, r.to - 1, np);
		np->from = from;
		np->to = r.to;
		return np->kind == NP_NAME;
	}
	return np_subject(o, from, colon, np) && np->to <= colon &&
	    (np->kind == NP_NAME || np->kind <= NP_SHE);
}

/* "Quote from Budanov: …", "Дословно: …" */
static bool
lead_label(const struct outer *o, size_t from, size_t colon, struct np *np)
{
	memset(np, 0, sizeof(*np));
	if (!tok_is(o->ts, &o->v[from], "quote verbatim цитата дословно "
	    "пряма прямая quoting"))
		return false;
	if (from + 2 < colon && tok_is(o->ts, &o->v[from + 1], "from by"))
		np_right(o, from + 2, np);
	return true;
}

/* "X was blunt: “…”" where no verb of speech leads to the colon. */
static bool
colon_cue(const struct outer *o, const struct cues *cs, size_t i,
    struct cue *c)
{
	size_t from = o->starts[o->v[i].sent], q = i + 1;

	q += q < o->len && o->v[q].kind == TOK_PARA;
	if (!tok_punct(&o->v[i], ':') || o->v[q].kind != TOK_QUOTE ||
	    from >= i)
		return false;
	if (cs->len > 0 && cs->v[cs->len - 1].verb >= from)
		return false;
	if (!lead_label(o, from, i, &c->np) &&
	    !lead_person(o, from, i, &c->np))
		return false;
	c->bits = c->np.kind == NP_NONE ? CUE_MARK | CUE_INHERIT : CUE_MARK;
	c->from = c->np.kind == NP_NONE ? from : c->np.from;
	return true;
}

/* “…” — Jane Roe, mayor */
static bool
sign_cue(const struct outer *o, size_t i, struct cue *c)
{
	struct name_run r;

	if (i == 0 || !tok_punct(&o->v[i], '-') || o->v[i - 1].kind !=
	    TOK_QUOTE || !name_run_at(o->v, o->len, i + 1, &r) ||
	    r.from >= r.to || !np_left(o, r.to - 1, &c->np))
		return false;
	if (o->v[r.to].kind != TOK_PARA && (!tok_punct(&o->v[r.to], ',') ||
	    r.to - r.from < 2))
		return false;
	c->np.from = i + 1;
	c->from = i + 1;
	c->bits = CUE_MARK;
	return true;
}

static bool
mark_cue(const struct outer *o, const struct cues *cs, size_t i,
    struct cue *c)
{
	if (!colon_cue(o, cs, i, c) && !sign_cue(o, i, c))
		return false;
	c->verb = c->vend = i;
	c->to = c->np.to > i ? c->np.to : i;
	c->vbits = V_SAY | V_PAST;
	return true;
}

void
cues_find(struct cues *cs, const struct outer *o)
{
	size_t i, cap = 0;
	struct cue *c;

	memset(cs, 0, sizeof(*cs));
	for (i = 0; i < o->len; i++) {
		if (o->v[i].kind != TOK_WORD && o->v[i].kind != TOK_PUNCT)
			continue;
		if ((c = add_cue(cs, &cap)) == NULL)
			return;
		if (o->v[i].kind == TOK_PUNCT) {
			cs->len += mark_cue(o, cs, i, c);
		} else if (according_cue(o, i, c) || verb_cue(o, i, c)) {
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
