/* SPDX-License-Identifier: ISC */
#ifndef NW_STORE_WRITER_H
#define NW_STORE_WRITER_H

#include "store/store.h"

#include "store/db.h"

/*
 * The writing side from within.  Everything runs inside one open
 * transaction, which ends in writer_commit().
 */
#define STORY_WINDOW	(7 * 86400)	/* seconds between two copies */
#define SEEN_EVERY	86400		/* how exact "last seen" is */

struct event;
struct reply;

/* What became of an outbox row; kept until a commit holds it. */
struct outbox_op {
	enum { OP_DELIVERED, OP_RETRY, OP_LATER, OP_DEAD } kind;
	int64_t			 row;
	int64_t			 when;
	char			*error;
};

/* A text that waits for the commit to be indexed. */
struct index_job {
	int64_t			 item;
	bool			 fresh;		/* the item is new, too */
	char			*text;
};

struct reply_list {
	struct reply		*first;
	struct reply		**last;
};

struct store {
	struct db		*db;
	const struct clock	*clock;
	struct store_ops	 ops;		/* sketch_size 0: none */
	struct sketch		*sketch;	/* room for one, aligned */
	int			 lock;		/* descriptor; holds the dir */

	bool			 begun;		/* a transaction is open */
	bool			 failing;	/* the last commit failed */
	bool			 answering;	/* callbacks are running */
	struct event		*commit_ev;	/* both NULL without a loop */
	struct event		*answer_ev;
	struct reply_list	 waiting;	/* for the commit */
	struct reply_list	 ready;		/* to be called back */
	size_t			 nwaiting;

	struct index_job	*jobs;		/* see fulltext.c */
	size_t			 njobs;
	size_t			 job_bytes;
	sqlite3_stmt		*part_insert;	/* into part_first's table */
	int64_t			 part_first;

	struct outbox_op	*verdicts;	/* see outbox.c */
	size_t			 nverdicts;
	int64_t			*claimed;	/* rows in the drain's hands */
	size_t			 nclaimed;

	bool			 swept_items;	/* see expire.c */
	int64_t			 swept_seen;
	int64_t			 swept_id;
	int64_t			 swept_band;
};

/*
 * store.c.  Runs write() inside the transaction, begun when none is open;
 * when it returns -1 all it did is undone, and nothing else.  0 or -1.
 */
int	writer_do(struct store *, int (*write)(struct store *, void *),
	    void *arg);
/* There is something that waits for a commit. */
void	writer_wake(struct store *);
/* Answers then wait to be called back; 0 or -1. */
int	writer_commit(struct store *);

/* dirlock.c: a descriptor, or -1 with *cause. */
int	dirlock_take(const char *dir, char **cause);
/* Accepts -1. */
void	dirlock_drop(int fd);

/* feeds.c.  row: of a feed, made when it is not there; -1 on failure. */
int64_t	feeds_row(struct store *, const char *name);
int	feeds_put(struct store *, const struct feed_state *);

#define MSG_ID_LEN	40	/* "msg_", 32 digits, NUL */
int	outbox_make_id(char out[MSG_ID_LEN]);
/* The feed gave its list of items. */
int	feeds_listed(struct store *, int64_t feed);

/* fulltext.c: queues; the text is copied.  At the commit: writes them. */
void	fulltext_add(struct store *, int64_t item, bool fresh,
	    const char *text);
int	fulltext_write(struct store *);
/* Forgets what was queued after the first n. */
void	fulltext_forget(struct store *, size_t n);
/* Drops a part that has no stored item left: 1, 0 for none, or -1. */
int	fulltext_expire(struct store *);

/* outbox.c: at the commit; after it. */
int	outbox_write_verdicts(struct store *);
void	outbox_forget_verdicts(struct store *);
bool	outbox_is_claimed(const struct store *, int64_t row);

#endif
