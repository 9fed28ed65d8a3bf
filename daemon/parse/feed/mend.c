/* SPDX-License-Identifier: ISC */
/*
 * Reads the document once, front to back, in states; text goes through as
 * it lies.  A step looks at what is at p and returns where the next step
 * begins, or NULL when the rest of the block does not tell yet: then it is
 * kept and looked at again together with the next block.
 */
#include "parse/feed/mend.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/scan.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "parse/feed/mend_priv.h"

#define PIECE		32768	/* bytes that are read at once */
/* No step leaves more than a tag unread. */
#define PEND_MAX	((size_t)MEND_TAG_MAX + PIECE)
#define LOOKAHEAD	64	/* bytes after "</item>" that are looked at */

/* To clear the arrays of this and of the reader was a tenth of the work that
 * a feed of 14 KB takes. */
struct mend *
mend_new(const struct mend_sink *sink, void *arg)
{
	struct mend *m = xmalloc(sizeof(*m));

	memset(m, 0, offsetof(struct mend, out));
	m->sink = *sink;
	m->arg = arg;
	buf_init(&m->pend, PEND_MAX);
	buf_init(&m->tag, MEND_REWRITTEN);
	return m;
}

void
mend_free(struct mend *m)
{
	if (m == NULL)
		return;
	buf_clear(&m->pend);
	buf_clear(&m->tag);
	free(m);
}

static void
put_text(struct mend *m, const char *p, const char *end)
{
	if (mend_tree_takes_text(m)) {
		mend_keep(m, p, (size_t)(end - p));
		return;
	}
	while (p < end && mend_is_blank(*p))
		p++;
	if (p < end)
		mend_wrong(m, p, "text outside the root");
}

/* Text that is not of the block. */
static void
put_new(struct mend *m, const char *at, const char *text, size_t n)
{
	if (mend_tree_takes_text(m))
		mend_text(m, text, n);
	else
		mend_wrong(m, at, "text outside the root");
}

static const char *
put_instead(struct mend *m, const char *at, const char *text,
    const char *what, const char *next)
{
	mend_wrong(m, at, what);
	put_new(m, at, text, strlen(text));
	return next;
}

/*
 * A carriage return, up to next.  XML knows but one end of a line, LF, and
 * who writes "&#13;" means no other.
 */
static const char *
return_step(struct mend *m, const char *p, const char *next, const char *end)
{
	if (end - next < 5 && !m->last)
		return NULL;
	if (!mend_starts(next, end, "\n") && !mend_starts(next, end, "&#10;") &&
	    !mend_starts(next, end, "&#xa;") && mend_tree_takes_text(m))
		put_new(m, p, "\n", 1);
	return next;
}

static const char *
reference_step(struct mend *m, const char *p, const char *end)
{
	struct ref r;

	if (!ref_read(&r, p, (size_t)(end - p), m->last))
		return NULL;
	/* What a document type declares, only its reader can tell. */
	if (r.wrong != NULL && !(r.entity && m->has_doctype))
		mend_wrong(m, p, r.wrong);
	if (r.ntext == 1 && r.text[0] == '\r')
		return return_step(m, p, p + r.len, end);
	put_new(m, p, r.text, r.ntext);
	return p + r.len;
}

/* "a <b and c": nothing that looks like a tag but its first two bytes. */
static bool
is_no_tag(const struct tag *t)
{
	size_t i;

	if (!t->open_ended)
		return false;
	for (i = 0; i < t->nattrs; i++)
		if (t->attrs[i].value != NULL)
			return false;
	return t->nattrs > 0;
}

static const char *
start_step(struct mend *m, const char *p, const char *end)
{
	size_t n = (size_t)(end - p), plain = tag_plain(p, n);
	bool whole = m->last || n >= MEND_TAG_MAX;
	struct tag t;

	if (plain > 0) {
		mend_tree_open_plain(m, p, plain);
		return p + plain;
	}
	if (!tag_read(&t, p, n < MEND_TAG_MAX ? n : MEND_TAG_MAX, whole))
		return NULL;
	if (t.open_ended && t.len == n && m->last) {
		mend_wrong(m, p, "the document breaks off");
		return end;
	}
	if (t.open_ended && t.len == MEND_TAG_MAX) {
		mend_wrong(m, p, "a start tag of more than 32 KiB");
		m->state = MEND_TAG_REST;
	} else if (is_no_tag(&t))
		return put_instead(m, p, "<", "a bare '<'", p + 1);
	mend_tree_open(m, &t, p);
	return p + t.len;
}

