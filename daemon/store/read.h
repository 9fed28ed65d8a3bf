/* SPDX-License-Identifier: ISC */
#ifndef NW_STORE_READ_H
#define NW_STORE_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "article.h"
#include "feed.h"
#include "hit.h"
#include "item.h"
#include "store/store.h"

/*
 * The reading side: a read-only handle for the reader role.  Every call
 * ends within the deadline given at its open, or fails.  Functions return
 * how many rows they gave, or -1 with *cause (caller frees).  A callback
 * takes what it gets unless said otherwise; non-zero from it ends the
 * listing.
 */
struct read_db;

struct read_db	*read_open(const char *dir, int deadline_ms, char **cause);
void		 read_close(struct read_db *);

struct hit_filter {
	const char	*watch;		/* NULL: any */
	const char	*feed;
	int64_t		 since;		/* hit time; INT64_MIN: any */
	int64_t		 until;		/* exclusive; INT64_MAX: any */
	int64_t		 before;	/* newest first, ids below; 0: any */
	int64_t		 after;		/* when > 0: oldest first, ids above */
	int64_t		 story;		/* 0: any */
	size_t		 limit;
};

int	read_hits(struct read_db *, const struct hit_filter *,
	    int (*cb)(struct hit *, void *), void *arg, char **cause);
int64_t	read_last_hit(struct read_db *);

/* What is stored of one item. */
struct stored_item {
	struct item	*item;
	struct article	*article;	/* NULL when none */
	int64_t		 row;
	int64_t		 story;
	int64_t		 seen;		/* when it was first seen */
	const char	*feed;		/* in item->pool */
};

void	stored_item_free(struct stored_item *);
int	read_item(struct read_db *, int64_t row,
	    int (*cb)(struct stored_item *, void *), void *arg, char **cause);
/* Oldest first. */
int	read_story(struct read_db *, int64_t story,
	    int (*cb)(struct stored_item *, void *), void *arg, char **cause);
/* Candidates for a search, newest first; the caller matches their text.
 * fts: single words in quotes with AND, OR, NOT, a prefix as "wor" *; the
 * index knows no phrases.  NULL scans.  before: row, 0 for the first page;
 * since and until (exclusive) are times of being first seen. */
int	read_search(struct read_db *, const char *fts, int64_t since,
	    int64_t until, int64_t before, size_t limit,
	    int (*cb)(struct stored_item *, void *), void *arg, char **cause);

/* fs is lent. */
int	read_feeds(struct read_db *, int (*cb)(const struct feed_state *fs,
	    void *), void *arg, char **cause);
/* Rows are taken; hits as in store.h.  Dead ones first. */
int	read_outbox(struct read_db *, size_t limit,
	    int (*cb)(struct outbox_row *, void *), void *arg, char **cause);

struct quarantined {
	int64_t		 at;
	const char	*feed;
	const char	*url;
	const char	*reason;
	size_t		 len;
};
/* Lent. */
int	read_quarantine(struct read_db *, int (*cb)(const struct quarantined *,
	    void *), void *arg, char **cause);

struct store_counts {
	int64_t		 items;
	int64_t		 stories;
	int64_t		 hits;
	int64_t		 outbox_due;
	int64_t		 outbox_dead;
	int64_t		 delivered;	/* alerts, ever */
	int64_t		 bytes;		/* of the database file */
};
int	read_counts(struct read_db *, struct store_counts *, char **cause);

#endif
