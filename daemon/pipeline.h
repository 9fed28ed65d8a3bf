/* SPDX-License-Identifier: ISC */
#ifndef NW_PIPELINE_H
#define NW_PIPELINE_H

struct engine;
struct feed;

/*
 * Polls one feed: the whole way of its items, from fetch to store.  The
 * feed is put back into the schedule when it is done.
 */
void	pipeline_poll(struct engine *, struct feed *);
/* At the end, when nothing can call back: frees the polls under way. */
void	pipeline_abandon(struct engine *);

#endif
