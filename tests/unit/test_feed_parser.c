/* SPDX-License-Identifier: ISC */
/*
 * The feed parser as a stream: what it gives when, what it does with input
 * made to hurt it, and what of a feed its JSON does not show.
 */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "item.h"
#include "parse/feed/build.h"
#include "parse/feed/feed.h"

#define INPUT_MAX	((size_t)64 << 20)
#define RSS		"<rss version=\"2.0\"><channel><title>W</title>"
#define END		"</channel></rss>"
#define ITEM(n)		"<item><title>T" n "</title>" \
			"<link>https://example.org/" n "</link></item>"

/* What came of an input. */
struct result {
	struct buf	 in;
	size_t		 items;
	size_t		 stop_at;	/* items; 0: never */
	size_t		 longest;	/* bytes of the longest text */
	size_t		 categories;	/* most of one item */
	size_t		 enclosures;
	size_t		 authors;
	char		 last[64];	/* the last item's title */
	struct feed_doc	*doc;
};

static size_t
max(size_t a, size_t b)
{
	return a > b ? a : b;
}

static int
on_item(const struct item *it, void *arg)
{
	struct result *r = arg;

	r->items++;
	if (it->summary != NULL)
		r->longest = max(r->longest, strlen(it->summary));
	if (it->title != NULL)
		snprintf(r->last, sizeof(r->last), "%s", it->title);
	r->categories = max(r->categories, it->ncategories);
	r->enclosures = max(r->enclosures, it->nenclosures);
	r->authors = max(r->authors, it->nauthors);
	return r->stop_at > 0 && r->items == r->stop_at;
}

static void
begin(struct result *r)
{
	memset(r, 0, sizeof(*r));
	buf_init(&r->in, INPUT_MAX);
}

static void
add(struct result *r, const char *s)
{
	ck_assert_int_eq(buf_adds(&r->in, s), 0);
}

static void
repeat(struct result *r, const char *s, size_t times)
{
	while (times-- > 0)
		add(r, s);
}

static void
parse(struct result *r)
{
	static const struct feed_opts o = { "https://example.org/f", NULL,
	    NULL, 0 };
	struct feed_parser *p = feed_parser_new(&o, on_item, r);

	feed_parser_push(p, r->in.data, r->in.len);
	r->doc = feed_parser_end(p);
	feed_parser_free(p);
}

static void
clear(struct result *r)
{
	feed_doc_free(r->doc);
	buf_clear(&r->in);
}

/* --- the stream -------------------------------------------------------- */

START_TEST(items_are_given_as_soon_as_their_bytes_are_read)
{
	static const struct feed_opts o = { NULL, NULL, NULL, 0 };
	struct feed_parser *p;
	struct result r;
	size_t half;

	begin(&r);
	add(&r, RSS);
	repeat(&r, ITEM("1"), 10000);
	add(&r, END);
	half = r.in.len / 2;
	p = feed_parser_new(&o, on_item, &r);
	ck_assert_int_eq(feed_parser_push(p, r.in.data, half), 0);
	ck_assert_uint_gt(r.items, 3000);
	ck_assert_uint_lt(r.items, 5001);
	ck_assert_int_eq(feed_parser_push(p, r.in.data + half,
	    r.in.len - half), 0);
	r.doc = feed_parser_end(p);
	ck_assert_uint_eq(r.items, 10000);
	ck_assert_uint_eq(r.doc->nitems, 10000);
	ck_assert(r.doc->wellformed);
	feed_parser_free(p);
	clear(&r);
}
END_TEST

START_TEST(a_callback_that_has_enough_stops_the_parser)
{
	static const struct feed_opts o = { NULL, NULL, NULL, 0 };
	struct feed_parser *p;
	struct result r;

	begin(&r);
	add(&r, RSS);
	repeat(&r, ITEM("1"), 10000);
	r.stop_at = 3;
	p = feed_parser_new(&o, on_item, &r);
	ck_assert_int_eq(feed_parser_push(p, r.in.data, r.in.len), -1);
	ck_assert_int_eq(feed_parser_push(p, r.in.data, r.in.len), -1);
	r.doc = feed_parser_end(p);
	ck_assert_uint_eq(r.items, 3);
	feed_parser_free(p);
	clear(&r);
}
END_TEST

START_TEST(a_json_feed_is_stopped_by_its_callback_too)
{
	struct result r;

	begin(&r);
	add(&r, "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[");
	repeat(&r, "{\"id\":\"1\",\"title\":\"x\"},", 1000);
	r.stop_at = 2;
	parse(&r);
	ck_assert_uint_eq(r.items, 2);
	clear(&r);
}
END_TEST

