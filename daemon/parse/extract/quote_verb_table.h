/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_QUOTE_VERB_TABLE_H
#define NW_PARSE_EXTRACT_QUOTE_VERB_TABLE_H

#include <stddef.h>

#include "parse/extract/quote_verb.h"

/* Short names for the tables alone: only they include this header. */
#define SAY	V_SAY
#define TELL	V_TELL
#define CALL	V_CALL
#define QUOTES	V_QUOTES
#define WEAK	V_WEAK
#define NOUN	V_NOUN
#define PART	V_PART
#define REFL	V_REFL
#define IMPERS	V_IMPERS
#define PAST	V_PAST
#define PP	V_PP
#define PRES	V_PRES
#define BASE	V_BASE
#define ING	V_ING
#define OTHER	V_OTHER

struct verb_base {
	const char	*word;
	uint32_t	 bits;
};

struct verb_form {
	const char	*word;
	const char	*base;
	uint32_t	 bits;
};

extern const struct verb_base	verbs_en[], verbs_ru[], verbs_ru_forms[];
extern const struct verb_base	verbs_uk_forms[];
extern const struct verb_form	verbs_en_irregular[];
extern const size_t		verbs_en_n, verbs_ru_n, verbs_ru_forms_n;
extern const size_t		verbs_uk_forms_n, verbs_en_irregular_n;

#endif
