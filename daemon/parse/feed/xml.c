/* SPDX-License-Identifier: ISC */
/*
 * From SAX events to fields.  A stack of frames says where an element
 * stands; names.c says what it means there; at its end its text goes to
 * the builder.  Inside a text all further elements are markup and are
 * written back as such.
 */
#include "parse/feed/xml_priv.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <libxml/parser.h>

#include "base/uri.h"
#include "base/xalloc.h"

#define LANG_MAX	64	/* bytes of xml:lang */
#define DICT_MAX	((size_t)4 << 20)	/* bytes of distinct names */
#define HASH		UINT64_C(0x9e3779b97f4a7c15)	/* spreads addresses */
#define ERRORS_MAX	1000000	/* of libxml2's; then it is no feed */

static const char *
str(const xmlChar *s)
{
	return (const char *)s;
}

/* --- what a name means ------------------------------------------------- */

static bool
is_atom_uri(const struct xml *x, const xmlChar *uri)
{
	enum dialect d;

	if (uri == NULL)
		return x->atom;
	d = names_dialect(str(uri));
	return d == DIALECT_ATOM03 || d == DIALECT_ATOM10;
}

static const struct hit *
look_up(struct xml *x, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, unsigned int where)
{
	uint64_t key = ((uintptr_t)name + 3 * (uintptr_t)uri + where) * HASH;
	struct hit *h = &x->hits[(key >> 40) % XML_HITS];
	enum ns ns;
	size_t i;

	/* A few neighbours, so that two names do not fight for a place. */
	for (i = 0; i < XML_PROBES; i++, h++) {
		if (h->name == name && h->uri == uri &&
		    h->prefix == prefix && h->where == where)
			return h;
		if (h->name == NULL)
			break;
	}
	if (i == XML_PROBES)
		h--;
	ns = uri != NULL && uri == x->core_uri ? NS_CORE :
	    names_ns(str(uri), str(prefix));
	*h = (struct hit){ name, uri, prefix, where, is_atom_uri(x, uri),
	    names_in(names_find(ns, str(name)), where) };
	return h;
}

/* --- base and language ------------------------------------------------- */

const char *
xml_base(const struct xml *x)
{
	size_t i;

	for (i = x->depth; i > 0; i--)
		if (x->frames[i].base != NULL)
			return x->frames[i].base;
	return NULL;
}

const char *
xml_lang(const struct xml *x)
{
	size_t i;

	for (i = x->depth; i > 0; i--)
		if (x->frames[i].lang != NULL)
			return x->frames[i].lang;
	return NULL;
}

void
xml_rebase(struct xml *x, const char *ref)
{
	struct frame *f = xml_top(x);
	const char *outer;
	char *s;

	if (ref == NULL)
		return;
	if ((outer = xml_base(x)) == NULL)
		outer = x->build->url;
	if ((s = uri_resolve(x->scratch, outer, ref)) != NULL) {
		free(f->base);
		f->base = xstrdup(s);
	}
}

void
xml_inherit(struct xml *x, const struct xml_attrs *a)
{
	struct frame *f = xml_top(x);
	char *s;

	if ((s = xml_attr_xml(a, x->scratch, "lang")) != NULL &&
	    strlen(s) < LANG_MAX)
		f->lang = xstrdup(s);
	xml_rebase(x, xml_attr_xml(a, x->scratch, "base"));
}

static void
note_root(struct xml *x, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, const struct xml_attrs *a, const xmlChar **ns, int nns)
{
	const char *s = str(name);

	if (x->build->doc->format != NULL)
		return;
	/* The names of roots, whatever they are said to belong to. */
	if (strcasecmp(s, "rss") != 0 && strcasecmp(s, "rdf") != 0 &&
	    strcasecmp(s, "feed") != 0 && strcasecmp(s, "channel") != 0 &&
	    strcasecmp(s, "entry") != 0)
		return;
	if (names_ns(str(uri), str(prefix)) == NS_OTHER)
		x->core_uri = uri;
	x->build->doc->format = xml_field_format(x, s, uri, a, ns, nns);
}

static unsigned int
where_unknown(unsigned int parent)
{
	if (parent == IN_TOP)
		return IN_TOP;
	return (parent & (IN_FEED | IN_LOOSE)) != 0 ? IN_LOOSE : IN_SKIP;
}

static void
on_start(void *ctx, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int nns, const xmlChar **ns, int nattrs,
    int ndefaulted, const xmlChar **attrs)
{
	struct xml *x = ctx;
	struct xml_attrs a = { attrs, nattrs };
	const struct hit *h;
	unsigned int where;

	if (pool_used(x->scratch) > 0)
		pool_reset(x->scratch);
	if (x->capture > 0 && xml_top(x)->where == IN_SKIP) {
		xml_text_start(x, str(name), &a);
		return;
	}
	where = xml_top(x)->where;
	if (where == IN_TOP)
		note_root(x, name, prefix, uri, &a, ns, nns);
	h = look_up(x, name, prefix, uri, where);
	x->frames[++x->depth] = (struct frame){ .elem = h->elem,
	    .where = h->elem != NULL ? IN_SKIP : where_unknown(where) };
	if (nattrs > 0)
		xml_inherit(x, &a);
	if (h->elem != NULL)
		xml_field_start(x, h->elem, &a, h->atom);
}

