/* SPDX-License-Identifier: ISC */
/*
 * Language by script, then by the letters or little words that only one
 * of the languages of that script has.  Made for texts of a paragraph or
 * more; knows nothing of what a page declares about itself.
 */
#include "parse/extract/lang.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "parse/extract/fold.h"

#define LANG_READ	8192	/* bytes that are looked at */
#define LANG_LETTERS	12	/* fewer letters tell nothing */
#define WORD_MAX	10	/* bytes; little words are short */
#define LATIN_HITS	2	/* little words below which we do not know */

enum script {
	LATIN, CYRILLIC, GREEK, ARMENIAN, HEBREW, ARABIC, DEVANAGARI, THAI,
	GEORGIAN, HANGUL, KANA, HAN, NSCRIPTS
};

struct range {
	uint32_t	first;
	uint32_t	last;
	enum script	script;
};

static const struct range ranges[] = {
	{ 'A', 0x24f, LATIN }, { 0x370, 0x3ff, GREEK },
	{ 0x400, 0x52f, CYRILLIC }, { 0x530, 0x58f, ARMENIAN },
	{ 0x590, 0x5ff, HEBREW }, { 0x600, 0x6ff, ARABIC },
	{ 0x900, 0x97f, DEVANAGARI }, { 0xe00, 0xe7f, THAI },
	{ 0x10a0, 0x10ff, GEORGIAN }, { 0x3040, 0x30ff, KANA },
	{ 0x4e00, 0x9fff, HAN }, { 0xac00, 0xd7af, HANGUL }
};

/* Scripts with one language that we meet; those with more stand below. */
static const char *const script_langs[NSCRIPTS] = {
	[GREEK] = "el", [ARMENIAN] = "hy", [HEBREW] = "he",
	[DEVANAGARI] = "hi", [THAI] = "th", [GEORGIAN] = "ka",
	[HANGUL] = "ko", [KANA] = "ja", [HAN] = "zh"
};

/* Letters that settle it; the first row met often enough wins. */
struct telltale {
	const char	*lang;
	enum script	 script;
	const char	*letters;
};

static const struct telltale telltales[] = {
	{ "be", CYRILLIC, "ў" }, { "uk", CYRILLIC, "їєґ" },
	{ "kk", CYRILLIC, "қңғұһ" }, { "ky", CYRILLIC, "ңөү" },
	{ "mk", CYRILLIC, "ѓќѕ" }, { "sr", CYRILLIC, "ђћљњј" },
	{ "ru", CYRILLIC, "ыэ" }, { "uk", CYRILLIC, "і" },
	{ "bg", CYRILLIC, "ъ" }, { "fa", ARABIC, "پچگژ" }
};

struct little {
	const char	*lang;
	const char	*words;		/* each between blanks */
};

static const struct little littles[] = {
	{ "en", " the and of to in that is was for on with he said as by at "
	    "from has have it not are his will be an this their who " },
	{ "de", " der die das und ist nicht ein eine zu den mit von auf für "
	    "im dem des sich auch er sie wird hat sagte bei als dass " },
	{ "fr", " le la les et des est une du dans qui pour pas sur au avec "
	    "il elle ce que par plus ont été aux sont cette " },
	{ "es", " el los las y en que una por con para del se su es un lo "
	    "como más ha fue al sus este pero dijo " },
	{ "it", " il di che la e per una con non del si della sono ha nel "
	    "alla dei da anche le più gli questo " },
	{ "pt", " o os as e que do da em um uma para com não por se dos na "
	    "no mais foi ao das como disse são " },
	{ "nl", " de het een en van is niet dat op te in voor met zijn aan "
	    "er ook hij bij wordt naar maar " },
	{ "pl", " i w na z nie się że do jest to o jak po za od przez dla "
	    "oraz ale był który " },
	{ "cs", " a je se na v že to s z do jako pro ale podle které byl "
	    "jsou také by " },
	{ "ro", " și de la în a că este cu pe nu din un o care pentru mai "
	    "au fost sau " },
	{ "tr", " ve bir bu da de için ile olarak çok daha olan gibi dedi "
	    "ne değil en " },
	{ "sv", " och att det i en som på är av för med den till inte har "
	    "de om ett var " },
	{ "da", " og at det i en er som på af for med den til ikke har de "
	    "om et var der " },
	{ "fi", " ja on ei että se hän oli mutta myös kun ovat ole joka "
	    "sanoi mukaan " },
	{ "hu", " a az és hogy nem is egy volt van meg de ez csak már még "
	    "szerint " },
	{ "az", " və bir bu ilə üçün də da ki olan edib deyib " },
	{ "uz", " va bilan uchun bu bir ham edi deb bo'lgan " },
	{ "id", " yang dan di itu dengan untuk dari ini pada tidak dalam "
	    "adalah akan juga " }
};

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

