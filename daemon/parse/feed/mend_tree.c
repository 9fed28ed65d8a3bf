/* SPDX-License-Identifier: ISC */
/*
 * The open elements.  Every tag passes here, and leaves so that start and
 * end tags match: what is missing is put in, what matches nothing is left
 * out.  An item that never ends is ended by the next one.  The root stays
 * open until the end, since feeds go on after it.
 */
#include "parse/feed/mend_priv.h"

#include <string.h>
#include <strings.h>

/* What an element is for, as far as missing end tags go. */
enum mend_kind {
	MEND_OTHER = 0,
	MEND_ITEM = 1,		/* item, entry: not inside one another */
	MEND_LEAF = 2,		/* holds text alone */
	MEND_BODY = 4,		/* holds text and perhaps inline markup */
	MEND_FIELD = 8		/* a name that no inline markup has */
};

static const char crossed[] = "crossed or missing end tags";

struct kind_name {
	const char	*name;
	uint16_t	 kind;
};

/* By the length of the name, so that a lookup compares two or three. */
static const struct kind_name kinds_2[] = {
	{ "id", MEND_LEAF }, { NULL, 0 }
};
static const struct kind_name kinds_3[] = {
	{ "ttl", MEND_LEAF | MEND_FIELD }, { NULL, 0 }
};
static const struct kind_name kinds_4[] = {
	{ "item", MEND_ITEM | MEND_FIELD }, { "link", MEND_LEAF },
	{ "guid", MEND_LEAF | MEND_FIELD }, { NULL, 0 }
};
static const struct kind_name kinds_5[] = {
	{ "title", MEND_LEAF }, { "entry", MEND_ITEM | MEND_FIELD },
	{ NULL, 0 }
};
static const struct kind_name kinds_6[] = {
	{ "author", MEND_FIELD }, { NULL, 0 }
};
static const struct kind_name kinds_7[] = {
	{ "pubdate", MEND_LEAF | MEND_FIELD },
	{ "updated", MEND_LEAF | MEND_FIELD },
	{ "summary", MEND_BODY }, { "content", MEND_BODY },
	{ "channel", MEND_FIELD }, { NULL, 0 }
};
static const struct kind_name kinds_8[] = {
	{ "category", MEND_LEAF | MEND_FIELD },
	{ "language", MEND_LEAF | MEND_FIELD },
	{ "comments", MEND_LEAF | MEND_FIELD }, { NULL, 0 }
};
static const struct kind_name kinds_9[] = {
	{ "published", MEND_LEAF | MEND_FIELD },
	{ "enclosure", MEND_LEAF | MEND_FIELD },
	{ "copyright", MEND_LEAF | MEND_FIELD }, { NULL, 0 }
};
static const struct kind_name kinds_11[] = {
	{ "description", MEND_BODY }, { NULL, 0 }
};
static const struct kind_name kinds_13[] = {
	{ "lastbuilddate", MEND_LEAF | MEND_FIELD }, { NULL, 0 }
};
static const struct kind_name kinds_15[] = {
	{ "content:encoded", MEND_BODY | MEND_FIELD }, { NULL, 0 }
};

#define KINDS_MAX	15	/* bytes of the longest name */
static const struct kind_name *const kinds[KINDS_MAX + 1] = {
	[2] = kinds_2, [3] = kinds_3, [4] = kinds_4, [5] = kinds_5,
	[6] = kinds_6, [7] = kinds_7, [8] = kinds_8, [9] = kinds_9,
	[11] = kinds_11, [13] = kinds_13, [15] = kinds_15
};

/* name is in small letters; all names are ASCII by now. */
static bool
is_name(const char *name, const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if ((s[i] >= 'A' && s[i] <= 'Z' ? s[i] | 32 : s[i]) != name[i])
			return false;
	return true;
}

static uint16_t
kind_of(const char *s, size_t n)
{
	const struct kind_name *k;

	if (n > 4 && s[3] == ':' && is_name("rss", s, 3)) {
		s += 4;
		n -= 4;
	} else if (n > 5 && s[4] == ':' && is_name("atom", s, 4)) {
		s += 5;
		n -= 5;
	}
	if (n > KINDS_MAX || kinds[n] == NULL)
		return MEND_OTHER;
	for (k = kinds[n]; k->name != NULL; k++)
		if (is_name(k->name, s, n))
			return k->kind;
	return MEND_OTHER;
}

static const char *
open_name(const struct mend *m, const struct mend_open *o)
{
	return m->names + o->name;
}

static bool
open_is(const struct mend *m, size_t depth, const char *name, size_t n)
{
	const struct mend_open *o = &m->stack[depth - 1];

	return o->n == n && memcmp(open_name(m, o), name, n) == 0;
}

static bool
open_is_nearly(const struct mend *m, size_t depth, const char *name, size_t n)
{
	const struct mend_open *o = &m->stack[depth - 1];

	return o->n == n && strncasecmp(open_name(m, o), name, n) == 0;
}

bool
mend_tree_takes_text(const struct mend *m)
{
	return m->depth > (m->root_closed ? 1 : 0);
}

/* Closes elements until depth of them are left; not the root. */
void
mend_tree_close(struct mend *m, size_t depth)
{
	const struct mend_open *o;

	while (m->depth > depth) {
		o = &m->stack[--m->depth];
		mend_stop(m, open_name(m, o), o->n);
		m->nnames = o->name;
	}
	if (m->item > depth)
		m->item = 0;
	m->deep = 0;
	m->sections = false;
}

static void
push_name(struct mend *m, const char *name, size_t n, uint16_t kind)
{
	struct mend_open *o = &m->stack[m->depth++];

	o->name = (uint32_t)m->nnames;
	o->n = (uint16_t)n;
	o->kind = kind;
	memcpy(m->names + m->nnames, name, n);
	m->nnames += n;
	if (m->item == 0 && (kind & MEND_ITEM) != 0)
		m->item = m->depth;
	m->sections = false;
}

