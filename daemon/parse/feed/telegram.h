/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_TELEGRAM_H
#define NW_PARSE_TELEGRAM_H

#include <stdbool.h>
#include <stddef.h>

#include "item.h"
#include "parse/feed/feed.h"

/*
 * Telegram's own web pages: a channel's preview (t.me/s/NAME), the embed
 * and the landing page of one post, and the pages that come in their
 * place.  One item a post; doc->page and doc->reason say why there are
 * none.  0, or -1 when the callback stopped it.
 */
int	telegram_page(const char *html, size_t n, const struct feed_opts *,
	    feed_item_cb, void *arg, struct feed_doc *doc);
/* By the first few kilobytes. */
bool	telegram_is_page(const char *html, size_t n);

/*
 * A post that came through a mirror's RSS: channel and post id are found
 * in its link or guid, and id, link and content become those of the post,
 * so that it is one item whichever way it came.  Other items stay as they
 * are.  1 when the item is no post and to be left out (an advertisement, a
 * service message), else 0.
 */
int	telegram_normalize_mirror(struct item *);

#endif
