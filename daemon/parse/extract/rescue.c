/* SPDX-License-Identifier: ISC */
/*
 * Structured data as a check and a rescue.  articleBody is cut on one
 * page of three, so it never replaces a text that holds it.
 */
#include "parse/extract/rescue.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"
#include "parse/extract/loose.h"
#include "parse/markup.h"

#define LD_MIN		200	/* bytes of a body worth having */
#define PROBES		4	/* places of it that are looked for */
#define PROBE_BYTES	40	/* folded, each */
#define AGREE_WORDS	40	/* that are looked for */
#define AGREE_MIN	4	/* words; fewer tell nothing */
#define WORD_BYTES	8	/* shorter words stand in any text */

/* How many places of the folded needle stand in the folded text. */
static int
probes_met(const char *hay, size_t nhay, const char *needle, size_t n)
{
	int i, met = 0;
	size_t at;

	for (i = 0; i < PROBES; i++) {
		at = (n - PROBE_BYTES) * (size_t)i / (PROBES - 1);
		met += memmem(hay, nhay, needle + at, PROBE_BYTES) != NULL;
	}
	return met;
}

static bool
text_has(const char *text, size_t len, const char *needle, size_t n)
{
	char *folded = xmalloc(len + 1);
	int met;

	met = probes_met(folded, loose_fold(text, len, folded), needle, n);
	free(folded);
	return met * 2 >= PROBES;
}

/* Whether the page shows this text, in whatever element. */
static bool
page_has(const struct page *p, const char *needle, size_t n)
{
	char *all = xmalloc(p->ntext + 1);
	size_t i;
	bool has;

	memcpy(all, p->text, p->ntext);
	for (i = 0; i < p->ntext; i++)
		if (all[i] == '\0')
			all[i] = ' ';
	has = text_has(all, p->ntext, needle, n);
	free(all);
	return has;
}

static bool
is_better(const struct article *a, const struct page *p, const char *ld)
{
	size_t own = a->text != NULL ? strlen(a->text) : 0;
	size_t len = strlen(ld), n;
	char *folded;
	bool better;

	if (len < LD_MIN)
		return false;
	folded = xmalloc(len + 1);
	n = loose_fold(ld, len, folded);
	if (n < LD_MIN / 2)
		better = false;
	else if (own == 0)
		better = true;
	else if (text_has(a->text, own, folded, n))
		/* The same text: theirs only when ours is a part of it. */
		better = own * 10 < len * 6;
	else
		better = own < len || page_has(p, folded, n);
	free(folded);
	return better;
}

bool
rescue_by_ld(struct article *a, const struct page *p, const struct clues *c)
{
	const char *ld = c->v[CLUE_LD_BODY];

	if (ld == NULL)
		return false;
	ld = markup_text(a->pool, ld, strlen(ld));
	if (!is_better(a, p, ld))
		return false;
	a->text = ld;
	a->links = NULL;
	a->nlinks = 0;
	return true;
}

static size_t
word_len(const char *s)
{
	size_t n = 0;

	while ((unsigned char)s[n] >= 0x80 || (s[n] >= '0' && s[n] <= '9') ||
	    ((s[n] | 0x20) >= 'a' && (s[n] | 0x20) <= 'z'))
		n++;
	return n;
}

bool
rescue_agrees(const char *shorter, const char *longer)
{
	size_t len = strlen(longer), n, k, words = 0, met = 0;
	char *folded = xmalloc(len + 1), word[64];

	len = loose_fold(longer, len, folded);
	while (*shorter != '\0' && words < AGREE_WORDS) {
		n = word_len(shorter);
		/* Endings change with the case, so the front must do. */
		if (n >= WORD_BYTES && n < sizeof(word)) {
			k = loose_fold(shorter, utf8_cut(shorter, n,
			    n * 3 / 4), word);
			words++;
			met += memmem(folded, len, word, k) != NULL;
		}
		shorter += n + (shorter[n] != '\0');
	}
	free(folded);
	return words < AGREE_MIN || met * 3 >= words;
}
