/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <string.h>

#include "base/buf.h"
#include "parse/extract/person.h"
#include "parse/extract/quote_lex_table.h"
#include "parse/extract/quote_verb_table.h"

static struct pool *pool;

static void
set_up(void)
{
	pool = pool_new();
}

static void
tear_down(void)
{
	pool_free(pool);
}

/* --- names ---------------------------------------------------------------- */

/* The actor that a name in a sentence of its own means, as a name. */
static const char *
fullest(const char *text, const char *name)
{
	struct toks ts, one;
	struct cast c;
	int a;

	toks_read(&ts, text, strlen(text), false);
	cast_init(&c, pool);
	cast_read(&c, &ts, false);
	toks_read(&one, name, strlen(name), false);
	a = cast_find(&c, &one, one.v, 0, one.len - 1, GENDER_UNKNOWN);
	toks_clear(&one);
	toks_clear(&ts);
	return a >= 0 ? c.v[a].name : "nobody";
}

START_TEST(a_surname_means_the_fullest_name_in_the_text)
{
	static const char text[] = "Mayor Anna Lind met Joseph R. Doe. Lind "
	    "said that Doe was late. [US President Donald] Trask and Xi "
	    "Wenbo sent letters. The director of the service, Olu Babs, "
	    "wrote to Ludwig van Dalen.";

	ck_assert_str_eq(fullest(text, "Lind"), "Anna Lind");
	ck_assert_str_eq(fullest(text, "Joe Doe"), "Joseph R. Doe");
	ck_assert_str_eq(fullest(text, "Trask"), "Donald Trask");
	ck_assert_str_eq(fullest(text, "Xi"), "Xi Wenbo");
	ck_assert_str_eq(fullest(text, "Babs"), "Olu Babs");
	ck_assert_str_eq(fullest(text, "Dalen"), "Ludwig van Dalen");
	ck_assert_str_eq(fullest(text, "Mary Doe"), "nobody");
	ck_assert_str_eq(fullest(text, "Smith"), "nobody");
}
END_TEST

START_TEST(russian_names_are_one_in_all_their_cases)
{
	static const char text[] = "По словам Сергея Лаптева, встреча с "
	    "Марией Зотовой была полезной. Зеленчук и Владимир Крымский "
	    "звонили Дональду Хейзу. О Льве Толстоухове не вспоминали.";

	ck_assert_str_eq(fullest(text, "Лаптев"), "Сергей Лаптев");
	ck_assert_str_eq(fullest(text, "Лаптевым"), "Сергей Лаптев");
	ck_assert_str_eq(fullest(text, "Зотова"), "Мария Зотова");
	ck_assert_str_eq(fullest(text, "Крымского"), "Владимир Крымский");
	ck_assert_str_eq(fullest(text, "Хейз"), "Дональд Хейз");
	ck_assert_str_eq(fullest(text, "Толстоухова"), "Лев Толстоухов");
}
END_TEST

START_TEST(endings_tell_which_words_can_be_one_name)
{
	static const char *const same[][2] = {
		{ "лавров", "лавровым" }, { "захарова", "захаровой" },
		{ "крымский", "крымского" }, { "сергей", "сергея" },
		{ "мария", "марией" }, { "павел", "павла" },
		{ "меркель", "меркель" }
	};
	static const char *const other[][2] = {
		{ "иванов", "петров" }, { "путин", "путилов" },
		{ "орлов", "орловский" }
	};
	size_t i;

	for (i = 0; i < sizeof(same) / sizeof(same[0]); i++)
		ck_assert_msg(ru_same(same[i][0], same[i][1]), "%s %s",
		    same[i][0], same[i][1]);
	for (i = 0; i < sizeof(other) / sizeof(other[0]); i++)
		ck_assert_msg(!ru_same(other[i][0], other[i][1]), "%s %s",
		    other[i][0], other[i][1]);
}
END_TEST

