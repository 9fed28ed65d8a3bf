/* SPDX-License-Identifier: ISC */
/*
 * A match set as it is made: figures and queries become classes, sequences
 * and terms.  What is asked for twice is kept once.  scan.c and eval.c run
 * what is made here.
 */
#include "match/make.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/utf8.h"
#include "base/xalloc.h"
#include "match/letters.h"

#define TERM_KEY	(QUERY_LEN + 64)

struct match_set *
match_new(void)
{
	struct match_set *m = xcalloc(1, sizeof(*m));

	m->pool = pool_new();
	doc_init(&m->doc);
	return m;
}

void
match_free(struct match_set *m)
{
	size_t i;

	if (m == NULL)
		return;
	for (i = 0; i < m->nqueries; i++) {
		query_free(m->queries[i].q);
		free(m->queries[i].term);
	}
	for (i = 0; i < m->nterms; i++)
		pcre2_code_free(m->terms[i].regex);
	dict_clear(&m->words);
	dict_clear(&m->interned);
	dict_clear(&m->pairs);
	dict_clear(&m->prefixes);
	dict_clear(&m->stems);
	dict_clear(&m->termkeys);
	dict_clear(&m->ids);
	free(m->classes);
	free(m->seqs);
	free(m->names);
	free(m->figures);
	free(m->terms);
	free(m->queries);
	free(m->regexes);
	free(m->sloppy);
	free(m->users);
	free(m->first_user);
	free(m->asked);
	forms_free(m->forms);
	stemmer_clear(&m->stemmer);
	doc_clear(&m->doc);
	pool_free(m->pool);
	free(m);
}

/* One more element; arrays double, so that n adds cost n. */
void *
set_grow(void *array, size_t n, size_t size)
{
	if (n != 0 && (n & (n - 1)) != 0)
		return array;
	return xreallocarray(array, n == 0 ? 1 : 2 * n, size);
}

uint64_t
mix2(uint64_t a, uint64_t b)
{
	uint64_t h = a * 0x9e3779b97f4a7c15u ^ (b + 0x632be59bd9b4e019u);

	h ^= h >> 31;
	h *= 0xbf58476d1ce4e5b9u;
	return h ^ h >> 29;
}

/* --- classes and sequences ---------------------------------------------- */

uint32_t
set_class(struct match_set *m, char kind, const char *key, size_t n,
    bool *fresh)
{
	uint64_t h = mix2(word_hash(key, n), (unsigned char)kind);
	const struct dict_slot *s = dict_first(&m->interned, h);
	struct class *c;

	*fresh = s == NULL;
	if (s != NULL)
		return s->val;
	m->classes = set_grow(m->classes, m->nclasses, sizeof(*c));
	c = &m->classes[m->nclasses];
	memset(c, 0, sizeof(*c));
	c->seqs = c->names = NONE;
	c->kind = kind;
	c->key = pool_strndup(m->pool, key, n);
	dict_add(&m->interned, h, (uint32_t)m->nclasses, 0);
	return (uint32_t)m->nclasses++;
}

void
set_form(struct match_set *m, uint32_t class, const char *fold, size_t n,
    uint32_t tag)
{
	dict_add(&m->words, word_hash(fold, n), class, tag);
}

void
class_forms(const struct match_set *m, const struct class *c, form_cb cb,
    void *arg)
{
	size_t n = strlen(c->key);

	switch (c->kind) {
	case CLASS_CASES:
		forms_each(m->forms, c->key, n, PART_CASES, cb, arg);
		break;
	case CLASS_SURNAME:
		forms_each(m->forms, c->key, n, PART_SURNAME, cb, arg);
		break;
	case CLASS_SLAVIC:
		forms_each(m->forms, c->key, n, PART_SLAVIC, cb, arg);
		break;
	case CLASS_GIVEN:
		forms_each(m->forms, c->key, n, PART_GIVEN, cb, arg);
		break;
	case CLASS_ANY:
		forms_each(m->forms, c->key, n, PART_ANY, cb, arg);
		break;
	case CLASS_ROLE:
		forms_each(m->forms, c->key, n, PART_ROLE, cb, arg);
		break;
	default:
		cb(c->key, n, "as written", FORM_ANYWHERE, arg);
		break;
	}
}

