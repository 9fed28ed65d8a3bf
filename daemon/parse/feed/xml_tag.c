/* SPDX-License-Identifier: ISC */
/*
 * A mended start tag taken apart: its name, the namespace that this is of,
 * its attributes.  The mender has seen to it that the tag is well formed,
 * so only what namespaces ask for is looked at.
 *
 * Why not libxml2's push parser: it took a quarter of the time of a feed, to
 * find that the mender had done its work.
 */
#include "parse/feed/xml_tag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parse/feed/mend_chars.h"

#define XML_URI		"http://www.w3.org/XML/1998/namespace"
#define DICT_MAX	((size_t)1 << 20)	/* bytes of distinct names */

void
xml_scope_init(struct xml_scope *sc)
{
	memset(sc, 0, offsetof(struct xml_scope, ns));
	if ((sc->dict = xmlDictCreate()) == NULL)
		abort();
	xmlDictSetLimit(sc->dict, DICT_MAX);
}

void
xml_scope_clear(struct xml_scope *sc)
{
	xmlDictFree(sc->dict);
}

static const char *
intern(struct xml_scope *sc, const char *s, size_t n)
{
	const xmlChar *name;

	name = xmlDictLookup(sc->dict, (const xmlChar *)s, (int)n);
	if (name == NULL)
		sc->full = true;
	return (const char *)name;
}

static const char *
skip_blanks(const char *p, const char *end)
{
	while (p < end && mend_is_blank(*p))
		p++;
	return p;
}

static const char *
name_end(const char *p, const char *end)
{
	while (p < end && !mend_is_blank(*p) && *p != '=' && *p != '/' &&
	    *p != '>')
		p++;
	return p;
}

/* Takes the prefix off a name; its length, 0 for none. */
static size_t
split(const char **name, size_t *n)
{
	const char *colon = memchr(*name, ':', *n);
	size_t prefix;

	if (colon == NULL)
		return 0;
	prefix = (size_t)(colon - *name);
	*name = colon + 1;
	*n -= prefix + 1;
	return prefix;
}

/* Reads the attribute at p, the name of one; returns behind it. */
static const char *
read_attr(struct xml_attr *a, const char *p, const char *end)
{
	const char *stop = name_end(p, end), *quote;

	a->prefix = a->name = p;
	a->nname = (size_t)(stop - p);
	a->nprefix = split(&a->name, &a->nname);
	a->value = "";
	a->nvalue = 0;
	quote = skip_blanks(stop, end);
	if (quote < end && *quote == '=')
		quote = skip_blanks(quote + 1, end);
	if (quote == end || (stop = memchr(quote + 1, *quote,
	    (size_t)(end - quote - 1))) == NULL)
		return end;
	a->value = quote + 1;
	a->nvalue = (size_t)(stop - a->value);
	return stop + 1;
}

static bool
is_text(const char *s, size_t n, const char *what)
{
	return strlen(what) == n && memcmp(s, what, n) == 0;
}

/* True when the attribute declares a namespace, which is noted. */
static bool
declares(struct xml_scope *sc, struct pool *scratch, const struct xml_attr *a)
{
	bool prefixed = is_text(a->prefix, a->nprefix, "xmlns");
	struct xml_ns *ns = &sc->ns[sc->nns];
	const char *uri;

	if (!prefixed && (a->nprefix > 0 ||
	    !is_text(a->name, a->nname, "xmlns")))
		return false;
	if (sc->nns == XML_NS_MAX)
		return true;
	ns->prefix = prefixed ? intern(sc, a->name, a->nname) : NULL;
	uri = xml_attr_value(a, scratch);
	ns->uri = uri[0] != '\0' ? intern(sc, uri, strlen(uri)) : NULL;
	sc->nns++;
	return true;
}

/* Either is NULL for none. */
static const char *
uri_of(const struct xml_scope *sc, const char *prefix)
{
	size_t i;

	for (i = sc->nns; i > 0; i--)
		if (sc->ns[i - 1].prefix == prefix)
			return sc->ns[i - 1].uri;
	if (prefix != NULL && strcmp(prefix, "xml") == 0)
		return XML_URI;
	return NULL;
}

static void complain(struct xml_scope *, const char *, ...)
    __attribute__((__format__(__printf__, 2, 3)));

static void
complain(struct xml_scope *sc, const char *fmt, ...)
{
	va_list ap;

	if (sc->error[0] != '\0')
		return;
	va_start(ap, fmt);
	vsnprintf(sc->error, sizeof(sc->error), fmt, ap);
	va_end(ap);
}

static void
check_attrs(struct xml_scope *sc, const struct xml_tag *t)
{
	const struct xml_attr *a = t->attrs.list, *b;
	const char *prefix, *name;
	size_t i, j;

	for (i = 0; i < t->attrs.n; i++, a++) {
		for (j = 0, b = t->attrs.list; j < i; j++, b++)
			if (a->nname == b->nname && a->nprefix == b->nprefix &&
			    memcmp(a->name, b->name, a->nname) == 0 &&
			    memcmp(a->prefix, b->prefix, a->nprefix) == 0)
				break;
		name = j < i ? intern(sc, a->name, a->nname) : NULL;
		if (name != NULL)
			complain(sc, "Attribute %s redefined", name);
		if (a->nprefix == 0)
			continue;
		prefix = intern(sc, a->prefix, a->nprefix);
		if (prefix != NULL && uri_of(sc, prefix) == NULL)
			complain(sc, "Namespace prefix %s on an attribute of "
			    "%s is not defined", prefix, t->name);
	}
}

static void
read_attrs(struct xml_scope *sc, struct pool *scratch, struct xml_tag *t,
    const char *p, const char *end)
{
	struct xml_attr *a = t->attrs.list;

	for (;;) {
		p = skip_blanks(p, end);
		if (p == end || *p == '/' || *p == '>')
			break;
		p = read_attr(a, p, end);
		if (!declares(sc, scratch, a) && ++t->attrs.n == XML_ATTRS)
			break;
		a = &t->attrs.list[t->attrs.n];
	}
}

bool
xml_tag_read(struct xml_scope *sc, struct pool *scratch, struct xml_tag *t,
    const char *s, size_t n, size_t nname)
{
	const char *name = s + 1, *stop = name + nname;
	size_t nprefix = split(&name, &nname);

	t->empty = s[n - 2] == '/';
	t->attrs.n = 0;
	if (*stop != '>')
		read_attrs(sc, scratch, t, stop, s + n);
	t->name = intern(sc, name, nname);
	t->prefix = nprefix > 0 ? intern(sc, s + 1, nprefix) : NULL;
	if (sc->full)
		return false;
	t->uri = uri_of(sc, t->prefix);
	if (t->prefix != NULL && t->uri == NULL)
		complain(sc, "Namespace prefix %s on %s is not defined",
		    t->prefix, t->name);
	check_attrs(sc, t);
	return !sc->full;
}
