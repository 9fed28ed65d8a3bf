/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <string.h>

#include "base/xalloc.h"
#include "match/query.h"
#include "match_util.h"
#include "unit.h"

/* The tree as text: (a AND b), (NOT a); static. */
static const char *
tree(const char *s)
{
	static char text[4 * QUERY_TERMS][512];
	static const char *const ops[] = { "", "NOT", "NEAR", "AND", "OR" };
	char *cause = NULL;
	struct query *q = query_read(s, &cause);
	size_t i;

	ck_assert_msg(q != NULL, "%s: %s", s, cause);
	for (i = 0; i < q->nnodes; i++) {
		const struct qnode *n = &q->nodes[i];

		if (n->kind == Q_TERM)
			snprintf(text[i], 512, "%s", q->terms[n->a].text);
		else if (n->kind == Q_NOT)
			snprintf(text[i], 512, "(NOT %.200s)", text[n->a]);
		else if (n->kind == Q_NEAR)
			snprintf(text[i], 512, "(%.200s NEAR/%u %.200s)",
			    text[n->a], n->distance, text[n->b]);
		else
			snprintf(text[i], 512, "(%.200s %s %.200s)",
			    text[n->a], ops[n->kind], text[n->b]);
	}
	i = q->nnodes - 1;
	query_free(q);
	return text[i];
}

START_TEST(and_is_implied_and_binds_before_or)
{
	ck_assert_str_eq(tree("a b OR c"), "((a AND b) OR c)");
	ck_assert_str_eq(tree("a AND b c"), "((a AND b) AND c)");
	ck_assert_str_eq(tree("a (b OR c)"), "(a AND (b OR c))");
}
END_TEST

START_TEST(not_and_minus_bind_most)
{
	ck_assert_str_eq(tree("a NOT b OR c"), "((a AND (NOT b)) OR c)");
	ck_assert_str_eq(tree("a -b"), "(a AND (NOT b))");
	ck_assert_str_eq(tree("a -(b c)"), "(a AND (NOT (b AND c)))");
	ck_assert_str_eq(tree("a -\"b c\""), "(a AND (NOT b c))");
	ck_assert_str_eq(tree("a-b"), "a-b");
}
END_TEST

START_TEST(near_has_a_distance_and_chains)
{
	ck_assert_str_eq(tree("a NEAR/8 b"), "(a NEAR/8 b)");
	ck_assert_str_eq(tree("a NEAR b c"), "((a NEAR/10 b) AND c)");
	ck_assert_str_eq(tree("a NEAR/2 b NEAR/3 c"),
	    "((a NEAR/2 b) AND (b NEAR/3 c))");
	ck_assert_str_eq(tree("(a OR b) NEAR/2 c"),
	    "((a OR b) NEAR/2 c)");
}
END_TEST

START_TEST(operators_are_written_in_capitals)
{
	ck_assert_str_eq(tree("a and b"), "((a AND and) AND b)");
	ck_assert_str_eq(tree("NEARBY ORB"), "(NEARBY AND ORB)");
}
END_TEST

START_TEST(terms_keep_what_they_are)
{
	char *cause;
	struct query *q = query_read("w \"p q\"~5 pre* /r\\/e/ @fig @\"A "
	    "Name\" title:t exact:E quote:(x exact:y)", &cause);

	ck_assert_ptr_nonnull(q);
	ck_assert_int_eq(q->nterms, 10);
	ck_assert_int_eq(q->terms[1].kind, TERM_PHRASE);
	ck_assert_int_eq(q->terms[1].slop, 5);
	ck_assert_str_eq(q->terms[1].part, "\"p q\"~5");
	ck_assert_int_eq(q->terms[2].kind, TERM_PREFIX);
	ck_assert_str_eq(q->terms[2].text, "pre");
	ck_assert_int_eq(q->terms[3].kind, TERM_REGEX);
	ck_assert_str_eq(q->terms[3].text, "r\\/e");
	ck_assert_int_eq(q->terms[4].kind, TERM_FIGURE);
	ck_assert_str_eq(q->terms[4].text, "fig");
	ck_assert_int_eq(q->terms[5].kind, TERM_NAME);
	ck_assert_str_eq(q->terms[5].text, "A Name");
	ck_assert_int_eq(q->terms[6].fields, QF_TITLE | QF_SUBTITLE);
	ck_assert_str_eq(q->terms[6].part, "title:t");
	ck_assert(q->terms[7].exact);
	ck_assert_int_eq(q->terms[8].fields, QF_QUOTE);
	ck_assert(!q->terms[8].exact);
	ck_assert_int_eq(q->terms[9].fields, QF_QUOTE);
	ck_assert(q->terms[9].exact);
	ck_assert_int_eq(q->terms[0].fields, QF_DEFAULT);
	query_free(q);
}
END_TEST

