/* SPDX-License-Identifier: ISC */
/*
 * Russian names in their cases.  Two words are one name when what differs
 * at their ends belongs to one declension; the nominative is found from
 * the endings that Russian surnames have.
 */
#include "parse/extract/person.h"

#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"

#define STEM_BYTES	6	/* three letters that must be the same */
#define BACK_LETTERS	3	/* that may belong to both endings */

/* Each declension's endings, between bars; || is no ending at all. */
static const char *const declensions[] = {
	"||а|у|ым|ом|ем|е|ой|ою|ы|ых|ыми|",
	("|ий|ый|ой|ого|его|ому|ему|им|ым|ом|ем|ая|яя|ую|юю|ей|ою|ие|ые|их|"
	    "ых|"),
	"|ь|я|ю|ем|е|и|ью|", "|й|я|ю|ем|е|и|", "|а|ы|и|е|у|ой|ою|ей|ею|",
	"|я|и|е|ю|ей|ею|ию|ии|", "|ел|ла|лу|лом|ле|", "|ев|ьва|ьву|ьвом|ьве|",
	"|ец|ца|цу|цом|цем|це|", "|ок|ка|ку|ком|ке|", "|ек|ка|ку|ком|ке|"
};

static bool
has_ending(const char *list, const char *ending)
{
	size_t n = strlen(ending);
	const char *at;

	for (at = list; (at = strchr(at, '|')) != NULL; at++)
		if (strncmp(at + 1, ending, n) == 0 && at[1 + n] == '|')
			return true;
	return false;
}

static size_t
common_prefix(const char *a, const char *b)
{
	size_t i = 0;

	while (a[i] != '\0' && a[i] == b[i])
		i++;
	while (i > 0 && ((unsigned char)a[i] & 0xc0) == 0x80)
		i--;
	return i;
}

bool
ru_same(const char *a, const char *b)
{
	size_t k = common_prefix(a, b), back, i;

	if (a[k] == '\0' && b[k] == '\0')
		return true;
	for (back = 0; back <= BACK_LETTERS && k >= STEM_BYTES; back++) {
		for (i = 0; i < sizeof(declensions) / sizeof(declensions[0]);
		    i++)
			if (has_ending(declensions[i], a + k) &&
			    has_ending(declensions[i], b + k))
				return true;
		do
			k--;
		while (k > 0 && ((unsigned char)a[k] & 0xc0) == 0x80);
	}
	return false;
}

/* Endings of surnames and what the nominative has in their place. */
struct surname {
	const char	*ending;
	const char	*nominative;
	bool		 certain;	/* only when the case is known */
};

static const struct surname male[] = {
	{ "ского", "ский", false }, { "скому", "ский", false },
	{ "ским", "ский", false }, { "ском", "ский", false },
	{ "цкого", "цкий", false }, { "цкому", "цкий", false },
	{ "цким", "цкий", false }, { "цком", "цкий", false },
	{ "овым", "ов", false }, { "евым", "ев", false },
	{ "иным", "ин", false }, { "ыным", "ын", false },
	{ "ова", "ов", false }, { "ева", "ев", false },
	{ "ина", "ин", false }, { "ына", "ын", false },
	{ "ову", "ов", false }, { "еву", "ев", false },
	{ "ину", "ин", false }, { "ыну", "ын", false },
	{ "ове", "ов", true }, { "еве", "ев", true }, { "ине", "ин", true },
	{ "ого", "ый", true }, { "ому", "ый", true }, { "ым", "ый", true },
	{ "ом", "", true }, { "ем", "", true }, { "а", "", true },
	{ "у", "", true }, { "я", "й", true }, { "ю", "й", true },
	{ "ы", "а", true }, { "и", "а", true }, { "ой", "а", true }
};

static const struct surname female[] = {
	{ "ской", "ская", false }, { "скую", "ская", false },
	{ "цкой", "цкая", false }, { "цкую", "цкая", false },
	{ "овой", "ова", false }, { "евой", "ева", false },
	{ "иной", "ина", false }, { "ыной", "ына", false },
	{ "ову", "ова", false }, { "еву", "ева", false },
	{ "ину", "ина", false }, { "ою", "а", false }, { "ой", "ая", true }
};

/* Gender unknown: only what is plain in either. */
static const struct surname either[] = {
	{ "ского", "ский", false }, { "скому", "ский", false },
	{ "ским", "ский", false }, { "цкого", "цкий", false },
	{ "цкому", "цкий", false }, { "цким", "цкий", false },
	{ "овым", "ов", false }, { "евым", "ев", false },
	{ "иным", "ин", false }, { "овой", "ова", false },
	{ "евой", "ева", false }, { "иной", "ина", false },
	{ "ской", "ская", false }, { "ова", "ов", true },
	{ "ева", "ев", true }, { "ина", "ин", true }, { "ом", "", true },
	{ "ы", "а", true }, { "а", "", true }, { "я", "й", true }
};

static const char *
exchange(struct pool *pool, const char *s, size_t n, const struct surname *t,
    size_t count, bool certain)
{
	size_t i, k;

	for (i = 0; i < count; i++) {
		k = strlen(t[i].ending);
		if ((t[i].certain && !certain) || n < k + 4 ||
		    memcmp(s + n - k, t[i].ending, k) != 0)
			continue;
		return pool_printf(pool, "%.*s%s", (int)(n - k), s,
		    t[i].nominative);
	}
	return pool_strndup(pool, s, n);
}

#define EXCHANGE(table)	\
	exchange(pool, s, n, table, sizeof(table) / sizeof(table[0]), certain)

const char *
ru_nominative(struct pool *pool, const char *s, size_t n, enum gender g,
    bool certain)
{
	switch (g) {
	case GENDER_MALE:
		return EXCHANGE(male);
	case GENDER_FEMALE:
		return EXCHANGE(female);
	default:
		return EXCHANGE(either);
	}
}

const char *
ru_capital(struct pool *pool, const char *folded)
{
	char *out = pool_strdup(pool, folded);
	size_t i, k, n = strlen(folded);
	char enc[UTF8_MAX];
	bool first = true;
	uint32_t cp;

	for (i = 0; i < n; i += k) {
		k = utf8_decode(folded + i, n - i, &cp);
		if (first && cp != UTF8_BAD && utf8_encode(
		    (uint32_t)u_toupper((UChar32)cp), enc) == k)
			memcpy(out + i, enc, k);
		first = cp == '-';
	}
	return out;
}
