/* SPDX-License-Identifier: ISC */
/*
 * Names against the vectors of tests/corpus/match: what must hit, what
 * must not, and how many attested spellings one spelling leads to.
 */
#include <stdio.h>
#include <string.h>

#include "base/xalloc.h"
#include "match/match.h"
#include "match_util.h"
#include "unit.h"

#define FIELDS	40

/* Splits a line at its tabs in place. */
static size_t
split(char *line, char *field[FIELDS])
{
	size_t n = 0;

	line[strcspn(line, "\n")] = '\0';
	for (; n < FIELDS && line != NULL; n++) {
		field[n] = line;
		if ((line = strchr(line, '\t')) != NULL)
			*line++ = '\0';
	}
	return n;
}

static FILE *
corpus(const char *name)
{
	char path[512];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", MATCH_CORPUS, name);
	f = fopen(path, "r");
	ck_assert_msg(f != NULL, "%s cannot be read", path);
	return f;
}

static bool
vector_hits(const char *alias, const char *text, const char *lang)
{
	const char *roles[2] = { NULL, NULL };
	struct figure_def def = { .id = "x", .name = "Zyxw Qvutsr" };
	char *query;
	bool hit;

	if (strncmp(alias, "role:", 5) == 0) {
		roles[0] = alias + 5;
		def.roles = roles;
		return met_figure(&def, text);
	}
	query = xasprintf("@\"%s\"", alias);
	hit = met_in(query, text, lang);
	free(query);
	return hit;
}

START_TEST(every_vector_is_decided_as_it_says)
{
	FILE *f = corpus("names.tsv");
	char *line = NULL, *field[FIELDS];
	size_t cap = 0, n = 0, wrong = 0, fields;

	while (getline(&line, &cap, f) > 0) {
		if (line[0] == '#' || (fields = split(line, field)) < 3)
			continue;
		n++;
		if (vector_hits(field[0], field[1], fields > 4 ? field[4] :
		    NULL) == (field[2][0] == '1'))
			continue;
		wrong++;
		fprintf(stderr, "%s / %s: not %s\n", field[0], field[1],
		    field[2]);
	}
	free(line);
	fclose(f);
	ck_assert_uint_gt(n, 300);
	ck_assert_uint_eq(wrong, 0);
}
END_TEST

START_TEST(one_spelling_leads_to_nearly_all_others)
{
	FILE *f = corpus("spellings.tsv");
	char *line = NULL, *field[FIELDS], *query;
	size_t cap = 0, i, n, met_n = 0, all = 0;

	while (getline(&line, &cap, f) > 0) {
		if (line[0] == '#' || (n = split(line, field)) < 2)
			continue;
		query = xasprintf("@\"%s\"", field[0]);
		for (i = 1; i < n; i++, all++)
			met_n += met(query, field[i]);
		free(query);
	}
	free(line);
	fclose(f);
	ck_assert_uint_gt(all, 400);
	ck_assert_uint_ge(met_n * 100, all * 97);
}
END_TEST

static void
count_form(const char *form, const char *rule, void *arg)
{
	size_t *n = arg;

	ck_assert(form[0] != '\0' && rule[0] != '\0');
	(*n)++;
}

START_TEST(the_forms_of_a_name_can_be_listed)
{
	char *cause = NULL;
	size_t n = 0;

	ck_assert_int_eq(match_forms("Sergey Naryshkin", count_form, &n,
	    &cause), 0);
	ck_assert_uint_gt(n, 60);
	ck_assert_int_eq(match_forms("…", count_form, &n, &cause), -1);
	ck_assert_ptr_nonnull(strstr(cause, "no letter"));
	free(cause);
}
END_TEST

START_TEST(another_tongue_s_form_is_nobody_s_name_where_it_is_foreign)
{
	/* Лисков is how a Ukrainian writes Лысков. */
	ck_assert(met_in("@\"Иван Лысков\"", "сказав Лисков", "uk"));
	ck_assert(!met_in("@\"Иван Лысков\"", "сказал Лисков", "ru"));
	ck_assert(met_in("@\"Иван Лысков\"", "сказал Лыскову", "ru"));
}
END_TEST

START_TEST(an_ordinary_word_is_a_name_beside_a_surer_mention)
{
	const char *q = "@\"William Burns\"";

	ck_assert(!met(q, "Burns are common here."));
	ck_assert_str_eq(meet_spans(q, "Burns are common here. William Burns "
	    "said so. Burns left."), "Burns|William Burns|Burns");
}
END_TEST

START_TEST(mentions_are_reported_whole_and_once)
{
	static const char *const also[] = { "Сергей Нарышкин", NULL };
	static const struct figure_def def = { "x", "Sergey Naryshkin", also,
	    NULL, NULL };

	ck_assert(met_figure(&def, "Sergey Naryshkin"));
	ck_assert_str_eq(meet_spans("@\"Sergey Naryshkin\"",
	    "said Sergey Yevgenyevich Naryshkin; Naryshkin, Sergey; "
	    "Naryshkin’s"),
	    "Sergey Yevgenyevich Naryshkin|Naryshkin, Sergey|Naryshkin");
	ck_assert_str_eq(meet_spans("@\"Сергей Нарышкин\"",
	    "(С.Е.Нарышкин) и Нарышкин С.Е. были"),
	    "С.Е.Нарышкин|Нарышкин С.Е");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("names");

	UNIT_CASE(s, "vectors", every_vector_is_decided_as_it_says,
	    one_spelling_leads_to_nearly_all_others);
	UNIT_CASE(s, "names", the_forms_of_a_name_can_be_listed,
	    another_tongue_s_form_is_nobody_s_name_where_it_is_foreign,
	    an_ordinary_word_is_a_name_beside_a_surer_mention,
	    mentions_are_reported_whole_and_once);
	return unit_run(s);
}