/* An item inside an item: the first was never closed, if all that is open
 * in it is a field of it. */
static bool
ends_item(const struct mend *m, const char *name, size_t n)
{
	if (m->item == 0 || !open_is(m, m->item, name, n))
		return false;
	return m->depth == m->item || m->stack[m->item].kind != MEND_OTHER;
}

/* What the start of this element proves to be over. */
static void
end_unclosed(struct mend *m, const char *name, size_t n, uint16_t kind,
    const char *at)
{
	uint16_t field;

	if (kind == MEND_OTHER || m->depth == 0)
		return;
	/* The field of the item in which we are, however deep. */
	field = m->item > 0 && m->depth > m->item ? m->stack[m->item].kind :
	    MEND_OTHER;
	if ((kind & MEND_ITEM) != 0 && ends_item(m, name, n)) {
		mend_wrong(m, at, "an item without its end tag");
		mend_tree_close(m, m->item - 1);
	} else if ((field & (MEND_LEAF | MEND_BODY)) != 0 &&
	    (kind & MEND_FIELD) != 0) {
		mend_wrong(m, at, crossed);
		mend_tree_close(m, m->item);
	} else if ((m->stack[m->depth - 1].kind & MEND_LEAF) != 0) {
		mend_wrong(m, at, crossed);
		mend_tree_close(m, m->depth - 1);
	}
}

/* n: bytes of its name, mended. */
static void
write_tag(struct mend *m, const struct tag *t, size_t n)
{
	if (t->wrong == NULL) {
		mend_start(m, t->name - 1, t->len, n);
		return;
	}
	buf_reset(&m->tag);
	tag_write(t, &m->tag);
	mend_start(m, buf_str(&m->tag), m->tag.len, n);
}

/* The root is held open, be it ever so empty. */
static void
open_empty_root(struct mend *m, const struct tag *t, size_t n)
{
	struct tag root = *t;

	root.empty = false;
	buf_reset(&m->tag);
	tag_write(&root, &m->tag);
	mend_start(m, buf_str(&m->tag), m->tag.len, n);
	m->root_closed = true;
}

static bool
may_open(struct mend *m, const char *at)
{
	if (m->depth == MEND_DEPTH_MAX || m->deep > 0) {
		mend_wrong(m, at, "elements nested too deeply");
		return false;
	}
	if (m->root_closed && m->depth == 1)
		mend_wrong(m, at, "elements after the root");
	return true;
}

void
mend_tree_open(struct mend *m, const struct tag *t, const char *at)
{
	char fixed[TAG_NAME];
	const char *name = t->name;
	size_t n = t->nname;
	uint16_t kind;

	if (t->wrong != NULL) {
		n = tag_name(fixed, name, n);
		name = fixed;
		mend_wrong(m, at, t->wrong);
	}
	kind = kind_of(name, n);
	end_unclosed(m, name, n, kind, at);
	if (!may_open(m, at)) {
		m->deep += !t->empty;
		return;
	}
	if (t->empty && m->depth == 0) {
		open_empty_root(m, t, n);
		push_name(m, name, n, kind);
		return;
	}
	write_tag(m, t, n);
	if (!t->empty)
		push_name(m, name, n, kind);
}

void
mend_tree_open_plain(struct mend *m, const char *tag, size_t n)
{
	uint16_t kind = kind_of(tag + 1, n - 2);

	end_unclosed(m, tag + 1, n - 2, kind, tag);
	if (!may_open(m, tag)) {
		m->deep++;
		return;
	}
	mend_start(m, tag, n, n - 2);
	push_name(m, tag + 1, n - 2, kind);
}

const char *
mend_tree_end_plain(struct mend *m, const char *p, const char *end)
{
	const struct mend_open *o;
	size_t n;

	/* The root's end tag waits for the end of the document. */
	if (m->depth < 2 || m->deep > 0)
		return NULL;
	o = &m->stack[m->depth - 1];
	n = o->n;
	if ((size_t)(end - p) < n + 3 || p[n + 2] != '>' ||
	    memcmp(p + 2, open_name(m, o), n) != 0)
		return NULL;
	mend_stop(m, open_name(m, o), n);
	m->nnames = o->name;
	if (m->item == m->depth--)
		m->item = 0;
	m->sections = false;
	return p + n + 3;
}

/* The depth of the element that an end tag names; 0 when none is open. */
static size_t
find_open(const struct mend *m, const char *name, size_t n)
{
	size_t depth;

	for (depth = m->depth; depth > 0; depth--)
		if (open_is(m, depth, name, n))
			return depth;
	if (m->depth > 0 && open_is_nearly(m, m->depth, name, n))
		return m->depth;
	return 0;
}

/* Past the depth ceiling only the item and its fields are found again. */
static bool
ends_deep(const struct mend *m, size_t depth)
{
	return depth > 0 && m->item > 0 && depth <= m->item + 1;
}

void
mend_tree_end(struct mend *m, const char *name, size_t n, const char *at)
{
	char fixed[TAG_NAME];
	size_t depth;

	n = tag_name(fixed, name, n);
	depth = find_open(m, fixed, n);
	if (m->deep > 0 && !ends_deep(m, depth)) {
		m->deep--;
		return;
	}
	if (depth == 0) {
		mend_wrong(m, at, "an end tag without its start");
		return;
	}
	if (depth != m->depth || !open_is(m, depth, fixed, n))
		mend_wrong(m, at, crossed);
	if (depth > 1) {
		mend_tree_close(m, depth - 1);
		return;
	}
	mend_tree_close(m, 1);
	m->root_closed = true;
}
