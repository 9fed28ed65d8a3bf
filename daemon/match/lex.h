/* SPDX-License-Identifier: ISC */
#ifndef NW_MATCH_LEX_H
#define NW_MATCH_LEX_H

/* The words, quotes and signs of a query, for query.c alone. */

#include "match/query.h"

enum lexeme {
	LEX_END,
	LEX_TERM,
	LEX_OPEN,
	LEX_CLOSE,
	LEX_AND,
	LEX_OR,
	LEX_NOT,
	LEX_NEAR,
	LEX_BAD			/* lex.cause is set */
};

struct lex {
	struct pool	*pool;
	const char	*start;
	const char	*at;
	const char	*from;		/* of the last lexeme */
	struct qterm	 term;		/* of LEX_TERM */
	uint32_t	 fields;	/* 0: none was written */
	bool		 exact;		/* so for LEX_OPEN, too */
	uint32_t	 distance;	/* of LEX_NEAR */
	char		*cause;
};

enum lexeme	 lex_next(struct lex *);
uint32_t	 lex_column(const struct lex *, const char *at);
/* "column N: …", for the caller to free. */
char		*lex_error(const struct lex *, const char *at,
		    const char *fmt, ...)
		    __attribute__((__format__(printf, 3, 4)));

#endif
