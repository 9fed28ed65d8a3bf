/* SPDX-License-Identifier: ISC */
#ifndef NW_FEED_POLICY_H
#define NW_FEED_POLICY_H

#include <stdbool.h>
#include <stdint.h>

#include "conf.h"
#include "feed.h"

struct feed_doc;

#define MOVED_FAILURES	5	/* in a row, and the config's own address is
				 * asked again in place of the new one */

/* What a poll learnt.  Strings and structs are lent. */
struct poll_facts {
	const struct conf	*conf;
	const struct conf_feed	*feed;		/* NULL: dropped meanwhile */
	const struct feed_doc	*doc;		/* NULL: no body was parsed */
	const char		*etag;
	const char		*last_modified;
	const char		*moved_to;	/* to be kept; or NULL */
	int64_t			 not_before;	/* the server's wish; 0 none */
	int64_t			 now;
	int64_t			 fresh;		/* items that were new */
};

/* Why these bytes are no feed with items; caller frees. */
char	*feed_policy_no_feed(const struct feed_doc *);
/* Is it time that its owner hears of it?  Then it counts as told. */
bool	feed_policy_tell(struct feed_state *, const struct conf *,
	    int64_t now);
/* The feed answered as a feed. */
void	feed_policy_good(struct feed_state *, const struct poll_facts *);
/* It did not; status is FEED_FAILING, FEED_GONE or FEED_QUARANTINED. */
void	feed_policy_failed(struct feed_state *, const struct poll_facts *,
	    enum feed_status, const char *why);

#endif
