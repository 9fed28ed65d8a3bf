/* SPDX-License-Identifier: ISC */
#ifndef NW_FEEDS_H
#define NW_FEEDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "conf.h"
#include "feed.h"
#include "schedule.h"

struct feeds;
struct store;

/* A feed that the engine polls: what the config says, what is known. */
struct feed {
	struct sched_node	 node;		/* first: see feed_of() */
	struct feed_state	*state;
	const struct conf_feed	*conf;		/* NULL: dropped by a reload */
	bool			 polling;
	uint64_t		 bad_body;	/* hash of a body that killed a
						 * parser; 0: none */
};

/* All feeds, by name. */
/* gently: first polls of many feeds are spread over some time. */
struct feeds	*feeds_new(struct sched *, const struct clock *, bool gently);
void		 feeds_free(struct feeds *);
/* What the store remembers; before the first feeds_apply(). */
int		 feeds_restore(struct feeds *, struct store *);
/*
 * Makes the feeds those of the config: new ones are scheduled, dropped
 * ones leave, a changed address starts afresh.  A dropped feed that is
 * being polled stays until feeds_release().
 */
void		 feeds_apply(struct feeds *, const struct conf *);
struct feed	*feeds_find(const struct feeds *, const char *name);
/* The poll of a feed is over; a dropped one is freed now. */
void		 feeds_release(struct feeds *, struct feed *);
size_t		 feeds_count(const struct feeds *);
/* Makes one feed (or, with NULL, every feed) due now; how many. */
size_t		 feeds_hurry(struct feeds *, const char *name);
struct feed	*feed_of(struct sched_node *);

#endif
