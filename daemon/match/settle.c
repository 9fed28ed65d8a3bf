/* SPDX-License-Identifier: ISC */
/*
 * Between the pass over the words and the queries: what needs to see all
 * places of a term at once.
 */
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "match/run.h"

#define WINDOW_TRIES	100000	/* steps for one sloppy phrase in a text */

/* --- sloppy phrases ----------------------------------------------------- */

/* Moves *o of word k to its first place at or behind tok. */
static uint32_t
advance(const struct doc *d, uint32_t o, uint32_t tok)
{
	while (o != NONE && d->occ[o].first < tok)
		o = d->occ[o].next;
	return o;
}

/*
 * The words of the phrase, in any order, with at most slop others between
 * them: every place of the rarest end is tried as the start of a window.
 */
static bool
window_from(const struct match_set *m, const struct term *t, uint32_t start,
    uint32_t *at, uint32_t *last)
{
	const struct doc *d = &m->doc;
	uint32_t end = start + t->nwords + t->q.slop, field = NONE, k, i;

	*last = start;
	for (k = 0; k < t->nwords; k++) {
		uint32_t o = at[k] = advance(d, at[k], start);

		/* The same word twice needs two places. */
		for (i = 0; i < k && o != NONE; i++)
			if (t->word[i] == t->word[k])
				o = d->occ[o].next;
		if (o == NONE || d->occ[o].last >= end)
			return false;
		if (field == NONE)
			field = d->occ[o].field;
		if (d->occ[o].field != field)
			return false;
		if (d->occ[o].last > *last)
			*last = d->occ[o].last;
	}
	return true;
}

static void
settle_sloppy(struct match_set *m, uint32_t term)
{
	const struct term *t = &m->terms[term];
	struct doc *d = &m->doc;
	uint32_t at[SEQ_WORDS], k, start, last, tries;

	for (k = 0; k < t->nwords; k++)
		if ((at[k] = d->terms[t->word[k]].head) == NONE)
			return;
	for (tries = 0; tries < WINDOW_TRIES; tries++) {
		/* The next window begins at the nearest of the words. */
		start = NONE;
		for (k = 0; k < t->nwords; k++)
			if (at[k] != NONE && d->occ[at[k]].first < start)
				start = d->occ[at[k]].first;
		if (start == NONE)
			return;
		if (window_from(m, t, start, at, &last)) {
			doc_add_term(d, term, start, last, false);
			start = last;
		}
		for (k = 0; k < t->nwords; k++)
			at[k] = advance(d, at[k], start + 1);
	}
}

/* --- figures ------------------------------------------------------------ */

static int
by_place(const void *a, const void *b)
{
	const struct occ *x = a, *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	/* The longest of those that begin together comes first. */
	return x->last > y->last ? -1 : x->last < y->last;
}

static bool
overlaps_any(const struct doc *d, const struct occs *list, const struct occ *o)
{
	uint32_t i;

	for (i = list->head; i != NONE; i = d->occ[i].next)
		if (o->first <= d->occ[i].last && d->occ[i].first <= o->last)
			return true;
	return false;
}

static bool
has_sure(const struct occ *v, uint32_t n)
{
	while (n-- > 0)
		if (!v[n].weak)
			return true;
	return false;
}

/* Leaves the longest of places that overlap, none that is excluded, and
 * weak ones only beside others. */
static void
settle_figure(struct match_set *m, uint32_t figure)
{
	struct doc *d = &m->doc;
	struct occs *list = &d->terms[m->figures[figure].term];
	struct occ *v;
	uint32_t i, n = 0, kept = 0, end = 0;

	for (i = list->head; i != NONE; i = d->occ[i].next)
		n++;
	if (n == 0)
		return;
	v = xcalloc(n, sizeof(*v));
	for (n = 0, i = list->head; i != NONE; i = d->occ[i].next)
		v[n++] = d->occ[i];
	qsort(v, n, sizeof(*v), by_place);
	/* The places are written back over the list, in order. */
	for (i = 0; i < n; i++)
		if ((kept == 0 || v[i].first >= end) &&
		    !overlaps_any(d, &d->nots[figure], &v[i])) {
			end = v[i].last + 1;
			v[kept++] = v[i];
		}
	if (!has_sure(v, kept))
		kept = 0;
	for (n = 0, i = list->head; n < kept; n++) {
		uint32_t next = d->occ[i].next;

		d->occ[i] = v[n];
		d->occ[i].next = n + 1 < kept ? next : NONE;
		list->tail = i;
		i = next;
	}
	if (kept == 0)
		list->head = list->tail = NONE;
	free(v);
}

void
settle_doc(struct match_set *m)
{
	struct doc *d = &m->doc;
	uint32_t i, n = d->ntouched;
	size_t k;

	for (i = 0; i < n; i++)
		if (m->terms[d->touched[i]].figure != NONE)
			settle_figure(m, m->terms[d->touched[i]].figure);
	for (k = 0; k < m->nsloppy; k++)
		settle_sloppy(m, m->sloppy[k]);
}
