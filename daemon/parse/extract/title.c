/* SPDX-License-Identifier: ISC */
/* Which line of the page is the headline. */
#include "parse/extract/title.h"

#include <string.h>

#include "parse/extract/loose.h"
#include "parse/extract/words.h"

#define TITLE_MAX	400	/* bytes; a longer line is no headline */
#define TITLE_MIN	8	/* folded bytes that can agree by no chance */
#define ABOVE_MAX	16	/* lines between a headline and the text */
#define ENOUGH		8	/* points of evidence for a headline */

struct claims {
	char	folded[4][TITLE_MAX + 1];
	size_t	len[4];
	size_t	n;
};

/* What the page says its title is, folded once for all lines. */
static void
claims_read(struct claims *c, const struct clues *clues)
{
	static const enum clue from[] = { CLUE_LD_HEADLINE, CLUE_OG_TITLE,
	    CLUE_META_TITLE, CLUE_TITLE };
	const char *s;
	size_t i, len;

	c->n = 0;
	for (i = 0; i < sizeof(from) / sizeof(from[0]); i++) {
		if ((s = clues->v[from[i]]) == NULL)
			continue;
		len = strnlen(s, TITLE_MAX);
		c->len[c->n] = loose_fold(s, len, c->folded[c->n]);
		if (c->len[c->n] >= TITLE_MIN)
			c->n++;
	}
}

/* How far a claim and the line agree: 0 to 8. */
static int
agreement(const struct claims *c, const char *s, size_t len)
{
	char line[TITLE_MAX + 1];
	size_t i, n = loose_fold(s, len, line);
	int best = 0, got;

	if (n < TITLE_MIN)
		return 0;
	for (i = 0; i < c->n; i++) {
		got = 0;
		if (n == c->len[i] && memcmp(line, c->folded[i], n) == 0)
			got = 8;
		else if (memmem(c->folded[i], c->len[i], line, n) != NULL)
			got = n * 2 > c->len[i] ? 7 : 1;
		else if (memmem(line, n, c->folded[i], c->len[i]) != NULL)
			got = c->len[i] * 2 > n ? 6 : 2;
		if (got > best)
			best = got;
	}
	return best;
}

/* Enough for an h1 alone, too little for an h2 without a claim. */
static int
heading_points(enum tag tag)
{
	switch (tag) {
	case TAG_H1:
		return 8;
	case TAG_H2:
		return 4;
	case TAG_H3:
		return 2;
	case TAG_H4:
	case TAG_H5:
		return 1;
	default:
		return 0;
	}
}

static int
points(const struct page *p, const struct claims *c, const struct block *b)
{
	const struct mark *m = &p->marks[b->box];
	int n = heading_points(p->tree->nodes[b->box].tag);

	if (n == 0 && (b->links * 2 > b->chars || b->stops > 2))
		return 0;
	n += agreement(c, page_text(p, b), b->len);
	if ((m->words & W_TITLE) != 0)
		n++;
	if ((m->above & (W_RELATED | W_NAV | W_COMMENT)) != 0)
		n -= 3;
	/* A headline that leads elsewhere belongs to another story. */
	if (b->links * 2 > b->chars)
		n -= 3;
	return n;
}

uint32_t
title_block(const struct page *p, const struct clues *clues)
{
	struct claims c;
	const struct block *b;
	uint32_t i, best = NO_BLOCK, h1s = 0;
	int most = ENOUGH - 3, n;

	claims_read(&c, clues);
	for (i = 0; i < p->nblocks; i++) {
		b = &p->blocks[i];
		if (b->len < 3 || b->len > TITLE_MAX)
			continue;
		h1s += p->tree->nodes[b->box].tag == TAG_H1;
		if ((n = points(p, &c, b)) > most) {
			most = n;
			best = i;
		}
	}
	/* Of several that no claim knows, the text must tell which. */
	if (best == NO_BLOCK || h1s == 1)
		return best;
	b = &p->blocks[best];
	return agreement(&c, page_text(p, b), b->len) > 0 ? best : NO_BLOCK;
}

uint32_t
title_above(struct page *p)
{
	uint32_t i, first, best = NO_BLOCK;
	enum tag tag, rank = TAG_H6 + 1;

	for (first = 0; first < p->nblocks && p->blocks[first].drop; first++)
		;
	if (first == p->nblocks)
		return NO_BLOCK;
	for (i = first + 1; i-- > 0 && i + ABOVE_MAX > first; ) {
		tag = p->tree->nodes[p->blocks[i].box].tag;
		if (!tag_is_heading(tag) || p->blocks[i].len < 3 ||
		    p->blocks[i].len > TITLE_MAX || p->blocks[i].prose ||
		    p->blocks[i].links * 2 > p->blocks[i].chars)
			continue;
		if (tag < rank) {
			rank = tag;
			best = i;
		}
	}
	if (best == first)
		p->blocks[best].drop = true;
	return best;
}
