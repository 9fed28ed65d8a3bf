/* SPDX-License-Identifier: ISC */
/*
 * Structured data as a check and a rescue.  articleBody is cut on one
 * page of three, so it never replaces a text that holds it.
 */
#include "parse/extract/rescue.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "parse/extract/loose.h"
#include "parse/markup.h"

#define LD_MIN		200	/* bytes of a body worth having */
#define LD_MAX		(4u << 20)	/* bytes of it that are kept */
#define PROBES		4	/* places of it that are looked for */
#define PROBE_BYTES	40	/* folded, each */

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

/* A fragment of HTML, or plain text whose line ends part paragraphs. */
static const char *
ld_text(struct pool *pool, const char *ld)
{
	const char *s, *end, *text;
	struct buf out;

	if (strchr(ld, '<') != NULL)
		return markup_text(pool, ld, strlen(ld));
	buf_init(&out, LD_MAX);
	for (s = ld; *s != '\0'; s = end + strspn(end, "\r\n")) {
		end = s + strcspn(s, "\r\n");
		text = markup_text(pool, s, (size_t)(end - s));
		if (text[0] != '\0' && out.len > 0)
			buf_adds(&out, "\n\n");
		buf_adds(&out, text);
	}
	text = pool_strndup(pool, buf_str(&out), out.len);
	buf_clear(&out);
	return text;
}

bool
rescue_by_ld(struct article *a, const struct page *p, const struct clues *c)
{
	const char *ld = c->v[CLUE_LD_BODY];

	if (ld == NULL)
		return false;
	ld = ld_text(a->pool, ld);
	if (!is_better(a, p, ld))
		return false;
	a->text = ld;
	a->links = NULL;
	a->nlinks = 0;
	return true;
}
