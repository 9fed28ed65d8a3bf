/* SPDX-License-Identifier: ISC */
/* Lists of subscriptions: what is read of them, and what is written. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "conf.h"
#include "base/buf.h"
#include "base/xalloc.h"
#include "client/opml_text.h"
#include "parse/feed/opml.h"

#define BODY(s)		"<opml version=\"2.0\"><body>" s "</body></opml>"
#define FEED(text, url)	"<outline text=\"" text "\" xmlUrl=\"" url "\"/>"

static struct opml *
parse(const char *s)
{
	return opml_parse(s, strlen(s));
}

/* The sections that come of a list, freed by the caller. */
static char *
sections(const char *s, size_t *n)
{
	struct opml *o = parse(s);
	char *text;
	size_t len;
	FILE *f = open_memstream(&text, &len);

	*n = opml_write_sections(f, o);
	fclose(f);
	opml_free(o);
	return text;
}

static void
is_written(const char *list, const char *wanted)
{
	size_t n;
	char *got = sections(list, &n);

	ck_assert_str_eq(got, wanted);
	free(got);
}

/* --- reading ---- */

START_TEST(the_outlines_around_a_feed_are_its_tags)
{
	struct opml *o = parse(BODY("<outline text=\"World\"><outline title="
	    "\"Asia &amp; Pacific\">" FEED("A", "https://a.example/")
	    "</outline>" FEED("B", "https://b.example/") "</outline>"
	    FEED("C", "https://c.example/")));

	ck_assert_uint_eq(o->n, 3);
	ck_assert(o->whole);
	ck_assert_uint_eq(o->feeds[0].ntags, 2);
	ck_assert_str_eq(o->feeds[0].tags[0], "World");
	ck_assert_str_eq(o->feeds[0].tags[1], "Asia & Pacific");
	ck_assert_uint_eq(o->feeds[1].ntags, 1);
	ck_assert_uint_eq(o->feeds[2].ntags, 0);
	opml_free(o);
}
END_TEST

START_TEST(a_feed_inside_a_feed_has_no_tag_of_it)
{
	struct opml *o = parse(BODY("<outline text=\"A\" xmlUrl="
	    "\"https://a.example/\">" FEED("B", "https://b.example/")
	    "</outline>"));

	ck_assert_uint_eq(o->n, 2);
	ck_assert_uint_eq(o->feeds[1].ntags, 0);
	opml_free(o);
}
END_TEST

START_TEST(categories_are_words_and_paths_of_words)
{
	struct opml *o = parse(BODY("<outline text=\"A\" xmlUrl="
	    "\"https://a.example/\" category=\" economy ,/Politics/Europe/,"
	    ",economy, AC/DC \"/>"));

	ck_assert_uint_eq(o->feeds[0].ntags, 4);
	ck_assert_str_eq(o->feeds[0].tags[0], "economy");
	ck_assert_str_eq(o->feeds[0].tags[1], "Politics");
	ck_assert_str_eq(o->feeds[0].tags[2], "Europe");
	ck_assert_str_eq(o->feeds[0].tags[3], "AC/DC");
	opml_free(o);
}
END_TEST

START_TEST(a_feed_in_two_folders_is_one_with_the_tags_of_both)
{
	struct opml *o = parse(BODY(
	    "<outline text=\"News\">" FEED("A", "https://a.example/")
	    FEED("B", "https://b.example/") "</outline>"
	    "<outline text=\"Best\">" FEED("A", "https://a.example/")
	    "</outline>"));

	ck_assert_uint_eq(o->n, 2);
	ck_assert_str_eq(o->feeds[0].title, "A");
	ck_assert_uint_eq(o->feeds[0].ntags, 2);
	ck_assert_str_eq(o->feeds[0].tags[1], "Best");
	ck_assert_str_eq(o->feeds[1].title, "B");
	opml_free(o);
}
END_TEST

