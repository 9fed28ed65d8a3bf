/* SPDX-License-Identifier: ISC */
#ifndef NW_CLIENT_SHOW_H
#define NW_CLIENT_SHOW_H

#include <jansson.h>

#include "client/term.h"

/* The daemon's objects as text for people, one call an object. */
void	show_hit(struct term *, const json_t *);
void	show_feed(struct term *, const json_t *);
void	show_quarantined(struct term *, const json_t *);
void	show_status(struct term *, const json_t *);
/* A stored item as one of its story, and whole. */
void	show_member(struct term *, const json_t *);
void	show_item(struct term *, const json_t *);
void	show_alert(struct term *, const json_t *);

/* --- what the renderings share ------------------------------------------ */

/* A string of an object, NULL when there is none. */
const char	*show_str(const json_t *, const char *key);
int64_t		 show_int(const json_t *, const char *key);
/* A part of a line: "  name value"; left out when unknown, or 0. */
void		 show_fact(struct term *, const char *name, const char *);
void		 show_fact_int(struct term *, const char *name, int64_t);
/* A headline (or NULL), cut when it is a whole text; caller frees. */
char		*show_cut(const char *headline);
/* An RFC 3339 time as local "2026-01-31 10:00"; "" when unknown. */
#define SHOW_TIME	32
const char	*show_time(const char *rfc3339, char out[SHOW_TIME]);
/* "2 d 3 h", the two largest units. */
const char	*show_span(int64_t seconds, char out[SHOW_TIME]);

#endif