START_TEST(a_parser_may_be_freed_at_any_time)
{
	static const struct feed_opts o = { NULL, NULL, NULL, 0 };
	static const char *const heads[] = {
		"", RSS "<item><title>x", "{\"items\":[{\"id\":", "<html><p>",
		RSS "<item xml:base='https://example.org/' xml:lang='x'><a>"
	};
	struct feed_parser *p;
	struct result r;
	size_t i;

	begin(&r);
	repeat(&r, " ", 70000);
	feed_parser_free(NULL);
	for (i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		p = feed_parser_new(&o, on_item, &r);
		feed_parser_push(p, heads[i], strlen(heads[i]));
		feed_parser_push(p, r.in.data, r.in.len);
		feed_parser_free(p);
	}
	p = feed_parser_new(&o, on_item, &r);
	r.doc = feed_parser_end(p);
	ck_assert_int_eq(r.doc->page, FEED_PAGE_UNKNOWN);
	ck_assert_str_eq(r.doc->reason, "empty");
	feed_parser_free(p);
	clear(&r);
}
END_TEST

START_TEST(hours_days_and_periods_are_kept_for_the_schedule)
{
	struct result r;

	begin(&r);
	add(&r, "<rss version='2.0' xmlns:sy='http://purl.org/rss/1.0/modules/"
	    "syndication/'><channel><ttl>90</ttl><skipHours><hour>0</hour>"
	    "<hour>24</hour><hour>13</hour><hour>25</hour><hour>x</hour>"
	    "</skipHours><skipDays><day>Sunday</day><day> sat</day>"
	    "<day>Noday</day></skipDays><sy:updatePeriod> daily\n"
	    "</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"
	    END);
	parse(&r);
	ck_assert_int_eq(r.doc->ttl, 90);
	ck_assert_uint_eq(r.doc->skip_hours, 1u | 1u << 13);
	ck_assert_uint_eq(r.doc->skip_days, 1u | 1u << 6);
	ck_assert_int_eq(r.doc->sy_period, 6 * 3600);
	clear(&r);
	begin(&r);
	add(&r, RSS "<ttl>-5</ttl>" END);
	parse(&r);
	ck_assert_int_eq(r.doc->ttl, -1);
	ck_assert_uint_eq(r.doc->skip_hours, 0);
	ck_assert_int_eq(r.doc->sy_period, -1);
	clear(&r);
}
END_TEST

START_TEST(a_mirrored_post_knows_its_channel)
{
	struct result r;

	begin(&r);
	add(&r, RSS "<item><title>Post</title>"
	    "<link>https://t.me/somechannel/42</link></item>" END);
	parse(&r);
	ck_assert_uint_eq(r.items, 1);
	clear(&r);
}
END_TEST

/* --- input that is made to hurt ---------------------------------------- */

START_TEST(sixty_thousand_attributes_cost_their_tag_alone)
{
	struct result r;
	char one[32];
	int i;

	begin(&r);
	add(&r, RSS "<item><title");
	for (i = 0; i < 60000; i++) {
		snprintf(one, sizeof(one), " a%d=\"%d\"", i, i);
		add(&r, one);
	}
	add(&r, ">First</title><link>https://example.org/1</link></item>"
	    ITEM("2") END);
	parse(&r);
	ck_assert_uint_eq(r.items, 2);
	ck_assert(!r.doc->wellformed);
	ck_assert_ptr_nonnull(strstr(r.doc->reason, "32 KiB"));
	ck_assert_str_eq(r.last, "T2");
	clear(&r);
}
END_TEST

START_TEST(many_attributes_in_many_tags_are_cut_to_a_number)
{
	struct result r;
	char tag[8192];
	size_t n = 0;
	int i;

	n += (size_t)sprintf(tag, "<x");
	for (i = 0; i < 500; i++)
		n += (size_t)sprintf(tag + n, " a%d=''", i);
	sprintf(tag + n, "/>");
	begin(&r);
	add(&r, RSS);
	repeat(&r, tag, 1000);
	add(&r, ITEM("1") END);
	parse(&r);
	ck_assert_uint_eq(r.items, 1);
	ck_assert_ptr_nonnull(strstr(r.doc->reason, "too many attributes"));
	clear(&r);
}
END_TEST

