/* SPDX-License-Identifier: ISC */
/*
 * Is this surname the person?  What stands around it decides: a given
 * name, initials, a patronymic between, an inverted name with its comma.
 */
#include <string.h>

#include "base/utf8.h"
#include "match/set.h"

static const struct token *
tok_at(const struct match_set *m, uint32_t i)
{
	return &m->doc.toks.v[i];
}

/* Do words i - 1 and i belong to one name? */
static bool
linked(const struct match_set *m, uint32_t i)
{
	const struct token *t = tok_at(m, i);

	if ((t->flags & (TOK_PARA | TOK_COMMA | TOK_QUOTE)) != 0)
		return false;
	if ((t->flags & (TOK_STOP | TOK_SENT)) == 0)
		return true;
	/* The full stop of an initial ends nothing. */
	return (tok_at(m, i - 1)->flags & TOK_DOT) != 0 &&
	    tok_at(m, i - 1)->cpend - tok_at(m, i - 1)->cp <= 2;
}

static bool
is_initial(const struct match_set *m, uint32_t i)
{
	const struct token *t = tok_at(m, i);

	return (t->flags & TOK_CAP) != 0 && (t->cpend - t->cp == 1 ||
	    (t->cpend - t->cp == 2 && (t->flags & TOK_DOT) != 0));
}

static bool
initial_of(const struct match_set *m, uint32_t i, uint32_t class)
{
	const struct class *c = &m->classes[class];
	uint32_t cp, k;

	utf8_decode(token_fold(&m->doc.toks, tok_at(m, i)),
	    tok_at(m, i)->foldlen, &cp);
	for (k = 0; k < c->ninitials; k++)
		if (c->initial[k] == cp)
			return true;
	return false;
}

static bool
is_given(const struct match_set *m, const struct name *n, uint32_t i)
{
	return n->ngiven > 0 &&
	    scan_has_class(m, tok_at(m, i)->hash, n->given[0]);
}

/* Goes left over given names and initials; false when they are another's. */
static bool
look_left(const struct match_set *m, const struct name *n, uint32_t low,
    uint32_t *first)
{
	uint32_t i = *first, steps, initial = NONE;

	for (steps = 0; steps < 3 && i > low && linked(m, i); steps++) {
		i--;
		if (is_given(m, n, i)) {
			*first = i;
			return true;
		}
		if (is_initial(m, i))
			initial = i;
		else if ((tok_at(m, i)->flags & TOK_CAP) == 0 ||
		    initial != NONE)
			break;
	}
	if (initial == NONE)
		return true;
	if (n->ngiven > 0 && !initial_of(m, initial, n->given[0]))
		return false;
	*first = initial;
	return true;
}

static void
look_right(const struct match_set *m, const struct name *n, uint32_t end,
    uint32_t *last)
{
	uint32_t i = *last + 1;

	if (n->ngiven == 0 || i >= end)
		return;
	if (!linked(m, i) && (tok_at(m, i)->flags & (TOK_STOP | TOK_PARA |
	    TOK_SENT | TOK_QUOTE)) != 0)
		return;
	if (is_given(m, n, i))
		*last = i;
}

bool
person_at(const struct match_set *m, const struct name *n, uint32_t at,
    uint32_t tag, uint32_t *first, uint32_t *last)
{
	const struct dfield *f = &m->doc.field[doc_field_of(&m->doc, at)];
	uint32_t i, k, sur;

	if (at - f->first + 1 < n->nsurname)
		return false;
	for (k = n->nsurname - 1, i = at; k-- > 0;)
		if (!scan_has_class(m, tok_at(m, --i)->hash, n->surname[k]))
			return false;
	*first = sur = at + 1 - n->nsurname;
	*last = at;
	if (!look_left(m, n, f->first, first))
		return false;
	if (*first == sur)
		look_right(m, n, f->end, last);
	/* With its given name it is a name in small letters, too. */
	return (tok_at(m, at)->flags & TOK_CAP) != 0 ||
	    (tag & FORM_LOWER) != 0 || *first != sur || *last != at;
}

bool
role_is_void(const struct match_set *m, uint32_t first, uint32_t last)
{
	static const char *const before[] = { "former", "ex", "then",
	    "deputy", "vice", "бывший", "бывшего", "бывшему", "бывшим",
	    "бывшем", "экс", "вице", "колишній", "заместитель",
	    "заместителя" };
	const struct token *t;
	size_t k;

	if (first == m->doc.field[doc_field_of(&m->doc, first)].first)
		return false;
	t = tok_at(m, first - 1);
	for (k = 0; k < sizeof(before) / sizeof(before[0]); k++)
		if (strlen(before[k]) == t->foldlen &&
		    memcmp(before[k], token_fold(&m->doc.toks, t),
		    t->foldlen) == 0)
			return true;
	return false;
}
