/* SPDX-License-Identifier: ISC */
/* The table of languages, and libstemmer behind it. */
#include "match/stem.h"

#include <string.h>

#include <libstemmer.h>

struct lang {
	const char	*tag;
	const char	*algorithm;
};

static const struct lang langs[] = {
	{ "en", "english" }, { "ru", "russian" }, { "de", "german" },
	{ "fr", "french" }, { "es", "spanish" }, { "it", "italian" },
	{ "pt", "portuguese" }, { "nl", "dutch" }, { "sv", "swedish" },
	{ "no", "norwegian" }, { "nb", "norwegian" }, { "da", "danish" },
	{ "fi", "finnish" }, { "hu", "hungarian" }, { "ro", "romanian" },
	{ "tr", "turkish" }, { "el", "greek" }, { "lt", "lithuanian" },
	{ "ca", "catalan" }
};
#define NLANGS	(sizeof(langs) / sizeof(langs[0]))

_Static_assert(NLANGS <= STEM_LANGS, "STEM_LANGS is too small");

void
stemmer_clear(struct stemmer *s)
{
	size_t i;

	for (i = 0; i < NLANGS; i++)
		if (s->by_lang[i] != NULL)
			sb_stemmer_delete(s->by_lang[i]);
	memset(s, 0, sizeof(*s));
}

size_t
stem_nlangs(void)
{
	return NLANGS;
}

int
stem_lang(const char *tag)
{
	size_t i, n;

	if (tag == NULL)
		return -1;
	n = strcspn(tag, "-_");
	for (i = 0; i < NLANGS; i++)
		if (strlen(langs[i].tag) == n &&
		    strncmp(langs[i].tag, tag, n) == 0)
			return (int)i;
	return -1;
}

const char *
stem_word(struct stemmer *s, int lang, const char *fold, size_t len, size_t *n)
{
	const sb_symbol *out;

	if (lang < 0 || (size_t)lang >= NLANGS)
		return NULL;
	if (s->by_lang[lang] == NULL)
		s->by_lang[lang] = sb_stemmer_new(langs[lang].algorithm,
		    "UTF_8");
	if (s->by_lang[lang] == NULL)
		return NULL;
	out = sb_stemmer_stem(s->by_lang[lang], (const sb_symbol *)fold,
	    (int)len);
	if (out == NULL)
		return NULL;
	*n = (size_t)sb_stemmer_length(s->by_lang[lang]);
	return (const char *)out;
}

bool
stem_nouns_have_capitals(int lang)
{
	return lang >= 0 && strcmp(langs[lang].tag, "de") == 0;
}
