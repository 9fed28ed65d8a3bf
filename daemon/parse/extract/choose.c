/* SPDX-License-Identifier: ISC */
/*
 * Every block is weighed: characters of prose for, links and what class
 * words warn of against.  An element is worth the sum over its blocks,
 * which prefix sums give at once, and more when it is named or placed as
 * articles are; the worthiest element wins.
 */
#include "parse/extract/choose.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "parse/extract/notice.h"
#include "parse/extract/title.h"
#include "parse/extract/words.h"

#define ONE_BLOCK_MAX	700	/* a longer block says no more for it */
#define TEASER_MAX	400	/* characters; a longer block is no teaser */
#define ARTICLE_PROSE	150	/* characters that an article element has */
#define RUN_MAX		300	/* that lines without prose can cost, */
#define RUN_PART	4	/* and as a part of all prose */
#define GAP_BLOCKS	16	/* lines without prose that end an article */
#define GAP_SEEN	400	/* weight of prose that makes one */

#define FOREIGN		(W_RELATED | W_NAV | W_SIDE | W_AD | W_SIGNUP | \
			W_HIDDEN)

/*
 * Words of elements that hold half of the page's prose, or its headline,
 * are no warning: "page-with-sidebar" is where the article stands.
 */
static void
words_from_above(struct page *p, uint32_t title)
{
	const struct tree *t = p->tree;
	uint32_t i, half = p->marks[0].prose / 2;
	uint32_t head = title != NO_BLOCK ? p->blocks[title].first : 0;
	struct mark *m;
	bool main;

	for (i = 1; i < t->n; i++) {
		m = &p->marks[i];
		m->above = p->marks[t->nodes[i].parent].above;
		main = (m->prose > half && half > 0) ||
		    (i < head && t->nodes[i].end > head);
		if (main) {
			/* But comments can be most of a page. */
			if (i > head)
				m->above |= m->words & W_COMMENT;
			continue;
		}
		m->above |= m->words;
		/* "anons" is a lead as often as it is another story. */
		if ((m->words & W_LEAD) != 0 && m->links * 4 < m->chars)
			m->above &= ~(uint32_t)W_RELATED;
		if (t->nodes[i].tag == TAG_NAV)
			m->above |= W_NAV;
		else if (t->nodes[i].tag == TAG_ASIDE ||
		    t->nodes[i].tag == TAG_FOOTER)
			m->above |= W_SIDE;
	}
}

struct weigher {
	struct page	*p;
	uint32_t	*sons;		/* prose blocks right in each node */
	uint32_t	 title;
};

/* Whether other blocks of prose stand right beside this one. */
static bool
is_alone(const struct weigher *w, const struct block *b)
{
	uint32_t up = w->p->tree->nodes[b->box].parent;

	return w->sons[up] <= 1 && w->sons[b->box] <= 1;
}

static bool
is_link(const struct block *b)
{
	return b->links * 5 > b->chars * 4;
}

/* The block next to this one, empty ones apart: 1 after, -1 before. */
static const struct block *
neighbour(const struct page *p, uint32_t i, int step)
{
	for (i += (uint32_t)step; i < p->nblocks; i += (uint32_t)step)
		if (p->blocks[i].len > 0)
			return &p->blocks[i];
	return NULL;
}

/* Whether an element at most two levels above the one holds the other. */
static bool
is_close(const struct page *p, const struct block *a, const struct block *b)
{
	const struct node *nodes = p->tree->nodes;
	uint32_t up = nodes[nodes[a->box].parent].parent;

	return up > 0 && nodes[up].end > b->first;
}

/*
 * The teaser of another story: under a line of links and alone in its
 * element, or between two such lines.
 */
