/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <string.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "parse/htmltree.h"
#include "parse/feed/discover.h"

#define URL	"https://example.org/news/index.html"

struct page_case {
	const char	*html;
	const char	*links;		/* with blanks between */
};

static void
check(const struct page_case *c)
{
	struct feed_doc *doc;
	struct buf got;
	size_t i;

	for (; c->html != NULL; c++) {
		doc = feed_doc_new();
		buf_init(&got, 65536);
		ck_assert_int_eq(discover_links(c->html, strlen(c->html), URL,
		    doc), (int)doc->nlinks);
		ck_assert_int_eq(doc->page, FEED_PAGE_HTML);
		for (i = 0; i < doc->nlinks; i++)
			buf_addf(&got, "%s%s", i > 0 ? " " : "",
			    doc->links[i].url);
		ck_assert_msg(strcmp(buf_str(&got), c->links) == 0,
		    "%s gives \"%s\"", c->html, buf_str(&got));
		buf_clear(&got);
		feed_doc_free(doc);
	}
}

START_TEST(alternate_links_with_a_feeds_type_are_feeds)
{
	static const struct page_case cases[] = {
		{ "<link rel=alternate type=application/rss+xml href=/rss>",
		  "https://example.org/rss" },
		{ "<link rel='ALTERNATE' type='Application/Atom+XML' href=a>",
		  "https://example.org/news/a" },
		{ "<link rel=\"home alternate\" type=\"application/feed+json;"
		  " charset=utf-8\" href=\"//j.example/f\">",
		  "https://j.example/f" },
		{ "<link rel=feed href=x>", "https://example.org/news/x" },
		{ "<link rel=alternate type=text/rss href=1>"
		  "<link rel=alternate type=application/x.atom+xml href=2>",
		  "https://example.org/news/1 https://example.org/news/2" },
		{ "<link rel=alternate type=text/xml href=/feed.xml>",
		  "https://example.org/feed.xml" },
		{ "<link rel=alternate type=text/xml href=/sitemap.xml>", "" },
		{ "<link rel=alternate href=/index.rdf>",
		  "https://example.org/index.rdf" },
		{ "<link rel=alternate hreflang=de href=/feed>", "" },
		{ "<link rel=alternate type=text/html href=/m/>", "" },
		{ "<link rel=stylesheet type=text/css href=/rss>", "" },
		{ "<link rel='alternate stylesheet' type=text/css href=/feed>",
		  "" },
		{ "<link rel=alternate type=application/rss+xml>", "" },
		{ "<link rel=alternate type=application/rss+xml "
		  "href=javascript:x>", "" },
		{ "<base href='https://b.example/d/'>"
		  "<link rel=alternate type=application/rss+xml href=rss>",
		  "https://b.example/d/rss" },
		{ "<link rel=alternate type=application/rss+xml href=/rss>"
		  "<link rel=alternate type=application/rss+xml href=/rss>",
		  "https://example.org/rss" },
		{ "<link rel=alternate type=application/rss+xml href=/f?a=1"
		  "&amp;b=2>", "https://example.org/f?a=1&b=2" },
		{ NULL, NULL }
	};

	check(cases);
}
END_TEST

START_TEST(links_in_the_text_count_when_their_address_says_feed)
{
	static const struct page_case cases[] = {
		{ "<a href=/feed/>x</a>", "https://example.org/feed/" },
		{ "<a href=/blog/rss.xml>x</a>",
		  "https://example.org/blog/rss.xml" },
		{ "<a href=/a.atom>x</a>", "https://example.org/a.atom" },
		{ "<a href='/?feed=rss2'>x</a>",
		  "https://example.org/?feed=rss2" },
		{ "<a href='/x?format=rss'>x</a>",
		  "https://example.org/x?format=rss" },
		{ "<a href=/feedback>x</a><a href=/rssi>y</a>"
		  "<a href=/atomic>z</a><a href=/about>q</a>", "" },
		{ "<a href=mailto:feed>x</a>", "" },
		{ "<a href=/rss>x</a><link rel=alternate "
		  "type=application/rss+xml href=/main>",
		  "https://example.org/main https://example.org/rss" },
		{ "", "" }, { "no markup", "" }, { "<a>x", "" },
		{ NULL, NULL }
	};

	check(cases);
}
END_TEST

