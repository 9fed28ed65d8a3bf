/* SPDX-License-Identifier: ISC */
#ifndef NW_BASE_XALLOC_H
#define NW_BASE_XALLOC_H

#include <stddef.h>

/*
 * Allocation that never fails: running out of memory ends the process
 * in one place, with a log line.  All results are freed with free().
 */
void	*xmalloc(size_t);
void	*xcalloc(size_t n, size_t size);
void	*xreallocarray(void *, size_t n, size_t size);
char	*xstrdup(const char *);
/* NULL for NULL. */
char	*xstrdup_opt(const char *);
/* At most n bytes of s; the result always ends in NUL. */
char	*xstrndup(const char *s, size_t n);
char	*xasprintf(const char *fmt, ...)
	    __attribute__((__format__(printf, 1, 2)));

#endif
