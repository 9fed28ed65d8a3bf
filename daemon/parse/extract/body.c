/* SPDX-License-Identifier: ISC */
/* The body: where it is, what of it is kept, how it is written out. */
#include "parse/extract/body.h"

#include <string.h>

#include "parse/extract/choose.h"
#include "parse/extract/prune.h"

static void
write_text(struct article *a, const struct page *p, uint32_t root)
{
	const struct block *b;
	struct buf out;
	uint32_t i, from, to;

	page_blocks_in(p, root, &from, &to);
	buf_init(&out, p->ntext * 2 + 2);
	for (i = from; i < to; i++) {
		b = &p->blocks[i];
		if (b->drop)
			continue;
		if (out.len > 0)
			buf_adds(&out, "\n\n");
		buf_add(&out, page_text(p, b), b->len);
	}
	if (out.len > 0)
		a->text = pool_strndup(a->pool, out.data, out.len);
	buf_clear(&out);
}

void
body_read(struct article *a, struct page *p, const struct clues *c,
    uint32_t title)
{
	uint32_t root = choose_root(p, c, title);

	prune_elements(p, root);
	prune_blocks(p, root, title);
	write_text(a, p, root);
}
