/* SPDX-License-Identifier: ISC */
/*
 * Dates of an article.  Witnesses are heard in the order of how often
 * they were right on real pages: JSON-LD, meta elements, microdata, time
 * elements and visible lines around the article, the address.  A later
 * witness may only add to the day that an earlier one named; the address,
 * which never lies about the day, settles a dispute.
 */
#include "parse/extract/when.h"

#include <stdio.h>
#include <string.h>

#include "parse/extract/blank.h"
#include "parse/extract/stamp.h"
#include "parse/extract/title.h"
#include "parse/extract/words.h"

#define WITNESSES	24	/* of one date; more only repeat each other */
#define NEAR_BEFORE	8	/* lines above the headline that may date it */
#define NEAR_AFTER	12	/* lines below it, or below the body */
#define DAY		10	/* strlen("2025-12-20") */

struct hearing {
	char	iso[WITNESSES][STAMP_MAX];
	size_t	n;
};

/* What is no date, or could be two, is not heard. */
static void
hear(struct hearing *h, const char *s, size_t len)
{
	char iso[STAMP_MAX];

	if (s == NULL || h->n == WITNESSES)
		return;
	if (stamp_read(s, len, iso) && iso[0] != '\0')
		memcpy(h->iso[h->n++], iso, sizeof(iso));
}

static void
hear_clue(struct hearing *h, const struct clues *c, enum clue clue)
{
	if (c->v[clue] != NULL)
		hear(h, c->v[clue], strlen(c->v[clue]));
}

static bool
is_digits(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (s[i] < '0' || s[i] > '9')
			return false;
	return true;
}

/* "/2025/12/20/", "/2025-12-20-", "/20251220/" in an address. */
static bool
day_in_url(const char *url, char iso[STAMP_MAX])
{
	const char *s, *m, *d;
	int month, day;

	for (s = strstr(url, "/20"); s != NULL; s = strstr(s + 1, "/20")) {
		if (strlen(s) < 9 || !is_digits(s + 1, 4))
			continue;
		m = is_digits(s + 5, 1) ? s + 5 : s + 6;
		d = is_digits(m + 2, 1) ? m + 2 : m + 3;
		if (!is_digits(m, 2) || !is_digits(d, 2) ||
		    is_digits(d + 2, 1))
			continue;
		month = (m[0] - '0') * 10 + m[1] - '0';
		day = (d[0] - '0') * 10 + d[1] - '0';
		if (month < 1 || month > 12 || day < 1 || day > 31)
			continue;
		snprintf(iso, STAMP_MAX, "%.4s-%02d-%02d", s + 1, month, day);
		return true;
	}
	return false;
}

static bool
has_itemprop(const struct tree *t, uint32_t i, const char *name)
{
	const char *s = tree_attr(t, i, ATTR_ITEMPROP);

	return s != NULL && strcasestr(s, name) != NULL;
}

/* What an element says: its machine-readable form, or its text. */
static void
hear_element(struct hearing *h, const struct page *p, uint32_t i)
{
	char text[160];
	const char *s;

	if ((s = tree_attr(p->tree, i, ATTR_DATETIME)) != NULL ||
	    (s = tree_attr(p->tree, i, ATTR_CONTENT)) != NULL) {
		hear(h, s, strlen(s));
		return;
	}
	hear(h, text, tree_text(p->tree, i, ' ', text, sizeof(text)));
}

/* Nodes that stand near the headline or right below the body. */
struct near {
	uint32_t	top;		/* blocks: from here */
	uint32_t	first;		/* to the body's first */
	uint32_t	last;		/* and from its last */
	uint32_t	bottom;		/* to here */
};