START_TEST(surnames_go_back_to_the_nominative)
{
	static const struct {
		const char	*name;
		enum gender	 gender;
		bool		 certain;
		const char	*want;
	} c[] = {
		{ "Лаптева", GENDER_MALE, false, "Лаптев" },
		{ "Лаптевой", GENDER_FEMALE, false, "Лаптева" },
		{ "Крымского", GENDER_MALE, false, "Крымский" },
		{ "Крымской", GENDER_FEMALE, false, "Крымская" },
		{ "Хейза", GENDER_MALE, true, "Хейз" },
		{ "Хейза", GENDER_MALE, false, "Хейза" },
		{ "Кулебы", GENDER_MALE, true, "Кулеба" },
		{ "Зотовым", GENDER_UNKNOWN, false, "Зотов" },
		{ "Меркель", GENDER_FEMALE, true, "Меркель" }
	};
	size_t i;

	for (i = 0; i < sizeof(c) / sizeof(c[0]); i++)
		ck_assert_str_eq(ru_nominative(pool, c[i].name,
		    strlen(c[i].name), c[i].gender, c[i].certain), c[i].want);
	ck_assert_str_eq(ru_capital(pool, "анна-мария"), "Анна-Мария");
}
END_TEST

/* --- roles ------------------------------------------------------------------ */

static const char *
by_role(const char *text, const char *role, int focus, enum gender g)
{
	struct toks ts, one;
	struct cast c;
	int a;

	toks_read(&ts, text, strlen(text), false);
	cast_init(&c, pool);
	cast_read(&c, &ts, false);
	toks_read(&one, role, strlen(role), false);
	a = cast_by_role(&c, &one, one.v, 0, one.len - 1, focus, g);
	toks_clear(&one);
	toks_clear(&ts);
	return a >= 0 ? c.v[a].name : "nobody";
}

START_TEST(a_role_means_whoever_bears_it)
{
	static const char text[] = "Director of the Northern Ice Service "
	    "(NIS) Boris Orlov met the head of the US Coast Office (CO) "
	    "Jane Roe and Foreign Ministry spokeswoman Anna Lind.";

	ck_assert_str_eq(by_role(text, "the NIS chief", -1, GENDER_UNKNOWN),
	    "Boris Orlov");
	ck_assert_str_eq(by_role(text, "The head of the coast office", -1,
	    GENDER_UNKNOWN), "Jane Roe");
	ck_assert_str_eq(by_role(text, "the spokeswoman", -1,
	    GENDER_UNKNOWN), "Anna Lind");
	ck_assert_str_eq(by_role(text, "the diplomat", 2, GENDER_UNKNOWN),
	    "Anna Lind");
	ck_assert_str_eq(by_role(text, "a spokeswoman", -1,
	    GENDER_UNKNOWN), "nobody");
	ck_assert_str_eq(by_role(text, "his lawyer", 0, GENDER_UNKNOWN),
	    "nobody");
	ck_assert_str_eq(by_role(text, "the general staff", 0,
	    GENDER_UNKNOWN), "nobody");
	ck_assert_str_eq(by_role(text, "officials", 0, GENDER_UNKNOWN),
	    "nobody");
}
END_TEST

START_TEST(russian_roles_mean_whoever_bears_them)
{
	static const char text[] = "Директор Ледовой службы Борис Орлов "
	    "встретился с официальным представителем МИД Анной Линд.";

	ck_assert_str_eq(by_role(text, "глава службы", -1, GENDER_MALE),
	    "Борис Орлов");
	ck_assert_str_eq(by_role(text, "представитель МИД", -1,
	    GENDER_FEMALE), "Анна Линд");
	ck_assert_str_eq(by_role(text, "источник", 0, GENDER_MALE), "nobody");
}
END_TEST

/* --- tables ------------------------------------------------------------------ */

