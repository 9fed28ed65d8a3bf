/* SPDX-License-Identifier: ISC */
/*
 * Zones by place, from ICU: its tables are part of the library, so this
 * works where no file can be opened.
 */
#include "parse/feed/date_zone.h"

#include <unicode/ucal.h>
#include <unicode/ustring.h>

static bool
to_utf16(const char *name, size_t n, UChar out[DATE_ZONE_NAME_MAX + 1])
{
	size_t i;

	if (n == 0 || n > DATE_ZONE_NAME_MAX)
		return false;
	for (i = 0; i < n; i++)
		out[i] = (unsigned char)name[i];
	out[n] = 0;
	return true;
}

bool
date_zone_is_known(const char *name, size_t n)
{
	UChar id[DATE_ZONE_NAME_MAX + 1], canonical[DATE_ZONE_NAME_MAX + 1];
	UErrorCode err = U_ZERO_ERROR;
	UBool system;

	if (!to_utf16(name, n, id))
		return false;
	ucal_getCanonicalTimeZoneID(id, -1, canonical, DATE_ZONE_NAME_MAX + 1,
	    &system, &err);
	return U_SUCCESS(err);
}

static int64_t
offset_at(UCalendar *cal, int64_t t, UErrorCode *err)
{
	ucal_setMillis(cal, (double)t * 1000, err);
	return (ucal_get(cal, UCAL_ZONE_OFFSET, err) +
	    ucal_get(cal, UCAL_DST_OFFSET, err)) / 1000;
}

int64_t
date_zone_offset(const char *name, size_t n, int64_t local)
{
	UChar id[DATE_ZONE_NAME_MAX + 1];
	UErrorCode err = U_ZERO_ERROR;
	UCalendar *cal;
	int64_t offset;

	if (!to_utf16(name, n, id))
		return 0;
	cal = ucal_open(id, -1, "en_US_POSIX", UCAL_GREGORIAN, &err);
	if (U_FAILURE(err))
		return 0;
	/* The second guess stands on the right side of a change. */
	offset = offset_at(cal, local, &err);
	offset = offset_at(cal, local - offset, &err);
	ucal_close(cal);
	return U_SUCCESS(err) ? offset : 0;
}
