/* SPDX-License-Identifier: ISC */
#ifndef NW_ENGINE_H
#define NW_ENGINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/queue.h>

#include "base/clock.h"
#include "base/spill.h"
#include "feeds.h"
#include "plan.h"

struct alert;
struct article_job;
struct event_base;
struct guard;
struct http;
struct parsers;
struct poll;
struct reader_link;
struct sched;
struct store;

/* What the engine's parts share.  Owned by engine.c. */
struct engine {
	struct event_base	*base;
	struct clock		 clock;
	int64_t			 started;	/* UTC seconds */
	const char		*conf_path;
	struct plan		*plan;
	struct store		*store;
	struct guard		*guard;
	struct http		*http;
	struct spill_room	 spill_room;	/* for large bodies */
	char			*spill_dir;
	struct parsers		*parsers;
	struct alert		*alert;
	struct sched		*sched;
	struct feeds		*feeds;
	struct reader_link	*reader;	/* NULL with --once */
	TAILQ_HEAD(, poll)	 polls;		/* under way */
	TAILQ_HEAD(, article_job) jobs;		/* under way */
	bool			 once;
	bool			 stopping;
};

struct engine_opts {
	const char	*conf_path;
	bool		 once;
	int64_t		 now;		/* CLOCK_REAL, or a turned clock */
};

/* The life of the engine role: exit status. */
int	engine_main(const struct engine_opts *);

/* Reads the configuration again.  0, or -1 with *cause (caller frees);
 * then the running one stays. */
int	engine_reload(struct engine *, char **cause);

#endif
