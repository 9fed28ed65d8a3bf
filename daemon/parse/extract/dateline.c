/* SPDX-License-Identifier: ISC */
/*
 * Datelines: PLACE, DATE, AGENCY and what ends them, in whatever order
 * and dress agencies write them:
 *
 *	MOSCOW, June 10. /TASS/.		KYIV, Ukraine (AP) —
 *	LONDON, Jan 5 (Reuters) -		МОСКВА, 10 июн — РИА Новости.
 *	(Reuters) -				Москва. 10 июня. INTERFAX.RU -
 *
 * The scanner takes parts off the front while they are there; what was
 * taken decides whether it was a dateline at all.
 */
#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"
#include "parse/extract/agency.h"
#include "parse/extract/dateline.h"
#include "parse/extract/fold.h"
#include "parse/extract/lines.h"
#include "parse/extract/stamp.h"

#define DATELINE_MAX	160	/* bytes from the front that are looked at */
#define PLACE_WORDS	4
#define WORD_MAX	48	/* bytes of a folded word */
#define COLON_LINE	100	/* bytes behind "NEW DELHI:" at least */
#define COLON_PLACE	5	/* bytes of such a place at least */
#define SIGNOFF_MAX	120	/* bytes; a longer line signs nothing */

struct run {
	size_t	from;
	size_t	to;
};

struct scan {
	const char	*s;
	size_t		 n;
	size_t		 i;
	struct run	 place;
	struct run	 date;
	const char	*agency;
	bool		 caps;		/* the place is in capitals */
	bool		 ended;		/* by a dash or a colon */
	bool		 stopped;	/* by a full stop */
	bool		 colon;		/* by a colon */
};

static void
skip_blanks(struct scan *sc)
{
	uint32_t cp;
	size_t k;

	for (; sc->i < sc->n; sc->i += k) {
		k = utf8_decode(sc->s + sc->i, sc->n - sc->i, &cp);
		if (!cp_is_blank(cp))
			break;
	}
}

/* The word at i: letters and digits, with hyphens and "D.C." inside. */
static size_t
word_len(const struct scan *sc, size_t i)
{
	size_t from = i, k;
	uint32_t cp;

	for (; i < sc->n; i += k) {
		k = utf8_decode(sc->s + i, sc->n - i, &cp);
		if (cp_is_alnum(cp))
			continue;
		if (i == from || (cp != '-' && cp != '\'' && cp != 0x2019 &&
		    cp != '.') || i + 1 >= sc->n)
			break;
		utf8_decode(sc->s + i + k, sc->n - i - k, &cp);
		if (!cp_is_alnum(cp))
			break;
	}
	return i - from;
}

static bool
is_upper_word(const char *s, size_t n)
{
	size_t i, k, letters = 0;
	uint32_t cp;

	for (i = 0; i < n; i += k) {
		k = utf8_decode(s + i, n - i, &cp);
		if (cp == UTF8_BAD || u_islower((UChar32)cp))
			return false;
		letters += u_isalpha((UChar32)cp) != 0;
	}
	return letters >= 2;
}

static bool
starts_upper(const char *s, size_t n)
{
	uint32_t cp;

	utf8_decode(s, n, &cp);
	return cp != UTF8_BAD && u_isupper((UChar32)cp);
}

static bool
is_time_word(const char *s, size_t n)
{
	char word[WORD_MAX];

	if (fold_word(s, n, word, sizeof(word)) == 0)
		return false;
	return stamp_month(word) != 0 || stamp_weekday(word);
}

/* Words of one case; a month is no place. */
static bool
take_place_part(struct scan *sc, struct run *out, bool caps)
{
	size_t at = sc->i, words, k;

	out->from = at;
	for (words = 0; words < PLACE_WORDS; words++) {
		k = word_len(sc, at);
		if (k == 0 || !starts_upper(sc->s + at, k) ||
		    (caps && !is_upper_word(sc->s + at, k)) ||
		    is_time_word(sc->s + at, k))
			break;
		out->to = at + k;
		at = out->to;
		if (at < sc->n && sc->s[at] == '.' && k <= 4 && at + 1 <
		    sc->n && (sc->s[at + 1] == ',' || k == 3))
			out->to = ++at;		/* "Ariz.", "Wash.," */
		if (at >= sc->n || sc->s[at] != ' ') {
			words++;
			break;
		}
		at++;
	}
	if (words == 0)
		return false;
	sc->i = out->to;
	return true;
}

