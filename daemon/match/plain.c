/* SPDX-License-Identifier: ISC */
/*
 * The hash of a word, and words of ASCII letters and digits, which are
 * most words of most texts: eight bytes at a time.
 */
#include <string.h>

#include "match/word.h"

/* Eight bytes as a number, the first one lowest on every machine. */
static uint64_t
load(const char *p)
{
	uint64_t w;

	memcpy(&w, p, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	w = __builtin_bswap64(w);
#endif
	return w;
}

static void
store(char *to, uint64_t w)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	w = __builtin_bswap64(w);
#endif
	memcpy(to, &w, 8);
}

/* Fewer than eight bytes, zeros above them. */
static uint64_t
load_some(const char *p, size_t n)
{
	uint64_t w = 0;
	size_t i;

	for (i = 0; i < n; i++)
		w |= (uint64_t)(unsigned char)p[i] << (8 * i);
	return w;
}

#define HASH_MULT	0x9e3779b97f4a7c15u

static inline uint64_t
hash_chunk(uint64_t h, uint64_t w)
{
	h = (h ^ w) * HASH_MULT;
	return h ^ h >> 32;
}

/* w: the last bytes, fewer than eight; n: all of them. */
static inline uint64_t
hash_end(uint64_t h, uint64_t w, size_t n)
{
	h = (h ^ w ^ (uint64_t)n << 56) * HASH_MULT;
	h ^= h >> 29;
	h *= 0xbf58476d1ce4e5b9u;
	return h ^ h >> 32;
}

uint64_t
word_hash(const char *fold, size_t n)
{
	uint64_t h = HASH_MULT;
	size_t i;

	for (i = 0; n - i >= 8; i += 8)
		h = hash_chunk(h, load(fold + i));
	return hash_end(h, load_some(fold + i, n - i), n);
}

#define PLAIN_MAX	64	/* bytes; TOKEN_MAX has room for a chunk more */
#define EACH(byte)	(0x0101010101010101u * (byte))

/* Bit 7 of each byte that is no ASCII letter or digit. */
static uint64_t
stops(uint64_t w)
{
	uint64_t low = w & EACH(0x7f), small = low | EACH(0x20);
	uint64_t letter = (small + EACH(0x80 - 'a')) &
	    ~(small + EACH(0x80 - 'z' - 1));
	uint64_t digit = (low + EACH(0x80 - '0')) &
	    ~(low + EACH(0x80 - '9' - 1));

	return ~((letter | digit) & ~w) & EACH(0x80);
}

/*
 * A run of ASCII letters and digits, eight at a time: found, folded and
 * hashed without a branch on a single letter.  A small letter is its
 * capital with bit 5 set; digits have it set and bit 6 not.
 */
void
plain_read(const struct scanner *sc, char *to, struct plain *pl)
{
	uint64_t h = HASH_MULT, w, stop, used;
	uint32_t at = sc->at, n = 0, k = 8;

	memset(pl, 0, sizeof(*pl));
	for (; k == 8; n += k) {
		if (n == PLAIN_MAX)
			return;
		w = sc->n - at - n >= 8 ? load(sc->s + at + n) :
		    load_some(sc->s + at + n, sc->n - at - n);
		stop = stops(w);
		k = stop != 0 ? (uint32_t)__builtin_ctzll(stop) / 8 : 8;
		used = k == 8 ? ~(uint64_t)0 : ((uint64_t)1 << 8 * k) - 1;
		pl->upper |= ~w & EACH(0x20) & used;
		pl->lower |= w & w << 1 & EACH(0x40) & used;
		pl->digit |= ~w & EACH(0x40) & used;
		w = (w | EACH(0x20)) & used;
		store(to + n, w);
		h = k == 8 ? hash_chunk(h, w) : hash_end(h, w, n + k);
	}
	pl->hash = h;
	pl->n = n;
}
