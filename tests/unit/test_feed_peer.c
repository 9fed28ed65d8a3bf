/* SPDX-License-Identifier: ISC */
/*
 * What is well formed reads here as it does in libxml2: the same elements
 * of the same namespaces, attributes and text.  The mender's own tests are
 * about all the rest.
 */
#include "unit.h"
#include "pool_kit.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "parse/feed/mend.h"
#include "parse/feed/xml_tag.h"

#define FILE_MAX	(4u << 20)
#define OUT_MAX		(16u << 20)
#define PEERS_MIN	250	/* inputs of the corpus that are well formed */

/* --- both as text ------------------------------------------------------- */

static void
put_start(struct buf *b, const char *uri, const char *name)
{
	buf_addf(b, "\n<{%s}%s", uri != NULL ? uri : "", name);
}

static void
put_attr(struct buf *b, const char *prefix, size_t nprefix, const char *name,
    size_t nname, const char *value)
{
	buf_addf(b, " %.*s:%.*s=\"%s\"", (int)nprefix, prefix, (int)nname,
	    name, value);
}

/* --- ours --------------------------------------------------------------- */

struct ours {
	struct buf		out;
	struct xml_scope	scope;
	size_t			nns[MEND_DEPTH_MAX + 1];	/* before each */
	size_t			depth;
};

static void
on_start(void *arg, const char *tag, size_t n, size_t nname)
{
	const struct xml_attr *a;
	struct ours *o = arg;
	struct xml_tag t;
	size_t before = o->scope.nns;

	ck_assert(xml_tag_read(&o->scope, pool, &t, tag, n, nname));
	put_start(&o->out, t.uri, t.name);
	for (a = t.attrs.list; a < t.attrs.list + t.attrs.n; a++)
		put_attr(&o->out, a->prefix, a->nprefix, a->name, a->nname,
		    xml_attr_value(a, pool));
	buf_adds(&o->out, ">");
	if (t.empty) {
		o->scope.nns = before;
		buf_adds(&o->out, "</>");
		return;
	}
	ck_assert_uint_lt(o->depth, MEND_DEPTH_MAX);
	o->nns[o->depth++] = before;
}

static void
on_end(void *arg, const char *name, size_t n)
{
	struct ours *o = arg;

	o->scope.nns = o->nns[--o->depth];
	buf_adds(&o->out, "</>");
}

static void
on_text(void *arg, const char *s, size_t n)
{
	struct ours *o = arg;

	ck_assert_int_eq(buf_add(&o->out, s, n), 0);
}