START_TEST(nesting_is_cut_at_its_ceiling_and_the_next_item_stands)
{
	static const size_t depths[] = { 256, 100000 };
	struct result r;
	size_t i;

	for (i = 0; i < 2; i++) {
		begin(&r);
		add(&r, RSS "<item><title>T</title><link>https://example.org/"
		    "</link><description>");
		repeat(&r, "<p>", depths[i]);
		add(&r, "deep");
		repeat(&r, "</p>", depths[i]);
		add(&r, "</description></item>" ITEM("2") END);
		parse(&r);
		ck_assert_uint_eq(r.items, 2);
		ck_assert_str_eq(r.last, "T2");
		ck_assert_ptr_nonnull(strstr(r.doc->reason, "deep"));
		clear(&r);
	}
}
END_TEST

START_TEST(nesting_that_never_ends_does_not_swallow_the_next_item)
{
	struct result r;

	begin(&r);
	add(&r, RSS "<item><title>T</title><link>https://example.org/</link>"
	    "<description>");
	repeat(&r, "<b>", 100000);
	add(&r, "</description></item>" ITEM("2") END);
	parse(&r);
	ck_assert_uint_eq(r.items, 2);
	ck_assert_str_eq(r.last, "T2");
	clear(&r);
}
END_TEST

START_TEST(entities_of_a_document_type_never_expand)
{
	struct result r;

	begin(&r);
	add(&r, "<!DOCTYPE rss [<!ENTITY a \"");
	repeat(&r, "xxxxxxxxxx", 1000);
	add(&r, "\"><!ENTITY b SYSTEM \"file:///etc/passwd\">]>" RSS
	    "<item><title>T</title><link>https://example.org/</link>"
	    "<description>");
	repeat(&r, "&a;", 10000);
	add(&r, "&b;</description></item>" END);
	parse(&r);
	ck_assert_uint_eq(r.items, 1);
	/* "&amp;a;" each: what was written, escaped. */
	ck_assert_uint_eq(r.longest, 7 * 10001);
	clear(&r);
}
END_TEST

START_TEST(a_document_type_past_its_ceiling_is_given_up)
{
	struct result r;

	begin(&r);
	add(&r, "<!DOCTYPE rss [");
	repeat(&r, "<!ENTITY a 'bbbbbbbbbbbbbbbbbbbbbbbbb'>", 2000);
	add(&r, "]>" RSS ITEM("1") END);
	parse(&r);
	ck_assert_uint_eq(r.items, 1);
	ck_assert_ptr_nonnull(strstr(r.doc->reason, "document type"));
	clear(&r);
}
END_TEST

START_TEST(a_text_is_cut_at_its_ceiling_and_the_next_item_stands)
{
	struct result r;

	begin(&r);
	add(&r, RSS "<item><title>T</title><link>https://example.org/</link>"
	    "<description>");
	repeat(&r, "Ж123456789abcdef", 200000);
	add(&r, "</description></item>" ITEM("2") END);
	parse(&r);
	ck_assert_uint_eq(r.items, 2);
	ck_assert_str_eq(r.last, "T2");
	ck_assert_uint_le(r.longest, BUILD_TEXT_MAX);
	ck_assert_uint_gt(r.longest, BUILD_TEXT_MAX / 2);
	ck_assert_ptr_nonnull(strstr(r.doc->reason, "ceiling"));
	clear(&r);
}
END_TEST

START_TEST(forty_thousand_fragments_are_one_text)
{
	struct result r;

	begin(&r);
	add(&r, RSS "<item><title>T</title><link>https://example.org/</link>"
	    "<description>");
	repeat(&r, "a&#228;<![CDATA[b]]>", 40000);
	add(&r, "</description></item>" END);
	parse(&r);
	ck_assert_uint_eq(r.longest, 4 * 40000);
	ck_assert(r.doc->wellformed);
	clear(&r);
}
END_TEST

START_TEST(lists_of_an_item_have_ceilings)
{
	struct result r;
	char one[200];
	int i;

	begin(&r);
	add(&r, RSS "<item><title>T</title>");
	for (i = 0; i < 5000; i++) {
		snprintf(one, sizeof(one), "<category>c%d</category>"
		    "<enclosure url='https://example.org/%d'/>"
		    "<author>a%d@example.org</author>", i, i, i);
		add(&r, one);
	}
	add(&r, "</item>" END);
	parse(&r);
	ck_assert_uint_eq(r.items, 1);
	ck_assert_uint_eq(r.categories, BUILD_WORDS);
	ck_assert_uint_eq(r.enclosures, BUILD_FILES);
	ck_assert_uint_eq(r.authors, BUILD_PEOPLE);
	ck_assert_ptr_nonnull(strstr(r.doc->reason, "ceiling"));
	ck_assert(r.doc->wellformed);
	clear(&r);
}
END_TEST

