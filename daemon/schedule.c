/* SPDX-License-Identifier: ISC */
/*
 * What is due when: a binary heap over wall-clock times, and one timer for
 * its top.  Knows nothing of feeds.
 */
#include "schedule.h"

#include <stdlib.h>

#include <event2/event.h>

#include "base/xalloc.h"

/* A suspended machine or a corrected clock is noticed within a minute. */
#define SCHED_LOOK_S	60
/* Of a turn of the loop, so that others of the loop get theirs. */
#define SCHED_TURN	32

struct sched {
	const struct clock	*clock;
	struct event		*timer;
	sched_due_cb		 due;
	void			*arg;
	struct sched_node	**heap;		/* from 1 */
	size_t			 n;
	size_t			 cap;
	bool			 held;
};

static void
arm(struct sched *s)
{
	struct timeval tv = { 0, 0 };
	int64_t wait;

	if (s->timer == NULL || s->n == 0 || s->held)
		return;
	wait = s->heap[1]->when - clock_now(s->clock);
	if (wait > SCHED_LOOK_S)
		wait = SCHED_LOOK_S;
	if (wait > 0)
		tv.tv_sec = (time_t)wait;
	evtimer_add(s->timer, &tv);
}

static size_t
run(struct sched *s, size_t most)
{
	struct sched_node *node;
	size_t done = 0;

	/* A callback that puts its node back as due now is called again in
	 * the next round, not in this one. */
	while (s->n > 0 && done < most && !s->held &&
	    s->heap[1]->when <= clock_now(s->clock)) {
		node = s->heap[1];
		sched_remove(s, node);
		s->due(node, s->arg);
		done++;
	}
	arm(s);
	return done;
}

static void
on_timer(evutil_socket_t fd, short what, void *arg)
{
	struct sched *s = arg;

	run(s, s->n < SCHED_TURN ? s->n : SCHED_TURN);
}

struct sched *
sched_new(struct event_base *base, const struct clock *clock,
    sched_due_cb due, void *arg)
{
	struct sched *s = xcalloc(1, sizeof(*s));

	s->clock = clock;
	s->due = due;
	s->arg = arg;
	if (base != NULL)
		s->timer = evtimer_new(base, on_timer, s);
	return s;
}

void
sched_free(struct sched *s)
{
	if (s == NULL)
		return;
	if (s->timer != NULL)
		event_free(s->timer);
	free(s->heap);
	free(s);
}

static void
place(struct sched *s, struct sched_node *node, size_t at)
{
	s->heap[at] = node;
	node->place = at;
}

static void
sift_up(struct sched *s, struct sched_node *node)
{
	size_t at = node->place;

	for (; at > 1 && s->heap[at / 2]->when > node->when; at /= 2)
		place(s, s->heap[at / 2], at);
	place(s, node, at);
}

static void
sift_down(struct sched *s, struct sched_node *node)
{
	size_t at = node->place, kid;

	while ((kid = at * 2) <= s->n) {
		if (kid < s->n && s->heap[kid + 1]->when < s->heap[kid]->when)
			kid++;
		if (s->heap[kid]->when >= node->when)
			break;
		place(s, s->heap[kid], at);
		at = kid;
	}
	place(s, node, at);
}

void
sched_remove(struct sched *s, struct sched_node *node)
{
	struct sched_node *last;
	size_t at = node->place;

	if (at == 0)
		return;
	node->place = 0;
	last = s->heap[s->n--];
	if (last == node)
		return;
	place(s, last, at);
	sift_up(s, last);
	sift_down(s, last);
}

void
sched_at(struct sched *s, struct sched_node *node, int64_t when)
{
	sched_remove(s, node);
	if (s->n + 2 > s->cap) {
		s->cap = s->cap > 0 ? s->cap * 2 : 64;
		s->heap = xreallocarray(s->heap, s->cap, sizeof(*s->heap));
	}
	node->when = when;
	place(s, node, ++s->n);
	sift_up(s, node);
	if (node->place == 1)
		arm(s);
}

size_t
sched_run(struct sched *s)
{
	return run(s, s->n);
}

void
sched_hold(struct sched *s, bool held)
{
	if (s->held == held)
		return;
	s->held = held;
	arm(s);
}

int64_t
sched_next(const struct sched *s)
{
	return s->n > 0 ? s->heap[1]->when : INT64_MAX;
}
