/* SPDX-License-Identifier: ISC */
/*
 * Tokens to a well-nested tree, by a stack of open elements.  The rules of
 * HTML for what a tag ends or needs around it are followed as far as kept
 * elements go, so that a browser which reads the result builds the same
 * tree.  Both the sanitiser and the plain text hang on this one tree.
 */
#include "parse/markup_tree.h"

#include <string.h>

#include "parse/markup.h"

/* A table keeps room for its section, row and cell. */
#define TABLE_ROOM	4

struct open {
	const struct element_rule	*rule;
	uint16_t			 groups; /* of it and all around it */
	bool				 hidden; /* not given to the sink */
};

struct tree {
	const struct markup_sink	*sink;
	void				*arg;
	struct open			 stack[MARKUP_DEPTH];
	size_t				 depth;
	size_t				 too_deep;	/* tags left out */
	const struct element_rule	*skip;	/* nothing comes out of it */
	size_t				 skip_depth;
};

static const struct element_rule *
rule_of(const char *name)
{
	return markup_element(name, strlen(name));
}

static uint16_t
open_groups(const struct tree *tr)
{
	return tr->depth > 0 ? tr->stack[tr->depth - 1].groups : 0;
}

static uint16_t
top_group(const struct tree *tr)
{
	return tr->depth > 0 ? tr->stack[tr->depth - 1].rule->group : 0;
}

static void
push(struct tree *tr, const struct element_rule *e, const struct token *t)
{
	struct open *o = &tr->stack[tr->depth];

	o->rule = e;
	o->groups = open_groups(tr) | e->group;
	o->hidden = !tr->sink->open(tr->arg, e, t);
	tr->depth++;
}

/* Closes down to and without this depth; t is the tag of the last one. */
static void
close_to(struct tree *tr, size_t depth, const struct token *t)
{
	const struct open *o;

	while (tr->depth > depth) {
		o = &tr->stack[--tr->depth];
		if (!o->hidden)
			tr->sink->close(tr->arg, o->rule,
			    tr->depth == depth ? t : NULL);
	}
}

/*
 * Where the topmost element of the groups stands, not looking behind one
 * of stops: its index + 1, or 0.
 */
static size_t
find_group(const struct tree *tr, uint16_t groups, uint16_t stops)
{
	size_t i;

	if ((open_groups(tr) & groups) == 0)
		return 0;
	for (i = tr->depth; i > 0; i--) {
		if (tr->stack[i - 1].rule->group & groups)
			return i;
		if (tr->stack[i - 1].rule->group & stops)
			return 0;
	}
	return 0;
}

/* Ends what the start tag of e ends: the outermost one within reach. */
static void
close_for(struct tree *tr, const struct element_rule *e)
{
	size_t at;

	while ((at = find_group(tr, e->closes, e->stops)) > 0)
		close_to(tr, at - 1, NULL);
}

/* Text and ordinary elements stand in cells, never between them. */
static void
enter_cell(struct tree *tr)
{
	uint16_t top;

	while ((top = top_group(tr)) & (G_TABLE | G_SECT | G_ROW | G_COLS)) {
		if (top & G_COLS)
			close_to(tr, tr->depth - 1, NULL);
		else
			push(tr, rule_of(top & G_ROW ? "td" : "tr"), NULL);
	}
}

/*
 * Makes room for a part of a table: what stands between it and the part
 * around it is closed, a missing row begun.  False when there is no table.
 */
static bool
enter_parent(struct tree *tr, const struct element_rule *e)
{
	size_t at = find_group(tr, e->parent, e->stops);

	if (at == 0 && e->parent == G_ROW &&
	    (at = find_group(tr, G_SECT | G_TABLE, 0)) > 0) {
		close_to(tr, at, NULL);
		push(tr, rule_of("tr"), NULL);
		return true;
	}
	if (at == 0)
		return false;
	close_to(tr, at, NULL);
	return true;
}

