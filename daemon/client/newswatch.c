/* SPDX-License-Identifier: ISC */
/*
 * The command line: finds the command, hands it its arguments.  What a
 * command does, and which options it takes, only its own file knows.
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "client/cmd.h"
#include "conf_value.h"

static const struct cmd cmds[] = {
	{ "hits", cmd_hits, "[-f] [-n N] [-w WATCH] [--feed FEED] "
	    "[--since TIME] [--until TIME] [-o FORMAT]",
	    "what the watches found" },
	{ "search", cmd_search, "[-n N] [--feed FEED] [--since TIME] "
	    "[--until TIME] [-o FORMAT] QUERY", "look for a query in all "
	    "that is stored" },
	{ "follow", cmd_follow, "[-n N] [-w WATCH] [--feed FEED] "
	    "[--after ID] [-o FORMAT]", "hits as they come" },
	{ "story", cmd_story, "[-o FORMAT] ID", "the copies of a story" },
	{ "item", cmd_item, "[-o FORMAT] ID", "an item with its article" },
	{ "feeds", cmd_feeds, "[--failing] [--feed FEED] [-o FORMAT]",
	    "how each feed does" },
	{ "status", cmd_status, "[-o FORMAT]", "how the daemon does" },
	{ "outbox", cmd_outbox, "[-n N] [-o FORMAT] [retry|discard ROW...]",
	    "alerts that no sink has accepted yet" },
	{ "silence", cmd_silence, "WATCH DURATION|off", "no alerts of a "
	    "watch for some time" },
	{ "poll", cmd_poll, "[FEED...]", "poll feeds now, or all of them" },
	{ "reload", cmd_reload, "", "read the configuration again" },
	{ "parse", cmd_parse, "[--url URL] [--content-type T] FILE...",
	    "read a feed and print it as JSON" },
	{ "extract", cmd_extract, "[--url URL] [--lang L] [--content-type T] "
	    "[--text] FILE", "read an article out of a page or a text" },
	{ "discover", cmd_discover, "[-o FORMAT] [--url URL] URL|FILE",
	    "the feeds that a web page offers" },
	{ "opml", cmd_opml, "import FILE | export [-c CONFIG]",
	    "lists of subscriptions, from and for other programs" },
	{ "names", cmd_names, "NAME", "the forms in which a name is met" },
	{ "test", cmd_test, "(-q QUERY | -c CONFIG [--watch WATCH]) "
	    "[--lines] [--article] [--lang L] FILE...",
	    "what a query would make of some texts" },
	{ NULL, NULL, NULL, NULL }
};

#define USAGE	"usage: newswatch [-S SOCKET] COMMAND [OPTION...] [ARG...]\n"

static const struct cmd *
cmd_find(const char *name)
{
	const struct cmd *c;

	for (c = cmds; c->name != NULL; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

static void
print_synopsis(FILE *f, const struct cmd *c)
{
	fprintf(f, "usage: newswatch %s%s%s\n", c->name,
	    *c->synopsis != '\0' ? " " : "", c->synopsis);
}

/* name is a command's, or the program's own. */
int
cmd_usage(const char *name, const char *fmt, ...)
{
	const struct cmd *c = cmd_find(name);
	va_list ap;

	if (fmt != NULL) {
		fprintf(stderr, "newswatch%s%s: ", c != NULL ? " " : "",
		    c != NULL ? name : "");
		va_start(ap, fmt);
		vfprintf(stderr, fmt, ap);
		va_end(ap);
		fputc('\n', stderr);
	}
	if (c == NULL)
		fputs(USAGE, stderr);
	else
		print_synopsis(stderr, c);
	return EXIT_TROUBLE;
}

/* Is arg, "--name=value", the option that getopt_long(3) means? */
static bool
has_value(const char *arg, const struct option *o)
{
	size_t n = strcspn(arg, "=");

	for (; o->name != NULL; o++)
		if (o->val == optopt && n > 2 && arg[n] == '=' &&
		    strncmp(arg, "--", 2) == 0 &&
		    strncmp(arg + 2, o->name, n - 2) == 0)
			return true;
	return false;
}

