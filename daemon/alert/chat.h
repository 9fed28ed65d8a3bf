/* SPDX-License-Identifier: ISC */
#ifndef NW_ALERT_CHAT_H
#define NW_ALERT_CHAT_H

#include <stdbool.h>
#include <stdint.h>

#include "store/store.h"
#include "base/buf.h"

/*
 * Chat services behind a webhook address, each with its own JSON and its
 * own limits.  The secret of such a sink stands where its address says
 * {secret}; an address without that sends it as a bearer token.
 *
 *	slack		the address that Slack gave
 *	discord		the address that Discord gave
 *	mattermost	the address that Mattermost gave
 *	teams		the address of a Teams workflow
 *	telegram	https://api.telegram.org/bot{secret}/sendMessage
 *			?chat_id=ID
 *	ntfy		https://HOST/TOPIC
 *	matrix		https://HOST/_matrix/client/v3/rooms/ROOM
 */
struct chat_shape;

struct chat_message {
	char		*url;
	char		*auth;		/* a header line, or NULL */
	bool		 put;
	struct buf	 body;		/* JSON */
};

/* NULL for "standard", for NULL, and for what is no chat. */
const struct chat_shape *chat_shape(const char *name);
/* Between two messages to one sink, in milliseconds. */
int64_t	 chat_gap(const struct chat_shape *);
/* 0, or -1 with *why (constant) when url is none for this shape. */
int	 chat_render(const struct chat_shape *, const char *url,
	    const char *secret, const struct outbox_row *,
	    struct chat_message *, const char **why);
void	 chat_message_clear(struct chat_message *);
/* Seconds that the answer's body asks to wait; 0 when it does not. */
int64_t	 chat_retry_after(const struct chat_shape *, const char *body);

#endif
