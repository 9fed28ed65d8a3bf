/* SPDX-License-Identifier: ISC */
#ifndef NW_CLIENT_SOCKET_H
#define NW_CLIENT_SOCKET_H

#include <stdbool.h>

#include "base/buf.h"
#include "client/uri.h"

/*
 * HTTP over the daemon's Unix socket, by libcurl.  What goes wrong is
 * said on stderr here, once, so that callers only give up.
 */
#define SOCKET_ANSWER_MAX	(32u << 20)	/* bytes of an answer */
#define SOCKET_LINE_MAX		(8u << 20)	/* bytes of a line */

/* NEWSWATCH_SOCKET, or where a daemon of this build has it. */
const char	*socket_path(void);

/*
 * The body of a 2xx answer in b (the caller's, cleared by it); or -1
 * after saying why, also for the errors that the daemon answered with.
 */
int		 socket_get(const struct uri *, struct buf *b);
int		 socket_post(const struct uri *, struct buf *b);

/* A whole line without its end; non-zero ends the stream. */
typedef int (*socket_line_cb)(const char *line, void *arg);

enum stream_end {
	STREAM_ENDED,		/* by the daemon, or by the callback */
	STREAM_ABSENT,		/* nobody answers on the socket */
	STREAM_REFUSED		/* the daemon said no, and we said why */
};
/* quiet: the caller knows that the daemon may be away. */
enum stream_end	 socket_stream(const struct uri *, bool quiet,
		    socket_line_cb, void *arg);

#endif
