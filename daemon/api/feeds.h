/* SPDX-License-Identifier: ISC */
#ifndef NW_API_FEEDS_H
#define NW_API_FEEDS_H

#include "feed.h"
#include "store/read.h"

struct conf;

/*
 * Every feed of the configuration, with what the store remembers of it;
 * one that was never polled is new.  Feeds that are no longer configured
 * are left out.  As read_feeds(): fs is lent, non-zero from cb ends.
 */
int	feeds_each(struct read_db *, const struct conf *,
	    int (*cb)(const struct feed_state *, void *), void *arg,
	    char **cause);

#endif
