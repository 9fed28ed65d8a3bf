/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_TEXT_H
#define NW_PARSE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/pool.h"

/* Texts of a feed on their way to an item. */

/* Takes blanks off both ends. */
void	 text_trim(const char **s, size_t *n);
/* Runs of blanks become one space, in place. */
void	 text_collapse(char *);
/*
 * A fragment in which the '<' of what no HTML has ("List<T>") is escaped.
 * NULL when s can stay as it is; else from the pool.
 */
char	*text_escape_unknown(struct pool *, const char *s, size_t n);
/* What "<![CDATA[" inside a text that was escaped already wraps. */
void	 text_unwrap_cdata(const char **s, size_t *n);
/* What markup in a plain string stands for; s itself where there is none. */
const char *text_plain(struct pool *, const char *s, size_t n);
/* NULL when s is no base64. */
char	*text_from_base64(struct pool *, const char *s, size_t n, size_t *len);

#endif
