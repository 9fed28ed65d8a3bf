/* SPDX-License-Identifier: ISC */
/*
 * newswatch follow, and -f of hits: the live stream.  The id of the last
 * hit printed is all that is remembered, so a stream that broke is taken
 * up where it ended.
 */
#include "client/follow.h"

#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "client/cmd.h"
#include "client/list.h"
#include "client/show.h"
#include "client/socket.h"

#define WAIT_MIN	1	/* seconds before a stream is asked for again */
#define WAIT_MAX	30

struct following {
	const struct opts	*opts;
	struct term		 term;
	int64_t			 after;		/* -1: from now on */
	int64_t			 left;		/* -1: without end */
	bool			 heard;		/* in this connection */
	bool			 over;
};

/* What an interrupt leaves with; grep's code for what was found. */
static volatile sig_atomic_t exit_code = EXIT_NONE;

/* Every line is flushed, so there is nothing to be lost. */
static void
on_interrupt(int sig)
{
	_exit(exit_code);
}

static void
print_hit(struct following *f, const json_t *hit)
{
	if (f->opts->output == OUTPUT_TEXT)
		show_hit(&f->term, hit);
	else
		list_json(&f->term, hit);
	if (fflush(f->term.out) == EOF)
		f->over = true;
	exit_code = EXIT_FOUND;
	f->after = json_integer_value(json_object_get(hit, "id"));
	if (f->left > 0 && --f->left == 0)
		f->over = true;
}

static int
on_line(const char *line, void *arg)
{
	struct following *f = arg;
	json_t *j = json_loads(line, 0, NULL);
	const char *type = show_str(j, "type");

	f->heard = true;
	if (type != NULL && strcmp(type, "hit") == 0)
		print_hit(f, json_object_get(j, "hit"));
	else if (type != NULL && strcmp(type, "open") == 0 && f->after < 0)
		f->after = json_integer_value(json_object_get(j, "after"));
	json_decref(j);
	return f->over;
}

static enum stream_end
stream(struct following *f, bool quiet)
{
	enum stream_end end;
	struct uri u;

	uri_init(&u, "/v1/follow");
	uri_param(&u, "watch", f->opts->watch);
	uri_param(&u, "feed", f->opts->feed);
	if (f->after >= 0)
		uri_param_int(&u, "after", f->after);
	end = socket_stream(&u, quiet, on_line, f);
	uri_clear(&u);
	return end;
}

int
follow_print(const struct opts *o, int64_t after, int64_t left)
{
	struct following f = { .opts = o, .after = after, .left = left };
	unsigned int wait = WAIT_MIN;
	bool begun = false;
	enum stream_end end;

	term_init(&f.term, stdout, o->colour);
	/* An interrupt is how this ends, so its exit code means something. */
	signal(SIGINT, on_interrupt);
	signal(SIGTERM, on_interrupt);
	for (;;) {
		f.heard = false;
		end = stream(&f, begun);
		if (f.over)
			return exit_code;
		if (end == STREAM_REFUSED || !(begun || f.heard))
			return EXIT_TROUBLE;
		begun = true;
		if (f.heard) {
			wait = WAIT_MIN;
			fputs("newswatch: the stream has ended; asking "
			    "again\n", stderr);
		}
		sleep(wait);
		wait = wait < WAIT_MAX / 2 ? wait * 2 : WAIT_MAX;
	}
}

int
cmd_follow(int argc, char **argv)
{
	struct opts o;

	if (opts_parse(&o, argc, argv, OPT_WATCH | OPT_FEED | OPT_LIMIT |
	    OPT_AFTER) == -1)
		return o.exit;
	if (o.first < argc)
		return cmd_usage(argv[0], "unexpected argument \"%s\"",
		    argv[o.first]);
	return follow_print(&o, o.after, o.limit);
}
