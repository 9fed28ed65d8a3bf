/* SPDX-License-Identifier: ISC */
/* newswatch story and item: what is stored, to be read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/cmd.h"
#include "client/list.h"
#include "client/show.h"

/* The one operand of these commands; 0 after saying what is wrong. */
static int64_t
read_id(int argc, char **argv, const struct opts *o)
{
	int64_t id;

	if (argc - o->first != 1) {
		cmd_usage(argv[0], "one ID is needed");
		return 0;
	}
	if (opts_number(argv[o->first], 1, &id) == 0)
		return id;
	cmd_usage(argv[0], "\"%s\" is no id", argv[o->first]);
	return 0;
}

static json_t *
ask(const char *path, int64_t id)
{
	char text[64];
	struct uri u;
	json_t *j;

	snprintf(text, sizeof(text), "%s%lld", path, (long long)id);
	uri_init(&u, text);
	j = ask_object(&u);
	uri_clear(&u);
	return j;
}

int
cmd_item(int argc, char **argv)
{
	struct opts o;
	int64_t id;
	json_t *j;

	if (opts_parse(&o, argc, argv, 0) == -1)
		return o.exit;
	if ((id = read_id(argc, argv, &o)) == 0 ||
	    (j = ask("/v1/items/", id)) == NULL)
		return EXIT_TROUBLE;
	list_object(&o, j, show_item);
	json_decref(j);
	return EXIT_FOUND;
}

static void
show_story(struct term *t, const json_t *story)
{
	const json_t *one;
	size_t i;

	json_array_foreach(json_object_get(story, "items"), i, one)
		show_member(t, one);
}

int
cmd_story(int argc, char **argv)
{
	const json_t *one;
	struct opts o;
	int64_t id;
	json_t *j;
	size_t i;

	if (opts_parse(&o, argc, argv, 0) == -1)
		return o.exit;
	if ((id = read_id(argc, argv, &o)) == 0 ||
	    (j = ask("/v1/stories/", id)) == NULL)
		return EXIT_TROUBLE;
	/* As all lists have it there: an item a line. */
	if (o.output == OUTPUT_NDJSON)
		json_array_foreach(json_object_get(j, "items"), i, one)
			list_object(&o, one, show_member);
	else
		list_object(&o, j, show_story);
	json_decref(j);
	return EXIT_FOUND;
}
