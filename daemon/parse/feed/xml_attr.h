/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_XML_ATTR_H
#define NW_PARSE_XML_ATTR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/pool.h"

#define XML_ATTRS	128	/* of a tag; the mender lets no more through */

/* As they stand in the tag, values with their references. */
struct xml_attr {
	const char	*name;		/* without its prefix */
	size_t		 nname;
	const char	*prefix;
	size_t		 nprefix;
	const char	*value;
	size_t		 nvalue;
};

/* Those of a start tag, declarations of namespaces apart. */
struct xml_attrs {
	struct xml_attr	list[XML_ATTRS];
	size_t		n;
};

/* The value, decoded. */
char	*xml_attr_value(const struct xml_attr *, struct pool *);

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
