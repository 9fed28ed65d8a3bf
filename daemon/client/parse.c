/* SPDX-License-Identifier: ISC */
/*
 * newswatch parse: a feed as JSON, one object a file.  The file is read
 * and the object written in pieces, so a feed of any size takes little
 * memory.  Works behind the parser's sandbox.
 */
#include <errno.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/jsonw.h"
#include "client/cmd.h"
#include "item.h"
#include "parse/feed/feed.h"

#define CHUNK	65536	/* bytes written at once */
/* Read at once: more than a block of the parser, which then need not be put
 * together. */
#define READ	(4 * CHUNK)

/* JSON comes in very small pieces; stdio's locks would cost the most. */
struct output {
	char	data[CHUNK];
	size_t	n;
	bool	failed;
};

static int
output_flush(struct output *o)
{
	if (fwrite(o->data, 1, o->n, stdout) != o->n)
		o->failed = true;
	o->n = 0;
	return o->failed ? -1 : 0;
}

static int
output_put(void *arg, const void *data, size_t n)
{
	struct output *o = arg;
	const char *s = data;
	size_t part;

	while (n > sizeof(o->data) - o->n) {
		part = sizeof(o->data) - o->n;
		memcpy(o->data + o->n, s, part);
		o->n += part;
		s += part;
		n -= part;
		if (output_flush(o) == -1)
			return -1;
	}
	memcpy(o->data + o->n, s, n);
	o->n += n;
	return 0;
}

static int
on_item(const struct item *it, void *arg)
{
	struct jsonw *w = arg;

	item_json(it, w);
	return jsonw_ok(w) ? 0 : -1;
}

/* 0, or -1 after saying why. */
static int
push_file(struct feed_parser *p, FILE *f, const char *name)
{
	static char chunk[READ];
	size_t n;

	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		if (feed_parser_push(p, chunk, n) == -1)
			return 0;
	if (!ferror(f))
		return 0;
	fprintf(stderr, "newswatch: %s: %s\n", name, strerror(errno));
	return -1;
}

static int
parse_file(const struct feed_opts *o, FILE *f, const char *name)
{
	static struct output out;
	struct feed_parser *p;
	struct feed_doc *doc;
	struct jsonw w;
	int rc = EXIT_FOUND;

	jsonw_init(&w, output_put, &out);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "items");
	p = feed_parser_new(o, on_item, &w);
	if (push_file(p, f, name) == -1)
		rc = EXIT_TROUBLE;
	doc = feed_parser_end(p);
	jsonw_end_array(&w);
	feed_doc_json(doc, &w);
	jsonw_end_object(&w);
	output_put(&out, "\n", 1);
	if (output_flush(&out) == -1)
		rc = EXIT_TROUBLE;
	if (rc == EXIT_FOUND && doc->page != FEED_PAGE_FEED) {
		fprintf(stderr, "newswatch: %s: no items: %s\n", name,
		    doc->reason != NULL ? doc->reason :
		    feed_page_str(doc->page));
		/* A channel's page that says why it shows no post was read
		 * as well as a feed without items. */
		if (doc->page == FEED_PAGE_HTML ||
		    doc->page == FEED_PAGE_UNKNOWN)
			rc = EXIT_NONE;
	}
	feed_doc_free(doc);
	feed_parser_free(p);
	return rc;
}

static int
parse_help(void)
{
	puts("usage: newswatch parse [--url URL] [--content-type T] FILE...\n"
	    "\n"
	    "Prints each feed (RSS, Atom, RDF, CDF, JSON Feed, a Telegram\n"
	    "preview page) as a JSON object.  FILE may be \"-\".\n"
	    "\n"
	    "  -u, --url URL          the address the feed is from\n"
	    "  -t, --content-type T   as it was served, with its charset\n"
	    "\n"
	    "Exits 0 when every file was a feed, or a channel's page that\n"
	    "says why it shows no post; 1 when one was neither; 2 on an\n"
	    "error.");
	return EXIT_FOUND;
}

int
cmd_parse(int argc, char **argv)
{
	static const struct option options[] = {
		{ "url", required_argument, NULL, 'u' },
		{ "content-type", required_argument, NULL, 't' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 }
	};
	struct feed_opts o = { NULL, NULL, NULL, 0 };
	struct inputs in;
	int c, one, rc = EXIT_FOUND;
	size_t i;

	while ((c = getopt_long(argc, argv, ":u:t:h", options, NULL)) != -1) {
		if (c == 'u')
			o.url = optarg;
		else if (c == 't')
			o.content_type = optarg;
		else if (c == 'h')
			return parse_help();
		else
			return cmd_bad_option(argv, options, c);
	}
	if (optind == argc)
		return cmd_usage("parse", "a FILE is needed");
	feed_parser_warm();
	if ((rc = inputs_open(&in, argc - optind, argv + optind)) != 0)
		return rc;
	for (i = 0; i < in.n; i++) {
		one = parse_file(&o, in.files[i], in.names[i]);
		rc = one > rc ? one : rc;
	}
	if (fflush(stdout) != 0)
		rc = EXIT_TROUBLE;
	inputs_close(&in);
	return rc;
}
