/* SPDX-License-Identifier: ISC */
/* Endings, longest first in each table, and taking them off. */
#include "match/latin.h"

#include <string.h>

#include "match/token.h"

#define BASE_MIN	3	/* bytes of what is left */

static const struct latin_case germanic[] = {
	{ "s", "" }, { NULL, NULL }
};

static const struct latin_case polish[] = {
	{ "skiego", "ski" }, { "skiemu", "ski" }, { "skim", "ski" },
	{ "skiej", "ska" }, { "owi", "" }, { "iego", "i" }, { "iemu", "i" },
	{ "ego", "y" }, { "emu", "y" }, { "iem", "" }, { "em", "" },
	{ "ym", "" }, { "ym", "y" }, { "ie", "" }, { "dzie", "da" },
	{ "cie", "ta" }, { "ce", "ka" }, { "y", "a" }, { "i", "a" },
	{ "a", "" }, { "e", "a" }, { "e", "" }, { "u", "" }, { NULL, NULL }
};

static const struct latin_case czech[] = {
	{ "skeho", "sky" }, { "skemu", "sky" }, { "skym", "sky" },
	{ "skem", "sky" }, { "eho", "y" }, { "emu", "y" }, { "ovi", "" },
	{ "ovo", "" }, { "ova", "" }, { "ove", "" }, { "ovu", "" },
	{ "uv", "" }, { "om", "" }, { "em", "" }, { "ym", "y" },
	{ "y", "a" }, { "u", "a" }, { "ou", "a" }, { "a", "" }, { "u", "" },
	{ "e", "" }, { NULL, NULL }
};

static const struct latin_case south_slavic[] = {
	{ "skoga", "ski" }, { "skog", "ski" }, { "skega", "ski" },
	{ "skome", "ski" }, { "skom", "ski" }, { "skemu", "ski" },
	{ "skim", "ski" }, { "ova", "" }, { "eva", "" }, { "ove", "" },
	{ "ovo", "" }, { "ov", "" }, { "ev", "" }, { "om", "" },
	{ "em", "" }, { "e", "a" }, { "i", "a" }, { "u", "a" }, { "a", "" },
	{ "u", "" }, { NULL, NULL }
};

static const struct latin_case lithuanian[] = {
	{ "skio", "skis" }, { "skiui", "skis" }, { "skiu", "skis" },
	{ "skim", "skis" }, { "jaus", "jus" }, { "jui", "jus" },
	{ "jumi", "jus" }, { "io", "is" }, { "iui", "is" }, { "ui", "as" },
	{ "o", "as" }, { "a", "as" }, { "u", "as" }, { "e", "as" },
	{ NULL, NULL }
};

static const struct latin_case latvian[] = {
	{ "skim", "skis" }, { "ska", "skis" }, { "sku", "skis" },
	{ "am", "s" }, { "im", "is" }, { "a", "s" }, { "u", "s" },
	{ NULL, NULL }
};

static const struct latin_case finnic[] = {
	{ "ille", "" }, { "ilta", "" }, { "illa", "" }, { "issa", "" },
	{ "ista", "" }, { "iin", "" }, { "lle", "" }, { "lta", "" },
	{ "lla", "" }, { "ssa", "" }, { "sta", "" }, { "ile", "" },
	{ "ilt", "" }, { "iga", "" }, { "in", "" }, { "ia", "" },
	{ "n", "" }, { "a", "" }, { "i", "" }, { NULL, NULL }
};

static const struct latin_case hungarian[] = {
	{ "nak", "" }, { "nek", "" }, { "nal", "" }, { "nel", "" },
	{ "rol", "" }, { "tol", "" }, { "hoz", "" }, { "hez", "" },
	{ "ot", "" }, { "et", "" }, { "at", "" }, { "ek", "" },
	{ "t", "" }, { "i", "" }, { NULL, NULL }
};

static const struct {
	const char		*lang;
	const struct latin_case	*cases;
} langs[] = {
	{ "de", germanic }, { "sv", germanic }, { "da", germanic },
	{ "no", germanic }, { "nb", germanic }, { "nn", germanic },
	{ "pl", polish }, { "cs", czech }, { "sk", czech },
	{ "hr", south_slavic }, { "bs", south_slavic },
	{ "sr", south_slavic }, { "sl", south_slavic },
	{ "lt", lithuanian }, { "lv", latvian }, { "fi", finnic },
	{ "et", finnic }, { "hu", hungarian }
};

const struct latin_case *
latin_cases(const char *lang)
{
	size_t i, n;

	if (lang == NULL)
		return NULL;
	n = strcspn(lang, "-_");
	for (i = 0; i < sizeof(langs) / sizeof(langs[0]); i++)
		if (n == 2 && strncmp(langs[i].lang, lang, 2) == 0)
			return langs[i].cases;
	return NULL;
}

void
latin_bases(const struct latin_case *c, const char *fold, size_t n,
    void (*cb)(const char *, size_t, void *), void *arg)
{
	char base[TOKEN_MAX + 8];
	size_t k, len, found = 0;

	for (; c->ending != NULL && found < LATIN_BASES; c++) {
		k = strlen(c->ending);
		if (n < k + BASE_MIN ||
		    memcmp(fold + n - k, c->ending, k) != 0)
			continue;
		memcpy(base, fold, n - k);
		len = strlen(c->instead);
		memcpy(base + n - k, c->instead, len);
		cb(base, n - k + len, arg);
		found++;
	}
}
