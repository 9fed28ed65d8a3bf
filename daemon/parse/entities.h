/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_ENTITIES_H
#define NW_PARSE_ENTITIES_H

#include <stddef.h>
#include <stdint.h>

#define ENTITY_NAME_MAX	31	/* bytes of the longest name, without ';' */

/*
 * The named character reference that the n bytes at name (what follows the
 * '&') begin with, by the rules of the HTML standard: the longest match,
 * its semicolon included; some old names match without one.  Returns the
 * bytes matched, 0 when none does; out holds the character and 0, or both
 * characters.  Inside an attribute the caller must leave a match without
 * semicolon alone when '=' or a letter or digit follows it.
 */
size_t	entity_find(const char *name, size_t n, uint32_t out[2]);

/*
 * Likewise for what follows "&#": digits, or x and hexadecimal digits, and
 * a semicolon if there is one.  Numbers that are no character come out as
 * HTML has it: U+FFFD, or what windows-1252 has in their place.
 */
size_t	entity_number(const char *s, size_t n, uint32_t *out);

#endif
