/* SPDX-License-Identifier: ISC */
/*
 * Visible times.  The line is cut into numbers and words; every one must
 * be something that a time is written with, else the line is prose.
 */
#include "parse/extract/stamp.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "parse/extract/fold.h"

#define STAMP_LINE	160	/* bytes; a longer line is not a time */
#define NO_ZONE		INT32_MAX

struct stamp {
	int	year;
	int	month;
	int	day;
	int	hour;
	int	minute;
	int	second;
	int	zone;		/* minutes east */
	bool	timed;
	bool	unsure;		/* day and month may be swapped */
	int	numbers;
};

struct named {
	const char	*name;
	int		 value;
};

static const struct named months[] = {
	{ "january", 1 }, { "jan", 1 }, { "january", 1 }, { "января", 1 },
	{ "январь", 1 }, { "янв", 1 }, { "січня", 1 }, { "januar", 1 },
	{ "janvier", 1 }, { "enero", 1 },
	{ "february", 2 }, { "feb", 2 }, { "февраля", 2 }, { "февраль", 2 },
	{ "фев", 2 }, { "лютого", 2 }, { "februar", 2 }, { "février", 2 },
	{ "febrero", 2 },
	{ "march", 3 }, { "mar", 3 }, { "марта", 3 }, { "март", 3 },
	{ "мар", 3 }, { "березня", 3 }, { "märz", 3 }, { "mars", 3 },
	{ "marzo", 3 },
	{ "april", 4 }, { "apr", 4 }, { "апреля", 4 }, { "апрель", 4 },
	{ "апр", 4 }, { "квітня", 4 }, { "avril", 4 }, { "abril", 4 },
	{ "may", 5 }, { "мая", 5 }, { "май", 5 }, { "травня", 5 },
	{ "mai", 5 }, { "mayo", 5 },
	{ "june", 6 }, { "jun", 6 }, { "июня", 6 }, { "июнь", 6 },
	{ "июн", 6 }, { "червня", 6 }, { "juni", 6 }, { "juin", 6 },
	{ "junio", 6 },
	{ "july", 7 }, { "jul", 7 }, { "июля", 7 }, { "июль", 7 },
	{ "июл", 7 }, { "липня", 7 }, { "juli", 7 }, { "juillet", 7 },
	{ "julio", 7 },
	{ "august", 8 }, { "aug", 8 }, { "августа", 8 }, { "август", 8 },
	{ "авг", 8 }, { "серпня", 8 }, { "août", 8 }, { "agosto", 8 },
	{ "september", 9 }, { "sep", 9 }, { "sept", 9 }, { "сентября", 9 },
	{ "сентябрь", 9 }, { "сен", 9 }, { "сент", 9 }, { "вересня", 9 },
	{ "septembre", 9 }, { "septiembre", 9 },
	{ "october", 10 }, { "oct", 10 }, { "октября", 10 },
	{ "октябрь", 10 }, { "окт", 10 }, { "жовтня", 10 },
	{ "oktober", 10 }, { "octobre", 10 }, { "octubre", 10 },
	{ "november", 11 }, { "nov", 11 }, { "ноября", 11 },
	{ "ноябрь", 11 }, { "ноя", 11 }, { "нояб", 11 },
	{ "листопада", 11 }, { "novembre", 11 }, { "noviembre", 11 },
	{ "december", 12 }, { "dec", 12 }, { "декабря", 12 },
	{ "декабрь", 12 }, { "дек", 12 }, { "грудня", 12 },
	{ "dezember", 12 }, { "décembre", 12 }, { "diciembre", 12 },
	{ NULL, 0 }
};

/* What is left without a zone here (ET, CST) means several. */
static const struct named zones[] = {
	{ "utc", 0 }, { "gmt", 0 }, { "z", 0 }, { "msk", 180 },
	{ "мск", 180 }, { "cet", 60 }, { "cest", 120 }, { "eet", 120 },
	{ "eest", 180 }, { "est", -300 }, { "edt", -240 }, { "pst", -480 },
	{ "pdt", -420 }, { "jst", 540 }, { NULL, 0 }
};

