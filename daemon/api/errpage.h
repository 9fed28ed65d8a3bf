/* SPDX-License-Identifier: ISC */
#ifndef NW_API_ERRPAGE_H
#define NW_API_ERRPAGE_H

struct evhttp;

/* From now on what this server cannot read as HTTP, and therefore answers
 * by itself, is answered in JSON as every other error is. */
void	errpage_attach(struct evhttp *);

#endif
