/* SPDX-License-Identifier: ISC */
/*
 * libxml2's HTML parser gives events; this keeps of them what the
 * extractor asks for.  Its own tree is not built: that costs more than
 * the parse, and has limits (depth, text size) that events do not have.
 * What an open element is to us and what it is to libxml2 can differ, so
 * the stack has one entry for each of its open elements, ours inside.
 */
#include "parse/extract/tree.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include "base/utf8.h"
#include "base/xalloc.h"
#include "parse/extract/blank.h"

#define ATTR_MAX_BYTES	65536	/* of one value; the rest is cut */
#define NAMES_MAX	100000	/* different ones in a page */
#define WORK_MAX	400000000	/* names that libxml2 compares */
#define TEXT_NODES	1000	/* of an element whose text is wanted whole */
#define LD_JSON		"application/ld+json"

struct builder {
	struct tree	*t;
	htmlParserCtxtPtr ctxt;
	uint64_t	 work;		/* that libxml2 had with it */
	uint32_t	*stack;		/* our node for each open element */
	size_t		 depth;
	size_t		 stack_cap;
	size_t		 skip;		/* depth at which skipping began */
	size_t		 nodes_cap;
	size_t		 attrs_cap;
	size_t		 bytes_cap;
	uint32_t	 text;		/* open text node; 0 none */
	enum brk	 brk;		/* border passed since last text */
	bool		 noscript;	/* to be read, too */
};

/* 0 when the ceiling is met; node 0 is the document, so it is none. */
static uint32_t
node_add(struct builder *b, enum tag tag)
{
	struct tree *t = b->t;
	struct node *n;

	if (t->n == TREE_MAX_NODES) {
		t->truncated = true;
		return 0;
	}
	if (t->n == b->nodes_cap) {
		b->nodes_cap *= 2;
		t->nodes = xreallocarray(t->nodes, b->nodes_cap,
		    sizeof(*t->nodes));
	}
	n = &t->nodes[t->n];
	memset(n, 0, sizeof(*n));
	n->tag = (uint8_t)tag;
	n->parent = b->stack[b->depth - 1];
	return t->n++;
}

/* Room was made for all bytes of the page: text never grows by parsing. */
static uint32_t
bytes_add(struct builder *b, const char *s, size_t n)
{
	struct tree *t = b->t;
	uint32_t at = (uint32_t)t->nbytes;

	if (n > b->bytes_cap - t->nbytes) {
		t->truncated = true;
		n = b->bytes_cap - t->nbytes;
	}
	memcpy(t->bytes + t->nbytes, s, n);
	t->nbytes += n;
	return at;
}

static bool
is_blank(const char *s, size_t n)
{
	size_t at, k;

	for (at = 0; at < n; at += k)
		if ((k = blank_len(s + at, n - at)) == 0)
			return false;
	return true;
}

/*
 * libxml2 gives one text in many pieces; it is whole when an element
 * begins or ends.  A border counts for the next text that one can see.
 */
static void
text_end(struct builder *b)
{
	struct node *n;

	if (b->text == 0)
		return;
	n = &b->t->nodes[b->text];
	if (!is_blank(b->t->bytes + n->at, n->len)) {
		n->brk = (uint8_t)b->brk;
		b->brk = BRK_NONE;
	}
	n->end = b->text + 1;
	b->text = 0;
}

static void
push(struct builder *b, uint32_t node)
{
	if (b->depth == b->stack_cap) {
		b->stack_cap *= 2;
		b->stack = xreallocarray(b->stack, b->stack_cap,
		    sizeof(*b->stack));
	}
	b->stack[b->depth++] = node;
}

/* Values stand between the texts, each with its NUL. */
static void
attrs_add(struct builder *b, struct node *n, const xmlChar **atts)
{
	struct tree *t = b->t;
	const char *value;
	enum attr name;

	n->at = t->nattrs;
	for (; atts != NULL && atts[0] != NULL; atts += 2) {
		name = attr_find((const char *)atts[0]);
		if (name == ATTR_NONE)
			continue;
		if (t->nattrs == b->attrs_cap) {
			b->attrs_cap *= 2;
			t->attrs = xreallocarray(t->attrs, b->attrs_cap,
			    sizeof(*t->attrs));
		}
		value = atts[1] != NULL ? (const char *)atts[1] : "";
		t->attrs[t->nattrs].name = (uint8_t)name;
		t->attrs[t->nattrs].at = bytes_add(b, value,
		    strnlen(value, ATTR_MAX_BYTES));
		bytes_add(b, "", 1);
		t->nattrs++;
		n->len++;
	}
}

