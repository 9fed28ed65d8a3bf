/* SPDX-License-Identifier: ISC */
#ifndef NW_BASE_BUF_H
#define NW_BASE_BUF_H

#include <stddef.h>

/*
 * A growing run of bytes with a ceiling given at its birth.  data is
 * always followed by a NUL that len does not count; it is NULL only
 * while nothing was ever added.
 */
struct buf {
	char	*data;
	size_t	 len;
	size_t	 cap;
	size_t	 max;		/* bytes; an add beyond this fails whole */
};

void	 buf_init(struct buf *, size_t max);
/* Frees what is held; the buffer is as after buf_init(). */
void	 buf_clear(struct buf *);
/* Forgets the bytes, keeps the memory. */
void	 buf_reset(struct buf *);
/* 0, or -1 when the ceiling would be passed (nothing is added then). */
int	 buf_add(struct buf *, const void *, size_t);
int	 buf_adds(struct buf *, const char *);
int	 buf_addc(struct buf *, char);
int	 buf_addf(struct buf *, const char *fmt, ...)
	    __attribute__((__format__(printf, 2, 3)));
/* Drops n bytes from the front. */
void	 buf_drain(struct buf *, size_t n);
/* The bytes as a NUL-terminated string ("" when empty). */
const char *buf_str(const struct buf *);
/* Hands the bytes over (caller frees; never NULL); the buffer is empty. */
char	*buf_take(struct buf *, size_t *len);

#endif
