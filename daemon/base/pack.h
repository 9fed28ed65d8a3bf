/* SPDX-License-Identifier: ISC */
#ifndef NW_BASE_PACK_H
#define NW_BASE_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/pool.h"

/*
 * Flat encoding of structs for the pipes between our own processes:
 * little-endian numbers, strings as length + bytes.  A NULL string stays
 * NULL.  The parser is not trusted, so unpacking checks every length.
 *
 * Packing past the ceiling of the buffer sets nothing and returns -1;
 * callers may ignore single results and look at pack_ok() at the end.
 */
struct pack {
	struct buf	*buf;
	bool		 full;
};

void	pack_init(struct pack *, struct buf *);
bool	pack_ok(const struct pack *);
void	pack_u32(struct pack *, uint32_t);
void	pack_i64(struct pack *, int64_t);
void	pack_str(struct pack *, const char *);
void	pack_bytes(struct pack *, const void *, size_t);

/* After the first bad read all further reads give 0 / NULL. */
struct unpack {
	const char	*at;
	size_t		 left;
	bool		 bad;
};

void		 unpack_init(struct unpack *, const void *, size_t);
bool		 unpack_ok(const struct unpack *);
uint32_t	 unpack_u32(struct unpack *);
int64_t		 unpack_i64(struct unpack *);
/* Copied into the pool, NUL-terminated; a string with a NUL is bad. */
char		*unpack_str(struct unpack *, struct pool *);
/* Points into the input. */
const void	*unpack_bytes(struct unpack *, size_t *len);
/* A count of elements of at least min bytes each, so it cannot lie big. */
size_t		 unpack_count(struct unpack *, size_t min);

#endif
