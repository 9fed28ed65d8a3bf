/* SPDX-License-Identifier: ISC */
/* Headline and dates, from the best witness that the page has. */
#include "parse/extract/head.h"

#include <string.h>

static const char *
meta(const struct page *p, const char *key)
{
	const struct tree *t = p->tree;
	const char *name;
	uint32_t i;

	for (i = tree_next(t, 1, t->n, TAG_META); i < t->n;
	    i = tree_next(t, i + 1, t->n, TAG_META)) {
		if ((name = tree_attr(t, i, ATTR_PROPERTY)) == NULL &&
		    (name = tree_attr(t, i, ATTR_NAME)) == NULL &&
		    (name = tree_attr(t, i, ATTR_ITEMPROP)) == NULL)
			continue;
		if (strcasecmp(name, key) == 0)
			return tree_attr(t, i, ATTR_CONTENT);
	}
	return NULL;
}

static const char *
only_h1(const struct page *p)
{
	const struct tree *t = p->tree;
	const struct block *found = NULL;
	uint32_t i;

	for (i = 0; i < p->nblocks; i++) {
		if (t->nodes[p->blocks[i].box].tag != TAG_H1 ||
		    p->blocks[i].len == 0)
			continue;
		if (found != NULL)
			return NULL;
		found = &p->blocks[i];
	}
	return found != NULL ? page_text(p, found) : NULL;
}

void
head_read(struct article *a, const struct page *p)
{
	const char *s;

	if ((s = only_h1(p)) == NULL)
		s = meta(p, "og:title");
	a->headline = pool_strdup(a->pool, s);
	a->outlet = pool_strdup(a->pool, meta(p, "og:site_name"));
	s = meta(p, "article:published_time");
	a->published = pool_strdup(a->pool, s);
}
