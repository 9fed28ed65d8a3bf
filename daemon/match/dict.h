/* SPDX-License-Identifier: ISC */
#ifndef NW_MATCH_DICT_H
#define NW_MATCH_DICT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Hashes to numbers, several a hash.  Keys are the hashes themselves:
 * with 64 bits two different words of a watch list and a text never meet
 * in practice.
 */
struct dict_slot {
	uint64_t	hash;		/* 0: empty */
	uint32_t	val;
	uint32_t	tag;		/* whatever the owner of val wants */
};

struct dict {
	struct dict_slot *slots;
	size_t		 mask;
	size_t		 n;
	uint64_t	*filter;	/* a bit a key, small enough to cache */
	size_t		 filtermask;	/* of bits */
};

void	dict_init(struct dict *);
void	dict_clear(struct dict *);
/* A pair (hash, val) is kept once, with the bits of all its tags. */
void	dict_add(struct dict *, uint64_t hash, uint32_t val, uint32_t tag);
/* After the last dict_add(): makes dict_maybe() answer. */
void	dict_seal(struct dict *);

/* The first slot of a hash, or NULL. */
const struct dict_slot *dict_first(const struct dict *, uint64_t hash);
/* The next slot of the same hash, or NULL. */
const struct dict_slot *dict_next(const struct dict *,
	    const struct dict_slot *);

/* False: the hash is not there.  Most words of a text end here. */
static inline bool
dict_maybe(const struct dict *d, uint64_t hash)
{
	size_t bit = (hash >> 20) & d->filtermask;

	return d->filter != NULL &&
	    (d->filter[bit >> 6] >> (bit & 63) & 1) != 0;
}

#endif
