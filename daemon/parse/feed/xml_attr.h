/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_XML_ATTR_H
#define NW_PARSE_XML_ATTR_H

#include <stdbool.h>
#include <libxml/parser.h>

#include "base/buf.h"
#include "base/pool.h"

/* The attributes of a start tag, as SAX2 hands them out. */
struct xml_attrs {
	const xmlChar	**list;
	int		  n;
};

/*
 * The value of an attribute of that local name, in any case, whatever its
 * namespace; xml_attr_xml() takes those of xml: alone.  Copied into the
 * pool; NULL when there is none.
 */
char	*xml_attr(const struct xml_attrs *, struct pool *, const char *name);
char	*xml_attr_xml(const struct xml_attrs *, struct pool *,
	    const char *name);

/* Markup written back as HTML.  False at b's ceiling. */
bool	xml_write_start(struct buf *b, const char *name,
	    const struct xml_attrs *);
bool	xml_write_end(struct buf *b, const char *name);
bool	xml_write_text(struct buf *b, const char *, size_t);

#endif
