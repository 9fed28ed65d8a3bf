/* SPDX-License-Identifier: ISC */
#ifndef NW_MATCH_COMMON_H
#define NW_MATCH_COMMON_H

#include <stdbool.h>
#include <stddef.h>

/* Small tables of folded words that tell names from other words. */

/* A surname or first name that is an everyday word as well. */
bool	common_word(const char *fold, size_t n);
/* A month: a capital inside a sentence says nothing of it either. */
bool	common_month(const char *fold, size_t n);
/* What stands before a surname and before no other word. */
bool	common_title(const char *fold, size_t n);
/* A word with a capital that is no first name before a surname. */
bool	common_before_name(const char *fold, size_t n);
/* A verb that follows a person, not a thing in the plural. */
bool	common_verb(const char *fold, size_t n);
/* A word that takes an office away from who is named by it. */
bool	common_former(const char *fold, size_t n);
/* A word that such a "former" does not reach over. */
bool	common_breaker(const char *fold, size_t n);
/* A word behind an office that says it is not held. */
bool	common_not_yet(const char *fold, size_t n);

#endif
