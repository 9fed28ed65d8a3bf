/* SPDX-License-Identifier: ISC */
/* Where the body is, what of it is kept, and how it is written out. */
#include "parse/extract/body.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "parse/extract/lines.h"
#include "parse/extract/words.h"

#define DROP_WORDS	(W_COMMENT | W_SHARE | W_RELATED | W_NAV | W_SIDE | \
			W_AD | W_META | W_CAPTION | W_SIGNUP | W_HIDDEN)

/* Down from the top while one child has nearly all prose of the page. */
static uint32_t
find_root(const struct page *p)
{
	const struct tree *t = p->tree;
	uint32_t i, best, root = 0, total = p->marks[0].prose;

	for (;;) {
		best = 0;
		for (i = root + 1; i < t->nodes[root].end;
		    i = t->nodes[i].end)
			if (best == 0 ||
			    p->marks[i].prose > p->marks[best].prose)
				best = i;
		if (best == 0 || p->marks[best].prose * 10 < total * 6)
			return root;
		root = best;
		total = p->marks[root].prose;
	}
}

static void
prune(struct page *p, uint32_t root)
{
	const struct tree *t = p->tree;
	uint32_t i, total = p->marks[root].prose;
	struct mark *m;

	for (i = root + 1; i < t->nodes[root].end; i++) {
		m = &p->marks[i];
		m->drop = p->marks[t->nodes[i].parent].drop;
		if (t->nodes[i].tag == TAG_TEXT || m->drop)
			continue;
		if (m->prose * 2 > total)
			continue;
		m->drop = (m->words & DROP_WORDS) != 0 ||
		    t->nodes[i].tag == TAG_NAV ||
		    t->nodes[i].tag == TAG_ASIDE ||
		    t->nodes[i].tag == TAG_FIGURE ||
		    t->nodes[i].tag == TAG_FIGCAPTION ||
		    t->nodes[i].tag == TAG_FOOTER ||
		    (tag_is_block(t->nodes[i].tag) &&
		    m->links * 2 > m->chars);
	}
}

void
body_read(struct article *a, struct page *p)
{
	struct buf out;
	const struct block *b;
	uint32_t root = find_root(p), i, from, to;

	prune(p, root);
	page_blocks_in(p, root, &from, &to);
	buf_init(&out, p->ntext * 2 + 2);
	for (i = from; i < to; i++) {
		b = &p->blocks[i];
		if (b->len == 0 || p->marks[b->box].drop ||
		    b->links * 2 > b->chars)
			continue;
		if (line_classify(page_text(p, b), b->len) != LINE_BODY)
			continue;
		if (out.len > 0)
			buf_adds(&out, "\n\n");
		buf_add(&out, page_text(p, b), b->len);
	}
	if (out.len > 0)
		a->text = pool_strndup(a->pool, out.data, out.len);
	buf_clear(&out);
}
