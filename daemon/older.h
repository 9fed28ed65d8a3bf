/* SPDX-License-Identifier: ISC */
#ifndef NW_OLDER_H
#define NW_OLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "store/store.h"

struct poll;

/* Were posts missed?  Never on a first poll, which begins where it is. */
bool	older_wanted(const struct poll *, const struct item_check *, size_t n);
/* Adds the items of one older page, if it can be had; then calls next. */
void	older_fetch(struct poll *, void (*next)(struct poll *));

#endif
