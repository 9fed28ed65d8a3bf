/* SPDX-License-Identifier: ISC */
/*
 * The list of feeds: what the config names, joined with what the store
 * remembers, kept sorted by name.
 */
#include "feeds.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/xalloc.h"
#include "interval.h"
#include "store/store.h"

struct feeds {
	struct sched		*sched;
	const struct clock	*clock;
	bool			 gently;
	struct feed		**list;		/* sorted by name */
	size_t			 n;
	struct feed_state	**known;	/* from the store, not in list */
	size_t			 nknown;
};

struct feed *
feed_of(struct sched_node *node)
{
	return (struct feed *)(void *)node;
}

struct feeds *
feeds_new(struct sched *sched, const struct clock *clock, bool gently)
{
	struct feeds *fs = xcalloc(1, sizeof(*fs));

	fs->sched = sched;
	fs->clock = clock;
	fs->gently = gently;
	return fs;
}

static void
feed_free(struct feed *f)
{
	feed_state_free(f->state);
	free(f);
}

static void
forget_known(struct feeds *fs)
{
	size_t i;

	for (i = 0; i < fs->nknown; i++)
		feed_state_free(fs->known[i]);
	free(fs->known);
	fs->known = NULL;
	fs->nknown = 0;
}

void
feeds_free(struct feeds *fs)
{
	size_t i;

	if (fs == NULL)
		return;
	for (i = 0; i < fs->n; i++)
		feed_free(fs->list[i]);
	free(fs->list);
	forget_known(fs);
	free(fs);
}

static void
on_known(const struct feed_state *state, void *arg)
{
	struct feeds *fs = arg;

	fs->known = xreallocarray(fs->known, fs->nknown + 1,
	    sizeof(*fs->known));
	fs->known[fs->nknown++] = feed_state_dup(state);
}

static int
by_state_name(const void *a, const void *b)
{
	const struct feed_state *const *x = a, *const *y = b;

	return strcmp((*x)->name, (*y)->name);
}

int
feeds_restore(struct feeds *fs, struct store *store)
{
	if (store_each_feed(store, on_known, fs) == -1)
		return -1;
	if (fs->nknown > 0)
		qsort(fs->known, fs->nknown, sizeof(*fs->known),
		    by_state_name);
	return 0;
}

static int
name_cmp(const void *key, const void *elem)
{
	const struct feed *const *f = elem;

	return strcmp(key, (*f)->state->name);
}

struct feed *
feeds_find(const struct feeds *fs, const char *name)
{
	struct feed **f;

	if (fs->n == 0)
		return NULL;
	f = bsearch(name, fs->list, fs->n, sizeof(*fs->list), name_cmp);
	return f != NULL ? *f : NULL;
}

static int
known_cmp(const void *key, const void *elem)
{
	const struct feed_state *const *s = elem;

	return strcmp(key, (*s)->name);
}

/* What the store remembers of a feed, when it is still the same address. */
static struct feed_state *
recall(struct feeds *fs, const struct conf_feed *cf)
{
	struct feed_state **s = NULL;

	if (fs->nknown > 0)
		s = bsearch(cf->name, fs->known, fs->nknown,
		    sizeof(*fs->known), known_cmp);
	if (s != NULL && (*s)->url != NULL && strcmp((*s)->url, cf->url) == 0)
		return feed_state_dup(*s);
	return feed_state_new(cf->name, cf->url);
}

static uint32_t
random32(void)
{
	uint32_t r = 0;

	/* Only spreads polls, so a failure costs nothing. */
	if (getrandom(&r, sizeof(r), GRND_NONBLOCK) != sizeof(r))
		r = 0;
	return r;
}

static struct feed *
feed_make(struct feeds *fs, const struct conf *conf,
    const struct conf_feed *cf)
{
	struct feed *f = xcalloc(1, sizeof(*f));

	f->conf = cf;
	f->state = recall(fs, cf);
	/* A restart never polls early; a gone feed waits for a person. */
	if (f->state->last_poll == 0)
		sched_at(fs->sched, &f->node, interval_spread(
		    clock_now(fs->clock), fs->gently ?
		    (int64_t)conf->nfeeds : 0, random32()));
	else if (f->state->status != FEED_GONE)
		sched_at(fs->sched, &f->node, f->state->next_due);
	return f;
}

static void
feed_drop(struct feeds *fs, struct feed *f)
{
	sched_remove(fs->sched, &f->node);
	f->conf = NULL;
	if (!f->polling)
		feed_free(f);
}

static int
by_feed_name(const void *a, const void *b)
{
	const struct feed *const *x = a, *const *y = b;

	return strcmp((*x)->state->name, (*y)->state->name);
}

void
feeds_apply(struct feeds *fs, const struct conf *conf)
{
	struct feed **list = xcalloc(conf->nfeeds, sizeof(*list)), *f;
	const struct conf_feed *cf;
	size_t i;

	for (i = 0; i < fs->n; i++)
		fs->list[i]->conf = NULL;
	for (i = 0; i < conf->nfeeds; i++) {
		cf = &conf->feeds[i];
		f = feeds_find(fs, cf->name);
		if (f != NULL && strcmp(f->state->url, cf->url) == 0) {
			f->conf = cf;
			list[i] = f;
		} else
			list[i] = feed_make(fs, conf, cf);
	}
	for (i = 0; i < fs->n; i++)
		if (fs->list[i]->conf == NULL)
			feed_drop(fs, fs->list[i]);
	free(fs->list);
	fs->list = list;
	fs->n = conf->nfeeds;
	if (fs->n > 0)
		qsort(fs->list, fs->n, sizeof(*fs->list), by_feed_name);
	/* From here on the list is the memory; a feed that leaves and comes
	 * back in one run of the daemon begins anew. */
	forget_known(fs);
}

void
feeds_release(struct feeds *fs, struct feed *f)
{
	f->polling = false;
	if (f->conf == NULL)
		feed_free(f);
}

size_t
feeds_count(const struct feeds *fs)
{
	return fs->n;
}

size_t
feeds_hurry(struct feeds *fs, const char *name)
{
	size_t i, n = 0;

	for (i = 0; i < fs->n; i++) {
		if (name != NULL && strcmp(fs->list[i]->state->name, name) != 0)
			continue;
		if (!fs->list[i]->polling)
			sched_at(fs->sched, &fs->list[i]->node,
			    clock_now(fs->clock));
		n++;
	}
	return n;
}
