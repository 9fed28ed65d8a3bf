/* SPDX-License-Identifier: ISC */
/*
 * Verbs of speech by any of their forms.  English forms are traced back to
 * the base by undoing -s, -ed and -ing; Russian ones by taking off the
 * endings of tense and gender.  What comes out must stand in the table.
 */
#include "parse/extract/quote_verb_table.h"

#include <string.h>

#define VERB_MAX	48	/* bytes; longer words are no verb of ours */

static const struct verb_base *
base_find(const struct verb_base *t, size_t n, const char *word)
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

/* The bits of the verb whose base is word[0..n) + tail. */
static uint32_t
with_tail(const char *word, size_t n, const char *tail)
{
	const struct verb_base *v;
	char base[VERB_MAX + 8];

	if (n < 2 || n >= VERB_MAX)
		return 0;
	memcpy(base, word, n);
	memcpy(base + n, tail, strlen(tail) + 1);
	v = base_find(verbs_en, verbs_en_n, base);
	return v != NULL ? v->bits : 0;
}

/* Undoes what stands before -ed or -ing: agreed, denied, quipped. */
static uint32_t
before_suffix(const char *word, size_t n)
{
	uint32_t bits;

	if ((bits = with_tail(word, n, "")) != 0 ||
	    (bits = with_tail(word, n, "e")) != 0)
		return bits;
	if (n > 2 && word[n - 1] == 'i')
		return with_tail(word, n - 1, "y");
	if (n > 3 && word[n - 1] == word[n - 2])
		return with_tail(word, n - 1, "");
	return 0;
}

static bool
ends(const char *word, size_t n, const char *tail)
{
	size_t k = strlen(tail);

	return n > k && memcmp(word + n - k, tail, k) == 0;
}

static uint32_t
find_irregular(const char *word)
{
	size_t i, n;

	for (i = 0; i < verbs_en_irregular_n; i++)
		if (strcmp(verbs_en_irregular[i].word, word) == 0) {
			n = strlen(verbs_en_irregular[i].base);
			return with_tail(verbs_en_irregular[i].base, n, "") |
			    verbs_en_irregular[i].bits;
		}
	return 0;
}

uint32_t
verb_find_en(const char *word)
{
	size_t n = strlen(word);
	uint32_t bits;

	if (n < 2 || n >= VERB_MAX)
		return 0;
	if ((bits = find_irregular(word)) != 0)
		return bits;
	if ((bits = with_tail(word, n, "")) != 0)
		return bits | V_BASE | V_PRES;
	if (ends(word, n, "ing") && (bits = before_suffix(word, n - 3)) != 0)
		return (bits & ~(uint32_t)V_NOUN) | V_ING;
	if (ends(word, n, "ed") && (bits = before_suffix(word, n - 2)) != 0)
		return (bits & ~(uint32_t)V_NOUN) | V_PAST | V_PP;
	if (ends(word, n, "ies") && (bits = with_tail(word, n - 3, "y")) != 0)
		return bits | V_PRES;
	if (ends(word, n, "es") && (bits = with_tail(word, n - 2, "")) != 0)
		return bits | V_PRES;
	if (ends(word, n, "s") && (bits = with_tail(word, n - 1, "")) != 0)
		return bits | V_PRES;
	return 0;
}

/* The endings that a Russian stem takes here. */
static const struct {
	const char	*ending;
	uint32_t	 bits;
} endings[] = {
	{ "л", V_PAST | V_MASC }, { "ла", V_PAST | V_FEM }, { "ло", V_PAST },
	{ "ли", V_PAST | V_PLURAL }, { "в", V_ING }, { "вши", V_ING },
	{ "ет", V_PRES }, { "ют", V_PRES | V_PLURAL }, { "я", V_ING }
};

static const char *const reflexive[] = { "ся", "сь" };

static uint32_t
find_stem(const char *word, size_t n, bool refl)
{
	const struct verb_base *v;
	char stem[VERB_MAX];
	size_t i, k;

	for (i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		if (!ends(word, n, endings[i].ending))
			continue;
		k = n - strlen(endings[i].ending);
		memcpy(stem, word, k);
		stem[k] = '\0';
		v = base_find(verbs_ru, verbs_ru_n, stem);
		if (v == NULL || (!refl && (v->bits & (V_SAY | V_CALL |
		    V_QUOTES | V_WEAK)) == 0) ||
		    (refl && (v->bits & V_REFL) == 0))
			continue;
		return (v->bits & ~(uint32_t)V_REFL) | endings[i].bits |
		    (refl ? V_SAY : 0);
	}
	return 0;
}

static uint32_t
find_form(const struct verb_base *t, size_t count, const char *word)
{
	const struct verb_base *v = base_find(t, count, word);
	size_t n = strlen(word);

	if (v == NULL)
		return 0;
	if ((v->bits & V_PAST) == 0)
		return v->bits | (ends(word, n, "ют") || ends(word, n, "ят") ||
		    ends(word, n, "ны") ? V_PLURAL : 0);
	if (ends(word, n, "ла") || ends(word, n, "лась"))
		return v->bits | V_FEM;
	if (ends(word, n, "ли") || ends(word, n, "лись"))
		return v->bits | V_PLURAL;
	return v->bits | V_MASC;
}

uint32_t
verb_find_ru(const char *word, bool ukrainian)
{
	size_t n = strlen(word), i;
	uint32_t bits;

	if (n < 4 || n >= VERB_MAX)
		return 0;
	if ((ukrainian && (bits = find_form(verbs_uk_forms, verbs_uk_forms_n,
	    word)) != 0) || (bits = find_form(verbs_ru_forms,
	    verbs_ru_forms_n, word)) != 0 ||
	    (bits = find_stem(word, n, false)) != 0)
		return bits;
	for (i = 0; i < sizeof(reflexive) / sizeof(reflexive[0]); i++)
		if (ends(word, n, reflexive[i]))
			return find_stem(word, n - strlen(reflexive[i]), true);
	return 0;
}
