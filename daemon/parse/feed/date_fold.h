/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_DATE_FOLD_H
#define NW_PARSE_DATE_FOLD_H

#include <stddef.h>

#define DATE_FOLD_MAX	256	/* bytes; the rest is left out */

/* The same text twice, byte beside byte. */
struct date_text {
	char	low[DATE_FOLD_MAX];	/* folded */
	char	raw[DATE_FOLD_MAX];	/* ASCII as it stood */
	size_t	n;
};

void	date_fold(struct date_text *, const char *, size_t);

#endif
