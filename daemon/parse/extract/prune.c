/* SPDX-License-Identifier: ISC */
/*
 * What stands inside the article's element but is not its text.  A class
 * word is believed only as far as the element's share of the article's
 * prose allows: a lead in a box called "teaser" is still the lead.
 */
#include "parse/extract/prune.h"

#include "parse/extract/words.h"

#define LONG_P		120	/* characters of a paragraph like any other */
#define BIO_PERCENT	30	/* of the prose, in an author's box */

/* An element with such words goes when its prose is below the share. */
static const struct {
	uint32_t	words;
	uint32_t	percent;
} limits[] = {
	{ W_COMMENT, 60 },
	{ W_SHARE | W_NAV | W_HIDDEN, 20 },
	{ W_SIGNUP, 40 },
	{ W_AD, 25 },
	{ W_SIDE, 30 },
	{ W_RELATED, 30 },
	{ W_CAPTION, 15 },
	{ W_META, 10 }
};

/*
 * total: the prose of the chosen element.  What has no prose at all has
 * no share of it, so a word is enough there.
 */
static bool
words_say_drop(enum tag tag, const struct mark *m, uint32_t total)
{
	uint32_t words = m->words;
	size_t i;

	if ((words & W_BODY) != 0 && m->prose * 10 > total)
		return false;
	/* What people posted elsewhere is quoted here. */
	if (tag == TAG_BLOCKQUOTE)
		return false;
	/* A style of paragraphs: "text-media", "p-print". */
	if (tag == TAG_P && m->prose >= LONG_P && m->links == 0)
		words &= W_COMMENT | W_RELATED | W_AD | W_SIGNUP | W_CAPTION |
		    W_HIDDEN | W_LEAD;
	/* A caption is never set as a heading; a lead is, at times. */
	if (m->leads > 0)
		words &= ~(uint32_t)W_CAPTION;
	if ((words & W_LEAD) != 0 && m->links * 4 < m->chars)
		words &= ~(uint32_t)W_RELATED;
	/* "author-bio": who wrote it, at some length. */
	if ((words & W_AUTHOR) != 0 && (words & W_META) != 0 &&
	    (uint64_t)m->prose * 100 <= (uint64_t)total * BIO_PERCENT)
		return true;
	for (i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
		if ((words & limits[i].words) != 0 &&
		    (uint64_t)m->prose * 100 <=
		    (uint64_t)total * limits[i].percent)
			return true;
	return false;
}

/* An <aside> or a <figure> that holds a third of the text holds the text. */
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

/* Paragraphs may be full of links; lists and boxes of links are menus. */
static bool
links_say_drop(enum tag tag, const struct mark *m)
{
	if (!tag_is_block(tag) || m->chars == 0)
		return false;
	if (tag == TAG_P || tag == TAG_LI || tag_is_heading(tag))
		return m->links * 10 > m->chars * 8;
	if (tag == TAG_UL || tag == TAG_OL)
		return m->links * 10 > m->chars * 7;
	if (m->prose == 0 && m->links * 2 > m->chars)
		return true;
	return m->links * 10 > m->chars * 7;
}

void
prune_elements(struct page *p, uint32_t root, bool trusting)
{
	const struct tree *t = p->tree;
	uint32_t i, total = p->marks[root].prose;
	struct mark *m;

	for (i = root + 1; i < t->nodes[root].end; i++) {
		enum tag tag = t->nodes[i].tag;

		m = &p->marks[i];
		m->drop = p->marks[t->nodes[i].parent].drop;
		if (tag != TAG_TEXT && !m->drop)
			m->drop = (!trusting &&
			    words_say_drop(tag, m, total)) ||
			    tag_says_drop(tag, m, total) ||
			    links_say_drop(tag, m);
	}
}
