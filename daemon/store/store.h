/* SPDX-License-Identifier: ISC */
#ifndef NW_STORE_H
#define NW_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "article.h"
#include "feed.h"
#include "hit.h"
#include "item.h"
#include "base/clock.h"

struct event_base;
struct store;

/*
 * The writing side of the store, held by the engine alone.  Requests are
 * answered through callbacks, changes only after their commit; what comes
 * in within STORE_COMMIT_MS shares one commit, and one request is never
 * split over two.  Everything handed over is copied or taken as said.
 */
#define STORE_COMMIT_MS		100

/*
 * Creates the directory's database, or migrates an older one.  One daemon
 * a directory: NULL with *cause naming the holder's process id otherwise
 * (caller frees).  base NULL: no timer, store_flush() commits.
 */
struct store	*store_open(const char *dir, struct event_base *base,
		    const struct clock *, char **cause);
/* Commits what waits, answers it, closes.  Accepts NULL. */
void		 store_close(struct store *);
/* Commits what waits, now, and calls back. */
void		 store_flush(struct store *);

/* At start: what is remembered of every feed.  fs is lent. */
int		 store_each_feed(struct store *,
		    void (*each)(const struct feed_state *fs, void *),
		    void *arg);

/* --- which of a feed's items are new? -------------------------------- */

enum item_news {
	ITEM_KNOWN,		/* nothing to do */
	ITEM_NEW,
	ITEM_EDITED,		/* known, but its words changed */
	ITEM_ELSEWHERE		/* same canonical URL known from another feed */
};

struct item_check {
	enum item_news	 news;
	int64_t		 row;		/* of a known item; else 0 */
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

/* --- one feed's results: all or nothing ------------------------------- */

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
	int64_t			 row;		/* from item_check */
	char			*index_text;	/* taken; for full text */
	const struct sketch	*sketch;	/* taken (free); may be NULL */
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

/* Takes r's parts, also on failure. */
void		 store_put_result(struct store *, struct store_result *r,
		    store_stored_cb, void *arg);
/* A poll that brought nothing: only the feed's state. */
void		 store_put_feed(struct store *, const struct feed_state *);

/* --- outbox ------------------------------------------------------------ */

enum outbox_state {
	OUTBOX_DUE,		/* waits for its time */
	OUTBOX_SENDING,		/* claimed by the drain since this start */
	OUTBOX_DEAD		/* refused for good; listed until discarded */
};

/* One alert to one sink.  Its hits are what it speaks of, oldest first:
 * the first alert of a story has one, a follow-up several. */
struct outbox_row {
	struct pool		*pool;
	int64_t			 row;
	const char		*id;		/* "msg_…": the same on a retry */
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
};

void		 outbox_row_free(struct outbox_row *);
/* Claims at most limit rows whose time has come; each is taken by cb,
 * which is called once a row, before this returns. */
int		 store_claim_outbox(struct store *, int64_t now, size_t limit,
		    void (*cb)(struct outbox_row *, void *), void *arg);
/* Earliest due time of a waiting row; INT64_MAX for none. */
int64_t		 store_next_outbox(struct store *);
void		 store_alert_delivered(struct store *, int64_t row);
void		 store_alert_retry(struct store *, int64_t row, int64_t due,
		    const char *error);
void		 store_alert_dead(struct store *, int64_t row,
		    const char *error);

/* --- the rest ------------------------------------------------------------ */

/* Keeps input that killed a parser (at most STORE_QUARANTINE_MAX bytes). */
#define STORE_QUARANTINE_MAX	(4u << 20)
void		 store_quarantine(struct store *, const char *feed,
		    const char *url, const void *, size_t,
		    const char *reason);
/* Forgets items, articles, hits older than before; stories that end up
 * empty; never what the outbox still needs, nor the identity of an item
 * that its feed still carries. */
void		 store_expire(struct store *, int64_t before);
/* Until when a watch is silent (0: not). */
void		 store_silence(struct store *, const char *watch,
		    int64_t until);
int64_t		 store_silent_until(struct store *, const char *watch);

#endif
