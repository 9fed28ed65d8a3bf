/* SPDX-License-Identifier: ISC */
/*
 * Loops over plain bytes with the compiler's vectors: a rule marks those of
 * sixteen bytes that stand out, and the first mark is where the scan ends.
 */
#include "base/scan.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/utf8.h"

#define WIDE	16

typedef uint8_t wide __attribute__((__vector_size__(WIDE)));
typedef wide (*rule)(wide);

#define INLINE	static inline __attribute__((__always_inline__))

INLINE wide
load(const char *s)
{
	wide v;

	memcpy(&v, s, sizeof(v));
	return v;
}

INLINE wide
all(uint8_t c)
{
	wide v;

	memset(&v, c, sizeof(v));
	return v;
}

/* The place of the first byte whose high bit is set; WIDE for none. */
INLINE size_t
first(wide v)
{
#ifdef __SSE2__
	unsigned int bits = (unsigned int)_mm_movemask_epi8((__m128i)v);

	return bits != 0 ? (size_t)__builtin_ctz(bits) : WIDE;
#else
	size_t i;

	for (i = 0; i < WIDE && v[i] < 0x80; i++)
		continue;
	return i;
#endif
}

/* What stops here is true all over, so its high bit is set. */
INLINE size_t
scan(const char *s, size_t n, rule stops)
{
	char rest[WIDE];
	size_t at, hit;

	for (at = 0; n - at >= WIDE; at += WIDE)
		if ((hit = first(stops(load(s + at)))) < WIDE)
			return at + hit;
	if (at == n)
		return n;
	/* The last sixteen once more, of which the first stop nothing. */
	if (n >= WIDE)
		return n - WIDE + first(stops(load(s + n - WIDE)));
	memset(rest, 'x', sizeof(rest));
	memcpy(rest, s, n);
	hit = first(stops(load(rest)));
	return hit < n ? hit : n;
}

INLINE wide
is(wide v, uint8_t c)
{
	return (wide)(v == all(c));
}

INLINE wide
is_control(wide v)
{
	return (wide)(v < all(' '));
}

INLINE wide
is_blank(wide v)
{
	return is(v, '\t') | is(v, '\n');
}

INLINE wide
stops_ascii(wide v)
{
	return v;
}

INLINE wide
stops_text(wide v)
{
	return is(v, '<') | is(v, '&') | is(v, ']') | is(v, 0xef) |
	    (is_control(v) & ~is_blank(v));
}

INLINE wide
stops_json(wide v)
{
	return is(v, '"') | is(v, '\\') | is(v, 0x7f) | is_control(v);
}

INLINE wide
stops_markup(wide v)
{
	return is(v, '<') | is(v, '>') | is(v, '&') | is(v, 0x7f) |
	    (is_control(v) & ~is_blank(v));
}

size_t
scan_ascii(const char *s, size_t n)
{
	return scan(s, n, stops_ascii);
}

size_t
scan_text(const char *s, size_t n)
{
	return scan(s, n, stops_text);
}

size_t
scan_json(const char *s, size_t n)
{
	return scan(s, n, stops_json);
}

size_t
scan_markup(const char *s, size_t n)
{
	return scan(s, n, stops_markup);
}

INLINE wide
is_least(wide v, uint8_t c)
{
	return (wide)(v >= all(c));
}

/*
 * Marks what breaks a rule of table 3-7 of the Unicode Standard, given the
 * three bytes in front of each: a tail is where a sequence wants one, and
 * nowhere else; some first bytes do not exist, some narrow the second.
 */
INLINE wide
ill_formed(wide v, wide back1, wide back2, wide back3)
{
	wide tail = is(v & all(0xc0), 0x80);
	wide want = is_least(back1, 0xc2) | is_least(back2, 0xe0) |
	    is_least(back3, 0xf0);
	wide narrow = (is(back1, 0xe0) & ~is_least(v, 0xa0)) |
	    (is(back1, 0xed) & is_least(v, 0xa0)) |
	    (is(back1, 0xf0) & ~is_least(v, 0x90)) |
	    (is(back1, 0xf4) & is_least(v, 0x90));

	return (tail ^ want) | narrow | is(v, 0xc0) | is(v, 0xc1) |
	    is_least(v, 0xf5);
}

/* Whether a sequence breaks a rule in the sixteen bytes at at >= 3. */
INLINE bool
is_broken(const char *s, size_t at)
{
	wide v = load(s + at), back3 = load(s + at - 3);

	return first(v | back3) < WIDE &&
	    first(ill_formed(v, load(s + at - 1), load(s + at - 2), back3)) <
	    WIDE;
}

/* Whether the n >= 3 bytes end in the middle of a sequence. */
static bool
is_cut(const char *s, size_t n)
{
	return (uint8_t)s[n - 1] >= 0xc2 || (uint8_t)s[n - 2] >= 0xe0 ||
	    (uint8_t)s[n - 3] >= 0xf0;
}

/* The first byte of the sequence that the one in front of at is part of. */
static size_t
sequence_begin(const char *s, size_t at)
{
	do
		at--;
	while (at > 0 && ((uint8_t)s[at] & 0xc0) == 0x80);
	return at;
}

size_t
scan_utf8(const char *s, size_t n)
{
	size_t at = scan_ascii(s, n), used;
	uint32_t cp;

	if (at >= 3 && at < n) {
		while (n - at >= WIDE && !is_broken(s, at))
			at += WIDE;
		if (n - at < WIDE && n >= WIDE + 3 &&
		    !is_broken(s, n - WIDE) && !is_cut(s, n))
			return n;
		at = sequence_begin(s, at);
	}
	while (at < n) {
		used = utf8_decode(s + at, n - at, &cp);
		if (cp == UTF8_BAD)
			return at;
		at += used;
	}
	return n;
}
