/* SPDX-License-Identifier: ISC */
/* The parts of the extractor that are tables, each by its own cases. */
#include "unit.h"

#include <string.h>

#include "base/utf8.h"
#include "parse/extract/blank.h"
#include "parse/extract/byline.h"
#include "parse/extract/charset.h"
#include "parse/extract/clues.h"
#include "parse/extract/loose.h"
#include "parse/extract/notice.h"
#include "parse/extract/section.h"
#include "parse/extract/tree.h"
#include "parse/extract/words.h"

/* --- class words ------------------------------------------------------- */

START_TEST(words_part_at_hyphens_underscores_and_capitals)
{
	ck_assert_uint_ne(words_of("article-body") & W_BODY, 0);
	ck_assert_uint_ne(words_of("story__text") & W_BODY, 0);
	ck_assert_uint_ne(words_of("postContent") & W_BODY, 0);
	ck_assert_uint_ne(words_of("relatedLinks") & W_RELATED, 0);
	ck_assert_uint_eq(words_of(NULL), 0);
}
END_TEST

START_TEST(words_inside_other_words_do_not_count)
{
	ck_assert_uint_eq(words_of("download header-upload"
	    " broadshare") & (W_AD | W_SHARE), 0);
	ck_assert_uint_eq(words_of("navy commented"), 0);
}
END_TEST

START_TEST(two_class_names_do_not_make_one_meaning)
{
	ck_assert_uint_eq(words_of("news text") & W_BODY, 0);
	ck_assert_uint_ne(words_of("news-text") & W_BODY, 0);
}
END_TEST

START_TEST(a_post_with_a_video_is_a_post)
{
	ck_assert_uint_eq(words_of("post format-video tag-x") &
	    (W_CAPTION | W_META), 0);
	ck_assert_uint_ne(words_of("post-tags") & W_META, 0);
}
END_TEST

/* --- charsets ---------------------------------------------------------- */

static void
check_decoded(const void *bytes, size_t n, const char *type,
    const char *want)
{
	struct decoded d;

	charset_decode(&d, bytes, n, type);
	ck_assert_uint_eq(d.len, strlen(want));
	ck_assert_int_eq(memcmp(d.s, want, d.len), 0);
	charset_clear(&d);
}

START_TEST(utf8_is_taken_as_it_is_whatever_the_labels_say)
{
	const char *s = "<meta charset=koi8-r>мост";
	struct decoded d;

	check_decoded(s, strlen(s), "text/html; charset=windows-1251", s);
	charset_decode(&d, s, strlen(s), NULL);
	ck_assert_ptr_null(d.owned);
	charset_clear(&d);
}
END_TEST

START_TEST(labels_are_believed_in_their_order)
{
	static const char cp1251[] = "\xec\xee\xf1\xf2";
	static const char koi8[] = "<meta charset='koi8-r'>\xcd\xcf\xd3\xd4";

	check_decoded(cp1251, 4, "text/html; charset=win-1251", "мост");
	check_decoded(koi8, strlen(koi8), NULL,
	    "<meta charset='koi8-r'>мост");
}
END_TEST

START_TEST(a_false_utf8_label_is_not_believed)
{
	static const char s[] = "<meta charset=utf-8>"
	    "\xcf\xe0\xf0\xee\xec\xed\xe0\xff \xef\xe5\xf0\xe5\xef\xf0\xe0"
	    "\xe2\xe0 \xf7\xe5\xf0\xe5\xe7 \xf0\xe5\xea\xf3 "
	    "\xe2\xee\xe7\xee\xe1\xed\xee\xe2\xe8\xeb\xe0 "
	    "\xf0\xe0\xe1\xee\xf2\xf3";

	check_decoded(s, strlen(s), "text/html; charset=UTF-8",
	    "<meta charset=utf-8>Паромная переправа через реку возобновила "
	    "работу");
}
END_TEST

START_TEST(byte_order_marks_decide)
{
	check_decoded("\xef\xbb\xbfхи", 7, NULL, "хи");
	check_decoded("\xff\xfe<\0p\0", 6, "text/html; charset=utf-8", "<p");
	check_decoded("\xfe\xff\0<\0p", 6, NULL, "<p");
	check_decoded("<\0p\0>\0", 6, NULL, "<p>");
}
END_TEST

START_TEST(broken_bytes_and_nuls_are_mended)
{
	check_decoded("новый мост через реку \xff a\0b", 45, NULL,
	    "новый мост через реку \xef\xbf\xbd a b");
	check_decoded("", 0, NULL, "");
}
END_TEST

/* --- people ------------------------------------------------------------ */

