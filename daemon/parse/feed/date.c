/* SPDX-License-Identifier: ISC */
/*
 * Dates as feeds write them.  The text is folded (lower case, no accents,
 * plain digits and blanks), then read once from left to right: a number is
 * judged by what stands around it and lands in the clock or among the up
 * to three numbers of the day; words and zones are looked up.  At the end
 * the numbers are put in order and checked.  There are no templates to try
 * one after another: the wrong variants are too many, and what they have
 * in common is enough.  Uses no locale and no clock.
 */
#include "parse/feed/date.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "item.h"
#include "base/utf8.h"
#include "parse/feed/date_fold.h"
#include "parse/feed/date_parts.h"
#include "parse/feed/date_words.h"
#include "parse/feed/date_zone.h"

#define DIGITS_MAX	14		/* of a number: 20240131235959 */
#define PART_MAX	99999
#define ZONE_MAX	(15 * 60 + 59)	/* minutes */

struct scan {
	struct date_text	t;
	struct date_parts	d;
	size_t			at;		/* in t */
	bool			want_minute;	/* "10h" was read */
	enum { NO_ZONE, NAMED_ZONE, OFFSET_ZONE } zone_from;
	int			zone;		/* minutes */
	const char		*place;		/* instead of zone */
	size_t			place_len;
	int			era;		/* years to add; 0 none */
	bool			stamp;	/* num[0]: seconds since the epoch */
	bool			bad;
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* s->t.low at an offset from the place, 0 beyond the end. */
static char
peek(const struct scan *s, size_t ahead)
{
	return s->at + ahead < s->t.n ? s->t.low[s->at + ahead] : '\0';
}

/* --- numbers --------------------------------------------------------- */

static void
add_number(struct scan *s, int64_t value, int digits, char before)
{
	if (s->d.nnum < 3)
		s->d.num[s->d.nnum++] =
		    (struct date_number){ value, digits, before };
}

/* The separator in front of the place, blanks skipped. */
static char
before(const struct scan *s)
{
	size_t at = s->at;

	while (at > 0 && s->t.low[at - 1] == ' ')
		at--;
	return at > 0 && strchr("-/.", s->t.low[at - 1]) != NULL ?
	    s->t.low[at - 1] : '\0';
}

/* Up to max digits at the place; their count is what it returns. */
static int
read_digits(struct scan *s, int max, int64_t *value)
{
	int n;

	*value = 0;
	for (n = 0; n < max && is_digit(peek(s, 0)); n++, s->at++)
		*value = *value * 10 + (peek(s, 0) - '0');
	return n;
}

static void
set_clock(struct scan *s, int64_t hour, int64_t minute, int64_t second)
{
	s->d.has_clock = true;
	s->d.hour = (int)hour;
	s->d.minute = (int)minute;
	s->d.second = (int)second;
}

/* ":30", ":30:15", ":30:15.123" behind an hour; sep is ':' or '.'. */
static void
read_clock(struct scan *s, int64_t hour, char sep)
{
	int64_t minute, second = 0, part;

	s->at++;
	read_digits(s, 2, &minute);
	if (peek(s, 0) == sep && is_digit(peek(s, 1))) {
		s->at++;
		read_digits(s, 2, &second);
		if ((peek(s, 0) == '.' || peek(s, 0) == ',' ||
		    peek(s, 0) == ':') && is_digit(peek(s, 1))) {
			s->at++;
			while (read_digits(s, DIGITS_MAX, &part) > 0)
				continue;
		}
	}
	set_clock(s, hour, minute, second);
}

/* Digits without separators: what they are is told by how many. */
static bool
read_compact(struct scan *s, int64_t v, int digits)
{
	if (s->d.nnum > 0 || s->d.month != 0) {
		if (!date_parts_complete(&s->d) || s->d.has_clock)
			return false;
		if (digits == 6)
			set_clock(s, v / 10000, v / 100 % 100, v % 100);
		else if (digits == 4)
			set_clock(s, v / 100, v % 100, 0);
		return digits == 6 || digits == 4;
	}
	if (digits == 10 || digits == 13) {
		add_number(s, digits == 13 ? v / 1000 : v, digits, 0);
		s->stamp = true;
		return true;
	}
	if (digits == 14) {
		set_clock(s, v / 10000 % 100, v / 100 % 100, v % 100);
		v /= 1000000;
	} else if (digits == 12) {
		set_clock(s, v / 100 % 100, v % 100, 0);
		v /= 10000;
	} else if (digits != 8 && digits != 6)
		return false;
	add_number(s, v / 10000, digits == 6 ? 2 : 4, 0);
	add_number(s, v / 100 % 100, 2, '-');
	add_number(s, v % 100, 2, '-');
	return true;
}

static void
set_marked(struct scan *s, enum date_kind mark, int64_t v)
{
	switch (mark) {
	case DATE_YEAR_MARK:
		v += s->era;
		s->d.year = (int)(v < 100 ? v + 2000 : v);
		break;
	case DATE_MONTH_MARK:
		s->d.month = (int)v;
		s->bad = s->bad || v == 0;
		break;
	case DATE_DAY_MARK:
		s->d.day = (int)v;
		s->bad = s->bad || v == 0;
		break;
	case DATE_HOUR_MARK:
		set_clock(s, v, 0, 0);
		s->want_minute = true;
		break;
	case DATE_MINUTE_MARK:
		s->d.minute = (int)v;
		break;
	default:
		s->d.second = (int)v;
		break;
	}
}

/* The sign behind a number that says what it counts ("5日", "10 Uhr"). */
static bool
read_mark(struct scan *s, int64_t v)
{
	struct date_word w;
	size_t skip = 0, len;
	bool known;

	while (peek(s, skip) == ' ')
		skip++;
	if (!is_letter(peek(s, skip)))
		return false;
	len = date_word_read(s->t.low + s->at + skip, s->t.n - s->at - skip, &w,
	    &known);
	if (!known || w.kind < DATE_YEAR_MARK)
		return false;
	if (w.kind == DATE_HOUR_MARK && s->d.has_clock)
		return false;
	s->at += skip + len;
	set_marked(s, w.kind, v);
	return true;
}

static bool
is_dotted_clock(const struct scan *s, int digits)
{
	return date_parts_complete(&s->d) && !s->d.has_clock && digits <= 2 &&
	    peek(s, 0) == '.' && is_digit(peek(s, 1)) && is_digit(peek(s, 2));
}

static void
scan_number(struct scan *s)
{
	char sep = before(s), prev = s->at > 0 ? s->t.low[s->at - 1] : '\0';
	bool want_minute = s->want_minute;
	int64_t v, part;
	int digits = read_digits(s, DIGITS_MAX, &v);

	/* No part of a date is larger; it shall not become one by a cast. */
	part = v < PART_MAX ? v : PART_MAX;
	s->want_minute = false;
	if (is_digit(peek(s, 0)))
		s->bad = true;
	else if (digits <= 2 && peek(s, 0) == ':' && is_digit(peek(s, 1)) &&
	    !s->d.has_clock)
		read_clock(s, v, ':');
	else if (is_dotted_clock(s, digits))
		read_clock(s, v, '.');
	else if (read_mark(s, part) || read_compact(s, v, digits))
		return;
	else if (want_minute && digits <= 2 && is_letter(prev))
		s->d.minute = (int)part;
	else if (prev == 't' && digits == 2 && !s->d.has_clock)
		set_clock(s, v, 0, 0);
	else
		add_number(s, part, digits, sep);
}

/* --- words and zones ------------------------------------------------- */

/*
 * A sign in front of digits is a zone or a dash.  It is a zone behind a
 * complete day or a zone's name ("GMT+7"), or where only a zone can be
 * ("08:13:45 +0000 2008").
 */
static bool
is_offset(const struct scan *s)
{
	char prev = s->at > 0 ? s->t.low[s->at - 1] : '\0';

	if (!is_digit(peek(s, 1)) || s->zone_from == OFFSET_ZONE)
		return false;
	if (s->zone_from == NAMED_ZONE)
		return true;
	if (!s->d.has_clock)
		return false;
	return date_parts_complete(&s->d) || peek(s, 0) == '+' ||
	    (prev == ' ' && is_digit(peek(s, 2)) &&
	    (peek(s, 3) == ':' ||
	    (is_digit(peek(s, 3)) && is_digit(peek(s, 4)))));
}

/* +3, +03, +330, +0330, +03:30 */
static void
read_offset(struct scan *s)
{
	bool west = peek(s, 0) == '-';
	int64_t v, minutes = 0;
	int digits;

	s->at++;
	digits = read_digits(s, 4, &v);
	if (digits > 2) {
		minutes = v % 100;
		v /= 100;
	} else if (peek(s, 0) == ':' && is_digit(peek(s, 1))) {
		s->at++;
		read_digits(s, 2, &minutes);
	}
	s->place = NULL;
	s->zone_from = OFFSET_ZONE;
	v = v * 60 + minutes;
	/* A zone that cannot be is no reason to lose the date. */
	if (v > ZONE_MAX || minutes > 59)
		v = 0;
	s->zone = (int)(west ? -v : v);
}

/* "Europe/Moscow": a place, whether the zone database has it or not. */
static bool
read_place(struct scan *s, size_t len)
{
	size_t n = len;

	if (peek(s, len) != '/' || !is_letter(peek(s, len + 1)))
		return false;
	while ((unsigned char)peek(s, n) < 0x80 && peek(s, n) != '\0' &&
	    (is_letter(peek(s, n)) || is_digit(peek(s, n)) ||
	    strchr("/_+-", peek(s, n)) != NULL))
		n++;
	if (s->zone_from == NO_ZONE &&
	    date_zone_is_known(s->t.raw + s->at, n)) {
		s->zone_from = NAMED_ZONE;
		s->place = s->t.raw + s->at;
		s->place_len = n;
	}
	s->at += n;
	return true;
}

static void
set_zone(struct scan *s, const struct date_word *w)
{
	if (s->zone_from != NO_ZONE)
		return;
	s->zone_from = NAMED_ZONE;
	s->zone = w->value;
	s->place = w->place;
	s->place_len = w->place != NULL ? strlen(w->place) : 0;
}

/* "p.m.", "p. m.", "π.μ.", and "5:00p": one letter tells. */
static bool
read_dotted_meridiem(struct scan *s, size_t len)
{
	bool greek = len == 2, pm;
	size_t n = len;

	if (len > 2 || !s->d.has_clock)
		return false;
	if (greek)
		pm = memcmp(s->t.low + s->at, "μ", 2) == 0;
	else
		pm = peek(s, 0) == 'p';
	if (!pm && !(greek ? memcmp(s->t.low + s->at, "π", 2) == 0 :
	    peek(s, 0) == 'a'))
		return false;
	if (peek(s, n) == '.') {
		n += peek(s, n + 1) == ' ' ? 2 : 1;
		if (peek(s, n) == 'm')
			n++;
		else if (s->at + n + 2 <= s->t.n &&
		    memcmp(s->t.low + s->at + n, "μ", 2) == 0)
			n += 2;
		else
			return false;
	} else if (s->at == 0 || !is_digit(s->t.low[s->at - 1]))
		return false;
	s->d.meridiem = pm ? 12 : 0;
	s->at += n;
	return true;
}

static void
scan_word(struct scan *s)
{
	struct date_word w;
	bool known;
	size_t len;

	len = date_word_read(s->t.low + s->at, s->t.n - s->at, &w, &known);
	if (read_place(s, len) || read_dotted_meridiem(s, len))
		return;
	s->at += len;
	if (!known)
		return;
	/* "mar. 5 janv.": the weekday looks like a month, the last is one. */
	if (w.kind == DATE_MONTH)
		s->d.month = w.value;
	else if (w.kind == DATE_MERIDIEM)
		s->d.meridiem = w.value;
	else if (w.kind == DATE_ERA)
		s->era = w.value;
	else if (w.kind == DATE_WEEK)
		s->d.week = true;
	else if (w.kind == DATE_ZONE || w.kind == DATE_PLACE)
		set_zone(s, &w);
}

static void
scan(struct scan *s)
{
	while (s->at < s->t.n && !s->bad) {
		if (is_digit(peek(s, 0)))
			scan_number(s);
		else if (is_letter(peek(s, 0)))
			scan_word(s);
		else if ((peek(s, 0) == '+' || peek(s, 0) == '-') &&
		    is_offset(s))
			read_offset(s);
		else
			s->at++;
	}
}

int64_t
date_parse(const char *text, size_t n)
{
	struct scan s;
	int64_t t;

	/* The text alone is large, and is filled in next. */
	memset(&s.d, 0, sizeof(s) - offsetof(struct scan, d));
	s.t.n = 0;
	s.d.meridiem = -1;
	date_fold(&s.t, text, utf8_cut(text, n, DATE_MAX));
	scan(&s);
	if (s.bad)
		return ITEM_NO_TIME;
	if (s.stamp)
		return s.d.nnum == 1 && s.d.month == 0 ? s.d.num[0].value :
		    ITEM_NO_TIME;
	if (!date_parts_seconds(&s.d, &t))
		return ITEM_NO_TIME;
	if (s.place != NULL)
		return t - date_zone_offset(s.place, s.place_len, t);
	return t - (int64_t)s.zone * 60;
}

void
date_warm(void)
{
	static const char probe[] = "5 Μαΐ 2024 10:00 America/New_York";

	date_parse(probe, sizeof(probe) - 1);
}
