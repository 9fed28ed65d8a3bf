/* SPDX-License-Identifier: ISC */
#ifndef NW_STORE_RESULT_H
#define NW_STORE_RESULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "article.h"
#include "feed.h"
#include "hit.h"
#include "item.h"

/*
 * What a poll asks the store (which of the items are new?) and what it
 * hands over in the end.
 */
struct sketch;
struct store;

enum item_news {
	ITEM_KNOWN,		/* nothing to do */
	ITEM_NEW,
	ITEM_EDITED,		/* known, but its words changed */
	ITEM_ELSEWHERE		/* same canonical URL known from another feed */
};

struct item_check {
	enum item_news	 news;
	int64_t		 row;		/* of a known item; else 0 */
	bool		 differs;	/* ITEM_ELSEWHERE, but in other words:
					 * put as ITEM_NEW, it is stored as
					 * another article of that story */
	char		*old_headline;	/* ITEM_EDITED; caller frees */
	char		*old_text;	/* ITEM_EDITED; caller frees */
};

typedef void (*store_checked_cb)(struct item_check *, size_t n, void *arg);

/* checks[] belongs to the callee of cb; free with item_checks_free().
 * Items are lent for the call. */
void		 store_check_items(struct store *, const char *feed,
		    struct item *const *items, size_t n, store_checked_cb,
		    void *arg);
void		 item_checks_free(struct item_check *, size_t n);

/* Where the alerts of a hit go, and how they are grouped. */
struct hit_route {
	struct hit		*hit;		/* taken; id, item and story
						 * are set by the store */
	const char *const	*sinks;		/* NULL-terminated; lent until
						 * the callback */
	int64_t			 first_after;	/* seconds */
	int64_t			 then_every;	/* seconds; 0: no follow-ups */
	bool			 quiet;		/* stored, never alerted */
};

struct store_entry {
	struct item		*item;		/* taken */
	struct article		*article;	/* taken; may be NULL */
	enum item_news		 news;
	int64_t			 row;		/* from item_check; the store
						 * looks again by itself */
	char			*index_text;	/* taken; for full text */
	struct sketch		*sketch;	/* taken (free); may be NULL */
	struct hit_route	*routes;	/* taken (free) */
	size_t			 nroutes;
};

struct store_result {
	struct feed_state	*feed;		/* taken */
	struct store_entry	*entries;	/* taken (free) */
	size_t			 nentries;
};

/* What a commit brought; lent. */
struct store_stored {
	int64_t		last_hit;	/* highest hit id, 0 for none */
	size_t		items;
	size_t		hits;
	size_t		alerts;		/* put into the outbox */
};

/* ok false: nothing of it was stored; the next poll brings it again. */
typedef void (*store_stored_cb)(bool ok, const struct store_stored *,
		    void *arg);

/* All or nothing.  Takes r's parts, also on failure. */
void		 store_put_result(struct store *, struct store_result *r,
		    store_stored_cb, void *arg);
/* A poll that brought nothing: only the feed's state. */
void		 store_put_feed(struct store *, const struct feed_state *);
/* The same of a feed that has failed for long, with an alert of it to each
 * of the sinks.  0, or -1: neither was kept. */
int		 store_put_failing(struct store *, const struct feed_state *,
		    const char *headline, const char *const *sinks);

#endif
