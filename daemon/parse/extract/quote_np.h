/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_QUOTE_NP_H
#define NW_PARSE_EXTRACT_QUOTE_NP_H

#include <stdbool.h>
#include <stddef.h>

#include "parse/extract/quote_outer.h"

/* Who a clause is about, as words: a pronoun, a name, a role. */
enum np_kind {
	NP_NONE,
	NP_HE,
	NP_SHE,
	NP_THEY,
	NP_IT,
	NP_NAME,		/* holds a name */
	NP_BODY,		/* a country, a ministry */
	NP_ROLE			/* "the minister", "officials" */
};

struct np {
	size_t		from;		/* outer tokens */
	size_t		to;
	size_t		name_from;	/* equal to name_to: none */
	size_t		name_to;
	enum np_kind	kind;
};

/* The phrase whose last token is i; false when i ends none. */
bool	np_left(const struct outer *, size_t i, struct np *);
/* The phrase that begins at i. */
bool	np_right(const struct outer *, size_t i, struct np *);
/*
 * Russian: the subject behind a verb (its bits tell the gender), past
 * addressees, places and whatever else the verb governs.
 */
bool	np_right_ru(const struct outer *, size_t i, uint32_t verb,
	    struct np *);
/* Russian: a phrase in the genitive, as "по словам" has it. */
bool	np_genitive_ru(const struct outer *, size_t i, struct np *);
/* Russian: "В Кремле заявили", "цитирует Белова", "в заявлении МИД". */
bool	np_place_ru(const struct outer *, size_t verb, struct np *);
bool	np_quoted_ru(const struct outer *, size_t verb, struct np *);
bool	np_document_ru(const struct outer *, size_t i, struct np *);
/* Russian: whether the phrase on the left of a verb can be its subject. */
bool	np_is_subject_ru(const struct outer *, const struct np *,
	    uint32_t verb);
/* The first subject of a sentence, behind what leads up to it. */
bool	np_subject(const struct outer *, size_t from, size_t end,
	    struct np *);

#endif
