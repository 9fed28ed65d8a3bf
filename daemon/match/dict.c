/* SPDX-License-Identifier: ISC */
/* Open addressing, linear probing, at most seven tenths full. */
#include "match/dict.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

#define DICT_FIRST	64	/* slots; a power of two */

void
dict_init(struct dict *d)
{
	memset(d, 0, sizeof(*d));
}

void
dict_clear(struct dict *d)
{
	free(d->slots);
	free(d->filter);
	dict_init(d);
}

static void
dict_put(struct dict *d, const struct dict_slot *s)
{
	size_t i = s->hash & d->mask;

	while (d->slots[i].hash != 0)
		i = (i + 1) & d->mask;
	d->slots[i] = *s;
}

static void
dict_grow(struct dict *d)
{
	struct dict_slot *old = d->slots;
	size_t i, nold = old != NULL ? d->mask + 1 : 0;
	size_t cap = old != NULL ? nold * 2 : DICT_FIRST;

	d->slots = xcalloc(cap, sizeof(*d->slots));
	d->mask = cap - 1;
	for (i = 0; i < nold; i++)
		if (old[i].hash != 0)
			dict_put(d, &old[i]);
	free(old);
}

static uint64_t
key_of(uint64_t hash)
{
	return hash != 0 ? hash : 1;
}

void
dict_add(struct dict *d, uint64_t hash, uint32_t val, uint32_t tag)
{
	uint64_t key = key_of(hash);
	size_t i;

	if (d->slots == NULL || (d->n + 1) * 10 > (d->mask + 1) * 7)
		dict_grow(d);
	for (i = key & d->mask; d->slots[i].hash != 0; i = (i + 1) & d->mask)
		if (d->slots[i].hash == key && d->slots[i].val == val) {
			d->slots[i].tag |= tag;
			return;
		}
	d->slots[i] = (struct dict_slot){ key, val, tag };
	d->n++;
}

void
dict_seal(struct dict *d)
{
	size_t i, bit, bits = d->slots != NULL ? (d->mask + 1) * 8 : 64;

	free(d->filter);
	d->filter = xcalloc(bits / 64, sizeof(*d->filter));
	d->filtermask = bits - 1;
	for (i = 0; d->slots != NULL && i <= d->mask; i++) {
		if (d->slots[i].hash == 0)
			continue;
		bit = (d->slots[i].hash >> 20) & d->filtermask;
		d->filter[bit >> 6] |= (uint64_t)1 << (bit & 63);
	}
}

static const struct dict_slot *
probe(const struct dict *d, size_t i, uint64_t key)
{
	for (;; i = (i + 1) & d->mask) {
		if (d->slots[i].hash == key)
			return &d->slots[i];
		if (d->slots[i].hash == 0)
			return NULL;
	}
}

const struct dict_slot *
dict_first(const struct dict *d, uint64_t hash)
{
	uint64_t key = key_of(hash);

	return d->slots != NULL ? probe(d, key & d->mask, key) : NULL;
}

const struct dict_slot *
dict_next(const struct dict *d, const struct dict_slot *s)
{
	return probe(d, ((size_t)(s - d->slots) + 1) & d->mask, s->hash);
}
