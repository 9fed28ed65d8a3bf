/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_XML_H
#define NW_PARSE_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "parse/feed/build.h"

/*
 * RSS, RDF, Atom and CDF.  Gets mended XML without a document type: its
 * tags, which go through libxml2's push parser, and its text, which is
 * ready.  Gives what it finds to a builder.
 */
struct xml;

struct xml	*xml_new(struct build *);
/* Accepts NULL. */
void		 xml_free(struct xml *);
/* In the order of the document; no text before its tag is whole. */
void		 xml_tags(struct xml *, const char *, size_t);
void		 xml_text(struct xml *, const char *, size_t);
/* What is open now will be closed though it has not ended. */
void		 xml_breaks_off(struct xml *);
/* The end.  The first error that libxml2 saw, or NULL; lent. */
const char	*xml_end(struct xml *);

#endif
