/* SPDX-License-Identifier: ISC */
#ifndef NW_MATCH_RUN_H
#define NW_MATCH_RUN_H

/* How a built set meets a document; in the order of the run. */

#include "match/set.h"

/* --- scan.c ------------------------------------------------------------- */

/* Fills the occurrences of all terms; the set's document is ready. */
void		scan_doc(struct match_set *, const char **error);
bool		scan_has_class(const struct match_set *, uint64_t hash,
		    uint32_t class);

/* --- person.c ----------------------------------------------------------- */

enum person {
	PERSON_NOT,
	PERSON_LIKELY,		/* if the text has a surer mention, too */
	PERSON_SURE
};

/*
 * Words *first..*last end a surname of the name.  If it is the person,
 * *first and *last become the words of the mention.
 */
enum person	person_at(const struct match_set *, const struct name *,
		    uint32_t *first, uint32_t *last);

/* --- role.c ------------------------------------------------------------- */

/* Is the office at these words held by somebody else, or no more? */
bool		role_is_void(const struct match_set *, uint32_t figure,
		    uint32_t first, uint32_t last);

/* --- settle.c: between the pass and the queries ------------------------- */

/* Places of sloppy phrases; figures less their exclusions and doubles. */
void		settle_doc(struct match_set *);

/* --- eval.c ------------------------------------------------------------- */

struct match_result *eval_all(struct match_set *, const char *error);

#endif
