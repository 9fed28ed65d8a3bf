/* SPDX-License-Identifier: ISC */
#ifndef NW_READER_LINK_H
#define NW_READER_LINK_H

#include <stdint.h>

struct engine;
struct reader_link;

/*
 * The engine's side of the reader process: starts it, starts it again,
 * tells it of commits and reloads, and carries out what people ask for.
 */
struct reader_link	*reader_start(struct engine *);
/* Ends the process.  Accepts NULL. */
void			 reader_stop(struct reader_link *);
void			 reader_committed(struct reader_link *,
			    int64_t last_hit);
/* The configuration changed. */
void			 reader_reloaded(struct reader_link *);

#endif
