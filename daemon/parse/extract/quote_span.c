/* SPDX-License-Identifier: ISC */
/*
 * Pairs marks paragraph by paragraph on a stack.  A mark opens or closes
 * by what stands on its sides; where the sides say nothing, by its shape;
 * where that says nothing, by what is open.  What stays open at the end of
 * a paragraph goes to quote_span_fix.c.
 */
#include "parse/extract/quote_span.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "parse/extract/quote_lex.h"
#include "parse/extract/quote_span_fix.h"
#include "parse/extract/quote_verb.h"

#define ATTRIBUTION_TOKENS	12	/* from the mark to the verb's end */
#define CLOSER_TOKENS		300	/* to look ahead for a better one */

enum mark
mark_of(uint32_t cp)
{
	switch (cp) {
	case '"': case 0x2033: case 0xff02:
		return MARK_DQ;
	case 0x201c: case 0x201f:
		return MARK_LDQ;
	case 0x201d:
		return MARK_RDQ;
	case 0x201e:
		return MARK_LOW;
	case 0xab:
		return MARK_LGU;
	case 0xbb:
		return MARK_RGU;
	case '\'': case '`':
		return MARK_SQ;
	case 0x2018: case 0x201b: case 0x2039:
		return MARK_LSQ;
	case 0x2019: case 0x203a:
		return MARK_RSQ;
	default:
		return MARK_NONE;
	}
}

/* --- what stands around a mark ---------------------------------------- */

static bool
opens_by_place(const struct toks *ts, size_t i)
{
	const struct tok *t = &ts->v[i], *l = i > 0 ? t - 1 : NULL;

	if ((t->shape & SHAPE_BLANK_R) != 0 || t[1].kind == TOK_PARA)
		return false;
	return l == NULL || (t->shape & SHAPE_BLANK_L) != 0 ||
	    l->kind == TOK_PARA || tok_punct(l, '(') || tok_punct(l, '[') ||
	    tok_punct(l, '-') || tok_punct(l, '/') ||
	    (l->kind == TOK_MARK && l->ch == 'o');
}

static bool
closes_by_place(const struct toks *ts, size_t i)
{
	const struct tok *t = &ts->v[i], *r = t + 1;

	if (i == 0 || (t->shape & SHAPE_BLANK_L) != 0 ||
	    t[-1].kind == TOK_PARA)
		return false;
	return (t->shape & SHAPE_BLANK_R) != 0 || r->kind == TOK_PARA ||
	    r->kind == TOK_PUNCT || r->kind == TOK_MARK;
}

/* 1 opens, -1 closes, 0 either. */
static int
side_by_place(const struct toks *ts, size_t i)
{
	bool o = opens_by_place(ts, i), c = closes_by_place(ts, i);

	return o == c ? 0 : o ? 1 : -1;
}

static bool
np_word(const struct tok *t)
{
	static const uint32_t parts = L_DET | L_TITLE | L_NAT | L_ORG |
	    L_HONOR | L_ADV | L_AUX | L_OF | L_HE | L_SHE | L_THEY | L_IT |
	    L_GROUP | L_TIME | L_PLACE;

	return tok_cap(t) || t->kind == TOK_NUM || (t->cls & parts) != 0 ||
	    tok_punct(t, '(') || tok_punct(t, ')') || tok_punct(t, '.');
}

static bool
is_said(const struct tok *t)
{
	return (t->verb & (V_SAY | V_CALL)) != 0 &&
	    (t->verb & V_FINITE) != 0 &&
	    ((t->verb & V_NOUN) == 0 || (t->verb & V_PAST) != 0);
}

bool
span_attributed(const struct toks *ts, size_t i)
{
	size_t end = i + ATTRIBUTION_TOKENS, from;

	if (i < ts->len && (tok_punct(&ts->v[i], '-') ||
	    tok_punct(&ts->v[i], ',')))
		i++;
	if (i < ts->len && tok_punct(&ts->v[i], '-'))
		i++;
	for (from = i; i < ts->len && i < end; i++) {
		if (is_said(&ts->v[i]))
			return i > from || np_word(&ts->v[i + 1]) ||
			    (ts->v[i].shape & SHAPE_CYR) != 0;
		if (!np_word(&ts->v[i]))
			return false;
	}
	return false;
}

