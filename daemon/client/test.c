/* SPDX-License-Identifier: ISC */
/*
 * newswatch test: what a query, or the watches of a configuration, would
 * make of some texts; offline.  The query or configuration is read before
 * the sandbox closes, the texts after.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "article.h"
#include "conf.h"
#include "watchset.h"
#include "base/xalloc.h"
#include "client/cmd.h"
#include "match/match.h"
#include "parse/extract/extract.h"

#define INPUT_MAX	(64u << 20)	/* bytes of one file; a line is held
					 * down by the sandbox's memory */

static const char help[] =
    "usage: newswatch test (-q QUERY | -c CONFIG [--watch WATCH]) "
    "[OPTION...] FILE...\n\n"
    "Prints what would hit and why, one JSON object a text (\"-\" is "
    "standard input);\nwith -c one for each watch that a text meets.  Exit "
    "status: 0 when any text\nhit, 1 when none did, 2 on an error.\n\n"
    "  -q, --query QUERY    the query, as in a watch's \"when\"\n"
    "  -c, --config CONFIG  the watches and figures of a configuration;\n"
    "                       with -q only its figures\n"
    "  --watch WATCH        of all watches only this one\n"
    "  --lines              every line is a text of its own\n"
    "  --article            read an article out of each text first\n"
    "  --lang L             language of the texts, for stems\n";

static const struct option options[] = {
	{ "query", required_argument, NULL, 'q' },
	{ "config", required_argument, NULL, 'c' },
	{ "watch", required_argument, NULL, 'w' },
	{ "lines", no_argument, NULL, 'l' },
	{ "article", no_argument, NULL, 'a' },
	{ "lang", required_argument, NULL, 'L' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 }
};

struct test {
	const char		*query;
	const char		*config;
	const char		*watch;
	const char		*lang;
	bool			 lines;
	bool			 article;
	struct conf		*conf;
	struct match_set	*set;
	int64_t			 n;		/* texts so far */
	bool			 hit;
	bool			 trouble;
};

static int
put(void *arg, const void *p, size_t n)
{
	return fwrite(p, 1, n, arg) == n ? 0 : -1;
}

/* h NULL: no watch was met. */
static void
print(struct test *t, const struct match_result *r, const struct match_hit *h)
{
	struct jsonw w;

	jsonw_init(&w, put, stdout);
	jsonw_object(&w, NULL);
	jsonw_int(&w, "n", t->n);
	if (t->conf != NULL && t->query == NULL)
		jsonw_str(&w, "watch", h != NULL ?
		    t->conf->watches[h->query].name : t->watch);
	jsonw_bool(&w, "hit", h != NULL);
	spans_json(h != NULL ? h->spans : NULL, h != NULL ? h->nspans : 0,
	    &w);
	jsonw_str(&w, "why", h != NULL ? h->why : NULL);
	if (r->error != NULL)
		jsonw_str(&w, "error", r->error);
	jsonw_end_object(&w);
	putchar('\n');
}

static bool
is_asked(const struct test *t, const struct match_hit *h)
{
	return t->watch == NULL ||
	    strcmp(t->conf->watches[h->query].name, t->watch) == 0;
}

static void
run_article(struct test *t, struct article *a)
{
	struct match_doc doc = { .article = a, .author = a->byline };
	struct match_result *r;
	bool any = false;
	size_t i;

	if (t->lang != NULL)
		a->language = t->lang;
	t->n++;
	r = match_run(t->set, &doc);
	for (i = 0; i < r->nhits; i++)
		if (is_asked(t, &r->hits[i])) {
			print(t, r, &r->hits[i]);
			any = true;
		}
	if (!any)
		print(t, r, NULL);
	/* A limit that a pattern met is no miss: scripts must see it. */
	if (r->error != NULL) {
		fprintf(stderr, "newswatch test: text %lld: %s\n",
		    (long long)t->n, r->error);
		t->trouble = true;
	}
	t->hit |= any;
	match_result_free(r);
}