START_TEST(what_a_feed_says_of_itself_a_million_times_is_kept_once)
{
	struct result r;

	begin(&r);
	add(&r, RSS);
	repeat(&r, "<category>abcdefgh</category><author>x y</author>"
	    "<link>javascript:1</link><title>again</title>", 30000);
	add(&r, END);
	parse(&r);
	ck_assert_uint_eq(r.doc->ncategories, 1);
	ck_assert_uint_eq(r.doc->nauthors, 1);
	ck_assert_str_eq(r.doc->title, "W");
	ck_assert_uint_lt(pool_used(r.doc->pool), 2 * BUILD_FEED_MAX);
	clear(&r);
}
END_TEST

START_TEST(names_without_end_do_not_fill_the_memory)
{
	struct result r;
	char one[128];
	int i;

	begin(&r);
	add(&r, RSS ITEM("1"));
	for (i = 0; i < 60000; i++) {
		snprintf(one, sizeof(one), "<name-%0100d/>", i);
		add(&r, one);
	}
	add(&r, ITEM("2") END);
	parse(&r);
	ck_assert_uint_eq(r.items, 1);
	ck_assert_str_eq(r.doc->reason, "too many different names");
	clear(&r);
}
END_TEST

START_TEST(a_web_page_is_read_up_to_its_ceiling)
{
	struct result r;

	begin(&r);
	add(&r, "<html><head><link rel='alternate' title='F' "
	    "type='application/rss+xml' href='/rss'></head><body>");
	repeat(&r, "<p>words and words</p>", 500000);
	parse(&r);
	ck_assert_int_eq(r.doc->page, FEED_PAGE_HTML);
	ck_assert_uint_eq(r.doc->nlinks, 1);
	ck_assert_str_eq(r.doc->links[0].url, "https://example.org/rss");
	clear(&r);
}
END_TEST

START_TEST(a_json_value_past_its_ceiling_costs_itself)
{
	struct result r;

	begin(&r);
	add(&r, "{\"version\":\"https://jsonfeed.org/version/1\",\"x\":[");
	repeat(&r, "1,", 30000);
	add(&r, "1],\"items\":[{\"id\":\"1\",\"content_text\":\"");
	repeat(&r, "0123456789", 500000);
	add(&r, "\"},{\"id\":\"2\",\"title\":\"T2\"}]}");
	parse(&r);
	ck_assert_uint_eq(r.items, 1);
	ck_assert_str_eq(r.last, "T2");
	ck_assert_ptr_nonnull(strstr(r.doc->reason, "ceiling"));
	clear(&r);
}
END_TEST

START_TEST(markup_without_end_is_read_to_its_end)
{
	static const char *const heads[] = {
		"<!--", "<?x ", "<![CDATA[", "<a b='", "</x", "<!X", "&amp",
		"<?xml "
	};
	struct result r;
	size_t i;

	for (i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		begin(&r);
		add(&r, RSS ITEM("1"));
		add(&r, heads[i]);
		repeat(&r, "abcdefghij", 100000);
		parse(&r);
		ck_assert_uint_eq(r.items, 1);
		ck_assert(!r.doc->wellformed);
		ck_assert_ptr_nonnull(r.doc->reason);
		clear(&r);
	}
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("feed parser");

	UNIT_CASE(s, "stream",
	    items_are_given_as_soon_as_their_bytes_are_read,
	    a_callback_that_has_enough_stops_the_parser,
	    a_json_feed_is_stopped_by_its_callback_too,
	    a_parser_may_be_freed_at_any_time,
	    hours_days_and_periods_are_kept_for_the_schedule,
	    a_mirrored_post_knows_its_channel);
	UNIT_CASE(s, "hostile",
	    sixty_thousand_attributes_cost_their_tag_alone,
	    many_attributes_in_many_tags_are_cut_to_a_number,
	    nesting_is_cut_at_its_ceiling_and_the_next_item_stands,
	    nesting_that_never_ends_does_not_swallow_the_next_item,
	    entities_of_a_document_type_never_expand,
	    a_document_type_past_its_ceiling_is_given_up,
	    a_text_is_cut_at_its_ceiling_and_the_next_item_stands,
	    forty_thousand_fragments_are_one_text,
	    lists_of_an_item_have_ceilings,
	    what_a_feed_says_of_itself_a_million_times_is_kept_once,
	    names_without_end_do_not_fill_the_memory,
	    a_web_page_is_read_up_to_its_ceiling,
	    a_json_value_past_its_ceiling_costs_itself,
	    markup_without_end_is_read_to_its_end);
	return unit_run(s);
}
