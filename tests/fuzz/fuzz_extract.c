/* SPDX-License-Identifier: ISC */
/*
 * libFuzzer's way into the extractor.  The first byte chooses the door;
 * what comes out must be well-formed, and quotations must stand where
 * they say.  Built by tests/fuzz/build with clang.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "parse/extract/extract.h"
#include "parse/extract/quote.h"

int	LLVMFuzzerInitialize(int *, char ***);
int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const char *const types[] = { NULL, "text/html",
    "text/html; charset=windows-1251", "text/html; charset=utf-16" };

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	extract_warm();
	return 0;
}

static void
check_string(const char *s)
{
	if (s != NULL)
		assert(utf8_is_valid(s, strlen(s)));
}

static void
check(const struct article *a)
{
	size_t n = article_text_len(a), i, k;

	check_string(a->text);
	check_string(a->headline);
	check_string(a->subtitle);
	check_string(a->outlet);
	check_string(a->byline);
	check_string(a->canonical_url);
	for (i = 0; i < a->nquotes; i++)
		for (k = 0; k < a->quotes[i].nsegments; k++) {
			assert(a->quotes[i].segments[k].start <=
			    a->quotes[i].segments[k].end);
			assert(a->quotes[i].segments[k].end <= n);
		}
}

/* A page's text has nothing left for the reader of texts to leave out. */
static void
check_again(const struct article *a)
{
	struct article *b = extract_text(a->text, strlen(a->text), NULL);

	assert(strcmp(a->text, b->text) == 0);
	article_free(b);
}

/* Title and content of an item, parted by the first line end. */
static struct article *
run_item(const char *s, size_t n, struct extract_opts *opts, bool telegram)
{
	struct item *it = item_new();
	size_t cut = strcspn(s, "\n");
	struct article *a;

	it->title = pool_strndup(it->pool, s, cut);
	it->content = pool_strndup(it->pool, s + cut, n - cut);
	it->published = it->updated = ITEM_NO_TIME;
	if (telegram)
		it->tg.channel = "channel";
	opts->item = it;
	a = extract_item(opts);
	item_free(it);
	return a;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct extract_opts opts = { .url = "https://news.example/a/b" };
	struct article *a;
	char *s;

	if (size < 1)
		return 0;
	s = malloc(size);
	memcpy(s, data + 1, --size);
	s[size] = '\0';
	opts.content_type = types[data[0] >> 2 & 3];
	switch (data[0] & 3) {
	case 0:
		a = extract_page(s, size, &opts);
		break;
	case 1:
		a = extract_bytes(s, size, &opts);
		break;
	default:
		/* The feed layer gives nothing else. */
		a = utf8_is_valid(s, size) ?
		    run_item(s, size, &opts, (data[0] & 1) != 0) : NULL;
	}
	if (a != NULL)
		check(a);
	if ((data[0] & 3) < 2)
		check_again(a);
	article_free(a);
	free(s);
	return 0;
}
