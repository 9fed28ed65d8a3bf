/* SPDX-License-Identifier: ISC */
#ifndef NW_MATCH_SYSTEMS_H
#define NW_MATCH_SYSTEMS_H

#include <stdbool.h>

/*
 * Who writes whose letters how: tables for spell.h.  Results are folded
 * afterwards, so š and s, ł and l are the same here.
 */
enum tongue { RU, UK, BE, NTONGUES };

/* Cyrillic to Latin, as the press of a country has it. */
struct latin_system {
	const char	*name;		/* "German spelling" */
	const char	*common;	/* rules for all three tongues */
	const char	*by[NTONGUES];	/* and for one */
	unsigned int	 max;		/* spellings of one word */
	bool		 slavic;	/* not for a foreigner's name: folded,
					 * Bush would be a bus, or the family */
};
extern const struct latin_system latin_systems[];
extern const char latin_common[];	/* under all of them */

/* Cyrillic to Cyrillic; NULL where there is none. */
struct cross_system {
	const char	*name;
	const char	*rules;
	unsigned int	 max;
};
extern const struct cross_system cross_systems[NTONGUES][NTONGUES];

/* Latin to Russian. */
struct reader {
	const char	*name;
	const char	*marks;		/* it is tried when one of these is in
					 * the word; NULL: always */
	bool		 foreign;	/* not for what looks Slavic */
	const char	*rules;		/* over the letters, and for what is
					 * not foreign the Slavic groups */
	unsigned int	 max;
};
extern const struct reader readers[];
extern const char reader_letters[];
extern const char reader_slavic[];

#endif
