/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_QUOTE_TOK_H
#define NW_PARSE_EXTRACT_QUOTE_TOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The text as words, marks and stops, each with its place and with what
 * the tables know of it.  All of quote*.c and person*.c read these.
 */
#define TOKENS_MAX	200000	/* the text behind them is not searched */

enum tok_kind {
	TOK_WORD,
	TOK_NUM,
	TOK_PUNCT,		/* ch says which */
	TOK_MARK,		/* a quotation mark: see quote_span.h */
	TOK_QUOTE,		/* a whole quotation, seen from outside */
	TOK_PARA		/* the end of a paragraph */
};

enum tok_shape {
	SHAPE_CAP	= 1 << 0,	/* begins with a capital */
	SHAPE_UPPER	= 1 << 1,	/* all capitals, two at least */
	SHAPE_CYR	= 1 << 2,
	SHAPE_BLANK_L	= 1 << 3,	/* a blank or an end is on the left */
	SHAPE_BLANK_R	= 1 << 4,
	SHAPE_POSS	= 1 << 5,	/* 's */
	SHAPE_ABBR	= 1 << 6,	/* a full stop after it ends nothing */
	SHAPE_FIRST	= 1 << 7	/* the first word of its sentence */
};

struct tok {
	uint32_t	at;		/* bytes of the text */
	uint32_t	end;
	uint32_t	cp;		/* code points before at */
	uint32_t	cls;		/* enum lex_class */
	uint32_t	verb;		/* enum verb_bits */
	uint32_t	span;		/* TOK_QUOTE: which; TOK_MARK: mark */
	uint32_t	sent;		/* its sentence, counted through */
	uint32_t	word;		/* in toks.words */
	uint8_t		kind;
	uint8_t		shape;
	uint8_t		role;		/* enum lex_role */
	char		ch;		/* of TOK_PUNCT; ~ for others */
};

struct toks {
	const char	*s;
	size_t		 n;		/* bytes */
	struct tok	*v;
	size_t		 len;
	char		*words;		/* folded, each with its NUL; "" first */
	size_t		 nwords;	/* bytes */
	size_t		 words_cap;
};

/* ukrainian: see quote_verb.h.  clear frees what read took. */
void	toks_read(struct toks *, const char *, size_t, bool ukrainian);
void	toks_clear(struct toks *);

/* The folded word, "" for anything else; shorter than LEX_WORD. */
static inline const char *
tok_word(const struct toks *ts, const struct tok *t)
{
	return ts->words + t->word;
}

/* True when the folded word is one of the words, which blanks set apart. */
bool	tok_is(const struct toks *, const struct tok *, const char *words);

/* The same word, but for capitals. */
bool	tok_same(const struct toks *, const struct tok *, const struct tok *);

static inline bool
tok_punct(const struct tok *t, char ch)
{
	return t->kind == TOK_PUNCT && t->ch == ch;
}

static inline bool
tok_cap(const struct tok *t)
{
	return t->kind == TOK_WORD && (t->shape & SHAPE_CAP) != 0;
}

#endif
