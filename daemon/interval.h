/* SPDX-License-Identifier: ISC */
#ifndef NW_INTERVAL_H
#define NW_INTERVAL_H

#include <stdbool.h>
#include <stdint.h>

/*
 * When to poll a feed next: pure arithmetic on seconds, no clock and no
 * random source of its own.
 */
#define INTERVAL_FIRST	900	/* before anything is known of a feed */
#define BACKOFF_MAX	86400	/* between polls of a feed that fails */

struct interval_in {
	int64_t		now;
	int64_t		every;		/* fixed by the config; 0: adaptive */
	int64_t		min, max;	/* of the adaptive interval */
	int64_t		current;	/* interval so far; 0: none */
	int64_t		failures;	/* in a row, this one counted */
	bool		fresh;		/* this poll brought new items */
	int64_t		ttl;		/* what the feed asks for; 0: nothing */
	int64_t		not_before;	/* what the server asks for; 0 */
	uint32_t	skip_hours;	/* bit h: not in hour h, UTC */
	uint32_t	skip_days;	/* bit d: not on day d, 0 is Sunday */
	uint32_t	random;		/* any number: spreads the polls */
};

struct interval_out {
	int64_t	interval;	/* to remember */
	int64_t	due;		/* UTC seconds of the next poll */
};

/* After a poll that worked (failures 0) or failed. */
struct interval_out	interval_next(const struct interval_in *);
/* A first poll: spread over the shortest interval, so that a long list of
 * feeds does not start at once. */
int64_t			interval_spread(int64_t now, int64_t nfeeds,
			    uint32_t random);

#endif
