/* SPDX-License-Identifier: ISC */
/*
 * Outlines come as start and end tags; one with an address is a feed, one
 * without is a category.  Names of elements and attributes are taken in
 * any case, since programs write them so.  Programs whose feeds can be in
 * several folders list them several times.
 */
#include "parse/feed/opml.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <libxml/parser.h>

#include "base/utf8.h"
#include "base/xalloc.h"

#define VALUE_MAX	2048	/* bytes of an attribute that are kept */
#define CHUNK		65536

struct reader {
	struct opml		*opml;
	struct opml_feed	*feeds;
	xmlParserCtxt		*ctxt;
	const char		*names[OPML_DEPTH];	/* NULL: a feed's own */
	size_t			 depth;		/* of outlines, kept or not */
};

static const char *
attr(const xmlChar **atts, const char *name)
{
	for (; atts != NULL && atts[0] != NULL; atts += 2)
		if (strcasecmp((const char *)atts[0], name) == 0 &&
		    atts[1] != NULL && atts[1][0] != '\0')
			return (const char *)atts[1];
	return NULL;
}

static const char *
keep(struct reader *r, const char *s)
{
	return s == NULL ? NULL : pool_strndup(r->opml->pool, s,
	    utf8_cut(s, strlen(s), VALUE_MAX));
}

static const char *
title_of(const xmlChar **atts)
{
	const char *s = attr(atts, "text");

	return s != NULL ? s : attr(atts, "title");
}

static void
add_tag(struct opml_feed *f, const char *tag)
{
	size_t i;

	for (i = 0; i < f->ntags; i++)
		if (strcmp(f->tags[i], tag) == 0)
			return;
	if (tag[0] != '\0' && f->ntags < OPML_TAGS)
		f->tags[f->ntags++] = tag;
}

/* "economy,/Politics/Europe": a word, and the names along a path. */
static void
add_categories(struct reader *r, struct opml_feed *f, const char *s)
{
	const char *blank = " \t\r\n";
	const char *stops;
	size_t n, end;

	while (s != NULL && *(s += strspn(s, blank)) != '\0') {
		stops = *s == '/' ? ",/" : ",";
		for (; *s != '\0' && *s != ','; s += n) {
			s += *s == '/' && stops[1] == '/';
			end = n = strcspn(s, stops);
			while (end > 0 && strchr(blank, s[end - 1]) != NULL)
				end--;
			add_tag(f, pool_strndup(r->opml->pool, s,
			    utf8_cut(s, end, VALUE_MAX)));
		}
		s += *s == ',';
	}
}

/* "feed:https://…" and "feed://…" are ways to say that it is a feed. */
static const char *
address(struct reader *r, const char *url)
{
	if (strncasecmp(url, "feed:", 5) != 0)
		return keep(r, url);
	if (strncmp(url + 5, "//", 2) == 0)
		return pool_printf(r->opml->pool, "http:%s", url + 5);
	return keep(r, url + 5);
}

static void
add_feed(struct reader *r, const xmlChar **atts, const char *url)
{
	struct opml_feed *f;
	size_t i, n = r->depth < OPML_DEPTH ? r->depth : OPML_DEPTH;

	if (r->opml->n == OPML_FEEDS_MAX || strlen(url) > VALUE_MAX) {
		r->opml->whole = false;
		return;
	}
	r->feeds = pool_grow(r->opml->pool, r->feeds, r->opml->n,
	    sizeof(*r->feeds));
	f = &r->feeds[r->opml->n++];
	f->url = address(r, url);
	f->title = keep(r, title_of(atts));
	f->lang = keep(r, attr(atts, "language"));
	for (i = 0; i < n; i++)
		if (r->names[i] != NULL)
			add_tag(f, r->names[i]);
	add_categories(r, f, attr(atts, "category"));
}

/* Of an outline that is neither a web page nor another list. */
static const char *
url_of(const xmlChar **atts)
{
	static const char *const types[] = { "rss", "atom", "rdf", "feed" };
	const char *url = attr(atts, "xmlUrl"), *type = attr(atts, "type");
	size_t i;

	for (i = 0; url == NULL && type != NULL &&
	    i < sizeof(types) / sizeof(types[0]); i++)
		if (strncasecmp(type, types[i], strlen(types[i])) == 0)
			url = attr(atts, "url");
	return url;
}