static const char *
end_step(struct mend *m, const char *p, const char *end)
{
	const char *name = p + 2, *stop, *q;
	size_t limit = (size_t)(end - name);

	if ((stop = mend_tree_end_plain(m, p, end)) != NULL)
		return stop;
	limit = limit < MEND_TAG_MAX ? limit : MEND_TAG_MAX;
	for (stop = name; stop < name + limit; stop++)
		if (*stop == '>' || *stop == '<')
			break;
	if (stop == name + limit && limit < MEND_TAG_MAX) {
		if (m->last)
			mend_wrong(m, p, "the document breaks off");
		return m->last ? end : NULL;
	}
	while (name < stop && mend_is_blank(*name))
		name++;
	for (q = name; q < stop && !mend_is_blank(*q) && *q != '/'; q++)
		continue;
	if (stop == end || *stop != '>')
		mend_wrong(m, p, "an end tag without its '>'");
	mend_tree_end(m, name, (size_t)(q - name), p);
	return stop < end && *stop == '>' ? stop + 1 : stop;
}

static const char *
cdata_enter(struct mend *m, const char *p)
{
	if (memcmp(p, "<![CDATA[", 9) != 0)
		mend_wrong(m, p, "\"CDATA\" in small letters");
	return mend_enter(m, MEND_CDATA, p + 9);
}

static const char *
declaration_enter(struct mend *m, const char *p, const char *end)
{
	if (mend_starts(p, end, "<!--"))
		return mend_enter(m, MEND_COMMENT, p + 4);
	if (mend_starts(p, end, "<![CDATA["))
		return cdata_enter(m, p);
	if (mend_starts(p, end, "<!DOCTYPE") && m->depth == 0)
		return mend_doctype_enter(m, p + 9);
	mend_wrong(m, p, "a declaration out of place");
	return mend_enter(m, MEND_BOGUS, p + 2);
}

static const char *
markup_step(struct mend *m, const char *p, const char *end)
{
	if (end - p < 9 && !m->last && memchr(p, '>', (size_t)(end - p)) ==
	    NULL)
		return NULL;
	if (end - p < 2)
		return put_instead(m, p, "<", "a bare '<'", end);
	if (p[1] == '/')
		return end_step(m, p, end);
	if (mend_is_letter(p[1]))
		return start_step(m, p, end);
	if (p[1] == '!')
		return declaration_enter(m, p, end);
	if (p[1] == '?') {
		if (!mend_is_declaration(p, end))
			return mend_enter(m, MEND_PI, p + 2);
		if (m->begun)
			mend_wrong(m, p,
			    "an XML declaration that is not at the start");
		return mend_enter(m, MEND_DECLARATION, p + 2);
	}
	if (p[1] == '_' || p[1] == ':' || (unsigned char)p[1] >= 0x80)
		return start_step(m, p, end);
	return put_instead(m, p, "<", "a bare '<'", p + 1);
}

/*
 * XML forbids "]]>" in text.  Behind a section it is what is left of one
 * inside another, and of no use to a reader.
 */
static const char *
bracket_step(struct mend *m, const char *p, const char *end)
{
	static const char stray[] = "\"]]>\" in text";

	if (end - p < 3 && !m->last)
		return NULL;
	if (mend_starts(p, end, "]]>"))
		return put_instead(m, p, m->sections ? "" : "]]>", stray,
		    p + 3);
	put_text(m, p, p + 1);
	return p + 1;
}

/* Text that needs no look. */
static const char *
text_run(const char *p, const char *end)
{
	for (;;) {
		p += scan_text(p, (size_t)(end - p));
		if (p == end || *p != '\xef' || mend_is_noncharacter(p))
			return p;
		p += 3;
	}
}

/* What has no place in text goes. */
static const char *
forbidden_step(struct mend *m, const char *p)
{
	if (*p == '\xef') {
		mend_wrong(m, p, "a character that XML forbids");
		return p + 3;
	}
	mend_wrong(m, p, "a control character");
	return p + 1;
}

static const char *
text_step(struct mend *m, const char *p, const char *end)
{
	const char *q = text_run(p, end);

	if (q > p) {
		put_text(m, p, q);
		return q;
	}
	if (*q == '<')
		return markup_step(m, q, end);
	if (*q == '&')
		return reference_step(m, q, end);
	if (*q == ']')
		return bracket_step(m, q, end);
	if (*q == '\r')
		return return_step(m, q, q + 1, end);
	return forbidden_step(m, q);
}

/*
 * "</item>" and the next "<item>" inside a section that was never closed:
 * no HTML has that, and it would swallow all items to come.
 * 1 yes, 0 no, -1 cannot tell yet.
 */
