/* SPDX-License-Identifier: ISC */
/*
 * newswatch opml: subscriptions from another program as sections of our
 * configuration, and the feeds of a configuration as OPML 2.0.  What is
 * imported is read behind the sandbox.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/cmd.h"
#include "client/opml_text.h"
#include "conf.h"
#include "parse/feed/opml.h"

#define FILE_MAX	(32u << 20)

#ifndef SYSCONFDIR
#define SYSCONFDIR	"/etc"
#endif

static int
print_sections(const struct opml *o, const char *file)
{
	size_t n = opml_write_sections(stdout, o);

	if (n < o->n)
		fprintf(stderr, "newswatch: %s: %zu without a web address "
		    "left out\n", file, o->n - n);
	if (!o->whole)
		fprintf(stderr, "newswatch: %s: no well-formed OPML; what "
		    "could be read of it was taken\n", file);
	if (o->n == 0)
		fprintf(stderr, "newswatch: %s: no feeds in it\n", file);
	return fflush(stdout) != 0 ? EXIT_TROUBLE : n > 0 ? EXIT_FOUND :
	    EXIT_NONE;
}

static int
opml_import(int argc, char **argv)
{
	struct inputs in;
	struct opml *o;
	char *text;
	size_t len;
	int rc;

	if (argc != 2)
		return cmd_usage("opml", "import which file?");
	if ((rc = inputs_open(&in, 1, argv + 1)) != 0)
		return rc;
	rc = EXIT_TROUBLE;
	text = input_read(in.files[0], in.names[0], FILE_MAX, &len);
	if (text != NULL) {
		o = opml_parse(text, len);
		rc = print_sections(o, in.names[0]);
		opml_free(o);
	}
	free(text);
	inputs_close(&in);
	return rc;
}

static int
opml_export(int argc, char **argv)
{
	const char *path = SYSCONFDIR "/newswatch/newswatch.conf";
	struct conf *conf;
	char *cause;

	if (argc == 3 && strcmp(argv[1], "-c") == 0)
		path = argv[2];
	else if (argc != 1)
		return cmd_usage("opml", "export takes -c CONFIG only");
	if ((conf = conf_load(path, &cause)) == NULL) {
		fprintf(stderr, "%s\n", cause);
		free(cause);
		return EXIT_TROUBLE;
	}
	opml_write(stdout, conf);
	conf_free(conf);
	return fflush(stdout) == 0 ? EXIT_FOUND : EXIT_TROUBLE;
}

int
cmd_opml(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--help") != 0 &&
		    strcmp(argv[i], "-h") != 0)
			continue;
		cmd_help("opml");
		return EXIT_FOUND;
	}
	if (argc > 1 && strcmp(argv[1], "import") == 0)
		return opml_import(argc - 1, argv + 1);
	if (argc > 1 && strcmp(argv[1], "export") == 0)
		return opml_export(argc - 1, argv + 1);
	return cmd_usage("opml", argc > 1 ? "\"%s\" is neither import nor "
	    "export" : "import or export?", argv[1]);
}
