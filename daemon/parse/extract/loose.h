/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_LOOSE_H
#define NW_PARSE_EXTRACT_LOOSE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Texts compared as people would: no blanks, no punctuation, no case
 * (Latin and Cyrillic), so that a headline is known again in a title.
 *
 * Writes at most n bytes (and a NUL) to out, returns how many.
 */
size_t	loose_fold(const char *s, size_t n, char *out);
/*
 * How many in a hundred of the longer words of one text stand in the
 * other, whatever their endings; LOOSE_UNKNOWN when it has too few.
 */
#define LOOSE_UNKNOWN	(-1)
int	loose_shared(const char *some, const char *all);

#endif
