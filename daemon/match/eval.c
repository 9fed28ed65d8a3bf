/* SPDX-License-Identifier: ISC */
/*
 * Queries against the places that were found.  A query whose tree is true
 * gives the spans of its true branches; what stands under a NOT never
 * shows.
 */
#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/xalloc.h"
#include "match/run.h"

#define SPANS_MAX	500	/* of one hit; the rest is not listed */
#define WHY_PARTS	6
#define NEAR_PLACES	5000	/* of one side of a NEAR */
#define FORM_MAX	512	/* bytes of a span's folded form */

/* A place, and the term of the query that it is a place of. */
struct place {
	struct occ		 occ;
	const struct qterm	*term;
};

struct places {
	struct place	*v;
	size_t		 n;
	size_t		 max;
};

struct eval {
	struct match_set	*m;
	const struct cquery	*cq;
	struct pool		*pool;
	bool			 val[4 * QUERY_TERMS];
	struct places		 out;
};

static const char *
field_name(uint32_t kind)
{
	static const char *const names[] = { "title", "subtitle", "text",
	    "quote", "speaker", "author", "outlet", "agency", "feed", "lang",
	    "tag" };

	return names[__builtin_ctz(kind)];
}

/* --- places of a term --------------------------------------------------- */

static bool
in_quote(const struct doc *d, const struct occ *o)
{
	const struct article *a = d->src->article;
	size_t i, k;

	for (i = 0; i < a->nquotes; i++)
		for (k = 0; k < a->quotes[i].nsegments; k++)
			if (a->quotes[i].segments[k].start <= o->cp &&
			    o->cpend <= a->quotes[i].segments[k].end)
				return true;
	return false;
}

static bool
is_exact(const struct term *t, const struct dfield *f, const struct occ *o)
{
	size_t n = strlen(t->q.text);
	size_t len = o->end - o->start;

	if (t->q.kind == TERM_PREFIX)
		return len >= n && memcmp(f->text + o->start, t->q.text, n)
		    == 0;
	return len == n && memcmp(f->text + o->start, t->q.text, n) == 0;
}

static bool
counts(const struct match_set *m, const struct qterm *q, const struct term *t,
    const struct occ *o)
{
	const struct dfield *f = &m->doc.field[o->field];

	if ((f->kind & q->fields) == 0 && (f->kind != QF_TEXT ||
	    (q->fields & QF_QUOTE) == 0 || !in_quote(&m->doc, o)))
		return false;
	if ((f->kind & QF_WHOLE) != 0 && o->first != NONE &&
	    (o->first != f->first || o->last + 1 != f->end))
		return false;
	return !q->exact || (q->kind != TERM_WORD && q->kind != TERM_PHRASE &&
	    q->kind != TERM_PREFIX) || is_exact(t, f, o);
}

/* All places that count, up to the ceiling of p; true when there is one. */
static bool
term_places(const struct eval *e, uint32_t leaf, struct places *p)
{
	const struct qterm *q = &e->cq->q->terms[leaf];
	const struct term *t = &e->m->terms[e->cq->term[leaf]];
	const struct doc *d = &e->m->doc;
	uint32_t i = d->terms[e->cq->term[leaf]].head;
	bool any = false;

	for (; i != NONE; i = d->occ[i].next) {
		if (!counts(e->m, q, t, &d->occ[i]))
			continue;
		any = true;
		if (p == NULL || p->n == p->max)
			break;
		p->v[p->n].occ = d->occ[i];
		p->v[p->n++].term = q;
	}
	return any;
}

/* --- NEAR --------------------------------------------------------------- */

static int
by_place(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->occ.field != y->occ.field)
		return x->occ.field < y->occ.field ? -1 : 1;
	if (x->occ.start != y->occ.start)
		return x->occ.start < y->occ.start ? -1 : 1;
	if (x->occ.end != y->occ.end)
		return x->occ.end > y->occ.end ? -1 : 1;
	return x->term < y->term ? -1 : x->term > y->term;
}

