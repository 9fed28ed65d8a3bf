/* SPDX-License-Identifier: ISC */
/* newswatch feeds: how each feed does, and what killed a parser. */
#include <stdio.h>

#include "client/cmd.h"
#include "client/list.h"
#include "client/show.h"

static void
show_feeds(struct term *t, const json_t *answer)
{
	const json_t *one;
	size_t i;

	json_array_foreach(json_object_get(answer, "feeds"), i, one)
		show_feed(t, one);
	json_array_foreach(json_object_get(answer, "quarantined"), i, one)
		show_quarantined(t, one);
}

/* A line a feed; the quarantined inputs only -o json has. */
static void
print_lines(const struct opts *o, const json_t *answer)
{
	const json_t *one;
	size_t i;

	json_array_foreach(json_object_get(answer, "feeds"), i, one)
		list_object(o, one, show_feed);
}

int
cmd_feeds(int argc, char **argv)
{
	struct opts o;
	struct uri u;
	json_t *answer;
	size_t n;

	if (opts_parse(&o, argc, argv, OPT_FEED | OPT_FAILING) == -1)
		return o.exit;
	if (o.first < argc)
		return cmd_usage(argv[0], "unexpected argument \"%s\"",
		    argv[o.first]);
	uri_init(&u, "/v1/feeds");
	uri_param(&u, "feed", o.feed);
	uri_param(&u, "failing", o.failing ? "1" : NULL);
	answer = ask_object(&u);
	uri_clear(&u);
	if (answer == NULL)
		return EXIT_TROUBLE;
	if (o.output == OUTPUT_NDJSON)
		print_lines(&o, answer);
	else
		list_object(&o, answer, show_feeds);
	n = json_array_size(json_object_get(answer, "feeds"));
	json_decref(answer);
	return n > 0 ? EXIT_FOUND : EXIT_NONE;
}
