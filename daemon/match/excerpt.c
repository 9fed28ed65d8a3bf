/* SPDX-License-Identifier: ISC */
/*
 * The piece of text that a hit is shown with: around its first span in
 * the body (or in the field it stands in), cut between words, with the
 * marks of all spans that fall into it.
 */
#include <string.h>

#include "base/fold.h"
#include "base/utf8.h"
#include "match/match.h"

#define EXCERPT_WALK	40	/* code points to look for a blank in */

/* The text that a span's offsets are of. */
static const char *
text_of(const struct article *a, const struct span *s)
{
	if (strcmp(s->field, "title") == 0)
		return a->headline;
	if (strcmp(s->field, "subtitle") == 0)
		return a->subtitle;
	if (strcmp(s->field, "text") == 0 || strcmp(s->field, "quote") == 0)
		return a->text;
	return NULL;
}

/* What somebody said is shown for who said it. */
static bool
speech_of(const struct article *a, const struct span *s, uint32_t *cp)
{
	size_t i;

	if (strcmp(s->field, "speaker") != 0)
		return false;
	for (i = 0; i < a->nquotes; i++) {
		const struct quote *q = &a->quotes[i];

		if (q->nsegments > 0 && ((q->speaker != NULL &&
		    strstr(q->speaker, s->text) != NULL) ||
		    (q->speaker_surface != NULL &&
		    strstr(q->speaker_surface, s->text) != NULL))) {
			*cp = q->segments[0].start;
			return true;
		}
	}
	return false;
}

/* A span of the body before one of the head, and any before none. */
static const char *
choose(const struct hit *h, const struct article *a, uint32_t *cp,
    uint32_t *cpend)
{
	const char *text = NULL;
	size_t i;

	for (i = 0; i < h->nspans; i++) {
		const struct span *s = &h->spans[i];
		const char *t = text_of(a, s);

		if (t == NULL || (text != NULL && t != a->text))
			continue;
		text = t;
		*cp = s->start;
		*cpend = s->end;
		if (t == a->text)
			return text;
	}
	for (i = 0; text == NULL && i < h->nspans; i++)
		if (speech_of(a, &h->spans[i], cp)) {
			*cpend = *cp;
			return a->text;
		}
	if (text == NULL) {
		*cp = *cpend = 0;
		text = a->text != NULL ? a->text : a->headline;
	}
	return text;
}

/* Moves a cut to the next blank, forward or back, if one is near. */
static size_t
to_blank(const char *s, size_t n, size_t at, int step)
{
	size_t i, k = at;

	if (at == 0 || at >= n)
		return at;
	for (i = 0; i < EXCERPT_WALK; i++) {
		if (s[k] == ' ' || s[k] == '\n')
			return step > 0 ? k + 1 : k;
		if ((step < 0 && k == 0) || k + 1 >= n)
			break;
		k = step > 0 ? k + 1 : k - 1;
	}
	return at;
}

static void
add_marks(struct hit *h, const struct article *a, const char *text,
    uint32_t from, uint32_t to, uint32_t shift)
{
	struct span *marks = pool_alloc(h->pool, (h->nspans + 1) *
	    sizeof(*marks));
	size_t i, n = 0;

	for (i = 0; i < h->nspans; i++) {
		const struct span *s = &h->spans[i];

		if (text_of(a, s) != text || s->start < from || s->end > to)
			continue;
		marks[n] = *s;
		marks[n].start = s->start - from + shift;
		marks[n].end = s->end - from + shift;
		n++;
	}
	h->marks = marks;
	h->nmarks = n;
}

void
match_excerpt(struct hit *h, const struct article *a, size_t max)
{
	uint32_t cp = 0, cpend = 0, from;
	const char *text = choose(h, a, &cp, &cpend);
	size_t n, total, start, end, lead;

	if (text == NULL)
		return;
	n = strlen(text);
	total = utf8_count(text, n);
	/* A third of the room stands before the span. */
	lead = cpend - cp < max ? (max - (cpend - cp)) / 3 : 0;
	from = cp > lead ? cp - (uint32_t)lead : 0;
	if (total - from < max)
		from = total > max ? (uint32_t)(total - max) : 0;
	start = utf8_offset(text, n, from);
	end = utf8_offset(text, n, from + max);
	if (from > 0)
		start = to_blank(text, utf8_offset(text, n, cp), start, 1);
	if (end < n) {
		size_t back = to_blank(text, n, end, -1);

		if (back >= utf8_offset(text, n, cpend))
			end = back;
	}
	from = (uint32_t)utf8_count(text, start);
	h->excerpt = pool_printf(h->pool, "%s%.*s%s", start > 0 ? "…" : "",
	    (int)(end - start), text + start, end < n ? "…" : "");
	add_marks(h, a, text, from, from + (uint32_t)utf8_count(text + start,
	    end - start), start > 0);
}
