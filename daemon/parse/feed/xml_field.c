/* SPDX-License-Identifier: ISC */
/*
 * What the elements of feeds do: at their start tag, where attributes say
 * it all, and at their end, when their text is there.  Which element is of
 * which kind, the table in names.c says.
 */
#include "parse/feed/xml_priv.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/uri.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "parse/feed/text.h"

/* Priorities of a language that xml:lang tells: the nearest wins, but an
 * element of its own says more. */
enum { LANG_INHERITED = 1, LANG_TEXT = 2, LANG_OWN = 3 };

static void
start_link(struct xml *x, const struct xml_attrs *a, const struct elem *e)
{
	static const char iana[] = "http://www.iana.org/assignments/relation/";
	struct build *b = x->build;
	char *href = xml_attr(a, x->scratch, "href"), *rel, *type;
	bool html;

	if (href == NULL)
		href = xml_attr(a, x->scratch, "resource");
	if (href == NULL) {
		xml_text_capture(x);
		return;
	}
	rel = xml_attr(a, x->scratch, "rel");
	type = xml_attr(a, x->scratch, "type");
	if (rel == NULL)
		rel = pool_strdup(x->scratch, "alternate");
	if (strncasecmp(rel, iana, sizeof(iana) - 1) == 0)
		rel += sizeof(iana) - 1;
	html = type == NULL || strstr(type, "html") != NULL;
	if (strcasecmp(rel, "alternate") == 0)
		build_url(b, e->field, e->prio - (html ? 1u : 2u), href,
		    strlen(href), xml_base(x));
	else if (strcasecmp(rel, "enclosure") == 0)
		build_enclosure(b, href, type,
		    xml_attr(a, x->scratch, "length"), xml_base(x));
	else if (strcasecmp(rel, "replies") == 0)
		build_url(b, FIELD_COMMENTS, html ? 4 : 1, href, strlen(href),
		    xml_base(x));
	else if (strcasecmp(rel, "related") == 0)
		build_url(b, e->field, 1, href, strlen(href), xml_base(x));
	else if (strcasecmp(rel, "self") == 0 && !b->in_item &&
	    b->self == NULL && uri_is_web(href))
		b->self = xstrdup(href);
}

static void
start_category(struct xml *x, const struct xml_attrs *a, const struct elem *e)
{
	static const char *const names[] = { "term", "text", "label" };
	char *word = NULL;
	size_t i;

	for (i = 0; i < 3 && (word == NULL || word[0] == '\0'); i++)
		word = xml_attr(a, x->scratch, names[i]);
	if (word != NULL)
		build_category(x->build, word, strlen(word));
	if (e->ns == NS_ITUNES)
		xml_top(x)->where = x->frames[x->depth - 1].where;
	else if (word == NULL)
		xml_text_capture(x);
}

static void
start_media(struct xml *x, const struct xml_attrs *a)
{
	char *type = xml_attr(a, x->scratch, "type");

	if (type == NULL)
		type = xml_attr(a, x->scratch, "medium");
	build_enclosure(x->build, xml_attr(a, x->scratch, "url"), type,
	    xml_attr(a, x->scratch, "fileSize"), xml_base(x));
	xml_top(x)->where = x->frames[x->depth - 1].where;
}

static void
start_url(struct xml *x, const struct xml_attrs *a, const struct elem *e,
    const char *name)
{
	char *url = xml_attr(a, x->scratch, name);

	if (url == NULL && e->kind == ELEM_IMAGE)
		url = xml_attr(a, x->scratch, "resource");
	if (url != NULL)
		build_url(x->build, e->field, e->prio > 1 ? e->prio - 1u : 1u,
		    url, strlen(url), xml_base(x));
	xml_text_capture(x);
}

static void
start_content(struct xml *x, const struct xml_attrs *a, const struct elem *e,
    bool atom)
{
	char *src = xml_attr(a, x->scratch, "src");

	if (src != NULL) {
		build_url(x->build, FIELD_LINK, 1, src, strlen(src),
		    xml_base(x));
		return;
	}
	xml_text_capture(x);
	xml_text_mode(x, e, a, atom);
}

/* What CDF says in attributes, and RDF in its names of things. */
static void
start_attributes(struct xml *x, const struct xml_attrs *a)
{
	struct build *b = x->build;
	char *s;

	if ((s = xml_attr(a, x->scratch, "href")) != NULL)
		build_url(b, FIELD_LINK, 3, s, strlen(s), xml_base(x));
	if ((s = xml_attr(a, x->scratch, "lastmod")) != NULL)
		build_date(b, FIELD_UPDATED, 4, s, strlen(s));
	if (!b->in_item || (s = xml_attr(a, x->scratch, "about")) == NULL)
		return;
	build_plain(b, FIELD_ID, 2, s, strlen(s));
	build_url(b, FIELD_LINK, 1, s, strlen(s), xml_base(x));
}

