/* SPDX-License-Identifier: ISC */
#ifndef NW_WORKS_H
#define NW_WORKS_H

#include <stdint.h>

#include "poll_state.h"

/*
 * Makes an article of each item that the checks (one an item) call new,
 * edited, or somebody else's in other words, and recognises what is
 * watched in it.  done is called once, perhaps at once.  The items that
 * are worked on, and the old texts of the checks, are taken.
 */
void	works_start(struct poll *, struct item_check *checks,
	    void (*done)(struct poll *));
int64_t	works_count_new(const struct poll *);
/* Sets the result's entries, which the store takes then. */
void	works_take(struct poll *, struct store_result *);
void	works_clear(struct poll *);

#endif
