/* SPDX-License-Identifier: ISC */
/*
 * A channel's page shows its last posts only.  When none of them is known,
 * posts were missed, so older pages are read until one is.
 */
#include "older.h"

#include <stdlib.h>

#include "engine.h"
#include "item.h"
#include "parsers.h"
#include "poll_state.h"
#include "base/log.h"
#include "base/xalloc.h"
#include "net/http.h"
#include "parse/job.h"

/* More than this many pages were missed while the daemon was away. */
#define OLDER_MAX	10

static void
on_older_feed(struct feed_doc *doc, const struct parse_sum *sum, void *arg)
{
	struct poll *p = arg;

	free(p->older);
	p->older = xstrdup_opt(doc->prev);
	feed_doc_free(doc);
	p->older_next(p);
}

/* What was read so far is good: go on without older pages. */
static void
no_older(struct poll *p, const char *why)
{
	log_info("feed %s: older page %s: %s", p->next->name, p->older, why);
	free(p->older);
	p->older = NULL;
	p->older_next(p);
}

static void
on_older_fail(const char *why, bool killer, void *arg)
{
	no_older(arg, why);
}

static const struct parse_calls older_calls = {
	poll_add_item, on_older_feed, NULL, on_older_fail
};

static void
on_older(const struct http_answer *a, void *arg)
{
	struct poll *p = arg;
	struct parse_job job = {
		.url = a->url,
		.content_type = a->content_type,
		.now = p->now
	};

	if (a->error != HTTP_OK || a->status != 200) {
		no_older(p, a->error != HTTP_OK ?
		    http_error_str(a->error) : "not answered with 200");
		return;
	}
	job.body = buf_str(a->body);
	job.body_len = a->body->len;
	parsers_feed(p->e->parsers, &job, &older_calls, p);
}

void
older_fetch(struct poll *p, void (*next)(struct poll *))
{
	const struct conf *conf = p->plan->conf;
	struct http_get get = {
		.url = p->older,
		.accept = FEED_ACCEPT,
		.max_body = (size_t)conf->max_body,
		.timeout_s = (int)conf->fetch_timeout
	};

	p->older_next = next;
	p->nolder++;
	http_get(p->e->http, &get, on_older, p);
}

bool
older_wanted(const struct poll *p, const struct item_check *checks, size_t n)
{
	size_t i;

	if (p->older == NULL || p->first || p->nolder >= OLDER_MAX)
		return false;
	for (i = 0; i < n; i++)
		if (checks[i].news != ITEM_NEW)
			return false;
	return n > 0;
}
