/* SPDX-License-Identifier: ISC */
/* Articles out of feed items, alone and beside their linked page. */
#include "unit.h"

#include <string.h>

#include "parse/extract/extract.h"

#define FIRST	"The new bridge over the river was opened on Monday, and " \
		"the first cars crossed it before noon."
#define SECOND	"It cost twice what was planned, the mayor said, and took " \
		"four years longer to build."
#define THIRD	"Buses will take their old way over it from Tuesday, with " \
		"two stops less than they had."

static struct item *it;
static struct extract_opts opts;

static void
set_up(void)
{
	it = item_new();
	it->link = "https://news.example/bridge";
	it->title = "Bridge opens &amp; buses follow";
	it->published = 1749558600;	/* 2025-06-10T12:30:00Z */
	it->updated = ITEM_NO_TIME;
	memset(&opts, 0, sizeof(opts));
	opts.item = it;
}

static void
tear_down(void)
{
	item_free(it);
}

static struct article *
read_with_page(const char *html)
{
	return extract_page(html, strlen(html), &opts);
}

START_TEST(an_item_gives_its_text_and_its_fields)
{
	static const struct person authors[] = {
		{ "The Editors", NULL, NULL }, { "Jane Doe", NULL, NULL }
	};
	struct article *a;

	it->content = "<p>" FIRST "</p><p>" SECOND "</p>";
	it->authors = authors;
	it->nauthors = 2;
	a = extract_item(&opts);
	ck_assert_str_eq(a->headline, "Bridge opens & buses follow");
	ck_assert_str_eq(a->text, FIRST "\n\n" SECOND);
	ck_assert_str_eq(a->byline, "Jane Doe");
	ck_assert_str_eq(a->published, "2025-06-10T12:30:00Z");
	ck_assert_ptr_null(a->modified);
	ck_assert_str_eq(a->url, "https://news.example/bridge");
	ck_assert_str_eq(a->language, "en");
	article_free(a);
}
END_TEST

START_TEST(a_summary_stands_in_for_missing_content)
{
	struct article *a;

	it->summary = FIRST;
	a = extract_item(&opts);
	ck_assert_str_eq(a->text, FIRST);
	article_free(a);
}
END_TEST

START_TEST(an_item_without_text_says_so)
{
	struct article *a = extract_item(&opts);

	ck_assert_str_eq(a->text, "");
	ck_assert_ptr_nonnull(a->reason);
	ck_assert_ptr_nonnull(a->headline);
	article_free(a);
}
END_TEST

START_TEST(what_blogs_add_below_their_items_goes)
{
	struct article *a;

	it->content = "<p>" FIRST "</p><p>" SECOND "</p><p>The post <a "
	    "href=\"/x\">Bridge opens</a> appeared first on <a href=\"/\">"
	    "The Courier</a>.</p><p><a href=\"/x\">Read more</a></p>";
	a = extract_item(&opts);
	ck_assert_str_eq(a->text, FIRST "\n\n" SECOND);
	article_free(a);
}
END_TEST

START_TEST(the_headline_is_not_the_first_paragraph)
{
	struct article *a;

	it->content = "<h1>Bridge opens &amp; buses follow</h1><p>" FIRST
	    "</p>";
	a = extract_item(&opts);
	ck_assert_str_eq(a->text, FIRST);
	article_free(a);
}
END_TEST

START_TEST(a_post_keeps_its_lines_and_loses_its_channel)
{
	struct article *a;

	it->tg.channel = "ellery_courier";
	it->title = "Bridge opens";
	it->content = "Bridge opens<br><br>" FIRST "<br>Cars only.<br><br>"
	    "<a href=\"https://t.me/ellery_courier\">@ellery_courier</a>";
	a = extract_item(&opts);
	ck_assert_str_eq(a->headline, "Bridge opens");
	ck_assert_str_eq(a->text, "Bridge opens\n\n" FIRST
	    "\n\nCars only.");
	article_free(a);
}
END_TEST

START_TEST(a_post_of_nothing_but_a_name_keeps_it)
{
	struct article *a;

	it->tg.channel = "ellery_courier";
	it->content = "@ellery_courier";
	a = extract_item(&opts);
	ck_assert_str_eq(a->text, "@ellery_courier");
	article_free(a);
}
END_TEST

START_TEST(a_promotion_in_a_post_goes_wherever_it_stands)
{
	struct article *a;

	it->tg.channel = "courier_ru";
	it->content = "Мост открыт с утра вторника.<br><b>Подписывайтесь на "
	    "наш канал</b><br>Движение пустили в обе стороны.";
	a = extract_item(&opts);
	ck_assert_str_eq(a->text, "Мост открыт с утра вторника.\n\n"
	    "Движение пустили в обе стороны.");
	article_free(a);
}
END_TEST

