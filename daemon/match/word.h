/* SPDX-License-Identifier: ISC */
#ifndef NW_MATCH_WORD_H
#define NW_MATCH_WORD_H

/* What token.c and word.c share of a text being read. */

#include <stdbool.h>
#include <stdint.h>

#include "match/token.h"

struct scanner {
	struct tokens	*out;
	const char	*s;
	uint32_t	 n;
	uint32_t	 at;		/* byte */
	uint32_t	 cp;		/* code point */
	uint32_t	 before;	/* TOK_… of what stood before */
	uint32_t	 chain;		/* first token of a glued chain */
	bool		 ended;		/* a sentence end, no blank since */
};

/* A word as it grows. */
struct word {
	char		*fold;
	uint32_t	 len;
	uint32_t	 letters;
	uint32_t	 uppers;
	uint32_t	 last;		/* folded code point, for marks */
	uint8_t		 scripts;	/* bit per enum fold_script */
	bool		 digit;
	bool		 cap;
};

/* What a word of ASCII holds; a bit of any of its bytes. */
struct plain {
	uint64_t	hash;
	uint64_t	upper;
	uint64_t	lower;
	uint64_t	digit;
	uint32_t	n;		/* 0: it is not plain */
};

/* Reads and folds the run at sc->at into to, which has TOKEN_MAX bytes;
 * n is 0 when there is none, or too long a one. */
void	 plain_read(const struct scanner *, char *to, struct plain *);
void	 word_put(struct word *, uint32_t cp);
/*
 * Eats the word at sc->at.  Returns its end (a possessive is eaten, but
 * stands behind the end), in bytes; *cpend in code points.
 */
uint32_t word_eat(struct scanner *, struct word *, uint32_t *cpend,
	    uint32_t *flags);
/* Does a word of mixed scripts, bytes start..end, again in one. */
void	 word_untwin(const struct scanner *, uint32_t start, uint32_t end,
	    struct word *);
/* Is the code point at byte `at` a letter or digit of a word? */
bool	 letter_at(const struct scanner *, uint32_t at);

#endif
