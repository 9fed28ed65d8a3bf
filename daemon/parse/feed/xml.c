/* SPDX-License-Identifier: ISC */
/*
 * From tags and texts to fields.  A stack of frames says where an element
 * stands; names.c says what it means there; at its end its text goes to
 * the builder.  Inside a text all further elements are markup and are
 * written back as such.
 */
#include "parse/feed/xml_priv.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/uri.h"
#include "base/xalloc.h"

#define LANG_MAX	64	/* bytes of xml:lang */
#define HASH		UINT64_C(0x9e3779b97f4a7c15)	/* spreads addresses */

/* --- what a name means ------------------------------------------------- */

static bool
is_atom_uri(const struct xml *x, const char *uri)
{
	enum dialect d;

	if (uri == NULL)
		return x->atom;
	d = names_dialect(uri);
	return d == DIALECT_ATOM03 || d == DIALECT_ATOM10;
}

static const struct hit *
look_up(struct xml *x, const struct xml_tag *t, unsigned int where)
{
	const char *name = t->name, *prefix = t->prefix, *uri = t->uri;
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
	    names_ns(uri, prefix);
	*h = (struct hit){ name, uri, prefix, where, is_atom_uri(x, uri),
	    names_in(names_find(ns, name), where) };
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
note_root(struct xml *x, const struct xml_tag *t)
{
	const char *s = t->name;

	if (x->build->doc->format != NULL)
		return;
	/* The names of roots, whatever they are said to belong to. */
	if (strcasecmp(s, "rss") != 0 && strcasecmp(s, "rdf") != 0 &&
	    strcasecmp(s, "feed") != 0 && strcasecmp(s, "channel") != 0 &&
	    strcasecmp(s, "entry") != 0)
		return;
	if (names_ns(t->uri, t->prefix) == NS_OTHER)
		x->core_uri = t->uri;
	x->build->doc->format = xml_field_format(x, t);
	/* Names before the root were looked up without knowing it. */
	memset(x->hits, 0, sizeof(x->hits));
}

static unsigned int
where_unknown(unsigned int parent)
{
	if (parent == IN_TOP)
		return IN_TOP;
	return (parent & (IN_FEED | IN_LOOSE)) != 0 ? IN_LOOSE : IN_SKIP;
}

static void
on_start(struct xml *x, const struct xml_tag *t)
{
	const struct hit *h;
	unsigned int where;

	if (x->capture > 0 && xml_top(x)->where == IN_SKIP) {
		xml_text_start(x, t->name, &t->attrs);
		return;
	}
	where = xml_top(x)->where;
	if (where == IN_TOP)
		note_root(x, t);
	h = look_up(x, t, where);
	x->frames[++x->depth] = (struct frame){ .elem = h->elem,
	    .where = h->elem != NULL ? IN_SKIP : where_unknown(where) };
	if (t->attrs.n > 0)
		xml_inherit(x, &t->attrs);
	if (h->elem != NULL)
		xml_field_start(x, h->elem, &t->attrs, h->atom);
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
on_end(struct xml *x, const char *name)
{
	struct frame *f = xml_top(x);

	if (x->inside > 0) {
		xml_text_end(x, name);
		return;
	}
	if (x->depth == 0)
		return;
	if (f->captures && x->capture == x->depth && !x->breaks_off)
		xml_field_end(x, f->elem);
	if (f->elem != NULL && f->elem->kind == ELEM_ITEM) {
		x->build->broken = x->breaks_off;
		build_item_end(x->build);
	}
	frame_pop(x);
}

/* --- what the mender gives ----------------------------------------------- */

static bool
is_done(const struct xml *x)
{
	return x->build->stopped || x->scope.full;
}

void
xml_start(struct xml *x, const char *tag, size_t n, size_t nname)
{
	struct xml_open *o = &x->open[x->nopen];
	struct xml_tag t;

	if (is_done(x))
		return;
	if (pool_used(x->scratch) > 0)
		pool_reset(x->scratch);
	o->nns = x->scope.nns;
	if (!xml_tag_read(&x->scope, x->scratch, &t, tag, n, nname))
		return;
	o->name = t.name;
	x->nopen++;
	on_start(x, &t);
	if (t.empty)
		xml_stop(x);
}

void
xml_stop(struct xml *x)
{
	const struct xml_open *o;

	if (is_done(x) || x->nopen == 0)
		return;
	o = &x->open[--x->nopen];
	on_end(x, o->name);
	x->scope.nns = o->nns;
}

void
xml_text(struct xml *x, const char *s, size_t n)
{
	if (x->capture > 0 && x->capture == x->depth && !is_done(x))
		xml_text_add(x, s, n);
}

struct xml *
xml_new(struct build *b)
{
	struct xml *x = xmalloc(sizeof(*x));

	memset(x, 0, offsetof(struct xml, scope));
	x->build = b;
	x->scratch = pool_new();
	x->person_pool = pool_new();
	x->frames[0] = (struct frame){ .where = IN_TOP };
	buf_init(&x->text, BUILD_TEXT_MAX);
	xml_scope_init(&x->scope);
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
	xml_scope_clear(&x->scope);
	pool_free(x->scratch);
	pool_free(x->person_pool);
	buf_clear(&x->text);
	free(x);
}

void
xml_breaks_off(struct xml *x)
{
	x->breaks_off = true;
}

const char *
xml_end(struct xml *x)
{
	if (x->scope.full)
		return "too many different names";
	return x->scope.error[0] != '\0' ? x->scope.error : NULL;
}
