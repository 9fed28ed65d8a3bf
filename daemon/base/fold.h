/* SPDX-License-Identifier: ISC */
#ifndef NW_BASE_FOLD_H
#define NW_BASE_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What a reader takes for the same letter: case, accents, presentation
 * forms and the letters that only a table joins (ł ø đ ß, ё and е).  й, ї
 * and ў are letters of their own and stay, composed or not; marks of
 * scripts that spell vowels with them stay too.
 *
 * A table answers for ASCII, Latin, Greek and Cyrillic, ICU for the rest.
 * Nothing here allocates or keeps state.
 */
enum fold_class {
	FOLD_BREAK,		/* parts words */
	FOLD_LETTER,
	FOLD_DIGIT,
	FOLD_DROP,		/* not there: soft hyphen, stress mark, … */
	FOLD_APOS,		/* an apostrophe of some kind */
	FOLD_HYPHEN,		/* joins the parts of a word */
	FOLD_SINGLE,		/* a word by itself: scripts without blanks */
	FOLD_MARK		/* breve, diaeresis: dropped, or makes й ї ў */
};

enum fold_script {
	FOLD_OTHER,
	FOLD_LATIN,
	FOLD_CYRILLIC,
	FOLD_GREEK
};

/* Bits 0-15 the folded code point, 16-23 a second one, 24-27 the class,
 * 28 set for a capital, 29-30 the script. */
#define FOLD_TABLE	0x530
extern const uint32_t fold_table[FOLD_TABLE];

#define FOLD_MAX	4	/* code points that one may become */

struct folded {
	uint32_t	 cp[FOLD_MAX];
	uint8_t		 n;
	uint8_t		 class;
	uint8_t		 script;
	bool		 upper;
};

void		 fold_one(uint32_t cp, struct folded *);
/* й for и and a breve, and so on; 0 when the mark changes no letter. */
uint32_t	 fold_compose(uint32_t letter, uint32_t mark);
/* The letter of the script that looks like this one, or 0. */
uint32_t	 fold_twin(uint32_t cp, enum fold_script to);

/*
 * A whole text, for comparing and for keys: letters and digits folded,
 * quotes and dashes of all kinds as ' " -, blanks of all kinds as one
 * blank, what is not there dropped.  Writes at most max bytes and returns
 * how many; a code point is never cut.  map, when not NULL, has max
 * entries: the code point of s that each byte came from.
 */
size_t		 fold_text(const char *s, size_t n, char *out, size_t max,
		    uint32_t *map);

#endif