static bool
is_teaser(const struct weigher *w, uint32_t i)
{
	const struct page *p = w->p;
	const struct block *b = &p->blocks[i], *next;
	uint32_t back;

	if (b->chars > TEASER_MAX)
		return false;
	next = neighbour(p, i, -1);
	if (next != NULL && is_link(next) && p->tree->nodes[next->box].parent
	    == p->tree->nodes[b->box].parent) {
		next = neighbour(p, i, 1);
		if (next == NULL || is_link(next))
			return true;
	}
	if (!is_alone(w, b))
		return false;
	for (back = 1; back <= 3 && back <= i && i - back != w->title;
	    back++) {
		next = &p->blocks[i - back];
		if (next->prose)
			return false;
		if (next->len > 0 && is_link(next))
			return is_close(p, next, b);
	}
	return false;
}

/* A paragraph among others counts whole, one alone two thirds. */
static int
prose_weight(const struct weigher *w, uint32_t i)
{
	const struct block *b = &w->p->blocks[i];
	int v = (int)(b->chars < ONE_BLOCK_MAX ? b->chars : ONE_BLOCK_MAX);

	v -= 2 * (int)b->links;
	if (is_teaser(w, i))
		return -v / 3;
	/* Items of a list that all have links: headlines and their starts. */
	if (w->p->tree->nodes[b->box].tag == TAG_LI &&
	    b->links * 6 > b->chars)
		return v / 4;
	return is_alone(w, b) ? v * 2 / 3 : v;
}

/*
 * The numbers were set on half of a corpus of English and Russian news
 * pages and held on the other half; what matters is their order: prose
 * over short lines over links, and comments never.
 */
static int
block_weight(const struct weigher *w, uint32_t i)
{
	const struct page *p = w->p;
	const struct block *b = &p->blocks[i];
	uint32_t above = p->marks[b->box].above;
	int v;

	if (b->len == 0)
		return 0;
	if (b->prose && !notice_is(page_text(p, b), b->len)) {
		v = prose_weight(w, i);
	} else if (b->prose) {
		v = -(int)b->chars / 4;
	} else if (b->links * 2 < b->chars) {
		v = b->stops > 0 && b->words > 4 ? (int)b->chars / 2 : -5;
	} else
		v = -(int)(b->links < 80 ? b->links : 80) / 2 - 5;
	if ((above & W_COMMENT) != 0)
		return -abs(v);
	if ((above & FOREIGN) != 0)
		return v > 0 ? -v / 4 : v;
	if (b->prose && tag_is_heading(p->tree->nodes[b->box].tag))
		return v;
	if ((above & (W_META | W_CAPTION | W_SHARE)) != 0)
		return v > 0 ? v / 4 : v;
	return v;
}

/*
 * Articles that follow the headline's own are the next stories of an
 * endless page.
 */
static void
weigh_articles(struct page *p, uint32_t title)
{
	const struct node *nodes = p->tree->nodes;
	uint32_t i, own = p->blocks[title].box, end;

	while (own > 0 && nodes[own].tag != TAG_ARTICLE)
		own = nodes[own].parent;
	if (own == 0 || p->marks[own].prose < ARTICLE_PROSE)
		return;
	for (i = nodes[own].end; i < p->tree->n; i = end) {
		uint32_t from, to;

		end = i + 1;
		if (nodes[i].tag != TAG_ARTICLE)
			continue;
		end = nodes[i].end;
		page_blocks_in(p, i, &from, &to);
		for (; from < to; from++)
			if (p->blocks[from].weight > 0)
				p->blocks[from].weight /= -3;
	}
}

/*
 * Prose above the headline is hardly of the article; nor is prose below
 * it, once the article was there and a long run without prose followed.
 */
static void
weigh_place(struct page *p, uint32_t title)
{
	uint32_t i, gap = 0;
	int64_t seen = 0;
	struct block *b;

	for (i = 0; i < p->nblocks; i++) {
		b = &p->blocks[i];
		if (i <= title) {
			b->weight /= b->weight > 0 ? 4 : 1;
			continue;
		}
		if (b->weight > 0 && b->prose) {
			if (gap > GAP_BLOCKS && seen > GAP_SEEN) {
				b->weight /= 3;
				continue;
			}
			seen += b->weight;
			gap = 0;
		} else
			gap += b->len > 0;
	}
}

