/* SPDX-License-Identifier: ISC */
#ifndef NW_CLIENT_FOLLOW_H
#define NW_CLIENT_FOLLOW_H

#include <stdint.h>

#include "client/opts.h"

/*
 * Prints hits as they come, each line flushed, until o->limit were given
 * (when left >= 0), an interrupt, or the end of our output.  after -1:
 * from now on.  Comes back after the daemon was away.  An exit code.
 */
int	follow_print(const struct opts *o, int64_t after, int64_t left);

#endif
