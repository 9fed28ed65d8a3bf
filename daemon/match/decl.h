/* SPDX-License-Identifier: ISC */
#ifndef NW_MATCH_DECL_H
#define NW_MATCH_DECL_H

#include <stddef.h>

#include "match/systems.h"

/*
 * Declension of names, as far as a newspaper declines them: singular
 * only.  A form too many does no harm where nobody writes it.
 */
enum decl_part {
	DECL_SURNAME = 1,
	DECL_GIVEN = 2,
	DECL_NOUN = 4		/* a word of a role: "директор" */
};

/* The oblique cases of a nominative in small letters; not the nominative. */
void	decl_run(enum tongue, unsigned int parts, const char *word, size_t n,
	    void (*cb)(const char *, size_t, void *), void *arg);

#endif
