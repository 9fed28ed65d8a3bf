/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_SECTION_H
#define NW_PARSE_EXTRACT_SECTION_H

#include <stddef.h>

/*
 * Short lines that say what comes next, and standing requests to the
 * reader.  line_classify() judges a line for itself; these are about its
 * neighbours.
 */
enum section {
	SECTION_NONE,
	SECTION_RELATED,	/* a list of other stories follows */
	SECTION_END,		/* comments or forms: the article is over */
	SECTION_REQUEST		/* rate, share, report: this line goes */
};

enum section	section_of(const char *, size_t);

#endif
