/* SPDX-License-Identifier: ISC */
/* The record of a feed: lifetime and JSON form. */
#include "feed.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

#define POOL_WASTE	16384	/* bytes after which strings are repacked */

static const char *const status_names[] = {
	[FEED_NEW] = "new",
	[FEED_OK] = "ok",
	[FEED_FAILING] = "failing",
	[FEED_GONE] = "gone",
	[FEED_QUARANTINED] = "quarantined"
};

static const size_t strings[] = {
	offsetof(struct feed_state, name),
	offsetof(struct feed_state, url),
	offsetof(struct feed_state, moved_to),
	offsetof(struct feed_state, title),
	offsetof(struct feed_state, format),
	offsetof(struct feed_state, etag),
	offsetof(struct feed_state, last_modified),
	offsetof(struct feed_state, error)
};

#define NSTRINGS	(sizeof(strings) / sizeof(strings[0]))
#define STR_AT(fs, off)	((const char **)(void *)((char *)(fs) + (off)))

const char *
feed_status_str(enum feed_status status)
{
	return status_names[status];
}

/* Strings that were replaced stay in the pool; now and then start anew. */
static void
repack(struct feed_state *fs)
{
	struct pool *fresh = pool_new();
	size_t i;

	for (i = 0; i < NSTRINGS; i++)
		*STR_AT(fs, strings[i]) = pool_strdup(fresh,
		    *STR_AT(fs, strings[i]));
	pool_free(fs->pool);
	fs->pool = fresh;
}

struct feed_state *
feed_state_new(const char *name, const char *url)
{
	struct feed_state *fs = xcalloc(1, sizeof(*fs));

	fs->pool = pool_new();
	fs->name = pool_strdup(fs->pool, name);
	fs->url = pool_strdup(fs->pool, url);
	return fs;
}

struct feed_state *
feed_state_dup(const struct feed_state *fs)
{
	struct feed_state *copy = xmalloc(sizeof(*copy));
	size_t i;

	*copy = *fs;
	copy->pool = pool_new();
	for (i = 0; i < NSTRINGS; i++)
		*STR_AT(copy, strings[i]) = pool_strdup(copy->pool,
		    *STR_AT(copy, strings[i]));
	return copy;
}

void
feed_state_free(struct feed_state *fs)
{
	if (fs == NULL)
		return;
	pool_free(fs->pool);
	free(fs);
}

void
feed_state_set(struct feed_state *fs, const char **field, const char *s)
{
	if (*field != NULL && s != NULL && strcmp(*field, s) == 0)
		return;
	*field = pool_strdup(fs->pool, s);
	if (pool_used(fs->pool) > POOL_WASTE)
		repack(fs);
}

static void
json_time(struct jsonw *w, const char *key, int64_t when)
{
	jsonw_time(w, key, when > 0 ? when : JSONW_NO_TIME);
}

void
feed_state_json(const struct feed_state *fs, struct jsonw *w)
{
	jsonw_object(w, NULL);
	jsonw_str(w, "name", fs->name);
	jsonw_str(w, "url", fs->url);
	jsonw_str(w, "moved_to", fs->moved_to);
	jsonw_str(w, "title", fs->title);
	jsonw_str(w, "format", fs->format);
	jsonw_str(w, "status", feed_status_str(fs->status));
	jsonw_str(w, "error", fs->error);
	jsonw_int(w, "http_status", fs->http_status);
	json_time(w, "next_due", fs->next_due);
	json_time(w, "last_poll", fs->last_poll);
	json_time(w, "last_ok", fs->last_ok);
	json_time(w, "last_new", fs->last_new);
	json_time(w, "failing_since", fs->failing_since);
	jsonw_int(w, "interval", fs->interval);
	jsonw_int(w, "failures", fs->failures);
	jsonw_int(w, "polls", fs->polls);
	jsonw_int(w, "items", fs->items);
	jsonw_end_object(w);
}
