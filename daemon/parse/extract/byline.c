/* SPDX-License-Identifier: ISC */
/*
 * Bylines.  A candidate text is cut at commas and joining words; a part
 * that is written as a person's name stays, all others go.
 */
#include "parse/extract/byline.h"

#include <string.h>

#include "base/utf8.h"
#include "parse/extract/agency.h"
#include "parse/extract/blank.h"
#include "parse/extract/fold.h"
#include "parse/extract/loose.h"
#include "parse/extract/title.h"
#include "parse/extract/words.h"

#define BYLINE_MAX	300	/* bytes; a longer text is no byline */
#define NAME_MAX_BYTES	80
#define NAMES_MAX	6
#define NAME_WORDS	5
#define LINES_ABOVE	6	/* the headline */
#define LINES_BELOW	6	/* the body's last */

/* Folded; a name with one of these words is a desk, not a person. */
static const char *const desks[] = {
	"admin", "administrator", "agencies", "agency", "associated",
	"author", "blog", "bureau", "by", "channel", "com", "contributor",
	"contributors", "correspondent", "daily", "desk", "digital",
	"editor", "editorial", "editors", "former", "guest", "journal",
	"magazine", "media", "news", "newsroom", "newspaper", "online",
	"photo", "photographer", "photos", "posted", "post", "press",
	"producer", "radio", "redaktion", "report", "reporter", "reporters",
	"reports", "review", "reuters", "service", "services", "special",
	"sports", "staff", "team", "telegraph", "the", "times", "today",
	"tv", "update", "updated", "video", "web", "webdesk", "wire",
	"writer", "writers", "www", "about", "more", "written",
	"агентство", "админ", "администратор", "видео", "газета", "журнал",
	"информ", "ия", "корреспондент", "новости", "отдел", "пресс",
	"пресс-служба", "редактор", "редакция", "ред", "служба", "собств",
	"соб", "сайт", "фото", "автор", "источник", "все", "коммерсантъ",
	"редакція", "агенція", "новини", NULL
};

static const char *const particles[] = { "al", "bin", "da", "de", "del",
	"den", "der", "di", "dos", "du", "el", "ibn", "la", "le", "ter",
	"van", "von", "и", "де", "фон", "ван", "оглы", "кызы", NULL };

/* What stands before names; folded, longest first. */
static const char *const openers[] = { "written by", "reported by",
	"posted by", "story by", "text by", "автор текста", "автор статьи",
	"автор", "авторы", "автори", "текст", "author", "authors", "by",
	"von", "par", "por", NULL };

static bool
listed(const char *const *t, const char *word)
{
	for (; *t != NULL; t++)
		if (strcmp(*t, word) == 0)
			return true;
	return false;
}

/* One word of a name: 1 good, 0 particle, -1 no word of a name. */
static int
judge_word(const char *s, size_t n)
{
	char word[NAME_MAX_BYTES];
	uint32_t cp, lower;
	size_t at;

	if (fold_word(s, n, word, sizeof(word)) == 0)
		return -1;
	/* "Editor-at-large" is an editor. */
	if (listed(desks, word) || (word[strcspn(word, "-")] = '\0',
	    listed(desks, word)))
		return -1;
	if (listed(particles, word))
		return 0;
	at = utf8_decode(s, n, &cp);
	lower = fold_cp(cp);
	if (lower == cp || !cp_is_alnum(cp))
		return -1;
	for (; at < n; at += utf8_decode(s + at, n - at, &cp)) {
		utf8_decode(s + at, n - at, &cp);
		if ((cp >= '0' && cp <= '9') || (cp < 0x80 &&
		    strchr("@/:_|&?=%#*+()", (int)cp) != NULL))
			return -1;
	}
	return 1;
}

/* Two to five words, all written as names are, that name no institution. */
static bool
is_person(const char *s, size_t n, const char *outlet)
{
	char a[NAME_MAX_BYTES + 1], b[BYLINE_MAX + 1];
	size_t at = 0, end, good = 0, words = 0, len;
	int v;

	if (n < 5 || n > NAME_MAX_BYTES || agency_named(s, n) != NULL)
		return false;
	while (at < n) {
		for (end = at; end < n && s[end] != ' '; end++)
			;
		if ((v = judge_word(s + at, end - at)) == -1)
			return false;
		good += (size_t)v;
		words++;
		at = end + 1;
	}
	if (good < 2 || words > NAME_WORDS)
		return false;
	if (outlet == NULL || strlen(outlet) > BYLINE_MAX)
		return true;
	len = loose_fold(s, n, a);
	return memmem(b, loose_fold(outlet, strlen(outlet), b), a, len) ==
	    NULL;
}

