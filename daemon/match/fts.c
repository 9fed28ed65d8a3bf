/* SPDX-License-Identifier: ISC */
/*
 * A query as FTS5 has it: never less than the query meets, often more.
 * Words only, each in quotes, joined by AND and OR; order and distance
 * are for the matcher to judge.  What the index does not hold (patterns,
 * feeds, tags, negations) is "anything", and a query that comes to
 * "anything" has no expression.
 */
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "match/make.h"

#define FTS_WORDS	3000		/* of one expression */
#define FTS_BYTES	(256u << 10)
#define FTS_NODES	(4 * QUERY_TERMS)

struct fts {
	const struct match_set	*m;
	const struct cquery	*cq;
	struct buf		 out;	/* of the term that is on */
	struct dict		 seen;	/* words of the class that is on */
	unsigned int		 words;
	bool			 any;	/* the term may be anything */
};

static void
put_word(const char *form, size_t n, const char *rule, uint32_t tag, void *arg)
{
	struct fts *f = arg;
	uint64_t h = word_hash(form, n);
	bool first = f->seen.n == 0;

	if (n == 0 || dict_first(&f->seen, h) != NULL)
		return;
	dict_add(&f->seen, h, 0, 0);
	if (++f->words > FTS_WORDS)
		f->any = true;
	else if (buf_adds(&f->out, first ? "(\"" : " OR \"") == -1 ||
	    buf_add(&f->out, form, n) == -1 || buf_addc(&f->out, '"') == -1)
		f->any = true;
}

static void
put_class(struct fts *f, uint32_t class, bool stems)
{
	const struct class *c = &f->m->classes[class];
	struct stemmer stemmer = { { NULL } };
	const char *stem;
	size_t i, n;

	class_forms(f->m, c, put_word, f);
	for (i = 0; stems && i < stem_nlangs(); i++) {
		stem = stem_word(&stemmer, (int)i, c->key, strlen(c->key), &n);
		if (stem != NULL)
			put_word(stem, n, "stem", 0, f);
	}
	stemmer_clear(&stemmer);
	if (f->seen.n > 0)
		buf_addc(&f->out, ')');
	dict_clear(&f->seen);
}

static void
put_or(struct fts *f)
{
	if (f->out.len > 0 && f->out.data[f->out.len - 1] != '(')
		buf_adds(&f->out, " OR ");
}

static void
put_seq(struct fts *f, const struct seq *s, bool stems)
{
	uint32_t i;

	put_or(f);
	buf_addc(&f->out, '(');
	for (i = 0; i < s->n; i++) {
		if (i > 0)
			buf_adds(&f->out, " AND ");
		put_class(f, s->class[i], stems);
	}
	buf_addc(&f->out, ')');
}

/* A surname in any form is in every mention of its name. */
static void
put_figure(struct fts *f, uint32_t figure)
{
	const struct match_set *m = f->m;
	size_t i;

	for (i = 0; i < m->nnames; i++) {
		if (m->names[i].figure != figure)
			continue;
		put_or(f);
		put_class(f, m->names[i].surname[m->names[i].nsurname - 1],
		    false);
	}
	for (i = 0; i < m->nseqs; i++)
		if (m->seqs[i].index == figure &&
		    (m->seqs[i].target == TARGET_ALIAS ||
		    m->seqs[i].target == TARGET_ROLE))
			put_seq(f, &m->seqs[i], false);
}

static void
put_seqs_of(struct fts *f, uint32_t term)
{
	const struct match_set *m = f->m;
	size_t i;

	for (i = 0; i < m->nseqs; i++)
		if (m->seqs[i].target == TARGET_TERM &&
		    m->seqs[i].index == term)
			put_seq(f, &m->seqs[i], m->terms[term].stems);
}

static void
put_prefix(struct fts *f, const struct term *t)
{
	struct tokens toks;

	tokens_init(&toks);
	tokens_add(&toks, t->q.text, strlen(t->q.text));
	buf_addf(&f->out, "\"%.*s\" *", (int)toks.v[0].foldlen,
	    token_fold(&toks, &toks.v[0]));
	tokens_clear(&toks);
}

/* The expression of one term (caller frees), or NULL for anything. */
static char *
fts_term(struct fts *f, uint32_t leaf)
{
	const struct qterm *q = &f->cq->q->terms[leaf];
	const uint32_t id = f->cq->term[leaf];
	const struct term *t = &f->m->terms[id];
	uint32_t i;

	if (q->kind == TERM_REGEX || (q->fields & (QF_WHOLE | QF_AUTHOR)) != 0)
		return NULL;
	buf_init(&f->out, FTS_BYTES);
	f->any = false;
	buf_addc(&f->out, '(');
	if (t->figure != NONE)
		put_figure(f, t->figure);
	else if (q->kind == TERM_PREFIX)
		put_prefix(f, t);
	for (i = 0; i < t->nwords; i++) {
		buf_adds(&f->out, i > 0 ? " AND (" : "(");
		put_seqs_of(f, t->word[i]);
		buf_addc(&f->out, ')');
	}
	if (t->figure == NONE && q->kind != TERM_PREFIX && t->nwords == 0)
		put_seqs_of(f, id);
	if (buf_addc(&f->out, ')') == -1 || f->any || f->out.len < 3) {
		buf_clear(&f->out);
		return NULL;
	}
	return buf_take(&f->out, NULL);
}

static char *
fts_join(const char *a, const char *op, const char *b)
{
	if (strlen(a) + strlen(b) > FTS_BYTES)
		return NULL;
	return xasprintf("(%s %s %s)", a, op, b);
}

/* As with truth: anything AND x is x, anything OR x is anything. */
static char *
fts_node(struct fts *f, const struct qnode *n, char *const *v)
{
	const char *a, *b;

	if (n->kind == Q_TERM)
		return fts_term(f, n->a);
	a = v[n->a];
	b = v[n->b];
	if (n->kind == Q_NOT)
		return NULL;
	if (n->kind == Q_OR)
		return a != NULL && b != NULL ? fts_join(a, "OR", b) : NULL;
	if (a == NULL || b == NULL)
		return a != NULL ? xstrdup(a) : xstrdup_opt(b);
	return fts_join(a, "AND", b);
}

char *
match_fts(const struct match_set *m, size_t n)
{
	const struct query *q = m->queries[n].q;
	struct fts f = { .m = m, .cq = &m->queries[n] };
	char **v = xcalloc(q->nnodes, sizeof(*v)), *root;
	size_t i;

	dict_init(&f.seen);
	for (i = 0; i < q->nnodes; i++)
		v[i] = fts_node(&f, &q->nodes[i], v);
	root = v[q->nnodes - 1];
	for (i = 0; i + 1 < q->nnodes; i++)
		free(v[i]);
	free(v);
	return root;
}
