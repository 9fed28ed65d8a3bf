/* SPDX-License-Identifier: ISC */
/*
 * Parsing a query: a shunting yard on stacks of fixed depth, so that no
 * nesting of the input becomes nesting of ours.
 */
#include "match/lex.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"

#define QUERY_NODES	(4 * QUERY_TERMS)

struct op {
	enum lexeme	 what;		/* LEX_OPEN, or an operator */
	const char	*at;
	uint32_t	 distance;
	uint32_t	 fields;	/* LEX_OPEN: what held outside */
	bool		 exact;
};

struct parser {
	struct lex	 lex;
	struct query	*q;
	struct op	 ops[QUERY_DEPTH];
	size_t		 nops;
	uint32_t	 out[QUERY_NODES];	/* nodes without a parent */
	size_t		 nout;
	uint32_t	 fields;	/* hold here */
	bool		 exact;
	unsigned int	 prefixes;
	unsigned int	 regexes;
	char		*cause;
};

static int
fail(struct parser *p, char *cause)
{
	p->cause = cause;
	return -1;
}

static int
precedence(enum lexeme l)
{
	switch (l) {
	case LEX_NOT:
		return 4;
	case LEX_NEAR:
		return 3;
	case LEX_AND:
		return 2;
	case LEX_OR:
		return 1;
	default:
		return 0;
	}
}

static uint32_t
node_add(struct parser *p, const struct qnode *n)
{
	struct query *q = p->q;

	q->nodes = pool_grow(q->pool, q->nodes, q->nnodes, sizeof(*q->nodes));
	q->nodes[q->nnodes] = *n;
	return (uint32_t)q->nnodes++;
}

/* Only what has a place in a text can be near to something. */
static bool
has_place(const struct query *q, uint32_t n)
{
	const struct qnode *node = &q->nodes[n];
	const uint32_t no = QF_WHOLE | QF_OUTLET | QF_AGENCY;

	if (node->kind == Q_TERM)
		return (q->terms[node->a].fields & no) == 0 &&
		    q->terms[node->a].kind != TERM_REGEX;
	/* Its children were asked when it was made. */
	return node->kind == Q_OR && node->distance != 0;
}

/* a NEAR b NEAR c: b is near to both, so it stands in both. */
static uint32_t
chain_near(struct parser *p, uint32_t a, uint32_t b, const struct op *op)
{
	const struct qnode *left = &p->q->nodes[a];
	uint32_t last = left->kind == Q_NEAR ? left->b :
	    p->q->nodes[left->b].b;
	struct qnode n = { .kind = Q_NEAR, .a = last, .b = b,
	    .distance = op->distance };

	n.column = lex_column(&p->lex, op->at);
	b = node_add(p, &n);
	n.kind = Q_AND;
	n.a = a;
	n.b = b;
	n.distance = 1;		/* for is_near_chain() */
	return node_add(p, &n);
}

static bool
is_near_chain(const struct query *q, uint32_t n)
{
	const struct qnode *node = &q->nodes[n];

	return node->kind == Q_NEAR || (node->kind == Q_AND &&
	    node->distance != 0);
}

/* Takes the top operator off and puts its node in the place of its operands. */
static int
reduce(struct parser *p)
{
	static const enum qnode_kind kinds[] = { [LEX_AND] = Q_AND,
	    [LEX_OR] = Q_OR, [LEX_NOT] = Q_NOT, [LEX_NEAR] = Q_NEAR };
	struct op *op = &p->ops[--p->nops];
	struct qnode n = { .kind = kinds[op->what] };
	uint32_t b = p->out[--p->nout], a;

	n.column = lex_column(&p->lex, op->at);
	if (op->what == LEX_NOT) {
		n.a = n.b = b;
		p->out[p->nout++] = node_add(p, &n);
		return 0;
	}
	a = p->out[--p->nout];
	n.a = a;
	n.b = b;
	if (op->what == LEX_NEAR) {
		bool chain = is_near_chain(p->q, a);

		n.distance = op->distance;
		if ((!chain && !has_place(p->q, a)) || !has_place(p->q, b))
			return fail(p, lex_error(&p->lex, op->at, "expected "
			    "words, phrases, names or an OR of them on both "
			    "sides of NEAR"));
		p->out[p->nout++] = chain ? chain_near(p, a, b, op) :
		    node_add(p, &n);
		return 0;
	}
	/* Remembered for has_place(). */
	if (op->what == LEX_OR)
		n.distance = has_place(p->q, a) && has_place(p->q, b);
	p->out[p->nout++] = node_add(p, &n);
	return 0;
}

static int
push_op(struct parser *p, enum lexeme what)
{
	struct op *op;

	/* Prefix operators wait for their operand. */
	while (what != LEX_OPEN && what != LEX_NOT && p->nops > 0 &&
	    precedence(p->ops[p->nops - 1].what) >= precedence(what))
		if (reduce(p) == -1)
			return -1;
	if (p->nops == QUERY_DEPTH)
		return fail(p, lex_error(&p->lex, p->lex.from, "more than %d "
		    "operators and parentheses inside one another",
		    QUERY_DEPTH));
	op = &p->ops[p->nops++];
	op->what = what;
	op->at = p->lex.from;
	op->distance = p->lex.distance;
	return 0;
}

static int
open_group(struct parser *p)
{
	if (push_op(p, LEX_OPEN) == -1)
		return -1;
	p->ops[p->nops - 1].fields = p->fields;
	p->ops[p->nops - 1].exact = p->exact;
	if (p->lex.fields != 0)
		p->fields = p->lex.fields;
	p->exact |= p->lex.exact;
	return 0;
}

