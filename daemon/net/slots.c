/* SPDX-License-Identifier: ISC */
/*
 * A host stands in one of three places: cooling while the gap after its
 * last start runs, ready when somebody waits and may start, else resting.
 * As all gaps are the same, the cooling list is in order of time without
 * being sorted.  Knows nothing of feeds or of transfers.
 */
#include "net/slots.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

#define BUCKETS_FIRST	64
#define KINDS		4

enum host_place {
	HOST_RESTING,
	HOST_READY,
	HOST_COOLING
};

struct slot_host {
	TAILQ_ENTRY(slot_host)	 link;		/* of its place */
	TAILQ_HEAD(, slot_wait)	 waiting;
	struct slot_host	*chain;		/* of its bucket */
	enum host_place		 place;
	unsigned int		 kind;		/* SLOTS_… */
	unsigned int		 running;
	int64_t			 cool_at;
	uint64_t		 turn;		/* when it became ready */
	uint32_t		 hash;
	char			 name[];
};

TAILQ_HEAD(host_list, slot_host);

struct slots {
	unsigned int		  per_host;
	int64_t			  gap;
	struct host_list	  ready[KINDS];
	struct host_list	  cooling;
	size_t			  waiting;	/* in all */
	uint64_t		  turns;
	struct slot_host	**buckets;	/* a power of two */
	size_t			  nbuckets;
	size_t			  nhosts;
	size_t			  nslow;
};

struct slots *
slots_new(unsigned int per_host, int64_t gap_ms)
{
	struct slots *s = xcalloc(1, sizeof(*s));
	size_t i;

	s->per_host = per_host;
	s->gap = gap_ms;
	for (i = 0; i < KINDS; i++)
		TAILQ_INIT(&s->ready[i]);
	TAILQ_INIT(&s->cooling);
	s->nbuckets = BUCKETS_FIRST;
	s->buckets = xcalloc(s->nbuckets, sizeof(*s->buckets));
	return s;
}

void
slots_free(struct slots *s)
{
	struct slot_host *h;
	size_t i;

	if (s == NULL)
		return;
	for (i = 0; i < s->nbuckets; i++)
		while ((h = s->buckets[i]) != NULL) {
			s->buckets[i] = h->chain;
			free(h);
		}
	free(s->buckets);
	free(s);
}

/* FNV-1a: names come from configs and links, and chains stay short. */
static uint32_t
hash_of(const char *name)
{
	uint32_t h = 2166136261u;

	for (; *name != '\0'; name++)
		h = (h ^ (unsigned char)*name) * 16777619u;
	return h;
}

static struct slot_host **
bucket_of(struct slots *s, uint32_t hash)
{
	return &s->buckets[hash & (s->nbuckets - 1)];
}

static void
grow(struct slots *s)
{
	struct slot_host **old = s->buckets, *h, *next, **b;
	size_t i, n = s->nbuckets;

	s->nbuckets *= 2;
	s->buckets = xcalloc(s->nbuckets, sizeof(*s->buckets));
	for (i = 0; i < n; i++)
		for (h = old[i]; h != NULL; h = next) {
			next = h->chain;
			b = bucket_of(s, h->hash);
			h->chain = *b;
			*b = h;
		}
	free(old);
}

static struct slot_host *
host_add(struct slots *s, const char *name, uint32_t hash, bool named)
{
	size_t n = strlen(name) + 1;
	struct slot_host *h = xcalloc(1, sizeof(*h) + n);
	struct slot_host **b;

	if (s->nhosts == s->nbuckets)
		grow(s);
	memcpy(h->name, name, n);
	TAILQ_INIT(&h->waiting);
	h->hash = hash;
	h->kind = named ? SLOTS_NAMED : 0;
	b = bucket_of(s, hash);
	h->chain = *b;
	*b = h;
	s->nhosts++;
	return h;
}

static struct slot_host *
host_find(struct slots *s, const char *name, bool named)
{
	uint32_t hash = hash_of(name);
	struct slot_host *h;

	for (h = *bucket_of(s, hash); h != NULL; h = h->chain)
		if (h->hash == hash && strcmp(h->name, name) == 0)
			return h;
	return host_add(s, name, hash, named);
}

static void
host_forget(struct slots *s, struct slot_host *h)
{
	struct slot_host **p = bucket_of(s, h->hash);

	while (*p != h)
		p = &(*p)->chain;
	*p = h->chain;
	s->nhosts--;
	free(h);
}

