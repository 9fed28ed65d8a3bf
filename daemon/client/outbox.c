/* SPDX-License-Identifier: ISC */
/* newswatch outbox and silence: alerts that wait, and watches that must. */
#include <stdio.h>
#include <string.h>

#include "client/cmd.h"
#include "client/list.h"
#include "client/show.h"

#define ROWS_DEFAULT	500	/* as many as the daemon gives: who looks here
				 * wants to see all that is stuck */

static int
list_alerts(const struct opts *o)
{
	struct list list = { "/v1/outbox", "outbox", show_alert,
	    ROWS_DEFAULT };
	int n;

	if (o->limit > 0)
		list.limit = o->limit;
	if ((n = list_print(&list, o, NULL, NULL)) == -1)
		return EXIT_TROUBLE;
	return n > 0 ? EXIT_FOUND : EXIT_NONE;
}

/* Each of the rows, "retry" or "discard". */
static int
change_alerts(const struct opts *o, int argc, char **argv)
{
	const char *verb = argv[o->first];
	int i, rc = EXIT_FOUND;
	char path[80];
	struct uri u;
	int64_t row;

	if (o->first + 1 == argc)
		return cmd_usage(argv[0], "%s which ROW?", verb);
	/* All are read before the first is acted on: a slip in the last
	 * must not leave half of them discarded. */
	for (i = o->first + 1; i < argc; i++)
		if (opts_number(argv[i], 1, &row) == -1)
			return cmd_usage(argv[0], "\"%s\" is no row", argv[i]);
	for (i = o->first + 1; i < argc; i++) {
		opts_number(argv[i], 1, &row);
		snprintf(path, sizeof(path), "/v1/outbox/%lld/%s",
		    (long long)row, verb);
		uri_init(&u, path);
		if (ask_verb(&u, o) != EXIT_FOUND)
			rc = EXIT_TROUBLE;
		uri_clear(&u);
	}
	return rc;
}

int
cmd_outbox(int argc, char **argv)
{
	const char *verb;
	struct opts o;

	if (opts_parse(&o, argc, argv, OPT_LIMIT) == -1)
		return o.exit;
	if (o.first == argc)
		return list_alerts(&o);
	verb = argv[o.first];
	if (strcmp(verb, "retry") == 0 || strcmp(verb, "discard") == 0)
		return change_alerts(&o, argc, argv);
	return cmd_usage(argv[0], "\"%s\" is neither retry nor discard",
	    verb);
}

int
cmd_silence(int argc, char **argv)
{
	const char *span;
	struct opts o;
	struct uri u;
	int rc;

	if (opts_parse(&o, argc, argv, 0) == -1)
		return o.exit;
	if (argc - o.first != 2)
		return cmd_usage(argv[0], "a WATCH and a DURATION, or off, "
		    "are needed");
	span = argv[o.first + 1];
	uri_init(&u, "/v1/silence");
	uri_param(&u, "watch", argv[o.first]);
	uri_param(&u, "for", strcmp(span, "off") == 0 ? "0" : span);
	rc = ask_verb(&u, &o);
	uri_clear(&u);
	return rc;
}