START_TEST(bylines_name_people_only)
{
	static const struct {
		const char	*text;
		const char	*people;
	} cases[] = {
		{ "By Jane Doe", "Jane Doe" },
		{ "BY JANE DOE", "JANE DOE" },
		{ "By Jane Doe and John Roe, Reuters", "Jane Doe, John Roe" },
		{ "Jane van der Berg", "Jane van der Berg" },
		{ "Written by: Jean-Luc O’Neill", "Jean-Luc O’Neill" },
		{ "Автор: Светлана Иволгина", "Светлана Иволгина" },
		{ "Jane Doe | The Daily Post", "Jane Doe" },
		{ "Jane Doe, Jane Doe", "Jane Doe" },
		{ "admin", NULL }, { "By Staff", NULL }, { "Reuters", NULL },
		{ "Associated Press", NULL }, { "РИА Новости", NULL },
		{ "Редакция", NULL }, { "jane@example.org", NULL },
		{ "Jane", NULL }, { "June 10, 2025", NULL },
		{ "Photo Desk", NULL }, { "", NULL },
		{ "the bridge was opened by the mayor", NULL },
		{ "https://example.org/jane", NULL }
	};
	struct pool *pool = pool_new();
	const char *got;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		got = byline_people(pool, cases[i].text, NULL);
		if (cases[i].people == NULL)
			ck_assert_msg(got == NULL, "%s -> %s", cases[i].text,
			    got);
		else
			ck_assert_str_eq(got != NULL ? got : "(none)",
			    cases[i].people);
	}
	pool_free(pool);
}
END_TEST

START_TEST(the_outlet_is_no_author)
{
	struct pool *pool = pool_new();

	ck_assert_ptr_null(byline_people(pool, "Ellery Courier",
	    "The Ellery Courier"));
	pool_free(pool);
}
END_TEST

/* --- lines ------------------------------------------------------------- */