static const char *
rss_format(const char *version)
{
	static const char *const known[][2] = {
		{ "0.90", "rss090" }, { "0.91", "rss091" },
		{ "0.92", "rss092" }, { "0.93", "rss093" },
		{ "0.94", "rss094" }, { "1.0", "rss10" }
	};
	size_t i;

	if (version == NULL)
		return "rss";
	version += strspn(version, " \t\r\n");
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strncmp(version, known[i][0], strlen(known[i][0])) == 0)
			return known[i][1];
	return version[0] == '2' ? "rss20" : "rss";
}

/* The dialect of any namespace that the root declares. */
static enum dialect
declared_dialect(const struct xml_scope *sc)
{
	enum dialect d;
	size_t i;

	for (i = 0; i < sc->nns; i++)
		if (sc->ns[i].uri != NULL &&
		    ((d = names_dialect(sc->ns[i].uri)) == DIALECT_RSS090 ||
		    d == DIALECT_RSS10))
			return d;
	return DIALECT_RSS10;
}

const char *
xml_field_format(struct xml *x, const struct xml_tag *t)
{
	enum dialect d = t->uri != NULL ? names_dialect(t->uri) : DIALECT_NONE;
	const char *version = xml_attr(&t->attrs, x->scratch, "version");
	const char *name = t->name;

	if (strcasecmp(name, "rss") == 0)
		return rss_format(version);
	if (strcasecmp(name, "rdf") == 0)
		return declared_dialect(&x->scope) == DIALECT_RSS090 ?
		    "rss090" : "rss10";
	if (strcasecmp(name, "feed") != 0 && strcasecmp(name, "entry") != 0) {
		if (d == DIALECT_NONE && (strcmp(name, "CHANNEL") == 0 ||
		    xml_attr(&t->attrs, x->scratch, "href") !=
		    NULL))
			return "cdf";
		return "rss";
	}
	x->atom = true;
	if (d == DIALECT_ATOM10)
		return "atom10";
	if (d == DIALECT_ATOM03 ||
	    (version != NULL && strcmp(version, "0.3") == 0))
		return "atom03";
	return "atom";
}

static void
start_language(struct xml *x)
{
	const char *own = xml_top(x)->lang, *lang = xml_lang(x);

	x->build->no_language = lang != NULL && lang[0] == '\0';
	if (lang != NULL)
		build_plain(x->build, FIELD_LANGUAGE,
		    own != NULL ? LANG_OWN : LANG_INHERITED, lang,
		    strlen(lang));
}

static void
start_feed(struct xml *x, const struct xml_attrs *a)
{
	xml_top(x)->where = IN_FEED;
	/* CDF's own way to say xml:base. */
	xml_rebase(x, xml_attr(a, x->scratch, "base"));
	start_language(x);
	start_attributes(x, a);
}

static void
start_item(struct xml *x, const struct xml_attrs *a)
{
	xml_top(x)->where = IN_ITEM;
	build_item(x->build);
	start_language(x);
	start_attributes(x, a);
}

static void
start_enclosure(struct xml *x, const struct xml_attrs *a)
{
	char *url = xml_attr(a, x->scratch, "url");

	if (url == NULL)
		url = xml_attr(a, x->scratch, "href");
	build_enclosure(x->build, url, xml_attr(a, x->scratch, "type"),
	    xml_attr(a, x->scratch, "length"), xml_base(x));
}

static void
start_source(struct xml *x, const struct xml_attrs *a)
{
	char *url = xml_attr(a, x->scratch, "url");

	xml_top(x)->where = IN_SOURCE;
	if (url != NULL)
		build_url(x->build, FIELD_SOURCE_LINK, 5, url, strlen(url),
		    xml_base(x));
	xml_text_capture(x);
}

static void
start_person(struct xml *x)
{
	xml_top(x)->where = IN_PERSON;
	pool_reset(x->person_pool);
	memset(&x->person, 0, sizeof(x->person));
	xml_text_capture(x);
}

