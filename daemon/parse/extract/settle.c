/* SPDX-License-Identifier: ISC */
/*
 * The last look at a page's text, without its elements.  Lines that were
 * joined, or that came out of structured data, were not judged as the
 * lines they are now; and a title that the first sentence says again is
 * no paragraph, whatever its element was.  Knows nothing of pages.
 */
#include "parse/extract/settle.h"

#include <string.h>

#include "base/buf.h"
#include "parse/extract/layout.h"
#include "parse/extract/lines.h"

/* The next line that is not empty; its length, 0 at the end. */
static size_t
next_line(const char **at)
{
	*at += strspn(*at, "\n");
	return strcspn(*at, "\n");
}

static void
keep_paragraphs(struct article *a)
{
	const char *s = a->text;
	struct buf b;
	size_t n;

	buf_init(&b, strlen(s) * 2 + 1);
	for (; (n = next_line(&s)) > 0; s += n) {
		if (line_classify(s, n) != LINE_BODY)
			continue;
		if (b.len > 0)
			buf_adds(&b, "\n\n");
		buf_add(&b, s, n);
	}
	a->text = b.len > 0 ? pool_strndup(a->pool, b.data, b.len) : NULL;
	buf_clear(&b);
}

/* Standfirsts that were left above the text. */
static void
cut_head(struct article *a)
{
	struct text_line l[LAYOUT_HEAD + 1] = { 0 };
	const char *s = a->text;
	size_t n = 0, head;

	for (; n < LAYOUT_HEAD + 1 && (l[n].n = next_line(&s)) > 0;
	    s += l[n++].n) {
		l[n].s = s;
		layout_shape(&l[n]);
	}
	if ((head = layout_head(l, n)) == 0)
		return;
	if (a->subtitle == NULL)
		a->subtitle = pool_strndup(a->pool, l[0].s, l[0].n);
	a->text = l[head].s;
}

void
settle_text(struct article *a, bool judged)
{
	if (a->text != NULL && !judged)
		keep_paragraphs(a);
	if (a->text != NULL)
		cut_head(a);
}
