/* SPDX-License-Identifier: ISC */
#ifndef NW_BASE_POOL_H
#define NW_BASE_POOL_H

#include <stddef.h>

/*
 * Memory with one owner and one end: what is taken from a pool is freed
 * with it.  Results are aligned for any type and never NULL.
 */
struct pool;

struct pool *pool_new(void);
/* Accepts NULL. */
void	 pool_free(struct pool *);
/* Gives everything back but keeps a block for the next use. */
void	 pool_reset(struct pool *);
/* Zeroed memory. */
void	*pool_alloc(struct pool *, size_t);
/* NULL in, NULL out. */
char	*pool_strdup(struct pool *, const char *);
char	*pool_strndup(struct pool *, const char *, size_t);
char	*pool_printf(struct pool *, const char *fmt, ...)
	    __attribute__((__format__(printf, 2, 3)));
/*
 * Room for one more element behind an array of n: returns the array,
 * moved when it had to grow, with element n zeroed.
 */
void	*pool_grow(struct pool *, void *array, size_t n, size_t size);
/* Bytes handed out since the last reset. */
size_t	 pool_used(const struct pool *);

#endif
