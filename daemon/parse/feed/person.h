/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_PERSON_H
#define NW_PARSE_PERSON_H

#include <stddef.h>

#include "base/pool.h"
#include "item.h"

/*
 * Reads an author as feeds write one: "me@example.org (Name)", "Name
 * <me@example.org>", a name, an address, a name with a home page.  Several
 * with an address each may stand between commas.
 *
 * Reads the first person of *s, moves *s behind it; strings are from the
 * pool, NULL where nothing is told.  False when there is none left.
 */
bool	person_next(struct pool *, const char **s, struct person *);

#endif