START_TEST(the_page_wins_over_a_shorter_summary)
{
	struct article *a;

	it->summary = FIRST;
	a = read_with_page("<h1>Bridge opens</h1><p>" FIRST "</p><p>" SECOND
	    "</p>");
	ck_assert_str_eq(a->text, FIRST "\n\n" SECOND);
	ck_assert_str_eq(a->headline, "Bridge opens");
	ck_assert_str_eq(a->published, "2025-06-10T12:30:00Z");
	article_free(a);
}
END_TEST

START_TEST(full_content_wins_over_the_start_on_a_page)
{
	struct article *a;

	it->content = "<p>" FIRST "</p><p>" SECOND "</p><p>" THIRD "</p>";
	a = read_with_page("<h1>Bridge opens</h1><p>" FIRST "</p>"
	    "<p>Subscribe to read on.</p>");
	ck_assert_str_eq(a->text, FIRST "\n\n" SECOND "\n\n" THIRD);
	article_free(a);
}
END_TEST

START_TEST(a_page_about_something_else_does_not_replace_the_item)
{
	struct article *a;

	it->title = "Mayor crosses reopened harbour bridge before anyone";
	it->summary = FIRST " The mayor was the first of them.";
	a = read_with_page("<h1>Choose your country</h1><p>Please tell us "
	    "where you live so that we can show you the right prices, the "
	    "right delivery times, and the right opening hours of our shops."
	    "</p><p>You can change this later in your settings, where you "
	    "will also find your orders and your letters to us.</p>");
	ck_assert_ptr_nonnull(strstr(a->text, "crossed it before noon"));
	article_free(a);
}
END_TEST

START_TEST(the_feed_tells_the_hour_of_the_day_that_a_page_names)
{
	struct article *a;

	a = read_with_page("<meta name=date content=2025-06-10><h1>Bridge "
	    "opens</h1><p>" FIRST "</p><p>" SECOND "</p>");
	ck_assert_str_eq(a->published, "2025-06-10T12:30:00Z");
	article_free(a);
	a = read_with_page("<meta name=date content=2025-06-09><h1>Bridge "
	    "opens</h1><p>" FIRST "</p><p>" SECOND "</p>");
	ck_assert_str_eq(a->published, "2025-06-09");
	article_free(a);
}
END_TEST

START_TEST(a_wall_or_a_picture_leaves_the_item_its_say)
{
	static const char *const pages[] = {
		"<h1>Just a moment...</h1><p>Checking your browser before you "
		    "get to the news. Please wait for a while.</p>",
		"<h1>Page not found</h1><p>The page you were looking for is "
		    "gone. It may have been moved.</p>",
		"\x89PNG\r\n\x1a\n no words here"
	};
	struct article *a;
	size_t i;

	it->content = "<p>" FIRST "</p>";
	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		a = read_with_page(pages[i]);
		ck_assert_str_eq(a->headline, "Bridge opens & buses follow");
		ck_assert_str_eq(a->text, FIRST);
		ck_assert_ptr_null(a->reason);
		article_free(a);
	}
}
END_TEST

START_TEST(an_empty_page_leaves_the_item_its_say)
{
	struct article *a;

	it->summary = "Short, but all there is.";
	a = read_with_page("<html><body></body></html>");
	ck_assert_str_eq(a->text, "Short, but all there is.");
	ck_assert_str_eq(a->headline, "Bridge opens & buses follow");
	ck_assert_ptr_null(a->reason);
	article_free(a);
}
END_TEST

static void
add(Suite *s, const char *name, const TTest *const *tests, size_t n)
{
	TCase *tc = tcase_create(name);
	size_t i;

	tcase_add_checked_fixture(tc, set_up, tear_down);
	for (i = 0; i < n; i++)
		tcase_add_test(tc, tests[i]);
	suite_add_tcase(s, tc);
}

int
main(void)
{
	const TTest *const alone[] = {
		an_item_gives_its_text_and_its_fields,
		a_summary_stands_in_for_missing_content,
		an_item_without_text_says_so,
		what_blogs_add_below_their_items_goes,
		the_headline_is_not_the_first_paragraph,
		a_post_keeps_its_lines_and_loses_its_channel,
		a_post_of_nothing_but_a_name_keeps_it,
		a_promotion_in_a_post_goes_wherever_it_stands
	};
	const TTest *const beside[] = {
		the_page_wins_over_a_shorter_summary,
		full_content_wins_over_the_start_on_a_page,
		a_page_about_something_else_does_not_replace_the_item,
		the_feed_tells_the_hour_of_the_day_that_a_page_names,
		a_wall_or_a_picture_leaves_the_item_its_say,
		an_empty_page_leaves_the_item_its_say
	};
	Suite *s = suite_create("extract_item");

	add(s, "alone", alone, sizeof(alone) / sizeof(alone[0]));
	add(s, "beside its page", beside, sizeof(beside) / sizeof(beside[0]));
	return unit_run(s);
}
