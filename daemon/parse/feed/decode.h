/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_DECODE_H
#define NW_PARSE_DECODE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A document's bytes to well-formed UTF-8, block by block.  The first
 * block chooses the charset; a block of ASCII leaves it open.  Runs of
 * text in another charset than the rest are read by what they look like.
 */
struct decoder;

/* utf8 holds whole characters, without a byte order mark. */
typedef void (*decoder_cb)(void *arg, const char *utf8, size_t n);

/* content_type may be NULL; copied. */
struct decoder	*decoder_new(const char *content_type, decoder_cb, void *arg);
/* Accepts NULL. */
void		 decoder_free(struct decoder *);
/*
 * Results are the same for the same blocks only: cut them at the same
 * places whatever the pieces in which they came.
 */
void		 decoder_push(struct decoder *, const char *, size_t,
		    bool last);
/* The charset as IANA names it; "UTF-8" while nothing is known. */
const char	*decoder_charset(const struct decoder *);
/* The first thing that was wrong with the bytes; NULL for nothing. */
const char	*decoder_damage(const struct decoder *);

#endif