/* Bytes of what joins two names at s; 0 when nothing does. */
static size_t
joint_len(const char *s)
{
	static const char *const joints[] = { ",", ";", "|", " and ", " & ",
	    " и ", " та ", " und ", " et ", " y ", " for ", " in ", " at ",
	    " - ", " – ", " — ", " / ", "/", "•", "·", " with ", "(",
	    " из ", " для ", NULL };
	size_t i;

	for (i = 0; joints[i] != NULL; i++)
		if (strncmp(s, joints[i], strlen(joints[i])) == 0)
			return strlen(joints[i]);
	return 0;
}

/* Past "By", "Written by:", "Автор:", if s begins with any. */
static const char *
skip_opener(const char *s)
{
	char line[BYLINE_MAX + 1];
	const char *at;
	size_t i, words;

	fold_line(s, strlen(s), line, sizeof(line));
	for (i = 0; openers[i] != NULL; i++) {
		if (!fold_starts(line, openers[i]))
			continue;
		words = 1;
		for (at = openers[i]; *at != '\0'; at++)
			words += *at == ' ';
		/* As many words as the opener has, and its colon. */
		for (at = s; words > 0 && *at != '\0'; at++)
			if (*at == ' ' || *at == ':')
				words--;
		return at + strspn(at, " :");
	}
	return s;
}

char *
byline_people(struct pool *pool, const char *text, const char *outlet)
{
	char copy[BYLINE_MAX + 1], *out = NULL;
	const char *s, *end;
	size_t n = strlen(text), joint = 0, names = 0;

	if (n > BYLINE_MAX || n < 5)
		return NULL;
	memcpy(copy, text, n + 1);
	blank_collapse(copy, n);
	for (s = skip_opener(copy); *s != '\0'; s = end + joint) {
		s += strspn(s, " ");
		for (end = s; *end != '\0'; end++)
			if ((joint = joint_len(end)) > 0)
				break;
		if (*end == '\0')
			joint = 0;
		n = (size_t)(end - s);
		while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '.'))
			n--;
		if (!is_person(s, n, outlet) || ++names > NAMES_MAX)
			continue;
		if (out != NULL && strstr(out, pool_strndup(pool, s, n)))
			continue;
		out = out == NULL ? pool_strndup(pool, s, n) :
		    pool_printf(pool, "%s, %.*s", out, (int)n, s);
	}
	return out;
}

/* Elements that say of themselves that they hold the author. */
static bool
is_author_element(const struct page *p, uint32_t i)
{
	const struct tree *t = p->tree;
	const char *s;

	if (t->nodes[i].tag == TAG_TEXT || t->nodes[i].tag == TAG_META)
		return false;
	if ((p->marks[i].above & (W_COMMENT | W_RELATED)) != 0)
		return false;
	if ((s = tree_attr(t, i, ATTR_ITEMPROP)) != NULL &&
	    strcmp(s, "author") == 0)
		return true;
	if ((s = tree_attr(t, i, ATTR_REL)) != NULL &&
	    strcmp(s, "author") == 0)
		return true;
	return (p->marks[i].words & W_AUTHOR) != 0 &&
	    p->marks[i].prose == 0;
}

/*
 * Between a little above the headline and a little below the body: other
 * stories on the page have authors, too.
 */
static char *
from_elements(struct article *a, const struct page *p, uint32_t title)
{
	const struct tree *t = p->tree;
	char text[BYLINE_MAX + 1], *s;
	uint32_t i, k, end, last = title;

	if (title == NO_BLOCK)
		return NULL;
	for (i = title; i < p->nblocks; i++)
		if (!p->blocks[i].drop)
			last = i;
	last = last + LINES_BELOW < p->nblocks ? last + LINES_BELOW :
	    p->nblocks - 1;
	k = title > LINES_ABOVE ? title - LINES_ABOVE : 0;
	end = p->blocks[last].last;
	for (i = p->blocks[k].box; i <= end; i++) {
		if (!is_author_element(p, i) ||
		    tree_text(t, i, '|', text, sizeof(text)) == 0)
			continue;
		if ((s = byline_people(a->pool, text, a->outlet)) != NULL)
			return s;
	}
	return NULL;
}

void
byline_read(struct article *a, const struct page *p, const struct clues *c,
    uint32_t title)
{
	static const enum clue order[] = { CLUE_LD_AUTHOR, CLUE_AUTHOR };
	char *s;
	size_t i;

	for (i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		if (c->v[order[i]] == NULL)
			continue;
		s = byline_people(a->pool, c->v[order[i]], a->outlet);
		if (s != NULL) {
			a->byline = s;
			return;
		}
	}
	a->byline = from_elements(a, p, title);
}
