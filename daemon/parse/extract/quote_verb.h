/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_QUOTE_VERB_H
#define NW_PARSE_EXTRACT_QUOTE_VERB_H

#include <stdbool.h>
#include <stdint.h>

/* What a verb of speech does, and which form of it a word is. */
enum verb_bits {
	V_SAY		= 1 << 0,	/* "…", said X; X said that … */
	V_TELL		= 1 << 1,	/* has an addressee: told reporters */
	V_CALL		= 1 << 2,	/* called the plan "…" */
	V_QUOTES	= 1 << 3,	/* its object speaks: приводит слова */
	V_WEAK		= 1 << 4,	/* speech only beside a quotation */
	V_NOUN		= 1 << 5,	/* base and -s are nouns, too */
	V_PART		= 1 << 6,	/* may have a particle: point out */
	V_REFL		= 1 << 7,	/* with -ся only */
	V_IMPERS	= 1 << 8,	/* "it is said in": говорится */
	V_PAST		= 1 << 9,
	V_PP		= 1 << 10,	/* past participle */
	V_PRES		= 1 << 11,
	V_BASE		= 1 << 12,
	V_ING		= 1 << 13,	/* saying; сказав, отмечая */
	V_FEM		= 1 << 14,	/* the form tells the gender */
	V_MASC		= 1 << 15,
	V_PLURAL	= 1 << 16,
	V_OTHER		= 1 << 17	/* no speech: it ends a phrase */
};

#define V_FORMS	(V_PAST | V_PP | V_PRES | V_BASE | V_ING)
#define V_FINITE (V_PAST | V_PRES)

/* 0 when the folded word is no verb of speech. */
uint32_t	verb_find_en(const char *word);
/* ukrainian: -в ends a past tense, not a gerund. */
uint32_t	verb_find_ru(const char *word, bool ukrainian);

#endif
