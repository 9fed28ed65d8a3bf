/* SPDX-License-Identifier: ISC */
/*
 * The feed parser with any bytes.  The first byte chooses a label and the
 * pieces in which the rest comes, the second whether a block ends inside
 * it.  However it is cut the same items must come out; what comes out must
 * be UTF-8, safe, and within its ceilings.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/jsonw.h"
#include "base/uri.h"
#include "base/utf8.h"
#include "item.h"
#include "parse/feed/build.h"
#include "parse/feed/feed.h"

#define OUT_MAX	((size_t)64 << 20)
#define BLOCK	65536	/* bytes that the parser decodes at once */

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const char *const types[] = {
	NULL, "text/xml; charset=utf-8", "text/xml; charset=windows-1251",
	"application/json", "a/b; charset=utf-16", "a/b; charset=gb18030",
	"a/b; charset=iso-2022-jp", "text/html; charset=utf-7"
};

static void
check_text(const char *s)
{
	if (s == NULL)
		return;
	assert(utf8_is_valid(s, strlen(s)));
	assert(strcasestr(s, "<script") == NULL);
}

static void
check_url(const char *s)
{
	assert(s == NULL || uri_is_safe(s));
}

static int
on_item(const struct item *it, void *arg)
{
	size_t i;

	check_text(it->title);
	check_text(it->summary);
	check_text(it->content);
	check_text(it->rights);
	check_url(it->link);
	check_url(it->comments);
	check_url(it->source_link);
	assert(it->ncategories <= BUILD_WORDS);
	assert(it->nauthors <= BUILD_PEOPLE);
	assert(it->nenclosures <= BUILD_FILES);
	for (i = 0; i < it->nenclosures; i++)
		check_url(it->enclosures[i].url);
	item_json(it, arg);
	return 0;
}

static char *
parse(const char *data, size_t n, const char *type, size_t piece)
{
	struct feed_opts o = { "https://example.org/a/b", type, NULL,
	    1750000000 };
	struct feed_parser *p;
	struct feed_doc *doc;
	struct jsonw w;
	struct buf out;
	size_t at, part;

	buf_init(&out, OUT_MAX);
	jsonw_init_buf(&w, &out);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "items");
	p = feed_parser_new(&o, on_item, &w);
	for (at = 0; at < n; at += part) {
		part = n - at < piece ? n - at : piece;
		feed_parser_push(p, data + at, part);
	}
	doc = feed_parser_end(p);
	jsonw_end_array(&w);
	feed_doc_json(doc, &w);
	jsonw_end_object(&w);
	assert(doc->wellformed || doc->reason != NULL ||
	    doc->page != FEED_PAGE_FEED);
	feed_doc_free(doc);
	feed_parser_free(p);
	return buf_take(&out, NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const char *type;
	char *whole, *cut;
	struct buf in;
	size_t piece;

	if (n < 2)
		return 0;
	type = types[data[0] & 7];
	piece = 1 + (data[0] >> 3) * 3u;
	buf_init(&in, OUT_MAX);
	if (data[1] >= 0x80) {
		buf_adds(&in, "<rss version='2.0'><channel><!--");
		while (in.len < BLOCK - (data[1] & 0x7f))
			buf_addc(&in, ' ');
		buf_adds(&in, "-->");
		piece += BLOCK / 2;
	}
	buf_add(&in, data + 2, n - 2);
	whole = parse(in.data, in.len, type, in.len + 1);
	cut = parse(in.data, in.len, type, piece);
	assert(strcmp(whole, cut) == 0);
	free(whole);
	free(cut);
	buf_clear(&in);
	return 0;
}
