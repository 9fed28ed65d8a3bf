/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_DATE_WORDS_H
#define NW_PARSE_DATE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

enum date_kind {
	DATE_NOTHING,		/* a word without a meaning here */
	DATE_MONTH,		/* value: 1 to 12 */
	DATE_MERIDIEM,		/* value: hours to add, 0 or 12 */
	DATE_ZONE,		/* value: minutes east of Greenwich */
	DATE_PLACE,		/* a zone with summer time: see place */
	DATE_WEEK,		/* the W of ISO 8601's "2024-W05-3" */
	DATE_ERA,		/* value: the year before its first */
	DATE_YEAR_MARK,		/* stands behind the year's number … */
	DATE_MONTH_MARK,
	DATE_DAY_MARK,
	DATE_HOUR_MARK,
	DATE_MINUTE_MARK,
	DATE_SECOND_MARK
};

struct date_word {
	enum date_kind	 kind;
	int		 value;
	const char	*place;		/* IANA name of a DATE_PLACE */
};

/*
 * The word that s, n bytes in lower case without accents, begins with.
 * A word of letters is taken whole, one of CJK or Hangul signs as far as
 * it is known.  Returns the bytes taken; out->kind is set when *known.
 */
size_t	date_word_read(const char *s, size_t n, struct date_word *out,
	    bool *known);

#endif
