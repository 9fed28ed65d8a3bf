/* SPDX-License-Identifier: ISC */
/*
 * Which of a date's numbers is the year, the month and the day, and whether
 * there is such a day.  Knows nothing of words and zones.
 */
#include "parse/feed/date_parts.h"

#define YEAR_MIN	1900	/* 0001-01-01 is how .NET writes "none" */
#define YEAR_MAX	9999

bool
date_parts_complete(const struct date_parts *s)
{
	size_t named = (s->year != 0) + (s->month != 0) + (s->day != 0);

	return s->nnum + named >= 3;
}

/* RFC 2822, 4.3, where two digits (or three: 1900 + 124) are a year. */
static int
full_year(const struct date_number *num)
{
	if (num->digits >= 4)
		return (int)(num->value > YEAR_MAX ? 0 : num->value);
	if (num->digits == 3)
		return (int)num->value + 1900;
	return (int)num->value + (num->value < 50 ? 2000 : 1900);
}

/* The month is named: the longer or larger number is the year. */
static bool
order_named(struct date_parts *s)
{
	const struct date_number *a = &s->num[0], *b = &s->num[1];

	if (s->year == 0 && s->day == 0) {
		if (s->nnum == 0 || (s->nnum == 1 && a->digits < 4))
			return false;
		if (s->nnum == 1 || a->digits >= 3 || a->value > 31) {
			s->year = full_year(a);
			s->day = s->nnum == 1 ? 1 : (int)b->value;
		} else {
			s->day = (int)a->value;
			s->year = full_year(b);
		}
	} else if (s->year == 0) {
		if (s->nnum > 0)
			s->year = full_year(a);
	} else if (s->day == 0)
		s->day = s->nnum > 0 ? (int)a->value : 1;
	return s->year != 0;
}

static void
set_day(struct date_parts *s, const struct date_number *y,
    const struct date_number *m, const struct date_number *d)
{
	s->year = full_year(y);
	s->month = (int)m->value;
	s->day = (int)d->value;
}

/*
 * Three numbers.  With dots or dashes the day leads, with slashes the
 * month, unless it cannot be one; two-digit years with dashes lead.
 */
static bool
order_three(struct date_parts *s)
{
	const struct date_number *n = s->num;
	char sep = n[1].before;
	bool month_leads = sep == '/';

	if (n[month_leads ? 0 : 1].value > 12)
		month_leads = !month_leads;
	if (n[0].digits >= 3)
		set_day(s, &n[0], &n[1], &n[2]);
	else if (sep == '\0')
		return false;
	else if (n[2].digits < 3 && sep == '-' && n[1].value <= 12 &&
	    n[2].value <= 31)
		set_day(s, &n[0], &n[1], &n[2]);
	else if (month_leads)
		set_day(s, &n[2], &n[0], &n[1]);
	else
		set_day(s, &n[2], &n[1], &n[0]);
	return true;
}

/* A year and a month, or a year and a day of it (ISO 8601's ordinal). */
static bool
order_two(struct date_parts *s)
{
	const struct date_number *n = s->num;

	if (n[0].digits == 4 && n[1].digits <= 2) {
		s->year = full_year(&n[0]);
		s->month = (int)n[1].value;
		s->day = 1;
		return true;
	}
	if (n[0].digits != 4 || n[1].digits != 3 || n[1].value > 366)
		return false;
	s->year = full_year(&n[0]);
	s->month = 1;
	s->day = (int)n[1].value;
	return true;
}

static bool
is_leap(int y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

/* Days since 1970-01-01 (the civil calendar, years that begin in March). */
static int64_t
day_number(int y, int m, int d)
{
	int64_t era, yoe, doy;

	y -= m <= 2;
	era = y / 400;
	yoe = y - era * 400;
	doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

/* Week 1 is that of January 4; as a day of the year, it may be past it. */
static bool
order_week(struct date_parts *s)
{
	const struct date_number *n = s->num;
	int64_t weekday, day = s->nnum == 3 ? n[2].value : 1, jan4;

	if (s->nnum < 2 || n[0].digits != 4 || n[1].value < 1 ||
	    n[1].value > 53 || day < 1 || day > 7)
		return false;
	s->year = full_year(&n[0]);
	if (s->year < YEAR_MIN || s->year > YEAR_MAX)
		return false;
	jan4 = day_number(s->year, 1, 4);
	weekday = (jan4 + 3) % 7;
	if (weekday < 0)
		weekday += 7;
	s->month = 1;
	s->day = (int)(4 - weekday + (n[1].value - 1) * 7 + day - 1);
	return true;
}

static bool
order(struct date_parts *s)
{
	if (s->week)
		return order_week(s);
	if (s->month != 0)
		return order_named(s);
	if (s->year != 0 || s->day != 0)
		return false;
	if (s->nnum == 3)
		return order_three(s);
	if (s->nnum == 2)
		return order_two(s);
	if (s->nnum == 0 || s->num[0].digits != 4 || s->has_clock)
		return false;
	s->year = full_year(&s->num[0]);
	s->month = s->day = 1;
	return true;
}

static bool
day_exists(const struct date_parts *s)
{
	static const int days[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};
	bool ordinal = s->nnum == 2 && s->num[1].digits == 3;

	if (s->week)
		return true;
	if (s->year < YEAR_MIN || s->year > YEAR_MAX || s->day < 1 ||
	    s->month < 1 || s->month > 12)
		return false;
	if (ordinal && s->month == 1)
		return s->day <= 365 + is_leap(s->year);
	return s->day <= days[s->month - 1] +
	    (s->month == 2 && is_leap(s->year));
}

/* 24:00 is midnight at the day's end, second 60 the next minute. */
static bool
clock_exists(const struct date_parts *s)
{
	if (s->minute > 59 || s->second > 60)
		return false;
	return s->hour < 24 ||
	    (s->hour == 24 && s->minute == 0 && s->second == 0);
}

bool
date_parts_seconds(struct date_parts *s, int64_t *out)
{
	if (!order(s))
		return false;
	if (s->meridiem == 12 && s->hour < 12)
		s->hour += 12;
	else if (s->meridiem == 0 && s->hour == 12)
		s->hour = 0;
	if (!day_exists(s) || !clock_exists(s))
		return false;
	*out = day_number(s->year, s->month, s->day) * 86400 +
	    s->hour * 3600 + s->minute * 60 + s->second;
	return true;
}