void
xml_field_start(struct xml *x, const struct elem *e,
    const struct xml_attrs *a, bool atom)
{
	struct frame *f = xml_top(x);
	char *s;

	switch ((enum elem_kind)e->kind) {
	case ELEM_FEED:
		start_feed(x, a);
		break;
	case ELEM_ITEM:
		start_item(x, a);
		break;
	case ELEM_ENTER:
		f->where = x->frames[x->depth - 1].where;
		break;
	case ELEM_LINK:
		start_link(x, a, e);
		break;
	case ELEM_CATEGORY:
		start_category(x, a, e);
		break;
	case ELEM_ENCLOSURE:
		start_enclosure(x, a);
		break;
	case ELEM_MEDIA:
		start_media(x, a);
		break;
	case ELEM_CREDIT:
		s = xml_attr(a, x->scratch, "role");
		if (s != NULL && strcasecmp(s, "author") == 0)
			xml_text_capture(x);
		break;
	case ELEM_URL:
		start_url(x, a, e, "href");
		break;
	case ELEM_IMAGE:
		f->where = IN_IMAGE;
		start_url(x, a, e, "href");
		break;
	case ELEM_SOURCE:
		start_source(x, a);
		break;
	case ELEM_PERSON:
		start_person(x);
		break;
	case ELEM_GUID:
		s = xml_attr(a, x->scratch, "isPermaLink");
		x->permalink = s == NULL || strcasecmp(s, "false") != 0;
		xml_text_capture(x);
		break;
	case ELEM_CONTENT:
		start_content(x, a, e, atom);
		break;
	case ELEM_TEXT:
		xml_text_capture(x);
		xml_text_mode(x, e, a, atom);
		break;
	default:
		xml_text_capture(x);
	}
}

static void
end_person(struct xml *x, const struct elem *e, const char *s, size_t n)
{
	const struct person *p = &x->person;

	if (p->name == NULL && p->email == NULL && p->uri == NULL)
		build_person(x->build, e->prio, s, n);
	else
		build_person_parts(x->build, e->prio, p, xml_base(x));
}

static void
end_text(struct xml *x, const struct elem *e, const char *s, size_t n)
{
	const char *lang = xml_top(x)->lang;

	if (x->unreadable)
		return;
	if (x->base64) {
		s = text_from_base64(x->scratch, s, n, &n);
		if (s == NULL || !utf8_is_valid(s, n))
			return;
	}
	build_text(x->build, e->field, e->prio,
	    x->markup ? TEXT_HTML : x->mode, s, n, xml_base(x));
	if (lang != NULL)
		build_plain(x->build, FIELD_LANGUAGE, LANG_TEXT, lang,
		    strlen(lang));
}

static void
end_keywords(struct xml *x, const char *s)
{
	size_t n;

	for (; *s != '\0'; s += n + (s[n] != '\0')) {
		n = strcspn(s, ",;");
		build_category(x->build, s, n);
	}
}

static const char *
person_part(struct xml *x, const char *s, size_t n)
{
	return text_plain(x->person_pool, s, n);
}

static void
end_guid(struct xml *x, const struct elem *e, const char *s, size_t n)
{
	build_plain(x->build, e->field, e->prio, s, n);
	text_trim(&s, &n);
	if (x->permalink && uri_is_web(s))
		build_url(x->build, FIELD_LINK, 2, s, n, xml_base(x));
}

void
xml_field_end(struct xml *x, const struct elem *e)
{
	struct build *b = x->build;
	const char *s = buf_str(&x->text);
	size_t n = x->text.len;

	switch ((enum elem_kind)e->kind) {
	case ELEM_TEXT:
	case ELEM_CONTENT:
		end_text(x, e, s, n);
		break;
	case ELEM_PLAIN:
		build_plain(b, e->field, e->prio, s, n);
		break;
	case ELEM_LINK:
	case ELEM_URL:
	case ELEM_IMAGE:
		build_url(b, e->field, e->prio, s, n, xml_base(x));
		break;
	case ELEM_GUID:
		end_guid(x, e, s, n);
		break;
	case ELEM_DATE:
		build_date(b, e->field, e->prio, s, n);
		break;
	case ELEM_PERSON:
		end_person(x, e, s, n);
		break;
	case ELEM_PERSON_TEXT:
	case ELEM_CREDIT:
		build_person(b, e->prio, s, n);
		break;
	case ELEM_NAME:
		x->person.name = person_part(x, s, n);
		break;
	case ELEM_EMAIL:
		x->person.email = person_part(x, s, n);
		break;
	case ELEM_URI:
		x->person.uri = person_part(x, s, n);
		break;
	case ELEM_CATEGORY:
		build_category(b, s, n);
		break;
	case ELEM_KEYWORDS:
		end_keywords(x, s);
		break;
	case ELEM_SOURCE:
		build_text(b, FIELD_SOURCE_TITLE, 4, TEXT_HTML, s, n,
		    xml_base(x));
		break;
	case ELEM_TTL:
		build_ttl(b, s);
		break;
	case ELEM_HOUR:
		build_skip_hour(b, s);
		break;
	case ELEM_DAY:
		build_skip_day(b, s);
		break;
	case ELEM_PERIOD:
		build_period(b, s);
		break;
	case ELEM_FREQUENCY:
		build_frequency(b, s);
		break;
	default:
		break;
	}
}

