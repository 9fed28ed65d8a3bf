/* SPDX-License-Identifier: ISC */
#ifndef NW_TESTS_MATCH_UTIL_H
#define NW_TESTS_MATCH_UTIL_H

#include <stdbool.h>

#include "article.h"
#include "match/match.h"

/* One query against one text, and what came of it. */
struct meeting {
	struct match_set	*set;
	struct article		*article;
	struct match_result	*r;
};

void		 meet(struct meeting *, const char *query, const char *text);
/* The text in a language, under a headline; both may be NULL. */
void		 meet_article(struct meeting *, const char *query,
		    const char *text, const char *lang, const char *headline);
void		 meet_clear(struct meeting *);
/* Figures come first, queries after them. */
bool		 met(const char *query, const char *text);
bool		 met_in(const char *query, const char *text, const char *lang);
/* A figure with this name (or, for '=', this role) against a text. */
bool		 met_figure(const struct figure_def *, const char *text);
/* The texts of the spans, joined by "|"; static. */
const char	*meet_spans(const char *query, const char *text);
/* The reason a query is refused; static.  "" when it is not. */
const char	*refusal(const char *query);

#endif
