/* SPDX-License-Identifier: ISC */
/* Meta elements, title and links: one loop over the page's nodes. */
#include "parse/extract/clues.h"

#include <string.h>

#include "base/utf8.h"
#include "parse/extract/blank.h"

#define CLUE_MAX_BYTES	4096	/* of one value; longer ones are cut */

struct meta_name {
	const char	*name;		/* lower case; sorted */
	enum clue	 clue;
	unsigned int	 rank;
};

/*
 * Rank 0 is what standards and the big platforms ask for; higher ranks
 * are names of content systems, and habits of old.
 */
static const struct meta_name names[] = {
	{ "application-name", CLUE_SITE, 2 },
	{ "article.published", CLUE_PUBLISHED, 2 },
	{ "article:author", CLUE_AUTHOR, 3 },
	{ "article:modified_time", CLUE_MODIFIED, 0 },
	{ "article:published", CLUE_PUBLISHED, 1 },
	{ "article:published_time", CLUE_PUBLISHED, 0 },
	{ "author", CLUE_AUTHOR, 0 },
	{ "byl", CLUE_AUTHOR, 1 },
	{ "cxenseparse:recs:publishtime", CLUE_PUBLISHED, 3 },
	{ "date", CLUE_PUBLISHED, 5 },
	{ "datemodified", CLUE_MODIFIED, 1 },
	{ "datepublished", CLUE_PUBLISHED, 1 },
	{ "dc.creator", CLUE_AUTHOR, 2 },
	{ "dc.date", CLUE_PUBLISHED, 4 },
	{ "dc.date.issued", CLUE_PUBLISHED, 3 },
	{ "dc.description", CLUE_DESCRIPTION, 1 },
	{ "dc.language", CLUE_LANG, 3 },
	{ "dc.title", CLUE_META_TITLE, 3 },
	{ "dcterms.created", CLUE_PUBLISHED, 4 },
	{ "dcterms.modified", CLUE_MODIFIED, 2 },
	{ "description", CLUE_DESCRIPTION, 0 },
	{ "headline", CLUE_META_TITLE, 0 },
	{ "inlanguage", CLUE_LANG, 2 },
	{ "language", CLUE_LANG, 4 },
	{ "last-modified", CLUE_MODIFIED, 3 },
	{ "mrc__share_title", CLUE_META_TITLE, 2 },
	{ "og:article:author", CLUE_AUTHOR, 3 },
	{ "og:article:published_time", CLUE_PUBLISHED, 1 },
	{ "og:description", CLUE_OG_DESCRIPTION, 0 },
	{ "og:locale", CLUE_LOCALE, 0 },
	{ "og:site_name", CLUE_SITE, 0 },
	{ "og:title", CLUE_OG_TITLE, 0 },
	{ "og:type", CLUE_OG_TYPE, 0 },
	{ "og:updated_time", CLUE_MODIFIED, 4 },
	{ "og:url", CLUE_OG_URL, 0 },
	{ "parsely-author", CLUE_AUTHOR, 2 },
	{ "parsely-pub-date", CLUE_PUBLISHED, 2 },
	{ "parsely-title", CLUE_META_TITLE, 1 },
	{ "pubdate", CLUE_PUBLISHED, 3 },
	{ "publish-date", CLUE_PUBLISHED, 3 },
	{ "publish_date", CLUE_PUBLISHED, 3 },
	{ "sailthru.author", CLUE_AUTHOR, 1 },
	{ "sailthru.date", CLUE_PUBLISHED, 4 },
	{ "sailthru.title", CLUE_META_TITLE, 1 },
	{ "twitter:description", CLUE_OG_DESCRIPTION, 1 },
	{ "twitter:title", CLUE_META_TITLE, 1 }
};

void
clues_set(struct clues *c, enum clue clue, unsigned int rank, const char *s,
    size_t len, struct pool *pool)
{
	char *copy;

	if (c->v[clue] != NULL && c->rank[clue] <= rank)
		return;
	if (len > CLUE_MAX_BYTES && clue != CLUE_LD_BODY)
		len = utf8_cut(s, len, CLUE_MAX_BYTES);
	copy = pool_strndup(pool, s, len);
	/* A body has paragraphs. */
	if (clue != CLUE_LD_BODY && blank_collapse(copy, strlen(copy)) == 0)
		return;
	c->v[clue] = copy;
	c->rank[clue] = (unsigned char)rank;
}

/* Without case: "DC.Date" and "dc.date" are met equally. */
static const struct meta_name *
name_find(const char *name)
{
	size_t lo = 0, hi = sizeof(names) / sizeof(names[0]), mid;
	int cmp;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if ((cmp = strcasecmp(name, names[mid].name)) == 0)
			return &names[mid];
		if (cmp < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return NULL;
}

static void
read_meta(struct clues *c, const struct tree *t, uint32_t i,
    struct pool *pool)
{
	static const enum attr keys[] = { ATTR_PROPERTY, ATTR_NAME,
	    ATTR_ITEMPROP };
	const char *content = tree_attr(t, i, ATTR_CONTENT), *name;
	const struct meta_name *m;
	size_t k;

	if (content == NULL)
		return;
	for (k = 0; k < sizeof(keys) / sizeof(keys[0]); k++) {
		if ((name = tree_attr(t, i, keys[k])) == NULL ||
		    (m = name_find(name)) == NULL)
			continue;
		clues_set(c, m->clue, m->rank, content, strlen(content),
		    pool);
		return;
	}
}

static void
read_link(struct clues *c, const struct tree *t, uint32_t i,
    struct pool *pool)
{
	const char *rel = tree_attr(t, i, ATTR_REL);
	const char *href = tree_attr(t, i, ATTR_HREF);

	if (rel != NULL && href != NULL && strcasecmp(rel, "canonical") == 0)
		clues_set(c, CLUE_CANONICAL, 0, href, strlen(href), pool);
}

/* The text right under an element such as <title> or <script>. */
static void
read_text(struct clues *c, const struct tree *t, uint32_t i,
    struct pool *pool)
{
	const struct node *n = &t->nodes[i];
	const char *s;

	if (n->end == i + 1 || n[1].tag != TAG_TEXT)
		return;
	s = t->bytes + n[1].at;
	if (n->tag == TAG_TITLE)
		clues_set(c, CLUE_TITLE, 0, s, n[1].len, pool);
	else
		clues_read_ld(c, s, n[1].len, pool);
}

void
clues_read(struct clues *c, const struct tree *t, struct pool *pool)
{
	const char *lang;
	uint32_t i;

	memset(c, 0, sizeof(*c));
	for (i = 1; i < t->n; i++) {
		switch (t->nodes[i].tag) {
		case TAG_META:
			read_meta(c, t, i, pool);
			break;
		case TAG_LINK:
			read_link(c, t, i, pool);
			break;
		case TAG_TITLE:
		case TAG_SCRIPT:
			read_text(c, t, i, pool);
			break;
		case TAG_HTML:
			lang = tree_attr(t, i, ATTR_LANG);
			if (lang != NULL)
				clues_set(c, CLUE_LANG, 0, lang, strlen(lang),
				    pool);
			break;
		default:
			break;
		}
	}
}
