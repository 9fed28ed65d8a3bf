/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_LINE_TABLE_H
#define NW_PARSE_EXTRACT_LINE_TABLE_H

#include <stddef.h>

#include "parse/extract/lines.h"

enum line_how {
	LINE_WHOLE,		/* the line is the phrase */
	LINE_START,		/* it begins with the phrase */
	LINE_INSIDE,		/* it holds the phrase */
	LINE_END		/* it ends in the phrase */
};

struct line_phrase {
	enum line_kind	 kind;
	enum line_how	 how;
	size_t		 words;		/* longer lines are prose */
	const char	*text;		/* folded as fold_line() does */
};

/* The first that meets a line decides; text NULL ends the table. */
extern const struct line_phrase	line_phrases[];
/* What a closing bracket begins with, or holds, when it is a credit. */
extern const char *const	line_credit_starts[];
extern const char *const	line_credit_parts[];

#endif
