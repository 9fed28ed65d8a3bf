/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_TELEGRAM_MEDIA_H
#define NW_PARSE_TELEGRAM_MEDIA_H

#include <stdbool.h>
#include <stddef.h>

#include <libxml/tree.h>

#include "item.h"
#include "base/buf.h"

#define TELEGRAM_MEDIA_MAX	100	/* of one post; albums have ten */

/* What a post shows beside its text. */
struct telegram_media {
	struct item		*it;
	struct buf		 words;		/* paragraphs of HTML */
	struct enclosure	*files;
	size_t			 photos;
	size_t			 count;		/* of all kinds */
};

/* it: gets the enclosures, and gives the pool. */
void	telegram_media_init(struct telegram_media *, struct item *it);
void	telegram_media_clear(struct telegram_media *);
/*
 * Takes in the element when its class says that it shows something.
 * True: what is inside it needs no further look.
 */
bool	telegram_media_add(struct telegram_media *, const xmlNode *,
	    const char *class, size_t n);
/* Photos are described only where nothing else is: call at the end. */
void	telegram_media_finish(struct telegram_media *, bool has_text);

#endif
