/* SPDX-License-Identifier: ISC */
/*
 * The table of agencies.  Where a name counts as a signature, and where
 * it is only a source ("told Reuters"), the callers decide.
 */
#include "parse/extract/agency.h"

#include <string.h>

#include "base/utf8.h"
#include "parse/extract/fold.h"

#define AGENCY_NAME	48	/* bytes of the longest folded spelling */
#define AGENCY_WORDS	4

struct agency {
	const char	*spelling;	/* folded */
	const char	*name;
};

static const struct agency agencies[] = {
	{ "tass", "TASS" }, { "itar-tass", "TASS" }, { "тасс", "ТАСС" },
	{ "итар-тасс", "ТАСС" },
	{ "reuters", "Reuters" }, { "thomson reuters", "Reuters" },
	{ "рейтер", "Рейтер" }, { "рейтерс", "Рейтер" },
	{ "ap", "AP" }, { "associated press", "AP" },
	{ "the associated press", "AP" },
	{ "afp", "AFP" }, { "agence france-presse", "AFP" },
	{ "dpa", "dpa" }, { "dpa international", "dpa" },
	{ "upi", "UPI" }, { "united press international", "UPI" },
	{ "bloomberg", "Bloomberg" }, { "блумберг", "Блумберг" },
	{ "xinhua", "Xinhua" }, { "синьхуа", "Синьхуа" },
	{ "ria novosti", "RIA Novosti" }, { "ria", "RIA Novosti" },
	{ "риа новости", "РИА Новости" }, { "риа", "РИА Новости" },
	{ "рия новости", "РИА Новости" },
	{ "sputnik", "Sputnik" }, { "interfax", "Interfax" },
	{ "интерфакс", "Интерфакс" },
	{ "interfax-ukraine", "Interfax-Ukraine" },
	{ "интерфакс-украина", "Интерфакс-Украина" },
	{ "інтерфакс-україна", "Інтерфакс-Україна" },
	{ "ukrinform", "Ukrinform" }, { "укринформ", "Укринформ" },
	{ "укрінформ", "Укрінформ" }, { "unian", "UNIAN" },
	{ "униан", "УНИАН" }, { "уніан", "УНІАН" },
	{ "белта", "БЕЛТА" }, { "belta", "BelTA" },
	{ "прайм", "ПРАЙМ" }, { "росбалт", "Росбалт" },
	{ "regnum", "REGNUM" }, { "регнум", "РЕГНУМ" },
	{ "иа регнум", "РЕГНУМ" }, { "иа regnum", "REGNUM" },
	{ "anadolu", "Anadolu" }, { "anadolu agency", "Anadolu" },
	{ "aa", "Anadolu" }, { "kyodo", "Kyodo" }, { "kyodo news", "Kyodo" },
	{ "jiji", "Jiji" }, { "jiji press", "Jiji" },
	{ "yonhap", "Yonhap" }, { "kcna", "KCNA" }, { "pti", "PTI" },
	{ "ani", "ANI" }, { "ians", "IANS" }, { "irna", "IRNA" },
	{ "isna", "ISNA" }, { "tasnim", "Tasnim" }, { "fars", "Fars" },
	{ "sana", "SANA" }, { "wafa", "WAFA" }, { "spa", "SPA" },
	{ "kuna", "KUNA" }, { "qna", "QNA" }, { "wam", "WAM" },
	{ "mena", "MENA" }, { "apa", "APA" }, { "trend", "Trend" },
	{ "azertac", "Azertac" }, { "armenpress", "Armenpress" },
	{ "арменпресс", "Арменпресс" }, { "kazinform", "Kazinform" },
	{ "казинформ", "Казинформ" }, { "kabar", "Kabar" },
	{ "кабар", "Кабар" }, { "uza", "UzA" }, { "moldpres", "Moldpres" },
	{ "agerpres", "Agerpres" }, { "mti", "MTI" }, { "pap", "PAP" },
	{ "ctk", "CTK" }, { "bta", "BTA" }, { "bns", "BNS" },
	{ "ansa", "ANSA" }, { "efe", "EFE" }, { "lusa", "Lusa" },
	{ "ats", "ATS" }, { "keystone-sda", "Keystone-SDA" },
	{ "tanjug", "Tanjug" }, { "танюг", "Танюг" },
	{ "prensa latina", "Prensa Latina" }, { "pa", "PA" },
	{ "pa media", "PA" }, { "press association", "PA" },
	{ "aap", "AAP" }, { "canadian press", "The Canadian Press" },
	{ "the canadian press", "The Canadian Press" },
	{ "cna", "CNA" }, { "kna", "KNA" }, { "epd", "epd" },
	{ "apa/dpa", "APA" }, { "ntb", "NTB" }, { "tt", "TT" },
	{ "ritzau", "Ritzau" }, { "belga", "Belga" }, { "anp", "ANP" },
	{ NULL, NULL }
};

const char *
agency_named(const char *s, size_t n)
{
	const struct agency *a;
	char name[AGENCY_NAME];

	if (n >= sizeof(name) * 2)
		return NULL;
	fold_line(s, n, name, sizeof(name));
	for (a = agencies; a->spelling != NULL; a++)
		if (strcmp(a->spelling, name) == 0)
			return a->name;
	return NULL;
}

/* Signatures are written large; "trend" and "mena" in prose are not. */
static bool
looks_signed(const char *s, size_t n)
{
	uint32_t cp;

	if (n >= 3 && (memcmp(s, "dpa", 3) == 0 || memcmp(s, "epd", 3) == 0))
		return true;
	utf8_decode(s, n, &cp);
	return fold_cp(cp) != cp;
}

static size_t
word_end(const char *s, size_t n, size_t i)
{
	uint32_t cp;
	size_t k;

	for (; i < n; i += k) {
		k = utf8_decode(s + i, n - i, &cp);
		/* "TASS - Moscow": a hyphen only within a name. */
		if (!cp_is_alnum(cp) && (cp != '-' || i + 1 >= n ||
		    s[i + 1] == ' ' || s[i + 1] == '-'))
			break;
	}
	return i;
}

const char *
agency_leading(const char *s, size_t n, size_t *len)
{
	size_t ends[AGENCY_WORDS], i = 0, k;
	const char *name;

	if (n == 0 || !looks_signed(s, n))
		return NULL;
	for (k = 0; k < AGENCY_WORDS && i < n; i = ends[k++] + 1) {
		ends[k] = word_end(s, n, i);
		if (ends[k] == i || (k > 0 && s[i - 1] != ' '))
			break;
	}
	/* The longest first: "RIA Novosti" before "RIA". */
	while (k-- > 0) {
		if ((name = agency_named(s, ends[k])) != NULL) {
			*len = ends[k];
			return name;
		}
	}
	return NULL;
}
