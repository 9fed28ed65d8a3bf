/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_SNIFF_H
#define NW_PARSE_SNIFF_H

#include <stddef.h>

/* What a document is, by its first bytes in UTF-8; labels are not asked. */
enum sniff {
	SNIFF_XML,		/* with a root that feeds have */
	SNIFF_JSON,
	SNIFF_HTML,
	SNIFF_OTHER		/* nothing that we read */
};

/* What raw bytes are that hold no text, NULL when they may be text. */
const char	*sniff_binary(const char *head, size_t n);

/*
 * *skip: where it begins; what stands before is junk, unless it is 0.
 * *what names what was found instead, for SNIFF_OTHER.
 */
enum sniff	 sniff(const char *head, size_t n, size_t *skip,
		    const char **what);

#endif
