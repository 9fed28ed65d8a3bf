/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include "base/fold.h"
#include "base/utf8.h"
#include "unit.h"

static char out[1024];

static const char *
fold(const char *s)
{
	out[fold_text(s, strlen(s), out, sizeof(out) - 1, NULL)] = '\0';
	return out;
}

START_TEST(case_and_accents_make_no_difference)
{
	ck_assert_str_eq(fold("Łukasz"), "lukasz");
	ck_assert_str_eq(fold("STRASSE Straße"), "strasse strasse");
	ck_assert_str_eq(fold("Ørsted Đorđe"), "orsted dorde");
	ck_assert_str_eq(fold("ΑΘΉΝΑ Αθήνας"), "αθηνα αθηνασ");
	ck_assert_str_eq(fold("Пётр ПЁТР"), "петр петр");
	ck_assert_str_eq(fold("İstanbul Erdoğan ISPARTA"),
	    "istanbul erdogan isparta");
	ck_assert_str_eq(fold("東京"), "東京");
	ck_assert_str_eq(fold("ﬁnal Ａ"), "final a");
	ck_assert_str_eq(fold("Việt Nam"), "viet nam");
}
END_TEST

START_TEST(short_i_is_one_letter_composed_or_not)
{
	ck_assert_str_eq(fold("Сергеи\u0306"), "сергей");
	ck_assert_str_eq(fold("\u0419"), "й");
	ck_assert_str_eq(fold("Киі\u0308в"), "київ");
	ck_assert_str_ne(fold("мой"), "мои");
	/* A mark that hangs on no letter makes none. */
	ck_assert_str_eq(fold("и`\u0306"), "и'");
}
END_TEST

START_TEST(what_is_not_there_is_dropped)
{
	ck_assert_str_eq(fold("Нары\u0301шкин"), "нарышкин");
	ck_assert_str_eq(fold("Narysh\u00adkin"), "naryshkin");
	ck_assert_str_eq(fold("Narysh\u200bkin\ufeff"), "naryshkin");
	ck_assert_str_eq(fold("\u2067a\u2069"), "a");
}
END_TEST

START_TEST(quotes_dashes_and_blanks_are_one_kind)
{
	ck_assert_str_eq(fold("“a” «b» „c‟"), "\"a\" \"b\" \"c\"");
	ck_assert_str_eq(fold("d’A ʼb"), "d'a 'b");
	ck_assert_str_eq(fold("a\u2011b \u2014 c"), "a-b - c");
	ck_assert_str_eq(fold("a \u00a0\n\tb "), "a b");
}
END_TEST

START_TEST(every_byte_knows_its_code_point)
{
	const char *s = "aß\u00adЁ";
	uint32_t map[16];
	size_t n = fold_text(s, strlen(s), out, sizeof(out), map);

	ck_assert_int_eq(n, 5);		/* a s s and the two bytes of е */
	ck_assert_int_eq(map[0], 0);
	ck_assert_int_eq(map[1], 1);
	ck_assert_int_eq(map[2], 1);
	ck_assert_int_eq(map[3], 3);
	ck_assert_int_eq(map[4], 3);
}
END_TEST

START_TEST(output_never_passes_its_room_nor_cuts_a_letter)
{
	const char *s = "яяяя";
	size_t room;

	for (room = 0; room < 9; room++) {
		size_t n = fold_text(s, strlen(s), out, room, NULL);

		ck_assert_uint_le(n, room);
		ck_assert(utf8_is_valid(out, n));
	}
}
END_TEST

START_TEST(broken_bytes_come_out_as_one_mark)
{
	ck_assert_str_eq(fold("a\xff" "b"), "a?b");
}
END_TEST

/* The first letter of the decomposition, its case folded: what most of the
 * table has to say. */
static uint32_t
by_icu(uint32_t cp)
{
	UErrorCode err = U_ZERO_ERROR;
	const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&err);
	UChar units[20];
	int32_t i = 0, n;
	UChar32 c = (UChar32)cp;

	n = unorm2_getDecomposition(nfkd, c, units, 20, &err);
	if (n > 0)
		U16_NEXT(units, i, n, c);
	return (uint32_t)u_foldCase(c, U_FOLD_CASE_DEFAULT);
}

START_TEST(the_table_says_what_icu_says)
{
	/* Letters that do not decompose, and the three that must not. */
	static const uint32_t own[] = { 0xe6, 0xf0, 0xf8, 0xfe, 0x111, 0x127,
	    0x131, 0x138, 0x142, 0x149, 0x14b, 0x153, 0x167, 0x180, 0x192,
	    0x19a, 0x1b6, 0x1dd, 0x256, 0x259, 0x268, 0x439, 0x457, 0x45e,
	    0x463, 0x491, 0x140, 0x1e2, 0x1e3, 0x1fd, 0x1ff };
	uint32_t cp, k, letters = 0;
	struct folded f;

	for (cp = 0; cp < FOLD_TABLE; cp++) {
		uint32_t low = (uint32_t)u_foldCase((UChar32)cp,
		    U_FOLD_CASE_DEFAULT);

		fold_one(cp, &f);
		for (k = 0; k < sizeof(own) / sizeof(own[0]); k++)
			if (own[k] == low || own[k] == cp)
				break;
		if (k < sizeof(own) / sizeof(own[0]) || f.class == FOLD_DROP)
			continue;
		ck_assert_msg((f.class == FOLD_LETTER || f.class ==
		    FOLD_APOS) == (u_isalpha((UChar32)cp) != 0) ||
		    f.class == FOLD_APOS, "class of %04x", cp);
		if (f.class != FOLD_LETTER)
			continue;
		letters++;
		fold_one(by_icu(cp), &f);
		k = f.cp[0];
		fold_one(cp, &f);
		ck_assert_msg(f.cp[0] == k, "%04x is %04x, not %04x", cp,
		    f.cp[0], k);
		ck_assert_msg(f.upper == (u_isupper((UChar32)cp) ||
		    u_istitle((UChar32)cp)), "case of %04x", cp);
	}
	ck_assert_uint_gt(letters, 900);
}
END_TEST

START_TEST(folding_twice_changes_nothing)
{
	struct folded f, g;
	uint32_t cp;
	uint8_t i;

	for (cp = 0; cp < 0x20000; cp++) {
		fold_one(cp, &f);
		for (i = 0; i < f.n; i++) {
			fold_one(f.cp[i], &g);
			ck_assert_msg(g.n == 1 && g.cp[0] == f.cp[i],
			    "%04x -> %04x", cp, f.cp[i]);
		}
	}
}
END_TEST

START_TEST(twins_look_alike_and_lead_back)
{
	ck_assert_int_eq(fold_twin('a', FOLD_CYRILLIC), 0x430);
	ck_assert_int_eq(fold_twin(0x421, FOLD_LATIN), 'C');
	ck_assert_int_eq(fold_twin('b', FOLD_CYRILLIC), 0);
	ck_assert_int_eq(fold_twin(0x448, FOLD_LATIN), 0);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("fold");

	UNIT_CASE(s, "fold", case_and_accents_make_no_difference,
	    short_i_is_one_letter_composed_or_not,
	    what_is_not_there_is_dropped,
	    quotes_dashes_and_blanks_are_one_kind,
	    every_byte_knows_its_code_point,
	    output_never_passes_its_room_nor_cuts_a_letter,
	    broken_bytes_come_out_as_one_mark,
	    the_table_says_what_icu_says,
	    folding_twice_changes_nothing,
	    twins_look_alike_and_lead_back);
	return unit_run(s);
}
