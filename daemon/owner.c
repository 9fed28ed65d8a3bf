/* SPDX-License-Identifier: ISC */
/* Word of a feed that is dead, to the person who wants to read it. */
#include "owner.h"

#include <stdlib.h>
#include <time.h>

#include "engine.h"
#include "feed_policy.h"
#include "poll_state.h"
#include "alert/alert.h"
#include "base/xalloc.h"
#include "store/store.h"

/* Caller frees. */
static char *
headline_of(const struct feed_state *fs)
{
	time_t since = (time_t)fs->failing_since;
	char date[40];
	struct tm tm;

	if (fs->status == FEED_GONE)
		return xasprintf("Feed %s is gone for good", fs->name);
	if (gmtime_r(&since, &tm) == NULL || strftime(date, sizeof(date),
	    "%Y-%m-%d %H:%M UTC", &tm) == 0)
		return xasprintf("Feed %s fails", fs->name);
	return xasprintf("Feed %s has failed since %s", fs->name, date);
}

void
owner_put_failed(struct poll *p)
{
	const struct conf *conf = p->plan->conf;
	char *headline;

	if (!feed_policy_tell(p->next, conf, p->now)) {
		store_put_feed(p->e->store, p->next);
		return;
	}
	headline = headline_of(p->next);
	if (store_put_failing(p->e->store, p->next, headline,
	    conf->failing_notify) == 0)
		alert_kick(p->e->alert);
	else
		p->next->told = 0;	/* again with the next failure */
	free(headline);
}
