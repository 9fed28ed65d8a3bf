/* SPDX-License-Identifier: ISC */
/*
 * Quotations of an article, in steps that each know one thing:
 *
 *	quote_tok	words and marks
 *	quote_span	which marks belong together
 *	person		who occurs
 *	quote_outer	the text around the quotations, in sentences
 *	quote_cue	where it says who speaks
 *	quote_focus	whom a pronoun or a role means there
 *	quote_match	which quotation is whose
 *
 * and here the result is written down.
 */
#include "parse/extract/quote.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "parse/extract/fold.h"
#include "parse/extract/person.h"
#include "parse/extract/quote_cue.h"
#include "parse/extract/quote_focus.h"
#include "parse/extract/quote_lex.h"
#include "parse/extract/quote_match.h"
#include "parse/extract/quote_outer.h"
#include "parse/extract/quote_span.h"
#include "parse/extract/quote_verb.h"

struct writer {
	struct article	*a;
	struct pool	*pool;		/* of the cast's names */
	struct toks	 ts;
	struct spans	 sp;
	struct outer	 o;
	struct cast	 cast;
	struct cues	 cs;
	struct sayings	 sayings;
	struct quote	*quotes;
	size_t		 n;
};

/* The bytes between two tokens without blanks at their ends. */
static void
set_segment(struct writer *w, struct segment *seg, size_t first, size_t end)
{
	const struct tok *v = w->ts.v;
	size_t from = v[first].at, to = v[end].at, i, k, cut = from;
	uint32_t cp;

	for (i = from; i < to; i += k) {
		k = utf8_decode(w->ts.s + i, to - i, &cp);
		if (!cp_is_blank(cp))
			cut = i + k;
	}
	seg->text = pool_strndup(w->a->pool, w->ts.s + from, cut - from);
	seg->start = v[first].cp;
	seg->end = seg->start + (uint32_t)utf8_count(w->ts.s + from,
	    cut - from);
}

static const char *
slice(struct writer *w, size_t from, size_t to)
{
	const struct tok *v = w->o.v;

	if (from >= to)
		return NULL;
	return pool_strndup(w->a->pool, w->ts.s + v[from].at,
	    v[to - 1].end - v[from].at);
}

static const char *
join_segments(struct writer *w, const struct segment *s, size_t n)
{
	const char *text;
	struct buf b;
	size_t i;

	if (n == 1)
		return s[0].text;
	buf_init(&b, w->ts.n + n * sizeof(" … "));
	for (i = 0; i < n; i++)
		buf_addf(&b, "%s%s", i > 0 ? " … " : "", s[i].text);
	text = pool_strndup(w->a->pool, buf_str(&b), b.len);
	buf_clear(&b);
	return text;
}

static void
set_speaker(struct writer *w, struct quote *q, const struct cue *c)
{
	const struct np *np = &c->np;
	bool stood_in = (np->kind == NP_IT || np->kind == NP_THEY) &&
	    np->name_from != np->from;

	q->verb = slice(w, c->verb, c->vend);
	q->speaker = pool_strdup(w->a->pool, focus_speaker(w->pool, &w->o,
	    &w->cast, c));
	if (np->kind != NP_NONE)
		q->speaker_surface = stood_in ? slice(w, np->name_from,
		    np->name_to) : slice(w, np->from, np->to);
}

static struct quote *
add_quote(struct writer *w, enum quote_kind kind)
{
	struct quote *q;

	if (w->n == QUOTES_MAX)
		return NULL;
	w->quotes = pool_grow(w->a->pool, w->quotes, w->n, sizeof(*q));
	q = &w->quotes[w->n++];
	q->kind = kind;
	return q;
}

/* A saying and those that go on from it. */
static size_t
write_saying(struct writer *w, size_t i)
{
	const struct saying *s = &w->sayings.v[i];
	struct segment *segs;
	const struct span *sp;
	struct quote *q;
	size_t n = 1, k;

	while (i + n < w->sayings.len && s[n].joins && s[n].cue == s->cue)
		n++;
	if (s->cue < 0 || (q = add_quote(w, s->partial ? QUOTE_PARTIAL :
	    QUOTE_DIRECT)) == NULL)
		return n;
	segs = pool_alloc(w->a->pool, n * sizeof(*segs));
	for (k = 0; k < n; k++) {
		sp = &w->sp.v[w->o.v[s[k].quote].span];
		set_segment(w, &segs[k], sp->first, sp->last);
	}
	q->segments = segs;
	q->nsegments = n;
	q->text = join_segments(w, segs, n);
	set_speaker(w, q, &w->cs.v[s->cue]);
	return n;
}

