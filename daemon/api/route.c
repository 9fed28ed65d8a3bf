/* SPDX-License-Identifier: ISC */
/* The paths we answer.  A new one is a line here and a handler. */
#include "api/route.h"

#include <stdbool.h>
#include <stddef.h>

#define LIST	(QUERY_WATCH | QUERY_FEED | QUERY_TIMES | QUERY_BEFORE | \
		QUERY_AFTER | QUERY_STORY | QUERY_LIMIT)

/* Atom takes no "after": a reader of feeds wants the newest, always. */
static const struct route routes[] = {
	{ ROUTE_GET, "/v1/hits", api_hits, LIST },
	{ ROUTE_GET, "/v1/hits.atom", api_atom, LIST & ~QUERY_AFTER },
	{ ROUTE_GET, "/v1/search", api_search, QUERY_TEXT | QUERY_FEED |
	    QUERY_TIMES | QUERY_BEFORE | QUERY_LIMIT },
	{ ROUTE_GET, "/v1/follow", api_follow, QUERY_WATCH | QUERY_FEED |
	    QUERY_AFTER },
	{ ROUTE_GET, "/v1/items/#", api_item, 0 },
	{ ROUTE_GET, "/v1/stories/#", api_story, 0 },
	{ ROUTE_GET, "/v1/feeds", api_feeds, QUERY_FEED | QUERY_FAILING },
	{ ROUTE_GET, "/v1/status", api_status, 0 },
	{ ROUTE_GET, "/v1/outbox", api_outbox, QUERY_LIMIT },
	{ ROUTE_GET, "/metrics", api_metrics, 0 },
	{ ROUTE_POST, "/v1/reload", api_reload, 0 },
	{ ROUTE_POST, "/v1/poll", api_poll, QUERY_FEED },
	{ ROUTE_POST, "/v1/silence", api_silence, QUERY_WATCH | QUERY_SPAN },
	{ ROUTE_POST, "/v1/outbox/#/retry", api_retry, 0 },
	{ ROUTE_POST, "/v1/outbox/#/discard", api_discard, 0 }
};

#define NROUTES	(sizeof(routes) / sizeof(routes[0]))

/* At most 18 digits, so that it always fits; ids start at 1. */
static const char *
read_id(const char *s, int64_t *id)
{
	int64_t v = 0;
	int n;

	for (n = 0; *s >= '0' && *s <= '9' && n < 18; s++, n++)
		v = v * 10 + (*s - '0');
	if (v == 0)
		return NULL;
	*id = v;
	return s;
}

static bool
path_fits(const char *pattern, const char *path, int64_t *id)
{
	*id = 0;
	for (; *pattern != '\0'; pattern++) {
		if (*pattern == '#') {
			if ((path = read_id(path, id)) == NULL)
				return false;
		} else if (*pattern != *path++)
			return false;
	}
	return *path == '\0';
}

const struct route *
route_find(enum route_method method, const char *path, int64_t *id,
    int *status)
{
	size_t i;

	*status = 404;
	for (i = 0; i < NROUTES; i++) {
		if (!path_fits(routes[i].path, path, id))
			continue;
		if (routes[i].method == method)
			return &routes[i];
		*status = 405;
	}
	return NULL;
}
