/* SPDX-License-Identifier: ISC */
/*
 * The words of dates: months, halves of the day, zones, and the signs that
 * East Asian dates put behind their numbers.  Weekdays are missing on
 * purpose: they add nothing and are wrong often enough.  Knows nothing of
 * where in a date a word may stand.
 */
#include "parse/feed/date_words.h"

#include <stdint.h>
#include <string.h>

/* How much of a word must agree. */
enum span { WHOLE, STEM };

struct entry {
	const char	*word;
	uint8_t		 span;
	uint8_t		 kind;
	int16_t		 value;
};

/*
 * Stems are as short as they can be without meeting a weekday, a marker or
 * another month in any of the languages together; abbreviations shorter
 * than that stand beside them.  Accents are gone, final sigma is plain.
 */
#define M(word, month)		{ word, STEM, DATE_MONTH, month }
#define MW(word, month)		{ word, WHOLE, DATE_MONTH, month }
static const struct entry months[] = {
	/* English, and what its neighbours share with it */
	M("jan", 1), M("feb", 2), MW("mar", 3), M("march", 3), M("apr", 4),
	MW("may", 5), M("jun", 6), M("jul", 7), M("aug", 8), M("sep", 9),
	M("oct", 10), M("nov", 11), MW("dec", 12), M("decem", 12),
	/* German, Dutch, Hungarian, Portuguese */
	M("jaen", 1), M("marz", 3), M("maerz", 3), M("maart", 3),
	MW("mrt", 3), MW("mai", 5), MW("mei", 5), M("maj", 5), M("okt", 10),
	M("dez", 12), M("marc", 3), MW("mart", 3), M("szep", 9), M("fev", 2),
	M("abr", 4), M("maio", 5), MW("set", 9), M("setem", 9), MW("out", 10),
	M("outub", 10),
	/* French */
	MW("mars", 3), M("avr", 4), M("juin", 6), M("juil", 7), M("aou", 8),
	/* Spanish, Italian */
	MW("ene", 1), M("enero", 1), MW("mayo", 5), MW("ago", 8),
	M("agosto", 8), MW("dic", 12), M("dicie", 12), M("dicem", 12),
	MW("gen", 1), M("genn", 1), MW("mag", 5), M("maggio", 5),
	M("giu", 6), MW("lug", 7), M("lugl", 7), M("settem", 9),
	MW("ott", 10), M("ottob", 10),
	/* Russian */
	M("янв", 1), M("фев", 2), M("мар", 3), M("апр", 4), M("май", 5),
	M("мая", 5), MW("мае", 5), M("июн", 6), M("июл", 7), M("авг", 8),
	MW("сен", 9), M("сент", 9), M("окт", 10), M("ноя", 11), M("дек", 12),
	/* Ukrainian: a Wednesday (середа) begins as August does */
	M("січ", 1), M("лют", 2), MW("бер", 3), M("берез", 3), M("квіт", 4),
	MW("кві", 4), M("трав", 5), MW("тра", 5), M("черв", 6), MW("чер", 6),
	M("лип", 7), M("серп", 8), MW("сер", 8), MW("вер", 9),
	M("верес", 9), M("жов", 10), M("лист", 11), MW("лис", 11),
	M("груд", 12), MW("гру", 12),
	/* Greek */
	M("ιαν", 1), M("φεβ", 2), M("μαρ", 3), M("απρ", 4), M("μαι", 5),
	M("ιουν", 6), M("ιουλ", 7), M("αυγ", 8), M("σεπ", 9), M("οκτ", 10),
	M("νοε", 11), M("νοβ", 11), M("δεκ", 12),
	/* Polish, where the roots are its own */
	M("stycz", 1), MW("sty", 1), M("luteg", 2), MW("lut", 2),
	M("kwie", 4), MW("kwi", 4), M("czerw", 6), MW("cze", 6),
	M("lipc", 7), MW("lip", 7), M("sierp", 8), MW("sie", 8),
	M("wrzes", 9), MW("wrz", 9), M("pazdz", 10), MW("paz", 10),
	M("listop", 11), MW("lis", 11), M("grud", 12), MW("gru", 12)
};

#define NOTHING(word)	{ word, WHOLE, DATE_NOTHING, 0 }
#define Z(word, hours, minutes)	\
	{ word, WHOLE, DATE_ZONE, (hours) * 60 + (minutes) }
