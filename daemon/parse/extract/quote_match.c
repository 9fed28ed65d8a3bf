/* SPDX-License-Identifier: ISC */
/*
 * Gives every quotation its cue.  What stands right behind it comes first
 * ("…," he said), then what leads to it in its sentence (He said: "…"; said
 * that the plan was "…"), then the attribution that ends the sentence, then
 * the colon or the speaker of the paragraph before.
 */
#include "parse/extract/quote_match.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "parse/extract/quote_lex.h"
#include "parse/extract/quote_verb.h"

#define NEAR_TOKENS	14	/* between a cue and its quotation */
#define LONG_QUOTE	4	/* words that need no comma behind them */

struct matcher {
	const struct outer	*o;
	const struct cues	*cs;
	struct sayings		*out;
	size_t			 next;	/* first cue behind the quotation */
	uint32_t		 para;	/* the paragraph's first sentence */
};

static const struct span *
span_of(const struct outer *o, size_t q)
{
	return &o->sp->v[o->v[q].span];
}

static bool
is_stop(const struct tok *t)
{
	return tok_punct(t, '.') || tok_punct(t, '!') || tok_punct(t, '?');
}

static size_t
sentence_start(const struct outer *o, size_t q)
{
	return o->starts[o->v[q].sent];
}

static bool
opens_sentence(const struct outer *o, size_t q)
{
	return sentence_start(o, q) == q || (q > 0 &&
	    (tok_punct(&o->v[q - 1], ':') || (tok_punct(&o->v[q - 1], '-') &&
	    sentence_start(o, q) == q - 1)));
}

/* --- behind the quotation ------------------------------------------------- */

/* "he said." and "he said on Monday", but not "he said that …". */
static bool
lacks_complement(const struct outer *o, const struct cue *c)
{
	const struct tok *r = &o->v[c->to];

	if ((c->bits & CUE_THAT) != 0)
		return false;
	if (r->kind != TOK_WORD)
		return !tok_punct(r, ':');
	/* "declined to say" is about something else. */
	if (tok_is(o->ts, r, "to") && r[1].verb != 0)
		return false;
	return (r->cls & (L_PREP | L_TIME | L_ADV | L_CONJ)) != 0 ||
	    (c->vbits & V_TELL) != 0 || (r->shape & SHAPE_CYR) != 0;
}

static bool
ends_open(const struct outer *o, size_t q)
{
	const struct tok *last = outer_last_inside(o, q), *r = &o->v[q + 1];

	return tok_punct(last, ',') || tok_punct(last, '-') ||
	    tok_punct(r, ',') || tok_punct(r, '-');
}

static bool
is_whole_sentence(const struct outer *o, size_t q)
{
	return sentence_start(o, q) == q && (is_stop(&o->v[q + 1]) ||
	    o->v[q + 1].kind == TOK_PARA);
}

static bool
is_open_inside(const struct outer *o, size_t q)
{
	const struct tok *last = outer_last_inside(o, q);

	return tok_punct(last, ',') || tok_punct(last, '-');
}

static int
cue_behind(const struct matcher *m, size_t q)
{
	const struct outer *o = m->o;
	const struct tok *last = outer_last_inside(o, q);
	const struct cue *c;
	size_t i = q + 1;

	if (m->next >= m->cs->len)
		return -1;
	c = &m->cs->v[m->next];
	while (tok_punct(&o->v[i], ',') || tok_punct(&o->v[i], '-') ||
	    (o->v[i].kind == TOK_WORD && i < c->from &&
	    (o->v[i].cls & (L_ADV | L_TIME)) != 0))
		i++;
	if (c->from != i || (c->bits & (CUE_INHERIT | CUE_PASSIVE)) != 0)
		return -1;
	/* Asked "…", X replied: "…" */
	if (tok_punct(&o->v[c->to], ':') && o->v[c->to + 1].kind == TOK_QUOTE
	    && !opens_sentence(o, q))
		return -1;
	if (ends_open(o, q))
		return (int)m->next;
	if (is_stop(last))
		return lacks_complement(o, c) ? (int)m->next : -1;
	/* "A B C D" said X: no mark at all, but too long for a name. */
	return quote_words(o, q) >= LONG_QUOTE && lacks_complement(o, c) &&
	    (c->vbits & V_SAY) != 0 ? (int)m->next : -1;
}

/* --- before it -------------------------------------------------------- */

/* Nothing but addressees, places and times between them. */
static bool
is_near(const struct outer *o, const struct cue *c, size_t q)
{
	const struct tok *l = &o->v[q - 1];

	if (c->to == q)
		return true;
	if (q - c->to > NEAR_TOKENS)
		return false;
	return tok_punct(l, ':') || tok_punct(l, ',') || tok_punct(l, '-') ||
	    (l->cls & L_THAT) != 0;
}

