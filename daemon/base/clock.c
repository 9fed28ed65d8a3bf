/* SPDX-License-Identifier: ISC */
/* Wall clock that tests can turn, and the monotonic one that they cannot. */
#include "base/clock.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

void
clock_init(struct clock *c)
{
	c->fixed = CLOCK_REAL;
}

void
clock_set(struct clock *c, int64_t when)
{
	c->fixed = when;
}

int64_t
clock_now(const struct clock *c)
{
	return c->fixed == CLOCK_REAL ? (int64_t)time(NULL) : c->fixed;
}

int64_t
clock_mono_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

const char *
clock_format(int64_t when, char out[CLOCK_STR])
{
	time_t t = (time_t)when;
	struct tm tm;

	if (gmtime_r(&t, &tm) == NULL ||
	    strftime(out, CLOCK_STR, "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
		out[0] = '\0';
	return out;
}
