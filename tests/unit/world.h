/* SPDX-License-Identifier: ISC */
#ifndef NW_TESTS_WORLD_H
#define NW_TESTS_WORLD_H

#include <stdbool.h>
#include <stddef.h>

#include "net/guard.h"
#include "net/http.h"
#include "serve.h"

/* A loop, a guard that lets 127.0.0.1 through, and a fetcher on them. */
struct world {
	struct event_base	*base;
	struct guard		*guard;
	struct http		*http;
	struct serve		*serve;		/* freed with the world */
};

void	 world_open(struct world *);
/* The same with limits of one's own. */
void	 world_open_with(struct world *, const struct http_limits *);
void	 world_close(struct world *);
struct http_limits world_limits(void);

/* A copy of an answer, so that a test can look at it in peace. */
struct got {
	int		 done;		/* how often the callback came */
	enum http_error	 error;
	int		 status;
	char		*detail;
	char		*url;
	char		*moved_to;
	char		*content_type;
	char		*etag;
	char		*last_modified;
	char		*cache_control;
	char		*retry_after;
	char		*im;
	char		*body;
	size_t		 len;
};

void	 got_take(const struct http_answer *, void *arg);
void	 got_clear(struct got *);
/* Fetches and waits. */
void	 world_get(struct world *, const char *url, struct got *);

/* Like UNIT_CASE, with a fixture around each test. */
#define WORLD_CASE(suite, name, open, close, ...)			\
	do {								\
		const TTest *const world_tests[] = { __VA_ARGS__ };	\
		TCase *world_tc = tcase_create(name);			\
		size_t world_i;						\
									\
		tcase_add_checked_fixture(world_tc, open, close);	\
		tcase_set_timeout(world_tc, 120);			\
		for (world_i = 0; world_i < sizeof(world_tests) /	\
		    sizeof(world_tests[0]); world_i++)			\
			tcase_add_test(world_tc, world_tests[world_i]);	\
		suite_add_tcase(suite, world_tc);			\
	} while (0)

#endif
