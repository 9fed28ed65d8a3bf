/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_XML_TAG_H
#define NW_PARSE_XML_TAG_H

#include <libxml/xmlstring.h>
#include <libxml/dict.h>

#include "parse/feed/mend.h"
#include "parse/feed/xml_attr.h"

#define XML_NS_MAX	256	/* declarations in force; more are none */
#define XML_ERROR	160	/* bytes of the first complaint */

struct xml_ns {
	const char	*prefix;	/* NULL: the default */
	const char	*uri;		/* NULL: taken back */
};

/* What names mean here.  Equal names are equal pointers. */
struct xml_scope {
	xmlDict		*dict;
	size_t		 nns;
	bool		 full;		/* too many different names */
	char		 error[XML_ERROR];	/* the first; empty for none */
	struct xml_ns	 ns[XML_NS_MAX];
};

struct xml_tag {
	const char	*name;		/* without its prefix */
	const char	*prefix;	/* or NULL */
	const char	*uri;		/* or NULL */
	bool		 empty;		/* "/>" */
	struct xml_attrs attrs;
};

void	xml_scope_init(struct xml_scope *);
void	xml_scope_clear(struct xml_scope *);
/*
 * Takes a mended tag apart, of which nname bytes are its name.  Its
 * namespaces hold until the caller sets nns back.  False when names are too
 * many.  Attributes point into s.
 */
bool	xml_tag_read(struct xml_scope *, struct pool *scratch,
	    struct xml_tag *, const char *s, size_t n, size_t nname);

#endif
