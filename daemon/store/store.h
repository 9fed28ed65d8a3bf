/* SPDX-License-Identifier: ISC */
#ifndef NW_STORE_H
#define NW_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed.h"
#include "base/clock.h"
#include "store/outbox.h"
#include "store/result.h"

struct event_base;
struct sketch;
struct store;

/*
 * The writing side of the store, held by the engine alone.  Requests are
 * answered through callbacks, changes only after their commit; what comes
 * in within STORE_COMMIT_MS shares one commit, and one request is never
 * split over two.  Everything handed over is copied or taken as said.
 */
#define STORE_COMMIT_MS		100

/* How copies are told, from story/sketch.h; a sketch is bytes to us. */
struct store_ops {
	size_t	 (*bands)(const struct sketch *, uint64_t *out, size_t max);
	bool	 (*is_copy)(const struct sketch *, const struct sketch *);
	size_t	 sketch_size;
};

/*
 * Creates the directory's database, or migrates an older one.  One daemon
 * a directory: NULL with *cause naming the holder's process id otherwise
 * (caller frees).  base NULL: no timer, store_flush() commits.  ops is
 * copied; NULL: only the same words make a story.
 */
struct store	*store_open(const char *dir, struct event_base *base,
		    const struct clock *, const struct store_ops *,
		    char **cause);
/* Commits what waits, answers it, closes.  Accepts NULL. */
void		 store_close(struct store *);
/* Commits what waits, now, and calls back. */
void		 store_flush(struct store *);

/* At start: what is remembered of every feed.  fs is lent. */
int		 store_each_feed(struct store *,
		    void (*each)(const struct feed_state *fs, void *),
		    void *arg);

/* Keeps input that killed a parser (at most STORE_QUARANTINE_MAX bytes). */
#define STORE_QUARANTINE_MAX	(4u << 20)
void		 store_quarantine(struct store *, const char *feed,
		    const char *url, const void *, size_t,
		    const char *reason);
/* Forgets items, articles, hits older than before; stories that end up
 * empty; never what the outbox still needs, nor the identity of an item
 * that its feed still carries.  A call takes some; true: call again. */
bool		 store_expire(struct store *, int64_t before);

#endif
