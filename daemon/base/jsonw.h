/* SPDX-License-Identifier: ISC */
#ifndef NW_BASE_JSONW_H
#define NW_BASE_JSONW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/*
 * JSON (RFC 8259) written as it is made, so that a feed of any size goes
 * out in bounded memory.  (Documents that are read, or built in memory,
 * use jansson.)  Commas are put by the writer.  Strings may hold any
 * bytes: ill-formed UTF-8 comes out as U+FFFD, control characters escaped.
 *
 * Key arguments are NULL inside an array and at the top.
 */
#define JSONW_DEPTH	32	/* nested arrays and objects; asserted */

struct jsonw {
	int		(*put)(void *arg, const void *, size_t);
	void		*arg;
	unsigned int	 depth;
	bool		 more[JSONW_DEPTH + 1];	/* a value stands before */
	bool		 failed;	/* put returned non-zero once */
};

void	jsonw_init(struct jsonw *, int (*put)(void *, const void *, size_t),
	    void *arg);
/* Writes into b; jsonw_ok() is false once its ceiling was met. */
void	jsonw_init_buf(struct jsonw *, struct buf *b);
bool	jsonw_ok(const struct jsonw *);

void	jsonw_object(struct jsonw *, const char *key);
void	jsonw_array(struct jsonw *, const char *key);
void	jsonw_end_object(struct jsonw *);
void	jsonw_end_array(struct jsonw *);
/* s NULL writes null. */
void	jsonw_str(struct jsonw *, const char *key, const char *s);
void	jsonw_strn(struct jsonw *, const char *key, const char *s, size_t);
void	jsonw_int(struct jsonw *, const char *key, int64_t);
void	jsonw_double(struct jsonw *, const char *key, double);
void	jsonw_bool(struct jsonw *, const char *key, bool);
void	jsonw_null(struct jsonw *, const char *key);
/* RFC 3339 in UTC; JSONW_NO_TIME writes null. */
void	jsonw_time(struct jsonw *, const char *key, int64_t);
#define JSONW_NO_TIME	INT64_MIN
/* Text that is JSON already. */
void	jsonw_raw(struct jsonw *, const char *key, const char *json);

#endif
