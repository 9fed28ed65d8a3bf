/* SPDX-License-Identifier: ISC */
#ifndef NW_CLIENT_URI_H
#define NW_CLIENT_URI_H

#include <stdint.h>

#include "base/buf.h"

/* A path of the daemon's, and its parameters, encoded as they come. */
struct uri {
	struct buf	buf;
	size_t		params;
};

#define URI_MAX		16384	/* bytes; the daemon takes no more */

void		 uri_init(struct uri *, const char *path);
/* A NULL value is no parameter. */
void		 uri_param(struct uri *, const char *name, const char *value);
void		 uri_param_int(struct uri *, const char *name, int64_t);
/* NULL when it grew too long. */
const char	*uri_str(const struct uri *);
void		 uri_clear(struct uri *);

#endif
