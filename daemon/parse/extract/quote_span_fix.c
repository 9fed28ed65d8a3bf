/* SPDX-License-Identifier: ISC */
/*
 * Marks without their partner.  A quotation may go on in the next
 * paragraph, with or without a new opening mark; its end may be a single
 * mark; or the mark was forgotten, and who spoke tells where.  Speech that
 * dashes set off, as Russian has it, is found here, too.
 */
#include "parse/extract/quote_span_fix.h"

#include "parse/extract/quote_lex.h"
#include "parse/extract/quote_verb.h"

#define REACH_PARAS	5	/* paragraphs that one quotation may span */
#define TITLE_TOKENS	12	/* inside marks that do not match */
#define SPEECH_TOKENS	6	/* fewer are no sentence */
#define VERB_NEAR	4	/* tokens from a dash to its verb */
#define TAIL_TOKENS	30	/* behind a forgotten closing mark */

static bool
is_double(const struct tok *t)
{
	return t->kind == TOK_MARK && t->span < MARK_SQ;
}

static bool
is_stop(const struct tok *t)
{
	return tok_punct(t, ',') || tok_punct(t, '.') || tok_punct(t, '!') ||
	    tok_punct(t, '?');
}

/* The end of the paragraph behind token i. */
static size_t
next_end(const struct toks *ts, size_t i)
{
	while (i < ts->len && ts->v[i].kind != TOK_PARA)
		i++;
	return i;
}

/* ", he said." before anything else opens: the mark belongs there. */
static bool
close_at_attribution(struct pairing *p, size_t open)
{
	const struct toks *ts = p->ts;
	size_t i;

	for (i = open + 1; i < p->to; i++) {
		if (is_double(&ts->v[i]))
			return false;
		if (!is_stop(&ts->v[i]) || i + TAIL_TOKENS < p->to ||
		    tok_punct(&ts->v[i], '.') ||
		    !span_attributed(ts, i + 1))
			continue;
		span_add(p, open, i, open + 1, i + 1);
		return true;
	}
	return false;
}

/* “Truth Social’: a short name that a single mark ends. */
static bool
close_at_single(struct pairing *p, size_t open)
{
	const struct tok *v = p->ts->v;
	size_t i;

	for (i = open + 1; i < p->to && i <= open + TITLE_TOKENS; i++) {
		if (is_double(&v[i]))
			return false;
		if (v[i].kind != TOK_MARK || v[i].ch != '~' ||
		    (v[i].shape & SHAPE_BLANK_L) != 0 ||
		    (v[i].span != MARK_RSQ && v[i].span != MARK_SQ))
			continue;
		if (v[i - 1].kind == TOK_WORD &&
		    (p->ts->s[v[i - 1].end - 1] | 0x20) == 's' &&
		    v[i + 1].kind == TOK_WORD)
			continue;
		span_add(p, open, i, open + 1, i);
		return true;
	}
	return false;
}

/*
 * "he said "yes".": one mark closes two, at a place where the outer one
 * can end.
 */
static bool
close_with_inner(struct pairing *p, size_t open)
{
	const struct tok *v = p->ts->v;
	size_t i, close;

	for (i = p->spans_before; i < p->spans->len; i++) {
		close = p->spans->v[i].close;
		if (p->spans->v[i].open < open || v[close].kind != TOK_MARK ||
		    v[close].span != v[open].span)
			continue;
		if (!is_stop(&v[close + 1]) && v[close + 1].kind != TOK_PARA)
			continue;
		span_add(p, open, close, open + 1, close);
		return true;
	}
	return false;
}

/* A new opening mark begins the next paragraph: the old way to go on. */
static bool
goes_on(struct pairing *p, size_t open)
{
	const struct toks *ts = p->ts;
	size_t next = p->to + 1;

	if (next >= ts->len || ts->v[next].kind != TOK_MARK ||
	    (ts->v[next].shape & SHAPE_BLANK_R) != 0 ||
	    ts->v[next].span != ts->v[open].span)
		return false;
	span_add(p, open, p->to, open + 1, p->to);
	if (p->spans->len > 0)
		p->spans->v[p->spans->len - 1].goes_on = true;
	return true;
}

/*
 * The closing mark that the next paragraphs have and nothing in them
 * opens; 0 when there is none.
 */
static size_t
find_late_close(const struct pairing *p)
{
	const struct toks *ts = p->ts;
	size_t i = p->to + 1, paras = 1;

	for (; i < ts->len && paras <= REACH_PARAS; i++) {
		if (ts->v[i].kind == TOK_PARA) {
			paras++;
			continue;
		}
		if (!is_double(&ts->v[i]))
			continue;
		if (ts->v[i].span == MARK_LGU || ts->v[i].span == MARK_LOW ||
		    (ts->v[i].shape & SHAPE_BLANK_L) != 0 ||
		    ts->v[i - 1].kind == TOK_PARA)
			return 0;
		return ts->v[i].span == MARK_LDQ ? 0 : i;
	}
	return 0;
}

