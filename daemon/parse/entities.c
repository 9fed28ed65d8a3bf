/* SPDX-License-Identifier: ISC */
/*
 * Character references of HTML: names by binary search in the table of the
 * standard, numbers by arithmetic.  Used for markup and for feeds whose XML
 * uses HTML's names.  Decodes one reference; finding the '&' is not its job.
 */
#include "parse/entities.h"

#include <stdbool.h>
#include <string.h>

#define LEGACY_MAX	6	/* bytes of the longest name without ';' */
#define NUMBER_STOP	0x110000	/* any value from here on is as bad */

/* Names are stored in place: pointers would be relocated at each start. */
struct entity {
	char		name[ENTITY_NAME_MAX + 1];
	uint32_t	cp;
	uint32_t	second;		/* 0: none */
	bool		legacy;		/* also without ';' */
};

#define E(name, cp)		{ name, cp, 0, false },
#define D(name, cp, second)	{ name, cp, second, false },
#define L(name, cp)		{ name, cp, 0, true },
static const struct entity table[] = {
#include "parse/entities_table.h"
};
#undef E
#undef D
#undef L

/* The standard's replacements for &#128; to &#159;. */
static const uint16_t c1_table[32] = {
	0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f,
	0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178
};

static bool
is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9');
}

static const struct entity *
lookup(const char *name, size_t n)
{
	size_t lo = 0, hi = sizeof(table) / sizeof(table[0]), mid;
	int cmp;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		cmp = strncmp(name, table[mid].name, n);
		if (cmp == 0 && table[mid].name[n] == '\0')
			return &table[mid];
		if (cmp > 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

static size_t
found(const struct entity *e, size_t n, uint32_t out[2])
{
	out[0] = e->cp;
	out[1] = e->second;
	return n;
}

size_t
entity_find(const char *name, size_t n, uint32_t out[2])
{
	const struct entity *e;
	size_t len = 0;

	while (len < n && len <= ENTITY_NAME_MAX && is_alnum(name[len]))
		len++;
	if (len > 0 && len <= ENTITY_NAME_MAX && len < n && name[len] == ';' &&
	    (e = lookup(name, len)) != NULL)
		return found(e, len + 1, out);
	if (len > LEGACY_MAX)
		len = LEGACY_MAX;
	for (; len >= 2; len--)
		if ((e = lookup(name, len)) != NULL && e->legacy)
			return found(e, len, out);
	return 0;
}

/* The value of a digit in base 16, or 16. */
static uint32_t
digit(char c)
{
	if (c >= '0' && c <= '9')
		return (uint32_t)(c - '0');
	if (c >= 'a' && c <= 'f')
		return (uint32_t)(c - 'a') + 10;
	if (c >= 'A' && c <= 'F')
		return (uint32_t)(c - 'A') + 10;
	return 16;
}

static uint32_t
number_mend(uint32_t v)
{
	if (v >= 0x80 && v <= 0x9f)
		return c1_table[v - 0x80];
	if (v == 0 || v >= NUMBER_STOP || (v >= 0xd800 && v <= 0xdfff))
		return 0xfffd;
	return v;
}

size_t
entity_number(const char *s, size_t n, uint32_t *out)
{
	uint32_t base = 10, v = 0;
	size_t at = 0, first;

	if (n > 0 && (s[0] == 'x' || s[0] == 'X')) {
		base = 16;
		at = 1;
	}
	for (first = at; at < n && digit(s[at]) < base; at++)
		if (v < NUMBER_STOP)
			v = v * base + digit(s[at]);
	if (at == first)
		return 0;
	*out = number_mend(v);
	return at < n && s[at] == ';' ? at + 1 : at;
}