static const struct entry others[] = {
	{ "am", WHOLE, DATE_MERIDIEM, 0 }, { "pm", WHOLE, DATE_MERIDIEM, 12 },
	{ "πμ", WHOLE, DATE_MERIDIEM, 0 }, { "μμ", WHOLE, DATE_MERIDIEM, 12 },
	{ "delelott", WHOLE, DATE_MERIDIEM, 0 },
	{ "delutan", WHOLE, DATE_MERIDIEM, 12 },
	{ "w", WHOLE, DATE_WEEK, 0 },
	{ "h", WHOLE, DATE_HOUR_MARK, 0 }, { "uhr", WHOLE, DATE_HOUR_MARK, 0 },
	/* RFC 822 and 2822; where zones share a name, the usual one in feeds */
	Z("gmt", 0, 0), Z("utc", 0, 0), Z("ut", 0, 0), Z("z", 0, 0),
	Z("est", -5, 0), Z("edt", -4, 0), Z("cst", -6, 0), Z("cdt", -5, 0),
	Z("mst", -7, 0), Z("mdt", -6, 0), Z("pst", -8, 0), Z("pdt", -7, 0),
	Z("akst", -9, 0), Z("akdt", -8, 0), Z("hst", -10, 0), Z("ast", -4, 0),
	Z("adt", -3, 0), Z("nst", -3, -30), Z("ndt", -2, -30),
	/* Europe */
	Z("wet", 0, 0), Z("west", 1, 0), Z("bst", 1, 0), Z("cet", 1, 0),
	Z("cest", 2, 0), Z("met", 1, 0), Z("mest", 2, 0), Z("mez", 1, 0),
	Z("mesz", 2, 0), Z("eet", 2, 0), Z("eest", 3, 0), Z("msk", 3, 0),
	Z("msd", 4, 0), Z("мск", 3, 0), Z("trt", 3, 0), Z("samt", 4, 0),
	{ "московск", STEM, DATE_ZONE, 180 },
	/* Asia */
	Z("yekt", 5, 0), Z("omst", 6, 0), Z("novt", 7, 0), Z("krat", 7, 0),
	Z("irkt", 8, 0), Z("yakt", 9, 0), Z("vlat", 10, 0), Z("magt", 11, 0),
	Z("pett", 12, 0), Z("idt", 3, 0), Z("irst", 3, 30), Z("gst", 4, 0),
	Z("amt", 4, 0), Z("azt", 4, 0), Z("get", 4, 0), Z("uzt", 5, 0),
	Z("pkt", 5, 0), Z("ist", 5, 30), Z("npt", 5, 45), Z("bdt", 6, 0),
	Z("ict", 7, 0), Z("wib", 7, 0), Z("wita", 8, 0), Z("wit", 9, 0),
	Z("hkt", 8, 0), Z("sgt", 8, 0), Z("pht", 8, 0), Z("myt", 8, 0),
	Z("jst", 9, 0), Z("kst", 9, 0),
	/* Africa, South America, Oceania */
	Z("wat", 1, 0), Z("cat", 2, 0), Z("sast", 2, 0), Z("eat", 3, 0),
	Z("brt", -3, 0), Z("brst", -2, 0), Z("art", -3, 0), Z("clt", -4, 0),
	Z("clst", -3, 0), Z("cot", -5, 0), Z("pet", -5, 0), Z("vet", -4, 0),
	Z("awst", 8, 0), Z("acst", 9, 30), Z("acdt", 10, 30),
	Z("aest", 10, 0), Z("aedt", 11, 0), Z("nzst", 12, 0), Z("nzdt", 13, 0),
	{ "et", WHOLE, DATE_PLACE, 0 }, { "ct", WHOLE, DATE_PLACE, 1 },
	{ "mt", WHOLE, DATE_PLACE, 2 }, { "pt", WHOLE, DATE_PLACE, 3 },
	{ "киевск", STEM, DATE_PLACE, 4 }, { "київськ", STEM, DATE_PLACE, 4 }
};

static const char *const places[] = {
	"America/New_York", "America/Chicago", "America/Denver",
	"America/Los_Angeles", "Europe/Kiev"
};

/*
 * The words of nearly all dates, before the long tables are searched.  The
 * weekdays and the T of ISO 8601 are here to be known as nothing.
 */
