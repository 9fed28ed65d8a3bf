/* SPDX-License-Identifier: ISC */
/* Headline, outlet, addresses, language: from the best witness. */
#include "parse/extract/head.h"

#include <string.h>

#include "base/uri.h"
#include "base/utf8.h"
#include "parse/extract/byline.h"
#include "parse/extract/lang.h"
#include "parse/extract/lines.h"
#include "parse/extract/loose.h"
#include "parse/extract/stamp.h"
#include "parse/extract/title.h"
#include "parse/extract/when.h"
#include "parse/extract/words.h"

#define SUBTITLE_NEAR	3	/* lines below the headline */
#define SUBTITLE_MAX	400	/* bytes */

/* The first of the witnesses that said anything. */
static const char *
first_of(const struct clues *c, const enum clue *order, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (c->v[order[i]] != NULL)
			return c->v[order[i]];
	return NULL;
}

/* Equal but for case, blanks and marks: "Foo — Bar" is "foo: bar". */
static bool
loose_same(const char *a, size_t na, const char *b, size_t nb)
{
	char fa[512], fb[512];
	size_t la, lb;

	if (na >= sizeof(fa) || nb >= sizeof(fb))
		return false;
	la = loose_fold(a, na, fa);
	lb = loose_fold(b, nb, fb);
	return la == lb && la > 0 && memcmp(fa, fb, la) == 0;
}

/* An outlet's name at one end of a title: "Headline | Outlet". */
static const char *const joints[] = { " | ", " - ", " — ", " – ", " :: ",
	" » ", " / ", " • ", " · ", ": ", NULL };

/* The last joint in s at which something is cut off, or NULL. */
static const char *
last_joint(const char *s, size_t *len)
{
	const char *best = NULL, *at;
	size_t i;

	for (i = 0; joints[i] != NULL && joints[i][0] == ' '; i++) {
		at = strstr(s, joints[i]);
		for (; at != NULL; at = strstr(at + 1, joints[i])) {
			if (best == NULL || at > best) {
				best = at;
				*len = strlen(joints[i]);
			}
		}
	}
	return best;
}

/*
 * A <title> without the outlet: cut where the outlet's known name stands,
 * else the last part when it is much the shorter one.
 */
static char *
clean_title(struct pool *pool, const char *title, const char *outlet)
{
	size_t len = 0, i;
	const char *cut, *at;

	for (i = 0; outlet != NULL && joints[i] != NULL; i++) {
		at = strstr(title, joints[i]);
		if (at != NULL && loose_same(title, (size_t)(at - title),
		    outlet, strlen(outlet)))
			return pool_strdup(pool, at + strlen(joints[i]));
	}
	if ((cut = last_joint(title, &len)) == NULL)
		return pool_strdup(pool, title);
	if ((size_t)(cut - title) > 2 * strlen(cut + len) ||
	    (outlet != NULL && loose_same(cut + len, strlen(cut + len),
	    outlet, strlen(outlet))))
		return pool_strndup(pool, title, (size_t)(cut - title));
	return pool_strdup(pool, title);
}

/* A claim that the shown headline only adds a date or a counter to. */
static const char *
shorter_claim(const struct clues *c, const char *shown)
{
	static const enum clue order[] = { CLUE_LD_HEADLINE, CLUE_OG_TITLE,
	    CLUE_META_TITLE };
	char a[1024], b[1024];
	size_t i, k, la, lb;

	if (strlen(shown) >= sizeof(a))
		return shown;
	la = loose_fold(shown, strlen(shown), a);
	for (i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		if (c->v[order[i]] == NULL ||
		    strlen(c->v[order[i]]) >= sizeof(b))
			continue;
		lb = loose_fold(c->v[order[i]], strlen(c->v[order[i]]), b);
		if (lb == 0 || lb >= la || memcmp(a, b, lb) != 0)
			continue;
		for (k = lb; k < la && a[k] >= '0' && a[k] <= '9'; k++)
			;
		if (k == la)
			return c->v[order[i]];
	}
	return shown;
}

/*
 * What the page shows comes before what it claims: on real pages one h1 is
 * right nine times of ten, og:title two times of three.
 */
static void
read_headline(struct article *a, const struct page *p,
    const struct clues *c, uint32_t title)
{
	static const enum clue order[] = { CLUE_LD_HEADLINE, CLUE_OG_TITLE,
	    CLUE_META_TITLE, CLUE_TITLE };
	const char *s;

	if (title != NO_BLOCK) {
		s = shorter_claim(c, page_text(p, &p->blocks[title]));
		a->headline = pool_strdup(a->pool, s);
	} else if ((s = first_of(c, order, 4)) != NULL)
		a->headline = clean_title(a->pool, s, a->outlet);
}

/* A name, not the address or the account that some pages give. */
static const char *
outlet_named(const struct clues *c)
{
	static const enum clue sites[] = { CLUE_SITE, CLUE_LD_PUBLISHER };
	const char *s;
	size_t i;

	for (i = 0; i < sizeof(sites) / sizeof(sites[0]); i++) {
		s = c->v[sites[i]];
		if (s != NULL && s[0] != '@' && strstr(s, "//") == NULL)
			return s;
	}
	return NULL;
}

/*
 * The outlet's name where the page gives none: what its title has more
 * than its headline.
 */
