/* SPDX-License-Identifier: ISC */
/*
 * A matcher for the tests of api/ that looks for the query as it stands,
 * so that they hold whatever the real one makes of a text.  "(" does not
 * parse; "limit" is a query that meets a limit of the matcher.
 */
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "match/match.h"
#include "watchset.h"

struct match_set {
	char	*query;
};

struct match_set *
watchset_figures(const struct conf *conf, char **cause)
{
	return xcalloc(1, sizeof(struct match_set));
}

void
match_free(struct match_set *set)
{
	if (set != NULL)
		free(set->query);
	free(set);
}

int
match_add_query(struct match_set *set, const char *query, char **cause)
{
	if (*query == '(') {
		*cause = xstrdup("column 1: \"(\" is not closed");
		return -1;
	}
	set->query = xstrdup(query);
	return 0;
}

void
match_build(struct match_set *set)
{
}

char *
match_fts(const struct match_set *set, size_t n)
{
	return NULL;
}

struct match_result *
match_run(struct match_set *set, const struct match_doc *doc)
{
	struct match_result *r = xcalloc(1, sizeof(*r));
	const char *text = doc->article->text;
	const char *at = text != NULL ? strstr(text, set->query) : NULL;
	struct match_hit *hit;
	struct span *span;

	r->pool = pool_new();
	if (strcmp(set->query, "limit") == 0)
		r->error = "a limit was met";
	if (at == NULL)
		return r;
	span = pool_alloc(r->pool, sizeof(*span));
	span->start = (uint32_t)(at - text);
	span->end = span->start + (uint32_t)strlen(set->query);
	span->text = span->part = span->form = set->query;
	span->field = "text";
	hit = pool_alloc(r->pool, sizeof(*hit));
	hit->spans = span;
	hit->nspans = 1;
	hit->why = "the word";
	r->hits = hit;
	r->nhits = 1;
	return r;
}

void
match_result_free(struct match_result *r)
{
	pool_free(r->pool);
	free(r);
}

void
match_excerpt(struct hit *h, const struct article *a, size_t max)
{
	h->excerpt = a->text;
	h->marks = h->spans;
	h->nmarks = h->nspans;
}