/* One piece a paragraph; returns the end of the last paragraph. */
static size_t
reach_out(struct pairing *p, size_t open, size_t close)
{
	const struct toks *ts = p->ts;
	size_t from = open + 1, end = p->to;

	while (end < close) {
		span_add(p, open, end, from, end);
		if (p->spans->len > 0)
			p->spans->v[p->spans->len - 1].goes_on = true;
		open = from = end + 1;
		end = next_end(ts, from);
	}
	span_add(p, open, close, from, close);
	p->ts->v[close].ch = 'c';
	return close;
}

/* The rest of the paragraph, when it reads like speech. */
static bool
close_at_end(struct pairing *p, size_t open)
{
	const struct tok *v = p->ts->v, *l = open > 0 ? &v[open - 1] : NULL;
	size_t i;

	if (p->to - open < SPEECH_TOKENS)
		return false;
	for (i = open + 1; i < p->to; i++)
		if (is_double(&v[i]))
			return false;
	if (l != NULL && l->kind != TOK_PARA && !tok_punct(l, ':') &&
	    !tok_punct(l, ',') && (l->verb & V_SAY) == 0)
		return false;
	span_add(p, open, p->to, open + 1, p->to);
	return true;
}

/* "We are ready,” he said." from the paragraph's first word. */
static void
open_at_start(struct pairing *p)
{
	const struct toks *ts = p->ts;

	if (p->stray > p->from + 2 && is_stop(&ts->v[p->stray - 1]) &&
	    span_attributed(ts, p->stray + 1))
		span_add(p, p->from, p->stray, p->from, p->stray);
}

static bool
verb_near(const struct toks *ts, size_t i, size_t end)
{
	size_t k;

	for (k = i; k < end && k < i + VERB_NEAR; k++) {
		if ((ts->v[k].verb & (V_SAY | V_QUOTES)) != 0 &&
		    (ts->v[k].verb & V_FINITE) != 0)
			return true;
		if (ts->v[k].kind != TOK_WORD)
			return false;
	}
	return false;
}

static bool
is_dash(const struct toks *ts, size_t i)
{
	return tok_punct(&ts->v[i], '-') &&
	    (ts->v[i].shape & SHAPE_BLANK_R) != 0;
}

/* "— We are ready, — said the mayor. — Come in.": between the dashes. */
static void
dash_speech(struct pairing *p)
{
	const struct toks *ts = p->ts;
	size_t i, from = p->from + 1, before = p->spans->len;
	bool speech = true, named = false;

	if (p->from >= p->to || !is_dash(ts, p->from))
		return;
	for (i = from; i < p->to; i++) {
		if (!is_dash(ts, i) || !is_stop(&ts->v[i - 1]))
			continue;
		if (speech && verb_near(ts, i + 1, p->to)) {
			span_add(p, from - 1, i, from, i);
			speech = false;
			named = true;
		} else if (!speech) {
			from = i + 1;
			speech = true;
		}
	}
	if (!named)
		return;
	if (speech)
		span_add(p, from - 1, p->to, from, p->to);
	for (i = before + 1; i < p->spans->len; i++)
		p->spans->v[i].rest = true;
}

size_t
span_fix(struct pairing *p)
{
	size_t i, open, late;
	bool outer = true;

	if (p->stray > 0)
		open_at_start(p);
	if (p->depth == 0 && p->spans->len == p->spans_before)
		dash_speech(p);
	for (i = 0; i < p->depth; i++) {
		open = p->open[i];
		/* ‘A. [next paragraph] ‘B.’, he said. */
		if (i == 0 && !is_double(&p->ts->v[open]) && goes_on(p, open))
			break;
		if (!is_double(&p->ts->v[open]) || !outer)
			continue;
		if (close_at_attribution(p, open) ||
		    close_at_single(p, open) || close_with_inner(p, open))
			continue;
		/* Only the first that stays open can reach out. */
		outer = false;
		if (goes_on(p, open))
			break;
		if ((late = find_late_close(p)) > 0)
			return reach_out(p, open, late);
		close_at_end(p, open);
	}
	return p->to;
}

/* The dash behind which the attribution ends; s->last when none does. */
static size_t
attribution_end(const struct toks *ts, const struct span *s, size_t i)
{
	for (i++; i < s->last; i++)
		if (is_dash(ts, i) && is_stop(&ts->v[i - 1]))
			return i;
	return s->last;
}

void
span_split(struct pairing *p)
{
	const struct toks *ts = p->ts;
	size_t i, k, end, n = p->spans->len;
	struct span s;

	for (k = 0; k < n; k++) {
		s = p->spans->v[k];
		for (i = s.first + 1; i < s.last; i++)
			if (is_dash(ts, i) && is_stop(&ts->v[i - 1]) &&
			    verb_near(ts, i + 1, s.last))
				break;
		if (i >= s.last)
			continue;
		end = attribution_end(ts, &s, i);
		if (end == s.last && s.last - i > TAIL_TOKENS)
			continue;
		p->spans->v[k].last = p->spans->v[k].close = (uint32_t)i;
		if (end < s.last && p->spans->len < SPANS_MAX) {
			span_add(p, end, s.close, end + 1, s.last);
			p->spans->v[p->spans->len - 1].rest = true;
		}
	}
}
