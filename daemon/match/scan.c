/* SPDX-License-Identifier: ISC */
/*
 * One pass over the words of a document.  Most words are in no class and
 * end at the dictionary's filter; the others may be a term by themselves,
 * begin a sequence, or end a surname.
 */
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "match/latin.h"
#include "match/make.h"
#include "match/run.h"

#define REGEX_MATCHES	1000		/* of one pattern in one text */
#define REGEX_STEPS	1000000		/* PCRE2's match limit */
#define REGEX_DEPTH	10000
#define REGEX_HEAP	20000		/* KiB */

static const char limit_text[] =
    "a pattern gave up at its limit: simplify it";

bool
scan_has_class(const struct match_set *m, uint64_t hash, uint32_t class)
{
	const struct dict_slot *s;

	for (s = dict_first(&m->words, hash); s != NULL;
	    s = dict_next(&m->words, s))
		if (s->val == class && (s->tag & m->doc.forms) != 0)
			return true;
	return false;
}

/* --- what was found ----------------------------------------------------- */

static void
found(struct match_set *m, const struct seq *s, uint32_t first, uint32_t last)
{
	struct doc *d = &m->doc;

	if (s->caps && (d->toks.v[first].flags & TOK_CAPS) == 0)
		return;
	if (s->cap && (d->toks.v[first].flags & TOK_CAP) == 0)
		return;
	if (s->target == TARGET_ROLE && role_is_void(m, s->index, first, last))
		return;
	if (s->target == TARGET_TERM)
		doc_add_term(d, s->index, first, last, false);
	else if (s->target == TARGET_NOT)
		doc_add_not(d, s->index, first, last);
	else
		doc_add_term(d, m->figures[s->index].term, first, last, false);
}

/* May a sequence go on from the word before tok to tok? */
static bool
goes_on(const struct seq *s, const struct token *tok)
{
	if (s->target == TARGET_TERM)
		return (tok->flags & TOK_PARA) == 0;
	return (tok->flags & (TOK_PARA | TOK_COMMA)) == 0;
}

/* An article inside an office: "head of the SVR" is "head of SVR". */
static uint32_t
skip_article(const struct match_set *m, const struct seq *s, uint32_t tok,
    uint32_t stop)
{
	const struct token *t = &m->doc.toks.v[tok];

	if (s->target != TARGET_ROLE || tok + 1 >= stop || t->foldlen != 3 ||
	    memcmp(token_fold(&m->doc.toks, t), "the", 3) != 0)
		return tok;
	return tok + 1;
}

/* The rest of a sequence, from word k at tok on; end of it, or 0. */
static uint32_t
follow(const struct match_set *m, const struct seq *s, uint32_t k,
    uint32_t tok, uint32_t stop)
{
	struct step step[2];
	uint32_t i, n;

	for (; k < s->n; k++) {
		if (tok >= stop || !goes_on(s, &m->doc.toks.v[tok]))
			return 0;
		tok = skip_article(m, s, tok, stop);
		n = doc_steps(&m->doc, tok, step);
		for (i = 0; i < n; i++)
			if (scan_has_class(m, step[i].hash, s->class[k]))
				break;
		if (i == n)
			return 0;
		tok = step[i].end;
	}
	return tok;
}

/* Sequences of class c and then the class of a word that ends before end. */
static void
try_pair(struct match_set *m, uint32_t c, uint64_t hash, uint32_t first,
    uint32_t tok, uint32_t end, uint32_t stop)
{
	const struct dict_slot *w, *p;
	const struct seq *s;
	uint32_t e;

	for (w = dict_first(&m->words, hash); w != NULL;
	    w = dict_next(&m->words, w)) {
		p = dict_first(&m->pairs, mix2(c, w->val));
		for (; p != NULL; p = dict_next(&m->pairs, p)) {
			s = &m->seqs[p->val];
			if ((w->tag & m->doc.forms) == 0 ||
			    !goes_on(s, &m->doc.toks.v[tok]))
				continue;
			if ((e = follow(m, s, 2, end, stop)) != 0)
				found(m, s, first, e - 1);
		}
	}
}

