/* SPDX-License-Identifier: ISC */
#ifndef NW_NET_SLOTS_H
#define NW_NET_SLOTS_H

#include <sys/queue.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Per-host politeness: a host serves so many at a time, and starts at one
 * host keep a gap.  Whoever is beyond that waits here in arrival order;
 * hosts take turns.  Times are clock_mono_ms() milliseconds.
 *
 * A host that let its last one hang is remembered as slow, so that whoever
 * takes can keep room for the others.
 */
#define SLOTS_SLOW_MAX	16384	/* slow hosts remembered */

/* Kinds of hosts; those without a name or a past are always taken. */
enum {
	SLOTS_NAMED = 1,	/* connecting takes a name look-up */
	SLOTS_SLOW = 2
};

struct slots;
struct slot_host;

/* Embedded in what waits; zeroed before its first use. */
struct slot_wait {
	TAILQ_ENTRY(slot_wait)	 link;
	struct slot_host	*host;		/* NULL: does neither */
	bool			 running;
};

struct slots	*slots_new(unsigned int per_host, int64_t gap_ms);
/* Whoever still waits or runs is left alone.  Accepts NULL. */
void		 slots_free(struct slots *);
void		 slots_wait(struct slots *, struct slot_wait *,
		    const char *host, bool named);
/*
 * The next that may start now, which it thereby does; NULL for none.
 * kinds: which hosts are not to be passed over.
 */
struct slot_wait *slots_take(struct slots *, int64_t now,
		    unsigned int kinds);
/* Whether the host of this one is slow; and from now on. */
bool		 slots_is_slow(const struct slot_wait *);
void		 slots_set_slow(struct slots *, struct slot_wait *, bool);
/* Ends waiting or running; does nothing for what did neither. */
void		 slots_leave(struct slots *, struct slot_wait *);
/* Others wait for the host of this one. */
bool		 slots_wanted(const struct slot_wait *);
/* When a gap ends that somebody waits for; INT64_MAX for never. */
int64_t		 slots_next(const struct slots *);
/* Hosts remembered, for tests. */
size_t		 slots_hosts(const struct slots *);

#endif
