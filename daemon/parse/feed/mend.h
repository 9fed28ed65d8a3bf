/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_MEND_H
#define NW_PARSE_MEND_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Reads XML and mends it on the way, so that what comes out is well formed
 * whatever went in, and one broken item costs that item alone:
 * stray characters, bare '&' and '<', entities of HTML, attributes without
 * quotes, missing and crossed end tags, junk around the root.  Document
 * types, comments and processing instructions do not come through at all:
 * no entity is ever declared.
 *
 * Comes out as start tags, end tags and text, in the order of the document.
 */
#define MEND_TAG_MAX	32768	/* bytes of a start tag; the rest is cut */
#define MEND_DEPTH_MAX	200	/* open elements; deeper tags are dropped */

struct mend;

struct mend_sink {
	/* "<name a='b'>" or "<name/>", as XML has it; nname bytes of name. */
	void	(*start)(void *arg, const char *tag, size_t, size_t nname);
	/* Of the element that is open; not for "<name/>". */
	void	(*end)(void *arg, const char *name, size_t);
	/* A piece, cut between characters, decoded, its line ends LF. */
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