static const char *const weekdays[] = {
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
	"sunday", "mon", "tue", "tues", "wed", "thu", "thurs", "fri", "sat",
	"sun", "понедельник", "вторник", "среда", "среду", "четверг",
	"пятница", "пятницу", "суббота", "субботу", "воскресенье", "пн",
	"вт", "ср", "чт", "пт", "сб", "вс", "понеділок", "вівторок",
	"середа", "середу", "четвер", "п'ятниця", "п'ятницю", "субота",
	"суботу", "неділя", "неділю", NULL
};

static const char *const fillers[] = {
	"published", "updated", "posted", "last", "modified", "on", "at",
	"date", "time", "first", "am", "pm", "a.m", "p.m", "ago", "min",
	"mins", "minute", "minutes", "hour", "hours", "days", "day", "read",
	"today", "yesterday", "et", "ct", "pt", "bst", "ist", "moscow",
	"local", "of", "th", "st", "nd", "rd", "опубликовано",
	"обновлено", "дата", "публикации", "время", "сегодня", "вчера", "в",
	"г", "года", "назад", "минут", "минуты", "минуту", "час", "часа",
	"часов", "по", "московскому", "времени", "опубліковано", "оновлено",
	"сьогодні", "вчора", "о", "року", "р", "uhr", "den", "le", "à", "de",
	"t",
	NULL
};

static int
named_find(const struct named *t, const char *word)
{
	for (; t->name != NULL; t++)
		if (strcmp(t->name, word) == 0)
			return t->value;
	return NO_ZONE;
}

static bool
listed(const char *const *t, const char *word)
{
	for (; *t != NULL; t++)
		if (strcmp(*t, word) == 0)
			return true;
	return false;
}

int
stamp_month(const char *word)
{
	int v = named_find(months, word);

	return v == NO_ZONE ? 0 : v;
}

bool
stamp_weekday(const char *word)
{
	return listed(weekdays, word);
}

/* Reads up to three numbers joined by one separator. */
static int
read_group(const char **at, int v[3], char *sep)
{
	const char *s = *at;
	char *end;
	int n = 0;

	*sep = '\0';
	for (;;) {
		v[n++] = (int)strtoul(s, &end, 10);
		s = end;
		if (n == 3 || strchr(":./-", *s) == NULL || *s == '\0' ||
		    s[1] < '0' || s[1] > '9' || (*sep != '\0' && *s != *sep))
			break;
		*sep = *s++;
	}
	*at = s;
	return n;
}

static bool
take_date(struct stamp *st, int n, const int v[3], char sep)
{
	int a = v[0], b = v[1], c = n == 3 ? v[2] : 0;

	if (a > 31 && n == 3) {			/* 2025-12-20 */
		st->year = a;
		st->month = b;
		st->day = c;
		return b <= 12 && c <= 31;
	}
	if (a > 31 || b > 31)
		return false;
	if (n == 3)
		st->year = c < 100 ? 2000 + c : c;
	if (b > 12 || a > 12 || sep == '.' || a == b) {
		st->day = b > 12 ? b : a;
		st->month = b > 12 ? a : b;
		return st->month <= 12;
	}
	st->unsure = true;
	return true;
}

static bool
take_clock(struct stamp *st, int n, const int v[3])
{
	st->timed = true;
	st->hour = v[0];
	st->minute = v[1];
	st->second = n == 3 ? v[2] : -1;
	return v[0] < 24 && v[1] < 60 && (n < 3 || v[2] < 61);
}

static bool
take_number(struct stamp *st, const char **at)
{
	int v[3], n;
	char sep;

	n = read_group(at, v, &sep);
	st->numbers += n;
	if (n >= 2 && sep == ':')
		return take_clock(st, n, v);
	if (n >= 2)
		return take_date(st, n, v, sep);
	if (v[0] >= 1900 && v[0] < 2100)
		st->year = v[0];
	else if (v[0] >= 1 && v[0] <= 31 && st->day == 0)
		st->day = v[0];
	return v[0] < 2100;
}

