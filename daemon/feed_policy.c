/* SPDX-License-Identifier: ISC */
/*
 * What a poll's outcome does to the record of its feed: status, counters,
 * validators, and when to come back.
 */
#include "feed_policy.h"

#include <string.h>

#include "interval.h"
#include "item.h"

/* The same feed at the same second always waits the same: tests repeat. */
static uint32_t
spread_of(const char *name, int64_t now)
{
	uint32_t h = 2166136261u ^ (uint32_t)now;	/* FNV-1a */

	for (; *name != '\0'; name++)
		h = (h ^ (unsigned char)*name) * 16777619u;
	return h;
}

static void
set_due(struct feed_state *fs, const struct poll_facts *f)
{
	struct interval_in in = {
		.now = f->now,
		.every = f->feed != NULL ? f->feed->every : 0,
		.min = f->conf->min_interval,
		.max = f->conf->max_interval,
		.current = fs->interval,
		.failures = fs->failures,
		.fresh = f->fresh > 0,
		.ttl = -1,
		.not_before = f->not_before,
		.random = spread_of(fs->name, f->now)
	};
	struct interval_out out;

	if (f->doc != NULL) {
		in.ttl = f->doc->ttl > 0 ? f->doc->ttl * 60 : -1;
		if (f->doc->sy_period > in.ttl)
			in.ttl = f->doc->sy_period;
		in.skip_hours = f->doc->skip_hours;
		in.skip_days = f->doc->skip_days;
	}
	out = interval_next(&in);
	fs->interval = out.interval;
	fs->not_before = f->not_before;
	fs->next_due = out.due;
}

void
feed_policy_good(struct feed_state *fs, const struct poll_facts *f)
{
	fs->status = FEED_OK;
	fs->failures = 0;
	fs->failing_since = 0;
	fs->last_ok = f->now;
	if (f->fresh > 0)
		fs->last_new = f->now;
	fs->items += f->fresh;
	feed_state_set(fs, &fs->error, NULL);
	feed_state_set(fs, &fs->etag, f->etag);
	feed_state_set(fs, &fs->last_modified, f->last_modified);
	if (f->moved_to != NULL)
		feed_state_set(fs, &fs->moved_to, f->moved_to);
	if (f->doc != NULL)
		feed_state_set(fs, &fs->format, f->doc->format);
	if (f->doc != NULL && f->doc->title != NULL)
		feed_state_set(fs, &fs->title, f->doc->title);
	set_due(fs, f);
}

void
feed_policy_failed(struct feed_state *fs, const struct poll_facts *f,
    enum feed_status status, const char *why)
{
	fs->status = status;
	fs->failures++;
	if (fs->failing_since == 0)
		fs->failing_since = f->now;
	feed_state_set(fs, &fs->error, why);
	set_due(fs, f);
}