static int
close_group(struct parser *p)
{
	while (p->nops > 0 && p->ops[p->nops - 1].what != LEX_OPEN)
		if (reduce(p) == -1)
			return -1;
	if (p->nops == 0)
		return fail(p, lex_error(&p->lex, p->lex.from,
		    "this ) closes nothing (expected an operator or the end)"));
	p->nops--;
	p->fields = p->ops[p->nops].fields;
	p->exact = p->ops[p->nops].exact;
	return 0;
}

static int
check_term(struct parser *p, const struct qterm *t)
{
	const char *at = p->lex.from;

	if (p->q->nterms >= QUERY_TERMS)
		return fail(p, lex_error(&p->lex, at, "more than %d terms",
		    QUERY_TERMS));
	if (t->kind == TERM_PREFIX && ++p->prefixes > QUERY_PREFIXES)
		return fail(p, lex_error(&p->lex, at, "more than %d words "
		    "with *", QUERY_PREFIXES));
	if (t->kind == TERM_REGEX && ++p->regexes > QUERY_REGEXES)
		return fail(p, lex_error(&p->lex, at, "more than %d patterns",
		    QUERY_REGEXES));
	if (t->kind == TERM_PHRASE && *t->text == '\0')
		return fail(p, lex_error(&p->lex, at,
		    "expected words between the quotation marks"));
	return 0;
}

static int
push_term(struct parser *p)
{
	struct query *q = p->q;
	struct qterm *t = &p->lex.term;
	struct qnode n = { .kind = Q_TERM };

	if (check_term(p, t) == -1)
		return -1;
	if (t->fields == 0)
		t->fields = p->fields;
	t->exact |= p->exact;
	q->terms = pool_grow(q->pool, q->terms, q->nterms, sizeof(*t));
	q->terms[q->nterms] = *t;
	n.a = (uint32_t)q->nterms++;
	n.column = t->column;
	p->out[p->nout++] = node_add(p, &n);
	return 0;
}

/* One lexeme where an operand has to come; *operand: it has come. */
static int
want_operand(struct parser *p, enum lexeme l, bool *operand)
{
	*operand = false;
	switch (l) {
	case LEX_OPEN:
		return open_group(p);
	case LEX_NOT:
		return push_op(p, LEX_NOT);
	case LEX_TERM:
		*operand = true;
		return push_term(p);
	case LEX_END:
		return fail(p, lex_error(&p->lex, p->lex.from,
		    "the query ends here (expected a word)"));
	default:
		return fail(p, lex_error(&p->lex, p->lex.from, "expected a "
		    "word, \"phrase\", /pattern/, @figure or ("));
	}
}

/* One lexeme behind an operand. */
static int
want_operator(struct parser *p, enum lexeme l, bool *operand)
{
	*operand = false;
	switch (l) {
	case LEX_CLOSE:
		*operand = true;
		return close_group(p);
	case LEX_AND:
	case LEX_OR:
	case LEX_NEAR:
		return push_op(p, l);
	default:
		/* Two operands in a row: AND is implied. */
		if (push_op(p, LEX_AND) == -1)
			return -1;
		return want_operand(p, l, operand);
	}
}

static int
finish(struct parser *p)
{
	while (p->nops > 0) {
		if (p->ops[p->nops - 1].what == LEX_OPEN)
			return fail(p, lex_error(&p->lex,
			    p->ops[p->nops - 1].at,
			    "this ( is never closed (expected ))"));
		if (reduce(p) == -1)
			return -1;
	}
	return 0;
}

static int
parse(struct parser *p)
{
	bool operand = false;
	enum lexeme l;
	int rc;

	for (;;) {
		l = lex_next(&p->lex);
		if (l == LEX_BAD)
			return fail(p, p->lex.cause);
		if (l == LEX_END && operand)
			return finish(p);
		rc = operand ? want_operator(p, l, &operand) :
		    want_operand(p, l, &operand);
		if (rc == -1)
			return -1;
	}
}

/* Can the query be met by a text in which none of its terms stands? */
static int
refuse_negative(struct parser *p)
{
	const struct query *q = p->q;
	bool *met = xcalloc(q->nnodes, sizeof(*met)), all;
	size_t i;

	for (i = 0; i < q->nnodes; i++) {
		const struct qnode *n = &q->nodes[i];

		met[i] = n->kind == Q_NOT ? !met[n->a] :
		    n->kind == Q_OR ? met[n->a] || met[n->b] :
		    n->kind == Q_AND ? met[n->a] && met[n->b] : false;
	}
	all = met[q->nnodes - 1];
	free(met);
	if (all)
		return fail(p, lex_error(&p->lex, p->lex.start, "every text "
		    "without these words would meet this (expected a word "
		    "that is not negated)"));
	return 0;
}

struct query *
query_read(const char *s, char **cause)
{
	struct parser *p;
	struct query *q;
	int rc = -1;

	if (strlen(s) > QUERY_LEN) {
		*cause = xasprintf("column %d: a query has at most %d bytes",
		    QUERY_LEN, QUERY_LEN);
		return NULL;
	}
	p = xcalloc(1, sizeof(*p));
	q = xcalloc(1, sizeof(*q));
	q->pool = pool_new();
	q->source = pool_strdup(q->pool, s);
	p->q = q;
	p->fields = QF_DEFAULT;
	p->lex = (struct lex){ .pool = q->pool, .start = q->source,
	    .at = q->source };
	if (!utf8_is_valid(s, strlen(s)))
		fail(p, xstrdup("column 1: this is not UTF-8"));
	else if ((rc = parse(p)) == 0)
		rc = refuse_negative(p);
	if (rc == -1) {
		*cause = p->cause;
		query_free(q);
		q = NULL;
	}
	free(p);
	return q;
}

void
query_free(struct query *q)
{
	if (q == NULL)
		return;
	pool_free(q->pool);
	free(q);
}
