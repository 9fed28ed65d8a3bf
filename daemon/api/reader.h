/* SPDX-License-Identifier: ISC */
#ifndef NW_API_READER_H
#define NW_API_READER_H

#include <stdint.h>

/*
 * The reader process: serves people over the Unix socket, from a
 * read-only view of the store.  Verbs that change something go to the
 * engine as frames on fd (see proto.h).  Never returns but at the end of
 * that pipe; the result is the exit status.  started: when the engine was,
 * in UTC seconds, for it is the daemon that people know.
 */
int	reader_main(int fd, const char *conf_path, int64_t started);

#endif
