/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_TREE_H
#define NW_PARSE_EXTRACT_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parse/extract/tags.h"

/*
 * A page as a flat array in document order: the subtree of node i is
 * nodes[i] to nodes[end - 1], a parent stands before its children.  So
 * every question is a loop forwards (what comes down from parents) or
 * backwards (what sums up from children), and depth costs nothing.
 * Node 0 is the document.
 */
#define TREE_MAX_NODES	1000000		/* the rest of the page is cut */

/* What stands between a text and the text before it. */
enum brk {
	BRK_NONE,		/* same line, perhaps another font */
	BRK_SOFT,		/* one <br> */
	BRK_HARD		/* a block's border, or two <br> */
};

struct node {
	uint32_t	parent;
	uint32_t	end;
	uint32_t	at;	/* text: offset in bytes[]; else first attr */
	uint32_t	len;	/* text: bytes; else number of attrs */
	uint8_t		tag;	/* enum tag */
	uint8_t		brk;	/* enum brk, of texts that are not blank */
};

struct tree {
	struct node	*nodes;
	uint32_t	 n;
	char		*bytes;		/* texts and attribute values */
	size_t		 nbytes;
	struct tree_attr *attrs;
	uint32_t	 nattrs;
	bool		 truncated;	/* a ceiling was met */
};

struct tree_attr {
	uint32_t	at;		/* NUL-terminated, in bytes[] */
	uint8_t		name;		/* enum attr */
};

/*
 * Well-formed UTF-8 in; script, style and the like are left out, and what
 * stands in <noscript> unless it is asked for.
 */
struct tree	*tree_parse(const char *, size_t, bool noscript);
/* As much of a page as libxml2 can be given: all, but for a monstrous tag. */
size_t		 tree_safe_len(const char *, size_t);
/* Accepts NULL. */
void		 tree_free(struct tree *);

/* NULL when the element has none. */
const char	*tree_attr(const struct tree *, uint32_t, enum attr);
/*
 * The text inside an element, blanks collapsed, lines joined by sep, when
 * it fits into size bytes with its NUL.  Returns its length; 0 when it is
 * empty or too long.
 */
size_t		 tree_text(const struct tree *, uint32_t, char sep, char *out,
		    size_t size);
/* First node of this tag in [from, end); end when there is none. */
uint32_t	 tree_next(const struct tree *, uint32_t from, uint32_t end,
		    enum tag);

#endif
