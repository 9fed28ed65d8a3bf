/* SPDX-License-Identifier: ISC */
#include "world.h"

#include <event2/event.h>

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

struct http_limits
world_limits(void)
{
	struct http_limits l = {
		.per_host = 4,
		.in_flight = 100,
		.lookups = 16,
		.user_agent = "newswatch-test/1.0 (+mailto:test@example.org)"
	};

	return l;
}

void
world_open_with(struct world *w, const struct http_limits *limits)
{
	memset(w, 0, sizeof(*w));
	w->base = event_base_new();
	w->guard = guard_new();
	ck_assert_int_eq(guard_allow(w->guard, "127.0.0.1"), 0);
	w->http = http_new(w->base, limits, w->guard);
	ck_assert_ptr_nonnull(w->http);
}

void
world_open(struct world *w)
{
	struct http_limits l = world_limits();

	world_open_with(w, &l);
}

void
world_close(struct world *w)
{
	http_free(w->http);
	if (w->serve != NULL)
		serve_free(w->serve);
	guard_free(w->guard);
	event_base_free(w->base);
}

static char *
copy(const char *s)
{
	return s != NULL ? xstrdup(s) : NULL;
}

void
got_take(const struct http_answer *a, void *arg)
{
	struct got *g = arg;

	g->done++;
	g->error = a->error;
	g->status = a->status;
	g->detail = copy(a->detail);
	g->url = copy(a->url);
	g->moved_to = copy(a->moved_to);
	g->content_type = copy(a->content_type);
	g->etag = copy(a->etag);
	g->last_modified = copy(a->last_modified);
	g->cache_control = copy(a->cache_control);
	g->retry_after = copy(a->retry_after);
	g->im = copy(a->im);
	g->body = buf_take(a->body, &g->len);
}

void
got_clear(struct got *g)
{
	char *all[] = { g->detail, g->url, g->moved_to, g->content_type,
	    g->etag, g->last_modified, g->cache_control, g->retry_after,
	    g->im, g->body };
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		free(all[i]);
	memset(g, 0, sizeof(*g));
}

void
world_get(struct world *w, const char *url, struct got *g)
{
	struct http_get get = {
		.url = url,
		.max_body = 100000,
		.timeout_s = 60
	};

	got_clear(g);
	http_get(w->http, &get, got_take, g);
	loop_until(w->base, &g->done);
}