static void
open_kept(struct tree *tr, const struct element_rule *e, const struct token *t)
{
	size_t room = e->group == G_TABLE ? TABLE_ROOM : 1;

	if (!e->is_void && (tr->depth + room > MARKUP_DEPTH ||
	    tr->too_deep > 0)) {
		tr->too_deep += !t->self_closing;
		return;
	}
	if (e->parent != 0) {
		if (!enter_parent(tr, e)) {
			if (e->shape == SHAPE_CELL)
				tr->sink->gap(tr->arg);
			return;
		}
	} else
		enter_cell(tr);
	close_for(tr, e);
	if (e->is_void) {
		tr->sink->open(tr->arg, e, t);
		return;
	}
	push(tr, e, t);
	if (t->self_closing)
		close_to(tr, tr->depth - 1, NULL);
}

static void
on_open(struct tree *tr, const struct token *t)
{
	switch ((enum treat)t->element->treat) {
	case TREAT_KEEP:
	case TREAT_BARE:
		open_kept(tr, t->element, t);
		break;
	case TREAT_DIV:
		open_kept(tr, rule_of("div"), t);
		break;
	case TREAT_LIST:
		open_kept(tr, rule_of("ul"), t);
		break;
	case TREAT_SKIP:
		if (!t->self_closing) {
			tr->skip = t->element;
			tr->skip_depth = 1;
		}
		break;
	default:
		break;
	}
}

static void
close_kept(struct tree *tr, const struct element_rule *e,
    const struct token *t)
{
	uint16_t stops = e->group == G_TABLE ? 0 : e->stops;
	size_t i;

	if (tr->too_deep > 0) {
		tr->too_deep--;
		return;
	}
	for (i = tr->depth; i > 0; i--) {
		if (tr->stack[i - 1].rule == e) {
			close_to(tr, i - 1, t);
			return;
		}
		if (tr->stack[i - 1].rule->group & stops)
			return;
	}
}

static void
on_close(struct tree *tr, const struct token *t)
{
	switch ((enum treat)t->element->treat) {
	case TREAT_KEEP:
	case TREAT_BARE:
		if (!t->element->is_void)
			close_kept(tr, t->element, t);
		else if (t->element->shape == SHAPE_BREAK)
			open_kept(tr, t->element, t);
		break;
	case TREAT_DIV:
		close_kept(tr, rule_of("div"), t);
		break;
	case TREAT_LIST:
		close_kept(tr, rule_of("ul"), t);
		break;
	default:
		break;
	}
}

static bool
is_blank_text(const char *s, size_t n)
{
	for (; n > 0; n--, s++)
		if (*s != ' ' && *s != '\n' && *s != '\t' && *s != '\r' &&
		    *s != '\f')
			return false;
	return true;
}

static void
on_text(struct tree *tr, const struct token *t)
{
	if (top_group(tr) & (G_TABLE | G_SECT | G_ROW | G_COLS)) {
		if (is_blank_text(t->s, t->n))
			return;
		enter_cell(tr);
	}
	tr->sink->text(tr->arg, t->s, t->n);
}

/*
 * Inside an element that goes with all it holds.  True when the token is
 * part of that: a block's tag ends what was never closed, unless it is one
 * that holds blocks.
 */
static bool
is_skipped(struct tree *tr, const struct token *t)
{
	if (tr->skip == NULL)
		return false;
	if (t->kind == TOKEN_OPEN && t->element == tr->skip)
		tr->skip_depth += !t->self_closing;
	else if (t->kind == TOKEN_CLOSE && t->element == tr->skip) {
		if (--tr->skip_depth == 0)
			tr->skip = NULL;
	} else if (t->kind == TOKEN_OPEN && (t->element->closes & G_P) &&
	    tr->skip->shape == SHAPE_INLINE) {
		tr->skip = NULL;
		return false;
	}
	return true;
}

void
markup_build(const char *s, size_t n, const struct markup_sink *sink,
    void *arg)
{
	struct markup_scan sc;
	struct token t;
	struct tree tr;

	markup_scan_init(&sc, s, n);
	tr.sink = sink;
	tr.arg = arg;
	tr.depth = tr.too_deep = 0;
	tr.skip = NULL;
	while (markup_scan_next(&sc, &t) != TOKEN_END) {
		if (is_skipped(&tr, &t))
			continue;
		if (t.kind == TOKEN_TEXT)
			on_text(&tr, &t);
		else if (t.kind == TOKEN_OPEN)
			on_open(&tr, &t);
		else
			on_close(&tr, &t);
	}
	close_to(&tr, 0, NULL);
}
