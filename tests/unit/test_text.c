/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "parse/extract/extract.h"

static struct article *
read_text(const char *s)
{
	return extract_text(s, strlen(s), NULL);
}

START_TEST(a_page_as_text_gives_head_and_body_and_drops_the_rest)
{
	static const char page[] =
	    "All news\n\nHarbour of Tallinn opens a new pier for ferries\n\n"
	    "Ports & Ships\n3 June 2024, 10:05 UTC+3\n\n"
	    "By Jane Roe\n\n"
	    "The pier cost the city less than had been expected\n\n"
	    "The minister at the pier\nPhoto: Harbour Authority\n\n"
	    "TALLINN, June 3. /TASS/. The harbour opened its new pier on "
	    "Monday, in spite of rain.\n\n"
	    "Advertisement\n\n"
	    "Mayor sees no need for another bridge over the river this "
	    "year\n\n"
	    "Nobody was late.\n\n"
	    "The ferries will call there from next week on, the harbour "
	    "said.\n\n"
	    "What happens next\n\n"
	    "A second pier is planned, and a third one is being thought "
	    "of.\n\n"
	    "Read more in our Telegram channel https://t.me/example_port\n";
	struct article *a = read_text(page);

	ck_assert_str_eq(a->headline,
	    "Harbour of Tallinn opens a new pier for ferries");
	ck_assert_str_eq(a->subtitle,
	    "The pier cost the city less than had been expected");
	ck_assert_str_eq(a->byline, "Jane Roe");
	ck_assert_str_eq(a->published, "2024-06-03T10:05+03:00");
	ck_assert_str_eq(a->dateline_place, "TALLINN");
	ck_assert_str_eq(a->agency, "TASS");
	ck_assert_str_eq(a->language, "en");
	ck_assert_uint_eq(a->nlinks, 1);
	ck_assert_str_eq(a->links[0], "https://t.me/example_port");
	ck_assert_str_eq(a->text,
	    "TALLINN, June 3. /TASS/. The harbour opened its new pier on "
	    "Monday, in spite of rain.\n\n"
	    "Nobody was late.\n\n"
	    "The ferries will call there from next week on, the harbour "
	    "said.\n\n"
	    "What happens next\n\n"
	    "A second pier is planned, and a third one is being thought of.");
	article_free(a);
}
END_TEST

START_TEST(a_related_block_goes_with_its_titles_and_its_teaser)
{
	static const char page[] =
	    "The harbour of Tallinn opened its new pier on Monday, the city "
	    "said in a note.\n\n"
	    "Fishermen Block the Old Bridge in Protest - Police\n"
	    "Other Topics of Interest\n\n"
	    "Fishermen Block the Old Bridge in Protest - Police\n\n"
	    "A dozen fishermen blocked the old bridge for hours, which "
	    "police called a peaceful protest.\n\n"
	    "Ferries will call at the pier from next week on, the harbour "
	    "said.\n\nLeave a Comment\n\nSome other headline without an end";
	struct article *a = read_text(page);

	ck_assert_ptr_null(a->headline);
	ck_assert_str_eq(a->text,
	    "The harbour of Tallinn opened its new pier on Monday, the city "
	    "said in a note.\n\n"
	    "Ferries will call at the pier from next week on, the harbour "
	    "said.");
	article_free(a);
}
END_TEST

START_TEST(wrapped_mail_is_put_back_into_paragraphs)
{
	static const char mail[] =
	    "The harbour opened its new pier on Monday, in spite of the\n"
	    "rain that had fallen since the early morning hours, and the\n"
	    "mayor came to see it with his family and with friends.\n\n"
	    "Ferries will call at the pier from next week on, said the\n"
	    "harbour, and nobody will have to wait for longer than ten\n"
	    "minutes.\n";
	struct article *a = read_text(mail);

	ck_assert_str_eq(a->text,
	    "The harbour opened its new pier on Monday, in spite of the "
	    "rain that had fallen since the early morning hours, and the "
	    "mayor came to see it with his family and with friends.\n\n"
	    "Ferries will call at the pier from next week on, said the "
	    "harbour, and nobody will have to wait for longer than ten "
	    "minutes.");
	article_free(a);
}
END_TEST

