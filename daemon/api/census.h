/* SPDX-License-Identifier: ISC */
#ifndef NW_API_CENSUS_H
#define NW_API_CENSUS_H

#include <stdint.h>

#include "feed.h"
#include "store/read.h"

struct conf;

/* The figures that /v1/status and /metrics both show. */
#define CENSUS_STATUSES	(FEED_QUARANTINED + 1)

struct census {
	int64_t			feeds[CENSUS_STATUSES];
	int64_t			next_due;	/* INT64_MAX: none */
	int64_t			last_hit;
	struct store_counts	counts;
};

int	census_take(struct census *, struct read_db *, const struct conf *,
	    char **cause);

#endif
