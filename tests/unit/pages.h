/* SPDX-License-Identifier: ISC */
#ifndef NW_TESTS_PAGES_H
#define NW_TESTS_PAGES_H

#include "unit.h"

#include "world.h"

/*
 * A server of odd answers, one a path, and what it was asked.  /hang never
 * answers; /hold answers when the test lets it.
 */
struct script {
	char		 asked[4][4096];	/* of the last four requests */
	unsigned int	 n;
	unsigned int	 open;			/* of /hold, now */
	unsigned int	 most;
	struct serve_conn *held[64];
};

extern struct script script;
extern struct world w;
extern struct got got;

void	 pages_open(void);
void	 pages_close(void);
void	 pages_on_asked(struct serve_conn *, const struct serve_asked *,
	    void *arg);
/* Fetches path into got. */
void	 pages_get(const char *path);
/* Head and body of the last request. */
const char *pages_last_asked(void);

#endif
