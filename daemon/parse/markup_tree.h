/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_MARKUP_TREE_H
#define NW_PARSE_MARKUP_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "parse/markup_scan.h"

/*
 * Where the tree of a fragment goes, node by node.  Every open is followed
 * by its close (void elements have none), strictly nested, and nothing
 * stands where HTML would move it.
 */
struct markup_sink {
	/*
	 * t is the tag as it stood, NULL for one that was missing.  False:
	 * the element is not shown, do not close it.
	 */
	bool	(*open)(void *, const struct element_rule *,
		    const struct token *t);
	void	(*close)(void *, const struct element_rule *,
		    const struct token *t);
	/* References are still undecoded. */
	void	(*text)(void *, const char *, size_t);
	/* A cell without its table was here. */
	void	(*gap)(void *);
};

void	markup_build(const char *, size_t, const struct markup_sink *, void *);

#endif
