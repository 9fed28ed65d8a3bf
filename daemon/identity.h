/* SPDX-License-Identifier: ISC */
#ifndef NW_IDENTITY_H
#define NW_IDENTITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "item.h"
#include "base/pool.h"

/*
 * What makes an item the same item when it comes again: keys to look it
 * up by.  Feeds change guids, share them, put headlines into them, and
 * decorate links, so no one field can be trusted; which ones can is seen
 * only beside the other items of the same feed.
 *
 * A key of 0 means that there is none.
 */
struct identity {
	uint64_t	 url;		/* canonical address; all feeds */
	uint64_t	 guid;		/* only within its feed */
	uint64_t	 face;		/* title's words; text's if untitled */
	uint64_t	 words;		/* all words: title, summary, content */
	size_t		 nwords;	/* bytes of them */
	int64_t		 published;
	const uint64_t	*album;		/* addresses of the other posts */
	size_t		 nalbum;
	bool		 post;		/* a Telegram post: url says it all */
	bool		 guid_is_title;
	bool		 url_shared;	/* by items that are not the same */
	bool		 guid_shared;
	bool		 made;		/* guid was made by settle */
	bool		 repeat;	/* of an earlier item of its batch */
};

/* The keys as the item has them; album comes from the pool. */
void		 identity_init(struct identity *, const struct item *,
		    struct pool *);
/* Sets url_shared and guid_shared from what the batch shows. */
void		 identity_mark_shared(struct identity *, size_t n);
/* Drops the keys that say nothing, makes one when none is left. */
void		 identity_settle(struct identity *);
/* After settle: sets repeat. */
void		 identity_mark_repeats(struct identity *, size_t n);

/* Key of the words of a plain title and text (NULL: none), and how many
 * bytes they are; punctuation, blanks and emoji do not count. */
uint64_t	 identity_text(const char *title, const char *text, size_t *n);
/* A key that holds only together with scope. */
uint64_t	 identity_mix(uint64_t key, uint64_t scope);

#endif
