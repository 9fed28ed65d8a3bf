/* SPDX-License-Identifier: ISC */
#ifndef NW_ALERT_WEBHOOK_H
#define NW_ALERT_WEBHOOK_H

#include "store/store.h"
#include "base/buf.h"

/*
 * The body of a webhook in its standard shape:
 *
 *	{"type": "hit.created",
 *	 "timestamp": when the alert was made, RFC 3339,
 *	 "data": {
 *	  "id": the webhook-id, the same on every attempt,
 *	  "watch": name, "story": number,
 *	  "follow_up": false for the first alert of a story,
 *	  "hits": [the object of /v1/hits, …], oldest first,
 *	  "omitted": how many hits more there are}}
 *
 * What does not fit is left out in this order: excerpts, spans beyond the
 * eighth of a hit, hits from the end, long texts.  It is valid UTF-8
 * whatever the feed sent.
 */
#define WEBHOOK_BODY_MAX	(64u << 10)	/* bytes */

/* Adds to out, which has room for WEBHOOK_BODY_MAX bytes. */
void	 webhook_body(const struct outbox_row *, struct buf *out);

#endif
