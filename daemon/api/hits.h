/* SPDX-License-Identifier: ISC */
#ifndef NW_API_HITS_H
#define NW_API_HITS_H

#include "store/read.h"

/*
 * read_hits() oldest first, ids above f->after, where 0 means from the
 * first hit on (the store takes it for "not given").
 */
int	hits_after(struct read_db *, const struct hit_filter *f,
	    int (*cb)(struct hit *, void *), void *arg, char **cause);

#endif