struct tally {
	size_t	scripts[NSCRIPTS];
	size_t	tells[COUNT(telltales)];
	size_t	words[COUNT(littles)];
};

static void
count_letter(struct tally *t, uint32_t cp)
{
	char enc[UTF8_MAX + 1] = "";
	size_t i;

	for (i = 0; i < COUNT(ranges); i++)
		if (cp >= ranges[i].first && cp <= ranges[i].last)
			break;
	if (i == COUNT(ranges))
		return;
	t->scripts[ranges[i].script]++;
	if (ranges[i].script == LATIN)
		return;
	utf8_encode(fold_cp(cp), enc);
	for (i = 0; i < COUNT(telltales); i++)
		t->tells[i] += strstr(telltales[i].letters, enc) != NULL;
}

static void
count_word(struct tally *t, const char *word, size_t n)
{
	char key[WORD_MAX + 3];
	size_t i;

	if (n == 0 || n > WORD_MAX)
		return;
	key[0] = key[n + 1] = ' ';
	memcpy(key + 1, word, n);
	key[n + 2] = '\0';
	for (i = 0; i < COUNT(littles); i++)
		t->words[i] += strstr(littles[i].words, key) != NULL;
}

static void
count_all(struct tally *t, const char *s, size_t n)
{
	char word[WORD_MAX * 2], enc[UTF8_MAX];
	size_t i, k, len = 0;
	uint32_t cp;

	for (i = 0; i < n; ) {
		i += utf8_decode(s + i, n - i, &cp);
		if (!cp_is_alnum(cp)) {
			count_word(t, word, len);
			len = 0;
			continue;
		}
		count_letter(t, cp);
		k = utf8_encode(fold_cp(cp), enc);
		if (len + k <= sizeof(word))
			memcpy(word + len, enc, k);
		if (len + k <= sizeof(word))
			len += k;
	}
	count_word(t, word, len);
}

static const char *
latin_lang(const struct tally *t)
{
	size_t i, best = 0;

	for (i = 1; i < COUNT(littles); i++)
		if (t->words[i] > t->words[best])
			best = i;
	return t->words[best] >= LATIN_HITS ? littles[best].lang : NULL;
}

/* One foreign name must not settle it: one letter in fifty must be its. */
static const char *
told_lang(const struct tally *t, enum script script, const char *otherwise)
{
	size_t i;

	for (i = 0; i < COUNT(telltales); i++)
		if (telltales[i].script == script && t->tells[i] > 0 &&
		    t->tells[i] * 100 >= t->scripts[script])
			return telltales[i].lang;
	return otherwise;
}

const char *
lang_detect(const char *s, size_t n)
{
	struct tally t;
	size_t i, best = 0;

	memset(&t, 0, sizeof(t));
	count_all(&t, s, n > LANG_READ ? LANG_READ : n);
	for (i = 1; i < NSCRIPTS; i++)
		if (t.scripts[i] > t.scripts[best])
			best = i;
	if (t.scripts[HAN] > 0 && t.scripts[KANA] * 10 > t.scripts[HAN])
		return "ja";
	if (t.scripts[best] < LANG_LETTERS && best != HAN)
		return NULL;
	switch ((enum script)best) {
	case LATIN:
		return latin_lang(&t);
	case CYRILLIC:
		return told_lang(&t, CYRILLIC, "ru");
	case ARABIC:
		return told_lang(&t, ARABIC, "ar");
	default:
		return t.scripts[best] > 0 ? script_langs[best] : NULL;
	}
}
