/* SPDX-License-Identifier: ISC */
#ifndef NW_CLIENT_CMD_H
#define NW_CLIENT_CMD_H

#include <stdio.h>

/* Exit codes, as grep(1) has them. */
enum {
	EXIT_FOUND = 0,
	EXIT_NONE = 1,
	EXIT_TROUBLE = 2
};

/*
 * A command of the client: gets its own name as argv[0], parses its own
 * options with getopt_long(3), returns an exit code.  The table in
 * newswatch.c is the list of all; a new command is one file and one line.
 */
struct cmd {
	const char	*name;
	int		(*run)(int argc, char **argv);
	const char	*synopsis;	/* "[-n N] [--since T] [WATCH]" */
	const char	*help;		/* one line */
};

int	cmd_parse(int argc, char **argv);
int	cmd_discover(int argc, char **argv);
int	cmd_extract(int argc, char **argv);
int	cmd_test(int argc, char **argv);
int	cmd_opml(int argc, char **argv);
int	cmd_names(int argc, char **argv);
int	cmd_hits(int argc, char **argv);
int	cmd_search(int argc, char **argv);
int	cmd_follow(int argc, char **argv);
int	cmd_story(int argc, char **argv);
int	cmd_item(int argc, char **argv);
int	cmd_feeds(int argc, char **argv);
int	cmd_status(int argc, char **argv);
int	cmd_outbox(int argc, char **argv);
int	cmd_silence(int argc, char **argv);
int	cmd_poll(int argc, char **argv);
int	cmd_reload(int argc, char **argv);

/* Prints "newswatch CMD: …" and the synopsis to stderr; EXIT_TROUBLE. */
int	cmd_usage(const char *name, const char *fmt, ...)
	    __attribute__((__format__(printf, 2, 3)));

/*
 * The same for an option that getopt_long(3) did not take; it was told to
 * be quiet and to tell a missing value by a colon.  c is what it returned.
 */
struct option;
int	cmd_bad_option(char **argv, const struct option *, int c);

/* The synopsis and the one line of help, to stdout. */
void	cmd_help(const char *name);

/* --- what the offline commands share (offline.c) ----------------------- */

/*
 * Opens every input ("-" is stdin) before the sandbox closes, then enters
 * it.  0, or EXIT_TROUBLE after saying why.
 */
struct inputs {
	FILE		**files;
	const char	**names;
	size_t		  n;
};
int	inputs_open(struct inputs *, int argc, char **argv);
void	inputs_close(struct inputs *);
/* The whole of a file, at most max bytes; NULL after saying why. */
char	*input_read(FILE *, const char *name, size_t max, size_t *len);

#endif
