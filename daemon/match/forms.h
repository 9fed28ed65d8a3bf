/* SPDX-License-Identifier: ISC */
#ifndef NW_MATCH_FORMS_H
#define NW_MATCH_FORMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "match/given.h"

/*
 * The forms of a word of a name.  A word goes in raw: small letters with
 * their marks, as letters_raw() makes it; forms come out folded, the word
 * itself first; one that comes again may do more.
 */
#define FORMS_MAX	4000	/* of one word */

/* What a form may do; a form that comes by two rules may do both. */
enum {
	FORM_ANYWHERE = 1 << 0,	/* or only in texts of one language: */
	FORM_RU = 1 << 1,
	FORM_UK = 1 << 2,
	FORM_BE = 1 << 3,
	FORM_LOWER = 1 << 4,	/* no other word: small letters will do */
	FORM_ALONE = 1 << 5	/* a nickname stands only beside a surname */
};

enum name_part {
	PART_SURNAME,
	PART_SLAVIC,		/* a surname behind a Slavic first name */
	PART_GIVEN,
	PART_ANY,		/* a name of one word */
	PART_CASES,		/* a name, in its own script alone */
	PART_ROLE		/* a word of a title: cases alone */
};

struct forms;

typedef void (*form_cb)(const char *form, size_t n, const char *rule,
    uint32_t tag, void *arg);

struct forms	*forms_new(void);
/* Accepts NULL. */
void		 forms_free(struct forms *);
/* Cases, and for names scripts and spellings. */
void		 forms_each(struct forms *, const char *raw, size_t n,
		    enum name_part, form_cb, void *arg);
/* Is this folded word some form of a first name that is known?  Nicknames
 * are not.  NULL if it is none. */
const struct given *forms_given(struct forms *, uint64_t hash);

#endif
