/* SPDX-License-Identifier: ISC */
/* newswatch extract: one page or text in, one article out; offline. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "article.h"
#include "client/cmd.h"
#include "parse/extract/extract.h"

#define INPUT_MAX	(32u << 20)	/* bytes of one file */

static const char help[] =
    "usage: newswatch extract [--url URL] [--lang L] [--content-type T] "
    "[--text] FILE\n\n"
    "Reads an article out of a page or a plain text (\"-\" is standard "
    "input) and\nprints it as JSON.\n\n"
    "  --url URL            address of the page, for links and dates\n"
    "  --lang L             language, when you know it better\n"
    "  --content-type T     as the server said it\n"
    "  --text               print the paragraphs alone\n";

static const struct option options[] = {
	{ "url", required_argument, NULL, 'u' },
	{ "lang", required_argument, NULL, 'l' },
	{ "content-type", required_argument, NULL, 'c' },
	{ "text", no_argument, NULL, 't' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 }
};

static int
put(void *arg, const void *p, size_t n)
{
	return fwrite(p, 1, n, arg) == n ? 0 : -1;
}

static int
print(const struct article *a, bool text)
{
	struct jsonw w;

	/* A page without an article is no error; the JSON has the reason. */
	if (text) {
		if (a->text != NULL && a->text[0] != '\0')
			puts(a->text);
	} else {
		jsonw_init(&w, put, stdout);
		article_json(a, &w);
		putchar('\n');
	}
	return fflush(stdout) == 0 && !ferror(stdout) ? EXIT_SUCCESS :
	    EXIT_TROUBLE;
}

static int
run(char *name, const struct extract_opts *opts, bool text)
{
	struct article *a;
	struct inputs in;
	char *bytes;
	size_t len;
	int rc;

	/* What it opens cannot be opened behind the sandbox. */
	extract_warm();
	if (inputs_open(&in, 1, &name) != 0)
		return EXIT_TROUBLE;
	bytes = input_read(in.files[0], in.names[0], INPUT_MAX, &len);
	inputs_close(&in);
	if (bytes == NULL)
		return EXIT_TROUBLE;
	a = extract_bytes(bytes, len, opts);
	rc = print(a, text);
	article_free(a);
	free(bytes);
	return rc;
}

/* A file that is called a text is one, whatever tags it speaks of. */
static const char *
type_by_name(const char *name)
{
	size_t n = strlen(name);

	return n > 4 && strcmp(name + n - 4, ".txt") == 0 ? "text/plain" :
	    NULL;
}

int
cmd_extract(int argc, char **argv)
{
	struct extract_opts opts = { NULL, NULL, NULL, NULL };
	bool text = false;
	int c;

	while ((c = getopt_long(argc, argv, "+:h", options, NULL)) != -1) {
		switch (c) {
		case 'u':
			opts.url = optarg;
			break;
		case 'l':
			opts.lang = optarg;
			break;
		case 'c':
			opts.content_type = optarg;
			break;
		case 't':
			text = true;
			break;
		case 'h':
			fputs(help, stdout);
			return EXIT_SUCCESS;
		default:
			return cmd_bad_option(argv, options, c);
		}
	}
	if (argc - optind != 1)
		return cmd_usage(argv[0], "one FILE is needed");
	if (opts.content_type == NULL)
		opts.content_type = type_by_name(argv[optind]);
	return run(argv[optind], &opts, text);
}
