/* SPDX-License-Identifier: ISC */
/* The doors of the extractor, by pages small enough to read here. */
#include <string.h>

#include "parse/extract/extract.h"
#include "unit.h"

static const struct extract_opts none;

static struct article *
read_page(const char *html)
{
	return extract_bytes(html, strlen(html), &none);
}

START_TEST(paragraphs_come_in_order_with_a_blank_line_between)
{
	struct article *a = read_page(
	    "<html><head><title>T | Outlet</title></head><body>"
	    "<nav><a href=/>Home</a> <a href=/w>World</a></nav>"
	    "<div class=story><h1>Bridge opens after years of delay</h1>"
	    "<p>The new bridge over the river was opened on Monday, and the "
	    "first cars crossed it before noon.</p>"
	    "<p>It cost twice what was planned, the mayor said, and took "
	    "four years longer to build.</p></div></body></html>");

	ck_assert_str_eq(a->headline, "Bridge opens after years of delay");
	ck_assert_ptr_nonnull(strstr(a->text, "before noon.\n\nIt cost"));
	ck_assert_ptr_null(strstr(a->text, "World"));
	article_free(a);
}
END_TEST

START_TEST(an_empty_page_gives_no_text_and_says_why)
{
	struct article *a = read_page("<html><body></body></html>");

	ck_assert_ptr_null(a->text);
	ck_assert_ptr_nonnull(a->reason);
	article_free(a);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("extract");

	UNIT_CASE(s, "page", paragraphs_come_in_order_with_a_blank_line_between,
	    an_empty_page_gives_no_text_and_says_why);
	return unit_run(s);
}