uint32_t
set_seq(struct match_set *m, const struct seq *s)
{
	uint32_t id = (uint32_t)m->nseqs;
	struct seq *to;

	m->seqs = set_grow(m->seqs, m->nseqs, sizeof(*m->seqs));
	to = &m->seqs[m->nseqs++];
	*to = *s;
	to->next = NONE;
	if (s->n == 1) {
		to->next = m->classes[s->class[0]].seqs;
		m->classes[s->class[0]].seqs = id;
		return id;
	}
	m->classes[s->class[0]].starts = true;
	dict_add(&m->pairs, mix2(s->class[0], s->class[1]), id, 0);
	return id;
}

/* --- terms -------------------------------------------------------------- */

static uint32_t
term_new(struct match_set *m, const struct qterm *q)
{
	struct term *t;

	m->terms = set_grow(m->terms, m->nterms, sizeof(*t));
	t = &m->terms[m->nterms];
	memset(t, 0, sizeof(*t));
	t->q = *q;
	t->q.text = pool_strdup(m->pool, q->text);
	t->q.part = pool_strdup(m->pool, q->part);
	t->figure = NONE;
	return (uint32_t)m->nterms++;
}

uint32_t
set_figure_term(struct match_set *m, uint32_t figure, const char *id)
{
	struct qterm q = { .kind = TERM_FIGURE, .text = id, .part = id };
	uint32_t t = term_new(m, &q);

	m->terms[t].figure = figure;
	return t;
}

/* A class that holds one word and nothing else. */
static uint32_t
word_class(struct match_set *m, const char *fold, size_t n)
{
	bool fresh;
	uint32_t c = set_class(m, CLASS_WORD, fold, n, &fresh);

	if (fresh)
		set_form(m, c, fold, n, FORM_ANYWHERE);
	return c;
}

/* The words as they are, and once more with glued ones written as one. */
static int
add_word_seqs(struct match_set *m, uint32_t term, const struct tokens *t)
{
	struct seq s = { .target = TARGET_TERM, .index = term };
	size_t i, j = 0;

	if (t->n > SEQ_WORDS)
		return -1;
	for (i = 0; i < t->n; i++)
		s.class[s.n++] = word_class(m, token_fold(t, &t->v[i]),
		    t->v[i].foldlen);
	set_seq(m, &s);
	if (t->njoined == 0)
		return 0;
	for (i = s.n = 0; i < t->n; i++) {
		while (j < t->njoined && t->joined[j].first < i)
			j++;
		if (j < t->njoined && t->joined[j].first == i) {
			s.class[s.n++] = word_class(m, t->fold +
			    t->joined[j].fold, t->joined[j].foldlen);
			i = t->joined[j].last;
		} else {
			s.class[s.n++] = word_class(m, token_fold(t,
			    &t->v[i]), t->v[i].foldlen);
		}
	}
	set_seq(m, &s);
	return 0;
}

static void
add_stems(struct match_set *m, uint32_t term, const char *fold, size_t len)
{
	const char *stem;
	size_t i, n;

	for (i = 0; i < stem_nlangs(); i++) {
		stem = stem_word(&m->stemmer, (int)i, fold, len, &n);
		if (stem != NULL)
			dict_add(&m->stems, mix2(word_hash(stem, n), i), term,
			    0);
	}
	m->terms[term].stems = true;
}

struct case_sink {
	struct match_set	*m;
	uint32_t		 class;
};

static void
add_case_form(const char *form, size_t n, const char *rule, uint32_t tag,
    void *arg)
{
	struct case_sink *to = arg;

	set_form(to->m, to->class, form, n, tag);
}

/* A capital says that it is a name: its cases count, its stem does not. */
static void
add_cases(struct match_set *m, uint32_t term, const char *word, size_t n)
{
	struct case_sink to = { .m = m };
	struct seq s = { .target = TARGET_TERM, .index = term, .n = 1 };
	char raw[SPELL_BYTES];
	bool fresh;

	if (m->forms == NULL)
		m->forms = forms_new();
	n = letters_raw(word, n, raw, sizeof(raw));
	to.class = s.class[0] = set_class(m, CLASS_CASES, raw, n, &fresh);
	if (fresh)
		class_forms(m, &m->classes[to.class], add_case_form, &to);
	set_seq(m, &s);
}

static int
add_words(struct match_set *m, uint32_t term, const struct qterm *q,
    const struct tokens *t)
{
	const uint32_t meta = QF_WHOLE | QF_OUTLET | QF_AGENCY;
	const char *fold = token_fold(t, &t->v[0]);
	uint32_t flags = t->v[0].flags;

	if (add_word_seqs(m, term, t) == -1)
		return -1;
	/* What exact: compares runs from the first letter to the last. */
	m->terms[term].q.text = pool_strndup(m->pool, q->text +
	    t->v[0].start, t->v[t->n - 1].end - t->v[0].start);
	if (q->kind != TERM_WORD || q->exact || (q->fields & meta) != 0 ||
	    t->n != 1 || (flags & (TOK_DIGIT | TOK_SINGLE)) != 0)
		return 0;
	if ((flags & TOK_CAP) == 0)
		add_stems(m, term, fold, t->v[0].foldlen);
	else if ((flags & TOK_CAPS) == 0)
		add_cases(m, term, q->text + t->v[0].start, t->v[0].end -
		    t->v[0].start);
	return 0;
}

