/* SPDX-License-Identifier: ISC */
/*
 * The tables: namespaces by URI and by prefix, elements by name.  A new
 * element is a row here, a new kind of element a case in xml.c.
 */
#include "parse/feed/names.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

struct ns_row {
	const char	*name;
	enum ns		 ns;
	enum dialect	 dialect;
};

/* URIs in small letters, without scheme, "www." and closing '/' or '#'. */
static const struct ns_row uris[] = {
	{ "w3.org/2005/atom", NS_CORE, DIALECT_ATOM10 },
	{ "purl.org/atom/ns", NS_CORE, DIALECT_ATOM03 },
	{ "purl.org/rss/1.0", NS_CORE, DIALECT_RSS10 },
	{ "purl.org/net/rss1.1", NS_CORE, DIALECT_RSS },
	{ "my.netscape.com/rdf/simple/0.9", NS_CORE, DIALECT_RSS090 },
	{ "channel.netscape.com/rdf/simple/0.9", NS_CORE, DIALECT_RSS090 },
	{ "my.netscape.com/publish/formats/rss-0.91.dtd", NS_CORE,
	    DIALECT_RSS },
	{ "backend.userland.com/rss", NS_CORE, DIALECT_RSS },
	{ "backend.userland.com/rss2", NS_CORE, DIALECT_RSS },
	{ "backend.userland.com/rss091", NS_CORE, DIALECT_RSS },
	{ "backend.userland.com/rss092", NS_CORE, DIALECT_RSS },
	{ "blogs.law.harvard.edu/tech/rss", NS_CORE, DIALECT_RSS },
	{ "cyber.law.harvard.edu/rss", NS_CORE, DIALECT_RSS },
	{ "rssboard.org/rss-specification", NS_CORE, DIALECT_RSS },
	{ "purl.org/dc/elements/1.1", NS_DC, DIALECT_NONE },
	{ "purl.org/dc/elements/1.0", NS_DC, DIALECT_NONE },
	{ "purl.org/dc/terms", NS_DC, DIALECT_NONE },
	{ "purl.org/rss/1.0/modules/dc", NS_DC, DIALECT_NONE },
	{ "purl.org/rss/1.0/modules/dcterms", NS_DC, DIALECT_NONE },
	{ "purl.org/rss/1.0/modules/content", NS_CONTENT, DIALECT_NONE },
	{ "search.yahoo.com/mrss", NS_MEDIA, DIALECT_NONE },
	{ "search.yahoo.com/rss", NS_MEDIA, DIALECT_NONE },
	{ "search.yahoo.com/searchrss", NS_MEDIA, DIALECT_NONE },
	{ "video.search.yahoo.com/mrss", NS_MEDIA, DIALECT_NONE },
	{ "tools.search.yahoo.com/mrss", NS_MEDIA, DIALECT_NONE },
	{ "yahoo.com/mrss", NS_MEDIA, DIALECT_NONE },
	{ "rssboard.org/media-rss", NS_MEDIA, DIALECT_NONE },
	{ "itunes.com/dtds/podcast-1.0.dtd", NS_ITUNES, DIALECT_NONE },
	{ "itunes.com/dtds/podcast-2.0.dtd", NS_ITUNES, DIALECT_NONE },
	{ "itunes.apple.com/dtds/podcast-1.0.dtd", NS_ITUNES, DIALECT_NONE },
	{ "google.com/schemas/play-podcasts/1.0", NS_ITUNES, DIALECT_NONE },
	{ "purl.org/rss/1.0/modules/slash", NS_SLASH, DIALECT_NONE },
	{ "purl.org/rss/1.0/modules/syndication", NS_SY, DIALECT_NONE },
	{ "rssnamespace.org/feedburner/ext/1.0", NS_ORIGLINK, DIALECT_NONE },
	{ "pheedo.com/namespace/pheedo", NS_ORIGLINK, DIALECT_NONE },
	{ "source.scripting.com", NS_SOURCE, DIALECT_NONE },
	{ "news.yandex.ru", NS_YANDEX, DIALECT_NONE },
	{ "turbo.yandex.ru", NS_TURBO, DIALECT_NONE },
	{ "w3.org/1999/xhtml", NS_XHTML, DIALECT_NONE },
	{ "w3.org/1999/02/22-rdf-syntax-ns", NS_RDF, DIALECT_NONE },
	{ "w3.org/xml/1998/namespace", NS_XML, DIALECT_NONE },
	{ "purl.org/syndication/thread/1.0", NS_KNOWN, DIALECT_NONE },
	{ "wellformedweb.org/commentapi", NS_KNOWN, DIALECT_NONE },
	{ "georss.org/georss", NS_KNOWN, DIALECT_NONE },
	{ "georss.org/georss/10", NS_KNOWN, DIALECT_NONE },
	{ "w3.org/2003/01/geo/wgs84_pos", NS_KNOWN, DIALECT_NONE },
	{ "opengis.net/gml", NS_KNOWN, DIALECT_NONE }
};

