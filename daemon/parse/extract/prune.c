/* SPDX-License-Identifier: ISC */
/*
 * What stands inside the article's element but is not its text.  A class
 * word is believed only as far as the element's share of the article's
 * prose allows: a lead in a box called "teaser" is still the lead.
 */
#include "parse/extract/prune.h"

#include <string.h>

#include "parse/extract/lines.h"
#include "parse/extract/title.h"
#include "parse/extract/words.h"

/* An element with such words goes when its prose is below the share. */
static const struct {
	uint32_t	words;
	uint32_t	percent;
} limits[] = {
	{ W_COMMENT, 60 },
	{ W_SHARE | W_NAV | W_HIDDEN, 20 },
	{ W_AD | W_SIGNUP, 25 },
	{ W_SIDE, 30 },
	{ W_RELATED, 30 },
	{ W_CAPTION, 15 },
	{ W_META, 10 }
};

static bool
words_say_drop(const struct mark *m, uint32_t total)
{
	uint32_t words = m->words;
	size_t i;

	if ((words & W_BODY) != 0 && m->prose * 10 > total)
		return false;
	/* A caption is never set as a heading; a lead is, at times. */
	if (m->leads > 0)
		words &= ~(uint32_t)W_CAPTION;
	for (i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
		if ((words & limits[i].words) != 0 &&
		    (uint64_t)m->prose * 100 <=
		    (uint64_t)total * limits[i].percent)
			return true;
	return false;
}

static bool
tag_says_drop(enum tag tag, const struct mark *m, uint32_t total)
{
	switch (tag) {
	case TAG_NAV:
	case TAG_FIGURE:
	case TAG_FIGCAPTION:
	case TAG_FOOTER:
	case TAG_ASIDE:
		return m->prose * 3 < total;
	case TAG_FORM:
		return m->prose * 10 < total;
	default:
		return false;
	}
}

static bool
links_say_drop(enum tag tag, const struct mark *m)
{
	if (!tag_is_block(tag) || m->chars == 0)
		return false;
	if (tag == TAG_P || tag_is_heading(tag))
		return m->links * 10 > m->chars * 8;
	if (m->prose == 0 && m->links * 2 > m->chars)
		return true;
	return m->links * 10 > m->chars * 7;
}

void
prune_elements(struct page *p, uint32_t root)
{
	const struct tree *t = p->tree;
	uint32_t i, total = p->marks[root].prose;
	struct mark *m;

	for (i = root + 1; i < t->nodes[root].end; i++) {
		enum tag tag = t->nodes[i].tag;

		m = &p->marks[i];
		m->drop = p->marks[t->nodes[i].parent].drop;
		if (tag != TAG_TEXT && !m->drop)
			m->drop = words_say_drop(m, total) ||
			    tag_says_drop(tag, m, total) ||
			    links_say_drop(tag, m);
	}
}

static bool
is_dropped(const struct page *p, const struct block *b)
{
	const struct node *nodes = p->tree->nodes;

	return p->marks[b->box].drop ||
	    (p->marks[nodes[b->first].parent].drop &&
	    p->marks[nodes[b->last].parent].drop);
}

/* Headings whose text went leave, too. */
static void
prune_headings(struct page *p, uint32_t from, uint32_t to)
{
	struct block *b, *next = NULL;

	while (to-- > from) {
		b = &p->blocks[to];
		if (b->len == 0)
			continue;
		if (tag_is_heading(p->tree->nodes[b->box].tag) && !b->drop &&
		    !b->prose && (next == NULL || next->drop))
			b->drop = true;
		next = b;
	}
}

void
prune_blocks(struct page *p, uint32_t root, uint32_t title)
{
	uint32_t i, from, to;
	struct block *b;

	for (i = 0; i < p->nblocks; i++)
		p->blocks[i].drop = true;
	page_blocks_in(p, root, &from, &to);
	for (i = from; i < to; i++) {
		b = &p->blocks[i];
		b->kind = (uint8_t)line_classify(page_text(p, b), b->len);
		b->drop = b->len == 0 || b->kind != LINE_BODY ||
		    is_dropped(p, b) || b->links * 10 > b->chars * 8 ||
		    (title != NO_BLOCK && i <= title);
	}
	prune_headings(p, from, to);
}
