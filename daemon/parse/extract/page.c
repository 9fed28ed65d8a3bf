/* SPDX-License-Identifier: ISC */
/*
 * Tree to blocks, and all the measures that choosing and pruning ask
 * for, in one loop forwards and one backwards.
 */
#include "parse/extract/page.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "parse/extract/blank.h"
#include "parse/extract/words.h"

/* A block with fewer words says nothing about where the article is. */
#define PROSE_WORDS	10

/* As the page's own source says it; style sheets are not read. */
static bool
is_hidden(const struct tree *t, uint32_t i)
{
	const char *s;

	if ((s = tree_attr(t, i, ATTR_STYLE)) != NULL) {
		if ((s = strstr(s, "display")) != NULL) {
			s += strlen("display");
			s += strspn(s, " :");
			if (strncmp(s, "none", 4) == 0)
				return true;
		}
	}
	return tree_attr(t, i, ATTR_HIDDEN) != NULL;
}

static void
mark_element(struct page *p, uint32_t i)
{
	const struct tree *t = p->tree;
	const struct node *n = &t->nodes[i];
	const struct mark *up = &p->marks[n->parent];
	struct mark *m = &p->marks[i];

	m->box = tag_is_block(n->tag) ? i : up->box;
	m->in_link = up->in_link || n->tag == TAG_A;
	m->hidden = up->hidden;
	if (n->len > 0) {
		/* The role "banner" is a site's head, no advertisement. */
		m->words = words_of(tree_attr(t, i, ATTR_CLASS)) |
		    words_of(tree_attr(t, i, ATTR_ID)) |
		    (words_of(tree_attr(t, i, ATTR_ROLE)) &
		    ~(uint32_t)W_AD);
		m->hidden = m->hidden || (!p->hidden && is_hidden(t, i));
	}
	/* Counters and buttons in the midst of a line. */
	if ((n->tag == TAG_A || n->tag == TAG_SPAN) &&
	    (m->words & (W_COMMENT | W_SHARE)) != 0)
		m->hidden = true;
}

/* A stop inside "3.5" or "example.org" ends no sentence. */
static void
count_stop(struct block *b, const char *s, size_t n)
{
	bool ends = n == 1 || (unsigned char)s[1] <= ' ' || s[1] == '"' ||
	    s[1] == '\'' || (s[1] & 0x80) != 0;

	if (n >= 3 && memcmp(s, "\xe3\x80\x82", 3) == 0)
		b->stops++;
	else if ((s[0] == '.' || s[0] == '!' || s[0] == '?') && ends)
		b->stops++;
}

/* "12" linked, right before the text: how many people commented on it. */
static bool
is_counter(const struct page *p, const struct block *b, const struct node *n)
{
	const char *s = p->tree->bytes + n->at;
	size_t i;

	if (b->len > 0 || n->len == 0 || n->len > 3 ||
	    !p->marks[n->parent].in_link)
		return false;
	for (i = 0; i < n->len && s[i] >= '0' && s[i] <= '9'; i++)
		;
	return i == n->len;
}

/* Adds one text node to the block; *gap says a blank is owed. */
static void
add_text(struct page *p, struct block *b, const struct node *n, bool *gap)
{
	const char *s = p->tree->bytes + n->at;
	size_t left = n->len, skip;
	bool link = p->marks[n->parent].in_link;

	while (left > 0) {
		if ((skip = blank_len(s, left)) > 0) {
			*gap = b->len > 0;
		} else if ((skip = nothing_len(s, left)) == 0) {
			if (*gap || b->len == 0) {
				if (b->len > 0) {
					p->text[p->ntext++] = ' ';
					b->len++;
					b->chars++;
					b->links += link;
				}
				b->words++;
				*gap = false;
			}
			count_stop(b, s, left);
			b->chars += (*s & 0xc0) != 0x80;
			b->links += link && (*s & 0xc0) != 0x80;
			p->text[p->ntext++] = *s;
			b->len++;
			skip = 1;
		}
		s += skip;
		left -= skip;
	}
}

/*
 * Chinese and Japanese have no blanks: two characters are about a word.
 * Script that leaked into the page is no prose, though it has words.
 */
static bool
is_prose(const struct page *p, struct block *b)
{
	const char *s = page_text(p, b), *end = s + b->len;
	uint32_t wide = 0, code = 0;

	for (; s < end; s++) {
		wide += (unsigned char)*s >= 0xe3 &&
		    (unsigned char)*s <= 0xe9;
		code += *s == '{' || *s == '}' || *s == ';' || *s == '=' ||
		    *s == '(';
	}
	b->words += wide / 2;
	if (code > 8 && code > b->chars / 25)
		return false;
	return b->words >= PROSE_WORDS && b->links * 3 < b->chars &&
	    (b->stops > 0 || b->words >= 2 * PROSE_WORDS);
}

