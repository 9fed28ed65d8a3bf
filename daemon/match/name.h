/* SPDX-License-Identifier: ISC */
#ifndef NW_MATCH_NAME_H
#define NW_MATCH_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "match/forms.h"
#include "match/spell.h"

/*
 * A name as a person wrote it, taken apart: which words are given names,
 * which the surname, and whether it is a person's name at all.
 */
#define NAME_WORDS	12
#define NAME_GIVEN	4
#define NAME_SURNAME	4	/* "von der Leyen" */

struct name_word {
	char		raw[SPELL_BYTES];	/* for forms_each() */
	size_t		len;
	uint64_t	hash;		/* of the folded word */
	bool		cap;
	bool		caps;		/* all of it */
	bool		digit;
	bool		single;		/* of a script without blanks */
	bool		comma;		/* one stood before it */
	bool		glued;		/* a hyphen stood before it */
};

enum name_kind {
	NAME_NOBODY,		/* words in a row: an office, a nickname */
	NAME_PERSON,		/* given names and a surname */
	NAME_EASTERN		/* surname first, and always whole */
};

struct parsed_name {
	struct name_word word[NAME_WORDS];
	size_t		 n;
	enum name_kind	 kind;
	/* Words of a NAME_PERSON. */
	uint8_t		 given[NAME_GIVEN];
	size_t		 ngiven;
	uint8_t		 surname[NAME_SURNAME];
	size_t		 nsurname;
	bool		 known_given;	/* the first one is in the list */
	bool		 slavic;	/* and it is a Slavic name */
};

/* 0, or -1 with *cause: no letters, too many words. */
int	name_parse(struct parsed_name *, const char *, struct forms *,
	    char **cause);
bool	name_is_patronymic(const char *raw, size_t n);

#endif
