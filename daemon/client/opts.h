/* SPDX-License-Identifier: ISC */
#ifndef NW_CLIENT_OPTS_H
#define NW_CLIENT_OPTS_H

#include <stdbool.h>
#include <stdint.h>

#include "client/cmd.h"
#include "client/term.h"

enum opts_output {
	OUTPUT_TEXT,
	OUTPUT_JSON,
	OUTPUT_NDJSON
};

/* What the options of the online commands said.  Strings are argv's. */
struct opts {
	const char		*watch;
	const char		*feed;
	const char		*since;
	const char		*until;
	int64_t			 limit;		/* -1: not given */
	int64_t			 after;		/* -1: not given */
	bool			 follow;
	bool			 failing;
	enum opts_output	 output;
	enum term_colour	 colour;
	int			 first;		/* operand, in argv */
	int			 exit;		/* when we end here */
};

/* The options that a command takes; -o, -S, --color, --help always. */
enum {
	OPT_WATCH	= 1 << 0,
	OPT_FEED	= 1 << 1,
	OPT_TIMES	= 1 << 2,
	OPT_LIMIT	= 1 << 3,
	OPT_FOLLOW	= 1 << 4,
	OPT_FAILING	= 1 << 5,
	OPT_AFTER	= 1 << 6
};

/* A whole decimal number of at least min, as the daemon reads them. */
int	opts_number(const char *, int64_t min, int64_t *out);

/* 0, or -1 when the command ends here with o->exit: --help was asked
 * for, or an option was wrong and that was said. */
int	opts_parse(struct opts *, int argc, char **argv, unsigned int takes);

#endif
