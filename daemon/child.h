/* SPDX-License-Identifier: ISC */
#ifndef NW_CHILD_H
#define NW_CHILD_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct event_base;
struct frame;

/*
 * A child process in one of our roles, and the pipe to it.  The child is
 * this same binary, executed again, so it shares no memory, no secret and
 * no descriptor with the engine but its end of the pipe (PROTO_FD).
 */
struct child;

/* f is lent. */
typedef void (*child_frame_cb)(struct child *, const struct frame *f,
	    void *arg);
/* The child is gone: why ("killed by signal 11") is lent.  Free it here
 * or later; nothing more will come from it. */
typedef void (*child_gone_cb)(struct child *, const char *why, void *arg);

/* args: what follows the role on the command line, NULL at the end.
 * NULL with *cause (caller frees) when it cannot be started. */
struct child	*child_start(struct event_base *, const char *role,
		    const char *const *args, child_frame_cb, child_gone_cb,
		    void *arg, char **cause);
/* Kills it, waits for it, calls nobody.  Accepts NULL. */
void		 child_free(struct child *);
/* Kills it; the gone callback says why afterwards. */
void		 child_kill(struct child *, const char *why);
void		 child_send(struct child *, uint32_t type, uint32_t id,
		    const void *, size_t);
/* Tells whenever all that was sent has gone out; NULL: no more. */
void		 child_on_sent(struct child *, void (*cb)(void *arg));
pid_t		 child_pid(const struct child *);

#endif
