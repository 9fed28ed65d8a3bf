/* SPDX-License-Identifier: ISC */
#ifndef NW_NET_FETCH_H
#define NW_NET_FETCH_H

#include <stdint.h>

struct http_answer;

/*
 * What an answer means for a feed that is polled conditionally: pure
 * judgement, no transfer.
 *
 * Sources: RFC 9110 (status codes, validators, Retry-After), RFC 9111
 * (freshness), RFC 3229 (226 and delta encoding).
 */
#define FETCH_FRESH_MAX	86400		/* seconds that caching headers may
					 * ask for */
#define FETCH_RETRY_MAX	(7 * 86400)	/* … by Retry-After */
#define FETCH_SLOW	900		/* after 429 or 503 without one */

enum fetch_kind {
	FETCH_BODY,		/* bytes to be parsed */
	FETCH_UNCHANGED,	/* 304 */
	FETCH_GONE,		/* 410: not to be asked again */
	FETCH_FAILED
};

struct fetch_in {
	const struct http_answer *answer;
	const char		*etag;		/* as sent; or NULL */
	const char		*last_modified;
	int64_t			 now;		/* UTC seconds */
};

/* Strings are owned by the verdict; end it with fetch_verdict_clear(). */
struct fetch_verdict {
	enum fetch_kind	 kind;
	char		*etag;		/* to be sent next time, exactly so */
	char		*last_modified;
	char		*moved_to;	/* the address to keep; or NULL */
	char		*reason;	/* for a person; of a failure */
	int64_t		 not_before;	/* UTC seconds; 0: as you like */
};

struct fetch_verdict	fetch_judge(const struct fetch_in *);
/* Seconds that a Retry-After asks for, at most FETCH_RETRY_MAX; -1 when it
 * asks for nothing.  value may be NULL. */
int64_t			fetch_retry_after(const char *value, int64_t now);
/* Accepts one that is zeroed, and zeroes it. */
void			fetch_verdict_clear(struct fetch_verdict *);

#endif
