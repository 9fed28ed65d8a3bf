/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_DATE_ZONE_H
#define NW_PARSE_DATE_ZONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DATE_ZONE_NAME_MAX	40	/* bytes of a zone's name */

/* Names of the IANA zone database, such as "America/Los_Angeles". */
bool	date_zone_is_known(const char *name, size_t n);
/* Seconds east of Greenwich when the clocks there show local. */
int64_t	date_zone_offset(const char *name, size_t n, int64_t local);

#endif