/* --- indirect speech ------------------------------------------------------ */

/* The token of the whole text at which an outer token begins. */
static size_t
token_at(const struct writer *w, size_t outer)
{
	size_t lo = 0, hi = w->ts.len - 1, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (w->ts.v[mid].at < w->o.v[outer].at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static void
write_indirect(struct writer *w, const struct cue *c)
{
	uint32_t sent = w->o.v[c->verb].sent;
	size_t from = w->o.starts[sent];
	size_t to = outer_sentence_end(&w->o, c->verb);
	struct segment *seg;
	struct quote *q;

	if ((q = add_quote(w, QUOTE_INDIRECT)) == NULL)
		return;
	seg = pool_alloc(w->a->pool, sizeof(*seg));
	set_segment(w, seg, token_at(w, from), token_at(w, to));
	q->segments = seg;
	q->nsegments = 1;
	q->text = seg->text;
	set_speaker(w, q, c);
}

static bool
is_indirect(const struct cue *c)
{
	return c->actor >= 0 && (c->bits & (CUE_INHERIT | CUE_MARK)) == 0 &&
	    (c->vbits & (V_SAY | V_TELL)) != 0 && (c->vbits & V_WEAK) == 0;
}

/* One for each sentence that reports a person and quotes nobody. */
static void
write_indirects(struct writer *w)
{
	bool *quoted = pool_alloc(w->pool, w->o.nsents + 1);
	size_t i;
	uint32_t sent;

	for (i = 0; i < w->sayings.len; i++) {
		if (w->sayings.v[i].cue < 0)
			continue;
		quoted[w->o.v[w->sayings.v[i].quote].sent] = true;
		quoted[w->o.v[w->cs.v[w->sayings.v[i].cue].verb].sent] = true;
	}
	for (i = 0; i < w->cs.len; i++) {
		sent = w->o.v[w->cs.v[i].verb].sent;
		if (quoted[sent] || !is_indirect(&w->cs.v[i]))
			continue;
		quoted[sent] = true;
		write_indirect(w, &w->cs.v[i]);
	}
}

static int
by_place(const void *a, const void *b)
{
	const struct quote *x = a, *y = b;

	if (x->segments[0].start == y->segments[0].start)
		return 0;
	return x->segments[0].start < y->segments[0].start ? -1 : 1;
}

static void
read_cast(struct writer *w)
{
	struct toks head;

	cast_init(&w->cast, w->pool);
	cast_read(&w->cast, &w->ts, false);
	if (w->a->headline == NULL)
		return;
	toks_read(&head, w->a->headline, strlen(w->a->headline), false);
	cast_read(&w->cast, &head, true);
	toks_clear(&head);
}

void
quotes_find(struct article *a)
{
	struct writer w = { .a = a };
	size_t i;

	if (a->text == NULL || a->text[0] == '\0')
		return;
	w.pool = pool_new();
	toks_read(&w.ts, a->text, strlen(a->text), a->language != NULL &&
	    strcmp(a->language, "uk") == 0);
	spans_find(&w.sp, &w.ts);
	outer_read(&w.o, &w.ts, &w.sp);
	read_cast(&w);
	cues_find(&w.cs, &w.o);
	focus_resolve(&w.cs, &w.o, &w.cast);
	sayings_match(&w.sayings, &w.o, &w.cs);
	for (i = 0; i < w.sayings.len; )
		i += write_saying(&w, i);
	write_indirects(&w);
	if (w.n > 1)
		qsort(w.quotes, w.n, sizeof(*w.quotes), by_place);
	a->quotes = w.quotes;
	a->nquotes = w.n;
	sayings_clear(&w.sayings);
	cues_clear(&w.cs);
	outer_clear(&w.o);
	spans_clear(&w.sp);
	toks_clear(&w.ts);
	pool_free(w.pool);
}
