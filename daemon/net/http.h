/* SPDX-License-Identifier: ISC */
#ifndef NW_NET_HTTP_H
#define NW_NET_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct event_base;
struct guard;
struct spill;
struct spill_room;
struct http;
struct http_req;

/*
 * Transfers on the loop: libcurl's multi handles, a handle for each
 * transfer in flight and no longer, per-host slots, ceilings on time, size
 * and redirects, the address guard on every connection that a feed or an
 * item can lead to.  (A mail server and a webhook whose address the config
 * spells out are not asked about: nothing can lead them elsewhere.)  Knows
 * nothing of feeds, so alerts share it; posts and mails do not wait behind
 * fetches.
 */
struct http_limits {
	unsigned int	 per_host;	/* transfers to one host at a time */
	unsigned int	 in_flight;	/* fetches in all */
	unsigned int	 lookups;	/* name look-ups at a time: each is a
					 * thread; 16 is plenty */
	int64_t		 host_gap_ms;	/* between fetches at one host */
	const char	*user_agent;
	const char	*proxy;		/* NULL: none, whatever the env says */
	struct spill_room *spill_room;	/* where large answers may stand; NULL:
					 * all of them stand in memory.  Lent,
					 * also to those that were taken */
};

/* The process ignores SIGPIPE from then on.  guard is lent. */
struct http	*http_new(struct event_base *, const struct http_limits *,
		    const struct guard *);
/* Cancels what is under way without calling back.  Not from a callback. */
void		 http_free(struct http *);

enum http_error {
	HTTP_OK,		/* an answer came, whatever its status */
	HTTP_ADDRESS,		/* the guard refused the address */
	HTTP_RESOLVE,
	HTTP_CONNECT,
	HTTP_TLS,
	HTTP_TIMEOUT,
	HTTP_TOO_LARGE,
	HTTP_REDIRECTS,		/* too many, or to a forbidden scheme */
	HTTP_ENCODING,		/* stacked or broken Content-Encoding */
	HTTP_CUT,		/* the body ended early */
	HTTP_BAD_URL,
	HTTP_OTHER
};
const char	*http_error_str(enum http_error);

/* What came back.  Lent for the callback; strings NULL when absent. */
struct http_answer {
	enum http_error	 error;
	const char	*detail;	/* libcurl's words on an error */
	int		 status;	/* 0 when there was no answer */
	const char	*url;		/* after redirects */
	const char	*moved_to;	/* end of an unbroken chain of 301/308
					 * from the first request; or NULL */
	const char	*content_type;
	const char	*content_location;
	const char	*etag;		/* byte for byte */
	const char	*last_modified;
	const char	*cache_control;
	const char	*expires;
	const char	*date;
	const char	*retry_after;
	const char	*im;		/* RFC 3229 */
	struct buf	*body;		/* may be taken with buf_take(); what
					 * came before an error is in it */
	struct spill	**spill;	/* not NULL inside: the body is there
					 * instead; taken by setting NULL */
};

typedef void (*http_done_cb)(const struct http_answer *, void *arg);

/* Strings are copied.  file: URLs only with allow_file. */
struct http_get {
	const char	*url;
	const char	*accept;
	const char	*etag;		/* sent back as it came */
	const char	*last_modified;
	bool		 delta;		/* A-IM: feed */
	bool		 allow_file;
	size_t		 max_body;	/* bytes after decoding */
	size_t		 in_memory;	/* a larger body may spill; 0: none */
	int		 timeout_s;
};

struct http_post {
	const char	*url;
	bool		 put;		/* PUT, as Matrix wants it */
	const char	*content_type;
	const char	*const *headers;	/* "Name: value", NULL at the
						 * end; no CR or LF */
	const void	*body;
	size_t		 len;
	int		 timeout_s;
};

/* The callback always comes from the loop, never from within the call. */
struct http_req	*http_get(struct http *, const struct http_get *,
		    http_done_cb, void *arg);
/* No redirects are followed. */
struct http_req	*http_post(struct http *, const struct http_post *,
		    http_done_cb, void *arg);
/* No callback after this. */
void		 http_cancel(struct http_req *);
/* Waiting and running, for /metrics and tests. */
size_t		 http_pending(const struct http *);

#endif