START_TEST(every_table_is_sorted_and_says_a_word_once)
{
	size_t i;

#define CHECK_SORTED(t)							\
	for (i = 1; i < t##_n; i++)					\
		ck_assert_msg(strcmp(t[i - 1].word, t[i].word) < 0,	\
		    #t ": %s, %s", t[i - 1].word, t[i].word)
	CHECK_SORTED(lex_en);
	CHECK_SORTED(lex_ru);
	CHECK_SORTED(lex_geo);
	CHECK_SORTED(lex_names_en);
	CHECK_SORTED(lex_names_ru);
	CHECK_SORTED(verbs_en);
	CHECK_SORTED(verbs_ru);
	CHECK_SORTED(verbs_ru_forms);
	CHECK_SORTED(verbs_uk_forms);
#undef CHECK_SORTED
}
END_TEST

START_TEST(verbs_are_known_in_all_their_forms)
{
	static const struct {
		const char	*word;
		uint32_t	 bits;
	} en[] = {
		{ "said", V_SAY | V_PAST }, { "says", V_SAY | V_PRES },
		{ "saying", V_SAY | V_ING }, { "denied", V_SAY | V_PAST },
		{ "quipped", V_SAY | V_PAST }, { "argued", V_SAY | V_PAST },
		{ "replies", V_SAY | V_PRES }, { "told", V_TELL | V_PAST },
		{ "describing", V_CALL | V_ING }, { "went", V_PAST },
		{ "got", V_OTHER }
	}, ru[] = {
		{ "сказал", V_SAY | V_PAST | V_MASC },
		{ "сказала", V_SAY | V_PAST | V_FEM },
		{ "отметили", V_SAY | V_PAST | V_PLURAL },
		{ "подчеркивает", V_SAY | V_PRES },
		{ "добавив", V_SAY | V_ING }, { "отмечая", V_ING },
		{ "призналась", V_SAY | V_PAST | V_FEM },
		{ "надеется", V_SAY | V_PRES }, { "говорится", V_IMPERS },
		{ "цитирует", V_QUOTES | V_PRES }, { "назвал", V_CALL }
	};
	size_t i;

	for (i = 0; i < sizeof(en) / sizeof(en[0]); i++)
		ck_assert_msg((verb_find_en(en[i].word) & en[i].bits) ==
		    en[i].bits, "%s", en[i].word);
	for (i = 0; i < sizeof(ru) / sizeof(ru[0]); i++)
		ck_assert_msg((verb_find_ru(ru[i].word, false) & ru[i].bits)
		    == ru[i].bits, "%s", ru[i].word);
	ck_assert_uint_eq(verb_find_en("table") | verb_find_en("s") |
	    verb_find_en("ing") | verb_find_ru("стола", false), 0);
	ck_assert_uint_ne(verb_find_ru("сказав", true) & V_PAST, 0);
	ck_assert_uint_eq(verb_find_ru("сказав", false) & V_PAST, 0);
}
END_TEST

START_TEST(nouns_and_first_names_are_known_in_any_case)
{
	enum lex_role role = R_NONE;
	char out[LEX_WORD];
	bool oblique;

	ck_assert_uint_ne(lex_find_noun("министра", &role, &oblique) &
	    L_TITLE, 0);
	ck_assert(oblique);
	ck_assert_int_eq(role, R_MIN);
	ck_assert_uint_ne(lex_find_noun("министр", &role, &oblique), 0);
	ck_assert(!oblique);
	ck_assert(lex_nominative("ведомстве", out));
	ck_assert_str_eq(out, "ведомство");
	ck_assert(!lex_nominative("абырвалге", out));
	ck_assert_uint_ne(lex_first_name("сергею", true, out) & L_MASC, 0);
	ck_assert_str_eq(out, "сергей");
	ck_assert_uint_ne(lex_first_name("anna", false, out) & L_FEM, 0);
	ck_assert_uint_eq(lex_first_name("qwerty", false, out), 0);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("persons");
	TCase *tc = tcase_create("names and roles");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, a_surname_means_the_fullest_name_in_the_text);
	tcase_add_test(tc, russian_names_are_one_in_all_their_cases);
	tcase_add_test(tc, surnames_go_back_to_the_nominative);
	tcase_add_test(tc, a_role_means_whoever_bears_it);
	tcase_add_test(tc, russian_roles_mean_whoever_bears_them);
	suite_add_tcase(s, tc);
	UNIT_CASE(s, "words", endings_tell_which_words_can_be_one_name,
	    every_table_is_sorted_and_says_a_word_once,
	    verbs_are_known_in_all_their_forms,
	    nouns_and_first_names_are_known_in_any_case);
	return unit_run(s);
}
