/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_NAMES_H
#define NW_PARSE_NAMES_H

#include <stdint.h>

/*
 * Which element means what.  RSS, Atom and CDF share one vocabulary, since
 * feeds mix them: a name decides by where it stands, not by its dialect.
 */
enum ns {
	NS_OTHER,
	NS_CORE,	/* RSS, Atom, CDF */
	NS_DC,		/* Dublin Core, elements and terms */
	NS_CONTENT,
	NS_MEDIA,
	NS_ITUNES,	/* and Google's copy of it */
	NS_SLASH,
	NS_SY,
	NS_ORIGLINK,	/* feedburner, pheedo */
	NS_SOURCE,
	NS_YANDEX,
	NS_TURBO,
	NS_XHTML,
	NS_RDF,
	NS_XML,
	NS_KNOWN	/* known, and of no use: thr, wfw, georss, … */
};

/* The dialect that a URI proves. */
enum dialect {
	DIALECT_NONE,
	DIALECT_RSS, DIALECT_RSS090, DIALECT_RSS10,
	DIALECT_ATOM03, DIALECT_ATOM10
};

/* Where an element stands: what its parent is. */
enum where {
	IN_TOP = 1,		/* outside of any feed */
	IN_FEED = 2,
	IN_ITEM = 4,
	IN_SOURCE = 8,		/* the feed that an item was taken from */
	IN_IMAGE = 16,
	IN_PERSON = 32,
	IN_LOOSE = 64,		/* unknown, in a feed: may hold items */
	IN_SKIP = 128		/* unknown, in an item */
};

enum elem_kind {
	ELEM_FEED,
	ELEM_ITEM,
	ELEM_ENTER,		/* its children are its parent's */
	ELEM_TEXT,
	ELEM_PLAIN,		/* text that is never markup */
	ELEM_CONTENT,		/* text, or elsewhere, or not for people */
	ELEM_URL,		/* as text, or as href */
	ELEM_LINK,
	ELEM_GUID,
	ELEM_DATE,
	ELEM_PERSON,		/* text, or name, email, uri inside */
	ELEM_PERSON_TEXT,
	ELEM_NAME,
	ELEM_EMAIL,
	ELEM_URI,
	ELEM_CATEGORY,
	ELEM_KEYWORDS,		/* categories between commas */
	ELEM_ENCLOSURE,
	ELEM_MEDIA,
	ELEM_CREDIT,
	ELEM_SOURCE,
	ELEM_IMAGE,
	ELEM_TTL,
	ELEM_HOUR,
	ELEM_DAY,
	ELEM_PERIOD,
	ELEM_FREQUENCY
};

/* Of an item, or of the feed where that has the like. */
enum field {
	FIELD_NONE,
	FIELD_TITLE,
	FIELD_LINK,
	FIELD_ID,
	FIELD_SUMMARY,
	FIELD_CONTENT,
	FIELD_RIGHTS,
	FIELD_COMMENTS,
	FIELD_LANGUAGE,
	FIELD_SOURCE_TITLE,
	FIELD_SOURCE_LINK,
	FIELD_IMAGE,
	FIELD_PUBLISHED,
	FIELD_UPDATED,
	FIELD_AUTHORS,
	FIELD_COUNT
};

struct elem {
	uint8_t		 ns;
	const char	*name;		/* in small letters */
	uint8_t		 where;		/* of enum where */
	uint8_t		 kind;
	uint8_t		 field;
	uint8_t		 prio;		/* the greater wins, else the first */
};

/* Either may be NULL.  Any case, http or https, any closing '/' or '#'; an
 * unknown URI goes by its prefix. */
enum ns		 names_ns(const char *uri, const char *prefix);
enum dialect	 names_dialect(const char *uri);
/* The first row of that name, in any case; NULL for none.  Rows of one
 * name follow one another: names_in() finds the one for a place. */
const struct elem *names_find(enum ns, const char *name);
const struct elem *names_in(const struct elem *, unsigned int where);

#endif
