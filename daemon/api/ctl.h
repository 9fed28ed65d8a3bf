/* SPDX-License-Identifier: ISC */
#ifndef NW_API_CTL_H
#define NW_API_CTL_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "proto.h"

struct ctl;
struct event_base;

/*
 * The pipe to the engine: questions and their answers, and what the
 * engine says unasked.  A question that is not answered in CTL_SECONDS
 * is answered by us, with status 504.
 */
#define CTL_SECONDS	10
#define CTL_PENDING_MAX	64	/* questions under way */

/* What the engine says unasked. */
struct ctl_events {
	void	(*on_committed)(int64_t last_hit, void *);
	void	(*on_config)(void *);
	void	(*on_gone)(void *);	/* the pipe has ended */
};

/* status 0: done.  text is lent. */
typedef void (*ctl_answer_cb)(int status, const char *text, void *arg);

/* Takes fd; events is lent and must outlive the result. */
struct ctl	*ctl_new(struct event_base *, int fd,
		    const struct ctl_events *events, void *arg);
/* Calls nothing back.  Accepts NULL. */
void		 ctl_free(struct ctl *);

/*
 * The id of the question, for ctl_forget(); 0 when too many are under
 * way, and then nothing is called back.
 */
uint32_t	 ctl_ask(struct ctl *, enum proto_type, const struct buf *,
		    ctl_answer_cb, void *arg);
/* The answer is not wanted any more; an unknown id is no error. */
void		 ctl_forget(struct ctl *, uint32_t id);

#endif
