/* SPDX-License-Identifier: ISC */
#ifndef NW_MATCH_TOKEN_H
#define NW_MATCH_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A text as words.  A word is a run of letters and digits, folded; the
 * marks of a possessive are no part of it, and the parts of a hyphenated
 * or elided word are words of their own that know that they belong
 * together: "MI-6" is "mi", "6" and, joined, "mi6".  A character of a
 * script without blanks is a word.
 */
#define TOKEN_MAX	160		/* folded bytes; the rest is cut */
#define TOKEN_PARTS	6		/* parts of one joined word */
#define TOKEN_TEXT_MAX	(48u << 20)	/* bytes of a text that are read */

enum {
	TOK_CAP = 1 << 0,	/* first letter is a capital */
	TOK_CAPS = 1 << 1,	/* all of two letters or more are */
	TOK_DIGIT = 1 << 2,	/* holds one */
	TOK_SINGLE = 1 << 3,	/* character of a script without blanks */
	TOK_LATIN = 1 << 4,
	TOK_CYRILLIC = 1 << 5,
	TOK_POSS = 1 << 6,	/* a possessive mark stood behind */
	TOK_DOT = 1 << 7,	/* a full stop stands right behind */
	/* what stands before it */
	TOK_SENT = 1 << 8,	/* a capital tells nothing here */
	TOK_PARA = 1 << 9,
	TOK_GLUED = 1 << 10,	/* a hyphen or apostrophe, no blank */
	TOK_COMMA = 1 << 11,
	TOK_STOP = 1 << 12,	/* any of . ! ? ; : and dashes */
	TOK_BRACKET = 1 << 13,
	TOK_QUOTE = 1 << 14,
	TOK_HASH = 1 << 15,	/* # or @, no blank */
	TOK_APOS = 1 << 16	/* what glues it is an apostrophe */
};

struct token {
	uint64_t	hash;		/* of the folded bytes */
	uint32_t	start;		/* bytes of the text */
	uint32_t	end;
	uint32_t	cp;		/* code points of the text */
	uint32_t	cpend;
	uint32_t	fold;		/* where the folded bytes stand */
	uint16_t	foldlen;
	uint32_t	flags;
};

/* The parts first..last written as one word. */
struct joined {
	uint64_t	hash;
	uint32_t	first;
	uint32_t	last;
	uint32_t	fold;
	uint32_t	foldlen;
};

/* Grown once, used for text after text. */
struct tokens {
	struct token	*v;
	size_t		 n;
	size_t		 cap;
	struct joined	*joined;	/* ordered by first */
	size_t		 njoined;
	size_t		 capjoined;
	char		*fold;
	size_t		 nfold;
	size_t		 capfold;
	unsigned char	 ascii[256];	/* folded; bit 7: from a capital */
};

void	 tokens_init(struct tokens *);
void	 tokens_clear(struct tokens *);
void	 tokens_reset(struct tokens *);
/* Adds the words of a text behind those that are there; offsets are of
 * this text.  Returns false when it was longer than TOKEN_TEXT_MAX. */
bool	 tokens_add(struct tokens *, const char *s, size_t n);

/* The same for one word's folded bytes, on every machine and version:
 * sketches of stories are kept. */
uint64_t word_hash(const char *fold, size_t n);

static inline const char *
token_fold(const struct tokens *t, const struct token *tok)
{
	return t->fold + tok->fold;
}

#endif