static int
is_item_end(const struct mend *m, const char *p, const char *end)
{
	const struct mend_open *o;
	const char *q;

	if (m->item == 0)
		return 0;
	o = &m->stack[m->item - 1];
	if (end - p < o->n + 3)
		return m->last ? 0 : -1;
	if (p[1] != '/' || p[o->n + 2] != '>' ||
	    memcmp(p + 2, m->names + o->name, o->n) != 0)
		return 0;
	for (q = p + o->n + 3; q < end && mend_is_blank(*q); q++)
		continue;
	if (end - q < o->n + 3 && q - p < LOOKAHEAD && !m->last)
		return -1;
	if (mend_starts(q, end, "</channel") || mend_starts(q, end, "</feed") ||
	    mend_starts(q, end, "</rdf:"))
		return 1;
	return end - q > o->n && *q == '<' &&
	    memcmp(q + 1, m->names + o->name, o->n) == 0;
}

static const char *
cdata_end(struct mend *m, const char *next)
{
	m->sections = true;
	return mend_enter(m, MEND_TEXT, next);
}

/* Where a section needs a look: what else stops in text is text here. */
static const char *
cdata_run(const char *p, const char *end)
{
	for (;; p++) {
		p = text_run(p, end);
		if (p == end || (*p != '&' &&
		    (*p != '<' || p + 1 == end || p[1] == '/')))
			return p;
	}
}

static const char *
cdata_step(struct mend *m, const char *p, const char *end)
{
	const char *q = cdata_run(p, end);
	int item_end;

	if (q > p) {
		put_text(m, p, q);
		return q;
	}
	if (*q == '\r')
		return return_step(m, q, q + 1, end);
	if (*q == ']' && end - q < 3 && !m->last)
		return NULL;
	if (mend_starts(q, end, "]]>"))
		return cdata_end(m, q + 3);
	if (*q == '<') {
		if (end - q < 2 && !m->last)
			return NULL;
		item_end = is_item_end(m, q, end);
		if (item_end < 0)
			return NULL;
		if (item_end > 0) {
			mend_wrong(m, q, "a CDATA section without its end");
			return cdata_end(m, q);
		}
	}
	if (*q != '<' && *q != ']')
		return forbidden_step(m, q);
	put_text(m, q, q + 1);
	return q + 1;
}

static const mend_step steps[] = {
	[MEND_TEXT] = text_step,
	[MEND_CDATA] = cdata_step,
	[MEND_COMMENT] = mend_comment_step,
	[MEND_PI] = mend_pi_step,
	[MEND_DECLARATION] = mend_declaration_step,
	[MEND_DOCTYPE] = mend_doctype_step,
	[MEND_BOGUS] = mend_bogus_step,
	[MEND_TAG_REST] = mend_bogus_step
};

/* Returns how far it came; the rest cannot be read yet. */
static const char *
run(struct mend *m, const char *p, const char *end)
{
	const char *next;

	m->block = p;
	while (p < end) {
		next = steps[m->state](m, p, end);
		if (next == NULL)
			break;
		m->begun = true;
		p = next;
	}
	if (m->issue == NULL)
		m->line += mend_lines(m->block, p);
	m->block = NULL;
	mend_settle(m);
	return p;
}

static void
push_piece(struct mend *m, const char *s, size_t n)
{
	const char *rest;

	if (m->pend.len == 0) {
		rest = run(m, s, s + n);
		buf_add(&m->pend, rest, (size_t)(s + n - rest));
		return;
	}
	buf_add(&m->pend, s, n);
	rest = run(m, m->pend.data, m->pend.data + m->pend.len);
	buf_drain(&m->pend, (size_t)(rest - m->pend.data));
}

void
mend_push(struct mend *m, const char *s, size_t n)
{
	size_t piece;

	for (; n > 0; n -= piece, s += piece) {
		piece = utf8_cut(s, n, PIECE);
		push_piece(m, s, piece);
	}
}

void
mend_junk(struct mend *m)
{
	mend_wrong(m, NULL, "something before the root");
}

bool
mend_end(struct mend *m)
{
	const char *p = buf_str(&m->pend);
	bool cut;

	m->last = true;
	run(m, p, p + m->pend.len);
	buf_reset(&m->pend);
	if (m->state == MEND_CDATA)
		cdata_end(m, p);
	cut = m->depth > (m->root_closed ? 1 : 0);
	if (cut)
		mend_wrong(m, NULL, "the document breaks off");
	return cut;
}

void
mend_close(struct mend *m)
{
	mend_tree_close(m, 0);
}

const char *
mend_issue(const struct mend *m, unsigned long *line)
{
	*line = m->issue_line;
	return m->issue;
}
