/* SPDX-License-Identifier: ISC */
/* The doors of the extractor, by inputs small enough to read here. */
#include "unit.h"

#include <string.h>
#include <uchar.h>

#include "base/buf.h"
#include "parse/extract/extract.h"

#define BIG_MAX	((size_t)64 << 20)

#define FIRST	"The new bridge over the river was opened on Monday, and " \
		"the first cars crossed it before noon."
#define SECOND	"It cost twice what was planned, the mayor said, and took " \
		"four years longer to build."
#define BODY	"<p>" FIRST "</p><p>" SECOND "</p>"
#define TEXT	FIRST "\n\n" SECOND

static const struct extract_opts none;

static struct article *
read_bytes(const char *s)
{
	return extract_bytes(s, strlen(s), &none);
}

static struct article *
read_buf(struct buf *b)
{
	struct article *a = extract_page(buf_str(b), b->len, &none);

	buf_clear(b);
	return a;
}

/* --- what the bytes are --------------------------------------------------- */

START_TEST(a_page_is_known_by_its_tags)
{
	struct article *a = read_bytes("<h1>Bridge opens</h1>" BODY);

	ck_assert_str_eq(a->headline, "Bridge opens");
	ck_assert_str_eq(a->text, TEXT);
	article_free(a);
}
END_TEST

START_TEST(plain_text_with_a_less_than_sign_stays_plain_text)
{
	struct article *a = read_bytes("Bridge opens\n\n" FIRST
	    "\n\nOnly 3 < 4 of the lanes were open in the afternoon.");

	ck_assert_ptr_nonnull(strstr(a->text, "3 < 4 of"));
	article_free(a);
}
END_TEST

START_TEST(a_served_type_of_html_decides)
{
	struct extract_opts opts = { .content_type = "text/html" };
	const char *s = FIRST " &amp; " SECOND;
	struct article *a = extract_bytes(s, strlen(s), &opts);

	ck_assert_ptr_nonnull(strstr(a->text, " & It cost"));
	article_free(a);
}
END_TEST

START_TEST(an_empty_page_gives_no_text_and_says_why)
{
	struct article *a = extract_page("", 0, &none);

	ck_assert_str_eq(a->text, "");
	ck_assert_str_eq(a->reason, "no article text found");
	article_free(a);
}
END_TEST

START_TEST(the_given_language_overrides_the_declared_one)
{
	struct extract_opts opts = { .lang = "de" };
	const char *s = "<html lang=en><h1>Bridge opens</h1>" BODY;
	struct article *a = extract_page(s, strlen(s), &opts);

	ck_assert_str_eq(a->language, "de");
	article_free(a);
}
END_TEST

START_TEST(links_are_made_absolute_by_the_address)
{
	struct extract_opts opts = { .url = "https://news.example/a/b.html" };
	const char *s = "<h1>Bridge opens</h1>" BODY "<p>The mayor, who had "
	    "<a href=\"../plan\">planned it</a> <a href=\"#x\">for years</a> "
	    "and <a href=\"javascript:x()\">more</a>, was the first to cross "
	    "the bridge.</p>";
	struct article *a = extract_page(s, strlen(s), &opts);

	ck_assert_uint_eq(a->nlinks, 1);
	ck_assert_str_eq(a->links[0], "https://news.example/plan");
	ck_assert_str_eq(a->url, "https://news.example/a/b.html");
	article_free(a);
}
END_TEST

/* --- hostile shapes ------------------------------------------------------- */

START_TEST(a_hundred_thousand_nested_elements_lose_nothing)
{
	struct buf b;
	struct article *a;
	int i;

	buf_init(&b, BIG_MAX);
	buf_adds(&b, "<h1>Bridge opens</h1>");
	for (i = 0; i < 100000; i++)
		buf_adds(&b, i % 2 == 0 ? "<div>" : "<b>");
	buf_adds(&b, BODY);
	for (i = 0; i < 100000; i++)
		buf_adds(&b, i % 2 == 0 ? "</b>" : "</div>");
	buf_adds(&b, "<p>Some words below that belong to nobody here.</p>");
	a = read_buf(&b);
	ck_assert_ptr_nonnull(strstr(a->text, TEXT));
	article_free(a);
}
END_TEST

START_TEST(a_text_of_ten_megabytes_does_not_cut_the_page)
{
	struct buf b;
	struct article *a;
	int i;

	buf_init(&b, BIG_MAX);
	buf_adds(&b, "<h1>Bridge opens</h1><p>");
	for (i = 0; i < 120000; i++)
		buf_adds(&b, FIRST " ");
	buf_adds(&b, "</p><p>" SECOND "</p>");
	ck_assert_uint_gt(b.len, (size_t)10 << 20);
	a = read_buf(&b);
	ck_assert_ptr_nonnull(strstr(a->text, "\n\n" SECOND));
	article_free(a);
}
END_TEST

