/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_MEND_H
#define NW_PARSE_MEND_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Mends XML on its way to the XML parser, so that what comes out is well
 * formed whatever went in, and one broken item costs that item alone:
 * stray characters, bare '&' and '<', entities of HTML, attributes without
 * quotes, missing and crossed end tags, junk around the root.  Document
 * types, comments and processing instructions do not come through at all:
 * no entity is ever declared.
 *
 * Text comes out apart from the tags, as what it means: a reader of XML
 * need not look at it again, and most of a feed is text.
 */
#define MEND_TAG_MAX	32768	/* bytes of a start tag; the rest is cut */
#define MEND_DEPTH_MAX	200	/* open elements; deeper tags are dropped */

struct mend;

/* Both get their bytes in order, cut between characters. */
struct mend_sink {
	/* Tags, and what blanks stand between them; whole when text comes. */
	void	(*tags)(void *arg, const char *, size_t);
	/* Text of the element that is open, decoded, its line ends LF. */
	void	(*text)(void *arg, const char *, size_t);
};

struct mend	*mend_new(const struct mend_sink *, void *arg);
/* Accepts NULL. */
void		 mend_free(struct mend *);
/* Well-formed UTF-8, whole characters. */
void		 mend_push(struct mend *, const char *, size_t);
/* Something stood before the document and was left out. */
void		 mend_junk(struct mend *);
/*
 * No more will come.  Gives out what is left; true when the document broke
 * off inside an element.
 */
bool		 mend_end(struct mend *);
/* Closes what is open. */
void		 mend_close(struct mend *);
/* The first thing that had to be mended, and its line; NULL for nothing. */
const char	*mend_issue(const struct mend *, unsigned long *line);

#endif
