/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_TELEGRAM_DOM_H
#define NW_PARSE_TELEGRAM_DOM_H

#include <stddef.h>
#include <stdint.h>

#include <libxml/tree.h>

#include "base/buf.h"
#include "base/pool.h"

#define TELEGRAM_TITLE_MAX	120	/* code points of a title */
#define TELEGRAM_TEXT_MAX	((size_t)1 << 20)	/* bytes of one post */

/*
 * What stands inside a node of Telegram's pages, as HTML that still has
 * to be sanitised: emoji as characters, links with their addresses mended.
 */
void	 telegram_fragment(const xmlNode *, struct buf *);
/* Likewise as plain text; NULL when there is none, also for a NULL node. */
char	*telegram_plain(struct pool *, const xmlNode *);
/* The node's address made absolute, mended; NULL when it has none. */
char	*telegram_href(struct pool *, const xmlNode *, const char *base);
/* The address in the CSS background of the node; NULL when it has none. */
char	*telegram_background(struct pool *, const xmlNode *);

/*
 * A headline for a text that has none: its first line or sentence, cut
 * at a word, as a fragment.  NULL for a text without anything to read.
 */
char	*telegram_title(struct pool *, const char *text);

#endif
