/* SPDX-License-Identifier: ISC */
/*
 * Folds quotations into single tokens and cuts sentences.  A sentence ends
 * at a full stop before a capital, or at a quotation that holds the stop.
 */
#include "parse/extract/quote_outer.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

#define BRACKET_TOKENS	40	/* longer ones are not skipped */

const struct tok *
outer_last_inside(const struct outer *o, size_t i)
{
	const struct span *s = &o->sp->v[o->v[i].span];

	return &o->ts->v[s->last - 1];
}

static bool
is_stop(const struct tok *t)
{
	return tok_punct(t, '.') || tok_punct(t, '!') || tok_punct(t, '?');
}

/* What a sentence can begin with. */
static bool
begins(const struct tok *t)
{
	return tok_cap(t) || t->kind == TOK_NUM || t->kind == TOK_QUOTE ||
	    t->kind == TOK_PARA || tok_punct(t, '-') || tok_punct(t, '(') ||
	    tok_punct(t, '[') || t->kind == TOK_MARK;
}

static bool
ends_sentence(const struct outer *o, size_t i)
{
	const struct tok *t = &o->v[i], *r = t + 1;

	if (t->kind == TOK_PARA)
		return true;
	if (t->kind == TOK_QUOTE)
		return is_stop(outer_last_inside(o, i)) && (tok_cap(r) ||
		    r->kind == TOK_QUOTE || r->kind == TOK_NUM);
	if (!is_stop(t) || !begins(r))
		return false;
	if (!tok_punct(t, '.') || i == 0 || r->kind == TOK_PARA ||
	    (t[-1].shape & SHAPE_ABBR) == 0)
		return true;
	/* "4 млрд руб. «Это …" */
	return r->kind == TOK_QUOTE && (t[-1].shape & SHAPE_CAP) == 0 &&
	    tok_cap(&o->ts->v[o->sp->v[r->span].first]);
}

static void
cut_sentences(struct outer *o)
{
	uint32_t sent = 0;
	size_t i;

	o->starts = xcalloc(o->len + 1, sizeof(*o->starts));
	for (i = 0; i < o->len; i++) {
		o->v[i].sent = sent;
		if (ends_sentence(o, i))
			o->starts[++sent] = (uint32_t)i + 1;
	}
	o->nsents = sent + 1;
}

void
outer_read(struct outer *o, const struct toks *ts, const struct spans *sp)
{
	size_t i = 0, s = 0;

	memset(o, 0, sizeof(*o));
	o->ts = ts;
	o->sp = sp;
	o->v = xcalloc(ts->len + sp->len + 2, sizeof(*o->v));
	while (i < ts->len) {
		while (s < sp->len && (sp->v[s].nested ||
		    sp->v[s].last <= i))
			s++;
		o->v[o->len] = ts->v[i];
		if (s < sp->len && (sp->v[s].open == i ||
		    sp->v[s].first == i)) {
			o->v[o->len].kind = TOK_QUOTE;
			o->v[o->len].cls = o->v[o->len].verb = 0;
			o->v[o->len].ch = '~';
			o->v[o->len].span = (uint32_t)s;
			/* The closing mark, where there is one, goes too. */
			i = sp->v[s].close >= sp->v[s].last &&
			    ts->v[sp->v[s].close].kind == TOK_MARK ?
			    sp->v[s].close : sp->v[s].last - 1;
			o->v[o->len].end = ts->v[i].end;
		}
		o->len++;
		i++;
	}
	/* Where the last sentence ends. */
	o->v[o->len] = ts->v[ts->len - 1];
	o->v[o->len].kind = TOK_PARA;
	cut_sentences(o);
}

void
outer_clear(struct outer *o)
{
	free(o->v);
	free(o->starts);
	memset(o, 0, sizeof(*o));
}

size_t
outer_left(const struct outer *o, size_t i)
{
	size_t k;

	while (i > 0) {
		i--;
		if (tok_punct(&o->v[i], '[') || tok_punct(&o->v[i], ']'))
			continue;
		if (!tok_punct(&o->v[i], ')'))
			return i;
		for (k = i; k > 0 && i - k < BRACKET_TOKENS &&
		    !tok_punct(&o->v[k], '('); k--)
			;
		if (!tok_punct(&o->v[k], '('))
			return i;
		i = k;
	}
	return OUTER_NONE;
}

size_t
outer_right(const struct outer *o, size_t i)
{
	size_t k;

	while (++i < o->len) {
		if (tok_punct(&o->v[i], '[') || tok_punct(&o->v[i], ']'))
			continue;
		if (!tok_punct(&o->v[i], '('))
			return i;
		for (k = i; k < o->len && k - i < BRACKET_TOKENS &&
		    !tok_punct(&o->v[k], ')'); k++)
			;
		if (k >= o->len || !tok_punct(&o->v[k], ')'))
			return i;
		i = k;
	}
	return o->len;
}

size_t
outer_sentence_end(const struct outer *o, size_t i)
{
	size_t s = o->v[i].sent;

	return s + 1 < o->nsents ? o->starts[s + 1] : o->len;
}
