/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_DATE_H
#define NW_PARSE_DATE_H

#include <stddef.h>
#include <stdint.h>

#define DATE_MAX	128	/* bytes of a date; what follows is not read */

/*
 * Seconds since the epoch, UTC, of a date as feeds write it; without a zone
 * it is read as UTC.  ITEM_NO_TIME for what is no date or no possible one.
 */
int64_t	date_parse(const char *, size_t);

/* Touches the zone tables, before the sandbox closes. */
void	date_warm(void);

#endif
