/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_DATE_QUICK_H
#define NW_PARSE_DATE_QUICK_H

#include <stddef.h>
#include <stdint.h>

/*
 * Dates exactly as RFC 822 and RFC 3339 have them, with a numeric zone or
 * GMT, which is what most feeds write.  ITEM_NO_TIME for all others: then
 * date_parse() decides, which reads these alike.
 */
int64_t	date_quick(const char *, size_t);

#endif
