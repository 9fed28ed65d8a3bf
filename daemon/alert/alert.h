/* SPDX-License-Identifier: ISC */
#ifndef NW_ALERT_H
#define NW_ALERT_H

#include <stddef.h>
#include <stdint.h>

#include "conf.h"
#include "base/clock.h"

struct alert;
struct event_base;
struct http;
struct store;

/*
 * Empties the outbox: claims what is due, renders it for its sink, sends
 * it, and tells the store what became of it.  A row leaves the outbox
 * only when its sink accepted it.  conf is lent and must outlive this, or
 * the next alert_reload().
 */
struct alert	*alert_new(struct event_base *, struct store *, struct http *,
		    const struct clock *, const struct conf *);
void		 alert_free(struct alert *);
/* 0, or -1 with *cause (a secret cannot be read); then nothing changed. */
int		 alert_reload(struct alert *, const struct conf *,
		    char **cause);
/* Something was put into the outbox, or time has gone by: look now. */
void		 alert_kick(struct alert *);
/* Deliveries under way. */
size_t		 alert_pending(const struct alert *);

/* Delay before attempt n (n >= 1 failed so far), without jitter; the
 * schedule of Standard Webhooks.  -1: given up. */
int64_t		 alert_backoff(int n);

#endif