/* --- the stack -------------------------------------------------------- */

static bool
is_single(uint32_t mark)
{
	return mark >= MARK_SQ;
}

static bool
pairs_with(uint32_t open, uint32_t close)
{
	switch (open) {
	case MARK_LDQ:
		return close == MARK_RDQ;
	case MARK_LOW:
		return close == MARK_LDQ || close == MARK_RDQ;
	case MARK_LGU:
		return close == MARK_RGU;
	case MARK_RGU:
		return close == MARK_LGU || close == MARK_RGU;
	case MARK_RDQ:
		return close == MARK_RDQ;
	case MARK_LSQ:
		return close == MARK_RSQ || close == MARK_SQ;
	default:
		return open == close || (open == MARK_SQ &&
		    close == MARK_RSQ);
	}
}

/* The depth of the entry that a double mark closes; -1 when none does. */
static int
find_open(const struct pairing *p, uint32_t mark)
{
	int i, any = -1;

	for (i = (int)p->depth - 1; i >= 0; i--) {
		uint32_t open = p->ts->v[p->open[i]].span;

		if (is_single(open) != is_single(mark)) {
			/* A single mark never reaches out of a double one. */
			if (is_single(mark))
				return -1;
			continue;
		}
		if (pairs_with(open, mark))
			return i;
		if (any < 0)
			any = i;
	}
	return any;
}

void
span_add(struct pairing *p, size_t open, size_t close, size_t first,
    size_t last)
{
	struct spans *sp = p->spans;
	struct span *s;

	if (sp->len == SPANS_MAX || first >= last)
		return;
	if (sp->len == p->cap) {
		p->cap = p->cap == 0 ? 64 : p->cap * 2;
		sp->v = xreallocarray(sp->v, p->cap, sizeof(*sp->v));
	}
	s = &sp->v[sp->len++];
	memset(s, 0, sizeof(*s));
	s->open = (uint32_t)open;
	s->close = (uint32_t)close;
	s->first = (uint32_t)first;
	s->last = (uint32_t)last;
}

static void
push_open(struct pairing *p, size_t i)
{
	if (p->depth == PAIRING_DEPTH)
		return;
	p->open[p->depth++] = (uint32_t)i;
	p->ts->v[i].ch = 'o';
}

static void
close_at(struct pairing *p, int depth, size_t i)
{
	size_t open = p->open[depth];

	span_add(p, open, i, open + 1, i);
	p->ts->v[i].ch = 'c';
	p->depth = (size_t)depth;
}

/* Is another mark of this kind still to close what i would close? */
static bool
closer_follows(const struct pairing *p, size_t i)
{
	const struct tok *t = &p->ts->v[i + 1], *end = t + CLOSER_TOKENS;

	for (; t->kind != TOK_PARA && t < end; t++) {
		if (t->kind != TOK_MARK)
			continue;
		if (!is_single(t->span))
			return false;
		if (t->span == MARK_LSQ)
			return false;
		if (closes_by_place(p->ts, (size_t)(t - p->ts->v)) &&
		    (tok_punct(t - 1, ',') || tok_punct(t - 1, '.') ||
		    tok_punct(t - 1, '!') || tok_punct(t - 1, '?')))
			return true;
	}
	return false;
}

/* "the workers’ rights": an apostrophe, when a better end is to come. */
static bool
is_plural_possessive(const struct pairing *p, size_t i)
{
	const struct toks *ts = p->ts;
	const struct tok *t = &ts->v[i];

	if (t[-1].kind != TOK_WORD || (ts->s[t[-1].end - 1] | 0x20) != 's' ||
	    t[1].kind != TOK_WORD || (t->shape & SHAPE_BLANK_R) == 0)
		return false;
	return closer_follows(p, i);
}

