/* SPDX-License-Identifier: ISC */
/* newswatch hits: what the watches found. */
#include <stdio.h>

#include "client/cmd.h"
#include "client/follow.h"
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

/* The page that is asked for; caller decrefs. */
static json_t *
ask_hits(const struct opts *o, int64_t limit)
{
	json_t *page;
	struct uri u;

	uri_init(&u, "/v1/hits");
	if (o != NULL)
		params(&u, o);
	uri_param_int(&u, "limit", limit);
	page = ask_object(&u);
	uri_clear(&u);
	return page;
}

static int64_t
newest_id(const json_t *page)
{
	return show_int(json_array_get(json_object_get(page, "hits"), 0),
	    "id");
}

/* The last ones oldest first, as tail(1) has it, then what comes.  Where
 * the stream begins is asked for before, so that none is missed. */
static int
print_and_follow(const struct opts *o, int64_t limit)
{
	json_t *newest = ask_hits(NULL, 1), *page, *list;
	int64_t after = newest_id(newest), shown;
	size_t i;

	json_decref(newest);
	if (newest == NULL || (page = ask_hits(o, limit)) == NULL)
		return EXIT_TROUBLE;
	list = json_object_get(page, "hits");
	for (i = json_array_size(list); i > 0; i--)
		list_object(o, json_array_get(list, i - 1), show_hit);
	shown = newest_id(page);
	json_decref(page);
	/* Else the loss would show only with the next hit, hours later. */
	if (fflush(stdout) == EOF)
		return EXIT_TROUBLE;
	return follow_print(o, shown > after ? shown : after, -1);
}

int
cmd_hits(int argc, char **argv)
{
	struct list list = { "/v1/hits", "hits", show_hit, HITS_DEFAULT };
	struct opts o;
	int n;

	if (opts_parse(&o, argc, argv, OPT_WATCH | OPT_FEED | OPT_TIMES |
	    OPT_LIMIT | OPT_FOLLOW) == -1)
		return o.exit;
	if (o.first < argc)
		return cmd_usage(argv[0], "unexpected argument \"%s\"",
		    argv[o.first]);
	if (o.limit > 0)
		list.limit = o.limit;
	if (o.follow)
		return print_and_follow(&o, list.limit);
	if ((n = list_print(&list, &o, params, &o)) == -1)
		return EXIT_TROUBLE;
	return n > 0 ? EXIT_FOUND : EXIT_NONE;
}