/* Dates elsewhere on the page belong to other stories, or are today's. */
static void
near_find(struct near *n, const struct page *p, uint32_t title)
{
	uint32_t i, first = NO_BLOCK, last = 0;

	for (i = 0; i < p->nblocks; i++) {
		if (p->blocks[i].drop)
			continue;
		if (first == NO_BLOCK)
			first = i;
		last = i;
	}
	if (first == NO_BLOCK)
		first = last = title != NO_BLOCK ? title : 0;
	n->top = title != NO_BLOCK && title < first ? title : first;
	n->top = n->top > NEAR_BEFORE ? n->top - NEAR_BEFORE : 0;
	n->first = first;
	if (title != NO_BLOCK && first > title + NEAR_AFTER)
		n->first = title + NEAR_AFTER;
	n->last = last;
	n->bottom = last + NEAR_AFTER < p->nblocks ? last + NEAR_AFTER :
	    p->nblocks;
}

static bool
is_near(const struct near *n, uint32_t block)
{
	return (block >= n->top && block <= n->first) ||
	    (block > n->last && block < n->bottom);
}

/* Meta elements with itemprop were among the clues already. */
static void
hear_microdata(struct hearing *pub, struct hearing *mod,
    const struct page *p)
{
	const struct tree *t = p->tree;
	uint32_t i;

	for (i = 1; i < t->n; i++) {
		if (t->nodes[i].tag == TAG_TEXT || t->nodes[i].len == 0 ||
		    t->nodes[i].tag == TAG_META)
			continue;
		/* Cards of other stories are marked up like this one. */
		if ((p->marks[i].above & (W_RELATED | W_SIDE)) != 0)
			continue;
		if (has_itemprop(t, i, "datePublished"))
			hear_element(pub, p, i);
		else if (has_itemprop(t, i, "dateModified"))
			hear_element(mod, p, i);
	}
}

/* Time elements, elements classed as dates, and lines that are dates. */
static void
hear_near(struct hearing *h, const struct page *p, const struct near *near)
{
	const struct tree *t = p->tree;
	const struct block *b;
	uint32_t k, i;

	for (k = near->top; k < near->bottom; k++) {
		b = &p->blocks[k];
		if (!is_near(near, k) || b->len == 0 || b->prose)
			continue;
		if ((p->marks[b->box].above & (W_RELATED | W_COMMENT)) != 0)
			continue;
		/* From where the line before it ended: its wrappers, too. */
		i = k > 0 && p->blocks[k - 1].last + 1 > b->box ?
		    p->blocks[k - 1].last + 1 : b->box;
		for (; i <= b->last; i++) {
			if (t->nodes[i].tag == TAG_TIME ||
			    (t->nodes[i].tag != TAG_TEXT &&
			    (p->marks[i].words & W_DATE) != 0))
				hear_element(h, p, i);
		}
		hear(h, page_text(p, b), b->len);
	}
}

/* The first witness, and what others add to the same day. */
static const char *
settle(const struct hearing *h, const char *url_day)
{
	const char *best = NULL;
	size_t i, from = 0;

	for (i = 0; url_day != NULL && i < h->n; i++)
		if (strncmp(h->iso[i], url_day, DAY) == 0)
			break;
	if (url_day != NULL && i < h->n)
		from = i;
	for (i = from; i < h->n; i++) {
		if (best == NULL || (strncmp(best, h->iso[i], DAY) == 0 &&
		    strlen(best) == DAY && strlen(h->iso[i]) > DAY))
			best = h->iso[i];
	}
	return best != NULL ? best : url_day;
}

void
when_read(struct article *a, const struct page *p, const struct clues *c,
    uint32_t title)
{
	struct hearing pub = { .n = 0 }, mod = { .n = 0 };
	char day[STAMP_MAX];
	const char *url = a->canonical_url != NULL ? a->canonical_url :
	    a->url, *s;
	struct near near;

	hear_clue(&pub, c, CLUE_LD_PUBLISHED);
	hear_clue(&pub, c, CLUE_PUBLISHED);
	hear_clue(&mod, c, CLUE_LD_MODIFIED);
	hear_clue(&mod, c, CLUE_MODIFIED);
	hear_microdata(&pub, &mod, p);
	near_find(&near, p, title);
	hear_near(&pub, p, &near);
	s = settle(&pub, url != NULL && day_in_url(url, day) ? day : NULL);
	a->published = pool_strdup(a->pool, s);
	a->modified = pool_strdup(a->pool, settle(&mod, NULL));
}
