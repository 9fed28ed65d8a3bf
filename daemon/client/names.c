/* SPDX-License-Identifier: ISC */
/* newswatch names: every form that a name will match; offline. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "client/cmd.h"
#include "match/match.h"

static const char help[] =
    "usage: newswatch names NAME\n\n"
    "Prints every form in which the words of a figure's name are met, one a "
    "line,\nand the rule that made it.  Forms are folded: case, accents and "
    "marks do not\ncount.\n";

static const struct option options[] = {
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 }
};

static void
print(const char *form, const char *rule, void *arg)
{
	/* A tab, so that cut(1) gives the forms alone. */
	printf("%s\t%s\n", form, rule);
}

int
cmd_names(int argc, char **argv)
{
	char *cause = NULL;
	int c;

	while ((c = getopt_long(argc, argv, "+:h", options, NULL)) != -1) {
		if (c == 'h') {
			fputs(help, stdout);
			return EXIT_SUCCESS;
		}
		return cmd_bad_option(argv, options, c);
	}
	if (argc - optind != 1)
		return cmd_usage(argv[0], "one NAME is needed");
	if (match_forms(argv[optind], print, NULL, &cause) == -1) {
		fprintf(stderr, "newswatch names: %s\n", cause);
		free(cause);
		return EXIT_TROUBLE;
	}
	return fflush(stdout) == 0 && !ferror(stdout) ? EXIT_SUCCESS :
	    EXIT_TROUBLE;
}