static bool
take_char(struct scan *sc, const char *set)
{
	if (sc->i >= sc->n || strchr(set, sc->s[sc->i]) == NULL ||
	    sc->s[sc->i] == '\0')
		return false;
	sc->i++;
	return true;
}

static bool
take_place(struct scan *sc)
{
	struct run more;
	size_t len;

	if (agency_leading(sc->s + sc->i, sc->n - sc->i, &len) != NULL)
		return false;
	if (take_place_part(sc, &sc->place, true))
		sc->caps = true;
	else if (!take_place_part(sc, &sc->place, false))
		return false;
	/* "KYIV, Ukraine": the country says nothing new. */
	if (sc->i + 1 < sc->n && sc->s[sc->i] == ',') {
		size_t back = sc->i++;

		skip_blanks(sc);
		if (agency_leading(sc->s + sc->i, sc->n - sc->i, &len) !=
		    NULL || !take_place_part(sc, &more, false))
			sc->i = back;
	}
	return true;
}

/* Numbers, months and weekdays, as many as there are. */
static bool
take_date(struct scan *sc)
{
	size_t at = sc->i, end = 0, k;
	bool month = false;
	char word[WORD_MAX];

	while (at < sc->n) {
		k = word_len(sc, at);
		if (k == 0 || fold_word(sc->s + at, k, word,
		    sizeof(word)) == 0)
			break;
		if (stamp_month(word) != 0)
			month = true;
		else if (!stamp_weekday(word) && (word[0] < '0' ||
		    word[0] > '9') && strcmp(word, "года") != 0)
			break;
		at = end = at + k;
		/* "Jan. 5", "June 10, 2024": marks inside the date. */
		while (at < sc->n && (sc->s[at] == ' ' || (sc->s[at] == ',' &&
		    at + 1 < sc->n && sc->s[at + 1] == ' ') ||
		    (sc->s[at] == '.' && k <= 4 && stamp_month(word) != 0)))
			at++;
	}
	if (!month)
		return false;
	sc->date.from = sc->i;
	sc->date.to = sc->i = end;
	return true;
}

/* The agency in its marks or bare; its reporter's name goes with it. */
static bool
take_agency(struct scan *sc)
{
	const char *s = sc->s + sc->i, *end;
	size_t left = sc->n - sc->i, len;
	struct run reporter;
	char close;

	if (left > 2 && (s[0] == '/' || s[0] == '(' || s[0] == '[')) {
		close = s[0] == '/' ? '/' : s[0] == '(' ? ')' : ']';
		if ((end = memchr(s + 1, close, left - 1)) == NULL)
			return false;
		sc->agency = agency_named(s + 1, (size_t)(end - s) - 1);
		if (sc->agency != NULL)
			sc->i += (size_t)(end - s) + 1;
		return sc->agency != NULL;
	}
	if ((sc->agency = agency_leading(s, left, &len)) == NULL)
		return false;
	sc->i += len;
	if (left > len + 3 && memcmp(s + len, ".RU", 3) == 0)
		sc->i += 3;
	if (left > len + 2 && s[len] == ',' && s[len + 1] == ' ') {
		size_t back = sc->i;

		sc->i += 2;
		if (!take_place_part(sc, &reporter, false) ||
		    sc->i >= sc->n || sc->s[sc->i] != '.')
			sc->i = back;
	}
	return true;
}

/* A dash with a blank on one side at least, or two hyphens. */
static bool
take_dash(struct scan *sc)
{
	size_t at = sc->i, k;
	uint32_t cp;

	if (at >= sc->n)
		return false;
	k = utf8_decode(sc->s + at, sc->n - at, &cp);
	if (cp != '-' && (cp < 0x2012 || cp > 0x2015))
		return false;
	at += k;
	if (cp == '-' && at < sc->n && sc->s[at] == '-')
		at++;
	if (at < sc->n && sc->s[at] != ' ' && (sc->i == 0 ||
	    sc->s[sc->i - 1] != ' '))
		return false;
	sc->i = at;
	return true;
}

/* Takes one part; the marks between parts are remembered as an end. */
static bool
take_part(struct scan *sc)
{
	skip_blanks(sc);
	if (sc->date.to == 0 && take_date(sc))
		return true;
	if (sc->agency == NULL && take_agency(sc)) {
		sc->ended = sc->stopped = false;
		return true;
	}
	if (take_dash(sc)) {
		sc->ended = true;
		return true;
	}
	if (take_char(sc, ".")) {
		sc->stopped = true;
		return true;
	}
	return take_char(sc, ",");
}