/* For a prefix that nothing declares, or declares as something unknown. */
static const struct ns_row prefixes[] = {
	{ "rss", NS_CORE, DIALECT_NONE },
	{ "atom", NS_CORE, DIALECT_NONE },
	{ "atom10", NS_CORE, DIALECT_NONE },
	{ "a10", NS_CORE, DIALECT_NONE },
	{ "dc", NS_DC, DIALECT_NONE },
	{ "dcterms", NS_DC, DIALECT_NONE },
	{ "content", NS_CONTENT, DIALECT_NONE },
	{ "media", NS_MEDIA, DIALECT_NONE },
	{ "itunes", NS_ITUNES, DIALECT_NONE },
	{ "googleplay", NS_ITUNES, DIALECT_NONE },
	{ "slash", NS_SLASH, DIALECT_NONE },
	{ "sy", NS_SY, DIALECT_NONE },
	{ "feedburner", NS_ORIGLINK, DIALECT_NONE },
	{ "source", NS_SOURCE, DIALECT_NONE },
	{ "yandex", NS_YANDEX, DIALECT_NONE },
	{ "turbo", NS_TURBO, DIALECT_NONE },
	{ "xhtml", NS_XHTML, DIALECT_NONE },
	{ "rdf", NS_RDF, DIALECT_NONE },
	{ "xml", NS_XML, DIALECT_NONE }
};

