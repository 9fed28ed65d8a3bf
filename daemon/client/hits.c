/* SPDX-License-Identifier: ISC */
/* newswatch hits: what the watches found. */
#include "client/cmd.h"
#include "client/list.h"
#include "client/show.h"

#define HITS_DEFAULT	50	/* rows */

static void
params(struct uri *u, const void *arg)
{
	const struct opts *o = arg;

	uri_param(u, "watch", o->watch);
	uri_param(u, "feed", o->feed);
	uri_param(u, "since", o->since);
	uri_param(u, "until", o->until);
}

int
cmd_hits(int argc, char **argv)
{
	struct list list = { "/v1/hits", "hits", show_hit, HITS_DEFAULT };
	struct opts o;
	int n;

	if (opts_parse(&o, argc, argv, OPT_WATCH | OPT_FEED | OPT_TIMES |
	    OPT_LIMIT) == -1)
		return o.exit;
	if (o.first < argc)
		return cmd_usage(argv[0], "\"%s\" is too much", argv[o.first]);
	if (o.limit > 0)
		list.limit = o.limit;
	if ((n = list_print(&list, &o, params, &o)) == -1)
		return EXIT_TROUBLE;
	return n > 0 ? EXIT_FOUND : EXIT_NONE;
}
