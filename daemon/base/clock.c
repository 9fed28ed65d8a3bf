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

static char *
digits(char *to, int v, int n)
{
	int i;

	for (i = n - 1; i >= 0; i--, v /= 10)
		to[i] = (char)('0' + v % 10);
	return to + n;
}

/* By hand: strftime() reads a locale for every date of every item. */
const char *
clock_format(int64_t when, char out[CLOCK_STR])
{
	time_t t = (time_t)when;
	struct tm tm;
	char *p = out;

	out[0] = '\0';
	if (gmtime_r(&t, &tm) == NULL || tm.tm_year < -1900 ||
	    tm.tm_year > 9999 - 1900)
		return out;
	p = digits(p, tm.tm_year + 1900, 4);
	*p++ = '-';
	p = digits(p, tm.tm_mon + 1, 2);
	*p++ = '-';
	p = digits(p, tm.tm_mday, 2);
	*p++ = 'T';
	p = digits(p, tm.tm_hour, 2);
	*p++ = ':';
	p = digits(p, tm.tm_min, 2);
	*p++ = ':';
	p = digits(p, tm.tm_sec, 2);
	*p++ = 'Z';
	*p = '\0';
	return out;
}
