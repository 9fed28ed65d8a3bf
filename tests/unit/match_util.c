/* SPDX-License-Identifier: ISC */
/* Sets of one query, documents of one text. */
#include "match_util.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

static char said[65536];

void
meet_article(struct meeting *mt, const char *query, const char *text,
    const char *lang, const char *headline)
{
	struct match_doc doc = { .article = NULL };
	char *cause = NULL;
	int q;

	mt->set = match_new();
	q = match_add_query(mt->set, query, &cause);
	ck_assert_msg(q == 0, "%s: %s", query, cause);
	match_build(mt->set);
	mt->article = article_new();
	mt->article->text = text;
	mt->article->language = lang;
	mt->article->headline = headline;
	doc.article = mt->article;
	mt->r = match_run(mt->set, &doc);
}

void
meet(struct meeting *mt, const char *query, const char *text)
{
	meet_article(mt, query, text, NULL, NULL);
}

void
meet_clear(struct meeting *mt)
{
	match_result_free(mt->r);
	match_free(mt->set);
	article_free(mt->article);
}

bool
met_in(const char *query, const char *text, const char *lang)
{
	struct meeting mt;
	bool any;

	meet_article(&mt, query, text, lang, NULL);
	any = mt.r->nhits > 0;
	meet_clear(&mt);
	return any;
}

bool
met(const char *query, const char *text)
{
	return met_in(query, text, NULL);
}

bool
met_figure(const struct figure_def *def, const char *text)
{
	struct match_set *m = match_new();
	struct article *a = article_new();
	struct match_doc doc = { .article = a };
	struct match_result *r;
	char *cause = NULL;
	bool any;

	ck_assert_msg(match_add_figure(m, def, &cause) == 0, "%s", cause);
	ck_assert_int_eq(match_add_query(m, "@x", &cause), 0);
	match_build(m);
	a->text = text;
	r = match_run(m, &doc);
	any = r->nhits > 0;
	match_result_free(r);
	match_free(m);
	article_free(a);
	return any;
}

const char *
meet_spans(const char *query, const char *text)
{
	struct meeting mt;
	size_t i, n = 0;

	meet(&mt, query, text);
	said[0] = '\0';
	for (i = 0; mt.r->nhits > 0 && i < mt.r->hits[0].nspans; i++)
		n += (size_t)snprintf(said + n, sizeof(said) - n, "%s%s",
		    i > 0 ? "|" : "", mt.r->hits[0].spans[i].text);
	meet_clear(&mt);
	return said;
}

const char *
refusal(const char *query)
{
	struct match_set *m = match_new();
	char *cause = NULL;

	said[0] = '\0';
	if (match_add_query(m, query, &cause) == -1) {
		snprintf(said, sizeof(said), "%s", cause);
		free(cause);
	}
	match_free(m);
	return said;
}