static void
take_single(struct pairing *p, size_t i)
{
	const struct toks *ts = p->ts;
	uint32_t mark = ts->v[i].span;
	int side = side_by_place(ts, i), depth;

	if (side > 0 && mark != MARK_RSQ) {
		if (!tok_is(ts, &ts->v[i + 1], "em til twas tis cause n bout "
		    "round") && ts->v[i + 1].kind != TOK_NUM)
			push_open(p, i);
		return;
	}
	if (side > 0 || mark == MARK_LSQ || (side == 0 && mark != MARK_RSQ))
		return;
	/* rock 'n' roll */
	if (i > 0 && tok_is(ts, &ts->v[i - 1], "n"))
		return;
	depth = find_open(p, mark);
	if (depth >= 0 && !is_plural_possessive(p, i))
		close_at(p, depth, i);
}

/*
 * A mark that looks as if it opened, right behind a comma and before "X
 * said": a closing mark that slipped over the blank.
 */
static bool
is_glued_close(const struct pairing *p, size_t i)
{
	const struct tok *l = i > 0 ? &p->ts->v[i - 1] : NULL;

	return l != NULL && (tok_punct(l, ',') || tok_punct(l, '.') ||
	    tok_punct(l, '!') || tok_punct(l, '?')) &&
	    span_attributed(p->ts, i + 1);
}

static int
nominal_side(uint32_t mark)
{
	switch (mark) {
	case MARK_LDQ: case MARK_LOW: case MARK_LGU:
		return 1;
	case MARK_RDQ: case MARK_RGU:
		return -1;
	default:
		return 0;
	}
}

static void
take_double(struct pairing *p, size_t i)
{
	uint32_t mark = p->ts->v[i].span;
	int side = side_by_place(p->ts, i), shape = nominal_side(mark);
	int depth = find_open(p, mark);

	/* Shape yields to place only where the place makes sense of it. */
	if (shape > 0 && (side >= 0 || depth < 0 || mark == MARK_LOW))
		side = 1;
	else if (shape < 0 && (side <= 0 || depth >= 0))
		side = -1;
	else if (side == 0)
		side = depth >= 0 && pairs_with(p->ts->v[p->open[depth]].span,
		    mark) ? -1 : 1;
	if (side > 0 && depth >= 0 && mark != MARK_LOW &&
	    is_glued_close(p, i))
		side = -1;
	if (side > 0)
		push_open(p, i);
	else if (depth >= 0)
		close_at(p, depth, i);
	else if (p->stray == 0 && p->spans->len == p->spans_before)
		p->stray = i;
}

static size_t
paragraph_end(const struct toks *ts, size_t i)
{
	while (i < ts->len && ts->v[i].kind != TOK_PARA)
		i++;
	return i;
}

static int
by_place(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return x->last > y->last ? -1 : x->last < y->last;
}

static void
mark_nested(struct spans *sp)
{
	uint32_t reach = 0;
	size_t i;

	if (sp->len > 1)
		qsort(sp->v, sp->len, sizeof(*sp->v), by_place);
	for (i = 0; i < sp->len; i++) {
		sp->v[i].nested = sp->v[i].first < reach;
		if (sp->v[i].last > reach)
			reach = sp->v[i].last;
	}
}

void
spans_find(struct spans *sp, struct toks *ts)
{
	struct pairing p = { .ts = ts, .spans = sp };
	size_t i = 0, end;

	memset(sp, 0, sizeof(*sp));
	while (i < ts->len) {
		end = paragraph_end(ts, i);
		p.depth = 0;
		p.stray = 0;
		p.from = i;
		p.to = end;
		p.spans_before = sp->len;
		for (; i < end; i++) {
			if (ts->v[i].kind != TOK_MARK)
				continue;
			if (is_single(ts->v[i].span))
				take_single(&p, i);
			else
				take_double(&p, i);
		}
		i = span_fix(&p) + 1;
	}
	span_split(&p);
	mark_nested(sp);
}

void
spans_clear(struct spans *sp)
{
	free(sp->v);
	memset(sp, 0, sizeof(*sp));
}
