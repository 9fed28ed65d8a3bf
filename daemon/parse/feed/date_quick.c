/* SPDX-License-Identifier: ISC */
/*
 * The two dates that need no reading of words: "Tue, 10 Jun 2025 09:00:00
 * +0300" and "2025-06-10T09:00:00+03:00".  Column by column; the first
 * surprise gives up.
 */
#include "parse/feed/date_quick.h"

#include <stdbool.h>
#include <string.h>

#include "item.h"

#define DAY	(24 * 3600)

struct cursor {
	const char	*p;
	const char	*end;
	bool		 bad;
};

/* A number of exactly n digits, from min to max. */
static int
digits(struct cursor *c, int n, int min, int max)
{
	int v = 0;

	if (c->end - c->p < n) {
		c->bad = true;
		return min;
	}
	for (; n > 0; n--, c->p++) {
		if (*c->p < '0' || *c->p > '9')
			c->bad = true;
		v = v * 10 + (*c->p - '0');
	}
	if (c->bad || v < min || v > max) {
		c->bad = true;
		return min;
	}
	return v;
}

static bool
literal(struct cursor *c, const char *s)
{
	size_t n = strlen(s);

	if ((size_t)(c->end - c->p) < n || memcmp(c->p, s, n) != 0)
		return false;
	c->p += n;
	return true;
}

static void
expect(struct cursor *c, const char *s)
{
	if (!c->bad && !literal(c, s))
		c->bad = true;
}

static int
month(struct cursor *c)
{
	static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	int i;

	for (i = 0; i < 12 && c->end - c->p >= 3; i++)
		if (memcmp(names + 3 * i, c->p, 3) == 0) {
			c->p += 3;
			return i + 1;
		}
	c->bad = true;
	return 1;
}

/* "Z", "GMT", "+03:00" or "+0300", as seconds east. */
static int
zone(struct cursor *c, bool colon)
{
	int sign, hours, minutes;

	if (colon ? literal(c, "Z") : literal(c, "GMT"))
		return 0;
	sign = literal(c, "-") ? -1 : 1;
	if (sign == 1)
		expect(c, "+");
	hours = digits(c, 2, 0, 14);
	if (colon)
		expect(c, ":");
	minutes = digits(c, 2, 0, 59);
	return sign * (hours * 3600 + minutes * 60);
}

static int
days_in(int year, int mon)
{
	static const int days[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[mon - 1] + (mon == 2 && leap);
}

/* Days since 1970-01-01; years from 1970 on. */
static int64_t
days_since(int year, int mon, int day)
{
	int64_t y = year - 1, days;
	int m;

	days = y * 365 + y / 4 - y / 100 + y / 400 - 719162;
	for (m = 1; m < mon; m++)
		days += days_in(year, m);
	return days + day - 1;
}

static int64_t
clock_and_zone(struct cursor *c, int64_t day, bool colon)
{
	int hour, minute, second;

	hour = digits(c, 2, 0, 23);
	expect(c, ":");
	minute = digits(c, 2, 0, 59);
	expect(c, ":");
	second = digits(c, 2, 0, 59);
	if (!colon)
		expect(c, " ");
	day = day * DAY + hour * 3600 + minute * 60 + second;
	return day - zone(c, colon);
}

int64_t
date_quick(const char *s, size_t n)
{
	struct cursor c = { s, s + n, false };
	bool iso = n > 10 && s[4] == '-';
	int year, mon, day;
	int64_t when;

	if (n < 20)
		return ITEM_NO_TIME;
	if (iso) {
		year = digits(&c, 4, 1970, 2199);
		expect(&c, "-");
		mon = digits(&c, 2, 1, 12);
		expect(&c, "-");
		day = digits(&c, 2, 1, 31);
		expect(&c, "T");
	} else {
		if (s[3] == ',' && s[4] == ' ')
			c.p += 5;
		day = digits(&c, 2, 1, 31);
		expect(&c, " ");
		mon = month(&c);
		expect(&c, " ");
		year = digits(&c, 4, 1970, 2199);
		expect(&c, " ");
	}
	if (c.bad || day > days_in(year, mon))
		return ITEM_NO_TIME;
	when = clock_and_zone(&c, days_since(year, mon, day), iso);
	return c.bad || c.p != c.end ? ITEM_NO_TIME : when;
}