/* "+3", "+03:00", "-0500" after a clock or a zone's name. */
static bool
take_offset(struct stamp *st, const char **at)
{
	int sign = **at == '-' ? -1 : 1, digits, v;
	const char *s = *at + 1;
	char *end;

	v = (int)strtoul(s, &end, 10);
	digits = (int)(end - s);
	if (digits > 2)
		v = v / 100 * 60 + v % 100;
	else
		v *= 60;
	if (*end == ':' && end[1] >= '0' && end[1] <= '5')
		v += (int)strtoul(end + 1, &end, 10);
	if (digits == 0 || digits > 4 || v > 14 * 60)
		return false;
	st->zone = sign * v;
	*at = end;
	return true;
}

static bool
take_word(struct stamp *st, const char **at)
{
	const char *s = *at;
	char word[32];
	uint32_t cp;
	size_t n = 0, k;
	int v;

	while (s[n] != '\0') {
		k = utf8_decode(s + n, strlen(s + n), &cp);
		if (!cp_is_alnum(cp) && cp != '\'' &&
		    !(cp == '.' && s[n + 1] == 'm'))
			break;
		if (cp >= '0' && cp <= '9')
			break;
		n += k;
	}
	*at = s + n;
	if (n == 0 || n >= sizeof(word))
		return false;
	memcpy(word, s, n);
	word[n] = '\0';
	if ((v = stamp_month(word)) != 0) {
		st->month = v;
		st->numbers += st->numbers > 0;
		return true;
	}
	if ((v = named_find(zones, word)) != NO_ZONE) {
		st->zone = v;
		return true;
	}
	if (word[0] == 'p' && st->timed && st->hour < 12 &&
	    (strcmp(word, "pm") == 0 || strcmp(word, "p.m") == 0))
		st->hour += 12;
	return stamp_weekday(word) || listed(fillers, word);
}

static bool
take_any(struct stamp *st, const char **at)
{
	uint32_t cp;
	size_t n;

	if (**at >= '0' && **at <= '9')
		return take_number(st, at);
	if ((**at == '+' || **at == '-') && (st->timed || st->zone == 0) &&
	    (*at)[1] >= '0' && (*at)[1] <= '9')
		return take_offset(st, at);
	n = utf8_decode(*at, strlen(*at), &cp);
	if (cp_is_alnum(cp))
		return take_word(st, at);
	*at += n;
	return strchr(" ,.:|-()/+\"", (int)(cp < 0x80 ? cp : ',')) != NULL;
}

static void
stamp_write(const struct stamp *st, char iso[STAMP_MAX])
{
	int n, z = abs(st->zone);

	iso[0] = '\0';
	if (st->unsure || st->year < 1900 || st->month < 1 || st->day < 1 ||
	    st->day > 31)
		return;
	n = snprintf(iso, STAMP_MAX, "%04d-%02d-%02d", st->year % 10000,
	    st->month % 100, st->day % 100);
	if (!st->timed)
		return;
	n += snprintf(iso + n, STAMP_MAX - (size_t)n, "T%02d:%02d",
	    st->hour % 100, st->minute % 100);
	if (st->second >= 0)
		n += snprintf(iso + n, STAMP_MAX - (size_t)n, ":%02d",
		    st->second % 100);
	if (st->zone != NO_ZONE)
		snprintf(iso + n, STAMP_MAX - (size_t)n, "%c%02d:%02d",
		    st->zone < 0 ? '-' : '+', z / 60 % 100, z % 60);
}

bool
stamp_read(const char *s, size_t n, char iso[STAMP_MAX])
{
	struct stamp st = { .second = -1, .zone = NO_ZONE };
	char line[STAMP_LINE];
	const char *at = line;
	size_t len;

	if (n >= STAMP_LINE)
		return false;
	len = fold_line(s, n, line, sizeof(line));
	while (*at != '\0')
		if (!take_any(&st, &at))
			return false;
	/* One bare number is a page number or a count, not a time. */
	if (len == 0 || (!st.timed && st.numbers < 2 && (st.month == 0 ||
	    st.numbers == 0) && strstr(line, "ago") == NULL))
		return false;
	stamp_write(&st, iso);
	return true;
}
