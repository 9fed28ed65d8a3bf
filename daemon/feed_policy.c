/* SPDX-License-Identifier: ISC */
/*
 * What a poll's outcome does to the record of its feed: status, counters,
 * validators, and when to come back.
 */
#include "feed_policy.h"

#include <string.h>

#include "interval.h"
#include "item.h"
#include "base/buf.h"
#include "base/xalloc.h"

#define OFFERS_MAX	2048	/* bytes of the list of a page's feeds */
#define MINUTES_MAX	(366 * 24 * 60)	/* a ttl beyond it is a mistake */

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
		.ttl = fs->ttl,
		.not_before = f->not_before,
		.skip_hours = (uint32_t)fs->skip_hours,
		.skip_days = (uint32_t)fs->skip_days,
		.random = spread_of(fs->name, f->now)
	};
	struct interval_out out = interval_next(&in);

	fs->interval = out.interval;
	fs->not_before = f->not_before;
	fs->next_due = out.due;
}

static void
learn(struct feed_state *fs, const struct feed_doc *doc)
{
	fs->ttl = doc->ttl > 0 && doc->ttl < MINUTES_MAX ? doc->ttl * 60 : 0;
	if (doc->sy_period > fs->ttl)
		fs->ttl = doc->sy_period;
	fs->skip_hours = doc->skip_hours;
	fs->skip_days = doc->skip_days;
	feed_state_set(fs, &fs->format, doc->format);
	if (doc->title != NULL)
		feed_state_set(fs, &fs->title, doc->title);
}

void
feed_policy_good(struct feed_state *fs, const struct poll_facts *f)
{
	/* An answer of 304 says nothing new of what was wrong with a feed. */
	if (f->doc != NULL || fs->status != FEED_OK)
		feed_state_set(fs, &fs->error,
		    f->doc != NULL ? f->doc->reason : NULL);
	fs->status = FEED_OK;
	fs->failures = 0;
	fs->failing_since = 0;
	fs->last_ok = f->now;
	if (f->fresh > 0)
		fs->last_new = f->now;
	fs->items += f->fresh;
	feed_state_set(fs, &fs->etag, f->etag);
	feed_state_set(fs, &fs->last_modified, f->last_modified);
	if (f->moved_to != NULL)
		feed_state_set(fs, &fs->moved_to, f->moved_to);
	if (f->doc != NULL)
		learn(fs, f->doc);
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
	if (fs->moved_to != NULL && fs->failures >= MOVED_FAILURES) {
		/* Validators are of the address that gave them. */
		feed_state_set(fs, &fs->moved_to, NULL);
		feed_state_set(fs, &fs->etag, NULL);
		feed_state_set(fs, &fs->last_modified, NULL);
	}
	set_due(fs, f);
}

bool
feed_policy_tell(struct feed_state *fs, const struct conf *conf, int64_t now)
{
	if (fs->failing_since == 0 || fs->told == fs->failing_since ||
	    conf->failing_notify[0] == NULL)
		return false;
	/* One that is gone is not polled again: it is now or never. */
	if (fs->status != FEED_GONE &&
	    now - fs->failing_since < conf->failing_after)
		return false;
	fs->told = fs->failing_since;
	return true;
}

static char *
offers(const struct feed_doc *doc)
{
	struct buf b;
	size_t i;

	buf_init(&b, OFFERS_MAX);
	buf_adds(&b, "a web page, not a feed; it offers ");
	for (i = 0; i < doc->nlinks; i++)
		if (buf_addf(&b, "%s%s", i > 0 ? ", " : "",
		    doc->links[i].url) == -1)
			break;
	return buf_take(&b, NULL);
}

char *
feed_policy_no_feed(const struct feed_doc *doc)
{
	if (doc->page == FEED_PAGE_HTML && doc->nlinks > 0)
		return offers(doc);
	if (doc->reason != NULL)
		return xstrdup(doc->reason);
	if (doc->page == FEED_PAGE_HTML)
		return xstrdup("a web page, not a feed");
	return xasprintf("no feed (%s)", feed_page_str(doc->page));
}
