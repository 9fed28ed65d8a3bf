/* SPDX-License-Identifier: ISC */
#ifndef NW_POLL_STATE_H
#define NW_POLL_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/queue.h>

#include "net/fetch.h"
#include "store/store.h"

struct engine;
struct feed;
struct plan;

/* The state of a poll, shared by the files that work on it: pipeline.c,
 * which owns it, older.c and works.c. */

#define FEED_ACCEPT	"application/rss+xml, application/atom+xml, "	\
			"application/feed+json, application/xml;q=0.9, "\
			"text/xml;q=0.9, text/html;q=0.5, */*;q=0.1"

/* One article in the making. */
struct work {
	struct poll		*poll;
	struct item		*item;
	struct article		*article;
	struct item_check	 check;
	struct store_entry	 entry;
};

/* One poll of one feed. */
struct poll {
	TAILQ_ENTRY(poll)	 entry;		/* of the engine's polls */
	struct engine		*e;
	struct feed		*feed;
	struct plan		*plan;
	struct feed_state	*next;		/* the state as it will be */
	struct fetch_verdict	 verdict;
	size_t			 attempt;	/* 0: the address, then mirrors */
	char			*url;		/* that answered, and how */
	char			*content_type;
	char			*content_location;
	char			*found;		/* the one feed of a web page
						 * at the feed's address */
	char			*body;		/* kept until it was parsed */
	size_t			 body_len;
	struct spill		*spill;		/* a large body, instead */
	uint64_t		 body_hash;
	uint64_t		 items_hash;
	struct feed_doc		*doc;
	char			*older;		/* page of older posts, or NULL */
	int			 nolder;	/* older pages read */
	void			(*older_next)(struct poll *);
	size_t			 skip;		/* items of the parts before */
	int			 nparts;
	bool			 more;		/* this is not the last part */
	struct item		**items;	/* of this part */
	size_t			 nitems;
	struct work		*works;
	size_t			 nworks;
	int64_t			 fresh;		/* new items, of all parts */
	size_t			 left;		/* works not done */
	size_t			 begun;		/* works looked at so far */
	size_t			 running;
	void			(*works_done)(struct poll *);
	int64_t			 now;
	int64_t			 not_before;	/* the latest that any address
						 * asked for; 0 none */
	bool			 first;		/* first poll that worked */
	bool			 large;		/* its body did not stand in memory */
};

/* Takes the item (a parse_calls callback); arg is the poll. */
void	poll_add_item(struct item *, void *arg);

#endif
