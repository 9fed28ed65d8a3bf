/* SPDX-License-Identifier: ISC */
/* A query, a line break, a text: parsed, run, and put to full text. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "article.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "match/match.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check_hit(const struct match_hit *h, const struct article *a)
{
	size_t i, n = strlen(a->text), from;

	for (i = 0; i < h->nspans; i++) {
		const struct span *s = &h->spans[i];

		assert(s->start <= s->end);
		if (strcmp(s->field, "text") != 0)
			continue;
		from = utf8_offset(a->text, n, s->start);
		assert(strncmp(a->text + from, s->text, strlen(s->text)) == 0);
	}
}

static void
run(struct match_set *m, const char *text)
{
	struct article a = { .text = text, .language = "en",
	    .headline = "A head" };
	struct match_doc doc = { .article = &a, .feed = "f" };
	struct match_result *r;
	struct hit *h;

	match_build(m);
	r = match_run(m, &doc);
	if (r->nhits > 0) {
		check_hit(&r->hits[0], &a);
		h = hit_new();
		h->spans = r->hits[0].spans;
		h->nspans = r->hits[0].nspans;
		match_excerpt(h, &a, 60);
		hit_free(h);
	}
	match_result_free(r);
	free(match_fts(m, 0));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const roles[] = { "harbour master", NULL };
	static const struct figure_def def = { "x", "Hanna Lind", NULL, roles,
	    NULL };
	char *query = xstrndup((const char *)data, n), *text, *cause = NULL;
	struct match_set *m = match_new();

	text = strchr(query, '\n');
	if (text != NULL)
		*text++ = '\0';
	/* Names cost a thousand times what the rest does. */
	if (strstr(query, "@x") != NULL)
		assert(match_add_figure(m, &def, &cause) == 0);
	if (match_add_query(m, query, &cause) == -1) {
		assert(strncmp(cause, "column ", 7) == 0);
		free(cause);
	} else {
		run(m, text != NULL ? text : "Hanna Lind (a b) c. A's d-e");
	}
	match_free(m);
	free(query);
	return 0;
}