int
cmd_bad_option(char **argv, const struct option *options, int c)
{
	/* Of letters in one word getopt tells which, but not where: this
	 * may be the word before.  Only a long one is surely this. */
	const char *arg = argv[optind - 1];

	if (c == ':' && strncmp(arg, "--", 2) == 0)
		return cmd_usage(argv[0], "%s wants a value", arg);
	if (c == ':')
		return cmd_usage(argv[0], "-%c wants a value", optopt);
	if (optopt == 0)
		return cmd_usage(argv[0], "no such option: %s", arg);
	if (has_value(arg, options))
		return cmd_usage(argv[0], "%.*s takes no value",
		    (int)strcspn(arg, "="), arg);
	return cmd_usage(argv[0], "no such option: -%c (after \"--\" a word "
	    "may begin with -)", optopt);
}

void
cmd_help(const char *name)
{
	const struct cmd *c = cmd_find(name);

	if (c != NULL) {
		print_synopsis(stdout, c);
		puts(c->help);
	}
}

static void
print_help(FILE *f)
{
	const struct cmd *c;

	fputs(USAGE "\n", f);
	for (c = cmds; c->name != NULL; c++)
		fprintf(f, "  %-10s %s\n", c->name, c->help);
	fputs("\nnewswatch COMMAND --help says more; so does newswatch(1).\n",
	    f);
}

static int
no_command(const char *name)
{
	const struct cmd *c, *best = NULL;
	size_t d, least = 3;	/* at most two edits away */

	for (c = cmds; c->name != NULL; c++) {
		if ((d = value_distance(name, c->name)) < least) {
			least = d;
			best = c;
		}
	}
	if (best != NULL)
		fprintf(stderr, "newswatch: no such command \"%s\" (did you "
		    "mean \"%s\"?)\n", name, best->name);
	else
		fprintf(stderr, "newswatch: no such command \"%s\"; "
		    "\"newswatch help\" lists them\n", name);
	return EXIT_TROUBLE;
}

static int
run_command(int argc, char **argv)
{
	char help[] = "--help", *asked[] = { NULL, help, NULL };
	const struct cmd *c;

	if (strcmp(argv[0], "help") == 0) {
		if (argc == 1) {
			print_help(stdout);
			return EXIT_FOUND;
		}
		asked[0] = argv[1];
		argv = asked;
		argc = 2;
	}
	if ((c = cmd_find(argv[0])) == NULL)
		return no_command(argv[0]);
	return c->run(argc, argv);
}

/* The options before the command; -S goes to the rest of the world as the
 * variable that it reads anyway. */
static int
run(int argc, char **argv)
{
	static const struct option options[] = {
		{ "socket", required_argument, NULL, 'S' },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'V' },
		{ NULL, 0, NULL, 0 }
	};
	int c, first;

	opterr = 0;
	while ((c = getopt_long(argc, argv, "+:S:hV", options, NULL)) != -1) {
		switch (c) {
		case 'S':
			setenv("NEWSWATCH_SOCKET", optarg, 1);
			break;
		case 'h':
			print_help(stdout);
			return EXIT_FOUND;
		case 'V':
			puts(PACKAGE_STRING);
			return EXIT_FOUND;
		default:
			return cmd_bad_option(argv, options, c);
		}
	}
	if ((first = optind) == argc) {
		print_help(stderr);
		return EXIT_TROUBLE;
	}
	/* glibc's way to have the command begin afresh, its own rules of
	 * order included. */
	optind = 0;
	return run_command(argc - first, argv + first);
}

/*
 * Of the first three descriptors, one that is closed would be given to
 * the socket or file that is opened next, and what we print would go
 * there.  This one cannot be written, and that is an error as it should.
 */
static void
hold_descriptors(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDONLY);
	while (fd != -1 && fd <= STDERR_FILENO);
	if (fd != -1)
		close(fd);
}

/* What was printed may still be lost, on a disk that is full. */
static int
finish(int code)
{
	errno = 0;
	if (fflush(stdout) == 0 && !ferror(stdout))
		return code;
	fprintf(stderr, "newswatch: the output could not be written%s%s\n",
	    errno != 0 ? ": " : "", errno != 0 ? strerror(errno) : "");
	return EXIT_TROUBLE;
}

int
main(int argc, char **argv)
{
	log_init("newswatch", LOG_LEVEL_WARN);
	hold_descriptors();
	return finish(run(argc, argv));
}