static void
run_text(struct test *t, char *text, size_t len)
{
	const struct extract_opts opts = { .lang = t->lang };
	struct article *a;

	if (t->article) {
		a = extract_bytes(text, len, &opts);
	} else {
		a = article_new();
		a->text = text;
	}
	run_article(t, a);
	article_free(a);
}

static void
run_lines(struct test *t, FILE *f, const char *name)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;

	/* An empty line is a text too, so that n stays the line's number. */
	while ((n = getline(&line, &cap, f)) > 0) {
		while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
			line[--n] = '\0';
		run_text(t, line, (size_t)n);
	}
	if (ferror(f)) {
		fprintf(stderr, "newswatch: %s: cannot read it\n", name);
		t->trouble = true;
	}
	free(line);
}

static void
run_file(struct test *t, FILE *f, const char *name)
{
	char *text;
	size_t len;

	if (t->lines) {
		run_lines(t, f, name);
		return;
	}
	if ((text = input_read(f, name, INPUT_MAX, &len)) == NULL) {
		t->trouble = true;
		return;
	}
	run_text(t, text, len);
	free(text);
}

static bool
has_watch(const struct test *t)
{
	size_t i;

	for (i = 0; i < t->conf->nwatches; i++)
		if (strcmp(t->conf->watches[i].name, t->watch) == 0)
			return true;
	return false;
}

/* The set that is asked for; 0, or EXIT_TROUBLE after saying why not. */
static int
make_set(struct test *t)
{
	char *cause = NULL;

	if (t->config != NULL &&
	    (t->conf = conf_load(t->config, &cause)) == NULL)
		goto fail;
	if (t->query == NULL) {
		t->set = watchset_new(t->conf, &cause);
		if (t->set != NULL && t->watch != NULL && !has_watch(t)) {
			cause = xasprintf("%s: no watch \"%s\"", t->config,
			    t->watch);
			goto fail;
		}
	} else if ((t->set = t->conf != NULL ? watchset_figures(t->conf,
	    &cause) : match_new()) != NULL) {
		if (match_add_query(t->set, t->query, &cause) == -1)
			goto fail;
		match_build(t->set);
	}
	if (t->set != NULL)
		return 0;
fail:
	fprintf(stderr, "newswatch test: %s\n", cause);
	free(cause);
	return EXIT_TROUBLE;
}

static int
run(struct test *t, int argc, char **argv)
{
	struct inputs in;
	size_t i;
	int rc = make_set(t);

	/* What it opens cannot be opened behind the sandbox. */
	if (t->article)
		extract_warm();
	if (rc == 0)
		rc = inputs_open(&in, argc, argv);
	if (rc == 0) {
		for (i = 0; i < in.n; i++)
			run_file(t, in.files[i], in.names[i]);
		inputs_close(&in);
	}
	match_free(t->set);
	conf_free(t->conf);
	if (rc != 0 || t->trouble || fflush(stdout) != 0 || ferror(stdout))
		return EXIT_TROUBLE;
	return t->hit ? EXIT_FOUND : EXIT_NONE;
}

int
cmd_test(int argc, char **argv)
{
	struct test t = { .n = 0 };
	int c;

	while ((c = getopt_long(argc, argv, "+:q:c:h", options, NULL)) != -1) {
		switch (c) {
		case 'q':
			t.query = optarg;
			break;
		case 'c':
			t.config = optarg;
			break;
		case 'w':
			t.watch = optarg;
			break;
		case 'l':
			t.lines = true;
			break;
		case 'a':
			t.article = true;
			break;
		case 'L':
			t.lang = optarg;
			break;
		case 'h':
			fputs(help, stdout);
			return EXIT_SUCCESS;
		default:
			return cmd_bad_option(argv, options, c);
		}
	}
	if (t.query == NULL && t.config == NULL)
		return cmd_usage(argv[0], "-q QUERY or -c CONFIG is needed");
	if (t.watch != NULL && (t.query != NULL || t.config == NULL))
		return cmd_usage(argv[0], "--watch goes with -c alone");
	if (optind == argc)
		return cmd_usage(argv[0], "a FILE is needed");
	return run(&t, argc - optind, argv + optind);
}
