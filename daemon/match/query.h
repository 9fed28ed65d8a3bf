/* SPDX-License-Identifier: ISC */
#ifndef NW_MATCH_QUERY_H
#define NW_MATCH_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/pool.h"

/*
 * The query language, as a tree.  What a term means in a text is decided
 * in set.c; here it is only what was written, and where.
 *
 *	query	= or
 *	or	= and { "OR" and }
 *	and	= near { ["AND"] near }
 *	near	= not { "NEAR" ["/" n] not }
 *	not	= { "NOT" | "-" } primary
 *	primary	= { field ":" | "exact:" } ( term | "(" or ")" )
 *	term	= word | word* | "phrase"[~n] | /regex/ | @figure | @"name"
 *
 * Operators are written in capitals.
 */
#define QUERY_LEN	4096	/* bytes */
#define QUERY_DEPTH	32	/* open parentheses and operators */
#define QUERY_TERMS	256
#define QUERY_PREFIXES	32
#define QUERY_REGEXES	16
#define QUERY_NEAR	10	/* words, when NEAR stands without */
#define QUERY_DISTANCE	1000	/* the largest ~n and /n */

/* Where a term may stand; QF_DEFAULT when nothing is said. */
enum {
	QF_TITLE = 1 << 0,
	QF_SUBTITLE = 1 << 1,
	QF_TEXT = 1 << 2,
	QF_QUOTE = 1 << 3,
	QF_SPEAKER = 1 << 4,
	QF_AUTHOR = 1 << 5,
	QF_OUTLET = 1 << 6,
	QF_AGENCY = 1 << 7,
	QF_FEED = 1 << 8,
	QF_LANG = 1 << 9,
	QF_TAG = 1 << 10
};
#define QF_DEFAULT	(QF_TITLE | QF_SUBTITLE | QF_TEXT)
/* A term has to be all of these. */
#define QF_WHOLE	(QF_FEED | QF_LANG | QF_TAG)

enum term_kind {
	TERM_WORD,
	TERM_PHRASE,
	TERM_PREFIX,
	TERM_REGEX,
	TERM_FIGURE,		/* by its id */
	TERM_NAME		/* a figure that has only this name */
};

struct qterm {
	enum term_kind	 kind;
	const char	*text;		/* without quotes, slashes, … */
	const char	*part;		/* as written */
	uint32_t	 column;	/* code points, from 1 */
	uint32_t	 fields;
	uint32_t	 slop;		/* of a phrase: words between */
	bool		 exact;
};

enum qnode_kind { Q_TERM, Q_NOT, Q_NEAR, Q_AND, Q_OR };

/* Children stand before their parents, so one pass upwards evaluates. */
struct qnode {
	enum qnode_kind	 kind;
	uint32_t	 a;		/* nodes; for Q_TERM the term */
	uint32_t	 b;
	uint32_t	 distance;	/* of Q_NEAR */
	uint32_t	 column;
};

struct query {
	struct pool	*pool;
	const char	*source;
	struct qterm	*terms;
	size_t		 nterms;
	struct qnode	*nodes;		/* the last one is the root */
	size_t		 nnodes;
};

/* NULL with *cause ("column 12: …"; caller frees). */
struct query	*query_read(const char *, char **cause);
/* Accepts NULL. */
void		 query_free(struct query *);

#endif
