/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <string.h>

#include "parse/extract/fold.h"
#include "parse/extract/lang.h"
#include "parse/extract/lines.h"
#include "parse/extract/stamp.h"

struct line_case {
	enum line_kind	 kind;
	const char	*text;
};

static void
check_lines(const struct line_case *c, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		ck_assert_msg(line_classify(c[i].text, strlen(c[i].text)) ==
		    c[i].kind, "%s: %d, not %d", c[i].text,
		    line_classify(c[i].text, strlen(c[i].text)), c[i].kind);
}

#define CHECK_LINES(c)	check_lines(c, sizeof(c) / sizeof((c)[0]))

START_TEST(furniture_is_known_by_its_phrases)
{
	static const struct line_case c[] = {
		{ LINE_EMPTY, "" }, { LINE_EMPTY, " \xc2\xa0\t" },
		{ LINE_EMPTY, "\xe2\x80\x8b" }, { LINE_EMPTY, "* * *" },
		{ LINE_AD, "ADVERTISEMENT" }, { LINE_AD, "Реклама" },
		{ LINE_AD, "Story continues below advertisement" },
		{ LINE_PROMO, "👉 Read more in our Telegram channel: "
		    "https://t.me/example" },
		{ LINE_PROMO, "Подписывайтесь на наш канал!" },
		{ LINE_PROMO, "Підписуйтесь на нас у Telegram" },
		{ LINE_PROMO, "Sign up for the weekly newsletter" },
		{ LINE_RELATED, "READ ALSO: Mayor opens a bridge" },
		{ LINE_RELATED, "Related Articles" },
		{ LINE_RELATED, "Читайте также: Мэр открыл мост" },
		{ LINE_RELATED, "Материалы по теме" },
		{ LINE_NOTE, "Leave a Comment" },
		{ LINE_NOTE, "Нашли ошибку? Выделите её и нажмите Ctrl+Enter" },
		{ LINE_NOTE, "(Reporting by Jane Roe; Editing by J. Doe)" },
		{ LINE_NOTE, "Теги: мост, мэр" },
		{ LINE_NOTE, "© 2024 Example Press. All rights reserved." }
	};

	CHECK_LINES(c);
}
END_TEST

START_TEST(pictures_have_captions_and_credits)
{
	static const struct line_case c[] = {
		{ LINE_CREDIT, "Photo: Harbour Authority" },
		{ LINE_CREDIT, "© AP Photo/Jane Roe" },
		{ LINE_CREDIT, "REUTERS/Jane Roe" },
		{ LINE_CREDIT, "Фото: пресс-служба порта" },
		{ LINE_CREDIT, "Jane Roe / AFP / Getty Images" },
		{ LINE_CAPTION, "In this file photo the minister looks at a "
		    "model of the new harbour in Tallinn on May 5, 2021." },
		{ LINE_CAPTION, "FILE - The minister arrives in Tallinn, "
		    "Estonia, May 5, 2021. (AP Photo/Jane Roe, File)" },
		{ LINE_CAPTION, "The minister arrives at the harbour of "
		    "Tallinn on the morning of May 5. (Photo by Jane ROE / "
		    "POOL / AFP)" },
		{ LINE_CAPTION, "На фото: министр осматривает порт" }
	};

	CHECK_LINES(c);
}
END_TEST

START_TEST(bylines_are_names_and_nothing_else)
{
	static const struct line_case c[] = {
		{ LINE_BYLINE, "By Jane Roe" },
		{ LINE_BYLINE, "BY JANE ROE and JOHN DOE" },
		{ LINE_BYLINE, "By admin" },
		{ LINE_BYLINE, "Photo of author" },
		{ LINE_BYLINE, "Автор: Иван Петров" },
		{ LINE_BODY, "By Monday the water had gone." },
		{ LINE_BODY, "By then nobody in the town slept" }
	};

	CHECK_LINES(c);
}
END_TEST

START_TEST(prose_is_body_even_when_it_names_what_furniture_names)
{
	static const struct line_case c[] = {
		{ LINE_BODY, "The advertisement was shown on all channels." },
		{ LINE_BODY, "He took a loan (credit was cheap that year)." },
		{ LINE_BODY, "На фото видно, как горит склад." },
		{ LINE_BODY, "“Join us,” the mayor said." },
		{ LINE_BODY, "Related parties did not answer a request for "
		    "comment that was sent to them on Thursday." },
		{ LINE_BODY, "Фотограф рассказал, что снимок сделан утром." },
		{ LINE_BODY, "Tags are sold for 5 euros." },
		{ LINE_BODY, "Источник сообщил, что переговоры продолжаются." },
		{ LINE_BODY, "MOSCOW, June 10. /TASS/. Nobody was late." },
		{ LINE_BODY, "___" },
		{ LINE_BODY, "No." }
	};

	CHECK_LINES(c);
}
END_TEST

