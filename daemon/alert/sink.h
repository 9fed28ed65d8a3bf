/* SPDX-License-Identifier: ISC */
#ifndef NW_ALERT_SINK_H
#define NW_ALERT_SINK_H

#include <sys/queue.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "conf.h"
#include "alert/sign.h"

/*
 * Inside of alert/ only: the sinks of one configuration with their
 * secrets, and how fast each may be served.
 */
struct chat_shape;
struct delivery;

#define SINK_HELD_MAX	768	/* rows in hand, all sinks together */

TAILQ_HEAD(delivery_queue, delivery);

struct sink {
	const struct conf_sink	*conf;
	const struct chat_shape	*shape;		/* of a chat; else NULL */
	char			*secret;
	struct sign_keys	 keys;		/* n 0: not signed */
	char			*broken;	/* why it cannot be served */
	int64_t			 gap;		/* ms between two alerts */
	size_t			 running_max;
	size_t			 queue_max;

	/* of the drain */
	bool			 off;		/* it answered 410 */
	int64_t			 not_before;	/* UTC; it asked to wait */
	int64_t			 next_ms;	/* clock_mono_ms() */
	int64_t			 late_ms;	/* turn of the next late row */
	size_t			 running;
	size_t			 nqueued;
	struct delivery_queue	 queue;
};

struct sink_set {
	struct sink	*sinks;
	size_t		 n;
	char		*password;	/* of the mail server */
};

/* Reads the secrets; one that cannot be read breaks its sinks, not the
 * set.  conf is lent. */
struct sink_set	*sink_set_new(const struct conf *);
/* Wipes the secrets.  Accepts NULL. */
void		 sink_set_free(struct sink_set *);
struct sink	*sink_find(struct sink_set *, const char *name);
/* Why the first broken sink is; NULL when all are well. */
const char	*sink_set_fault(const struct sink_set *);

#endif
