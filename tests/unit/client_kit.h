/* SPDX-License-Identifier: ISC */
#ifndef NW_TESTS_CLIENT_KIT_H
#define NW_TESTS_CLIENT_KIT_H

#include <stdio.h>

#include "api_fake.h"
#include "hit.h"

/* The client as people run it, with a server of the fake on its socket. */
struct run {
	char	*out;		/* with stderr; freed by who asked */
	int	 code;
};

/* Hits 1 and 2, of watch "spies"; the second is full of poison. */
extern const struct hit client_hits[2];

/* Serves them; and the end of that. */
void		 client_serve(struct fake *);
void		 client_stop(struct fake *);
/* args are for the shell. */
FILE		*client_start(struct fake *, const char *args);
struct run	 client_end(FILE *);
/* Runs it: this exit code, and out somewhere in what it printed. */
void		 client_expect(struct fake *, const char *args, int code,
		    const char *out);

#endif
