/* SPDX-License-Identifier: ISC */
/* FNV-1a (Fowler, Noll, Vo), and the finaliser of MurmurHash3 (Appleby). */
#include "base/hash.h"

#include <string.h>

#define FNV_PRIME	0x100000001b3u

uint64_t
hash_add(uint64_t h, const void *data, size_t n)
{
	const unsigned char *p = data;

	for (; n > 0; n--, p++)
		h = (h ^ *p) * FNV_PRIME;
	return h;
}

uint64_t
hash_end(uint64_t h)
{
	h ^= h >> 33;
	h *= 0xff51afd7ed558ccdu;
	h ^= h >> 33;
	h *= 0xc4ceb9fe1a85ec53u;
	h ^= h >> 33;
	return h != 0 ? h : 1;
}

/* A multiplication carries upwards only: the shift brings the high bits of
 * a step down, where the next one's carry begins. */
uint64_t
hash_bulk(uint64_t h, const void *data, size_t n)
{
	const unsigned char *p = data;
	uint64_t word;

	for (; n >= sizeof(word); n -= sizeof(word), p += sizeof(word)) {
		memcpy(&word, p, sizeof(word));
		h = (h ^ word) * 0xff51afd7ed558ccdu;
		h ^= h >> 32;
	}
	return hash_add(h, p, n);
}