static const char *
outlet_in_title(struct article *a, const struct clues *c)
{
	const char *title = c->v[CLUE_TITLE], *cut;
	size_t len;

	if (title == NULL || a->headline == NULL)
		return NULL;
	cut = last_joint(title, &len);
	if (cut == NULL || !loose_same(title, (size_t)(cut - title),
	    a->headline, strlen(a->headline)))
		return NULL;
	return cut + len;
}

/*
 * A line under the headline that was left out of the text, when it is
 * set or named as one; the structured data's word for it only then.
 */
static void
read_subtitle(struct article *a, const struct page *p,
    const struct clues *c, uint32_t title)
{
	char iso[STAMP_MAX];
	const struct block *b;
	uint32_t i;

	for (i = title + 1; title != NO_BLOCK && i < p->nblocks &&
	    i <= title + SUBTITLE_NEAR; i++) {
		b = &p->blocks[i];
		if (b->len == 0 || b->len > SUBTITLE_MAX || b->words < 3 ||
		    b->links * 2 > b->chars)
			continue;
		if (!b->drop)
			break;
		if ((p->marks[b->box].above & (W_CAPTION | W_AUTHOR |
		    W_DATE | W_SHARE)) != 0 ||
		    stamp_read(page_text(p, b), b->len, iso) ||
		    line_classify(page_text(p, b), b->len) != LINE_BODY ||
		    (a->headline != NULL && loose_same(page_text(p, b),
		    b->len, a->headline, strlen(a->headline))))
			continue;
		if (tag_is_heading(p->tree->nodes[b->box].tag) ||
		    (p->marks[b->box].above & (W_SUB | W_LEAD)) != 0) {
			a->subtitle = pool_strdup(a->pool, page_text(p, b));
			return;
		}
	}
	a->subtitle = pool_strdup(a->pool, c->v[CLUE_LD_ALTERNATIVE]);
	if (a->subtitle != NULL && a->headline != NULL &&
	    loose_same(a->subtitle, strlen(a->subtitle), a->headline,
	    strlen(a->headline)))
		a->subtitle = NULL;
}

void
head_read_urls(struct article *a, const struct clues *c)
{
	static const enum clue order[] = { CLUE_CANONICAL, CLUE_OG_URL,
	    CLUE_LD_URL };
	struct uri_parts parts;
	size_t i;
	char *s;

	for (i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		if (c->v[order[i]] == NULL)
			continue;
		s = uri_resolve(a->pool, a->url, c->v[order[i]]);
		if (s == NULL || !uri_is_web(s))
			continue;
		uri_split(s, &parts);
		/* Every page of some sites claims to be the front page. */
		if (parts.path.n <= 1 && parts.query.s == NULL)
			continue;
		a->canonical_url = s;
		return;
	}
}

/* "ru-RU" and "ru_RU" to "ru"; NULL when it is no language tag. */
static const char *
primary_tag(struct pool *pool, const char *s)
{
	char tag[4];
	size_t n;

	if (s == NULL)
		return NULL;
	for (n = 0; n < sizeof(tag) && s[n] != '\0' && s[n] != '-' &&
	    s[n] != '_'; n++) {
		tag[n] = (char)(s[n] | 0x20);
		if (tag[n] < 'a' || tag[n] > 'z')
			return NULL;
	}
	return n == 2 || n == 3 ? pool_strndup(pool, tag, n) : NULL;
}

/* By lead bytes, so that a page costs no decoding. */
static bool
is_latin(const char *s)
{
	size_t ascii = 0, high = 0;

	for (; *s != '\0' && ascii + high < 2000; s++) {
		ascii += (*s | 0x20) >= 'a' && (*s | 0x20) <= 'z';
		/* Letters with accents stand below U+0250: bytes to C9. */
		high += (unsigned char)*s >= 0xca;
	}
	return ascii >= high;
}

/*
 * What is declared holds, unless the text is in another script: templates
 * say "en" on pages of any language.
 */
static void
read_language(struct article *a, const struct clues *c, const char *forced)
{
	static const enum clue order[] = { CLUE_LANG, CLUE_LD_LANG,
	    CLUE_LOCALE };
	static const char *const latin[] = { "en", "de", "fr", "es", "it",
	    "pt", "nl", "pl", "cs", "sv", "da", "fi", "tr", "ro", "hu",
	    "id", NULL };
	const char *tag = primary_tag(a->pool, forced), *said;
	size_t i;

	for (i = 0; tag == NULL && i < 3; i++)
		tag = primary_tag(a->pool, c->v[order[i]]);
	a->language = tag;
	if (a->text == NULL || forced != NULL)
		return;
	for (i = 0; tag != NULL && latin[i] != NULL &&
	    strcmp(latin[i], tag) != 0; i++)
		;
	if (tag != NULL && (latin[i] != NULL) == is_latin(a->text))
		return;
	said = lang_detect(a->text, strlen(a->text));
	if (said != NULL)
		a->language = pool_strdup(a->pool, said);
}

void
head_read(struct article *a, const struct page *p, const struct clues *c,
    uint32_t title, const char *lang)
{
	a->outlet = pool_strdup(a->pool, outlet_named(c));
	read_headline(a, p, c, title);
	if (a->outlet == NULL)
		a->outlet = pool_strdup(a->pool, outlet_in_title(a, c));
	read_subtitle(a, p, c, title);
	when_read(a, p, c, title);
	byline_read(a, p, c, title);
	read_language(a, c, lang);
}