/*
 * HTML 5 ends a paragraph where libxml2 leaves it open: our paragraph
 * ends here, and what libxml2 still puts into it goes to its parent.
 */
static void
close_p(struct builder *b)
{
	struct tree *t = b->t;
	uint32_t p = b->stack[b->depth - 1];

	if (t->nodes[p].tag != TAG_P)
		return;
	t->nodes[p].end = t->n;
	b->stack[b->depth - 1] = t->nodes[p].parent;
}

/* Of scripts only JSON-LD is data about the page. */
static bool
is_skipped(const struct builder *b, enum tag tag, const xmlChar **atts)
{
	if (tag == TAG_NOSCRIPT)
		return !b->noscript;
	if (tag != TAG_SCRIPT)
		return tag == TAG_SKIP;
	for (; atts != NULL && atts[0] != NULL; atts += 2)
		if (strcmp((const char *)atts[0], "type") == 0)
			return atts[1] == NULL || strncasecmp(
			    (const char *)atts[1], LD_JSON,
			    strlen(LD_JSON)) != 0;
	return true;
}

static void
border(struct builder *b, enum tag tag)
{
	if (tag == TAG_BR)
		b->brk = b->brk == BRK_NONE ? BRK_SOFT : BRK_HARD;
	else if (tag_is_block(tag))
		b->brk = BRK_HARD;
}

/* A page whose tags cost libxml2 their square ends where that is met. */
static void
add_work(struct builder *b, uint64_t work)
{
	b->work += work;
	if (b->work < WORK_MAX && xmlDictSize(b->ctxt->dict) < NAMES_MAX)
		return;
	b->t->truncated = true;
	xmlStopParser(b->ctxt);
}

static void
on_start(void *ctx, const xmlChar *name, const xmlChar **atts)
{
	struct builder *b = ctx;
	enum tag tag;
	uint32_t n;

	/* Each attribute was compared with those before it. */
	for (n = 0; atts != NULL && atts[n] != NULL; n += 2)
		;
	add_work(b, (uint64_t)n * n / 8);
	if (b->skip > 0) {
		push(b, b->stack[b->depth - 1]);
		return;
	}
	text_end(b);
	tag = tag_find((const char *)name);
	border(b, tag);
	if (is_skipped(b, tag, atts)) {
		push(b, b->stack[b->depth - 1]);
		b->skip = b->depth;
		return;
	}
	if (tag_ends_p(tag))
		close_p(b);
	if ((n = node_add(b, tag)) == 0) {
		push(b, b->stack[b->depth - 1]);
		return;
	}
	attrs_add(b, &b->t->nodes[n], atts);
	push(b, n);
}

static void
on_end(void *ctx, const xmlChar *name)
{
	struct builder *b = ctx;
	struct tree *t = b->t;
	uint32_t n;

	if (b->depth <= 1)
		return;
	n = b->stack[--b->depth];
	if (b->skip > 0) {
		if (b->depth < b->skip)
			b->skip = 0;
		return;
	}
	text_end(b);
	/* Its place may be held by a parent: see close_p(). */
	if (n == b->stack[b->depth - 1])
		return;
	t->nodes[n].end = t->n;
	if (t->nodes[n].tag != TAG_BR)
		border(b, t->nodes[n].tag);
}

/*
 * "&#147;" means what windows-1252 has there; libxml2 gives the control
 * character, in a call of its own.
 */
static size_t
mend_c1(const char *s, size_t len, char out[UTF8_MAX])
{
	static const uint16_t windows[32] = {
		0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
		0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
		0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
		0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178
	};
	unsigned char c = (unsigned char)s[1];

	if (len != 2 || (unsigned char)s[0] != 0xc2 || c >= 0xa0)
		return 0;
	return utf8_encode(windows[c - 0x80] != 0 ? windows[c - 0x80] : ' ',
	    out);
}

static void
on_text(void *ctx, const xmlChar *s, int len)
{
	struct builder *b = ctx;
	char mended[UTF8_MAX];
	size_t n;

	if (b->skip > 0 || len <= 0)
		return;
	if (b->text == 0) {
		if ((b->text = node_add(b, TAG_TEXT)) == 0)
			return;
		b->t->nodes[b->text].at = (uint32_t)b->t->nbytes;
	}
	if (len == 2 && (n = mend_c1((const char *)s, 2, mended)) > 0)
		bytes_add(b, mended, n);
	else
		bytes_add(b, (const char *)s, (size_t)len);
	b->t->nodes[b->text].len = (uint32_t)b->t->nbytes -
	    b->t->nodes[b->text].at;
}

