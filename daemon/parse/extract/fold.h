/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_FOLD_H
#define NW_PARSE_EXTRACT_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Text made comparable with our tables: lower case, ё as е, one kind of
 * quotation mark, apostrophe and dash, single blanks, nothing invisible.
 */

/* 0 for what vanishes, ' ' for every blank. */
uint32_t	fold_cp(uint32_t);
/*
 * Folds as much of s as fits in size bytes (the NUL among them), with
 * bullets and emoji at both ends and a closing . : … gone.  Returns the
 * length.
 */
size_t		fold_line(const char *s, size_t n, char *out, size_t size);
/* The same for one word: no trimming; 0 when it does not fit. */
size_t		fold_word(const char *s, size_t n, char *out, size_t size);

/* True when s starts with word and no letter or digit follows it. */
bool		fold_starts(const char *s, const char *word);
/* The place of word in s, on word boundaries; NULL when it is not there. */
const char	*fold_inside(const char *s, const char *word);
bool		fold_ends(const char *s, size_t n, const char *word);

bool		cp_is_blank(uint32_t);
bool		cp_is_alnum(uint32_t);

#endif
