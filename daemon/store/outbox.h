/* SPDX-License-Identifier: ISC */
#ifndef NW_STORE_OUTBOX_H
#define NW_STORE_OUTBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hit.h"
#include "base/pool.h"

/*
 * The alerts that wait for their sinks.  They are put in by
 * store_put_result(), in the transaction that stores their hits.
 */
struct store;

enum outbox_state {
	OUTBOX_DUE,		/* waits for its time */
	OUTBOX_SENDING,		/* claimed; due again after a restart, so it
				 * is never read from the database */
	OUTBOX_DEAD		/* refused for good; listed until discarded */
};

#define OUTBOX_HITS_MAX	100	/* hits that an alert speaks of */

/* One alert to one sink.  Its hits are what it speaks of, oldest first:
 * the first alert of a story has one, a follow-up several. */
struct outbox_row {
	struct pool		*pool;
	int64_t			 row;
	const char		*id;		/* "msg_…", also on a retry */
	const char		*sink;
	const char		*watch;
	int64_t			 story;
	const char		*story_key;	/* stable, for mail threads */
	bool			 follow_up;
	int			 attempts;	/* so far */
	int64_t			 created;
	int64_t			 due;
	enum outbox_state	 state;
	const char		*error;		/* of the last attempt */
	struct hit		**hits;		/* freed with the row */
	size_t			 nhits;
	int64_t			 more;		/* hits beyond these */
	int64_t			 failing_since;	/* not 0: it speaks of a feed
						 * that fails; its one hit says
						 * which, in form only */
};

/* Of the rows that speak of a feed. */
#define NOTICE_WATCH	"feed.failing"
#define NOTICE_STORY	0

void		 outbox_row_free(struct outbox_row *);
/* Claims at most limit rows whose time has come; each is taken by cb,
 * which is called once a row, before this returns.  How many, or -1. */
int		 store_claim_outbox(struct store *, int64_t now, size_t limit,
		    void (*cb)(struct outbox_row *, void *), void *arg);
/* Earliest due time of a waiting row; INT64_MAX for none. */
int64_t		 store_next_outbox(struct store *);
/* What became of a claimed row; kept over a commit that fails. */
void		 store_alert_delivered(struct store *, int64_t row);
void		 store_alert_retry(struct store *, int64_t row, int64_t due,
		    const char *error);
/* Its sink is busy: no attempt was made, so none is counted. */
void		 store_alert_later(struct store *, int64_t row, int64_t due);
void		 store_alert_dead(struct store *, int64_t row,
		    const char *error);
/* A person's wish: 0, or -1 when there is no such row, it is under way,
 * or the database refuses. */
int		 store_outbox_discard(struct store *, int64_t row);
int		 store_outbox_retry_now(struct store *, int64_t row);

/* Until when a watch is silent (0: not): its hits are stored, alerts of
 * them are not made, and those that wait go on waiting. */
void		 store_silence(struct store *, const char *watch,
		    int64_t until);
int64_t		 store_silent_until(struct store *, const char *watch);

#endif