START_TEST(an_attribute_of_megabytes_costs_only_itself)
{
	struct buf b;
	struct article *a;
	int i;

	buf_init(&b, BIG_MAX);
	buf_adds(&b, "<h1>Bridge opens</h1><div class=\"");
	for (i = 0; i < 500000; i++)
		buf_adds(&b, "share ");
	buf_adds(&b, "\">" BODY "</div>");
	a = read_buf(&b);
	ck_assert_str_eq(a->text, TEXT);
	article_free(a);
}
END_TEST

START_TEST(a_page_beyond_the_ceiling_is_cut_and_says_so)
{
	struct buf b;
	struct article *a;

	buf_init(&b, BIG_MAX);
	buf_adds(&b, "<h1>Bridge opens</h1>" BODY "<!--");
	while (b.len < (size_t)17 << 20)
		buf_adds(&b, "                                    ");
	a = read_buf(&b);
	ck_assert(a->truncated);
	ck_assert_str_eq(a->reason, "page too large");
	ck_assert_str_eq(a->text, TEXT);
	article_free(a);
}
END_TEST

START_TEST(elements_beyond_the_ceiling_are_cut_and_said)
{
	struct buf b;
	struct article *a;
	int i;

	buf_init(&b, BIG_MAX);
	buf_adds(&b, "<h1>Bridge opens</h1>" BODY);
	for (i = 0; i < 1100000; i++)
		buf_adds(&b, "<i></i>");
	a = read_buf(&b);
	ck_assert(a->truncated);
	ck_assert_str_eq(a->text, TEXT);
	article_free(a);
}
END_TEST

START_TEST(endless_comment_headings_cost_no_square)
{
	struct buf b;
	struct article *a;
	int i;

	buf_init(&b, BIG_MAX);
	buf_adds(&b, "<h1>Bridge opens</h1>" BODY);
	for (i = 0; i < 100000; i++)
		buf_adds(&b, "<div>Comments</div><p>one</p>");
	a = read_buf(&b);
	ck_assert_str_eq(a->text, TEXT);
	article_free(a);
}
END_TEST

START_TEST(script_with_markup_in_it_is_no_text)
{
	struct article *a = read_bytes("<html><head><script>var s = '<p>Not "
	    "this text at all, it is only in a script.</p></div>';</script>"
	    "</head><body><h1>Bridge opens</h1>" BODY "</body></html>");

	ck_assert_str_eq(a->text, TEXT);
	article_free(a);
}
END_TEST

/*
 * libxml2 takes the square of these, a minute and more; what stands before
 * them is kept.
 */
static void
check_costs_no_square(const char *before, const char *again, size_t n)
{
	struct article *a;
	struct buf b;

	buf_init(&b, BIG_MAX);
	buf_adds(&b, "<article><h1>The bridge</h1>" BODY "</article>");
	while (before != NULL && b.len < n / 2)
		buf_adds(&b, before);
	while (b.len < n)
		buf_adds(&b, again);
	a = read_buf(&b);
	ck_assert(a->truncated);
	ck_assert_ptr_nonnull(strstr(a->text, TEXT));
	article_free(a);
}

START_TEST(end_tags_that_end_nothing_cost_no_square)
{
	check_costs_no_square("<div>", "</b>", 4u << 20);
	check_costs_no_square("<div>", "<body a=b>", 4u << 20);
}
END_TEST

START_TEST(a_hundred_thousand_attributes_cost_no_square)
{
	struct article *a;
	struct buf b;
	int i;

	buf_init(&b, BIG_MAX);
	buf_adds(&b, "<article><h1>The bridge</h1>" BODY "</article>"
	    "<!-- > --><script>if (a<b && c > d)</script><div title='>'");
	for (i = 0; i < 100000; i++)
		buf_addf(&b, " a%d=\">\"", i);
	buf_adds(&b, ">x</div>");
	a = read_buf(&b);
	ck_assert(a->truncated);
	ck_assert_str_eq(a->text, TEXT);
	article_free(a);
}
END_TEST

START_TEST(a_large_page_of_ordinary_tags_is_read_to_its_end)
{
	struct article *a;
	struct buf b;

	buf_init(&b, BIG_MAX);
	buf_adds(&b, "<article><h1>The bridge</h1><p>" FIRST "</p>");
	while (b.len < 300000)
		buf_adds(&b, "<script>x = '<a b c d e f g h';</script>"
		    "<!-- <a b c d --><style>a<b c{}</style>"
		    "<img alt=\"a > b\" src=x class='y'><br/>");
	buf_adds(&b, "<p>" SECOND "</p></article>");
	a = read_buf(&b);
	ck_assert(!a->truncated);
	ck_assert_str_eq(a->text, TEXT);
	article_free(a);
}
END_TEST

/* --- what is no article --------------------------------------------------- */

static void
check_refused(const void *bytes, size_t n, const char *reason)
{
	struct article *a = extract_bytes(bytes, n, &none);

	ck_assert_str_eq(a->text, "");
	ck_assert_ptr_nonnull(a->reason);
	ck_assert_str_eq(a->reason, reason);
	article_free(a);
}

