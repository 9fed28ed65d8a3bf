/* SPDX-License-Identifier: ISC */
#ifndef NW_MATCH_GIVEN_H
#define NW_MATCH_GIVEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "match/dict.h"
#include "match/systems.h"

/*
 * First names: which are one name in several languages.  What rules can
 * derive (Sergey, Sergei, Serhii) is not listed.
 */
struct given {
	bool		 female;
	bool		 foreign;	/* to Cyrillic: Latin is as listed */
	const char	*by[NTONGUES];	/* names parted by blanks; "" none */
	const char	*latin;
	const char	*nicks;		/* also called so beside a surname */
};

extern const struct given givens[];
extern const size_t ngivens;

#endif
