/* SPDX-License-Identifier: ISC */
#ifndef NW_BASE_SPILL_H
#define NW_BASE_SPILL_H

#include <stddef.h>

/*
 * Bytes that are too many to stand in memory: a file without a name, which
 * is gone with its descriptor.  Added at the end, read anywhere.
 */
struct spill;

/* Where they are, and what all of them together may hold.  Outlives them. */
struct spill_room {
	const char	*dir;		/* that the process may write to */
	size_t		 max;		/* bytes */
	size_t		 used;
};

/* NULL with errno. */
struct spill	*spill_new(struct spill_room *);
/* Accepts NULL. */
void		 spill_free(struct spill *);
/* 0, or -1 with errno (EDQUOT: the room is full): then it holds as much as
 * before. */
int		 spill_add(struct spill *, const void *, size_t);
size_t		 spill_len(const struct spill *);
/* Up to n bytes from there on; how many, 0 at the end or on an error. */
size_t		 spill_read(const struct spill *, size_t at, void *, size_t n);

#endif
