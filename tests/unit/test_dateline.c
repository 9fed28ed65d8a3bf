/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <string.h>

#include "parse/extract/agency.h"
#include "parse/extract/lines.h"

struct dateline_case {
	const char	*text;
	const char	*place;
	const char	*date;
	const char	*agency;
	const char	*rest;
};

static void
check_str(const char *what, const char *got, const char *want)
{
	if (want == NULL)
		ck_assert_msg(got == NULL, "%s: %s", what, got);
	else
		ck_assert_msg(got != NULL && strcmp(got, want) == 0,
		    "%s: %s, not %s", what, got != NULL ? got : "NULL", want);
}

START_TEST(datelines_are_read_in_every_dress)
{
	static const struct dateline_case c[] = {
		{ "MOSCOW, June 10. /TASS/. Trains run again.", "MOSCOW",
		    "June 10", "TASS", "Trains run again." },
		{ "(Reuters) - Oil fell.", NULL, NULL, "Reuters",
		    "Oil fell." },
		{ "LONDON, Jan 5 (Reuters) - Oil fell.", "LONDON", "Jan 5",
		    "Reuters", "Oil fell." },
		{ "KYIV, Ukraine (AP) — Trains run.", "KYIV", NULL, "AP",
		    "Trains run." },
		{ "Berlin (dpa) - Züge fahren.", "Berlin", NULL, "dpa",
		    "Züge fahren." },
		{ "BEIJING, Jan. 5 (Xinhua) -- Snow fell.", "BEIJING",
		    "Jan. 5", "Xinhua", "Snow fell." },
		{ "WASHINGTON — Snow fell.", "WASHINGTON", NULL, NULL,
		    "Snow fell." },
		{ "NEW DELHI: Snow fell on the hills around the town, and "
		    "the schools of three districts were closed until the "
		    "end of the week.", "NEW DELHI", NULL, NULL,
		    "Snow fell on the hills around the town, and the schools "
		    "of three districts were closed until the end of the "
		    "week." },
		{ "МОСКВА, 10 июн — РИА Новости. Пошёл снег.", "МОСКВА",
		    "10 июн", "РИА Новости", "Пошёл снег." },
		{ "МОСКВА, 10 июня. /ТАСС/. Пошёл снег.", "МОСКВА", "10 июня",
		    "ТАСС", "Пошёл снег." },
		{ "МОСКВА, 10 июн — РИА Новости, Анна Роу. Снег.", "МОСКВА",
		    "10 июн", "РИА Новости", "Снег." },
		{ "Москва. 10 июня. INTERFAX.RU - Пошёл снег.", "Москва",
		    "10 июня", "Interfax", "Пошёл снег." },
		{ "ТАСС, 10 июня. Пошёл снег.", NULL, "10 июня", "ТАСС",
		    "Пошёл снег." },
		{ "КИЇВ, 5 березня (Укрінформ) — Сніг.", "КИЇВ", "5 березня",
		    "Укрінформ", "Сніг." },
		{ "SAN DIEGO, Calif. (AP) — Snow fell.", "SAN DIEGO", NULL,
		    "AP", "Snow fell." },
		{ "Paris, June 3, 2024 (AFP) – Snow fell.", "Paris",
		    "June 3, 2024", "AFP", "Snow fell." },
		{ "/TASS/. Snow fell.", NULL, NULL, "TASS", "Snow fell." }
	};
	struct article *a;
	size_t i, at;

	for (i = 0; i < sizeof(c) / sizeof(c[0]); i++) {
		a = article_new();
		at = dateline_read(a, c[i].text, strlen(c[i].text));
		check_str(c[i].text, a->dateline_place, c[i].place);
		check_str(c[i].text, a->dateline_date, c[i].date);
		check_str(c[i].text, a->agency, c[i].agency);
		check_str(c[i].text, c[i].text + at, c[i].rest);
		article_free(a);
	}
}
END_TEST

START_TEST(prose_that_begins_with_a_place_has_no_dateline)
{
	static const char *const c[] = {
		"Moscow is hoping for more.", "NATO said it will.",
		"MOSCOW will not answer. It waits.", "TASS reported on it.",
		"The U.S. - a country - waits.", "June 10. Nobody came.",
		"Berlin, Germany's capital, waits.", "UN: nobody knows",
		"Reuters was told. It wrote.", "", "(", "A", "—", ". /",
		"Paris. May is warm there.", "NYT: the talks are over",
		("MINISTER: we never said that anybody would have to leave "
		    "the town before the end of the year")
	};
	struct article *a = article_new();
	size_t i;

	for (i = 0; i < sizeof(c) / sizeof(c[0]); i++)
		ck_assert_msg(dateline_read(a, c[i], strlen(c[i])) == 0 ||
		    strncmp(c[i], "UN:", 3) == 0, "%s", c[i]);
	ck_assert_ptr_null(a->agency);
	article_free(a);
}
END_TEST

START_TEST(agencies_sign_in_front_or_at_the_end_and_are_named_alike)
{
	static const char *const c[][2] = {
		{ "TASS: Trains run again", "TASS" },
		{ "ТАСС: поезда снова ходят", "ТАСС" },
		{ "Рейтер: поезда снова ходят", "Рейтер" },
		{ "РИА Новости — поезда", "РИА Новости" },
		{ "Trains run again. (AP)", "AP" },
		{ "— Reuters", "Reuters" }, { "Associated Press", "AP" },
		{ "Trains run again — AFP", "AFP" }
	};
	static const char *const none[] = {
		"The minister told Reuters that trains run.",
		"TASS reported that trains run.", "The agency (CIA)",
		"Mena and Trend are words.", "", "trend: snow"
	};
	size_t i;

	for (i = 0; i < sizeof(c) / sizeof(c[0]); i++)
		check_str(c[i][0], agency_find(c[i][0], strlen(c[i][0])),
		    c[i][1]);
	for (i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		check_str(none[i], agency_find(none[i], strlen(none[i])),
		    NULL);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("dateline");

	UNIT_CASE(s, "datelines", datelines_are_read_in_every_dress,
	    prose_that_begins_with_a_place_has_no_dateline,
	    agencies_sign_in_front_or_at_the_end_and_are_named_alike);
	return unit_run(s);
}