static void
frame_pop(struct xml *x)
{
	struct frame *f = xml_top(x);

	free(f->base);
	free(f->lang);
	x->depth--;
	if (!f->captures)
		return;
	/* Its parent may have been reading text too, around this child. */
	x->capture = xml_top(x)->captures ? x->depth : 0;
	buf_reset(&x->text);
}

static void
on_end(void *ctx, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct xml *x = ctx;
	struct frame *f = xml_top(x);

	if (x->inside > 0) {
		xml_text_end(x, str(name));
		return;
	}
	if (x->depth == 0)
		return;
	if (f->captures && x->capture == x->depth && !x->breaks_off)
		xml_field_end(x, f->elem);
	if (f->elem != NULL && f->elem->kind == ELEM_ITEM) {
		x->build->broken = x->breaks_off;
		build_item_end(x->build);
		if (x->build->stopped)
			xmlStopParser(x->ctxt);
	}
	frame_pop(x);
}

/* Blanks between tags; all other text comes by xml_text. */
static void
on_blanks(void *ctx, const xmlChar *s, int n)
{
	xml_text(ctx, str(s), (size_t)n);
}

/* --- libxml2 ----------------------------------------------------------- */

/* The mender lets none through; if it did, that would be the end. */
static void
on_doctype(void *ctx, const xmlChar *name, const xmlChar *public_id,
    const xmlChar *system_id)
{
	struct xml *x = ctx;

	xmlStopParser(x->ctxt);
}

static void
on_error(void *ctx, xmlErrorPtr err)
{
	struct xml *x = ctx;
	size_t n;

	if (err->level < XML_ERR_ERROR || x->build->stopped)
		return;
	if (++x->nerrors == ERRORS_MAX)
		xmlStopParser(x->ctxt);
	if (x->error[0] != '\0' || err->message == NULL)
		return;
	snprintf(x->error, sizeof(x->error), "%s", err->message);
	n = strlen(x->error);
	while (n > 0 && strchr(" \n", x->error[n - 1]) != NULL)
		x->error[--n] = '\0';
}

struct xml *
xml_new(struct build *b)
{
	struct xml *x = xcalloc(1, sizeof(*x));
	xmlSAXHandler sax;

	x->build = b;
	x->scratch = pool_new();
	x->person_pool = pool_new();
	x->frames[0].where = IN_TOP;
	buf_init(&x->text, BUILD_TEXT_MAX);
	memset(&sax, 0, sizeof(sax));
	sax.initialized = XML_SAX2_MAGIC;
	sax.startElementNs = on_start;
	sax.endElementNs = on_end;
	sax.characters = sax.ignorableWhitespace = on_blanks;
	sax.internalSubset = on_doctype;
	sax.serror = on_error;
	x->ctxt = xmlCreatePushParserCtxt(&sax, x, NULL, 0, NULL);
	if (x->ctxt == NULL)
		abort();
	/* Huge: depth and tags are bounded by the mender, texts by us. */
	xmlCtxtUseOptions(x->ctxt, XML_PARSE_RECOVER | XML_PARSE_NONET |
	    XML_PARSE_HUGE);
	xmlDictSetLimit(x->ctxt->dict, DICT_MAX);
	return x;
}

void
xml_free(struct xml *x)
{
	if (x == NULL)
		return;
	for (; x->depth > 0; x->depth--) {
		free(xml_top(x)->base);
		free(xml_top(x)->lang);
	}
	xmlFreeParserCtxt(x->ctxt);
	pool_free(x->scratch);
	pool_free(x->person_pool);
	buf_clear(&x->text);
	free(x);
}

void
xml_tags(struct xml *x, const char *s, size_t n)
{
	xmlParseChunk(x->ctxt, s, (int)n, 0);
}

/*
 * Past libxml2, which would look at each byte three times and copy it
 * twice: that took a third of all the time.
 */
void
xml_text(struct xml *x, const char *s, size_t n)
{
	if (x->capture > 0 && x->capture == x->depth && !x->ctxt->disableSAX)
		xml_text_add(x, s, n);
}

void
xml_breaks_off(struct xml *x)
{
	x->breaks_off = true;
}

const char *
xml_end(struct xml *x)
{
	xmlParseChunk(x->ctxt, NULL, 0, 1);
	if (x->ctxt->errNo == XML_ERR_NO_MEMORY)
		return "too many different names";
	return x->error[0] != '\0' ? x->error : NULL;
}
