/* SPDX-License-Identifier: ISC */
#ifndef NW_ARTICLE_JOB_H
#define NW_ARTICLE_JOB_H

#include <stdbool.h>
#include <stdint.h>

struct article;
struct engine;
struct item;

/*
 * The making of one article: the item's page is fetched where that is
 * wanted, a parser reads it, and what goes wrong falls back on what the
 * feed itself said of the item.
 */
struct article_job_in {
	const char		*feed;		/* name; copied */
	const char		*lang;		/* or NULL; copied */
	const struct item	*item;		/* lent until the callback */
	bool			 page;
	const char		*feed_url;	/* where it came from; lent for
						 * the call */
	int64_t			 now;
};

/* Takes the article; NULL when even the item could not be read. */
typedef void (*article_done_cb)(struct article *, void *arg);

/* The callback comes once, from the loop. */
void	article_job_start(struct engine *, const struct article_job_in *,
	    article_done_cb, void *arg);
/* At the end, when nothing can call back: frees the jobs under way. */
void	article_jobs_abandon(struct engine *);

#endif
