/* SPDX-License-Identifier: ISC */
/*
 * Subscriptions as sections of our configuration, and the feeds of a
 * configuration as OPML 2.0.  Where from and where to, opml.c knows.
 */
#include "client/opml_text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "conf.h"
#include "conf_value.h"
#include "parse/feed/opml.h"

#define NAME_KEEP	(CONF_NAME_MAX - 8)	/* room for "-99999" */
#define TAGS_MAX	(1u << 20)		/* bytes of a feed's tags */

/* --- import ------------------------------------------------------------- */

/* Single quotes, for a "${" inside double ones would be replaced. */
static void
put_quoted(FILE *out, const char *s)
{
	putc('\'', out);
	for (; *s != '\0'; s++) {
		if (*s == '\'' || *s == '\\')
			putc('\\', out);
		putc((unsigned char)*s < 0x20 || *s == 0x7f ? ' ' : *s, out);
	}
	putc('\'', out);
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
put_section(FILE *out, const struct named *one)
{
	const struct opml_feed *f = one->feed;
	size_t i;

	fprintf(out, "feed %s {\n\turl = ", one->name);
	put_quoted(out, f->url);
	if (f->title != NULL) {
		fputs("\n\toutlet = ", out);
		put_quoted(out, f->title);
	}
	for (i = 0; i < f->ntags; i++) {
		fputs(i == 0 ? "\n\ttags = { " : ", ", out);
		put_quoted(out, f->tags[i]);
	}
	fputs(f->ntags > 0 ? " }\n}\n" : "\n}\n", out);
}

size_t
opml_write_sections(FILE *out, const struct opml *o)
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
		put_section(out, &all[i]);
		free(all[i].name);
	}
	free(all);
	return n;
}

/* --- export ------------------------------------------------------------- */

static void
put_attr(FILE *out, const char *name, const char *value)
{
	fprintf(out, " %s=\"", name);
	for (; *value != '\0'; value++) {
		if (strchr("&<>\"\t\n\r", *value) != NULL)
			fprintf(out, "&#%d;", *value);
		else
			putc(*value, out);
	}
	putc('"', out);
}

/* Tags as OPML 2.0 has them: a list with commas; one holds none itself. */
static void
put_tags(FILE *out, const struct conf_feed *f)
{
	struct buf b;
	size_t i, at;

	buf_init(&b, TAGS_MAX);
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
		put_attr(out, "category", buf_str(&b));
	buf_clear(&b);
}

void
opml_write(FILE *out, const struct conf *conf)
{
	const struct conf_feed *f;

	fputs("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<opml version=\"2.0\">\n<head><title>newswatch</title></head>\n"
	    "<body>\n", out);
	for (f = conf->feeds; f < conf->feeds + conf->nfeeds; f++) {
		fputs("<outline type=\"rss\"", out);
		put_attr(out, "text", f->outlet != NULL ? f->outlet : f->name);
		put_attr(out, "xmlUrl", f->url);
		put_tags(out, f);
		fputs("/>\n", out);
	}
	fputs("</body>\n</opml>\n", out);
}
