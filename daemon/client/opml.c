/* SPDX-License-Identifier: ISC */
/*
 * newswatch opml: subscriptions from another program as sections of our
 * configuration, and the feeds of a configuration as OPML 2.0.  What is
 * imported is read behind the sandbox.
 */
#include <ctype.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "client/cmd.h"
#include "conf.h"
#include "conf_value.h"
#include "parse/feed/opml.h"

#define FILE_MAX	(32u << 20)
#define NAME_KEEP	(CONF_NAME_MAX - 8)	/* room for "-99999" */

#ifndef SYSCONFDIR
#define SYSCONFDIR	"/etc"
#endif

/* --- import ------------------------------------------------------------- */

/* Single quotes, for a "${" inside double ones would be replaced. */
static void
put_quoted(const char *s)
{
	putchar('\'');
	for (; *s != '\0'; s++) {
		if (*s == '\'' || *s == '\\')
			putchar('\\');
		putchar((unsigned char)*s < 0x20 || *s == 0x7f ? ' ' : *s);
	}
	putchar('\'');
}

/* The plain letters and digits of s, joined by '-'; how many bytes. */
static size_t
make_safe(const char *s, char out[CONF_NAME_MAX])
{
	size_t n = 0;
	bool gap = false;

	for (; s != NULL && *s != '\0' && n + 2 < NAME_KEEP; s++) {
		if (!isascii((unsigned char)*s) ||
		    !isalnum((unsigned char)*s)) {
			gap = n > 0;
			continue;
		}
		if (gap)
			out[n++] = '-';
		gap = false;
		out[n++] = (char)tolower((unsigned char)*s);
	}
	out[n] = '\0';
	return n;
}

/* From the title where it has plain letters, else from the address. */
static char *
name_of(const struct opml_feed *f)
{
	char name[CONF_NAME_MAX];
	const char *host = strstr(f->url, "://");

	host = host != NULL ? host + 3 : f->url;
	if (strncmp(host, "www.", 4) == 0)
		host += 4;
	if (make_safe(f->title, name) < 2 && make_safe(host, name) == 0)
		return xstrdup("feed");
	return xstrdup(name);
}

struct named {
	const struct opml_feed	*feed;
	char			*name;
	size_t			 place;
};

static int
by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int d = strcmp(x->name, y->name);

	return d != 0 ? d : (x->place > y->place) - (x->place < y->place);
}

static int
by_place(const void *a, const void *b)
{
	const struct named *x = a, *y = b;

	return (x->place > y->place) - (x->place < y->place);
}

/* Equal names stand together once sorted: all but the first are counted.
 * "a-2" may be somebody's own name, so go on until none are equal. */
static void
make_unique(struct named *all, size_t n)
{
	size_t i, same, again = n;
	char *longer;

	while (again > 0) {
		again = 0;
		qsort(all, n, sizeof(*all), by_name);
		for (i = 1, same = 1; i < n; i++) {
			if (strcmp(all[i].name, all[i - same].name) != 0) {
				same = 1;
				continue;
			}
			longer = xasprintf("%.*s-%zu", (int)NAME_KEEP,
			    all[i].name, ++same);
			free(all[i].name);
			all[i].name = longer;
			again++;
		}
	}
	qsort(all, n, sizeof(*all), by_place);
}

static bool
is_web(const char *url)
{
	return (strncmp(url, "http://", 7) == 0 ||
	    strncmp(url, "https://", 8) == 0) && !value_has_control(url);
}

static void
put_section(const struct named *one)
{
	const struct opml_feed *f = one->feed;
	size_t i;

	printf("feed %s {\n\turl = ", one->name);
	put_quoted(f->url);
	if (f->title != NULL) {
		fputs("\n\toutlet = ", stdout);
		put_quoted(f->title);
	}
	for (i = 0; i < f->ntags; i++) {
		fputs(i == 0 ? "\n\ttags = { " : ", ", stdout);
		put_quoted(f->tags[i]);
	}
	fputs(f->ntags > 0 ? " }\n}\n" : "\n}\n", stdout);
}

static int
print_sections(const struct opml *o, const char *file)
{
	struct named *all = xcalloc(o->n + 1, sizeof(*all));
	size_t i, n = 0;

	for (i = 0; i < o->n; i++) {
		if (!is_web(o->feeds[i].url))
			continue;
		all[n].feed = &o->feeds[i];
		all[n].name = name_of(&o->feeds[i]);
		all[n].place = n;
		n++;
	}
	make_unique(all, n);
	for (i = 0; i < n; i++) {
		put_section(&all[i]);
		free(all[i].name);
	}
	free(all);
	if (n < o->n)
		fprintf(stderr, "newswatch: %s: %zu without a web address "
		    "left out\n", file, o->n - n);
	if (!o->whole)
		fprintf(stderr, "newswatch: %s: no well-formed OPML; what "
		    "could be read of it was taken\n", file);
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

/* --- export ------------------------------------------------------------- */

static void
put_attr(const char *name, const char *value)
{
	printf(" %s=\"", name);
	for (; *value != '\0'; value++) {
		if (strchr("&<>\"\t\n\r", *value) != NULL)
			printf("&#%d;", *value);
		else
			putchar(*value);
	}
	putchar('"');
}

/* Tags as OPML 2.0 has them: a list with commas; one holds none itself. */
static void
put_tags(const struct conf_feed *f)
{
	struct buf b;
	size_t i, at;

	buf_init(&b, FILE_MAX);
	for (i = 0; i < f->ntags; i++) {
		if (i > 0)
			buf_addc(&b, ',');
		at = b.len;
		buf_adds(&b, f->tags[i]);
		for (; at < b.len; at++)
			if (b.data[at] == ',')
				b.data[at] = ' ';
	}
	if (b.len > 0)
		put_attr("category", buf_str(&b));
	buf_clear(&b);
}

static int
opml_export(int argc, char **argv)
{
	const char *path = SYSCONFDIR "/newswatch/newswatch.conf";
	const struct conf_feed *f;
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
	puts("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<opml version=\"2.0\">\n<head><title>newswatch</title></head>\n"
	    "<body>");
	for (f = conf->feeds; f < conf->feeds + conf->nfeeds; f++) {
		fputs("<outline type=\"rss\"", stdout);
		put_attr("text", f->outlet != NULL ? f->outlet : f->name);
		put_attr("xmlUrl", f->url);
		put_tags(f);
		puts("/>");
	}
	puts("</body>\n</opml>");
	conf_free(conf);
	return fflush(stdout) == 0 ? EXIT_FOUND : EXIT_TROUBLE;
}

int
cmd_opml(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "import") == 0)
		return opml_import(argc - 1, argv + 1);
	if (argc > 1 && strcmp(argv[1], "export") == 0)
		return opml_export(argc - 1, argv + 1);
	if (argc > 1 && strcmp(argv[1], "--help") == 0) {
		cmd_help("opml");
		return EXIT_FOUND;
	}
	return cmd_usage("opml", NULL);
}
