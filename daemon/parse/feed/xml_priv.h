/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_XML_PRIV_H
#define NW_PARSE_XML_PRIV_H

#include "base/buf.h"
#include "parse/feed/build.h"
#include "parse/feed/mend.h"
#include "parse/feed/names.h"
#include "parse/feed/xml.h"
#include "parse/feed/xml_attr.h"
#include "parse/feed/xml_tag.h"

/*
 * What the XML reader's files share: xml.c has the stack of
 * frames, xml_field.c what elements do, xml_text.c the text being read.
 */
#define XML_FRAMES	(MEND_DEPTH_MAX + 2)
#define XML_HITS	128	/* remembered names; a power of two */
#define XML_PROBES	4	/* places where one may be */

struct frame {
	const struct elem	*elem;	/* NULL: means nothing here */
	unsigned int		 where;	/* what its children stand in */
	bool			 captures;
	char			*base;	/* of xml:base; NULL as its parent */
	char			*lang;
};

/*
 * What a name means in a place, found once.  Equal names are equal pointers.
 */
struct hit {
	const char		*name;
	const char		*uri;
	const char		*prefix;
	unsigned int		 where;
	bool			 atom;
	const struct elem	*elem;	/* NULL: nothing there */
};

/* An open element, of markup inside a text, too. */
struct xml_open {
	const char	*name;
	size_t		 nns;		/* namespaces in force around it */
};

struct xml {
	struct build		*build;
	size_t			 nopen;
	size_t			 depth;
	struct hit		 hits[XML_HITS + XML_PROBES];
	const char		*core_uri;	/* the root's unknown default */
	bool			 atom;		/* the root is Atom's */
	struct pool		*scratch;	/* values of one element */
	struct pool		*person_pool;
	struct person		 person;
	/* The text being read: */
	struct buf		 text;
	size_t			 capture;	/* depth of its frame; 0 none */
	size_t			 inside;	/* open markup inside it */
	enum text_mode		 mode;
	bool			 markup;	/* text is HTML source now */
	bool			 base64;
	bool			 unreadable;	/* pictures and the like */
	bool			 wrapped;	/* its outer div is left out */
	bool			 permalink;
	bool			 breaks_off;
	/* Written before they are read, so not cleared: see mend_new(). */
	struct xml_scope	 scope;
	struct xml_open		 open[MEND_DEPTH_MAX + 1];
	struct frame		 frames[XML_FRAMES];
};

static inline struct frame *
xml_top(struct xml *x)
{
	return &x->frames[x->depth];
}

/* What stands in force here; NULL for nothing. */
const char	*xml_base(const struct xml *);
const char	*xml_lang(const struct xml *);
/* Resolves addresses inside the element on top by this; NULL: no change. */
void		 xml_rebase(struct xml *, const char *ref);
/* Takes over xml:base and xml:lang of the element on top. */
void		 xml_inherit(struct xml *, const struct xml_attrs *);

/* An element that means something; its frame is on top. */
void		 xml_field_start(struct xml *, const struct elem *,
		    const struct xml_attrs *, bool atom);
/* Its end, and that of the text that was read for it. */
void		 xml_field_end(struct xml *, const struct elem *);
/* The format that a root of that name is of. */
const char	*xml_field_format(struct xml *, const struct xml_tag *);

/* From now on text is read for the frame on top. */
void		 xml_text_capture(struct xml *);
/* How it is meant, by the attributes of its element. */
void		 xml_text_mode(struct xml *, const struct elem *,
		    const struct xml_attrs *, bool atom);
void		 xml_text_add(struct xml *, const char *, size_t);
/* Elements inside it. */
void		 xml_text_start(struct xml *, const char *name,
		    const struct xml_attrs *);
void		 xml_text_end(struct xml *, const char *name);

#endif
