/* SPDX-License-Identifier: ISC */
#ifndef NW_MATCH_SPELL_H
#define NW_MATCH_SPELL_H

#include <stddef.h>
#include <stdint.h>

/*
 * Spelling a word by rules with choices.  A system is a text of rules
 *
 *	from=to|to|…
 *
 * parted by blanks; the longest "from" that fits is taken, and of two
 * equal ones the one that says where it stands:
 *
 *	^x	at the start of the word
 *	+x	at the start, or after a vowel or a hard or soft sign
 *	*x	after ж ч ш щ ц
 *	~x	between vowels
 *	%x	after a vowel, before a consonant
 *	>x	before a consonant
 *	x$	at the end
 *
 * A letter without a rule stays.  A later rule replaces an earlier one
 * for the same letters in the same place.
 */
#define SPELL_RULES	384
#define SPELL_WORD	48	/* letters of a word that is spelled */
#define SPELL_ALTS	8
#define SPELL_BYTES	160	/* of a result */

struct spell_rule {
	const char	*from;
	const char	*to;		/* up to a blank or NUL */
	uint8_t		 fromlen;
	char		 where;		/* 0, or one of ^ + * ~ % > */
	uint8_t		 end;		/* has a $ */
	int16_t		 next;		/* of the same bucket */
};

struct spell {
	struct spell_rule	 rule[SPELL_RULES];
	int16_t			 bucket[64];
	int16_t			 n;
};

void	spell_init(struct spell *);
/* Adds the rules of a text that outlives the system; NULL adds none. */
void	spell_add(struct spell *, const char *rules);

/* A word in small letters, looked at once for all systems. */
struct spell_word {
	const char	*word;		/* lent */
	size_t		 n;		/* 0: too long to be spelled */
	uint8_t		 kind[SPELL_BYTES + 1];	/* of the letter at a byte */
	uint8_t		 before[SPELL_BYTES + 1];	/* of the one before */
};

void	spell_word(struct spell_word *, const char *word, size_t n);
/* Calls back with at most max spellings, the first choices first. */
void	spell_run(const struct spell *, const struct spell_word *,
	    unsigned int max, void (*cb)(const char *, size_t, void *),
	    void *arg);

#endif
