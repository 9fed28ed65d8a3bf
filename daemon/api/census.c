/* SPDX-License-Identifier: ISC */
/* Counts for /v1/status and /metrics. */
#include "api/census.h"

#include <string.h>

#include "api/feeds.h"

static int
on_feed(const struct feed_state *fs, void *arg)
{
	struct census *c = arg;

	c->feeds[fs->status]++;
	if (fs->next_due > 0 && fs->next_due < c->next_due &&
	    fs->status != FEED_GONE)
		c->next_due = fs->next_due;
	return 0;
}

int
census_take(struct census *c, struct read_db *db, const struct conf *conf,
    char **cause)
{
	memset(c, 0, sizeof(*c));
	c->next_due = INT64_MAX;
	if (feeds_each(db, conf, on_feed, c, cause) == -1 ||
	    read_counts(db, &c->counts, cause) == -1)
		return -1;
	c->last_hit = read_last_hit(db);
	return 0;
}
