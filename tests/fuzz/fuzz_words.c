/* SPDX-License-Identifier: ISC */
/* Any bytes to words: every word knows where it stood. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "match/token.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check_words(const struct tokens *t, const char *s, size_t n)
{
	size_t i, at = 0, cp = 0;

	for (i = 0; i < t->n; i++) {
		const struct token *w = &t->v[i];

		assert(w->start >= at && w->start < w->end && w->end <= n);
		cp += utf8_count(s + at, w->start - at);
		assert(w->cp == cp);
		cp += utf8_count(s + w->start, w->end - w->start);
		assert(w->cpend == cp);
		at = w->end;
		assert(w->foldlen > 0 && w->foldlen <= TOKEN_MAX);
		assert(utf8_is_valid(token_fold(t, w), w->foldlen));
		assert(w->hash == word_hash(token_fold(t, w), w->foldlen));
	}
	for (i = 0; i < t->njoined; i++) {
		const struct joined *j = &t->joined[i];

		assert(j->first < j->last && j->last < t->n);
		assert(i == 0 || t->joined[i - 1].last < j->first);
	}
}

/* A folded word is a word, and the same one. */
static void
check_again(const struct tokens *t)
{
	struct tokens again;
	size_t i;

	tokens_init(&again);
	for (i = 0; i < t->n && i < 50; i++) {
		tokens_reset(&again);
		tokens_add(&again, token_fold(t, &t->v[i]), t->v[i].foldlen);
		assert(again.n > 0);
	}
	tokens_clear(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	/* A copy without a NUL behind it, so that a read too far shows. */
	char *s = xmalloc(n + 1), *out;
	uint32_t *map = xcalloc(n + 1, sizeof(*map));
	struct tokens t;
	size_t len;

	s = xreallocarray(s, n > 0 ? n : 1, 1);
	memcpy(s, data, n);
	tokens_init(&t);
	tokens_add(&t, s, n);
	check_words(&t, s, n);
	check_again(&t);
	tokens_clear(&t);
	out = xmalloc(n + 1);
	len = fold_text(s, n, out, n, map);
	assert(len <= n && utf8_is_valid(out, len));
	for (; len > 1; len--)
		assert(map[len - 1] >= map[len - 2]);
	free(out);
	free(map);
	free(s);
	return 0;
}
