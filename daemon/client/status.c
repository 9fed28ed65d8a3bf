/* SPDX-License-Identifier: ISC */
/* newswatch status, and the verbs that take at most a name. */
#include "client/cmd.h"
#include "client/list.h"
#include "client/show.h"

int
cmd_status(int argc, char **argv)
{
	struct opts o;
	struct uri u;
	json_t *answer;

	if (opts_parse(&o, argc, argv, 0) == -1)
		return o.exit;
	if (o.first < argc)
		return cmd_usage(argv[0], "unexpected argument \"%s\"",
		    argv[o.first]);
	uri_init(&u, "/v1/status");
	answer = ask_object(&u);
	uri_clear(&u);
	if (answer == NULL)
		return EXIT_TROUBLE;
	list_object(&o, answer, show_status);
	json_decref(answer);
	return EXIT_FOUND;
}

int
cmd_reload(int argc, char **argv)
{
	struct opts o;
	struct uri u;
	int rc;

	if (opts_parse(&o, argc, argv, 0) == -1)
		return o.exit;
	if (o.first < argc)
		return cmd_usage(argv[0], "unexpected argument \"%s\"",
		    argv[o.first]);
	uri_init(&u, "/v1/reload");
	rc = ask_verb(&u, &o);
	uri_clear(&u);
	return rc;
}

int
cmd_poll(int argc, char **argv)
{
	int i, rc = EXIT_FOUND;
	struct opts o;
	struct uri u;

	if (opts_parse(&o, argc, argv, 0) == -1)
		return o.exit;
	/* Without a name it is asked once, for all; a name that is wrong does
	 * not keep the others from being polled. */
	i = o.first;
	do {
		uri_init(&u, "/v1/poll");
		uri_param(&u, "feed", argv[i]);
		if (ask_verb(&u, &o) != EXIT_FOUND)
			rc = EXIT_TROUBLE;
		uri_clear(&u);
	} while (argv[i] != NULL && ++i < argc);
	return rc;
}
