/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_LAYOUT_H
#define NW_PARSE_EXTRACT_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "parse/extract/lines.h"

/*
 * The lines of a plain text and what each is among its neighbours: plain
 * text has no elements, so blank lines, full stops and the words that two
 * lines share must tell a heading from a caption or another story's link.
 */
#define LAYOUT_LINES	20000	/* lines that are read; the rest is cut */

enum line_role {
	ROLE_BODY,
	ROLE_EITHER,		/* a headline, or the first paragraph */
	ROLE_HEADLINE,
	ROLE_SUBTITLE,
	ROLE_DROP
};

struct text_line {
	const char	*s;
	size_t		 n;
	size_t		 words;
	enum line_kind	 kind;
	enum line_role	 role;
	bool		 gap;		/* a blank line stands before it */
	bool		 stopped;	/* ends as a sentence does */
	bool		 item;		/* begins with a bullet or number */
};

/* Sets words, stopped, item from s and n. */
void	layout_shape(struct text_line *);
/* These, the kind, and the role that goes with the kind. */
void	layout_measure(struct text_line *);
/* Sets the roles of all lines. */
void	layout_roles(struct text_line *, size_t n);

/*
 * How many of the first lines of a body are its head after all; at most
 * LAYOUT_HEAD, and that many lines and one more are looked at.
 */
#define LAYOUT_HEAD	2
size_t	layout_head(const struct text_line *, size_t n);

#endif
