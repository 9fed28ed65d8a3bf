/* SPDX-License-Identifier: ISC */
#ifndef NW_MATCH_STEM_H
#define NW_MATCH_STEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Stems of plain words (Snowball), by the language of a text.  Words go
 * in folded; a stem that differs from its word is all there is to know.
 */
#define STEM_LANGS	24	/* at least as many as stem.c lists */

struct stemmer {
	void	*by_lang[STEM_LANGS];	/* opened when first asked for */
};

void	 stemmer_clear(struct stemmer *);
/* Number of a BCP 47 tag's language, or -1 when there is no stemmer. */
int	 stem_lang(const char *tag);
size_t	 stem_nlangs(void);
/* The stem of a folded word; it lives until the next call.  *n is its
 * length.  NULL when the language has no stemmer. */
const char *stem_word(struct stemmer *, int lang, const char *fold,
	    size_t len, size_t *n);
/* May a capital inside a sentence be that of a common noun? */
bool	 stem_nouns_have_capitals(int lang);

#endif