static void
on_start(void *arg, const xmlChar *name, const xmlChar **atts)
{
	struct reader *r = arg;
	const char *url;

	if (strcasecmp((const char *)name, "outline") != 0)
		return;
	if ((url = url_of(atts)) != NULL)
		add_feed(r, atts, url);
	if (r->depth < OPML_DEPTH)
		r->names[r->depth] = url == NULL ? keep(r, title_of(atts)) :
		    NULL;
	r->depth++;
}

static void
on_end(void *arg, const xmlChar *name)
{
	struct reader *r = arg;

	if (strcasecmp((const char *)name, "outline") == 0 && r->depth > 0)
		r->depth--;
}

/* No list has one; entities could make much of little. */
static void
on_doctype(void *arg, const xmlChar *name, const xmlChar *public,
    const xmlChar *system)
{
	struct reader *r = arg;

	r->opml->whole = false;
	xmlStopParser(r->ctxt);
}

static void
on_error(void *arg, xmlErrorPtr err)
{
}

static int
by_url(const void *a, const void *b)
{
	const struct opml_feed *const *f = a, *const *g = b;
	int d = strcmp((*f)->url, (*g)->url);

	return d != 0 ? d : (*f > *g) - (*f < *g);
}

/* What is listed again only adds its tags to the first. */
static void
merge(struct reader *r)
{
	struct opml_feed **list, *first = NULL;
	size_t i, k, n = 0, count = r->opml->n;

	list = xcalloc(count + 1, sizeof(*list));
	for (i = 0; i < count; i++)
		list[i] = &r->feeds[i];
	qsort(list, count, sizeof(struct opml_feed *), by_url);
	for (i = 0; i < count; i++) {
		if (first == NULL || strcmp(first->url, list[i]->url) != 0) {
			first = list[i];
			continue;
		}
		for (k = 0; k < list[i]->ntags; k++)
			add_tag(first, list[i]->tags[k]);
		list[i]->ntags = OPML_TAGS + 1;
	}
	for (i = 0; i < count; i++)
		if (r->feeds[i].ntags <= OPML_TAGS)
			r->feeds[n++] = r->feeds[i];
	r->opml->n = n;
	free(list);
}

struct opml *
opml_parse(const char *s, size_t len)
{
	struct reader r = { .opml = xcalloc(1, sizeof(*r.opml)) };
	xmlSAXHandler sax;
	size_t n;

	r.opml->pool = pool_new();
	r.opml->whole = true;
	memset(&sax, 0, sizeof(sax));
	sax.initialized = XML_SAX2_MAGIC;	/* for serror */
	sax.startElement = on_start;
	sax.endElement = on_end;
	sax.internalSubset = on_doctype;
	sax.serror = on_error;
	r.ctxt = xmlCreatePushParserCtxt(&sax, &r, NULL, 0, NULL);
	if (r.ctxt == NULL)
		abort();
	/* Else "&amp;" comes as "&#38;".  There is nothing more that could
	 * be replaced: no DTD is read, and nobody is asked for entities. */
	xmlCtxtUseOptions(r.ctxt, XML_PARSE_RECOVER | XML_PARSE_NONET |
	    XML_PARSE_SAX1 | XML_PARSE_NOENT);
	for (; len > 0; s += n, len -= n) {
		n = len < CHUNK ? len : CHUNK;
		xmlParseChunk(r.ctxt, s, (int)n, 0);
	}
	xmlParseChunk(r.ctxt, NULL, 0, 1);
	if (!r.ctxt->wellFormed)
		r.opml->whole = false;
	xmlFreeParserCtxt(r.ctxt);
	merge(&r);
	r.opml->feeds = r.feeds;
	return r.opml;
}

void
opml_free(struct opml *o)
{
	if (o == NULL)
		return;
	pool_free(o->pool);
	free(o);
}
