/* SPDX-License-Identifier: ISC */
#ifndef NW_MATCH_H
#define NW_MATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "article.h"
#include "hit.h"
#include "base/buf.h"

/*
 * Recognition: figures and queries in, spans out.  One set holds all
 * figures and all queries; it is built once and then only read, so a
 * reload builds a new one beside it.
 */
struct figure_def {
	const char		*id;		/* "naryshkin" */
	const char		*name;
	const char *const	*also;		/* NULL-terminated, or NULL */
	const char *const	*roles;
	const char *const	*nots;
};

/* What an article stands in, for feed:, outlet:, tag: and the like. */
struct match_doc {
	const struct article	*article;
	const char		*feed;		/* its name in the config */
	const char		*author;
	const char *const	*tags;
	size_t			 ntags;
};

/* One query that was met.  Strings are owned by the result. */
struct match_hit {
	size_t			 query;		/* as match_add_query() said */
	const struct span	*spans;		/* in order of appearance */
	size_t			 nspans;
	const char		*why;
};

struct match_result {
	struct pool		*pool;
	const struct match_hit	*hits;
	size_t			 nhits;
	const char		*error;		/* a limit was met; or NULL */
};

struct match_set;

struct match_set *match_new(void);
/* Accepts NULL. */
void		 match_free(struct match_set *);
/* 0, or -1 with *cause (caller frees): bad name, duplicate id. */
int		 match_add_figure(struct match_set *,
		    const struct figure_def *, char **cause);
/*
 * The number of the query, or -1 with *cause naming the column ("column
 * 12: …").  Figures must have been added before queries that name them.
 */
int		 match_add_query(struct match_set *, const char *query,
		    char **cause);
/* After the last add, before the next run: a set that was built may get
 * more queries and be built again. */
void		 match_build(struct match_set *);
/* All queries against one document; caller frees. */
struct match_result *match_run(struct match_set *, const struct match_doc *);
void		 match_result_free(struct match_result *);

/*
 * An FTS5 expression that every document meeting query n also meets
 * (terms quoted, count bounded), or NULL when there is none and the
 * caller has to scan.  Caller frees.
 */
char		*match_fts(const struct match_set *, size_t n);
/* The words of the document as the index wants them: folded, and parted
 * by blanks.  0, or -1 at b's ceiling. */
int		 match_index_text(const struct article *, struct buf *b);
/* Hashes of the words of the body in order, for story sketches; caller
 * frees.  *n is 0 and the result NULL for an empty text. */
uint64_t	*match_word_hashes(const struct article *, size_t *n);

/* Every form a name will match, one a call, for `newswatch names`. */
int		 match_forms(const char *name,
		    void (*each)(const char *form, const char *rule, void *),
		    void *arg, char **cause);

/* Excerpt of at most max code points of a field's text around a span,
 * whole words, with the marks of all spans in it; fills h->excerpt and
 * h->marks from h->spans. */
void		 match_excerpt(struct hit *h, const struct article *,
		    size_t max);

#endif