START_TEST(a_byline_is_a_person)
{
	static const char body[] = "\n\nThe harbour opened its new pier on "
	    "Monday, in spite of rain.\n";
	static const char *const c[][2] = {
		{ "By Jane Roe", "Jane Roe" }, { "By admin", NULL },
		{ "By Associated Press", NULL }, { "Photo of author", NULL },
		{ "Автор: Иван Петров", "Иван Петров" },
		{ "Written by Jane Roe", "Jane Roe" }
	};
	struct article *a;
	char page[512];
	size_t i;

	for (i = 0; i < sizeof(c) / sizeof(c[0]); i++) {
		snprintf(page, sizeof(page), "%s%s", c[i][0], body);
		a = read_text(page);
		if (c[i][1] == NULL)
			ck_assert_msg(a->byline == NULL, "%s", c[i][0]);
		else
			ck_assert_str_eq(a->byline, c[i][1]);
		article_free(a);
	}
}
END_TEST

START_TEST(links_are_read_without_what_closes_the_sentence)
{
	struct article *a = read_text("See https://example.org/a?b=1, or "
	    "(http://example.org/c). Also t.me/example_port! And at.me/x.");

	ck_assert_uint_eq(a->nlinks, 3);
	ck_assert_str_eq(a->links[0], "https://example.org/a?b=1");
	ck_assert_str_eq(a->links[1], "http://example.org/c");
	ck_assert_str_eq(a->links[2], "https://t.me/example_port");
	article_free(a);
}
END_TEST

START_TEST(nothing_in_gives_nothing_out_and_says_so)
{
	static const char *const c[] = { "", "\n\n \n", "Реклама\n", "\xff" };
	struct article *a;
	size_t i;

	for (i = 0; i < 3; i++) {
		a = read_text(c[i]);
		ck_assert_str_eq(a->text, "");
		ck_assert_str_eq(a->reason, "no text");
		ck_assert_ptr_null(a->headline);
		article_free(a);
	}
	a = extract_text(c[3], 1, NULL);
	ck_assert_ptr_nonnull(a->text);
	article_free(a);
}
END_TEST

START_TEST(a_short_post_keeps_its_lines)
{
	struct article *a = read_text("Паром отменён\n\nСледующий утром");

	ck_assert_str_eq(a->text, "Паром отменён\n\nСледующий утром");
	article_free(a);
}
END_TEST

START_TEST(reading_its_own_body_again_changes_nothing)
{
	static const char body[] =
	    "MOSCOW, June 3. /TASS/. The harbour opened its new pier on "
	    "Monday, in spite of rain.\n\nNobody was late.\n\n"
	    "“We did it,” the mayor said.";
	struct article *a = read_text(body);

	ck_assert_str_eq(a->text, body);
	article_free(a);
}
END_TEST

/* A text of paragraphs alone: what its first line is, the next one tells. */
static const struct {
	const char	*text;
	const char	*headline;
	const char	*body;		/* of the text, NULL for all of it */
} bare[] = {
	{ "Harbour opens pier for ferries\n\n"
	    "The harbour of Tallinn opened its new pier for ferries and for "
	    "guests on Monday.\n\nNobody was late.",
	    "Harbour opens pier for ferries", "The harbour of" },
	{ "No rain could stop the mayor\n\n"
	    "TALLINN, June 3. /TASS/. The harbour opened its new pier on "
	    "Monday.", "No rain could stop the mayor", "TALLINN" },
	{ "Harbour opens pier for ferries\n\nAnd nobody came too late\n\n"
	    "The harbour of Tallinn opened its new pier for ferries and for "
	    "guests on Monday.", "Harbour opens pier for ferries",
	    "The harbour of" },
	/* This may be a lead whose stop was forgotten. */
	{ "Nobody had thought that it could be done so soon\n\n"
	    "The harbour of Tallinn opened its new pier for ferries and for "
	    "guests on Monday.",
	    "Nobody had thought that it could be done so soon", NULL },
	{ "The harbour of Tallinn opened its new pier on Monday, in spite of "
	    "the rain that had fallen since the early hours of the morning\n\n"
	    "The pier of the harbour of Tallinn was opened by the mayor of "
	    "the city on Monday.", "The harbour of", NULL },
	{ "___\n\nThe harbour of Tallinn opened its new pier for ferries and "
	    "for guests on Monday.\n\n___\n\nNobody was late.", NULL, NULL },
	{ "The harbour opened its new pier for ferries and guests on "
	    "Monday.\n\nMayor sees no need for another bridge this year\n\n"
	    "Nobody was late.\n\nThe ferries were on time.\n\nIt did not "
	    "rain.", NULL, NULL }
};