static bool
has_speaker(const struct cue *c)
{
	return c->actor >= 0 || c->np.kind != NP_NONE ||
	    (c->vbits & V_IMPERS) != 0;
}

/* The speech verbs whose clause reaches as far as the sentence goes. */
static bool
governs(const struct outer *o, const struct cue *c, size_t q)
{
	if (!has_speaker(c))
		return false;
	if (is_near(o, c, q))
		return true;
	if ((c->vbits & V_WEAK) != 0 && (c->bits & CUE_THAT) == 0)
		return false;
	return (c->vbits & (V_SAY | V_CALL | V_TELL)) != 0;
}

/* The last cue in the sentence that q can depend on. */
static int
cue_before(const struct matcher *m, size_t q)
{
	const struct cue *c;
	size_t i = m->next;

	while (i > 0) {
		c = &m->cs->v[--i];
		if (m->o->v[c->verb].sent != m->o->v[q].sent)
			return -1;
		if (c->to <= q && governs(m->o, c, q))
			return (int)i;
	}
	return -1;
}

/* --- at the end of the sentence --------------------------------------- */

/* … "A" … "B" …, X said. */
static int
cue_at_end(const struct matcher *m, size_t q)
{
	const struct outer *o = m->o;
	const struct cue *c;
	size_t i, end = outer_sentence_end(o, q);

	for (i = m->next; i < m->cs->len && m->cs->v[i].from < end; i++) {
		c = &m->cs->v[i];
		if ((c->bits & (CUE_INHERIT | CUE_PASSIVE)) != 0 ||
		    (c->vbits & V_WEAK) != 0 || c->from == 0)
			continue;
		if ((tok_punct(&o->v[c->from - 1], ',') ||
		    o->v[c->from - 1].kind == TOK_QUOTE) &&
		    lacks_complement(o, c))
			return (int)i;
	}
	return -1;
}

/* --- nothing in its sentence ------------------------------------------ */

/* "X said, speaking in Oslo", "X, who testified, said": only said. */
static bool
is_aside(const struct cue *c)
{
	return (c->bits & CUE_RELATIVE) != 0 || ((c->bits & CUE_INHERIT) != 0
	    && (c->vbits & V_WEAK) != 0);
}

/* The last cue before token i that is not behind sentence s. */
static int
last_cue_since(const struct matcher *m, size_t i, uint32_t sent)
{
	size_t k = m->next;

	while (k > 0) {
		k--;
		if (m->o->v[m->cs->v[k].verb].sent < sent)
			return -1;
		if (m->cs->v[k].to <= i && !is_aside(&m->cs->v[k]))
			return (int)k;
	}
	return -1;
}

/* The sentence in which the paragraph before q's began. */
static uint32_t
paragraph_before(const struct outer *o, size_t q, size_t *end)
{
	size_t i = sentence_start(o, q);

	while (i > 0 && o->v[i - 1].kind != TOK_PARA)
		i--;
	if (i == 0)
		return UINT32_MAX;
	*end = --i;
	while (i > 0 && o->v[i - 1].kind != TOK_PARA)
		i--;
	return o->v[i].sent;
}

static bool
starts_paragraph(const struct outer *o, size_t q)
{
	return q == 0 || o->v[q - 1].kind == TOK_PARA;
}

/* The paragraph before ends in a colon, or its speaker goes on. */
static int
cue_from_above(const struct matcher *m, size_t q)
{
	uint32_t sent;
	size_t end;

	if (!starts_paragraph(m->o, q) || !quote_is_sentence(m->o, q))
		return -1;
	if ((sent = paragraph_before(m->o, q, &end)) == UINT32_MAX)
		return -1;
	return last_cue_since(m, end, sent);
}

/* The attribution before q closed an earlier quotation: it splits one. */
static bool
splits(const struct matcher *m, int cue, size_t q)
{
	const struct saying *p;
	const struct tok *l = &m->o->v[q - 1];

	if (m->out->len == 0)
		return false;
	p = &m->out->v[m->out->len - 1];
	if (m->o->v[q].sent > m->o->v[m->cs->v[cue].verb].sent + 1)
		return false;
	return p->cue == cue && p->quote < m->cs->v[cue].verb &&
	    (tok_punct(l, ',') || tok_punct(l, '-') || tok_punct(l, ':') ||
	    tok_punct(l, '.') || l->kind == TOK_QUOTE);
}

