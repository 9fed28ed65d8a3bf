/* SPDX-License-Identifier: ISC */
#ifndef NW_NET_SHARD_H
#define NW_NET_SHARD_H

#include <curl/curl.h>

#include <stddef.h>

struct event_base;
struct shard;

/*
 * One multi handle of libcurl on the loop.  Its cost for a transfer grows
 * with its transfers (measured: 89 us at 1,000, 737 us at 9,000), so the
 * load is spread over several that hold at most SHARD_MAX each.
 */
#define SHARD_MAX	1000

/* From the loop; the handle is still to be removed. */
typedef void (*shard_done_cb)(CURL *, CURLcode, void *arg);

struct shard	*shard_new(struct event_base *, shard_done_cb, void *arg);
/* Handles that are still in it must have been removed. */
void		 shard_free(struct shard *);
int		 shard_add(struct shard *, CURL *);
void		 shard_remove(struct shard *, CURL *);
size_t		 shard_count(const struct shard *);

#endif