static void
add_prefix(struct match_set *m, uint32_t term, const struct tokens *t)
{
	dict_add(&m->prefixes, t->v[0].hash, term, 0);
	m->prefix_lens |= (uint64_t)1 << t->v[0].foldlen;
}

static char *
add_regex(struct match_set *m, uint32_t term, const struct qterm *q)
{
	uint32_t opt = PCRE2_UTF | PCRE2_UCP | PCRE2_NO_AUTO_CAPTURE |
	    PCRE2_MULTILINE | (q->exact ? 0 : PCRE2_CASELESS);
	PCRE2_UCHAR text[160];
	PCRE2_SIZE at;
	int err;

	m->terms[term].regex = pcre2_compile((PCRE2_SPTR)q->text,
	    PCRE2_ZERO_TERMINATED, opt, &err, &at, NULL);
	if (m->terms[term].regex == NULL) {
		pcre2_get_error_message(err, text, sizeof(text));
		return xasprintf("column %zu: pattern: %s", q->column + 1 +
		    utf8_count(q->text, at), (const char *)text);
	}
	m->regexes = set_grow(m->regexes, m->nregexes, sizeof(*m->regexes));
	m->regexes[m->nregexes++] = term;
	return NULL;
}

/* Each word of a sloppy phrase is a term of its own. */
static int	term_of(struct match_set *, const struct qterm *, uint32_t *,
		    char **);

static char *
add_sloppy(struct match_set *m, uint32_t term, const struct qterm *q,
    const struct tokens *t)
{
	struct qterm one = *q;
	char word[TOKEN_MAX + 1], *cause;
	uint32_t id;
	size_t i;

	one.kind = TERM_PHRASE;
	one.slop = 0;
	one.text = word;
	for (i = 0; i < t->n && i < SEQ_WORDS; i++) {
		memcpy(word, token_fold(t, &t->v[i]), t->v[i].foldlen);
		word[t->v[i].foldlen] = '\0';
		if (term_of(m, &one, &id, &cause) == -1)
			return cause;
		m->terms[term].word[i] = id;
		m->terms[term].nwords++;
	}
	m->sloppy = set_grow(m->sloppy, m->nsloppy, sizeof(*m->sloppy));
	m->sloppy[m->nsloppy++] = term;
	return NULL;
}

static char *
check_words(const struct qterm *q, const struct tokens *t)
{
	if (t->n == 0)
		return xasprintf("column %u: no letter or digit in %s",
		    q->column, q->part);
	if (t->n > SEQ_WORDS)
		return xasprintf("column %u: more than %d words in a phrase",
		    q->column, SEQ_WORDS);
	if (q->kind != TERM_PREFIX)
		return NULL;
	if (t->n > 1)
		return xasprintf("column %u: expected one word before *",
		    q->column);
	if ((t->v[0].flags & TOK_SINGLE) == 0 &&
	    utf8_count(token_fold(t, &t->v[0]), t->v[0].foldlen) < 2)
		return xasprintf("column %u: expected two letters or more "
		    "before *", q->column);
	if (t->v[0].foldlen > 63)
		return xasprintf("column %u: too many letters before *",
		    q->column);
	return NULL;
}

static char *
term_fill(struct match_set *m, uint32_t term, const struct qterm *q)
{
	struct tokens t;
	char *cause;

	if (q->kind == TERM_REGEX)
		return add_regex(m, term, q);
	tokens_init(&t);
	tokens_add(&t, q->text, strlen(q->text));
	if ((cause = check_words(q, &t)) == NULL) {
		if (q->kind == TERM_PREFIX)
			add_prefix(m, term, &t);
		else if (q->slop > 0 && t.n > 1)
			cause = add_sloppy(m, term, q, &t);
		else
			add_words(m, term, q, &t);
	}
	tokens_clear(&t);
	return cause;
}