/* Sequences whose first word, of class c, is first..tok - 1. */
static void
scan_pairs(struct match_set *m, uint32_t c, uint32_t first, uint32_t tok,
    uint32_t stop)
{
	const struct seq role = { .target = TARGET_ROLE };
	struct step step[2];
	uint32_t i, n;

	if (tok >= stop)
		return;
	n = doc_steps(&m->doc, tok, step);
	for (i = 0; i < n; i++)
		try_pair(m, c, step[i].hash, first, tok, step[i].end, stop);
	i = skip_article(m, &role, tok, stop);
	if (i != tok)
		try_pair(m, c, m->doc.toks.v[i].hash, first, i, i + 1, stop);
}

static void
scan_names(struct match_set *m, uint32_t c, uint32_t from, uint32_t to)
{
	uint32_t i, first, last;
	enum person p;

	for (i = m->classes[c].names; i != NONE; i = m->names[i].next) {
		first = from;
		last = to;
		p = person_at(m, &m->names[i], &first, &last);
		if (p != PERSON_NOT)
			doc_add_term(&m->doc,
			    m->figures[m->names[i].figure].term, first, last,
			    p == PERSON_LIKELY);
	}
}

/* The words first..end - 1 as one, with this hash. */
static void
scan_word(struct match_set *m, uint64_t hash, uint32_t first, uint32_t end,
    uint32_t stop)
{
	const struct dict_slot *s;
	uint32_t i;

	if (!dict_maybe(&m->words, hash))
		return;
	for (s = dict_first(&m->words, hash); s != NULL;
	    s = dict_next(&m->words, s)) {
		const struct class *c = &m->classes[s->val];

		if ((s->tag & m->doc.forms) == 0)
			continue;
		for (i = c->seqs; i != NONE; i = m->seqs[i].next)
			found(m, &m->seqs[i], first, end - 1);
		if (c->starts)
			scan_pairs(m, s->val, first, end, stop);
		if (c->names != NONE && (s->tag & FORM_ALONE) != 0)
			scan_names(m, s->val, first, end - 1);
	}
}

/* --- prefixes, stems, patterns ------------------------------------------ */

static void
scan_prefixes(struct match_set *m, const struct token *tok, uint32_t at)
{
	const char *fold = token_fold(&m->doc.toks, tok);
	const struct dict_slot *s;
	uint64_t lens = m->prefix_lens;
	uint32_t n;

	for (; lens != 0; lens &= lens - 1) {
		n = (uint32_t)__builtin_ctzll(lens);
		if (n > tok->foldlen)
			return;
		for (s = dict_first(&m->prefixes, word_hash(fold, n));
		    s != NULL; s = dict_next(&m->prefixes, s))
			doc_add_term(&m->doc, s->val, at, at, false);
	}
}

/*
 * A capital inside a sentence is a name's, and a name has no stem: the
 * stem of Песков is that of sand.  Headlines in capitals are let through.
 */
static bool
may_stem(const struct dfield *f, const struct token *tok, int lang)
{
	if ((tok->flags & (TOK_DIGIT | TOK_SINGLE)) != 0)
		return false;
	return (tok->flags & TOK_CAP) == 0 ||
	    (tok->flags & (TOK_SENT | TOK_CAPS)) != 0 ||
	    f->kind != QF_TEXT || stem_nouns_have_capitals(lang);
}

static void
scan_stems(struct match_set *m, const struct dfield *f, uint32_t at, int lang)
{
	const struct token *tok = &m->doc.toks.v[at];
	const struct dict_slot *s;
	const char *stem;
	size_t n;

	if (!may_stem(f, tok, lang))
		return;
	stem = stem_word(&m->stemmer, lang, token_fold(&m->doc.toks, tok),
	    tok->foldlen, &n);
	if (stem == NULL)
		return;
	s = dict_first(&m->stems, mix2(word_hash(stem, n), (uint64_t)lang));
	for (; s != NULL; s = dict_next(&m->stems, s))
		if (!doc_has_term_at(&m->doc, s->val, at))
			doc_add_term(&m->doc, s->val, at, at, false);
}