START_TEST(addresses_are_known_however_programs_write_them)
{
	static const struct {
		const char	*outline;
		const char	*url;		/* NULL: no feed */
	} rows[] = {
		{ "<outline xmlurl='http://a.example/'/>",
		    "http://a.example/" },
		{ "<OUTLINE XMLURL='http://a.example/'/>",
		    "http://a.example/" },
		{ "<outline type='rss' url='http://a.example/'/>",
		    "http://a.example/" },
		{ "<outline type='atom1' url='http://a.example/'/>",
		    "http://a.example/" },
		{ "<outline xmlUrl='feed://a.example/x'/>",
		    "http://a.example/x" },
		{ "<outline xmlUrl='feed:https://a.example/x'/>",
		    "https://a.example/x" },
		{ "<outline type='link' url='http://a.example/'/>", NULL },
		{ "<outline type='include' url='http://a.example/'/>", NULL },
		{ "<outline htmlUrl='http://a.example/'/>", NULL },
		{ "<outline xmlUrl=''/>", NULL }
	};
	struct opml *o;
	char *list;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		list = xasprintf("<opml><body>%s</body></opml>",
		    rows[i].outline);
		o = parse(list);
		ck_assert_msg(o->n == (rows[i].url != NULL), "%s", list);
		if (o->n == 1)
			ck_assert_str_eq(o->feeds[0].url, rows[i].url);
		opml_free(o);
		free(list);
	}
}
END_TEST

START_TEST(a_list_that_breaks_off_gives_what_came_before)
{
	struct opml *o = parse("<opml><body>" FEED("A", "https://a.example/")
	    "<outline text=\"B");

	ck_assert_uint_eq(o->n, 1);
	ck_assert(!o->whole);
	opml_free(o);
	o = parse("hello");
	ck_assert_uint_eq(o->n, 0);
	ck_assert(!o->whole);
	opml_free(o);
	o = parse("");
	ck_assert_uint_eq(o->n, 0);
	opml_free(o);
	opml_free(NULL);
}
END_TEST

START_TEST(a_document_type_ends_the_reading)
{
	struct opml *o = parse("<!DOCTYPE opml [<!ENTITY e \"eeee\">]>"
	    BODY(FEED("&e;", "https://a.example/")));

	ck_assert_uint_eq(o->n, 0);
	ck_assert(!o->whole);
	opml_free(o);
}
END_TEST

START_TEST(outlines_may_be_nested_deeper_than_names_are_kept)
{
	struct buf b;
	struct opml *o;
	int i;

	buf_init(&b, 1 << 20);
	buf_adds(&b, "<opml><body>");
	for (i = 0; i < 100; i++)
		buf_addf(&b, "<outline text=\"n%d\">", i);
	buf_adds(&b, FEED("A", "https://a.example/"));
	for (i = 0; i < 100; i++)
		buf_adds(&b, "</outline>");
	buf_adds(&b, FEED("B", "https://b.example/") "</body></opml>");
	o = opml_parse(b.data, b.len);
	ck_assert_uint_eq(o->n, 2);
	ck_assert_uint_eq(o->feeds[0].ntags, OPML_DEPTH);
	ck_assert_str_eq(o->feeds[0].tags[0], "n0");
	ck_assert_uint_eq(o->feeds[1].ntags, 0);
	opml_free(o);
	buf_clear(&b);
}
END_TEST

/* --- sections ---- */

START_TEST(a_section_quotes_what_a_config_would_read_otherwise)
{
	is_written(BODY("<outline text=\"Mine, &amp; yours\">"
	    FEED("It's \\ ${HOME}&#10;}", "https://a.example/?a=1&amp;b='")
	    "</outline>"),
	    "feed it-s-home {\n"
	    "\turl = 'https://a.example/?a=1&b=\\''\n"
	    "\toutlet = 'It\\'s \\\\ ${HOME} }'\n"
	    "\ttags = { 'Mine, & yours' }\n"
	    "}\n");
}
END_TEST