static void
block_end(struct page *p, struct block *b)
{
	if (b == NULL)
		return;
	p->text[p->ntext++] = '\0';
	b->prose = is_prose(p, b);
}

/* Not titles, not JSON-LD, not what is hidden. */
static bool
is_page_text(const struct page *p, uint32_t i)
{
	const struct node *n = &p->tree->nodes[i];
	enum tag up = p->tree->nodes[n->parent].tag;

	return n->tag == TAG_TEXT && up != TAG_SCRIPT && up != TAG_TITLE &&
	    up != TAG_HEAD && !p->marks[n->parent].hidden;
}

static struct block *
block_begin(struct page *p, uint32_t i, enum brk brk, size_t *cap)
{
	struct block *b;

	if (p->nblocks == *cap) {
		*cap *= 2;
		p->blocks = xreallocarray(p->blocks, *cap, sizeof(*b));
	}
	b = &p->blocks[p->nblocks++];
	memset(b, 0, sizeof(*b));
	b->first = i;
	b->at = (uint32_t)p->ntext;
	b->brk = brk;
	b->box = p->marks[p->tree->nodes[i].parent].box;
	return b;
}

static void
find_blocks(struct page *p)
{
	const struct tree *t = p->tree;
	struct block *b = NULL;
	enum brk brk = BRK_NONE;
	size_t cap = 256;
	bool gap = false;
	uint32_t i;

	p->blocks = xreallocarray(NULL, cap, sizeof(*p->blocks));
	for (i = 1; i < t->n; i++) {
		if (t->nodes[i].tag != TAG_TEXT) {
			mark_element(p, i);
			continue;
		}
		/* What is not shown parts the lines about it all the same. */
		if (t->nodes[i].brk > brk)
			brk = t->nodes[i].brk;
		if (!is_page_text(p, i))
			continue;
		if (brk != BRK_NONE || b == NULL) {
			/* A blank text is no border; nor can it be first. */
			block_end(p, b);
			b = block_begin(p, i, brk, &cap);
			brk = BRK_NONE;
			gap = false;
		}
		b->last = i;
		if (!is_counter(p, b, &t->nodes[i]))
			add_text(p, b, &t->nodes[i], &gap);
	}
	block_end(p, b);
}

static void
sum_up(struct page *p)
{
	const struct tree *t = p->tree;
	const struct block *b;
	struct mark *m, *up;
	uint32_t i;

	for (i = 0; i < p->nblocks; i++) {
		b = &p->blocks[i];
		m = &p->marks[b->box];
		m->chars += b->chars;
		m->links += b->links;
		m->prose += b->prose ? b->chars : 0;
		m->leads += b->prose &&
		    tag_is_heading(p->tree->nodes[b->box].tag);
	}
	for (i = t->n; i-- > 1; ) {
		m = &p->marks[i];
		up = &p->marks[t->nodes[i].parent];
		up->chars += m->chars;
		up->links += m->links;
		up->prose += m->prose;
		up->leads += m->leads;
	}
}

struct page *
page_new(const char *s, size_t len, bool hidden)
{
	struct page *p = xcalloc(1, sizeof(*p));

	p->hidden = hidden;
	p->tree = tree_parse(s, len, hidden);
	p->marks = xcalloc(p->tree->n, sizeof(*p->marks));
	/* Collapsing shrinks; each text may gain a blank and a NUL. */
	p->text = xmalloc(p->tree->nbytes + 2 * (size_t)p->tree->n + 2);
	find_blocks(p);
	sum_up(p);
	return p;
}

void
page_free(struct page *p)
{
	if (p == NULL)
		return;
	tree_free(p->tree);
	free(p->marks);
	free(p->blocks);
	free(p->text);
	free(p);
}

const char *
page_text(const struct page *p, const struct block *b)
{
	return p->text + b->at;
}

/* The first block that begins at this node or later. */
static uint32_t
block_at(const struct page *p, uint32_t node)
{
	uint32_t lo = 0, hi = p->nblocks, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (p->blocks[mid].first < node)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

void
page_blocks_in(const struct page *p, uint32_t i, uint32_t *from, uint32_t *to)
{
	*from = block_at(p, i);
	*to = block_at(p, p->tree->nodes[i].end);
}
