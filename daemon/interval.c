/* SPDX-License-Identifier: ISC */
/* The arithmetic of politeness: how long to leave a feed alone. */
#include "interval.h"

#define HOUR		3600
#define DAY		86400
#define SKIP_LOOK	(24 * 7)	/* hours to look ahead for a free one */
#define TTL_MAX		(DAY * 7)	/* a feed may not ask for silence */

static int64_t
longer(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static int64_t
clamp(int64_t v, int64_t low, int64_t high)
{
	return v < low ? low : v > high ? high : v;
}

/* Busy feeds are polled more often, quiet ones less; slowly either way. */
static int64_t
adapt(const struct interval_in *in)
{
	int64_t now = in->current > 0 ? in->current : INTERVAL_FIRST;

	return clamp(in->fresh ? now * 2 / 3 : now * 5 / 4, in->min, in->max);
}

static int64_t
backoff(const struct interval_in *in, int64_t interval)
{
	int64_t wait = interval, i;

	for (i = 1; i < in->failures && wait < BACKOFF_MAX; i++)
		wait *= 2;
	return wait < BACKOFF_MAX ? wait : BACKOFF_MAX;
}

/* 1970-01-01 was a Thursday. */
static int
is_skipped(const struct interval_in *in, int64_t when)
{
	int64_t hour = when / HOUR % 24, day = (when / DAY + 4) % 7;

	return (in->skip_hours >> hour & 1) || (in->skip_days >> day & 1);
}

/* Up to a tenth more, of which an hour's is plenty. */
static int64_t
jitter(int64_t wait, uint32_t random)
{
	int64_t most = (wait < HOUR ? wait : HOUR) / 10;

	return most > 0 ? random % (uint32_t)(most + 1) : 0;
}

static int64_t
skip_forward(const struct interval_in *in, int64_t asked)
{
	int64_t when = asked;
	int i;

	for (i = 0; i < SKIP_LOOK; i++) {
		if (!is_skipped(in, when))
			return i == 0 ? when : when + jitter(HOUR, in->random);
		when = (when / HOUR + 1) * HOUR;
	}
	return asked;	/* a feed that skips all hours means nothing by it */
}

struct interval_out
interval_next(const struct interval_in *in)
{
	struct interval_out out;
	int64_t wait;

	if (in->every > 0)
		out.interval = in->every;
	else if (in->failures > 0)
		out.interval = in->current > 0 ? in->current : in->min;
	else
		out.interval = adapt(in);
	wait = in->failures > 0 ? backoff(in, out.interval) : out.interval;
	wait = longer(wait, in->ttl < TTL_MAX ? in->ttl : TTL_MAX);
	wait = longer(wait, in->not_before - in->now);
	/* Never earlier than anybody asked for, and not all at once then. */
	out.due = skip_forward(in, in->now + wait + jitter(wait, in->random));
	return out;
}

int64_t
interval_spread(int64_t now, int64_t nfeeds, uint32_t random)
{
	/* Ten a second: a desk's list starts at once, a large one gently. */
	return now + (int64_t)(random % (uint64_t)(nfeeds / 10 + 1));
}