/* A sentence of the same paragraph told who speaks. */
static int
cue_in_paragraph(const struct matcher *m, size_t q)
{
	int cue;

	if (sentence_start(m->o, q) != q || !quote_begins_large(m->o, q))
		return -1;
	cue = last_cue_since(m, q, m->para);
	/* «A», — сказал он. «B». However short the second is. */
	if (cue >= 0 && splits(m, cue, q) && is_stop(&m->o->v[q + 1]))
		return cue;
	return quote_is_sentence(m->o, q) ? cue : -1;
}

/* --- one quotation ---------------------------------------------------- */

/* "said that “…”", "said “a few words”", "said it was “…”" */
static bool
is_part(const struct matcher *m, int cue, size_t q)
{
	const struct cue *c;

	if (cue < 0)
		return true;
	c = &m->cs->v[cue];
	return (c->bits & CUE_THAT) != 0 || !is_near(m->o, c, q) ||
	    !quote_begins_large(m->o, q);
}

static void
match_one(struct matcher *m, struct saying *s)
{
	const struct outer *o = m->o;
	size_t q = s->quote;
	int before, behind;

	s->cue = -1;
	before = cue_before(m, q);
	if (span_of(o, q)->rest && m->out->len > 0) {
		s->cue = cue_behind(m, q);
		s->joins = s->cue < 0;
		if (s->joins)
			s->cue = m->out->v[m->out->len - 1].cue;
		return;
	}
	behind = cue_behind(m, q);
	if (quote_is_title(o, q) && !is_open_inside(o, q) &&
	    (behind < 0 || !opens_sentence(o, q)) && !is_whole_sentence(o, q) &&
	    (before < 0 || !tok_punct(&o->v[q - 1], ':')))
		return;
	if ((s->cue = behind) >= 0) {
		s->partial = !opens_sentence(o, q) && is_part(m, before, q);
		return;
	}
	if ((s->cue = before) >= 0) {
		if (splits(m, s->cue, q)) {
			s->joins = true;
			return;
		}
		s->partial = is_part(m, before, q);
		if (is_near(o, &m->cs->v[before], q) ||
		    (!quote_is_title(o, q) && (!quote_is_modifier(o, q) ||
		    (m->cs->v[before].vbits & V_CALL) != 0)))
			return;
	}
	s->partial = true;
	if ((s->cue = cue_at_end(m, q)) >= 0 && !quote_is_title(o, q) &&
	    !quote_is_modifier(o, q))
		return;
	s->partial = false;
	if ((s->cue = cue_in_paragraph(m, q)) >= 0) {
		s->joins = splits(m, s->cue, q);
		return;
	}
	s->cue = cue_from_above(m, q);
}

/* Pieces of one quotation share what any of them was given. */
static void
match_chain(struct matcher *m, size_t first)
{
	struct saying *v = m->out->v;
	size_t i, n = m->out->len, from = n - 1;

	while (from > first && span_of(m->o, v[from - 1].quote)->goes_on)
		from--;
	if (from == n - 1)
		return;
	for (i = from + 1; i < n; i++) {
		v[i].joins = true;
		if (span_of(m->o, v[i - 1].quote)->goes_on == false)
			return;
	}
	/* The last piece is the one that names the speaker, if any does. */
	if (v[n - 1].cue >= 0 && (v[from].cue < 0 || m->cs->v[v[n - 1].cue].
	    verb > v[n - 1].quote))
		v[from].cue = v[n - 1].cue;
	for (i = from + 1; i < n; i++)
		v[i].cue = v[from].cue;
	v[from].partial = v[from].partial && v[from].cue >= 0 &&
	    m->cs->v[v[from].cue].verb < v[from].quote;
}

void
sayings_match(struct sayings *out, const struct outer *o,
    const struct cues *cs)
{
	struct matcher m = { .o = o, .cs = cs, .out = out };
	struct saying s;
	size_t i, n = 0;

	memset(out, 0, sizeof(*out));
	for (i = 0; i < o->len; i++)
		n += o->v[i].kind == TOK_QUOTE;
	out->v = xcalloc(n + 1, sizeof(*out->v));
	for (i = 0; i < o->len; i++) {
		if (i > 0 && o->v[i - 1].kind == TOK_PARA)
			m.para = o->v[i].sent;
		while (m.next < cs->len && cs->v[m.next].to <= i)
			m.next++;
		if (o->v[i].kind != TOK_QUOTE)
			continue;
		memset(&s, 0, sizeof(s));
		s.quote = i;
		match_one(&m, &s);
		out->v[out->len++] = s;
		match_chain(&m, 0);
	}
}

void
sayings_clear(struct sayings *s)
{
	free(s->v);
	memset(s, 0, sizeof(*s));
}