static int
scan_regex(struct match_set *m, uint32_t term, uint32_t field,
    pcre2_match_data *md, pcre2_match_context *mc)
{
	const struct dfield *f = &m->doc.field[field];
	PCRE2_SIZE *at = pcre2_get_ovector_pointer(md), from = 0;
	unsigned int n;
	int rc;

	for (n = 0; n < REGEX_MATCHES && from <= f->len; n++) {
		rc = pcre2_match(m->terms[term].regex, (PCRE2_SPTR)f->text,
		    f->len, from, PCRE2_NOTEMPTY, md, mc);
		if (rc == PCRE2_ERROR_NOMATCH)
			return 0;
		if (rc < 0)
			return -1;
		doc_add_bytes(&m->doc, term, field, (uint32_t)at[0],
		    (uint32_t)at[1]);
		from = at[1];
	}
	return 0;
}

static void
scan_regexes(struct match_set *m, const char **error)
{
	pcre2_match_data *md = pcre2_match_data_create(1, NULL);
	pcre2_match_context *mc = pcre2_match_context_create(NULL);
	uint32_t i, field, fields;

	pcre2_set_match_limit(mc, REGEX_STEPS);
	pcre2_set_depth_limit(mc, REGEX_DEPTH);
	pcre2_set_heap_limit(mc, REGEX_HEAP);
	for (i = 0; i < m->nregexes; i++) {
		fields = m->terms[m->regexes[i]].q.fields;
		if ((fields & QF_QUOTE) != 0)
			fields |= QF_TEXT;
		for (field = 0; field < m->doc.nfields; field++)
			if (scan_regex(m, m->regexes[i], field, md, mc) == -1)
				*error = limit_text;
	}
	pcre2_match_context_free(mc);
	pcre2_match_data_free(md);
}

/* --- cases of Latin-script languages ------------------------------------- */

struct base_at {
	struct match_set	*m;
	uint32_t		 at;
};

/* Names alone: a plain word has its stem. */
static void
on_base(const char *base, size_t n, void *arg)
{
	struct base_at *b = arg;
	struct match_set *m = b->m;
	const struct dict_slot *s;
	uint32_t i;

	for (s = dict_first(&m->words, word_hash(base, n)); s != NULL;
	    s = dict_next(&m->words, s)) {
		const struct class *c = &m->classes[s->val];

		if (c->kind == CLASS_WORD || (s->tag & m->doc.forms) == 0)
			continue;
		for (i = c->seqs; i != NONE; i = m->seqs[i].next)
			found(m, &m->seqs[i], b->at, b->at);
		if (c->names != NONE && (s->tag & FORM_ALONE) != 0)
			scan_names(m, s->val, b->at, b->at);
	}
}

static void
scan_bases(struct match_set *m, const struct latin_case *cases, uint32_t at)
{
	const struct token *t = &m->doc.toks.v[at];
	struct base_at b = { m, at };

	if ((t->flags & TOK_CAP) != 0 && (t->flags & TOK_LATIN) != 0)
		latin_bases(cases, token_fold(&m->doc.toks, t), t->foldlen,
		    on_base, &b);
}

/* --- all of it ---------------------------------------------------------- */

static void
scan_field(struct match_set *m, const struct dfield *f, size_t *joined)
{
	const struct tokens *t = &m->doc.toks;
	const struct latin_case *cases = latin_cases(m->doc.lang);
	int lang = m->stems.n > 0 ? stem_lang(m->doc.lang) : -1;
	uint32_t i;

	for (i = f->first; i < f->end; i++) {
		scan_word(m, t->v[i].hash, i, i + 1, f->end);
		while (*joined < t->njoined && t->joined[*joined].first < i)
			(*joined)++;
		if (*joined < t->njoined && t->joined[*joined].first == i)
			scan_word(m, t->joined[*joined].hash, i,
			    t->joined[*joined].last + 1, f->end);
		if (m->prefix_lens != 0)
			scan_prefixes(m, &t->v[i], i);
		if (lang != -1)
			scan_stems(m, f, i, lang);
		if (cases != NULL)
			scan_bases(m, cases, i);
	}
}

void
scan_doc(struct match_set *m, const char **error)
{
	size_t joined = 0;
	uint32_t i;

	for (i = 0; i < m->doc.nfields; i++)
		scan_field(m, &m->doc.field[i], &joined);
	if (m->nregexes > 0)
		scan_regexes(m, error);
	if (m->doc.cut && *error == NULL)
		*error = "the text was too long to be read to its end";
}
