/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_QUOTE_FOCUS_H
#define NW_PARSE_EXTRACT_QUOTE_FOCUS_H

#include "base/pool.h"
#include "parse/extract/person.h"
#include "parse/extract/quote_cue.h"
#include "parse/extract/quote_outer.h"

/*
 * Sets the actor of every cue: names and roles from the cast, pronouns
 * from whom the text speaks of at that point.  A cue without a subject of
 * its own gets the np of the one it hangs on.
 */
void	focus_resolve(struct cues *, const struct outer *, struct cast *);

/*
 * The speaker of a phrase as text: the actor's name, or the phrase itself
 * where nobody is known; NULL for a pronoun without anybody.
 */
const char *focus_speaker(struct pool *, const struct outer *,
	    const struct cast *, const struct cue *);

#endif
