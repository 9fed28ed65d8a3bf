/* SPDX-License-Identifier: ISC */
#ifndef NW_TESTS_API_FAKE_H
#define NW_TESTS_API_FAKE_H

#include <jansson.h>
#include <stdbool.h>
#include <sys/types.h>

#include "api/api.h"
#include "base/buf.h"
#include "base/frame.h"
#include "conf.h"
#include "store/read.h"

/*
 * The reader's parts around a store made of arrays, on a socket in a
 * directory of its own, with the test at the engine's end of the pipe.
 * All in one process and one loop: ask() turns it.
 */
struct fake {
	struct api	 api;
	struct conf	 conf;
	char		 dir[64];
	char		 path[96];
	int		 engine;	/* the engine's end; blocking */
	bool		 gone;
	int		 reloads;	/* PROTO_CONFIG seen */
	struct buf	 frame;
	pid_t		 server;
};

#define FAKE_NOW	1750000000

/* What the store of this process holds. */
extern struct fake_store {
	const struct hit	*hits;		/* ids grow; pool unused */
	size_t			 nhits;
	const struct feed_state	*feeds;
	size_t			 nfeeds;
	const struct stored_item *items;
	size_t			 nitems;
	const struct outbox_row	*outbox;
	size_t			 noutbox;
	struct store_counts	 counts;
	const char		*error;		/* every read fails so */
	int			 reads;
} fake_store;

void	 fake_open(struct fake *);
void	 fake_close(struct fake *);
/* Serves in a process of its own, for clients that block; the test stays
 * at the engine's end.  fake_stop() before fake_close(). */
void	 fake_serve(struct fake *);
void	 fake_stop(struct fake *);
/* A connection to the server, not blocking. */
int	 fake_connect(struct fake *);
/* Turns the loop and reads until s stands in b, or the end; true if it
 * does. */
bool	 fake_read_until(struct fake *, int fd, struct buf *b, const char *s);
/* Sends a request as it stands; the whole answer, at its end. */
char	*fake_ask(struct fake *, const char *request);
/* The request of fake_call(), its answer left to be read. */
int	 fake_send(struct fake *, const char *method, const char *uri);
/* A request by method and URI with Host and Connection: close. */
char	*fake_call(struct fake *, const char *method, const char *uri);
/* The JSON body of an answer, which must have this status; the caller
 * decrefs. */
json_t	*fake_body(const char *answer, int status);
/* Both in one, by GET. */
json_t	*fake_get(struct fake *, const char *uri, int status);
/* The next frame that the reader sent, the loop turned until then. */
struct frame fake_engine_read(struct fake *);
void	 fake_engine_answer(struct fake *, uint32_t id, uint32_t status,
	    const char *text);
/* What the engine says after a commit. */
void	 fake_committed(struct fake *);

#endif
