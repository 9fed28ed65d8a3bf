/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSERS_H
#define NW_PARSERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct article;
struct event_base;
struct feed_doc;
struct item;
struct parse_job;
struct parsers;
struct spill;

/*
 * The engine's side of the parser processes: a queue of jobs, N children,
 * a deadline for each job.  A child that dies or overstays takes only its
 * own job along and is started anew.
 */
struct parsers	*parsers_new(struct event_base *, int n, int64_t deadline_s);
/* Ends the children; calls nobody. */
void		 parsers_free(struct parsers *);
void		 parsers_set_deadline(struct parsers *, int64_t deadline_s);

/* What a feed's job says of its items. */
struct parse_sum {
	uint64_t	items;	/* hash of all items; 0: none, or not all */
	bool		more;	/* the others want a job with a larger skip */
};

/*
 * What becomes of a job.  Either the done or the fail callback comes, once
 * and from the loop.  Structs are taken by the callee, strings are lent.
 */
struct parse_calls {
	void	(*on_item)(struct item *, void *arg);	/* feeds only */
	/* A hash that the job calls seen: no item may have been handed out. */
	void	(*on_feed)(struct feed_doc *, const struct parse_sum *,
		    void *arg);
	void	(*on_article)(struct article *, void *arg);
	/* killer: this input ended a parser and should be kept. */
	void	(*on_fail)(const char *why, bool killer, void *arg);
};

/* The job's strings and bytes are copied.  Calls are lent for good. */
void		 parsers_feed(struct parsers *, const struct parse_job *,
		    const struct parse_calls *, void *arg);
void		 parsers_extract(struct parsers *, const struct parse_job *,
		    const struct parse_calls *, void *arg);

/* The body is in a file, which is lent until the last callback. */
void		 parsers_feed_large(struct parsers *, const struct parse_job *,
		    const struct spill *, const struct parse_calls *,
		    void *arg);

/* Told when jobs begin to pile up, and when that is over. */
typedef void	(*parsers_busy_cb)(bool busy, void *arg);
void		 parsers_tell_busy(struct parsers *, parsers_busy_cb, void *arg);
/* Jobs waiting and running. */
size_t		 parsers_pending(const struct parsers *);
/* How often a child was started anew, for /metrics. */
uint64_t	 parsers_restarts(const struct parsers *);

#endif
