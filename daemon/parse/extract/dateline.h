/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_DATELINE_H
#define NW_PARSE_EXTRACT_DATELINE_H

#include <stddef.h>

/* How far the dateline at the front of s reaches; 0 when there is none. */
size_t	dateline_length(const char *s, size_t n);

#endif
