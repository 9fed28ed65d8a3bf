/* SPDX-License-Identifier: ISC */
/* newswatch search: the query language over what is stored. */
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "client/cmd.h"
#include "client/list.h"
#include "client/show.h"

#define FOUND_DEFAULT	50	/* rows */
#define QUERY_MAX	4096	/* bytes; the daemon takes no more */

struct asked {
	const struct opts	*opts;
	char			*query;
};

static void
params(struct uri *u, const void *arg)
{
	const struct asked *a = arg;

	uri_param(u, "q", a->query);
	uri_param(u, "feed", a->opts->feed);
	uri_param(u, "since", a->opts->since);
	uri_param(u, "until", a->opts->until);
}

/* All operands are one query, so that it need not be quoted; caller
 * frees.  NULL when it is too long. */
static char *
join(int argc, char **argv, int first)
{
	struct buf b;
	int i;

	buf_init(&b, QUERY_MAX);
	for (i = first; i < argc; i++) {
		if ((i > first && buf_addc(&b, ' ') == -1) ||
		    buf_adds(&b, argv[i]) == -1) {
			buf_clear(&b);
			return NULL;
		}
	}
	return buf_take(&b, NULL);
}

int
cmd_search(int argc, char **argv)
{
	struct list list = { "/v1/search", "hits", show_hit, FOUND_DEFAULT };
	struct asked asked;
	struct opts o;
	int n;

	if (opts_parse(&o, argc, argv, OPT_FEED | OPT_TIMES | OPT_LIMIT) == -1)
		return o.exit;
	/* Words of a shell script may well be empty. */
	if (o.first == argc || (o.first + 1 == argc && *argv[o.first] == '\0'))
		return cmd_usage(argv[0], "a QUERY is needed");
	if (o.limit > 0)
		list.limit = o.limit;
	asked.opts = &o;
	if ((asked.query = join(argc, argv, o.first)) == NULL)
		return cmd_usage(argv[0], "the query is longer than %d bytes",
		    QUERY_MAX);
	n = list_print(&list, &o, params, &asked);
	free(asked.query);
	if (n == -1)
		return EXIT_TROUBLE;
	return n > 0 ? EXIT_FOUND : EXIT_NONE;
}
