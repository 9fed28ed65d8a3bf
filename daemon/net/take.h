/* SPDX-License-Identifier: ISC */
#ifndef NW_NET_TAKE_H
#define NW_NET_TAKE_H

#include <stddef.h>

struct http_req;

/* Inside of net/ only.  More of an answer's body; -1, and the request has
 * failed, when it met its own ceiling or the disk's. */
int	 req_take_in(struct http_req *, const void *, size_t);

#endif
