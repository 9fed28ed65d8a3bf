/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_DISCOVER_H
#define NW_PARSE_DISCOVER_H

#include <stddef.h>

#include "item.h"

#define DISCOVER_MAX	100	/* links that are listed of one page */

/*
 * The feeds that a web page names: its alternate links first, then links
 * in its text that look like feeds.  Sets doc->page to FEED_PAGE_HTML and
 * doc->links; returns how many there are.
 */
int	discover_links(const char *html, size_t n, const char *url,
	    struct feed_doc *doc);

#endif
