/* SPDX-License-Identifier: ISC */
#ifndef NW_FEED_H
#define NW_FEED_H

#include <stdbool.h>
#include <stdint.h>

#include "base/jsonw.h"
#include "base/pool.h"

/*
 * What is remembered of a feed between polls.  The row of the store, the
 * object of /v1/feeds, and what the scheduler works on.
 */
enum feed_status {
	FEED_NEW,		/* never polled */
	FEED_OK,
	FEED_FAILING,		/* retried with backoff */
	FEED_GONE,		/* 410: not polled until the config changes */
	FEED_QUARANTINED	/* its bytes killed a parser; backed off */
};

/* Strings belong to the pool. */
struct feed_state {
	struct pool		*pool;
	const char		*name;		/* as in the config; the key */
	const char		*url;		/* as in the config */
	const char		*moved_to;	/* after a permanent redirect */
	const char		*title;
	const char		*format;
	const char		*etag;		/* byte for byte */
	const char		*last_modified;
	const char		*error;		/* reason of the last failure */
	enum feed_status	 status;
	int			 http_status;	/* of the last answer; 0 none */
	int64_t			 next_due;	/* UTC seconds */
	int64_t			 last_poll;	/* 0: never */
	int64_t			 last_ok;
	int64_t			 last_new;	/* when an item last was new */
	int64_t			 failing_since;	/* 0: not failing */
	int64_t			 told;		/* the failing_since that its
						 * owner was last told of */
	int64_t			 interval;	/* seconds, adapted */
	int64_t			 not_before;	/* what the server asked for */
	int64_t			 ttl;		/* seconds between polls that
						 * the feed asks for; 0 none */
	int64_t			 skip_hours;	/* as of its last body, too: */
	int64_t			 skip_days;	/* see struct feed_doc */
	int64_t			 failures;	/* in a row */
	int64_t			 polls;
	int64_t			 items;		/* new ones, ever */
	uint64_t		 body_hash;	/* of the last body that was dealt
						 * with to the end; 0 none */
	uint64_t		 items_hash;	/* of its items */
};

struct feed_state *feed_state_new(const char *name, const char *url);
struct feed_state *feed_state_dup(const struct feed_state *);
/* Accepts NULL. */
void		 feed_state_free(struct feed_state *);
/* Replaces a string field by a copy of s (NULL allowed). */
void		 feed_state_set(struct feed_state *, const char **field,
		    const char *s);
const char	*feed_status_str(enum feed_status);
void		 feed_state_json(const struct feed_state *, struct jsonw *);

#endif
