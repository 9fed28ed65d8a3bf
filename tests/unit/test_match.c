/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "match_util.h"
#include "unit.h"

START_TEST(words_are_whole_and_folded)
{
	ck_assert(met("harbour", "The HARBOUR is closed."));
	ck_assert(!met("harbour", "The harbours are closed."));
	ck_assert(met("мост", "Закрыт «Мост»."));
	ck_assert(met("петр", "Пётр"));
	ck_assert(met("Straße", "strasse"));
	ck_assert(met("東京", "ここは東京です"));
	ck_assert(!met("東京", "京東"));
}
END_TEST

START_TEST(glued_words_are_met_whole_and_in_parts)
{
	ck_assert(met("mi6", "the MI-6 files"));
	ck_assert(met("MI-6", "the MI6 files"));
	ck_assert(met("led", "a council-led plan"));
	ck_assert(met("email", "an e-mail"));
	ck_assert(met("e-mail", "an email"));
	ck_assert(met("O'Leary", "OLeary"));
	ck_assert(met("Leary", "said O’Leary"));
	ck_assert(met("п'ять", "п’ять"));
}
END_TEST

START_TEST(phrases_keep_their_order)
{
	ck_assert(met("\"harbour council\"", "The harbour, council said"));
	ck_assert(!met("\"harbour council\"", "council harbour"));
	ck_assert(!met("\"harbour council\"", "harbour\n\ncouncil"));
	ck_assert(met("\"a b\"~2", "b x y a"));
	ck_assert(!met("\"a b\"~2", "b x y z a"));
	ck_assert(!met("\"a a\"~2", "x a x"));
	ck_assert(met("\"a a\"~2", "x a x a"));
}
END_TEST

START_TEST(prefixes_and_patterns)
{
	ck_assert(met("harb*", "harbours"));
	ck_assert(!met("harb*", "the char"));
	ck_assert(met("/mi-?6/", "at MI6"));
	ck_assert(!met("exact:/mi6/", "at MI6"));
	ck_assert_str_eq(meet_spans("/п(ё|и)те?р/", "Пётр и Питер"),
	    "Пётр|Питер");
}
END_TEST

