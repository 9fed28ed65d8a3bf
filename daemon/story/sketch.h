/* SPDX-License-Identifier: ISC */
#ifndef NW_STORY_SKETCH_H
#define NW_STORY_SKETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Near-copies: one-permutation MinHash (Li, Owen, Zhang 2012) of 3-word
 * shingles in SKETCH_BINS bins; SKETCH_BANDS of them propose candidates,
 * sketch_is_copy() decides.
 */
#define SKETCH_BINS	64
#define SKETCH_BANDS	16

struct sketch {
	uint32_t	bin[SKETCH_BINS];
	uint32_t	shingles;	/* distinct, estimated; 0: no text */
};

/* words: one hash a word of the body, in order. */
void	sketch_make(struct sketch *, const uint64_t *words, size_t n);
/* Keys to look candidates up by; writes at most SKETCH_BANDS, returns
 * how many (0 for a text too short to compare). */
size_t	sketch_bands(const struct sketch *, uint64_t out[SKETCH_BANDS]);
/* Estimated resemblance >= .5 or containment >= .8. */
bool	sketch_is_copy(const struct sketch *, const struct sketch *);

#endif