/* NULL when something had to be mended. */
static char *
read_ours(const struct buf *in)
{
	static const struct mend_sink sink = { on_start, on_end, on_text };
	struct ours *o = xcalloc(1, sizeof(*o));
	struct mend *m = mend_new(&sink, o);
	unsigned long line;
	size_t bom = strncmp(in->data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	char *s = NULL;

	buf_init(&o->out, OUT_MAX);
	xml_scope_init(&o->scope);
	mend_push(m, in->data + bom, in->len - bom);
	mend_end(m);
	mend_close(m);
	if (mend_issue(m, &line) == NULL && o->scope.error[0] == '\0')
		s = pool_strdup(pool, buf_str(&o->out));
	mend_free(m);
	xml_scope_clear(&o->scope);
	buf_clear(&o->out);
	free(o);
	return s;
}

/* --- libxml2's ---------------------------------------------------------- */

static void
put_element(struct buf *b, const xmlNode *n)
{
	const xmlAttr *a;
	const char *prefix;
	xmlChar *value;

	put_start(b, n->ns != NULL ? (const char *)n->ns->href : NULL,
	    (const char *)n->name);
	for (a = n->properties; a != NULL; a = a->next) {
		prefix = a->ns != NULL ? (const char *)a->ns->prefix : "";
		value = xmlNodeListGetString(n->doc, a->children, 1);
		put_attr(b, prefix, strlen(prefix), (const char *)a->name,
		    strlen((const char *)a->name),
		    value != NULL ? (const char *)value : "");
		xmlFree(value);
	}
	buf_adds(b, ">");
}

/* A line ends with LF here, also where "&#13;" stands. */
static void
put_text(struct buf *b, const char *s)
{
	for (; *s != '\0'; s++)
		if (*s != '\r')
			buf_addc(b, *s);
		else if (s[1] != '\n')
			buf_addc(b, '\n');
}

/* False when it is deeper than the mender goes. */
static bool
put_tree(struct buf *b, const xmlNode *root)
{
	const xmlNode *n = root;
	size_t depth = 1;

	for (;;) {
		if (n->type == XML_ELEMENT_NODE)
			put_element(b, n);
		else if (n->type == XML_TEXT_NODE ||
		    n->type == XML_CDATA_SECTION_NODE)
			put_text(b, (const char *)n->content);
		if (n->type == XML_ELEMENT_NODE && n->children != NULL) {
			n = n->children;
			if (++depth > MEND_DEPTH_MAX)
				return false;
			continue;
		}
		if (n->type == XML_ELEMENT_NODE)
			buf_adds(b, "</>");
		while (n != root && n->next == NULL) {
			n = n->parent;
			depth--;
			buf_adds(b, "</>");
		}
		if (n == root)
			return true;
		n = n->next;
	}
}

/* NULL when it is not well formed, or declares what we never read. */
static char *
read_theirs(const struct buf *in)
{
	xmlParserCtxt *ctxt = xmlNewParserCtxt();
	xmlDoc *doc = xmlCtxtReadMemory(ctxt, in->data, (int)in->len, NULL,
	    NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	bool good = doc != NULL && ctxt->nsWellFormed != 0;
	char *s = NULL;
	struct buf b;

	xmlFreeParserCtxt(ctxt);
	if (good && xmlGetIntSubset(doc) == NULL && (doc->encoding == NULL ||
	    strcasecmp((const char *)doc->encoding, "utf-8") == 0)) {
		buf_init(&b, OUT_MAX);
		if (put_tree(&b, xmlDocGetRootElement(doc)))
			s = pool_strdup(pool, buf_str(&b));
		buf_clear(&b);
	}
	xmlFreeDoc(doc);
	return s;
}

/* Where the two differ, and have to. */
static const char *const others[] = {
	/* "&#146;" is what windows-1252 has there, as in HTML. */
	"broken-reference-of-windows-1252.in", NULL
};

static bool
is_other(const char *name)
{
	size_t i;

	for (i = 0; others[i] != NULL; i++)
		if (strcmp(others[i], name) == 0)
			return true;
	return false;
}

/* --- the corpus --------------------------------------------------------- */

static char *
corpus(const char *name)
{
	const char *src = getenv("srcdir");

	return pool_printf(pool, "%s/tests/corpus/feeds%s%s",
	    src != NULL ? src : "..", name[0] != '\0' ? "/" : "", name);
}

static void
load(struct buf *b, const char *name)
{
	FILE *f = fopen(corpus(name), "rb");
	char chunk[4096];
	size_t n;

	ck_assert_ptr_nonnull(f);
	buf_init(b, FILE_MAX);
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		ck_assert_int_eq(buf_add(b, chunk, n), 0);
	fclose(f);
}

static size_t
same_bytes(const char *a, const char *b)
{
	size_t n = 0;

	while (a[n] != '\0' && a[n] == b[n])
		n++;
	return n;
}

/* 1 when both have read it. */
static size_t
compare(const char *name)
{
	const char *ours, *theirs = NULL;
	struct buf in;
	size_t n;

	load(&in, name);
	if (in.len > 0 && memchr(in.data, '\0', in.len) == NULL &&
	    utf8_is_valid(in.data, in.len))
		theirs = read_theirs(&in);
	if (theirs != NULL && !is_other(name)) {
		ours = read_ours(&in);
		ck_assert_msg(ours != NULL, "%s: mended", name);
		n = same_bytes(ours, theirs);
		ck_assert_msg(ours[n] == '\0' && theirs[n] == '\0',
		    "%s\nours: %.200s\ntheirs: %.200s", name, ours + n,
		    theirs + n);
	}
	buf_clear(&in);
	return theirs != NULL;
}

START_TEST(what_is_well_formed_reads_as_it_does_elsewhere)
{
	DIR *d = opendir(corpus(""));
	const struct dirent *e;
	const char *dot;
	size_t n = 0;

	ck_assert_ptr_nonnull(d);
	while ((e = readdir(d)) != NULL)
		if ((dot = strrchr(e->d_name, '.')) != NULL &&
		    strcmp(dot, ".in") == 0)
			n += compare(e->d_name);
	closedir(d);
	ck_assert_uint_ge(n, PEERS_MIN);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("feed peer");
	TCase *tc = tcase_create("corpus");

	tcase_set_timeout(tc, 120);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, what_is_well_formed_reads_as_it_does_elsewhere);
	suite_add_tcase(s, tc);
	return unit_run(s);
}
