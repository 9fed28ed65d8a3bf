/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_FEED_H
#define NW_PARSE_FEED_H

#include <stddef.h>

#include "item.h"

/*
 * Bytes of a feed in, items out, in bounded memory whatever the size:
 * bytes are pushed as they come, each item is given to the callback as
 * soon as it ends.  Any of RSS, RDF, Atom, CDF, JSON Feed, a Telegram
 * preview page; what the bytes are is sniffed, labels are hints only.
 */
struct feed_opts {
	const char	*url;		/* of the document; NULL unknown */
	const char	*content_type;	/* as served, with charset; or NULL */
	const char	*content_location;	/* header; or NULL */
	int64_t		 now;		/* to judge dates in the future */
};

struct feed_parser;

/* The item is lent for the call.  Non-zero stops the parser. */
typedef int (*feed_item_cb)(const struct item *, void *arg);

/* opts is copied. */
struct feed_parser *feed_parser_new(const struct feed_opts *, feed_item_cb,
		    void *arg);
/* 0, or -1 when more bytes are of no use (a ceiling, a stop). */
int		 feed_parser_push(struct feed_parser *, const void *, size_t);
/*
 * The end of the bytes.  Never fails: what could not be read is told by
 * ->wellformed, ->reason and ->page.  Caller frees the result.
 */
struct feed_doc	*feed_parser_end(struct feed_parser *);
/* Accepts NULL; also before the end. */
void		 feed_parser_free(struct feed_parser *);

/* Opens what must be open before the sandbox closes (converters). */
void		 feed_parser_warm(void);

#endif
