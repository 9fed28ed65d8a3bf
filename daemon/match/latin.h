/* SPDX-License-Identifier: ISC */
#ifndef NW_MATCH_LATIN_H
#define NW_MATCH_LATIN_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Case endings that a language of the Latin script hangs on names of
 * people: "Putinem", "Putyinnak", "Merkels".  They are taken off words of
 * the text, not put on names, since only the text's language tells.
 */
struct latin_case {
	const char	*ending;
	const char	*instead;
};

#define LATIN_BASES	8	/* of one word */

/* The endings of a language, or NULL when it has none. */
const struct latin_case *latin_cases(const char *lang);
/*
 * What a folded word may be a case of; calls back with each.  Words that
 * would be left with fewer than three letters are left alone.
 */
void	latin_bases(const struct latin_case *, const char *fold, size_t n,
	    void (*cb)(const char *, size_t, void *), void *arg);

#endif
