/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_QUOTE_CUE_H
#define NW_PARSE_EXTRACT_QUOTE_CUE_H

#include <stddef.h>
#include <stdint.h>

#include "parse/extract/quote_np.h"
#include "parse/extract/quote_outer.h"

/*
 * A place in the text that says who speaks: "Naryshkin said", "said the
 * mayor", "adding that", "according to him", "по словам Лаврова".
 */
enum cue_bits {
	CUE_ACCORDING	= 1 << 0,	/* no verb */
	CUE_INHERIT	= 1 << 1,	/* its subject stands further up */
	CUE_RIGHT	= 1 << 2,	/* the subject is behind the verb */
	CUE_THAT	= 1 << 3,	/* a clause follows: said that */
	CUE_PASSIVE	= 1 << 4,	/* was announced by */
	CUE_RELATIVE	= 1 << 5,	/* X, who said: aside of another */
	CUE_MARK	= 1 << 6	/* a colon or a dash for a verb */
};

struct cue {
	struct np	np;
	size_t		verb;		/* outer tokens of the verb */
	size_t		vend;
	size_t		from;		/* of the verb and its subject */
	size_t		to;
	uint32_t	vbits;		/* enum verb_bits */
	uint32_t	bits;
	int		actor;		/* in the cast; -1 nobody known */
};

struct cues {
	struct cue	*v;
	size_t		 len;
};

/* In the order of the text.  clear frees what find took. */
void	cues_find(struct cues *, const struct outer *);
void	cues_clear(struct cues *);

#endif