START_TEST(sections_are_told_by_short_lines_only)
{
	static const struct {
		const char	*line;
		enum section	 section;
	} cases[] = {
		{ "Related stories", SECTION_RELATED },
		{ "Читайте также:", SECTION_RELATED },
		{ "Comments", SECTION_END },
		{ "[ 167 comments ]", SECTION_END },
		{ "12 комментариев", SECTION_END },
		{ "Оцените статью", SECTION_REQUEST },
		{ "Advertisement", SECTION_NONE },
		{ "Comments by the minister caused a storm on Monday",
		    SECTION_NONE },
		{ "The council will discuss the plan.", SECTION_NONE },
		{ "", SECTION_NONE }
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_msg(section_of(cases[i].line,
		    strlen(cases[i].line)) == cases[i].section, "%s",
		    cases[i].line);
}
END_TEST

START_TEST(standing_notices_are_no_prose)
{
	const char *rights = "© 2012. Все права защищены. Использование "
	    "материалов возможно только со ссылкой.";
	const char *news = "The council voted on Tuesday to close the bridge.";

	ck_assert(notice_is(rights, strlen(rights)));
	ck_assert(!notice_is(news, strlen(news)));
}
END_TEST

/* --- text -------------------------------------------------------------- */

START_TEST(loose_texts_have_no_case_marks_or_blanks)
{
	const char *shown = "«Ёлка» — НОВЫЙ год, “2025”!";
	const char *plain = "елка новый год 2025";
	char a[128], b[128];

	ck_assert_uint_eq(loose_fold(shown, strlen(shown), a),
	    loose_fold(plain, strlen(plain), b));
	ck_assert_str_eq(a, b);
}
END_TEST

START_TEST(shared_words_count_whatever_their_endings)
{
	ck_assert_int_ge(loose_shared("Минздрав закупит лекарства больницам "
	    "области", "Больницы области получат лекарство от минздрава, "
	    "закупит его область."), 60);
	ck_assert_int_le(loose_shared("Mayor crosses reopened harbour bridge",
	    "Please choose your country and your language."), 20);
	ck_assert_int_eq(loose_shared("to be", "or not"), LOOSE_UNKNOWN);
}
END_TEST

START_TEST(blanks_of_all_kinds_collapse)
{
	char s[] = " \t a\xc2\xa0\xe2\x80\x89 b\xc2\xad" "c\xe2\x80\x8b \n";

	ck_assert_uint_eq(blank_collapse(s, strlen(s)), 4);
	ck_assert_str_eq(s, "a bc");
}
END_TEST

/* --- the tree ---------------------------------------------------------- */

static struct tree *
parse(const char *html)
{
	return tree_parse(html, strlen(html), false);
}

START_TEST(subtrees_are_ranges_in_document_order)
{
	struct tree *t = parse("<div><p>a <b>b</b></p><p>c</p></div>");
	uint32_t div = tree_next(t, 1, t->n, TAG_DIV), p;
	char text[32];

	p = tree_next(t, div, t->n, TAG_P);
	ck_assert_uint_eq(tree_text(t, p, ' ', text, sizeof(text)), 3);
	ck_assert_str_eq(text, "a b");
	ck_assert_uint_gt(t->nodes[div].end, t->nodes[p].end);
	ck_assert_uint_eq(t->nodes[p].parent, div);
	tree_free(t);
}
END_TEST

START_TEST(a_section_ends_an_open_paragraph)
{
	struct tree *t = parse("<div><p>a<section>b</section>c</div>");
	uint32_t p = tree_next(t, 1, t->n, TAG_P);
	uint32_t section = tree_next(t, 1, t->n, TAG_SECTION);

	ck_assert_uint_eq(t->nodes[section].parent, t->nodes[p].parent);
	ck_assert_uint_le(t->nodes[p].end, section);
	tree_free(t);
}
END_TEST

START_TEST(texts_know_what_stands_before_them)
{
	struct tree *t = parse("<p>a<br>b<br> <br>c</p><p>d <i>e</i></p>");
	static const struct {
		char	 c;
		enum brk brk;
	} want[] = { { 'a', BRK_HARD }, { 'b', BRK_SOFT },
	    { 'c', BRK_HARD }, { 'd', BRK_HARD }, { 'e', BRK_NONE } };
	uint32_t i, k = 0;

	for (i = 1; i < t->n; i++) {
		if (t->nodes[i].tag != TAG_TEXT ||
		    t->bytes[t->nodes[i].at] == ' ')
			continue;
		ck_assert_int_eq(t->bytes[t->nodes[i].at], want[k].c);
		ck_assert_int_eq(t->nodes[i].brk, want[k].brk);
		k++;
	}
	ck_assert_uint_eq(k, 5);
	tree_free(t);
}
END_TEST

START_TEST(structured_data_is_found_in_graphs_and_forgiven_its_faults)
{
	static const char *const scripts[] = {
		"{\"@graph\":[{\"@type\":\"WebPage\"},"
		"{\"@type\":\"NewsArticle\",\"headline\":\"H\"}]}",
		"[{\"@type\":[\"NewsArticle\"],\"headline\":\"H\"}]",
		"<!-- {\"@type\":\"Article\",\n\"headline\":\"H\","
		"\"x\":\"a\nb\"} -->",
		"//<![CDATA[\n{\"@type\":\"ReportageNewsArticle\",\"headline\":"
		"[\"H\"]};//]]>"
	};
	struct pool *pool = pool_new();
	struct clues c;
	size_t i;

	for (i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
		memset(&c, 0, sizeof(c));
		clues_read_ld(&c, scripts[i], strlen(scripts[i]), pool);
		ck_assert_msg(c.v[CLUE_LD_HEADLINE] != NULL, "%s",
		    scripts[i]);
		ck_assert_str_eq(c.v[CLUE_LD_HEADLINE], "H");
	}
	memset(&c, 0, sizeof(c));
	clues_read_ld(&c, "{\"@type\":\"Person\",\"headline\":\"H\"", 33,
	    pool);
	ck_assert_ptr_null(c.v[CLUE_LD_HEADLINE]);
	pool_free(pool);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("extract_parts");

	UNIT_CASE(s, "words", words_part_at_hyphens_underscores_and_capitals,
	    words_inside_other_words_do_not_count,
	    two_class_names_do_not_make_one_meaning,
	    a_post_with_a_video_is_a_post);
	UNIT_CASE(s, "charset",
	    utf8_is_taken_as_it_is_whatever_the_labels_say,
	    labels_are_believed_in_their_order,
	    a_false_utf8_label_is_not_believed, byte_order_marks_decide,
	    broken_bytes_and_nuls_are_mended);
	UNIT_CASE(s, "people", bylines_name_people_only,
	    the_outlet_is_no_author);
	UNIT_CASE(s, "lines", sections_are_told_by_short_lines_only,
	    standing_notices_are_no_prose);
	UNIT_CASE(s, "text", loose_texts_have_no_case_marks_or_blanks,
	    shared_words_count_whatever_their_endings,
	    blanks_of_all_kinds_collapse);
	UNIT_CASE(s, "tree", subtrees_are_ranges_in_document_order,
	    a_section_ends_an_open_paragraph,
	    texts_know_what_stands_before_them,
	    structured_data_is_found_in_graphs_and_forgiven_its_faults);
	return unit_run(s);
}
