/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_H
#define NW_PARSE_EXTRACT_H

#include <stddef.h>

#include "article.h"
#include "item.h"

/*
 * The shared extractor: one article from a linked page, from an item's
 * own content, from a Telegram post or from plain text.  Never fails: an
 * empty text says why in ->reason.  Caller frees the result.
 */
struct extract_opts {
	const char	*url;		/* of the page; NULL unknown */
	const char	*content_type;	/* as served; NULL unknown */
	const char	*lang;		/* overrides what the page says */
	const struct item *item;	/* the item it belongs to, or NULL */
};

/* HTML or plain text, told apart by looking at the bytes. */
struct article	*extract_bytes(const void *, size_t,
		    const struct extract_opts *);
struct article	*extract_page(const void *, size_t,
		    const struct extract_opts *);
struct article	*extract_text(const char *, size_t,
		    const struct extract_opts *);
/* From the item's own fields alone; opts->item must be set. */
struct article	*extract_item(const struct extract_opts *);

/* Opens what must be open before the sandbox closes. */
void		 extract_warm(void);

#endif
