/* SPDX-License-Identifier: ISC */
#ifndef NW_SCHEDULE_H
#define NW_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"

struct event_base;
struct sched;

/* Embedded in whatever has a time; zeroed at birth. */
struct sched_node {
	int64_t	when;		/* UTC seconds */
	size_t	place;		/* in the heap, from 1; 0: not in it */
};

/* The node is out of the schedule when this is called. */
typedef void (*sched_due_cb)(struct sched_node *, void *arg);

/*
 * Calls due() once for each node when its wall-clock time comes.  base
 * NULL: no timer, sched_run() does the work (--once, tests).
 */
struct sched	*sched_new(struct event_base *, const struct clock *,
		    sched_due_cb due, void *arg);
void		 sched_free(struct sched *);
/* Puts a node in, or moves it. */
void		 sched_at(struct sched *, struct sched_node *, int64_t when);
/* Takes a node out; nothing happens when it is not in. */
void		 sched_remove(struct sched *, struct sched_node *);
/* Calls due() for all whose time has come by now; returns how many. */
size_t		 sched_run(struct sched *);
/* While held, nothing is called; what is due waits. */
void		 sched_hold(struct sched *, bool);
/* Earliest time, or INT64_MAX. */
int64_t		 sched_next(const struct sched *);

#endif
