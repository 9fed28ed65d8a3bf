/* SPDX-License-Identifier: ISC */
#ifndef NW_API_FOLLOW_H
#define NW_API_FOLLOW_H

#include <stddef.h>
#include <stdint.h>

struct event_base;
struct follow;
struct read_db;

/*
 * The live streams of /v1/follow.  Nothing is queued for a follower
 * beyond FOLLOW_AHEAD bytes and one hit: who reads slowly is fed from the
 * store at his own pace, and dropped when he stops reading altogether.
 */
#define FOLLOWERS_MAX		256
#define FOLLOW_AHEAD		65536	/* bytes */
#define FOLLOW_KEEPALIVE_S	15
#define FOLLOW_STALL_S		60	/* without reading what was sent */

struct follow	*follow_new(struct event_base *, struct read_db *);
/* Their connections must be gone by then.  Accepts NULL. */
void		 follow_free(struct follow *);
/* Hits were committed. */
void		 follow_wake(struct follow *);
size_t		 follow_count(const struct follow *);
/* What the timer does; for tests, which do not wait for it.  now_ms as of
 * clock_mono_ms(). */
void		 follow_tick(struct follow *, int64_t now_ms);

#endif
