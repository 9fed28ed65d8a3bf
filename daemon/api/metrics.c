/* SPDX-License-Identifier: ISC */
/* /metrics: the census and the failing feeds as Prometheus reads them. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "api/api.h"
#include "api/census.h"
#include "api/feeds.h"
#include "api/follow.h"
#include "api/reply.h"

#define FAILING_MAX	1000	/* feeds with a line of their own */

static void
head(struct buf *b, const char *name, const char *type, const char *help)
{
	buf_addf(b, "# HELP newswatch_%s %s\n# TYPE newswatch_%s %s\n", name,
	    help, name, type);
}

static void
single(struct buf *b, const char *name, const char *type, const char *help,
    int64_t v)
{
	head(b, name, type, help);
	buf_addf(b, "newswatch_%s %" PRId64 "\n", name, v);
}

/* Label values know three escapes. */
static void
labelled(struct buf *b, const char *name, const char *label,
    const char *value, int64_t v)
{
	buf_addf(b, "newswatch_%s{%s=\"", name, label);
	for (; *value != '\0'; value++) {
		if (*value == '\n')
			buf_adds(b, "\\n");
		else if (*value == '"' || *value == '\\')
			buf_addf(b, "\\%c", *value);
		else
			buf_addc(b, *value);
	}
	buf_addf(b, "\"} %" PRId64 "\n", v);
}

struct failing {
	struct buf	*buf;
	int		 n;
};

static int
on_feed(const struct feed_state *fs, void *arg)
{
	struct failing *f = arg;

	if (fs->failures == 0)
		return 0;
	labelled(f->buf, "feed_failures", "feed", fs->name, fs->failures);
	return ++f->n == FAILING_MAX;
}

static void
put_census(struct buf *b, const struct census *c)
{
	size_t i;

	single(b, "items", "gauge", "Items stored.", c->counts.items);
	single(b, "stories", "gauge", "Stories stored.", c->counts.stories);
	single(b, "hits", "gauge", "Hits stored.", c->counts.hits);
	single(b, "last_hit_id", "counter", "Id of the newest hit; grows by "
	    "one a hit.", c->last_hit);
	head(b, "feeds", "gauge", "Configured feeds by status.");
	for (i = 0; i < CENSUS_STATUSES; i++)
		labelled(b, "feeds", "status",
		    feed_status_str((enum feed_status)i), c->feeds[i]);
	head(b, "outbox", "gauge", "Alerts not yet accepted by their sink.");
	labelled(b, "outbox", "state", "due", c->counts.outbox_due);
	labelled(b, "outbox", "state", "dead", c->counts.outbox_dead);
	single(b, "alerts_delivered_total", "counter", "Alerts that a sink "
	    "accepted.", c->counts.delivered);
	single(b, "db_bytes", "gauge", "Size of the database.",
	    c->counts.bytes);
}

static void
put_reader(struct buf *b, const struct api *api)
{
	head(b, "build_info", "gauge", "The version that runs.");
	labelled(b, "build_info", "version", PACKAGE_VERSION, 1);
	single(b, "start_time_seconds", "gauge", "When the daemon started.",
	    api->started);
	single(b, "requests_total", "counter", "Requests to the socket.",
	    api->requests);
	single(b, "followers", "gauge", "Live streams.",
	    (int64_t)follow_count(api->follow));
}

void
api_metrics(struct request *r)
{
	const struct api *api = r->api;
	struct failing failing = { .n = 0 };
	struct census c;
	struct buf b;
	char *cause;

	buf_init(&b, REPLY_MAX);
	failing.buf = &b;
	put_reader(&b, api);
	if (census_take(&c, api->db, api->conf, &cause) == -1)
		goto failed;
	put_census(&b, &c);
	head(&b, "feed_failures", "gauge", "Failed polls in a row.");
	if (feeds_each(api->db, api->conf, on_feed, &failing, &cause) == -1)
		goto failed;
	reply_send(r->http, 200, "text/plain; version=0.0.4; charset=utf-8",
	    &b);
	return;
failed:
	buf_clear(&b);
	api_store_failed(r, cause);
}
