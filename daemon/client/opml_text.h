/* SPDX-License-Identifier: ISC */
#ifndef NW_CLIENT_OPML_TEXT_H
#define NW_CLIENT_OPML_TEXT_H

#include <stddef.h>
#include <stdio.h>

struct conf;
struct opml;

/* A section for each feed with a web address, under names of its own; how
 * many there were. */
size_t	opml_write_sections(FILE *, const struct opml *);
/* The feeds of a configuration as a list of subscriptions. */
void	opml_write(FILE *, const struct conf *);

#endif