static void
host_enter(struct slots *s, struct slot_host *h, enum host_place place)
{
	if (h->place == HOST_READY)
		TAILQ_REMOVE(&s->ready[h->kind], h, link);
	if (h->place == HOST_COOLING)
		TAILQ_REMOVE(&s->cooling, h, link);
	h->place = place;
	if (place == HOST_READY) {
		h->turn = s->turns++;
		TAILQ_INSERT_TAIL(&s->ready[h->kind], h, link);
	}
	if (place == HOST_COOLING)
		TAILQ_INSERT_TAIL(&s->cooling, h, link);
}

/* Where a host that is not cooling belongs; may free it. */
static void
host_settle(struct slots *s, struct slot_host *h)
{
	bool wanted = !TAILQ_EMPTY(&h->waiting);

	if (h->place == HOST_COOLING)
		return;
	if (wanted && h->running < s->per_host) {
		if (h->place != HOST_READY)
			host_enter(s, h, HOST_READY);
		return;
	}
	host_enter(s, h, HOST_RESTING);
	if (!wanted && h->running == 0 && (h->kind & SLOTS_SLOW) == 0)
		host_forget(s, h);
}

void
slots_wait(struct slots *s, struct slot_wait *w, const char *host, bool named)
{
	w->host = host_find(s, host, named);
	w->running = false;
	TAILQ_INSERT_TAIL(&w->host->waiting, w, link);
	s->waiting++;
	host_settle(s, w->host);
}

static void
cool_down(struct slots *s, int64_t now)
{
	struct slot_host *h;

	while ((h = TAILQ_FIRST(&s->cooling)) != NULL && h->cool_at <= now) {
		host_enter(s, h, HOST_RESTING);
		host_settle(s, h);
	}
}

/* Of the hosts that are ready, the one that has been so for longest. */
static struct slot_host *
host_next(struct slots *s, unsigned int kinds)
{
	struct slot_host *h, *next = NULL;
	unsigned int kind;

	for (kind = 0; kind < KINDS; kind++) {
		h = TAILQ_FIRST(&s->ready[kind]);
		if ((kind & ~kinds) == 0 && h != NULL &&
		    (next == NULL || h->turn < next->turn))
			next = h;
	}
	return next;
}

struct slot_wait *
slots_take(struct slots *s, int64_t now, unsigned int kinds)
{
	struct slot_host *h;
	struct slot_wait *w;

	cool_down(s, now);
	if ((h = host_next(s, kinds)) == NULL)
		return NULL;
	w = TAILQ_FIRST(&h->waiting);
	TAILQ_REMOVE(&h->waiting, w, link);
	s->waiting--;
	w->running = true;
	h->running++;
	h->cool_at = now + s->gap;
	host_enter(s, h, s->gap > 0 ? HOST_COOLING : HOST_RESTING);
	host_settle(s, h);
	return w;
}

void
slots_leave(struct slots *s, struct slot_wait *w)
{
	struct slot_host *h = w->host;

	if (h == NULL)
		return;
	w->host = NULL;
	if (w->running) {
		h->running--;
	} else {
		TAILQ_REMOVE(&h->waiting, w, link);
		s->waiting--;
	}
	host_settle(s, h);
}

bool
slots_is_slow(const struct slot_wait *w)
{
	return w->host != NULL && (w->host->kind & SLOTS_SLOW) != 0;
}

void
slots_set_slow(struct slots *s, struct slot_wait *w, bool slow)
{
	struct slot_host *h = w->host;
	bool ready;

	if (h == NULL || slow == slots_is_slow(w) ||
	    (slow && s->nslow == SLOTS_SLOW_MAX))
		return;
	/* Ready hosts stand in the list of their kind. */
	ready = h->place == HOST_READY;
	if (ready)
		host_enter(s, h, HOST_RESTING);
	h->kind ^= SLOTS_SLOW;
	s->nslow += slow ? 1 : (size_t)-1;
	if (ready)
		host_enter(s, h, HOST_READY);
}

bool
slots_wanted(const struct slot_wait *w)
{
	return w->host != NULL && !TAILQ_EMPTY(&w->host->waiting);
}

int64_t
slots_next(const struct slots *s)
{
	const struct slot_host *h = TAILQ_FIRST(&s->cooling);

	return s->waiting > 0 && h != NULL ? h->cool_at : INT64_MAX;
}

size_t
slots_hosts(const struct slots *s)
{
	return s->nhosts;
}
