/* SPDX-License-Identifier: ISC */
#ifndef NW_API_REPLY_H
#define NW_API_REPLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/jsonw.h"

struct evhttp_request;

/* How answers leave: JSON bodies, JSON errors, lists in pages. */
#define REPLY_MAX	(16u << 20)	/* bytes of one answer */

/* Sends what b holds and empties it; type is a static string. */
void	reply_send(struct evhttp_request *, int status, const char *type,
	    struct buf *b);
#define REPLY_JSON	"application/json; charset=utf-8"

/* {"error":{"code":…,"message":…}} */
void	reply_error(struct evhttp_request *, int status, const char *fmt, ...)
	    __attribute__((__format__(printf, 3, 4)));

/* The peer of a request is gone before its answer: frees what evhttp
 * leaves to us.  For the close callback of a connection. */
void	reply_lost(struct evhttp_request *);

typedef void (*page_put_cb)(const void *obj, struct jsonw *);

/* An object whose writer knows no key, as a member; NULL is null. */
void	reply_part(struct jsonw *, const char *key, page_put_cb,
	    const void *obj);

/*
 * {"KEY":[…],"next":"CURSOR"|null}.  Ask the store for one row more than
 * the limit: the row too many is not shown but says that there is more.
 */
struct page {
	struct buf	 buf;
	struct buf	 one;
	struct jsonw	 w;
	size_t		 limit;
	size_t		 n;
	int64_t		 last;		/* id of the last row shown */
	bool		 more;
};

void	page_init(struct page *, const char *key, size_t limit);
/* Non-zero once the page is full, as listings of the store want it. */
int	page_add(struct page *, int64_t id, page_put_cb, const void *obj);
/* Ends the list; the object stays open for keys of the caller's own. */
void	page_end(struct page *);
/* So too, for a list that has no cursor: next is null, and "truncated"
 * says whether there is more. */
void	page_end_at_once(struct page *);
void	page_send(struct page *, struct evhttp_request *);
void	page_clear(struct page *);

#endif