START_TEST(blanks_around_lines_are_none_of_the_text)
{
	struct article *a = read_text("  \tNobody was late.\u00a0 \n \n\n"
	    " It did\t not rain.\r\n\r\n Nobody knew.\u2003 ");

	ck_assert_str_eq(a->text,
	    "Nobody was late.\n\nIt did not rain.\n\nNobody knew.");
	article_free(a);
}
END_TEST

START_TEST(a_text_of_paragraphs_loses_none_that_may_be_its_own)
{
	const char *text = bare[_i].text, *body = bare[_i].body;
	struct article *a = read_text(text);

	if (bare[_i].headline == NULL)
		ck_assert_ptr_null(a->headline);
	else
		ck_assert_int_eq(strncmp(a->headline, bare[_i].headline,
		    strlen(bare[_i].headline)), 0);
	ck_assert_str_eq(a->text, body == NULL ? text : strstr(text, body));
	article_free(a);
}
END_TEST

START_TEST(a_sign_of_a_page_makes_the_first_line_its_headline)
{
	static const char *const signs[] = { "By Jane Roe\n\n",
	    "10:05 03.06.2024\n\n", "Advertisement\n\n" };
	struct article *a;
	char page[512];
	size_t i;

	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		snprintf(page, sizeof(page), "Nobody thought it could be "
		    "done\n\n%sThe harbour opened its new pier for ferries "
		    "and guests on Monday.", signs[i]);
		a = read_text(page);
		ck_assert_str_eq(a->headline,
		    "Nobody thought it could be done");
		ck_assert_str_eq(a->text, "The harbour opened its new pier "
		    "for ferries and guests on Monday.");
		article_free(a);
	}
}
END_TEST

START_TEST(what_is_served_as_plain_text_is_no_page)
{
	static const char text[] = "The tag <p> opens a paragraph of a page, "
	    "and <br> ends a line of it.";
	struct extract_opts opts = { .content_type = "text/plain" };
	struct article *a = extract_bytes(text, strlen(text), &opts);

	ck_assert_str_eq(a->text, text);
	article_free(a);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("paragraphs");
	Suite *s = suite_create("text");

	UNIT_CASE(s, "layout",
	    a_page_as_text_gives_head_and_body_and_drops_the_rest,
	    a_related_block_goes_with_its_titles_and_its_teaser,
	    wrapped_mail_is_put_back_into_paragraphs,
	    a_short_post_keeps_its_lines,
	    reading_its_own_body_again_changes_nothing);
	UNIT_CASE(s, "bare", a_sign_of_a_page_makes_the_first_line_its_headline,
	    what_is_served_as_plain_text_is_no_page,
	    blanks_around_lines_are_none_of_the_text);
	tcase_add_loop_test(tc,
	    a_text_of_paragraphs_loses_none_that_may_be_its_own, 0,
	    sizeof(bare) / sizeof(bare[0]));
	suite_add_tcase(s, tc);
	UNIT_CASE(s, "head", a_byline_is_a_person,
	    links_are_read_without_what_closes_the_sentence,
	    nothing_in_gives_nothing_out_and_says_so);
	return unit_run(s);
}