#define FEED_OR_ITEM	(IN_FEED | IN_ITEM)
#define ROW(ns, name, where, kind, field, prio)				\
	{ NS_##ns, name, where, ELEM_##kind, FIELD_##field, prio }

static const struct elem elems[] = {
	ROW(CORE, "rss", IN_TOP | IN_FEED, FEED, NONE, 0),
	ROW(CORE, "feed", IN_TOP | IN_FEED, FEED, NONE, 0),
	ROW(CORE, "channel", IN_TOP | IN_FEED, FEED, NONE, 0),
	ROW(RDF, "rdf", IN_TOP | IN_FEED, FEED, NONE, 0),
	ROW(CORE, "item", IN_TOP | IN_FEED | IN_LOOSE, ITEM, NONE, 0),
	ROW(CORE, "entry", IN_TOP | IN_FEED | IN_LOOSE, ITEM, NONE, 0),

	ROW(CORE, "title", FEED_OR_ITEM, TEXT, TITLE, 5),
	ROW(CORE, "title", IN_SOURCE, TEXT, SOURCE_TITLE, 5),
	ROW(CORE, "link", FEED_OR_ITEM, LINK, LINK, 5),
	ROW(CORE, "link", IN_SOURCE, LINK, SOURCE_LINK, 5),
	ROW(CORE, "a", FEED_OR_ITEM, LINK, LINK, 3),
	ROW(CORE, "guid", IN_ITEM, GUID, ID, 5),
	ROW(CORE, "id", IN_ITEM, PLAIN, ID, 5),
	ROW(CORE, "id", IN_SOURCE, URL, SOURCE_LINK, 1),
	ROW(CORE, "description", FEED_OR_ITEM, TEXT, SUMMARY, 4),
	ROW(CORE, "abstract", FEED_OR_ITEM, TEXT, SUMMARY, 4),
	ROW(CORE, "subtitle", IN_FEED, TEXT, SUMMARY, 5),
	ROW(CORE, "tagline", IN_FEED, TEXT, SUMMARY, 5),
	ROW(CORE, "summary", FEED_OR_ITEM, TEXT, SUMMARY, 5),
	ROW(CORE, "content", IN_ITEM, CONTENT, CONTENT, 5),
	ROW(CORE, "body", IN_ITEM, TEXT, CONTENT, 3),
	ROW(CORE, "pubdate", IN_ITEM, DATE, PUBLISHED, 5),
	ROW(CORE, "pubdate", IN_FEED, DATE, UPDATED, 2),
	ROW(CORE, "published", IN_ITEM, DATE, PUBLISHED, 5),
	ROW(CORE, "published", IN_FEED, DATE, UPDATED, 2),
	ROW(CORE, "issued", IN_ITEM, DATE, PUBLISHED, 4),
	ROW(CORE, "created", IN_ITEM, DATE, PUBLISHED, 3),
	ROW(CORE, "date", IN_ITEM, DATE, PUBLISHED, 2),
	ROW(CORE, "updated", FEED_OR_ITEM, DATE, UPDATED, 5),
	ROW(CORE, "modified", FEED_OR_ITEM, DATE, UPDATED, 4),
	ROW(CORE, "lastbuilddate", FEED_OR_ITEM, DATE, UPDATED, 4),
	ROW(CORE, "author", FEED_OR_ITEM, PERSON, AUTHORS, 5),
	ROW(CORE, "author", IN_SOURCE, PERSON, AUTHORS, 1),
	ROW(CORE, "managingeditor", IN_FEED, PERSON_TEXT, AUTHORS, 4),
	ROW(CORE, "name", IN_PERSON, NAME, NONE, 0),
	ROW(CORE, "email", IN_PERSON, EMAIL, NONE, 0),
	ROW(CORE, "uri", IN_PERSON, URI, NONE, 0),
	ROW(CORE, "url", IN_PERSON, URI, NONE, 0),
	ROW(CORE, "url", IN_IMAGE, URL, IMAGE, 5),
	ROW(CORE, "homepage", IN_PERSON, URI, NONE, 0),
	ROW(CORE, "category", FEED_OR_ITEM, CATEGORY, NONE, 0),
	ROW(CORE, "enclosure", IN_ITEM, ENCLOSURE, NONE, 0),
	ROW(CORE, "comments", IN_ITEM, URL, COMMENTS, 5),
	ROW(CORE, "source", IN_ITEM, SOURCE, NONE, 0),
	ROW(CORE, "rights", IN_ITEM, TEXT, RIGHTS, 5),
	ROW(CORE, "copyright", IN_ITEM, TEXT, RIGHTS, 5),
	ROW(CORE, "language", FEED_OR_ITEM, PLAIN, LANGUAGE, 5),
	ROW(CORE, "image", IN_FEED, IMAGE, IMAGE, 4),
	ROW(CORE, "logo", IN_FEED, URL, IMAGE, 4),
	ROW(CORE, "icon", IN_FEED, URL, IMAGE, 1),
	ROW(CORE, "ttl", IN_FEED, TTL, NONE, 0),
	ROW(CORE, "skiphours", IN_FEED, ENTER, NONE, 0),
	ROW(CORE, "skipdays", IN_FEED, ENTER, NONE, 0),
	ROW(CORE, "hour", IN_FEED, HOUR, NONE, 0),
	ROW(CORE, "day", IN_FEED, DAY, NONE, 0),

	ROW(DC, "title", FEED_OR_ITEM, TEXT, TITLE, 3),
	ROW(DC, "description", FEED_OR_ITEM, TEXT, SUMMARY, 3),
	ROW(DC, "abstract", FEED_OR_ITEM, TEXT, SUMMARY, 3),
	ROW(DC, "creator", FEED_OR_ITEM, PERSON_TEXT, AUTHORS, 5),
	ROW(DC, "author", FEED_OR_ITEM, PERSON_TEXT, AUTHORS, 4),
	ROW(DC, "publisher", IN_FEED, PERSON_TEXT, AUTHORS, 1),
	ROW(DC, "subject", FEED_OR_ITEM, CATEGORY, NONE, 0),
	ROW(DC, "date", IN_ITEM, DATE, PUBLISHED, 4),
	ROW(DC, "date", IN_FEED, DATE, UPDATED, 3),
	ROW(DC, "issued", IN_ITEM, DATE, PUBLISHED, 4),
	ROW(DC, "created", IN_ITEM, DATE, PUBLISHED, 3),
	ROW(DC, "modified", FEED_OR_ITEM, DATE, UPDATED, 4),
	ROW(DC, "language", FEED_OR_ITEM, PLAIN, LANGUAGE, 4),
	ROW(DC, "rights", IN_ITEM, TEXT, RIGHTS, 3),
	ROW(DC, "identifier", IN_ITEM, PLAIN, ID, 1),

	ROW(CONTENT, "encoded", IN_ITEM, TEXT, CONTENT, 6),
	ROW(XHTML, "body", IN_ITEM, TEXT, CONTENT, 4),
	ROW(XHTML, "div", IN_ITEM, TEXT, CONTENT, 3),
	ROW(YANDEX, "full-text", IN_ITEM, TEXT, CONTENT, 4),
	ROW(TURBO, "content", IN_ITEM, TEXT, CONTENT, 3),
	ROW(SOURCE, "markdown", IN_ITEM, TEXT, CONTENT, 1),
	ROW(ORIGLINK, "origlink", IN_ITEM, URL, LINK, 6),

	ROW(MEDIA, "group", FEED_OR_ITEM, ENTER, NONE, 0),
	ROW(MEDIA, "content", IN_ITEM, MEDIA, NONE, 0),
	ROW(MEDIA, "title", IN_ITEM, TEXT, TITLE, 1),
	ROW(MEDIA, "description", IN_ITEM, TEXT, SUMMARY, 1),
	ROW(MEDIA, "credit", IN_ITEM, CREDIT, AUTHORS, 1),
	ROW(MEDIA, "keywords", FEED_OR_ITEM, KEYWORDS, NONE, 0),
	ROW(MEDIA, "category", FEED_OR_ITEM, CATEGORY, NONE, 0),
	ROW(MEDIA, "copyright", IN_ITEM, TEXT, RIGHTS, 1),

	ROW(ITUNES, "title", IN_ITEM, TEXT, TITLE, 2),
	ROW(ITUNES, "author", FEED_OR_ITEM, PERSON_TEXT, AUTHORS, 2),
	ROW(ITUNES, "owner", IN_FEED, PERSON, AUTHORS, 1),
	ROW(ITUNES, "name", IN_PERSON, NAME, NONE, 0),
	ROW(ITUNES, "email", IN_PERSON, EMAIL, NONE, 0),
	ROW(ITUNES, "summary", FEED_OR_ITEM, TEXT, SUMMARY, 3),
	ROW(ITUNES, "description", FEED_OR_ITEM, TEXT, SUMMARY, 3),
	ROW(ITUNES, "subtitle", FEED_OR_ITEM, TEXT, SUMMARY, 2),
	ROW(ITUNES, "image", IN_FEED, URL, IMAGE, 3),
	ROW(ITUNES, "category", IN_FEED | IN_ITEM, CATEGORY, NONE, 0),
	ROW(ITUNES, "keywords", FEED_OR_ITEM, KEYWORDS, NONE, 0),

	ROW(SLASH, "section", IN_ITEM, CATEGORY, NONE, 0),
	ROW(SY, "updateperiod", IN_FEED, PERIOD, NONE, 0),
	ROW(SY, "updatefrequency", IN_FEED, FREQUENCY, NONE, 0)
};

static const struct ns_row *
uri_find(const char *uri)
{
	size_t i, n;

	if (strncasecmp(uri, "http://", 7) == 0)
		uri += 7;
	else if (strncasecmp(uri, "https://", 8) == 0)
		uri += 8;
	if (strncasecmp(uri, "www.", 4) == 0)
		uri += 4;
	n = strlen(uri);
	while (n > 0 && strchr("/# ", uri[n - 1]) != NULL)
		n--;
	for (i = 0; i < COUNT(uris); i++)
		if (strlen(uris[i].name) == n &&
		    strncasecmp(uris[i].name, uri, n) == 0)
			return &uris[i];
	return NULL;
}

enum ns
names_ns(const char *uri, const char *prefix)
{
	const struct ns_row *row = uri != NULL ? uri_find(uri) : NULL;
	size_t i;

	if (row != NULL)
		return row->ns;
	if (prefix == NULL)
		return uri == NULL ? NS_CORE : NS_OTHER;
	for (i = 0; i < COUNT(prefixes); i++)
		if (strcasecmp(prefixes[i].name, prefix) == 0)
			return prefixes[i].ns;
	return NS_OTHER;
}

enum dialect
names_dialect(const char *uri)
{
	const struct ns_row *row = uri_find(uri);

	return row != NULL ? row->dialect : DIALECT_NONE;
}

const struct elem *
names_find(enum ns ns, const char *name)
{
	size_t i;

	for (i = 0; i < COUNT(elems); i++)
		if (elems[i].ns == ns && strcasecmp(elems[i].name, name) == 0)
			return &elems[i];
	return NULL;
}

const struct elem *
names_in(const struct elem *e, unsigned int where)
{
	const struct elem *first = e;

	for (; e != NULL && e < elems + COUNT(elems); e++) {
		if (e->ns != first->ns || strcmp(e->name, first->name) != 0)
			break;
		if ((e->where & where) != 0)
			return e;
	}
	return NULL;
}
