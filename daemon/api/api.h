/* SPDX-License-Identifier: ISC */
#ifndef NW_API_API_H
#define NW_API_API_H

#include <stdbool.h>
#include <stdint.h>

#include "api/query.h"
#include "base/clock.h"
#include "base/pool.h"

struct conf;
struct ctl;
struct event_base;
struct evhttp;
struct evhttp_request;
struct follow;
struct read_db;

/*
 * What the handlers share: the view of the store, the way to the engine,
 * the configuration.  Everything here is owned by reader.c.
 */
struct api {
	struct event_base	*base;
	struct evhttp		*http;
	const struct conf	*conf;
	struct read_db		*db;
	struct ctl		*ctl;
	struct follow		*follow;
	struct clock		 clock;
	int64_t			 started;	/* UTC seconds */
	int64_t			 requests;	/* answered, ever */
	int64_t			 searches;	/* under way */
};

/* One request while its handler runs; what goes on later copies. */
struct request {
	struct api		*api;
	struct evhttp_request	*http;
	struct query		 query;
	struct pool		*pool;
};

/* Answers the request, now or later, exactly once. */
typedef void (*handler_cb)(struct request *);

void	api_hits(struct request *);
void	api_atom(struct request *);
void	api_item(struct request *);
void	api_story(struct request *);
void	api_feeds(struct request *);
void	api_status(struct request *);
void	api_metrics(struct request *);
void	api_outbox(struct request *);
void	api_search(struct request *);
void	api_follow(struct request *);
void	api_reload(struct request *);
void	api_poll(struct request *);
void	api_silence(struct request *);
void	api_retry(struct request *);
void	api_discard(struct request *);

/* Takes every request of this server from now on. */
void	api_attach(struct api *);

/*
 * Answers 404 when the configuration has no such watch or feed (NULL:
 * none is named); true when it did.  For what is found to be empty: a
 * name of yesterday's configuration may still have hits, but nothing
 * under a name that nobody knows is a slip of the pen, not an answer.
 */
bool	api_refuse_unknown(const struct api *, struct evhttp_request *,
	    const char *watch, const char *feed);

/* Answers 503 with what the store said; frees cause. */
void	api_store_failed(struct request *, char *cause);

#endif
