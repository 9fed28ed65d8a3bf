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
	bool			 named;
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
	struct host_list	  ready[2];	/* [1]: named ones */
	struct host_list	  cooling;
	size_t			  waiting;	/* in all */
	uint64_t		  turns;
	struct slot_host	**buckets;	/* a power of two */
	size_t			  nbuckets;
	size_t			  nhosts;
};

struct slots *
slots_new(unsigned int per_host, int64_t gap_ms)
{
	struct slots *s = xcalloc(1, sizeof(*s));

	s->per_host = per_host;
	s->gap = gap_ms;
	TAILQ_INIT(&s->ready[0]);
	TAILQ_INIT(&s->ready[1]);
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
	h->named = named;
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
		TAILQ_REMOVE(&s->ready[h->named], h, link);
	if (h->place == HOST_COOLING)
		TAILQ_REMOVE(&s->cooling, h, link);
	h->place = place;
	if (place == HOST_READY) {
		h->turn = s->turns++;
		TAILQ_INSERT_TAIL(&s->ready[h->named], h, link);
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
	if (!wanted && h->running == 0)
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

static struct slot_host *
host_next(struct slots *s, bool named)
{
	struct slot_host *plain = TAILQ_FIRST(&s->ready[0]);
	struct slot_host *other = TAILQ_FIRST(&s->ready[1]);

	if (!named || other == NULL)
		return plain;
	return plain == NULL || other->turn < plain->turn ? other : plain;
}

struct slot_wait *
slots_take(struct slots *s, int64_t now, bool named)
{
	struct slot_host *h;
	struct slot_wait *w;

	cool_down(s, now);
	if ((h = host_next(s, named)) == NULL)
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
