/* SPDX-License-Identifier: ISC */
/* Reads single configuration values.  Knows nothing of the file's shape. */
#include "conf_value.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define DISTANCE_MAX	40	/* longer words are never "almost" another */

struct unit {
	char	name;
	int64_t	factor;
};

static const struct unit time_units[] = {
	{ 's', 1 }, { 'm', 60 }, { 'h', 3600 }, { 'd', 86400 },
	{ 'w', 604800 }, { '\0', 0 }
};

static const struct unit size_units[] = {
	{ 'K', 1024 }, { 'M', 1024 * 1024 }, { 'G', 1024 * 1024 * 1024 },
	{ '\0', 1 }
};

static int64_t
factor_of(const struct unit *u, char name)
{
	for (; u->name != '\0'; u++)
		if (u->name == name)
			return u->factor;
	return u->factor;
}

/* A run of digits at *s, moved past; -1 when there is none. */
static int64_t
number(const char **s)
{
	char *end;
	long long v;

	if (!isdigit((unsigned char)**s))
		return -1;
	errno = 0;
	v = strtoll(*s, &end, 10);
	if (errno != 0 || v > INT64_C(1) << 40)
		return -1;
	*s = end;
	return v;
}

int64_t
value_duration(const char *s)
{
	int64_t n, factor, sum = 0;

	if (strcmp(s, "0") == 0)
		return 0;
	do {
		if ((n = number(&s)) == -1)
			return -1;
		if ((factor = factor_of(time_units, *s)) == 0)
			return -1;
		sum += n * factor;
		s++;
	} while (*s != '\0');
	return sum;
}

int64_t
value_size(const char *s)
{
	int64_t n = number(&s);

	if (n == -1)
		return -1;
	n *= factor_of(size_units, (char)toupper((unsigned char)*s));
	if (*s != '\0' && strchr("kKmMgG", *s) != NULL)
		s++;
	if (*s == 'B')
		s++;
	return *s == '\0' ? n : -1;
}

bool
value_is_name(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && n <= CONF_NAME_MAX &&
	    strspn(s, "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == n;
}

bool
value_has_control(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s < 0x20 || *s == 0x7f)
			return true;
	return false;
}

bool
value_is_mail(const char *s)
{
	const char *at = strchr(s, '@');

	return at != NULL && at != s && at[1] != '\0' &&
	    strchr(at + 1, '@') == NULL && !value_has_control(s) &&
	    strpbrk(s, " <>,;:\"()[]\\") == NULL;
}

bool
value_is_channel(const char *s)
{
	size_t n = strlen(s);

	return n >= 4 && n <= 32 && isalpha((unsigned char)s[0]) &&
	    strspn(s, "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == n;
}

/* Levenshtein, one row at a time. */
size_t
value_distance(const char *a, const char *b)
{
	size_t row[DISTANCE_MAX + 1], i, j, prev, keep, best;
	size_t na = strlen(a), nb = strlen(b);

	if (na > DISTANCE_MAX || nb > DISTANCE_MAX)
		return DISTANCE_MAX;
	for (j = 0; j <= nb; j++)
		row[j] = j;
	for (i = 1; i <= na; i++) {
		prev = row[0];
		row[0] = i;
		for (j = 1; j <= nb; j++) {
			keep = row[j];
			best = prev + (a[i - 1] != b[j - 1]);
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
			prev = keep;
		}
	}
	return row[nb];
}
