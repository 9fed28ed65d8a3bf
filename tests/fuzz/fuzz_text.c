/* SPDX-License-Identifier: ISC */
/*
 * Plain text in any bytes: what comes out is well-formed, quotations are
 * slices of it, and lines and datelines are read within their bounds.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "parse/extract/extract.h"
#include "parse/extract/lang.h"
#include "parse/extract/lines.h"
#include "parse/extract/stamp.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check_string(const char *s)
{
	assert(s == NULL || utf8_is_valid(s, strlen(s)));
}

/* No NUL ends these, so that a sanitizer sees a step too far. */
static void
read_line(const char *s, size_t n)
{
	struct article *a = article_new();
	char iso[STAMP_MAX];

	line_classify(s, n);
	agency_find(s, n);
	lang_detect(s, n);
	stamp_read(s, n, iso);
	assert(dateline_read(a, s, n) <= n);
	article_free(a);
}

/* What was read once has nothing left to leave out. */
static void
check_again(const struct article *a)
{
	struct article *b = extract_text(a->text, strlen(a->text), NULL);

	assert(strcmp(a->text, b->text) == 0);
	article_free(b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *s = malloc(size + (size == 0));
	struct article *a;
	size_t i, n;

	memcpy(s, data, size);
	read_line(s, size);
	a = extract_text(s, size, NULL);
	free(s);
	check_again(a);
	n = article_text_len(a);
	check_string(a->text);
	check_string(a->headline);
	check_string(a->subtitle);
	check_string(a->byline);
	check_string(a->dateline_place);
	check_string(a->dateline_date);
	for (i = 0; i < a->nlinks; i++)
		check_string(a->links[i]);
	for (i = 0; i < a->nquotes; i++)
		assert(a->quotes[i].segments[0].end <= n);
	article_free(a);
	return 0;
}