static const struct entry common[] = {
	MW("jan", 1), MW("feb", 2), MW("mar", 3), MW("apr", 4), MW("may", 5),
	MW("jun", 6), MW("jul", 7), MW("aug", 8), MW("sep", 9), MW("oct", 10),
	MW("nov", 11), MW("dec", 12), Z("gmt", 0, 0), Z("z", 0, 0),
	NOTHING("mon"), NOTHING("tue"), NOTHING("wed"), NOTHING("thu"),
	NOTHING("fri"), NOTHING("sat"), NOTHING("sun"), NOTHING("t")
};

/* Signs that stand without blanks: the longest of a kind first. */
static const struct entry signs[] = {
	{ "年", STEM, DATE_YEAR_MARK, 0 }, { "년", STEM, DATE_YEAR_MARK, 0 },
	{ "月", STEM, DATE_MONTH_MARK, 0 }, { "월", STEM, DATE_MONTH_MARK, 0 },
	{ "日", STEM, DATE_DAY_MARK, 0 }, { "일", STEM, DATE_DAY_MARK, 0 },
	{ "号", STEM, DATE_DAY_MARK, 0 }, { "號", STEM, DATE_DAY_MARK, 0 },
	{ "時", STEM, DATE_HOUR_MARK, 0 }, { "时", STEM, DATE_HOUR_MARK, 0 },
	{ "點", STEM, DATE_HOUR_MARK, 0 }, { "点", STEM, DATE_HOUR_MARK, 0 },
	{ "시", STEM, DATE_HOUR_MARK, 0 },
	{ "分", STEM, DATE_MINUTE_MARK, 0 },
	{ "분", STEM, DATE_MINUTE_MARK, 0 },
	{ "秒", STEM, DATE_SECOND_MARK, 0 },
	{ "초", STEM, DATE_SECOND_MARK, 0 },
	{ "오전", STEM, DATE_MERIDIEM, 0 }, { "오후", STEM, DATE_MERIDIEM, 12 },
	{ "午前", STEM, DATE_MERIDIEM, 0 }, { "午後", STEM, DATE_MERIDIEM, 12 },
	{ "上午", STEM, DATE_MERIDIEM, 0 }, { "下午", STEM, DATE_MERIDIEM, 12 },
	{ "凌晨", STEM, DATE_MERIDIEM, 0 }, { "早上", STEM, DATE_MERIDIEM, 0 },
	{ "晚上", STEM, DATE_MERIDIEM, 12 },
	{ "令和", STEM, DATE_ERA, 2018 }, { "平成", STEM, DATE_ERA, 1988 },
	{ "昭和", STEM, DATE_ERA, 1925 }, { "民國", STEM, DATE_ERA, 1911 },
	M("十二月", 12), M("十一月", 11), M("十月", 10), M("一月", 1),
	M("二月", 2), M("三月", 3), M("四月", 4), M("五月", 5), M("六月", 6),
	M("七月", 7), M("八月", 8), M("九月", 9)
};

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

static const struct entry *
find(const struct entry *e, size_t count, const char *s, size_t n)
{
	size_t len;

	for (; count > 0; count--, e++) {
		if (e->word[0] != s[0])
			continue;
		len = strlen(e->word);
		if (len <= n && memcmp(e->word, s, len) == 0 &&
		    (len == n || e->span == STEM))
			return e;
	}
	return NULL;
}

/* Bytes of the run of letters; those that dates use have two at most. */
static size_t
letters(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!(s[i] >= 'a' && s[i] <= 'z') &&
		    ((unsigned char)s[i] < 0x80 || (unsigned char)s[i] >= 0xe0))
			break;
	return i;
}

static size_t
sign_bytes(const char *s, size_t n)
{
	size_t i;

	for (i = 1; i < n && ((unsigned char)s[i] & 0xc0) == 0x80; i++)
		continue;
	return i;
}

size_t
date_word_read(const char *s, size_t n, struct date_word *out, bool *known)
{
	size_t len = letters(s, n);
	const struct entry *e;

	if (len > 0) {
		e = find(common, COUNT(common), s, len);
		if (e == NULL)
			e = find(months, COUNT(months), s, len);
		if (e == NULL)
			e = find(others, COUNT(others), s, len);
	} else if ((e = find(signs, COUNT(signs), s, n)) != NULL)
		len = strlen(e->word);
	else
		len = sign_bytes(s, n);
	*known = e != NULL && e->kind != DATE_NOTHING;
	if (!*known)
		return len;
	out->kind = (enum date_kind)e->kind;
	out->value = e->value;
	out->place = e->kind == DATE_PLACE ? places[e->value] : NULL;
	return len;
}