static int
figure_term(struct match_set *m, const struct qterm *q, uint32_t *out,
    char **cause)
{
	const struct dict_slot *s = dict_first(&m->ids, word_hash(q->text,
	    strlen(q->text)));

	if (s == NULL) {
		*cause = xasprintf("column %u: no figure \"%s\"", q->column,
		    q->text);
		return -1;
	}
	*out = m->figures[s->val].term;
	return 0;
}

static int
name_term(struct match_set *m, const struct qterm *q, uint32_t *out,
    char **cause)
{
	const struct figure_def def = { .name = q->text };
	uint32_t f = figure_add(m, &def, cause);
	char *why;

	if (f == NONE) {
		why = xasprintf("column %u: %s", q->column, *cause);
		free(*cause);
		*cause = why;
		return -1;
	}
	*out = m->figures[f].term;
	return 0;
}

static uint64_t
term_key(const struct qterm *q)
{
	char head[32];
	int n = snprintf(head, sizeof(head), "%d/%d/%u/%d", (int)q->kind,
	    q->exact, q->slop,
	    (q->fields & (QF_WHOLE | QF_OUTLET | QF_AGENCY)) != 0);

	return mix2(word_hash(head, (size_t)n),
	    word_hash(q->text, strlen(q->text)));
}

/* The set's term for what a query asks for, made if it is new. */
static int
term_of(struct match_set *m, const struct qterm *q, uint32_t *out,
    char **cause)
{
	uint64_t key = term_key(q);
	const struct dict_slot *s = dict_first(&m->termkeys, key);
	char *why = NULL;

	if (s != NULL) {
		*out = s->val;
		return 0;
	}
	if (q->kind == TERM_FIGURE)
		return figure_term(m, q, out, cause);
	if (q->kind == TERM_NAME) {
		if (name_term(m, q, out, cause) == -1)
			return -1;
	} else {
		*out = term_new(m, q);
		if ((why = term_fill(m, *out, q)) != NULL) {
			*cause = why;
			return -1;
		}
	}
	dict_add(&m->termkeys, key, *out, 0);
	return 0;
}

/* --- figures and queries ------------------------------------------------ */

int
match_add_figure(struct match_set *m, const struct figure_def *def,
    char **cause)
{
	uint64_t id = word_hash(def->id, strlen(def->id));
	uint32_t f;

	if (dict_first(&m->ids, id) != NULL) {
		*cause = xasprintf("two figures are called \"%s\"", def->id);
		return -1;
	}
	if ((f = figure_add(m, def, cause)) == NONE)
		return -1;
	dict_add(&m->ids, id, f, 0);
	return 0;
}

int
match_add_query(struct match_set *m, const char *text, char **cause)
{
	struct query *q = query_read(text, cause);
	struct cquery *cq;
	uint32_t *term;
	size_t i;

	if (q == NULL)
		return -1;
	term = xcalloc(q->nterms, sizeof(*term));
	for (i = 0; i < q->nterms; i++) {
		if (term_of(m, &q->terms[i], &term[i], cause) == -1) {
			free(term);
			query_free(q);
			return -1;
		}
		m->fields |= q->terms[i].fields;
	}
	m->queries = set_grow(m->queries, m->nqueries, sizeof(*m->queries));
	cq = &m->queries[m->nqueries];
	cq->q = q;
	cq->term = term;
	return (int)m->nqueries++;
}

/* Words of a sloppy phrase are found for whoever uses the phrase. */
static void
link_users(struct match_set *m)
{
	size_t q, i, total = 0;
	uint32_t *at;

	free(m->first_user);
	free(m->users);
	free(m->asked);
	m->first_user = xcalloc(m->nterms + 2, sizeof(*m->first_user));
	for (q = 0; q < m->nqueries; q++)
		for (i = 0; i < m->queries[q].q->nterms; i++, total++)
			m->first_user[m->queries[q].term[i] + 2]++;
	for (i = 2; i < m->nterms + 2; i++)
		m->first_user[i] += m->first_user[i - 1];
	m->users = xcalloc(total + 1, sizeof(*m->users));
	/* first_user[t + 1] walks from the start of t to its end. */
	at = m->first_user + 1;
	for (q = 0; q < m->nqueries; q++)
		for (i = 0; i < m->queries[q].q->nterms; i++)
			m->users[at[m->queries[q].term[i]]++] = (uint32_t)q;
	m->asked = xcalloc(m->nqueries + 1, sizeof(*m->asked));
}

void
match_build(struct match_set *m)
{
	link_users(m);
	dict_seal(&m->words);
	dict_seal(&m->pairs);
	dict_seal(&m->prefixes);
	dict_seal(&m->stems);
	doc_size(&m->doc, m->nterms, m->nfigures);
}
