/* SPDX-License-Identifier: ISC */
/*
 * newswatch discover: the feeds that a page offers.  An address is
 * fetched first; then the sandbox closes, and only then are the bytes
 * read.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/jsonw.h"
#include "base/xalloc.h"
#include "client/cmd.h"
#include "client/term.h"
#include "client/web.h"
#include "item.h"
#include "parse/feed/feed.h"
#include "parse/sandbox.h"

static int
put_stdout(void *arg, const void *data, size_t n)
{
	return fwrite(data, 1, n, stdout) == n ? 0 : -1;
}

static int
on_item(const struct item *it, void *arg)
{
	return 0;
}

static void
print_json(const struct feed_link *links, size_t n)
{
	struct jsonw w;
	size_t i;

	jsonw_init(&w, put_stdout, NULL);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "feeds");
	for (i = 0; i < n; i++) {
		jsonw_object(&w, NULL);
		jsonw_str(&w, "url", links[i].url);
		jsonw_str(&w, "title", links[i].title);
		jsonw_str(&w, "type", links[i].type);
		jsonw_end_object(&w);
	}
	jsonw_end_array(&w);
	jsonw_end_object(&w);
	putchar('\n');
}

/* The address alone comes first, so that it can be cut off and used. */
static void
print_text(const struct feed_link *links, size_t n)
{
	struct term t;
	size_t i;

	term_init(&t, stdout, TERM_AUTO);
	for (i = 0; i < n; i++) {
		term_put(&t, TERM_PLAIN, links[i].url);
		fputc('\t', stdout);
		term_put(&t, TERM_DIM, links[i].type);
		fputc('\t', stdout);
		term_put(&t, TERM_HEAD, links[i].title);
		fputc('\n', stdout);
	}
}

static void
say_none(const struct feed_doc *doc, const char *name, const char *url)
{
	const char *why = doc->reason;
	struct term t;

	if (doc->page == FEED_PAGE_HTML)
		why = url != NULL ? "a web page that offers no feeds" :
		    "a web page that offers no feeds by whole addresses "
		    "(--url tells where it is from)";
	else if (doc->page == FEED_PAGE_FEED)
		why = "a feed; --url tells where it is from";
	fprintf(stderr, "newswatch: %s: ", name);
	/* A reason may have words of the page in it. */
	term_init(&t, stderr, TERM_AUTO);
	term_put(&t, TERM_PLAIN, why != NULL ? why :
	    feed_page_str(doc->page));
	fputc('\n', stderr);
}

/* A feed offers itself. */
static int
print_found(const struct feed_doc *doc, const char *name, const char *url,
    bool json)
{
	struct feed_link self = { url, doc->title, doc->format };
	const struct feed_link *links = doc->links;
	size_t n = doc->nlinks;

	if (doc->page == FEED_PAGE_FEED && url != NULL) {
		links = &self;
		n = 1;
	}
	if (json)
		print_json(links, n);
	else
		print_text(links, n);
	if (fflush(stdout) != 0)
		return EXIT_TROUBLE;
	if (n == 0)
		say_none(doc, name, url);
	return n > 0 ? EXIT_FOUND : EXIT_NONE;
}

static int
discover(const struct web_page *p, const char *name, bool json)
{
	struct feed_opts o = { .url = p->url, .content_type = p->type };
	struct feed_parser *fp = feed_parser_new(&o, on_item, NULL);
	struct feed_doc *doc;
	int rc;

	feed_parser_push(fp, buf_str(&p->body), p->body.len);
	doc = feed_parser_end(fp);
	rc = print_found(doc, name, p->url, json);
	feed_doc_free(doc);
	feed_parser_free(fp);
	return rc;
}

/*
 * The address that the word means, or NULL when it means a file: "tass.com"
 * does where no file has that name.  Caller frees.
 */
static char *
address_of(const char *s)
{
	if (strncasecmp(s, "http://", 7) == 0 ||
	    strncasecmp(s, "https://", 8) == 0)
		return xstrdup(s);
	if (strncmp(s, "feed://", 7) == 0)
		return xasprintf("http://%s", s + 7);
	if (strchr("/.-", s[0]) != NULL || strchr(s, '.') == NULL ||
	    strstr(s, "://") != NULL || access(s, F_OK) == 0)
		return NULL;
	return xasprintf("https://%s", s);
}

static int
read_address(const char *url, struct web_page *p)
{
	char *cause;

	if (web_get(url, p) == -1)
		return -1;
	if (sandbox_enter(&cause) == 0)
		return 0;
	fprintf(stderr, "newswatch: sandbox: %s\n", cause);
	free(cause);
	return -1;
}

static int
read_input(char *name, const char *url, struct web_page *p)
{
	struct inputs in;
	char *text;
	size_t n;

	memset(p, 0, sizeof(*p));
	if (inputs_open(&in, 1, &name) != 0)
		return -1;
	text = input_read(in.files[0], in.names[0], WEB_BODY_MAX, &n);
	if (text != NULL) {
		buf_init(&p->body, WEB_BODY_MAX);
		buf_add(&p->body, text, n);
		p->url = xstrdup_opt(url);
		free(text);
	}
	inputs_close(&in);
	return text != NULL ? 0 : -1;
}

static int
discover_help(void)
{
	puts("usage: newswatch discover [-o text|json] [--url URL] URL|FILE\n"
	    "\n"
	    "Prints the feeds that a web page offers: address, type and\n"
	    "title.  An address is fetched, with or without its https://;\n"
	    "FILE may be \"-\".\n"
	    "\n"
	    "  -u, --url URL          the address that FILE is from\n"
	    "  -o, --output FORMAT    text or json\n"
	    "\n"
	    "Exits 0 when there was a feed, 1 when there was none, 2 on an\n"
	    "error.");
	return EXIT_FOUND;
}

int
cmd_discover(int argc, char **argv)
{
	static const struct option options[] = {
		{ "url", required_argument, NULL, 'u' },
		{ "output", required_argument, NULL, 'o' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 }
	};
	const char *url = NULL, *output = "text";
	struct web_page page;
	char *address;
	int c, rc;

	while ((c = getopt_long(argc, argv, ":u:o:h", options, NULL)) != -1) {
		if (c == 'u')
			url = optarg;
		else if (c == 'o')
			output = optarg;
		else if (c == 'h')
			return discover_help();
		else
			return cmd_bad_option(argv, options, c);
	}
	if (optind + 1 != argc)
		return cmd_usage(argv[0], "one URL or FILE is needed");
	if (strcmp(output, "text") != 0 && strcmp(output, "json") != 0)
		return cmd_usage(argv[0], "-o is \"%s\", expected text or "
		    "json", output);
	feed_parser_warm();
	address = address_of(argv[optind]);
	if (address == NULL && strstr(argv[optind], "://") != NULL)
		return cmd_usage(argv[0], "%s: only http and https addresses "
		    "can be fetched", argv[optind]);
	rc = address != NULL ? read_address(address, &page) :
	    read_input(argv[optind], url, &page);
	rc = rc == -1 ? EXIT_TROUBLE :
	    discover(&page, argv[optind], strcmp(output, "json") == 0);
	web_clear(&page);
	free(address);
	return rc;
}
