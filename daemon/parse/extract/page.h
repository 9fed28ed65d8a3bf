/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_PAGE_H
#define NW_PARSE_EXTRACT_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parse/extract/tree.h"

/*
 * A page as lines of text ("blocks": what a browser would begin on a new
 * line), each with its measures, and the sums of them for each element.
 */
struct block {
	uint32_t	first;		/* its first text node */
	uint32_t	last;		/* its last text node */
	uint32_t	box;		/* nearest block element around it */
	uint32_t	at;		/* in page->text, NUL-terminated */
	uint32_t	len;		/* bytes */
	uint32_t	chars;		/* code points */
	uint32_t	links;		/* of these, inside <a> */
	uint32_t	words;
	int32_t		weight;		/* for or against a body here */
	uint32_t	stops;		/* ends of sentences */
	uint8_t		brk;		/* enum brk: before it */
	uint8_t		kind;		/* enum line_kind */
	bool		prose;		/* sentences, few links */
	bool		drop;
};

/* Of an element: sums over its subtree, or what comes from above. */
struct mark {
	uint32_t	words;		/* W_*: its own class and id */
	uint32_t	above;		/* W_*: of itself and all around it */
	uint32_t	chars;
	uint32_t	links;
	uint32_t	prose;		/* characters in prose */
	uint32_t	box;		/* nearest block element, or itself */
	uint32_t	leads;		/* blocks of prose set as headings */
	bool		in_link;
	bool		hidden;
	bool		drop;
};

struct page {
	struct tree	*tree;
	struct mark	*marks;		/* one for each node */
	struct block	*blocks;
	uint32_t	 nblocks;
	bool		 hidden;	/* hidden elements are read */
	bool		 joined;	/* broken lines were written as one */
	char		*text;
	size_t		 ntext;
};

/* Well-formed UTF-8 in; hidden: what is not shown is read, too. */
struct page	*page_new(const char *, size_t, bool hidden);
/* Accepts NULL. */
void		 page_free(struct page *);
const char	*page_text(const struct page *, const struct block *);
/* The blocks whose text begins inside node i: [*from, *to). */
void		 page_blocks_in(const struct page *, uint32_t i,
		    uint32_t *from, uint32_t *to);

#endif
