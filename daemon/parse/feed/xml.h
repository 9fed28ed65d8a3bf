/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_XML_H
#define NW_PARSE_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "parse/feed/build.h"

/*
 * RSS, RDF, Atom and CDF.  Gets what the mender gives out, gives what it
 * finds to a builder.
 */
struct xml;

struct xml	*xml_new(struct build *);
/* Accepts NULL. */
void		 xml_free(struct xml *);
void		 xml_start(struct xml *, const char *tag, size_t,
		    size_t nname);
void		 xml_stop(struct xml *);
void		 xml_text(struct xml *, const char *, size_t);
/* What is open now will be closed though it has not ended. */
void		 xml_breaks_off(struct xml *);
/* The end.  What else was wrong first, or NULL; lent. */
const char	*xml_end(struct xml *);

#endif
