/* SPDX-License-Identifier: ISC */
/* Any bytes as a page of Telegram's: posts come out whole or not at all. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "parse/markup.h"
#include "parse/feed/date.h"
#include "parse/feed/discover.h"
#include "parse/feed/telegram.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
must(int holds)
{
	if (!holds)
		abort();
}

static int
on_item(const struct item *it, void *arg)
{
	struct buf b;

	must(it->tg.channel != NULL && it->tg.id > 0);
	must(strcmp(it->id, it->link) == 0);
	if (it->content != NULL) {
		must(strcmp(it->content, markup_sanitize(it->pool,
		    it->content, strlen(it->content), NULL)) == 0);
		must(utf8_is_valid(it->content, strlen(it->content)));
	}
	if (it->title != NULL)
		must(*it->title != '\0' && strlen(it->title) < 4096);
	buf_init(&b, (size_t)64 << 20);
	must(item_pack(it, &b) == 0);
	buf_clear(&b);
	++*(size_t *)arg;
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct feed_opts opts = { .url = NULL };
	struct feed_doc *doc = feed_doc_new();
	const char *in = (const char *)data;
	struct item *it = item_new();
	size_t items = 0;

	telegram_is_page(in, n);
	must(telegram_page(in, n, &opts, on_item, &items, doc) == 0);
	must(doc->nitems == items);
	must(doc->page == FEED_PAGE_FEED || doc->reason != NULL);
	feed_doc_free(doc);
	doc = feed_doc_new();
	discover_links(in, n, "https://example.org/", doc);
	feed_doc_free(doc);
	it->link = it->title = pool_strndup(it->pool, in, n);
	telegram_normalize_mirror(it);
	item_reset(it);
	it->link = "https://t.me/a_b/1";
	it->content = markup_sanitize(it->pool, in, n, NULL);
	if (telegram_normalize_mirror(it) == 0)
		on_item(it, &items);
	date_parse(in, n);
	item_free(it);
	return 0;
}
