/* SPDX-License-Identifier: ISC */
#ifndef NW_API_WHEN_H
#define NW_API_WHEN_H

#include <stdint.h>

/*
 * Times as people write them in a request: "2026-01-31T10:00:00Z" and
 * the other forms of RFC 3339, "2026-01-31" (its first second, UTC),
 * "24h" (so long before now; units s m h d w), "now".  UTC seconds.
 * 0, or -1 when it is none of these; *out is untouched then.
 */
int	when_parse(const char *, int64_t now, int64_t *out);
/* "90s", "30m", "2h", "7d", "1w", or bare seconds; at most
 * SPAN_MAX. */
int	span_parse(const char *, int64_t *out);
#define SPAN_MAX	(100 * 366 * INT64_C(86400))	/* seconds */

#endif
