/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_QUOTE_SUBJECT_H
#define NW_PARSE_EXTRACT_QUOTE_SUBJECT_H

#include <stdbool.h>
#include <stddef.h>

#include "parse/extract/quote_np.h"
#include "parse/extract/quote_outer.h"

enum found {
	FOUND_NONE,
	FOUND_NP,
	FOUND_INHERIT,		/* that of an earlier verb */
	FOUND_PASSIVE,		/* the grammatical one does not speak */
	FOUND_DROP		/* it is no verb of speech here */
};


/* Before the verb.  relative is set for "X, who said". */
enum found	subject_left(const struct outer *, size_t verb, struct np *,
		    bool *relative);
/* Behind it, from token i: "…," said X. */
enum found	subject_right(const struct outer *, size_t verb, size_t i,
		    struct np *);
/* "was announced by X": FOUND_PASSIVE, or FOUND_NONE. */
enum found	subject_agent(const struct outer *, size_t verb, struct np *);

#endif
