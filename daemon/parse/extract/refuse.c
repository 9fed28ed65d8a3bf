/* SPDX-License-Identifier: ISC */
/*
 * What is no article, whatever is made of it: pictures and archives,
 * feeds, data; and pages that say that there is no page, or that want
 * something first.  Such a page is short and says it at once, in words
 * that speak to its reader; news about such pages does neither.
 */
#include "parse/extract/refuse.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"
#include "parse/extract/blank.h"
#include "parse/extract/loose.h"

#define LOOK_BYTES	4096	/* of the front, for what no text has */
#define CONTROLS_FEW	4	/* of them that a broken text may have */
#define CONTROLS_PART	32	/* and one in so many bytes */
#define WALL_CHARS	700	/* a longer text says more than that */
#define WALL_BYTES	600	/* of it that are looked at */
#define PROLOG_MAX	16	/* declarations and comments before a root */

static const char no_text[] = "not a text";
static const char no_page[] = "data, not a page";
static const char error_page[] = "an error page";
static const char wall[] = "a page that asks for something first";

/* Only what may have few control characters at its front. */
static const struct {
	const char	*bytes;
	size_t		 n;
} magics[] = {
	{ "%PDF-", 5 }, { "PK\003\004", 4 }, { "\x1f\x8b", 2 },
	{ "\x89PNG", 4 }, { "\xff\xd8\xff", 3 }, { "GIF8", 4 },
	{ "BZh", 3 }, { "\xfd" "7zXZ", 5 }, { "Rar!", 4 }, { "OggS", 4 },
	{ "ID3", 3 }, { "RIFF", 4 }, { "{\\rtf", 5 }
};

static const char *const roots[] = { "<rss", "<feed", "<rdf:RDF", "<urlset",
    "<sitemapindex", "<opml" };

static bool
has_magic(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < sizeof(magics) / sizeof(magics[0]); i++)
		if (n >= magics[i].n &&
		    memcmp(s, magics[i].bytes, magics[i].n) == 0)
			return true;
	return false;
}

/* UTF-16 and UTF-32, which are half made of controls. */
static bool
is_wide(const unsigned char *s, size_t n, const char *content_type)
{
	if (content_type != NULL && (strcasestr(content_type, "utf-16") !=
	    NULL || strcasestr(content_type, "utf-32") != NULL))
		return true;
	return n >= 4 && ((s[0] == 0xff && s[1] == 0xfe) || (s[0] == 0xfe &&
	    s[1] == 0xff) || (s[0] == '<' && s[1] == 0) ||
	    (s[0] == 0 && s[1] == '<'));
}

static bool
is_binary(const unsigned char *s, size_t n)
{
	size_t i, controls = 0;

	n = n < LOOK_BYTES ? n : LOOK_BYTES;
	for (i = 0; i < n; i++)
		/* Some encodings shift by ESC. */
		controls += s[i] < 0x20 && s[i] != 0x1b &&
		    (s[i] < '\t' || s[i] > '\r');
	return controls > CONTROLS_FEW + n / CONTROLS_PART;
}

static size_t
skip_blanks(const char *s, size_t n, size_t at)
{
	size_t k;

	while (at < n && ((k = blank_len(s + at, n - at)) > 0 ||
	    (k = nothing_len(s + at, n - at)) > 0))
		at += k;
	return at;
}

/* Where the first element begins, or the first that is no markup. */
static size_t
skip_prolog(const char *s, size_t n)
{
	size_t at = skip_blanks(s, n, 0);
	const char *end;
	int i;

	for (i = 0; i < PROLOG_MAX && at + 1 < n && s[at] == '<' &&
	    (s[at + 1] == '?' || s[at + 1] == '!'); i++) {
		if ((end = memchr(s + at, '>', n - at)) == NULL)
			break;
		at = skip_blanks(s, n, (size_t)(end - s) + 1);
	}
	return at;
}

static bool
is_data(const char *s, size_t n)
{
	size_t at = skip_prolog(s, n), i, len;

	for (i = 0; i < sizeof(roots) / sizeof(roots[0]); i++) {
		len = strlen(roots[i]);
		if (n - at > len && memcmp(s + at, roots[i], len) == 0 &&
		    strchr(" \t\r\n>", s[at + len]) != NULL)
			return true;
	}
	if (at >= n || (s[at] != '{' && s[at] != '['))
		return false;
	i = skip_blanks(s, n, at + 1);
	return i < n && s[i] == (s[at] == '{' ? '"' : '{');
}