START_TEST(typographic_quotes_are_quotes)
{
	ck_assert_str_eq(tree("“a b” «c»"), "(a b AND c)");
}
END_TEST

START_TEST(errors_name_the_column_and_what_was_expected)
{
	static const struct { const char *q, *starts, *has; } bad[] = {
		{ "", "column 1:", "expected" },
		{ "a AND", "column 6:", "expected a word" },
		{ "OR a", "column 1:", "expected" },
		{ "(a b", "column 1:", "expected )" },
		{ "a )", "column 3:", "closes nothing" },
		{ "\"a b", "column 1:", "never closed" },
		{ "яя \"b", "column 4:", "never closed" },
		{ "/a", "column 1:", "expected /" },
		{ "/(/", "column 3:", "pattern" },
		{ "foo:bar", "column 1:", "no field \"foo\"" },
		{ "title:", "column 7:", "expected" },
		{ "a NEAR/x b", "column 7:", "number" },
		{ "a NEAR/99999 b", "column", "number" },
		{ "a NEAR (b c)", "column 3:", "both sides" },
		{ "\"a b\"~ c", "column 6:", "number" },
		{ "@", "column 2:", "expected a figure" },
		{ "@nobody", "column 1:", "no figure \"nobody\"" },
		{ "& x", "column 1:", "no letter" },
		{ "a*", "column 1:", "two letters" },
		{ "-a", "column 1:", "negated" },
		{ "a OR NOT b", "column 1:", "negated" },
		{ "a - b", "column 4:", "right behind -" },
		{ "\"\"", "column 1:", "expected words" }
	};
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		const char *why = refusal(bad[i].q);

		ck_assert_msg(strncmp(why, bad[i].starts,
		    strlen(bad[i].starts)) == 0 && strstr(why, bad[i].has),
		    "%s gave: %s", bad[i].q, why);
	}
}
END_TEST

static void
repeat(char *out, const char *s, size_t times)
{
	for (; times > 0; times--)
		out = stpcpy(out, s);
}

START_TEST(ceilings_hold)
{
	char *q = xcalloc(1, 3 * QUERY_LEN);

	repeat(q, "(", QUERY_DEPTH + 1);
	ck_assert_ptr_nonnull(strstr(refusal(q), "inside one another"));
	repeat(q, "NOT ", QUERY_DEPTH + 1);
	ck_assert_ptr_nonnull(strstr(refusal(q), "inside one another"));
	repeat(q, "a ", QUERY_TERMS + 1);
	ck_assert_ptr_nonnull(strstr(refusal(q), "256 terms"));
	repeat(q, "ab* ", QUERY_PREFIXES + 1);
	ck_assert_ptr_nonnull(strstr(refusal(q), "32 words with *"));
	repeat(q, "/a/ ", QUERY_REGEXES + 1);
	ck_assert_ptr_nonnull(strstr(refusal(q), "16 patterns"));
	repeat(q, "x", QUERY_LEN + 1);
	ck_assert_ptr_nonnull(strstr(refusal(q), "4096 bytes"));
	strcpy(q, "\"");
	repeat(q + 1, "a ", 17);
	strcat(q, "\"");
	ck_assert_ptr_nonnull(strstr(refusal(q), "16 words"));
	ck_assert_str_eq(refusal("a OR b"), "");
	free(q);
}
END_TEST

START_TEST(a_long_flat_query_needs_no_depth)
{
	char *q = xcalloc(1, QUERY_LEN);

	repeat(q, "a OR ", 200);
	strcat(q, "b");
	ck_assert_str_eq(refusal(q), "");
	free(q);
}
END_TEST

START_TEST(bytes_that_are_no_text_are_refused)
{
	ck_assert_ptr_nonnull(strstr(refusal("a \xff"), "UTF-8"));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("query");

	UNIT_CASE(s, "tree", and_is_implied_and_binds_before_or,
	    not_and_minus_bind_most, near_has_a_distance_and_chains,
	    operators_are_written_in_capitals, terms_keep_what_they_are,
	    typographic_quotes_are_quotes);
	UNIT_CASE(s, "errors", errors_name_the_column_and_what_was_expected,
	    ceilings_hold, a_long_flat_query_needs_no_depth,
	    bytes_that_are_no_text_are_refused);
	return unit_run(s);
}
