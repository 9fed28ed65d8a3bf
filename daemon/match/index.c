/* SPDX-License-Identifier: ISC */
/*
 * What full-text search and the sketches of stories get to see of an
 * article: the words as the matcher reads them, so that a search finds
 * whatever an alert saw.  Glued words stand there parted and joined, and
 * beside a word its stem, where the language has one.
 */
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "match/latin.h"
#include "match/match.h"
#include "match/stem.h"
#include "match/token.h"

struct index {
	struct tokens	 toks;
	struct stemmer	 stemmer;
	struct buf	*out;
	int		 lang;
	const struct latin_case *cases;
};

static int
put(struct index *ix, const char *word, size_t n)
{
	if (ix->out->len > 0 && buf_addc(ix->out, ' ') == -1)
		return -1;
	return buf_add(ix->out, word, n);
}

static int
put_stem(struct index *ix, const struct token *tok)
{
	const char *fold = token_fold(&ix->toks, tok), *stem;
	size_t n;

	if (ix->lang == -1 || (tok->flags & (TOK_DIGIT | TOK_SINGLE)) != 0)
		return 0;
	stem = stem_word(&ix->stemmer, ix->lang, fold, tok->foldlen, &n);
	if (stem == NULL || n == 0 ||
	    (n == tok->foldlen && memcmp(stem, fold, n) == 0))
		return 0;
	return put(ix, stem, n);
}

struct put_base {
	struct index	*ix;
	int		 rc;
};

static void
on_base(const char *base, size_t n, void *arg)
{
	struct put_base *p = arg;

	if (p->rc == 0)
		p->rc = put(p->ix, base, n);
}

/* What the word would be if it is a name in some case. */
static int
put_bases(struct index *ix, const struct token *tok)
{
	struct put_base p = { ix, 0 };

	if (ix->cases != NULL && (tok->flags & TOK_CAP) != 0 &&
	    (tok->flags & TOK_LATIN) != 0)
		latin_bases(ix->cases, token_fold(&ix->toks, tok),
		    tok->foldlen, on_base, &p);
	return p.rc;
}

static int
put_text(struct index *ix, const char *text)
{
	struct tokens *t = &ix->toks;
	size_t i, j = 0;

	if (text == NULL)
		return 0;
	tokens_reset(t);
	tokens_add(t, text, strlen(text));
	for (i = 0; i < t->n; i++) {
		if (put(ix, token_fold(t, &t->v[i]), t->v[i].foldlen) == -1 ||
		    put_stem(ix, &t->v[i]) == -1 ||
		    put_bases(ix, &t->v[i]) == -1)
			return -1;
		for (; j < t->njoined && t->joined[j].first == i; j++)
			if (put(ix, t->fold + t->joined[j].fold,
			    t->joined[j].foldlen) == -1)
				return -1;
	}
	return 0;
}

/* The speaker that an article names is not always as its text has it. */
static int
put_speakers(struct index *ix, const struct article *a)
{
	const char *last = NULL;
	size_t i;

	for (i = 0; i < a->nquotes; i++) {
		const char *s = a->quotes[i].speaker;

		if (s == NULL || (last != NULL && strcmp(s, last) == 0))
			continue;
		last = s;
		if (put_text(ix, s) == -1 ||
		    put_text(ix, a->quotes[i].speaker_surface) == -1)
			return -1;
	}
	return 0;
}

int
match_index_text(const struct article *a, struct buf *b)
{
	const char *const texts[] = { a->headline, a->subtitle, a->text,
	    a->outlet, a->agency };
	struct index ix = { .out = b, .lang = stem_lang(a->language),
	    .cases = latin_cases(a->language) };
	int rc = 0;
	size_t i;

	tokens_init(&ix.toks);
	for (i = 0; rc == 0 && i < sizeof(texts) / sizeof(texts[0]); i++)
		rc = put_text(&ix, texts[i]);
	if (rc == 0)
		rc = put_speakers(&ix, a);
	tokens_clear(&ix.toks);
	stemmer_clear(&ix.stemmer);
	return rc;
}

uint64_t *
match_word_hashes(const struct article *a, size_t *n)
{
	struct tokens t;
	uint64_t *h = NULL;
	size_t i;

	*n = 0;
	if (a->text == NULL)
		return NULL;
	tokens_init(&t);
	tokens_add(&t, a->text, strlen(a->text));
	if (t.n > 0)
		h = xreallocarray(NULL, t.n, sizeof(*h));
	for (i = 0; i < t.n; i++)
		h[i] = t.v[i].hash;
	*n = t.n;
	tokens_clear(&t);
	return h;
}
