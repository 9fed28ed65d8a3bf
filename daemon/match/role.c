/* SPDX-License-Identifier: ISC */
/*
 * Does an office, as found in a text, mean who holds it?  Not when it is
 * a former, deputy or coming one, nor when somebody else is named with it.
 */
#include <string.h>

#include "match/common.h"
#include "match/run.h"

#define REACH	3	/* words that "former" reaches over */

static const struct token *
tok_at(const struct match_set *m, uint32_t i)
{
	return &m->doc.toks.v[i];
}

static bool
parted(const struct match_set *m, uint32_t i)
{
	return (tok_at(m, i)->flags & (TOK_PARA | TOK_SENT | TOK_STOP |
	    TOK_COMMA | TOK_QUOTE)) != 0;
}

static bool
is_former(const struct match_set *m, uint32_t low, uint32_t first)
{
	const struct tokens *t = &m->doc.toks;
	uint32_t i = first, k;

	for (k = 0; k < REACH && i > low && !parted(m, i); k++) {
		const char *fold = token_fold(t, tok_at(m, --i));
		size_t n = tok_at(m, i)->foldlen;

		if (common_former(fold, n))
			return true;
		if (common_breaker(fold, n))
			return false;
	}
	return false;
}

static bool
is_own_given(const struct match_set *m, uint32_t figure, uint32_t i)
{
	uint32_t n;

	for (n = m->figures[figure].names; n != NONE; n = m->names[n].sibling)
		if (m->names[n].ngiven > 0 && scan_has_class(m,
		    tok_at(m, i)->hash, m->names[n].given[0]))
			return true;
	return false;
}

/* A first name and a word with a capital: somebody, and not the figure. */
static bool
is_somebody_else(const struct match_set *m, uint32_t figure, uint32_t i,
    uint32_t end)
{
	return i + 1 < end && (tok_at(m, i)->flags & TOK_CAP) != 0 &&
	    (tok_at(m, i + 1)->flags & TOK_CAP) != 0 && !parted(m, i + 1) &&
	    forms_given(m->forms, tok_at(m, i)->hash) != NULL &&
	    !is_own_given(m, figure, i);
}

static bool
is_the(const struct match_set *m, uint32_t i)
{
	return tok_at(m, i)->foldlen == 3 &&
	    memcmp(token_fold(&m->doc.toks, tok_at(m, i)), "the", 3) == 0;
}

bool
role_is_void(const struct match_set *m, uint32_t figure, uint32_t first,
    uint32_t last)
{
	const struct dfield *f = &m->doc.field[doc_field_of(&m->doc, first)];
	uint32_t next = last + 1;
	const struct token *t;

	if (is_former(m, f->first, first))
		return true;
	/* "Mikhail Fradkov, the SVR director": a name, a comma, the office. */
	if (first > f->first && is_the(m, first - 1))
		first--;
	if (first >= f->first + 2 &&
	    (tok_at(m, first)->flags & TOK_COMMA) != 0 &&
	    is_somebody_else(m, figure, first - 2, first))
		return true;
	if (next >= f->end || (tok_at(m, next)->flags & (TOK_PARA | TOK_SENT |
	    TOK_STOP | TOK_QUOTE)) != 0)
		return false;
	if ((tok_at(m, next)->flags & TOK_COMMA) != 0)
		return is_somebody_else(m, figure, next, f->end);
	t = tok_at(m, next);
	return common_not_yet(token_fold(&m->doc.toks, t), t->foldlen) ||
	    is_somebody_else(m, figure, next, f->end);
}
