/* SPDX-License-Identifier: ISC */
/*
 * The finder of quotations on any bytes, with any language hint and with
 * the front of the input as headline.  Segments must be slices of the
 * text, in order, and a quotation's text must be made of them.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "parse/extract/quote.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const char *const langs[] = { NULL, "en", "ru", "uk" };

static void
check_quote(const struct article *a, const struct quote *q)
{
	size_t i, from, to, n = strlen(a->text);

	assert(q->nsegments > 0 && q->text != NULL);
	for (i = 0; i < q->nsegments; i++) {
		from = utf8_offset(a->text, n, q->segments[i].start);
		to = utf8_offset(a->text, n, q->segments[i].end);
		assert(q->segments[i].start <= q->segments[i].end);
		assert(to - from == strlen(q->segments[i].text));
		assert(memcmp(a->text + from, q->segments[i].text,
		    to - from) == 0);
		assert(strstr(q->text, q->segments[i].text) != NULL);
		assert(i == 0 || q->segments[i].start >=
		    q->segments[i - 1].end);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct article *a;
	size_t i;

	if (size < 2)
		return 0;
	a = article_new();
	a->language = langs[data[0] & 3];
	a->text = pool_strndup(a->pool, (const char *)data + 1, size - 1);
	if ((data[0] & 4) != 0)
		a->headline = pool_strndup(a->pool, a->text, data[0]);
	quotes_find(a);
	assert(a->nquotes <= QUOTES_MAX);
	for (i = 0; i < a->nquotes; i++)
		check_quote(a, &a->quotes[i]);
	article_free(a);
	return 0;
}
