/* SPDX-License-Identifier: ISC */
/*
 * The command line: finds the command, hands it its arguments.  What a
 * command does, and which options it takes, only its own file knows.
 */
#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "client/cmd.h"

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
	{ "silence", cmd_silence, "WATCH TIME|off", "no alerts of a watch "
	    "for some time" },
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

static const struct cmd *
cmd_find(const char *name)
{
	const struct cmd *c;

	for (c = cmds; c->name != NULL; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

int
cmd_usage(const char *name, const char *fmt, ...)
{
	const struct cmd *c = cmd_find(name);
	va_list ap;

	if (fmt != NULL) {
		fprintf(stderr, "newswatch %s: ", name);
		va_start(ap, fmt);
		vfprintf(stderr, fmt, ap);
		va_end(ap);
		fputc('\n', stderr);
	}
	fprintf(stderr, "usage: newswatch %s %s\n", name,
	    c != NULL ? c->synopsis : "");
	return EXIT_TROUBLE;
}

void
cmd_help(const char *name)
{
	const struct cmd *c = cmd_find(name);

	if (c != NULL)
		printf("usage: newswatch %s %s\n%s\n", name, c->synopsis,
		    c->help);
}

static void
print_help(FILE *f)
{
	const struct cmd *c;

	fputs("usage: newswatch [-S SOCKET] COMMAND [OPTION...] [ARG...]\n\n",
	    f);
	for (c = cmds; c->name != NULL; c++)
		fprintf(f, "  %-10s %s\n", c->name, c->help);
	fputs("\nnewswatch COMMAND --help says more; so does newswatch(1).\n",
	    f);
}

/* -S before the command; the rest of the world reads the environment. */
static int
take_socket(int argc, char **argv)
{
	if (argc > 2 && strcmp(argv[1], "-S") == 0) {
		setenv("NEWSWATCH_SOCKET", argv[2], 1);
		return 2;
	}
	return 0;
}

int
main(int argc, char **argv)
{
	const struct cmd *c;
	int skip = take_socket(argc, argv);

	log_init("newswatch", LOG_LEVEL_WARN);
	argc -= skip;
	argv += skip;
	if (argc < 2) {
		print_help(stderr);
		return EXIT_TROUBLE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
		print_help(stdout);
		return EXIT_SUCCESS;
	}
	if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0) {
		puts(PACKAGE_STRING);
		return EXIT_SUCCESS;
	}
	if ((c = cmd_find(argv[1])) == NULL) {
		fprintf(stderr, "newswatch: no such command \"%s\"\n", argv[1]);
		print_help(stderr);
		return EXIT_TROUBLE;
	}
	return c->run(argc - 1, argv + 1);
}
