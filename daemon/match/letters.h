/* SPDX-License-Identifier: ISC */
#ifndef NW_MATCH_LETTERS_H
#define NW_MATCH_LETTERS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A raw word: small letters, composed, with their marks; what forms are
 * made from.  Folding it gives what a text is compared with.
 */

/* Writes at most max bytes with a NUL, returns how many without it. */
size_t	letters_raw(const char *s, size_t n, char *out, size_t max);
size_t	letters_fold(const char *raw, size_t n, char *out, size_t max);
bool	letters_are_cyrillic(const char *raw);
bool	letters_are_latin(const char *raw);
/* Bits 1 << enum tongue: who may have written this Cyrillic word. */
unsigned int letters_tongues(const char *raw, size_t n);
/* Does a Latin surname look like one that came from Cyrillic? */
bool	letters_look_slavic(const char *raw, size_t n);
/* Has the word one of the marks, "sch|w|tz"?  NULL: always. */
bool	letters_have(const char *raw, const char *marks);

#endif