START_TEST(a_line_of_time_gives_a_date_only_when_it_is_whole)
{
	static const struct {
		const char	*text;
		const char	*iso;
	} c[] = {
		{ "10:09 20.12.2025 •", "2025-12-20T10:09" },
		{ "May 22, 8:36 UTC+3", "" },
		{ "22 May 2019, 8:36 UTC+3", "2019-05-22T08:36+03:00" },
		{ "Опубликовано: 3 июня 2024 г., 12:05 МСК",
		    "2024-06-03T12:05+03:00" },
		{ "Updated 4:05 PM EST, January 9, 2024",
		    "2024-01-09T16:05-05:00" },
		{ "2024-02-29T10:00:01+0200", "2024-02-29T10:00:01+02:00" },
		{ "03/04/2024", "" }, { "13/04/2024", "2024-04-13" },
		{ "5 березня 2023, 09:15", "2023-03-05T09:15" },
		{ "5 minutes ago", "" }, { "12:30", "" },
		{ "Wednesday, 3 April 2024", "2024-04-03" }
	};
	char iso[STAMP_MAX];
	size_t i;

	for (i = 0; i < sizeof(c) / sizeof(c[0]); i++) {
		iso[0] = 'x';
		ck_assert_msg(stamp_read(c[i].text, strlen(c[i].text), iso),
		    "%s", c[i].text);
		ck_assert_str_eq(iso, c[i].iso);
		ck_assert_int_eq(line_classify(c[i].text, strlen(c[i].text)),
		    LINE_TIMESTAMP);
	}
}
END_TEST

START_TEST(prose_with_numbers_is_no_time)
{
	static const char *const c[] = {
		"May 22 was warm", "7", "2024", "In 2024 it rained",
		"The vote was 10:4", "99:99", "35.35.2024 10:00"
	};
	char iso[STAMP_MAX];
	size_t i;

	for (i = 0; i < sizeof(c) / sizeof(c[0]); i++)
		ck_assert_msg(!stamp_read(c[i], strlen(c[i]), iso), "%s",
		    c[i]);
}
END_TEST

START_TEST(folding_makes_marks_blanks_and_yo_one)
{
	static const char line[] = " • «Ещё»\xc2\xa0 — ДА… ";
	char out[64];
	size_t n;

	n = fold_line(line, sizeof(line) - 1, out, sizeof(out));
	ck_assert_str_eq(out, "\"еще\" - да");
	ck_assert_uint_eq(n, strlen(out));
	ck_assert_uint_eq(fold_line("abc", 3, out, 3), 2);
	ck_assert_uint_eq(fold_word("abc", 3, out, 3), 0);
	ck_assert(fold_starts("photo: afp", "photo:"));
	ck_assert(!fold_starts("photographers", "photo"));
	ck_assert(fold_inside("see our telegram now", "our telegram") != NULL);
	ck_assert(fold_inside("four telegrams", "our telegram") == NULL);
	ck_assert(fold_ends("a via ap", 8, "via ap"));
	ck_assert(!fold_ends("bolivia ap", 10, "via ap"));
}
END_TEST

START_TEST(languages_are_told_by_script_letters_and_little_words)
{
	static const char *const c[][2] = {
		{ "en", "He said that the talks in Oslo are not over." },
		{ "ru", "Он заявил, что переговоры ещё не закончены." },
		{ "uk", "Він заявив, що переговори ще не завершені, її слова" },
		{ "bg", "Той каза, че преговорите са към своя край" },
		{ "de", "Er sagte, dass die Gespräche nicht zu Ende sind." },
		{ "fr", "Il a dit que les pourparlers ne sont pas finis." },
		{ "es", "Dijo que las conversaciones no se han acabado." },
		{ "el", "Είπε ότι οι συνομιλίες δεν τελείωσαν" },
		{ "ja", "彼は交渉がまだ終わっていないと述べた" },
		{ "zh", "他说谈判还没有结束他说谈判还没有结束" }
	};
	size_t i;

	for (i = 0; i < sizeof(c) / sizeof(c[0]); i++) {
		const char *lang = lang_detect(c[i][1], strlen(c[i][1]));

		ck_assert_msg(lang != NULL, "%s", c[i][1]);
		ck_assert_str_eq(lang, c[i][0]);
	}
	ck_assert_ptr_null(lang_detect("12345", 5));
	ck_assert_ptr_null(lang_detect("", 0));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("lines");

	UNIT_CASE(s, "kinds", furniture_is_known_by_its_phrases,
	    pictures_have_captions_and_credits,
	    bylines_are_names_and_nothing_else,
	    prose_is_body_even_when_it_names_what_furniture_names);
	UNIT_CASE(s, "times", a_line_of_time_gives_a_date_only_when_it_is_whole,
	    prose_with_numbers_is_no_time);
	UNIT_CASE(s, "words", folding_makes_marks_blanks_and_yo_one,
	    languages_are_told_by_script_letters_and_little_words);
	return unit_run(s);
}
