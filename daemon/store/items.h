/* SPDX-License-Identifier: ISC */
#ifndef NW_STORE_ITEMS_H
#define NW_STORE_ITEMS_H

#include "store/writer.h"

#include "identity.h"

/*
 * What is stored of items, and how one is known again.  All of it runs
 * inside the writer's transaction; 0, or -1 on a database error.
 */
struct known {
	int64_t		 row;
	int64_t		 feed;
	int64_t		 story;		/* 0: only the identity is left */
	uint64_t	 url;
	uint64_t	 guid;
	uint64_t	 face;
	uint64_t	 words;
	int64_t		 published;
	int64_t		 last_seen;
	bool		 differs;	/* ITEM_ELSEWHERE: in other words */
};

/* An item that is to be written, and what was found out of it. */
struct candidate {
	struct store_entry	*entry;
	int64_t			 feed;
	int64_t			 now;
	int64_t			 row;		/* once written */
	int64_t			 story;
	uint64_t		 content;	/* key of the article's words */
	struct identity		 id;
};

/* identify.c.  Keys to what the feed's batches ever showed of them, and
 * to its scope; items lose those that say nothing. */
int	 identify_settle(struct store *, struct identity *, int64_t feed);
/* The same for a whole batch, which shows more. */
int	 identify_batch(struct store *, struct identity *, size_t n,
	    int64_t feed);
/* Which stored item it is, if any. */
int	 identify(struct store *, const struct identity *, int64_t feed,
	    enum item_news *, struct known *);
/* It was in its feed's list again, perhaps with other keys. */
int	 identify_touch(struct store *, const struct identity *,
	    const struct known *, int64_t feed);
int	 identify_sighting(struct store *, int64_t row, int64_t feed);
int	 identify_alias(struct store *, uint64_t key, int64_t row);

/* items.c */
int	 items_check(struct store *, const char *feed,
	    struct item *const *, size_t n, struct item_check *);
int	 items_put(struct store *, int64_t feed, struct store_entry *,
	    struct store_stored *);

/* stories.c: sets c->story of an item that has none yet; near is the
 * story of the same address elsewhere, or 0. */
int	 stories_join(struct store *, struct candidate *, int64_t near);
/* So that later copies find the item; after it has a row. */
int	 stories_sketch(struct store *, const struct candidate *);

/* hits.c */
int	 hits_put(struct store *, struct candidate *, struct store_stored *);

#endif
