/* SPDX-License-Identifier: ISC */
/* /v1/status: is it alive, what has it got, what does it wait for? */
#include "config.h"

#include <string.h>
#include <unistd.h>

#include "api/api.h"
#include "api/census.h"
#include "api/reply.h"
#include "conf.h"
#include "store/read.h"

static void
put_feeds(const struct census *c, struct jsonw *w)
{
	size_t i;

	jsonw_object(w, "feeds");
	for (i = 0; i < CENSUS_STATUSES; i++)
		jsonw_int(w, feed_status_str((enum feed_status)i),
		    c->feeds[i]);
	jsonw_end_object(w);
	jsonw_time(w, "next_due", c->next_due != INT64_MAX ? c->next_due :
	    JSONW_NO_TIME);
}

static void
put_counts(const struct store_counts *n, struct jsonw *w)
{
	jsonw_int(w, "items", n->items);
	jsonw_int(w, "stories", n->stories);
	jsonw_int(w, "hits", n->hits);
	jsonw_object(w, "outbox");
	jsonw_int(w, "due", n->outbox_due);
	jsonw_int(w, "dead", n->outbox_dead);
	jsonw_int(w, "delivered", n->delivered);
	jsonw_end_object(w);
	jsonw_int(w, "db_bytes", n->bytes);
}

void
api_status(struct request *r)
{
	const struct api *api = r->api;
	struct census c;
	struct jsonw w;
	struct buf b;
	char *cause;

	if (census_take(&c, api->db, api->conf, &cause) == -1) {
		api_store_failed(r, cause);
		return;
	}
	buf_init(&b, REPLY_MAX);
	jsonw_init_buf(&w, &b);
	jsonw_object(&w, NULL);
	jsonw_str(&w, "version", PACKAGE_VERSION);
	/* The engine started us and is the daemon that people know. */
	jsonw_int(&w, "pid", getppid());
	jsonw_time(&w, "started", api->started);
	jsonw_int(&w, "uptime", clock_now(&api->clock) - api->started);
	jsonw_str(&w, "config", api->conf->path);
	put_feeds(&c, &w);
	jsonw_int(&w, "watches", (int64_t)api->conf->nwatches);
	jsonw_int(&w, "figures", (int64_t)api->conf->nfigures);
	put_counts(&c.counts, &w);
	jsonw_int(&w, "last_hit", c.last_hit);
	jsonw_end_object(&w);
	buf_addc(&b, '\n');
	reply_send(r->http, 200, REPLY_JSON, &b);
}