/* Places of a term, or of an OR of terms. */
static void
side_places(const struct eval *e, uint32_t node, struct places *p)
{
	const struct qnode *n = &e->cq->q->nodes[node];
	uint32_t stack[4 * QUERY_TERMS];
	size_t depth = 0;

	stack[depth++] = node;
	while (depth > 0) {
		n = &e->cq->q->nodes[stack[--depth]];
		if (n->kind == Q_TERM) {
			term_places(e, n->a, p);
			continue;
		}
		stack[depth++] = n->a;
		stack[depth++] = n->b;
	}
	qsort(p->v, p->n, sizeof(*p->v), by_place);
}

static bool
are_near(const struct occ *x, const struct occ *y, uint32_t distance)
{
	const struct occ *a = x->first <= y->first ? x : y;
	const struct occ *b = a == x ? y : x;

	return a->field == b->field && b->first > a->last &&
	    b->first - a->last - 1 <= distance;
}

static void
keep(struct places *out, const struct place *p)
{
	if (out != NULL && out->n < out->max)
		out->v[out->n++] = *p;
}

/* Pairs of the two sorted sides; true when there is one. */
static bool
near_pairs(const struct places *a, const struct places *b, uint32_t distance,
    struct places *out)
{
	size_t i, k, low = 0;
	bool any = false;

	for (i = 0; i < a->n; i++) {
		const struct occ *x = &a->v[i].occ;

		while (low < b->n && (uint64_t)b->v[low].occ.last + distance +
		    SEQ_WORDS + 1 < x->first)
			low++;
		for (k = low; k < b->n && b->v[k].occ.first <= x->last +
		    (uint64_t)distance + 1; k++) {
			if (!are_near(x, &b->v[k].occ, distance))
				continue;
			any = true;
			keep(out, &a->v[i]);
			keep(out, &b->v[k]);
			if (out == NULL || out->n == out->max)
				return true;
		}
	}
	return any;
}

static bool
near_eval(const struct eval *e, const struct qnode *n, struct places *out)
{
	struct places a = { .max = NEAR_PLACES }, b = { .max = NEAR_PLACES };
	bool any;

	a.v = xcalloc(NEAR_PLACES, sizeof(*a.v));
	b.v = xcalloc(NEAR_PLACES, sizeof(*b.v));
	side_places(e, n->a, &a);
	side_places(e, n->b, &b);
	any = near_pairs(&a, &b, n->distance, out);
	free(a.v);
	free(b.v);
	return any;
}

/* --- the tree ----------------------------------------------------------- */

static bool
is_met(struct eval *e)
{
	const struct query *q = e->cq->q;
	size_t i;

	for (i = 0; i < q->nnodes; i++) {
		const struct qnode *n = &q->nodes[i];
		bool *v = e->val;

		switch (n->kind) {
		case Q_TERM:
			v[i] = term_places(e, n->a, NULL);
			break;
		case Q_NOT:
			v[i] = !v[n->a];
			break;
		case Q_AND:
			v[i] = v[n->a] && v[n->b];
			break;
		case Q_OR:
			v[i] = v[n->a] || v[n->b];
			break;
		case Q_NEAR:
			v[i] = v[n->a] && v[n->b] && near_eval(e, n, NULL);
			break;
		}
	}
	return e->val[q->nnodes - 1];
}

/* Places of the true branches, from the root down. */
static void
gather(struct eval *e)
{
	const struct query *q = e->cq->q;
	uint32_t stack[4 * QUERY_TERMS];
	size_t depth = 0;

	stack[depth++] = (uint32_t)q->nnodes - 1;
	while (depth > 0) {
		uint32_t i = stack[--depth];
		const struct qnode *n = &q->nodes[i];

		if (!e->val[i] || n->kind == Q_NOT)
			continue;
		if (n->kind == Q_TERM) {
			term_places(e, n->a, &e->out);
		} else if (n->kind == Q_NEAR) {
			near_eval(e, n, &e->out);
		} else {
			stack[depth++] = n->b;
			stack[depth++] = n->a;
		}
	}
	qsort(e->out.v, e->out.n, sizeof(*e->out.v), by_place);
}

/* --- what is shown ------------------------------------------------------ */

