/* SPDX-License-Identifier: ISC */
/*
 * Options of the online commands: one table from which both the parsing
 * and each command's --help are made.
 */
#include "client/opts.h"

#include <getopt.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOPTS		16	/* at least as many as the table has */
#define LONG_ONLY	256	/* first value that is no letter */

struct opt {
	int		 letter;
	const char	*name;
	const char	*value;		/* name of its argument, or NULL */
	unsigned int	 bit;		/* 0: every command takes it */
	int		 (*read)(struct opts *, const char *value);
	const char	*help;
	const char	*expected;	/* where read() may refuse */
};

static int
read_watch(struct opts *o, const char *v)
{
	o->watch = v;
	return 0;
}

static int
read_feed(struct opts *o, const char *v)
{
	o->feed = v;
	return 0;
}

static int
read_since(struct opts *o, const char *v)
{
	o->since = v;
	return 0;
}

static int
read_until(struct opts *o, const char *v)
{
	o->until = v;
	return 0;
}

int
opts_number(const char *v, int64_t min, int64_t *out)
{
	int64_t n = 0;
	size_t i;

	/* Not strtoll(3), which takes blanks and signs that the daemon does
	 * not; 18 digits always fit. */
	for (i = 0; v[i] >= '0' && v[i] <= '9' && i < 18; i++)
		n = n * 10 + (v[i] - '0');
	if (i == 0 || v[i] != '\0' || n < min)
		return -1;
	*out = n;
	return 0;
}

static int
read_limit(struct opts *o, const char *v)
{
	return opts_number(v, 1, &o->limit);
}

static int
read_after(struct opts *o, const char *v)
{
	return opts_number(v, 0, &o->after);
}

static int
read_follow(struct opts *o, const char *v)
{
	o->follow = true;
	return 0;
}

static int
read_failing(struct opts *o, const char *v)
{
	o->failing = true;
	return 0;
}

/* Sets *out to the place of v in names, which ends in NULL. */
static int
read_name(const char *v, const char *const *names, int *out)
{
	int i;

	for (i = 0; names[i] != NULL; i++) {
		if (strcmp(v, names[i]) == 0) {
			*out = i;
			return 0;
		}
	}
	return -1;
}

static int
read_output(struct opts *o, const char *v)
{
	static const char *const names[] = { "text", "json", "ndjson", NULL };
	int i;

	if (read_name(v, names, &i) == -1)
		return -1;
	o->output = (enum opts_output)i;
	return 0;
}

static int
read_colour(struct opts *o, const char *v)
{
	static const char *const names[] = { "auto", "always", "never", NULL };
	int i;

	if (read_name(v, names, &i) == -1)
		return -1;
	o->colour = (enum term_colour)i;
	return 0;
}

/* socket_path() looks there, and so may what we start. */
static int
read_socket(struct opts *o, const char *v)
{
	return setenv("NEWSWATCH_SOCKET", v, 1);
}

/* In the order of --help. */
static const struct opt table[] = {
	{ 'w', "watch", "WATCH", OPT_WATCH, read_watch, "only this watch",
	    NULL },
	{ LONG_ONLY, "feed", "FEED", OPT_FEED, read_feed, "only this feed",
	    NULL },
	{ LONG_ONLY + 1, "since", "TIME", OPT_TIMES, read_since,
	    "from then on: 24h, 7d, 2026-01-31, 2026-01-31T10:00:00Z", NULL },
	{ LONG_ONLY + 2, "until", "TIME", OPT_TIMES, read_until,
	    "before then", NULL },
	{ LONG_ONLY + 3, "after", "ID", OPT_AFTER, read_after,
	    "resume after this hit", "an id; 0 is before all" },
	{ 'n', "limit", "N", OPT_LIMIT, read_limit, "at most so many",
	    "a number from 1 on" },
	{ 'f', "follow", NULL, OPT_FOLLOW, read_follow,
	    "then wait for new ones", NULL },
	{ LONG_ONLY + 4, "failing", NULL, OPT_FAILING, read_failing,
	    "only those that do not work", NULL },
	{ 'o', "output", "FORMAT", 0, read_output,
	    "text, json (as the daemon has it) or ndjson (one a line)",
	    "text, json or ndjson" },
	{ LONG_ONLY + 5, "color", "WHEN", 0, read_colour,
	    "auto, always or never", "auto, always or never" },
	{ 'S', "socket", "SOCKET", 0, read_socket, "where the daemon is",
	    "a path" },
	{ 'h', "help", NULL, 0, NULL, "this list", NULL }
};

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))
_Static_assert(COUNT(table) < NOPTS, "NOPTS is too small");

static bool
takes_it(const struct opt *o, unsigned int takes)
{
	return o->bit == 0 || (o->bit & takes) != 0;
}

static void
build(unsigned int takes, char *letters, struct option *longs)
{
	size_t i;

	/* A missing argument is told from an unknown option by a colon. */
	*letters++ = ':';
	for (i = 0; i < COUNT(table); i++) {
		if (!takes_it(&table[i], takes))
			continue;
		longs->name = table[i].name;
		longs->has_arg = table[i].value != NULL ?
		    required_argument : no_argument;
		longs->flag = NULL;
		longs->val = table[i].letter;
		longs++;
		if (table[i].letter >= LONG_ONLY)
			continue;
		*letters++ = (char)table[i].letter;
		if (table[i].value != NULL)
			*letters++ = ':';
	}
	*letters = '\0';
	memset(longs, 0, sizeof(*longs));
}

static void
print_help(const char *name, unsigned int takes)
{
	const struct opt *o;
	char text[64];
	size_t i;

	cmd_help(name);
	putchar('\n');
	for (i = 0; i < COUNT(table); i++) {
		o = &table[i];
		if (!takes_it(o, takes))
			continue;
		snprintf(text, sizeof(text), "--%s%s%s", o->name,
		    o->value != NULL ? " " : "",
		    o->value != NULL ? o->value : "");
		if (o->letter < LONG_ONLY)
			printf("  -%c, %-18s %s\n", o->letter, text, o->help);
		else
			printf("      %-18s %s\n", text, o->help);
	}
}

static const struct opt *
opt_find(int letter)
{
	size_t i;

	for (i = 0; i < COUNT(table); i++)
		if (table[i].letter == letter)
			return &table[i];
	return NULL;
}

/* By its letter, if it has one: that is what most people typed. */
static void
say_refused(const char *name, const struct opt *o, const char *value)
{
	char text[32];

	if (o->letter < LONG_ONLY)
		snprintf(text, sizeof(text), "-%c", o->letter);
	else
		snprintf(text, sizeof(text), "--%s", o->name);
	cmd_usage(name, "%s is \"%s\", expected %s", text, value,
	    o->expected);
}

int
opts_parse(struct opts *o, int argc, char **argv, unsigned int takes)
{
	char letters[2 * NOPTS + 1];
	struct option longs[NOPTS];
	const struct opt *opt;
	int c;

	memset(o, 0, sizeof(*o));
	o->limit = o->after = -1;
	o->exit = EXIT_TROUBLE;
	build(takes, letters, longs);
	while ((c = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		if ((opt = opt_find(c)) == NULL) {
			cmd_bad_option(argv, longs, c);
			return -1;
		}
		if (opt->read == NULL) {
			print_help(argv[0], takes);
			o->exit = EXIT_FOUND;
			return -1;
		}
		if (opt->read(o, optarg) == -1) {
			say_refused(argv[0], opt, optarg);
			return -1;
		}
	}
	o->first = optind;
	return 0;
}
