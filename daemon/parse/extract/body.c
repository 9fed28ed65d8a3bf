/* SPDX-License-Identifier: ISC */
/* The body: where it is, what of it is kept, how it is written out. */
#include "parse/extract/body.h"

#include <string.h>

#include "base/uri.h"
#include "base/utf8.h"
#include "parse/extract/choose.h"
#include "parse/extract/fold.h"
#include "parse/extract/lines.h"
#include "parse/extract/prune.h"
#include "parse/extract/title.h"
#include "parse/extract/trim.h"

#define LINKS_MAX	200	/* addresses; a list of more is no article */
#define ARTICLE_MIN	60	/* characters outside of links */

/* Whether the line goes on where the one before it was broken off. */
static bool
is_continued(const struct page *p, const struct block *before,
    const struct block *b)
{
	uint32_t cp;

	if (before == NULL || b->brk != BRK_SOFT || before->box != b->box ||
	    strchr(".!?:;", page_text(p, before)[before->len - 1]) != NULL)
		return false;
	utf8_decode(page_text(p, b), b->len, &cp);
	return cp_is_alnum(cp) && fold_cp(cp) == cp && cp > '9';
}

/* Paragraphs with a blank line between. */
static void
write_text(struct article *a, struct page *p)
{
	const struct block *b, *before = NULL;
	struct buf out;
	uint32_t i;
	bool joins;

	buf_init(&out, p->ntext * 2 + 2);
	for (i = 0; i < p->nblocks; i++) {
		b = &p->blocks[i];
		if (b->len == 0)
			continue;
		if (b->drop) {
			before = NULL;
			continue;
		}
		joins = is_continued(p, before, b);
		if (out.len > 0)
			buf_adds(&out, joins ? " " : "\n\n");
		p->joined = p->joined || joins;
		buf_add(&out, page_text(p, b), b->len);
		before = b;
	}
	if (out.len > 0)
		a->text = pool_strndup(a->pool, out.data, out.len);
	buf_clear(&out);
}

/* Anchors on the page and addresses that no one can fetch are no links. */
static void
add_link(struct article *a, const char *base, const char *href)
{
	const char **links = (const char **)(void *)(uintptr_t)a->links;
	char *link;

	if (a->nlinks == LINKS_MAX || href == NULL || href[0] == '#' ||
	    (link = uri_resolve(a->pool, base, href)) == NULL ||
	    !uri_is_web(link))
		return;
	links = pool_grow(a->pool, links, a->nlinks, sizeof(*links));
	links[a->nlinks++] = link;
	a->links = links;
}

/* The addresses that the kept lines link to, in order. */
static void
read_links(struct article *a, const struct page *p, const char *base)
{
	const struct block *b;
	uint32_t i, k, from = 0;

	for (i = 0; i < p->nblocks; i++) {
		b = &p->blocks[i];
		for (k = from; !b->drop && b->links > 0 && k < b->last; k++)
			if (p->tree->nodes[k].tag == TAG_A &&
			    p->tree->nodes[k].end > b->first)
				add_link(a, base, tree_attr(p->tree, k,
				    ATTR_HREF));
		from = b->last + 1;
	}
}

/*
 * Enough that someone wrote it: a sentence at least.  What has less is an
 * index, a player, a wall.
 */
static bool
is_article(const struct page *p)
{
	const struct block *b;
	uint32_t i, chars = 0, stops = 0;

	for (i = 0; i < p->nblocks; i++) {
		b = &p->blocks[i];
		if (b->drop)
			continue;
		chars += b->chars - b->links;
		stops += b->stops;
	}
	return chars >= ARTICLE_MIN && stops > 0;
}

uint32_t
body_read(struct article *a, struct page *p, uint32_t title,
    enum body_how how)
{
	bool trusting = how != BODY_STRICT;
	uint32_t root = choose_root(p, title, trusting);

	if (root == 0)
		return title;
	prune_elements(p, root, trusting);
	trim_blocks(p, root, title);
	if (title == NO_BLOCK)
		title = title_above(p);
	if (!is_article(p))
		return title;
	write_text(a, p);
	read_links(a, p, a->url != NULL ? a->url : a->canonical_url);
	return title;
}

void
body_read_lines(struct article *a, struct page *p)
{
	struct block *b;
	uint32_t i;

	for (i = 0; i < p->nblocks; i++) {
		b = &p->blocks[i];
		b->kind = (uint8_t)line_classify(page_text(p, b), b->len);
		b->drop = b->kind == LINE_PROMO || b->kind == LINE_AD;
	}
	write_text(a, p);
	read_links(a, p, a->url);
}

void
body_read_all(struct article *a, struct page *p)
{
	prune_elements(p, 0, false);
	trim_blocks(p, 0, NO_BLOCK);
	write_text(a, p);
	read_links(a, p, a->url);
}