static const char *
form_of(struct eval *e, const struct occ *o, const char *text)
{
	const struct tokens *t = &e->m->doc.toks;
	char form[FORM_MAX];
	size_t n = 0;
	uint32_t i;

	if (o->first == NONE) {
		n = fold_text(text, strlen(text), form, sizeof(form), NULL);
		return pool_strndup(e->pool, form, n);
	}
	for (i = o->first; i <= o->last; i++) {
		if (n + t->v[i].foldlen + 1 > sizeof(form))
			break;
		if (n > 0)
			form[n++] = ' ';
		memcpy(form + n, token_fold(t, &t->v[i]), t->v[i].foldlen);
		n += t->v[i].foldlen;
	}
	return pool_strndup(e->pool, form, n);
}

static size_t
show_spans(struct eval *e, struct span *s)
{
	size_t i, n = 0;

	for (i = 0; i < e->out.n; i++) {
		const struct place *p = &e->out.v[i];
		const struct dfield *f = &e->m->doc.field[p->occ.field];
		uint32_t kind = f->kind;

		if (i > 0 && by_place(p, p - 1) == 0)
			continue;
		/* Found in the body, for being in a quote. */
		if ((kind & p->term->fields) == 0)
			kind = QF_QUOTE;
		s[n].start = p->occ.cp;
		s[n].end = p->occ.cpend;
		s[n].text = pool_strndup(e->pool, f->text + p->occ.start,
		    p->occ.end - p->occ.start);
		s[n].field = field_name(kind);
		s[n].part = pool_strdup(e->pool, p->term->part);
		s[n].form = form_of(e, &p->occ, s[n].text);
		n++;
	}
	return n;
}

/* The first span of each part: @a: "Name" in text; b: "b" in title. */
static const char *
show_why(struct pool *pool, const struct span *s, size_t n)
{
	const char *why = "";
	size_t i, k, parts = 0;

	for (i = 0; i < n; i++) {
		for (k = 0; k < i; k++)
			if (strcmp(s[k].part, s[i].part) == 0)
				break;
		if (k < i)
			continue;
		if (parts++ == WHY_PARTS)
			return pool_printf(pool, "%s; …", why);
		why = pool_printf(pool, "%s%s%s: \"%s\" in %s", why,
		    parts > 1 ? "; " : "", s[i].part, s[i].text, s[i].field);
	}
	return why;
}

static void
hit_add(struct eval *e, struct match_result *r, size_t query)
{
	struct match_hit *hits = pool_grow(r->pool,
	    (void *)(uintptr_t)r->hits, r->nhits, sizeof(*hits));
	struct span *s;

	r->hits = hits;
	hits += r->nhits++;
	gather(e);
	s = pool_alloc(r->pool, (e->out.n + 1) * sizeof(*s));
	hits->query = query;
	hits->nspans = show_spans(e, s);
	hits->spans = s;
	hits->why = show_why(r->pool, s, hits->nspans);
}

struct match_result *
eval_all(struct match_set *m, const char *error)
{
	struct match_result *r = xcalloc(1, sizeof(*r));
	struct eval *e = xcalloc(1, sizeof(*e));
	struct doc *d = &m->doc;
	uint32_t i, k;
	size_t q;

	r->pool = e->pool = pool_new();
	r->error = pool_strdup(r->pool, error);
	e->m = m;
	e->out.max = SPANS_MAX;
	e->out.v = xcalloc(SPANS_MAX, sizeof(*e->out.v));
	for (i = 0; i < d->ntouched; i++)
		for (k = m->first_user[d->touched[i]];
		    k < m->first_user[d->touched[i] + 1]; k++)
			m->asked[m->users[k]] = true;
	for (q = 0; q < m->nqueries; q++) {
		if (!m->asked[q])
			continue;
		m->asked[q] = false;
		e->cq = &m->queries[q];
		e->out.n = 0;
		if (is_met(e))
			hit_add(e, r, q);
	}
	free(e->out.v);
	free(e);
	return r;
}

struct match_result *
match_run(struct match_set *m, const struct match_doc *src)
{
	const char *error = NULL;

	doc_load(&m->doc, src, m->fields);
	scan_doc(m, &error);
	settle_doc(m);
	return eval_all(m, error);
}

void
match_result_free(struct match_result *r)
{
	if (r == NULL)
		return;
	pool_free(r->pool);
	free(r);
}
