/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_HTMLTREE_H
#define NW_PARSE_HTMLTREE_H

#include <stdbool.h>
#include <stddef.h>

#include <libxml/tree.h>

#include "base/buf.h"

#define HTMLTREE_MAX	((size_t)32 << 20)	/* bytes of a page */

/*
 * A page as libxml2's tree, from UTF-8 (or bytes that claim to be).
 * Reads nothing else and says nothing.  NULL for no page at all; what is
 * beyond HTMLTREE_MAX is not read.  Caller frees with xmlFreeDoc().
 */
xmlDoc		*htmltree_parse(const char *, size_t);

/*
 * The node after this one, in the order of start tags, within top; NULL
 * at the end.  skip: not the ones inside it.  Never recurses.
 */
xmlNode		*htmltree_next(const xmlNode *node, const xmlNode *top,
		    bool skip);
/* Likewise in the order of end tags; begin with htmltree_first(top). */
xmlNode		*htmltree_first(xmlNode *top);
xmlNode		*htmltree_next_post(const xmlNode *node, const xmlNode *top);

bool		 htmltree_is(const xmlNode *, const char *element);
/* The attribute's value, lent; NULL when there is none. */
const char	*htmltree_attr(const xmlNode *, const char *name);
/* Whether word is one of the blank-separated words of the class. */
bool		 htmltree_has_class(const xmlNode *, const char *word);
/* The first element below top with this class; NULL when none. */
xmlNode		*htmltree_find_class(const xmlNode *top, const char *word);
/* All text below top, as it stands. */
void		 htmltree_text(const xmlNode *top, struct buf *);

#endif
