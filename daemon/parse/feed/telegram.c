/* SPDX-License-Identifier: ISC */
/* Telegram's preview pages. */
#include "parse/feed/telegram.h"

int
telegram_page(const char *html, size_t n, const struct feed_opts *opts,
    feed_item_cb cb, void *arg, struct feed_doc *doc)
{
	doc->page = FEED_PAGE_UNKNOWN;
	return 0;
}

bool
telegram_is_page(const char *html, size_t n)
{
	return false;
}

int
telegram_normalize_mirror(struct item *it)
{
	return 0;
}