START_TEST(titles_and_types_come_along)
{
	static const char html[] =
	    "<link rel=alternate type='application/rss+xml; x=y' title='Все "
	    "новости' href=/1><a href=/rss> Лента  </a>";
	struct feed_doc *doc = feed_doc_new();

	ck_assert_int_eq(discover_links(html, strlen(html), URL, doc), 2);
	ck_assert_str_eq(doc->links[0].title, "Все новости");
	ck_assert_str_eq(doc->links[0].type, "application/rss+xml");
	ck_assert_str_eq(doc->links[1].title, "Лента");
	ck_assert_ptr_null(doc->links[1].type);
	feed_doc_free(doc);
}
END_TEST

START_TEST(a_page_of_links_is_listed_up_to_its_ceiling)
{
	struct feed_doc *doc = feed_doc_new();
	struct buf html;
	int i;

	buf_init(&html, 1 << 20);
	for (i = 0; i < 5000; i++)
		buf_addf(&html, "<a href=/%d.rss>x</a>", i);
	ck_assert_int_eq(discover_links(html.data, html.len, URL, doc),
	    DISCOVER_MAX);
	buf_clear(&html);
	feed_doc_free(doc);
}
END_TEST

START_TEST(walks_meet_every_node_once_at_any_depth)
{
	size_t i, n = 0, after = 0;
	struct buf html, text;
	const xmlNode *node;
	xmlNode *root;
	xmlDoc *doc;

	buf_init(&html, 1 << 20);
	for (i = 0; i < 20000; i++)
		buf_adds(&html, "<div>");
	buf_adds(&html, "bottom");
	doc = htmltree_parse(html.data, html.len);
	ck_assert_ptr_nonnull(doc);
	root = xmlDocGetRootElement(doc);
	for (node = root; node != NULL; node = htmltree_next(node, root, false))
		n++;
	for (node = htmltree_first(root); node != NULL;
	    node = htmltree_next_post(node, root))
		after++;
	ck_assert_uint_gt(n, 100);
	ck_assert_uint_eq(n, after);
	buf_init(&text, 100);
	htmltree_text(root, &text);
	ck_assert_str_eq(buf_str(&text), "bottom");
	xmlFreeDoc(doc);
	buf_clear(&text);
	buf_clear(&html);
}
END_TEST

START_TEST(a_class_is_a_whole_word)
{
	static const char html[] = "<p class='ab  c\n d'>x<b class=c>y</b></p>";
	xmlDoc *doc = htmltree_parse(html, strlen(html));
	xmlNode *root = xmlDocGetRootElement(doc), *p;

	ck_assert_ptr_null(htmltree_find_class(root, "a"));
	p = htmltree_find_class(root, "c");
	ck_assert(htmltree_is(p, "P"));
	ck_assert(htmltree_has_class(p, "d"));
	ck_assert(!htmltree_has_class(p, ""));
	p = htmltree_find_class(p, "c");
	ck_assert(htmltree_is(p, "b"));
	ck_assert_ptr_null(htmltree_find_class(p, "c"));
	ck_assert_ptr_null(htmltree_attr(p, "id"));
	ck_assert_ptr_null(htmltree_parse("", 0));
	xmlFreeDoc(doc);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("discover");

	UNIT_CASE(s, "links", alternate_links_with_a_feeds_type_are_feeds,
	    links_in_the_text_count_when_their_address_says_feed,
	    titles_and_types_come_along,
	    a_page_of_links_is_listed_up_to_its_ceiling);
	UNIT_CASE(s, "tree", walks_meet_every_node_once_at_any_depth,
	    a_class_is_a_whole_word);
	return unit_run(s);
}