/*
 * A long menu beside the text is no worse than a short one: both will be
 * left out, and on a flat page no element holds the text without them.
 */
static void
sum_up(int64_t *sum, const struct page *p)
{
	const struct block *b;
	int64_t run = 0, most = 0;
	uint32_t i;
	int v;

	for (i = 0; i < p->nblocks; i++)
		most += p->blocks[i].weight > 0 ? p->blocks[i].weight : 0;
	most = most / RUN_PART < RUN_MAX ? most / RUN_PART : RUN_MAX;
	for (i = 0; i < p->nblocks; i++) {
		b = &p->blocks[i];
		v = b->weight;
		if (v > 0)
			run = 0;
		else if (!b->prose) {
			if (run <= -most)
				v = 0;
			run += v;
		}
		sum[i + 1] = sum[i] + v;
	}
}

static int64_t *
weigh(struct page *p, uint32_t title)
{
	int64_t *sum = xcalloc((size_t)p->nblocks + 1, sizeof(*sum));
	struct weigher w = { .p = p, .title = title };
	uint32_t i;

	w.sons = xcalloc(p->tree->n, sizeof(*w.sons));
	for (i = 0; i < p->nblocks; i++) {
		if (!p->blocks[i].prose)
			continue;
		w.sons[p->blocks[i].box]++;
		w.sons[p->tree->nodes[p->blocks[i].box].parent]++;
	}
	for (i = 0; i < p->nblocks; i++)
		p->blocks[i].weight = block_weight(&w, i);
	free(w.sons);
	if (title != NO_BLOCK) {
		weigh_place(p, title);
		weigh_articles(p, title);
	}
	sum_up(sum, p);
	return sum;
}

/* In tenths: names help, but no name makes a menu an article. */
static int
bonus(const struct page *p, uint32_t i)
{
	const struct tree *t = p->tree;
	const struct mark *m = &p->marks[i];
	const char *s;

	if ((s = tree_attr(t, i, ATTR_ITEMPROP)) != NULL &&
	    strcasecmp(s, "articleBody") == 0)
		return 14;
	if ((m->words & W_BODY) != 0 && (m->words & W_COMMENT) == 0)
		return 13;
	if (t->nodes[i].tag == TAG_ARTICLE)
		return 11;
	return 10;
}

/*
 * Prose between the headline and where an element begins is prose that
 * the choice would lose: it counts against.
 */
static int64_t
skipped(const int64_t *plus, uint32_t title, uint32_t from)
{
	if (title == NO_BLOCK || from <= title)
		return 0;
	return plus[from] - plus[title];
}

uint32_t
choose_root(struct page *p, uint32_t title, bool trusting)
{
	const struct tree *t = p->tree;
	int64_t *sum, *plus, v, most = 0;
	uint32_t i, from, to, root = 0;

	words_from_above(p, title);
	if (trusting)
		for (i = 1; i < t->n; i++)
			p->marks[i].above &= W_COMMENT | W_NAV;
	sum = weigh(p, title);
	plus = xcalloc((size_t)p->nblocks + 1, sizeof(*plus));
	for (i = 0; i < p->nblocks; i++)
		plus[i + 1] = plus[i] + (p->blocks[i].weight > 0 ?
		    p->blocks[i].weight : 0);
	for (i = 1; i < t->n; i++) {
		if (t->nodes[i].tag == TAG_TEXT || p->marks[i].chars == 0)
			continue;
		page_blocks_in(p, i, &from, &to);
		v = (sum[to] - sum[from]) * bonus(p, i) / 10 -
		    skipped(plus, title, from);
		/* The same blocks in a smaller element: nearer is better. */
		if (v > 0 && v >= most) {
			most = v;
			root = i;
		}
	}
	free(sum);
	free(plus);
	return root;
}
