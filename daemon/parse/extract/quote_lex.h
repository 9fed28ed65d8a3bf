/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_QUOTE_LEX_H
#define NW_PARSE_EXTRACT_QUOTE_LEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What the small words do in a sentence that reports speech.  A word may
 * do several things ("Rev." is an honour, "who" asks and is the WHO): the
 * reader of the sentence decides.
 */
enum lex_class {
	L_HE		= 1U << 0,	/* he, он */
	L_SHE		= 1U << 1,
	L_THEY		= 1U << 2,
	L_IT		= 1U << 3,
	L_WHO		= 1U << 4,	/* who, который */
	L_POSS		= 1U << 5,	/* his, его */
	L_DET		= 1U << 6,	/* the, этот */
	L_BE		= 1U << 7,
	L_AUX		= 1U << 8,
	L_NOT		= 1U << 9,
	L_ADV		= 1U << 10,
	L_CONJ		= 1U << 11,
	L_THAT		= 1U << 12,	/* that, что */
	L_PREP		= 1U << 13,
	L_OF		= 1U << 14,
	L_TIME		= 1U << 15,	/* Monday, May, утром */
	L_HONOR		= 1U << 16,	/* Mr, Dr, господин */
	L_TITLE		= 1U << 17,	/* minister, глава: a person's role */
	L_GENERIC	= 1U << 18,	/* points back: "the diplomat" */
	L_GROUP		= 1U << 19,	/* several people: reporters */
	L_ORG		= 1U << 20,	/* ministry, Kremlin */
	L_MEDIA		= 1U << 21,	/* TASS, Известия */
	L_PLACE		= 1U << 22,
	L_NAT		= 1U << 23,	/* Russian, foreign: before a role */
	L_SCARE		= 1U << 24,	/* so-called: what follows is a name */
	L_THING		= 1U << 25,	/* platform, газета: has a title */
	L_ACT		= 1U << 26,	/* statement, interview */
	L_FIRST		= 1U << 27,	/* a first name */
	L_MASC		= 1U << 28,
	L_FEM		= 1U << 29,
	L_DUBIOUS	= 1U << 30,	/* a first name that is a word, too */
	L_PARTICLE	= 1U << 31	/* van, de, al: inside a name */
};

/* Roles that can stand for one another: "the head", "the director". */
enum lex_role {
	R_NONE, R_LEAD, R_PRES, R_PM, R_MIN, R_SPOKES, R_AMB, R_LAW, R_GOV,
	R_MIL, R_LEGAL, R_EXPERT, R_SPORT, R_ART, R_CLERGY, R_ROYAL, R_BIZ,
	R_KIN, R_MED, R_POLICE, R_PERSON,
	R_PEER,				/* counterpart: whatever the other is */
	R_ANY				/* leader: of whatever */
};

#define LEX_WORD	64	/* bytes of a folded word and its NUL */

/* The classes of a folded word, 0 for none; *role is set when it has one. */
uint32_t	lex_find(const char *word, bool cyrillic, enum lex_role *role);
/*
 * The same for a Russian noun in any case: tries the nominatives that it
 * may come from.  *oblique tells that it was not the nominative.
 */
uint32_t	lex_find_noun(const char *word, enum lex_role *role,
		    bool *oblique);
/* Its nominative goes to out; false when the word is not listed. */
bool		lex_nominative(const char *word, char out[LEX_WORD]);
/*
 * First names in any case (Cyrillic): the nominative goes to out, which
 * is as large as LEX_WORD.  Classes as lex_find().
 */
uint32_t	lex_first_name(const char *word, bool cyrillic,
		    char out[LEX_WORD]);

#endif