const char *
refuse_bytes(const void *bytes, size_t n, const char *content_type)
{
	if (is_wide(bytes, n, content_type))
		return NULL;
	if (has_magic(bytes, n) || is_binary(bytes, n))
		return no_text;
	return is_data(bytes, n) ? no_page : NULL;
}

/* --- by its words --------------------------------------------------------- */

/* As loose_fold() leaves them. */
static const char *const error_titles[] = {
	"404", "error404", "404error", "notfound", "404notfound",
	"404pagenotfound", "pagenotfound", "wecantfindthatpage",
	"pagecannotbefound", "forbidden", "403forbidden", "accessdenied",
	"badgateway", "502badgateway", "serviceunavailable",
	"503serviceunavailable", "internalservererror", "servererror",
	"somethingwentwrong", "ошибка404", "404ошибка", "страницаненайдена",
	"404страницаненайдена", "доступзапрещен", "доступограничен",
	"сайтвременнонедоступен", "сторінкунезнайдено",
	"seitenichtgefunden", "pagenontrouvée", "páginanoencontrada", NULL
};

static const char *const error_words[] = {
	"pageyouwerelookingfor", "pageyouarelookingfor", "pageyourequested",
	"pageyouhaverequested", "pagecouldnotbefound",
	"requestedurlwasnotfound", "requestedpagewasnotfound",
	"permissiontoaccessthis", "запрашиваемаястраница",
	"запрашиваемаявамистраница", "запрошеннаястраница",
	"запрошеннаявамистраница", "такойстраницынет",
	"страницакоторуювыищете", NULL
};

static const char *const wall_titles[] = {
	"justamoment", "attentionrequired", "areyouarobot",
	"areyouhuman", "wevalueyourprivacy", "beforeyoucontinue", "login",
	"signin", "вход", "авторизация", "войти", NULL
};

static const char *const wall_words[] = {
	"withoutjavascriptenabled", "enablejavascript",
	"javascriptisdisabled", "javascriptisrequired",
	"securityofyourconnection", "checkingyourbrowser",
	"verifyyouarehuman", "verifythatyouarehuman", "youarenotarobot",
	"unusualtrafficfromyour", "enablecookies",
	"accessinformationonadevice", "wevalueyourprivacy",
	"forsubscribersonly", "subscribenowtoread", "subscribetoread",
	"subscribetocontinue", "tocontinuereading", "toreadthefullstory",
	"включитеjavascript", "включитьjavascript", "чтовынеробот",
	"толькодляподписчиков", "толькоподписчикам",
	"чтобыпродолжитьчтение", "увімкнітьjavascript",
	"javascriptaktivieren", NULL
};

static bool
is_one_of(const char *folded, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(folded, *list) == 0)
			return true;
	return false;
}

static bool
has_one_of(const char *folded, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strstr(folded, *list) != NULL)
			return true;
	return false;
}

void
refuse_wall(struct article *a)
{
	char title[WALL_BYTES + 1] = "", text[WALL_BYTES + 1];
	const char *end, *why = NULL;
	size_t n;

	if (a->text == NULL || (n = strlen(a->text)) > WALL_CHARS * UTF8_MAX ||
	    utf8_count(a->text, n) > WALL_CHARS)
		return;
	if (a->headline != NULL && strlen(a->headline) <= WALL_BYTES)
		loose_fold(a->headline, strlen(a->headline), title);
	end = strstr(a->text, "\n\n");
	n = end != NULL ? (size_t)(end - a->text) : n;
	loose_fold(a->text, n < WALL_BYTES ? n : WALL_BYTES, text);
	if (is_one_of(title, error_titles) || has_one_of(text, error_words))
		why = error_page;
	else if (is_one_of(title, wall_titles) || has_one_of(text, wall_words))
		why = wall;
	if (why == NULL)
		return;
	a->text = NULL;
	a->headline = a->subtitle = NULL;
	a->links = NULL;
	a->nlinks = 0;
	a->reason = why;
}