START_TEST(equal_names_are_counted_and_never_meet_one_that_is_taken)
{
	is_written(BODY(FEED("Wire", "https://a.example/")
	    FEED("wire!", "https://b.example/")
	    FEED("Wire 2", "https://c.example/")
	    FEED("WIRE", "https://d.example/")),
	    "feed wire {\n\turl = 'https://a.example/'\n"
	    "\toutlet = 'Wire'\n}\n"
	    "feed wire-2 {\n\turl = 'https://b.example/'\n"
	    "\toutlet = 'wire!'\n}\n"
	    "feed wire-2-2 {\n\turl = 'https://c.example/'\n"
	    "\toutlet = 'Wire 2'\n}\n"
	    "feed wire-3 {\n\turl = 'https://d.example/'\n"
	    "\toutlet = 'WIRE'\n}\n");
}
END_TEST

START_TEST(a_title_without_plain_letters_leaves_the_name_to_the_address)
{
	is_written(BODY(FEED("Новости", "https://www.novosti.example/rss")
	    "<outline xmlUrl=\"http://b.example\"/>"),
	    "feed novosti-example-rss {\n"
	    "\turl = 'https://www.novosti.example/rss'\n"
	    "\toutlet = 'Новости'\n}\n"
	    "feed b-example {\n\turl = 'http://b.example'\n}\n");
}
END_TEST

START_TEST(only_what_can_be_polled_becomes_a_section)
{
	size_t n;
	char *got = sections(BODY(FEED("A", "file:///etc/passwd")
	    FEED("B", "gopher://b.example/") FEED("C", "javascript:x()")
	    FEED("D", "https://d.example/")), &n);

	ck_assert_uint_eq(n, 1);
	ck_assert_ptr_nonnull(strstr(got, "https://d.example/"));
	ck_assert_ptr_null(strstr(got, "passwd"));
	free(got);
}
END_TEST

/* --- lists ---- */

START_TEST(a_list_that_was_written_is_read_as_it_was)
{
	static const char *const tags[] = { "News", "Asia, \"far\"", NULL };
	struct conf_feed feeds[] = {
		{ .name = "a", .url = "https://a.example/?x=1&y=<2>",
		    .outlet = "A & 'B'", .tags = tags, .ntags = 2 },
		{ .name = "b", .url = "https://b.example/" }
	};
	struct conf conf = { .nfeeds = 2 };
	struct opml *o;
	char *text;
	size_t len;
	FILE *f = open_memstream(&text, &len);

	conf.feeds = feeds;
	opml_write(f, &conf);
	fclose(f);
	o = opml_parse(text, len);
	ck_assert(o->whole);
	ck_assert_uint_eq(o->n, 2);
	ck_assert_str_eq(o->feeds[0].url, feeds[0].url);
	ck_assert_str_eq(o->feeds[0].title, "A & 'B'");
	ck_assert_uint_eq(o->feeds[0].ntags, 2);
	ck_assert_str_eq(o->feeds[0].tags[0], "News");
	/* A list has commas between its tags, so none inside one. */
	ck_assert_str_eq(o->feeds[0].tags[1], "Asia  \"far\"");
	ck_assert_str_eq(o->feeds[1].title, "b");
	opml_free(o);
	free(text);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("opml");

	UNIT_CASE(s, "reading",
	    the_outlines_around_a_feed_are_its_tags,
	    a_feed_inside_a_feed_has_no_tag_of_it,
	    categories_are_words_and_paths_of_words,
	    a_feed_in_two_folders_is_one_with_the_tags_of_both,
	    addresses_are_known_however_programs_write_them,
	    a_list_that_breaks_off_gives_what_came_before,
	    a_document_type_ends_the_reading,
	    outlines_may_be_nested_deeper_than_names_are_kept);
	UNIT_CASE(s, "sections",
	    a_section_quotes_what_a_config_would_read_otherwise,
	    equal_names_are_counted_and_never_meet_one_that_is_taken,
	    a_title_without_plain_letters_leaves_the_name_to_the_address,
	    only_what_can_be_polled_becomes_a_section);
	UNIT_CASE(s, "lists",
	    a_list_that_was_written_is_read_as_it_was);
	return unit_run(s);
}
