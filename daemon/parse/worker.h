/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_WORKER_H
#define NW_PARSE_WORKER_H

/*
 * The parser process.  It reads jobs as frames from one descriptor,
 * answers on the same, and does nothing else: see proto.h for the pairs of
 * request and answer.  Never returns but at the end of its pipe.
 */
int	parse_worker_main(int fd);

#endif
