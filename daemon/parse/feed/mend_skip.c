/* SPDX-License-Identifier: ISC */
/*
 * What does not come through: declarations, processing instructions,
 * comments and document types.  They are read only to find their end, and
 * to tell whether they were right.
 */
#include "parse/feed/mend_priv.h"

#include <string.h>

#define DOCTYPE_MAX	32768	/* bytes of a document type; more is none */

static const char broken_doctype[] = "a document type without its end";

const char *
mend_doctype_enter(struct mend *m, const char *next)
{
	m->quote = '\0';
	m->brackets = 0;
	m->doctype = 0;
	m->has_doctype = true;
	return mend_enter(m, MEND_DOCTYPE, next);
}

/* Not "<?xml-stylesheet". */
bool
mend_is_declaration(const char *p, const char *end)
{
	return mend_starts(p, end, "<?xml") && (end - p == 5 ||
	    mend_is_blank(p[5]) || p[5] == '?' || p[5] == '>');
}

const char *
mend_comment_step(struct mend *m, const char *p, const char *end)
{
	const char *q = memmem(p, (size_t)(end - p), "--", 2);

	if (q == NULL || end - q < 3) {
		if (m->last) {
			mend_wrong(m, p, "the document breaks off");
			return end;
		}
		return end - p > 2 ? end - 2 : NULL;
	}
	if (q[2] == '>')
		return mend_enter(m, MEND_TEXT, q + 3);
	mend_wrong(m, q, "\"--\" in a comment");
	return q + 1;
}

const char *
mend_pi_step(struct mend *m, const char *p, const char *end)
{
	const char *q = memmem(p, (size_t)(end - p), "?>", 2);

	if (q != NULL)
		return mend_enter(m, MEND_TEXT, q + 2);
	if (m->last) {
		mend_wrong(m, p, "the document breaks off");
		return end;
	}
	return end - p > 1 ? end - 1 : NULL;
}

const char *
mend_declaration_step(struct mend *m, const char *p, const char *end)
{
	const char *q = memchr(p, '>', (size_t)(end - p));

	if (q == NULL)
		return m->last || end - p >= MEND_TAG_MAX ? end : NULL;
	if (q == p || q[-1] != '?' || mend_starts(p, end, "xml?") ||
	    (q - p > 1 && q[-2] == '?'))
		mend_wrong(m, p, "a malformed XML declaration");
	return mend_enter(m, MEND_TEXT, q + 1);
}

/* Behind a comment of a document type; NULL when its end is not there. */
static const char *
doctype_comment(const struct mend *m, const char *p, const char *end)
{
	const char *q;

	if (end - p < 4 && !m->last)
		return NULL;
	if (!mend_starts(p, end, "<!--"))
		return p + 1;
	q = memmem(p, (size_t)(end - p), "-->", 3);
	if (q == NULL)
		return m->last || end - p >= MEND_TAG_MAX ? end : NULL;
	return q + 3;
}

/*
 * Skips the document type with all that it declares.  Quotes and brackets
 * count, comments do not; past the ceiling it is taken for broken.
 */
const char *
mend_doctype_step(struct mend *m, const char *p, const char *end)
{
	if (m->doctype >= DOCTYPE_MAX) {
		mend_wrong(m, p, broken_doctype);
		return mend_enter(m, MEND_TEXT, p);
	}
	m->doctype++;
	if (m->quote != '\0') {
		if (*p == m->quote)
			m->quote = '\0';
		return p + 1;
	}
	switch (*p) {
	case '<':
		if (end - p > 1 && mend_is_letter(p[1])) {
			mend_wrong(m, p, broken_doctype);
			return mend_enter(m, MEND_TEXT, p);
		}
		return doctype_comment(m, p, end);
	case '"':
	case '\'':
		m->quote = *p;
		return p + 1;
	case '[':
		m->brackets++;
		return p + 1;
	case ']':
		m->brackets -= m->brackets > 0;
		return p + 1;
	case '>':
		if (m->brackets == 0)
			m->state = MEND_TEXT;
		return p + 1;
	default:
		return p + 1;
	}
}

const char *
mend_bogus_step(struct mend *m, const char *p, const char *end)
{
	const char *q = memchr(p, '>', (size_t)(end - p));

	return q != NULL ? mend_enter(m, MEND_TEXT, q + 1) : end;
}
