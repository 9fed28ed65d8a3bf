/* SPDX-License-Identifier: ISC */
/* Times and spans in request parameters.  Knows nothing of requests. */
#include "api/when.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <time.h>

static const struct unit {
	const char	*suffix;
	int64_t		 seconds;
} units[] = {
	{ "", 1 }, { "s", 1 }, { "m", 60 }, { "h", 3600 }, { "d", 86400 },
	{ "w", 7 * 86400 }
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Reads exactly n digits at *s and steps past them; -1 when not there. */
static int
digits(const char **s, int n)
{
	int v = 0;

	for (; n > 0; n--, (*s)++) {
		if (!is_digit(**s))
			return -1;
		v = v * 10 + (**s - '0');
	}
	return v;
}

int
span_parse(const char *s, int64_t *out)
{
	const struct unit *u;
	int64_t v = 0;
	size_t i;

	if (!is_digit(*s))
		return -1;
	for (; is_digit(*s); s++) {
		v = v * 10 + (*s - '0');
		if (v > SPAN_MAX)
			return -1;
	}
	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		u = &units[i];
		if (strcmp(s, u->suffix) != 0)
			continue;
		if (v > SPAN_MAX / u->seconds)
			return -1;
		*out = v * u->seconds;
		return 0;
	}
	return -1;
}

/*
 * "Z", "+03:00", "+0300"; seconds east of Greenwich.  A '+' that was not
 * encoded in the query arrives as a blank.
 */
static int
zone(const char **s, int *east)
{
	int h, m, sign;

	if (**s == 'Z' || **s == 'z') {
		(*s)++;
		*east = 0;
		return 0;
	}
	if (**s != '+' && **s != '-' && **s != ' ')
		return -1;
	sign = *(*s)++ == '-' ? -1 : 1;
	h = digits(s, 2);
	if (**s == ':')
		(*s)++;
	m = digits(s, 2);
	if (h < 0 || h > 23 || m < 0 || m > 59)
		return -1;
	*east = sign * (h * 3600 + m * 60);
	return 0;
}

static int
month_days(int year, int month)
{
	static const int days[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month] + (leap && month == 1);
}

static int
date(const char **s, struct tm *tm)
{
	tm->tm_year = digits(s, 4) - 1900;
	if (tm->tm_year < 0 || *(*s)++ != '-')
		return -1;
	tm->tm_mon = digits(s, 2) - 1;
	if (tm->tm_mon < 0 || tm->tm_mon > 11 || *(*s)++ != '-')
		return -1;
	tm->tm_mday = digits(s, 2);
	return tm->tm_mday >= 1 && tm->tm_mday <=
	    month_days(tm->tm_year + 1900, tm->tm_mon) ? 0 : -1;
}

/* Seconds and their fraction may be left out. */
static int
time_of_day(const char **s, struct tm *tm)
{
	tm->tm_hour = digits(s, 2);
	if (tm->tm_hour < 0 || tm->tm_hour > 23 || *(*s)++ != ':')
		return -1;
	tm->tm_min = digits(s, 2);
	if (tm->tm_min < 0 || tm->tm_min > 59)
		return -1;
	if (**s != ':')
		return 0;
	(*s)++;
	/* 60 is a leap second, which timegm(3) counts into the next minute. */
	tm->tm_sec = digits(s, 2);
	if (tm->tm_sec < 0 || tm->tm_sec > 60)
		return -1;
	if (**s == '.' && is_digit((*s)[1]))
		for ((*s)++; is_digit(**s); (*s)++)
			continue;
	return 0;
}

static int
rfc3339(const char *s, int64_t *out)
{
	struct tm tm;
	int east = 0;

	memset(&tm, 0, sizeof(tm));
	if (date(&s, &tm) == -1)
		return -1;
	if (*s == 'T' || *s == 't' || *s == ' ') {
		s++;
		if (time_of_day(&s, &tm) == -1 || zone(&s, &east) == -1)
			return -1;
	}
	if (*s != '\0')
		return -1;
	*out = (int64_t)timegm(&tm) - east;
	return 0;
}

int
when_parse(const char *s, int64_t now, int64_t *out)
{
	int64_t span;

	if (strcmp(s, "now") == 0) {
		*out = now;
		return 0;
	}
	/* Bare numbers would be seconds to some and an epoch to others. */
	if (*s != '\0' && !is_digit(s[strlen(s) - 1]) &&
	    span_parse(s, &span) == 0) {
		*out = now - span;
		return 0;
	}
	return rfc3339(s, out);
}
