/* SPDX-License-Identifier: ISC */
/* Headline, dates and the rest, from the best witness that there is. */
#include "parse/extract/head.h"

#include <string.h>

#include "parse/extract/title.h"

static const char *
first_of(const struct clues *c, const enum clue *order, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (c->v[order[i]] != NULL)
			return c->v[order[i]];
	return NULL;
}

void
head_read(struct article *a, const struct page *p, const struct clues *c,
    uint32_t title)
{
	static const enum clue titles[] = { CLUE_LD_HEADLINE, CLUE_OG_TITLE,
	    CLUE_META_TITLE, CLUE_TITLE };
	static const enum clue sites[] = { CLUE_SITE, CLUE_LD_PUBLISHER };
	static const enum clue dates[] = { CLUE_LD_PUBLISHED,
	    CLUE_PUBLISHED };

	a->headline = pool_strdup(a->pool, title != NO_BLOCK ?
	    page_text(p, &p->blocks[title]) : first_of(c, titles, 4));
	a->outlet = pool_strdup(a->pool, first_of(c, sites, 2));
	a->published = pool_strdup(a->pool, first_of(c, dates, 2));
}
