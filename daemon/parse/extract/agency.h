/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_AGENCY_H
#define NW_PARSE_EXTRACT_AGENCY_H

#include <stdbool.h>
#include <stddef.h>

/*
 * News agencies by any name they sign with.  The answer is the name that
 * articles are filed under, in the script of the spelling that was met.
 * s is text as it stands; the whole of it must be the name, but for case
 * and blanks.  NULL when it is none.
 */
const char	*agency_named(const char *s, size_t n);
/* The agency whose name s begins with; *len is that name's length. */
const char	*agency_leading(const char *s, size_t n, size_t *len);

#endif
