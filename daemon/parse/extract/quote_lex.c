/* SPDX-License-Identifier: ISC */
/*
 * Looking words up.  Russian nouns are listed in the nominative; a word
 * in another case is traced back by exchanging its ending, and counts
 * only when what comes out is listed.
 */
#include "parse/extract/quote_lex_table.h"

#include <string.h>

static const struct lex_word *
word_find(const struct lex_word *t, size_t n, const char *word)
{
	size_t lo = 0, hi = n, mid;
	int cmp;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if ((cmp = strcmp(word, t[mid].word)) == 0)
			return &t[mid];
		if (cmp < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return NULL;
}

static uint32_t
name_find(const struct lex_name *t, size_t n, const char *word)
{
	size_t lo = 0, hi = n, mid;
	int cmp;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if ((cmp = strcmp(word, t[mid].word)) == 0)
			return t[mid].classes;
		if (cmp < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return 0;
}

uint32_t
lex_find(const char *word, bool cyrillic, enum lex_role *role)
{
	const struct lex_word *w;

	if (cyrillic) {
		w = word_find(lex_ru, lex_ru_n, word);
	} else if ((w = word_find(lex_en, lex_en_n, word)) == NULL) {
		w = word_find(lex_geo, lex_geo_n, word);
	}
	if (w == NULL)
		return 0;
	*role = (enum lex_role)w->role;
	return w->classes;
}

/* Endings of the other cases and what the nominative has instead. */
static const struct {
	const char	*other;
	const char	*nominative;
} cases[] = {
	{ "ами", "" }, { "его", "ий" }, { "ему", "ий" }, { "ого", "ый" },
	{ "ому", "ый" }, { "ием", "ий" }, { "иею", "ия" }, { "ией", "ия" },
	{ "ой", "а" }, { "ою", "а" }, { "ей", "я" }, { "ей", "а" },
	{ "ью", "ь" }, { "ом", "" }, { "ем", "" }, { "ем", "й" },
	{ "ем", "ь" }, { "ом", "о" }, { "ых", "ый" }, { "им", "ий" },
	{ "ым", "ый" }, { "ия", "ий" }, { "ию", "ий" }, { "ии", "ий" },
	{ "ии", "ия" }, { "ию", "ия" }, { "а", "" }, { "у", "" }, { "е", "" },
	{ "ы", "а" }, { "и", "а" }, { "е", "а" }, { "у", "а" }, { "я", "й" },
	{ "ю", "й" }, { "е", "й" }, { "я", "ь" }, { "ю", "ь" }, { "и", "ь" },
	{ "а", "о" }, { "у", "о" }, { "е", "о" }, { "и", "я" }, { "ю", "я" },
	{ "е", "я" }, { "ы", "" }, { "и", "" },
	/* Vowels that the nominative alone has: отца, Льва, Павла. */
	{ "ца", "ец" }, { "цу", "ец" }, { "цом", "ец" }, { "ьва", "ев" },
	{ "ьву", "ев" }, { "ьвом", "ев" }, { "вла", "вел" },
	{ "влу", "вел" }, { "влом", "вел" }, { "тра", "тр" }
};

#define NCASES	(sizeof(cases) / sizeof(cases[0]))
#define NOUNS	(L_TITLE | L_ORG | L_MEDIA | L_PLACE | L_HONOR | L_THING)

/* The i-th word that word may be a case of; false when it cannot be. */
static bool
undo_case(const char *word, size_t i, char out[LEX_WORD])
{
	size_t n = strlen(word), k = strlen(cases[i].other);
	size_t m = strlen(cases[i].nominative);

	/* Two letters at least must stay. */
	if (n < k + 4 || n - k + m >= LEX_WORD ||
	    strcmp(word + n - k, cases[i].other) != 0)
		return false;
	memcpy(out, word, n - k);
	memcpy(out + n - k, cases[i].nominative, m + 1);
	return true;
}

uint32_t
lex_find_noun(const char *word, enum lex_role *role, bool *oblique)
{
	char nominative[LEX_WORD];
	uint32_t classes;
	size_t i;

	*oblique = false;
	if ((classes = lex_find(word, true, role)) != 0)
		return classes;
	for (i = 0; i < NCASES; i++) {
		if (!undo_case(word, i, nominative))
			continue;
		classes = lex_find(nominative, true, role);
		if ((classes & NOUNS) != 0) {
			*oblique = true;
			return classes;
		}
	}
	return 0;
}

bool
lex_nominative(const char *word, char out[LEX_WORD])
{
	enum lex_role role;
	size_t i;

	for (i = 0; i < NCASES; i++)
		if (undo_case(word, i, out) && (lex_find(out, true, &role) &
		    NOUNS) != 0)
			return true;
	return false;
}

/* Too short for the rules above. */
static const char *const lion[] = { "льва", "льву", "львом", "льве" };

uint32_t
lex_first_name(const char *word, bool cyrillic, char out[LEX_WORD])
{
	uint32_t classes;
	size_t i;

	for (i = 0; i < sizeof(lion) / sizeof(lion[0]); i++)
		if (strcmp(word, lion[i]) == 0)
			word = "лев";

	if (strlen(word) >= LEX_WORD)
		return 0;
	memcpy(out, word, strlen(word) + 1);
	if (!cyrillic)
		return name_find(lex_names_en, lex_names_en_n, word);
	if ((classes = name_find(lex_names_ru, lex_names_ru_n, word)) != 0)
		return classes;
	for (i = 0; i < NCASES; i++)
		if (undo_case(word, i, out) && (classes = name_find(
		    lex_names_ru, lex_names_ru_n, out)) != 0)
			return classes;
	return 0;
}
