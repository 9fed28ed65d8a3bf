/* SPDX-License-Identifier: ISC */
#ifndef NW_BASE_HASH_H
#define NW_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/*
 * 64-bit hashes to tell bytes apart by; whoever wants two inputs of one
 * hash can make them.  The database keeps their values, so what they give
 * must never change.
 */
#define HASH_START	0xcbf29ce484222325u

/* FNV-1a, a byte a step: the same however the bytes are cut up. */
uint64_t	hash_add(uint64_t h, const void *, size_t);
/* Eight bytes a step in the machine's order, for bodies; parts have to be
 * cut the same way. */
uint64_t	hash_bulk(uint64_t h, const void *, size_t);
/* Spreads what short inputs leave in the low bits.  Never 0. */
uint64_t	hash_end(uint64_t h);

#endif