static void
builder_init(struct builder *b, size_t len)
{
	struct tree *t = xcalloc(1, sizeof(*t));

	memset(b, 0, sizeof(*b));
	b->t = t;
	b->nodes_cap = 256 + len / 64;
	b->attrs_cap = 256;
	b->stack_cap = 64;
	/* References shrink; a value's NUL has the room of its quotes. */
	b->bytes_cap = len + 64;
	t->nodes = xreallocarray(NULL, b->nodes_cap, sizeof(*t->nodes));
	t->attrs = xreallocarray(NULL, b->attrs_cap, sizeof(*t->attrs));
	t->bytes = xmalloc(b->bytes_cap + 1);
	b->stack = xreallocarray(NULL, b->stack_cap, sizeof(*b->stack));
	b->stack[0] = 0;
	b->depth = 1;
	node_add(b, TAG_OTHER);
}

static void
builder_finish(struct builder *b)
{
	struct tree *t = b->t;

	text_end(b);
	while (b->depth > 0)
		t->nodes[b->stack[--b->depth]].end = t->n;
	t->bytes[t->nbytes] = '\0';
	free(b->stack);
}

/*
 * Every page has errors, and nobody reads about them; but an end tag that
 * ends nothing, or a second body, was looked for among all elements that
 * are open.
 */
static void
on_error(void *ctx, const char *fmt, ...)
{
	struct builder *b = ctx;

	if (b->ctxt->errNo != XML_HTML_UNKNOWN_TAG && b->ctxt->nameNr > 0)
		add_work(b, (uint64_t)b->ctxt->nameNr);
}

struct tree *
tree_parse(const char *s, size_t len, bool noscript)
{
	struct builder b;
	htmlSAXHandler sax;
	htmlParserCtxtPtr ctxt;
	size_t safe = tree_safe_len(s, len);

	builder_init(&b, safe);
	b.noscript = noscript;
	b.t->truncated = safe < len;
	memset(&sax, 0, sizeof(sax));
	sax.startElement = on_start;
	sax.endElement = on_end;
	sax.characters = on_text;
	sax.ignorableWhitespace = on_text;
	sax.cdataBlock = on_text;
	sax.error = on_error;
	ctxt = htmlCreateMemoryParserCtxt(safe > 0 ? s : " ",
	    safe > 0 ? (int)safe : 1);
	if (ctxt != NULL) {
		*ctxt->sax = sax;
		ctxt->userData = &b;
		b.ctxt = ctxt;
		/* Without RECOVER any "</" inside a script ends it. */
		htmlCtxtUseOptions(ctxt, HTML_PARSE_RECOVER |
		    HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
		    HTML_PARSE_IGNORE_ENC | XML_PARSE_HUGE);
		/* The bytes are UTF-8 already: no guess, no conversion. */
		ctxt->charset = XML_CHAR_ENCODING_UTF8;
		htmlParseDocument(ctxt);
		htmlFreeParserCtxt(ctxt);
	}
	builder_finish(&b);
	return b.t;
}

void
tree_free(struct tree *t)
{
	if (t == NULL)
		return;
	free(t->nodes);
	free(t->attrs);
	free(t->bytes);
	free(t);
}

const char *
tree_attr(const struct tree *t, uint32_t i, enum attr name)
{
	const struct node *n = &t->nodes[i];
	uint32_t k;

	if (n->tag == TAG_TEXT)
		return NULL;
	for (k = n->at; k < n->at + n->len; k++)
		if (t->attrs[k].name == name)
			return t->bytes + t->attrs[k].at;
	return NULL;
}

size_t
tree_text(const struct tree *t, uint32_t i, char sep, char *out,
    size_t size)
{
	uint32_t k, end = t->nodes[i].end;
	size_t n = 0;

	if (end - i > TEXT_NODES)
		return 0;
	for (k = i; k < end; k++) {
		const struct node *node = &t->nodes[k];

		if (node->tag != TAG_TEXT) {
			/* A border parts words, whatever stands there. */
			if ((tag_is_block(node->tag) || node->tag == TAG_BR) &&
			    n > 0 && n + 1 < size)
				out[n++] = sep;
			continue;
		}
		if (node->len >= size - n)
			return 0;
		memcpy(out + n, t->bytes + node->at, node->len);
		n += node->len;
	}
	return blank_collapse(out, n);
}

uint32_t
tree_next(const struct tree *t, uint32_t from, uint32_t end, enum tag tag)
{
	while (from < end && t->nodes[from].tag != tag)
		from++;
	return from;
}