static bool
is_dateline(const struct scan *sc)
{
	bool placed = sc->place.to > 0, dated = sc->date.to > 0;

	if (!sc->ended && !sc->stopped)
		return false;
	if (sc->agency != NULL)
		return placed || dated || sc->ended || sc->s[0] == '/' ||
		    sc->s[0] == '(';
	if (!placed)
		return false;
	/* "NYT: …", "TRUMP: …" are headlines. */
	if (sc->colon && (sc->n < COLON_LINE || sc->place.to -
	    sc->place.from < COLON_PLACE))
		return false;
	/* "Moscow. 10 June. Nobody …" without an agency is prose. */
	return sc->caps ? dated || sc->ended : dated && sc->ended;
}

/* Where the paragraph goes on; 0 when it has no dateline. */
static size_t
dateline_scan(struct scan *sc)
{
	size_t last;

	skip_blanks(sc);
	take_place(sc);
	if (sc->caps && take_char(sc, ":"))
		sc->ended = sc->colon = true;
	do {
		last = sc->i;
		/* After the dash that ends it only an agency may follow. */
		if (sc->ended && (sc->agency != NULL || sc->place.to == 0 ||
		    (skip_blanks(sc), !take_agency(sc))))
			break;
	} while (take_part(sc) && sc->i > last);
	if (!is_dateline(sc))
		return 0;
	skip_blanks(sc);
	return sc->i;
}

static const char *
copy_run(struct article *a, const struct scan *sc, const struct run *r)
{
	if (r->to == 0)
		return NULL;
	return pool_strndup(a->pool, sc->s + r->from, r->to - r->from);
}

size_t
dateline_read(struct article *a, const char *s, size_t n)
{
	struct scan sc = { .s = s, .n = n < DATELINE_MAX ? n : DATELINE_MAX };
	size_t end;

	if (s == NULL || (end = dateline_scan(&sc)) == 0)
		return 0;
	if (a->dateline_place == NULL)
		a->dateline_place = copy_run(a, &sc, &sc.place);
	if (a->dateline_date == NULL)
		a->dateline_date = copy_run(a, &sc, &sc.date);
	if (a->agency == NULL && sc.agency != NULL)
		a->agency = pool_strdup(a->pool, sc.agency);
	return end;
}

/* "TASS: …", "РИА Новости — …": a colon or a dash sets the name apart. */
static const char *
from_prefix(const char *s, size_t n)
{
	struct scan sc = { .s = s, .n = n };
	const char *name;
	size_t len;

	if ((name = agency_leading(s, n, &len)) == NULL)
		return NULL;
	if (len == n || s[len] == ':')
		return name;
	sc.i = len;
	skip_blanks(&sc);
	return take_dash(&sc) ? name : NULL;
}

/* "(AP)" or "/TASS/" closing a line, or a short line's "— Reuters". */
static const char *
from_signoff(const char *s, size_t n)
{
	const char *at, *name;
	char open;

	while (n > 0 && (s[n - 1] == '.' || s[n - 1] == ' '))
		n--;
	if (n < 4)
		return NULL;
	if (s[n - 1] == ')' || s[n - 1] == '/') {
		open = s[n - 1] == ')' ? '(' : '/';
		at = memrchr(s, open, n - 1);
		return at == NULL ? NULL :
		    agency_named(at + 1, (size_t)(s + n - at) - 2);
	}
	if (n > SIGNOFF_MAX)
		return NULL;
	for (at = s + n; at > s + 3; at--) {
		if (memcmp(at - 4, "\342\200\224 ", 4) != 0)
			continue;
		name = agency_named(at, (size_t)(s + n - at));
		return name;
	}
	return NULL;
}

const char *
agency_find(const char *s, size_t n)
{
	struct scan sc = { .s = s, .n = n < DATELINE_MAX ? n : DATELINE_MAX };
	const char *name;

	if (s == NULL || n == 0)
		return NULL;
	if ((name = from_prefix(s, n)) != NULL)
		return name;
	if (dateline_scan(&sc) > 0 && sc.agency != NULL)
		return sc.agency;
	return from_signoff(s, n);
}

size_t
dateline_length(const char *s, size_t n)
{
	struct scan sc = { .s = s, .n = n < DATELINE_MAX ? n : DATELINE_MAX };

	return n == 0 ? 0 : dateline_scan(&sc);
}
