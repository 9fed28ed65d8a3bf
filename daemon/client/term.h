/* SPDX-License-Identifier: ISC */
#ifndef NW_CLIENT_TERM_H
#define NW_CLIENT_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/*
 * Text that came from outside, on its way to a person.  Whatever could
 * move a cursor, switch a character set or reorder what is read comes
 * out as U+FFFD; line breaks and tabs inside a text are blanks.
 */
struct term {
	FILE	*out;
	bool	 colour;
	bool	 brackets;	/* marks as [word]: a terminal, no colour */
	size_t	 width;		/* columns to wrap at; 0: never */
};

enum term_colour {
	TERM_AUTO,		/* on a terminal, unless NO_COLOR is set */
	TERM_ALWAYS,
	TERM_NEVER
};

enum term_style {
	TERM_PLAIN,
	TERM_HEAD,		/* a headline */
	TERM_MARK,		/* what met a query */
	TERM_DIM,
	TERM_GOOD,
	TERM_BAD
};

/* A marked part of a text, in code points, half-open. */
struct term_mark {
	size_t	start;
	size_t	end;
};

#define TERM_MARKS_MAX	256	/* of one text; further ones stay plain */

void	term_init(struct term *, FILE *, enum term_colour);
/* True for what must not reach a terminal as it is. */
bool	term_is_unsafe(uint32_t cp);
/* One text as it is, in a style, without a line end.  NULL prints "". */
void	term_put(struct term *, enum term_style, const char *);
/* In at least width columns; a longer text is not cut. */
void	term_pad(struct term *, enum term_style, const char *, size_t width);
/*
 * A paragraph of whole lines, each indented by blanks, wrapped at the
 * terminal's width; marks in ascending order.
 */
void	term_wrap(struct term *, enum term_style, size_t indent,
	    const char *, const struct term_mark *, size_t nmarks);
/* JSON text; inside its strings what is unsafe becomes \uXXXX. */
void	term_json(struct term *, const char *);

#endif