START_TEST(pictures_archives_and_noise_are_no_text)
{
	char noise[4096];
	uint32_t seed = 1;
	size_t i;

	for (i = 0; i < sizeof(noise); i++) {
		seed = seed * 1664525 + 1013904223;
		noise[i] = (char)(seed >> 24);
	}
	check_refused(noise, sizeof(noise), "not a text");
	memset(noise, 0, sizeof(noise));
	check_refused(noise, sizeof(noise), "not a text");
	check_refused("%PDF-1.4 It looks like a text.", 30, "not a text");
	check_refused("\x89PNG\r\n\x1a\n", 8, "not a text");
	check_refused("\x1f\x8b\x08", 3, "not a text");
}
END_TEST

START_TEST(feeds_and_data_are_no_page)
{
	static const char *const c[] = {
		"{\"status\": \"error\"}", " [ {\"id\": 1} ]",
		"<?xml version=\"1.0\"?>\n<!-- x -->\n<rss version=\"2.0\">"
		    "<channel><title>" FIRST "</title></channel></rss>",
		"\xef\xbb\xbf<feed><title>" FIRST "</title></feed>"
	};
	size_t i;

	for (i = 0; i < sizeof(c) / sizeof(c[0]); i++)
		check_refused(c[i], strlen(c[i]), "data, not a page");
}
END_TEST

START_TEST(a_text_with_a_few_broken_bytes_is_a_text)
{
	static const char *const c[] = { "\001\002" FIRST, "[1/2] " FIRST,
	    "{Photo} " FIRST, "<!-- x --><?y?><p>" FIRST };
	struct article *a;
	size_t i;

	for (i = 0; i < sizeof(c) / sizeof(c[0]); i++) {
		a = read_bytes(c[i]);
		ck_assert_ptr_nonnull(strstr(a->text, FIRST));
		article_free(a);
	}
}
END_TEST

START_TEST(text_in_two_bytes_a_letter_is_no_noise)
{
	static const char16_t page[] = u"\ufeff<p>" FIRST;
	struct article *a = extract_bytes(page, sizeof(page) - 2, &none);

	ck_assert_str_eq(a->text, FIRST);
	article_free(a);
}
END_TEST

START_TEST(an_error_page_is_no_article_but_news_of_errors_is)
{
	static const char page[] = "<title>x</title><h1>%s</h1><p>%s</p>"
	    "<p>" FIRST "</p>";
	static const struct {
		const char *title, *first, *reason;
	} c[] = {
		{ "Page not found", SECOND, "an error page" },
		{ "Hello", "The page you were looking for has moved away "
		    "from here.", "an error page" },
		{ "Hello", "Please enable JavaScript and then come back to "
		    "us.", "a page that asks for something first" },
		{ "Access denied to bridge after the flood", SECOND, NULL },
		{ "404 people came to see the bridge", SECOND, NULL },
		{ "Bridge opens", "JavaScript was written in ten days, said "
		    "the mayor on Monday.", NULL }
	};
	struct article *a;
	struct buf b;
	size_t i;

	for (i = 0; i < sizeof(c) / sizeof(c[0]); i++) {
		buf_init(&b, BIG_MAX);
		buf_addf(&b, page, c[i].title, c[i].first);
		a = read_buf(&b);
		if (c[i].reason == NULL)
			ck_assert_ptr_nonnull(strstr(a->text, FIRST));
		else {
			ck_assert_str_eq(a->text, "");
			ck_assert_ptr_null(a->headline);
			ck_assert_str_eq(a->reason, c[i].reason);
		}
		article_free(a);
	}
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("extract");

	UNIT_CASE(s, "doors", a_page_is_known_by_its_tags,
	    plain_text_with_a_less_than_sign_stays_plain_text,
	    a_served_type_of_html_decides,
	    an_empty_page_gives_no_text_and_says_why,
	    the_given_language_overrides_the_declared_one,
	    links_are_made_absolute_by_the_address);
	UNIT_CASE(s, "refused", pictures_archives_and_noise_are_no_text,
	    feeds_and_data_are_no_page,
	    a_text_with_a_few_broken_bytes_is_a_text,
	    text_in_two_bytes_a_letter_is_no_noise,
	    an_error_page_is_no_article_but_news_of_errors_is);
	UNIT_CASE(s, "hostile",
	    a_hundred_thousand_nested_elements_lose_nothing,
	    a_text_of_ten_megabytes_does_not_cut_the_page,
	    an_attribute_of_megabytes_costs_only_itself,
	    a_page_beyond_the_ceiling_is_cut_and_says_so,
	    elements_beyond_the_ceiling_are_cut_and_said,
	    endless_comment_headings_cost_no_square,
	    end_tags_that_end_nothing_cost_no_square,
	    a_hundred_thousand_attributes_cost_no_square,
	    a_large_page_of_ordinary_tags_is_read_to_its_end,
	    script_with_markup_in_it_is_no_text);
	return unit_run(s);
}