START_TEST(a_pattern_at_its_limit_says_so)
{
	struct meeting mt;

	meet(&mt, "/^(a+)+$/", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab");
	ck_assert_int_eq(mt.r->nhits, 0);
	ck_assert_ptr_nonnull(mt.r->error);
	meet_clear(&mt);
}
END_TEST

START_TEST(operators_do_what_they_say)
{
	ck_assert(met("a AND b", "b a"));
	ck_assert(!met("a b", "a"));
	ck_assert(met("a OR b", "b"));
	ck_assert(!met("a NOT b", "a b"));
	ck_assert(met("a -(b c)", "a b"));
	ck_assert(met("a NEAR/1 b", "b x a"));
	ck_assert(!met("a NEAR/1 b", "b x x a"));
	ck_assert(met("(a OR c) NEAR/0 \"b b\"", "b b c"));
}
END_TEST

START_TEST(negated_parts_give_no_spans)
{
	ck_assert_str_eq(meet_spans("(a b) OR c", "a c"), "c");
	ck_assert_str_eq(meet_spans("a NOT (b d)", "a b"), "a");
	ck_assert_str_eq(meet_spans("a NEAR/1 b", "a b x x x a"), "a|b");
}
END_TEST

START_TEST(exact_turns_folding_off)
{
	ck_assert(met("exact:IT", "the IT crowd"));
	ck_assert(!met("exact:IT", "it was"));
	ck_assert(met("exact:\"Harbour council\"", "Harbour council."));
	ck_assert(!met("exact:\"Harbour council\"", "Harbour Council"));
	ck_assert(!met("exact:Пётр", "Петр"));
}
END_TEST

START_TEST(plain_words_are_stemmed_where_the_language_is_known)
{
	ck_assert(met_in("sanction", "new sanctions", "en"));
	ck_assert(!met_in("sanction", "new sanctions", NULL));
	ck_assert(met_in("санкция", "новых санкций", "ru"));
	ck_assert(!met_in("\"new sanction\"", "new sanctions", "en"));
	ck_assert(!met_in("exact:sanction", "new sanctions", "en"));
	/* A name is no noun, whatever its stem. */
	ck_assert(!met_in("песок", "видел Пескова", "ru"));
	ck_assert(!met_in("Песков", "много песка", "ru"));
	ck_assert(met_in("Песков", "сказал Пескову", "ru"));
}
END_TEST

START_TEST(spans_are_exact)
{
	struct meeting mt;
	const struct span *s;

	meet_article(&mt, "пётр", "А «Петр’» и ПЁTР", NULL, "Про Петр");
	ck_assert_int_eq(mt.r->nhits, 1);
	ck_assert_int_eq(mt.r->hits[0].nspans, 3);
	s = mt.r->hits[0].spans;
	ck_assert_str_eq(s[0].field, "title");
	ck_assert_int_eq(s[0].start, 4);
	ck_assert_int_eq(s[0].end, 8);
	ck_assert_str_eq(s[1].field, "text");
	ck_assert_int_eq(s[1].start, 3);
	ck_assert_int_eq(s[1].end, 7);
	ck_assert_str_eq(s[1].text, "Петр");
	ck_assert_str_eq(s[2].text, "ПЁTР");	/* a Latin T */
	ck_assert_str_eq(s[2].form, "петр");
	ck_assert_str_eq(s[2].part, "пётр");
	ck_assert_str_eq(mt.r->hits[0].why, "пётр: \"Петр\" in title");
	meet_clear(&mt);
}
END_TEST

START_TEST(fields_are_asked_apart)
{
	static const struct segment seg = { .text = "the pier", .start = 9,
	    .end = 17 };
	static const struct quote quote = { .text = "the pier",
	    .speaker = "Ingrid Solheim", .segments = &seg, .nsegments = 1 };
	static const char *const tags[] = { "sea news" };
	struct article *a = article_new();
	struct match_doc doc = { .article = a, .feed = "coast",
	    .author = "Nils Berg", .tags = tags, .ntags = 1 };
	static const struct { const char *q; bool hit; } asks[] = {
		{ "title:storm", true }, { "text:storm", false },
		{ "quote:pier", true }, { "quote:she", false },
		{ "speaker:solheim", true }, { "solheim", false },
		{ "speaker:@\"Ingrid Solheim\"", true },
		{ "author:berg", true }, { "feed:coast", true },
		{ "feed:coas", false }, { "feed:coas*", true },
		{ "tag:sea", false }, { "tag:\"sea news\"", true },
		{ "lang:en storm", true }, { "lang:ru storm", false },
		{ "outlet:gazette", true }, { "agency:nvn", true },
		{ "title:(storm OR pier)", true }, { "title:pier", false }
	};
	size_t i;

	a->headline = "Storm";
	a->text = "She said the pier.";
	a->language = "en";
	a->outlet = "The Gazette";
	a->agency = "NVN";
	a->quotes = &quote;
	a->nquotes = 1;
	for (i = 0; i < sizeof(asks) / sizeof(asks[0]); i++) {
		struct match_set *m = match_new();
		struct match_result *r;
		char *cause;

		ck_assert_int_eq(match_add_query(m, asks[i].q, &cause), 0);
		match_build(m);
		r = match_run(m, &doc);
		ck_assert_msg((r->nhits == 1) == asks[i].hit, "%s",
		    asks[i].q);
		match_result_free(r);
		match_free(m);
	}
	article_free(a);
}
END_TEST

START_TEST(figures_have_names_roles_and_exclusions)
{
	static const char *const also[] = { "Ханна Линд", NULL };
	static const char *const roles[] = { "harbour master", NULL };
	static const char *const nots[] = { "Lind Street", NULL };
	static const struct figure_def def = { "x", "Hanna Lind", also, roles,
	    nots };

	ck_assert(met_figure(&def, "said Hanna Lind"));
	ck_assert(met_figure(&def, "Lind said"));
	ck_assert(met_figure(&def, "сказала Линд"));
	ck_assert(met_figure(&def, "the harbour master said"));
	ck_assert(!met_figure(&def, "the former harbour master said"));
	ck_assert(!met_figure(&def, "the harbour masters said"));
	ck_assert(!met_figure(&def, "in Lind Street"));
	ck_assert(met_figure(&def, "Lind lives in Lind Street"));
	ck_assert(!met_figure(&def, "K. Lind"));
	ck_assert(met_figure(&def, "H. Lind"));
}
END_TEST

START_TEST(many_queries_share_one_pass)
{
	struct match_set *m = match_new();
	struct article *a = article_new();
	struct match_doc doc = { .article = a };
	struct match_result *r;
	char q[32], *cause;
	int i;

	for (i = 0; i < 2000; i++) {
		snprintf(q, sizeof(q), "word%d AND x%d", i, i % 7);
		ck_assert_int_eq(match_add_query(m, q, &cause), i);
	}
	match_build(m);
	a->text = "word1995 word14 word3 x0";
	r = match_run(m, &doc);
	ck_assert_int_eq(r->nhits, 2);
	ck_assert_int_eq(r->hits[0].query, 14);
	ck_assert_int_eq(r->hits[1].query, 1995);
	match_result_free(r);
	/* The same set, another document. */
	a->text = "word15 x1";
	r = match_run(m, &doc);
	ck_assert_int_eq(r->nhits, 1);
	match_result_free(r);
	/* And with one query more. */
	ck_assert_int_eq(match_add_query(m, "x1 OR y", &cause), 2000);
	match_build(m);
	r = match_run(m, &doc);
	ck_assert_int_eq(r->nhits, 2);
	match_result_free(r);
	match_free(m);
	article_free(a);
}
END_TEST

START_TEST(the_index_holds_what_the_matcher_reads)
{
	struct article *a = article_new();
	struct buf b;

	a->headline = "Storms";
	a->text = "MI-6’s Пётр";
	a->language = "en";
	buf_init(&b, 1024);
	ck_assert_int_eq(match_index_text(a, &b), 0);
	ck_assert_str_eq(buf_str(&b), "storms storm mi mi6 6 петр");
	buf_clear(&b);
	buf_init(&b, 4);
	ck_assert_int_eq(match_index_text(a, &b), -1);
	buf_clear(&b);
	article_free(a);
}
END_TEST

static char *
fts(const char *query)
{
	struct match_set *m = match_new();
	char *cause, *s;

	ck_assert_int_eq(match_add_query(m, query, &cause), 0);
	match_build(m);
	s = match_fts(m, 0);
	match_free(m);
	return s;
}

START_TEST(search_expressions_are_quoted_and_never_too_narrow)
{
	char *s = fts("harbours -pier");

	ck_assert_ptr_nonnull(strstr(s, "\"harbours\""));
	ck_assert_ptr_nonnull(strstr(s, "\"harbour\""));
	ck_assert_ptr_null(strstr(s, "pier"));
	free(s);
	ck_assert_ptr_null(fts("a OR /b/"));
	ck_assert_ptr_null(fts("feed:x"));
	s = fts("a /b/");
	ck_assert_ptr_nonnull(strstr(s, "\"a\""));
	free(s);
}
END_TEST

START_TEST(excerpts_are_cut_between_words_around_the_span)
{
	struct meeting mt;
	struct hit *h = hit_new();

	meet(&mt, "pier", "One two three four five six seven eight nine ten "
	    "eleven twelve the old pier stands there still and has stood "
	    "there for a hundred years or more, they say in town.");
	h->spans = mt.r->hits[0].spans;
	h->nspans = mt.r->hits[0].nspans;
	match_excerpt(h, mt.article, 60);
	ck_assert_str_eq(h->excerpt,
	    "…twelve the old pier stands there still and has stood…");
	ck_assert_int_eq(h->nmarks, 1);
	ck_assert_int_eq(h->marks[0].start, 16);
	ck_assert_int_eq(h->marks[0].end, 20);
	h->spans = NULL;
	hit_free(h);
	meet_clear(&mt);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("match");

	UNIT_CASE(s, "terms", words_are_whole_and_folded,
	    glued_words_are_met_whole_and_in_parts, phrases_keep_their_order,
	    prefixes_and_patterns, a_pattern_at_its_limit_says_so,
	    exact_turns_folding_off,
	    plain_words_are_stemmed_where_the_language_is_known);
	UNIT_CASE(s, "queries", operators_do_what_they_say,
	    negated_parts_give_no_spans, spans_are_exact,
	    fields_are_asked_apart, many_queries_share_one_pass);
	UNIT_CASE(s, "figures", figures_have_names_roles_and_exclusions);
	UNIT_CASE(s, "index", the_index_holds_what_the_matcher_reads,
	    search_expressions_are_quoted_and_never_too_narrow,
	    excerpts_are_cut_between_words_around_the_span);
	return unit_run(s);
}
