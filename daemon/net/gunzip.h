/* SPDX-License-Identifier: ISC */
#ifndef NW_NET_GUNZIP_H
#define NW_NET_GUNZIP_H

#include <stdbool.h>

#include "base/buf.h"

/*
 * A gzip file that was served as a body without saying so.  What a server
 * announces as a coding, libcurl decodes.
 */
bool	gunzip_is_gzip(const struct buf *);
/* Replaces in's bytes by what they hold, within in's own ceiling.  NULL,
 * or why not (constant); then in is as it was. */
const char *gunzip_body(struct buf *in);

#endif
