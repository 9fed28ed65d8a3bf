/* SPDX-License-Identifier: ISC */
#ifndef NW_RECOGNISE_H
#define NW_RECOGNISE_H

#include <stdbool.h>
#include <stdint.h>

#include "plan.h"
#include "store/store.h"

/*
 * From an article to what the store takes: the hits of all watches with
 * their routes, the words for the index, the sketch for its story.
 */
struct recognise_in {
	const struct plan	*plan;		/* outlives the store's answer */
	const struct conf_feed	*feed;		/* may be NULL: dropped */
	const char		*feed_name;
	const struct item	*item;
	const struct article	*article;
	const char		*old_headline;	/* of an edited item, or NULL */
	const char		*old_text;
	bool			 edited;
	bool			 quiet;		/* store hits, alert nobody */
	int64_t			 now;
};

/* Fills index_text, sketch and routes of e. */
void	recognise(const struct recognise_in *, struct store_entry *e);

/* Is there a span in a passage that the earlier version did not have? */
bool	recognise_is_news(const struct span *, size_t n,
	    const struct article *, const char *old_headline,
	    const char *old_text);

#endif
