/* SPDX-License-Identifier: ISC */
/*
 * The names of JSON Feed 1.0 and 1.1.  A value of the wrong type is as
 * good as none; numbers are taken for strings, as the standard asks.
 */
#include "parse/feed/json_priv.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/uri.h"
#include "base/xalloc.h"

#define NUMBER_MAX	32	/* bytes of a number as text */

struct json_name {
	const char	*name;
	void		(*set)(struct build *, const struct json_name *,
			    const json_t *);
	enum field	 field;
	unsigned int	 prio;
	enum text_mode	 mode;
};

/* The string that v is or could be; tmp holds numbers.  NULL for none. */
static const char *
string_of(const json_t *v, char tmp[NUMBER_MAX])
{
	if (json_is_string(v))
		return json_string_value(v);
	if (json_is_integer(v))
		snprintf(tmp, NUMBER_MAX, "%" JSON_INTEGER_FORMAT,
		    json_integer_value(v));
	else if (json_is_real(v))
		snprintf(tmp, NUMBER_MAX, "%.0f", json_real_value(v));
	else
		return NULL;
	return tmp;
}

static const char *
get(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static void
set_text(struct build *b, const struct json_name *n, const json_t *v)
{
	const char *s = json_string_value(v);

	if (s != NULL)
		build_text(b, n->field, n->prio, n->mode, s, strlen(s), NULL);
}

static void
set_plain(struct build *b, const struct json_name *n, const json_t *v)
{
	char tmp[NUMBER_MAX];
	const char *s = string_of(v, tmp);

	if (s != NULL)
		build_plain(b, n->field, n->prio, s, strlen(s));
}

static void
set_url(struct build *b, const struct json_name *n, const json_t *v)
{
	const char *s = json_string_value(v);

	if (s != NULL)
		build_url(b, n->field, n->prio, s, strlen(s), NULL);
}

static void
set_date(struct build *b, const struct json_name *n, const json_t *v)
{
	char tmp[NUMBER_MAX];
	const char *s = string_of(v, tmp);

	if (s != NULL)
		build_date(b, n->field, n->prio, s, strlen(s));
}

static void
set_author(struct build *b, const struct json_name *n, const json_t *v)
{
	struct person p = { get(v, "name"), NULL, get(v, "url") };

	if (json_is_object(v))
		build_person_parts(b, n->prio, &p, NULL);
	else if (json_is_string(v))
		build_person(b, n->prio, json_string_value(v),
		    json_string_length(v));
}

static void
set_authors(struct build *b, const struct json_name *n, const json_t *v)
{
	const json_t *one;
	size_t i;

	json_array_foreach(v, i, one)
		set_author(b, n, one);
}

static void
set_tags(struct build *b, const struct json_name *n, const json_t *v)
{
	char tmp[NUMBER_MAX];
	const json_t *one;
	const char *s;
	size_t i;

	json_array_foreach(v, i, one)
		if ((s = string_of(one, tmp)) != NULL)
			build_category(b, s, strlen(s));
}

static void
set_attachments(struct build *b, const struct json_name *n, const json_t *v)
{
	char tmp[NUMBER_MAX];
	const json_t *one;
	size_t i;

	json_array_foreach(v, i, one)
		build_enclosure(b, get(one, "url"), get(one, "mime_type"),
		    string_of(json_object_get(one, "size_in_bytes"), tmp),
		    NULL);
}

static void
set_version(struct build *b, const struct json_name *n, const json_t *v)
{
	const char *s = json_string_value(v);

	if (s != NULL)
		b->doc->format = strstr(s, "1.1") != NULL ? "json11" : "json1";
}

static void
set_self(struct build *b, const struct json_name *n, const json_t *v)
{
	const char *s = json_string_value(v);

	if (s != NULL && b->self == NULL && uri_is_web(s))
		b->self = xstrdup(s);
}

static const struct json_name feed_names[] = {
	{ "version", set_version, FIELD_NONE, 0, TEXT_PLAIN },
	{ "title", set_text, FIELD_TITLE, 5, TEXT_PLAIN },
	{ "home_page_url", set_url, FIELD_LINK, 5, TEXT_PLAIN },
	{ "feed_url", set_self, FIELD_NONE, 0, TEXT_PLAIN },
	{ "description", set_text, FIELD_SUMMARY, 5, TEXT_PLAIN },
	{ "language", set_plain, FIELD_LANGUAGE, 5, TEXT_PLAIN },
	{ "icon", set_url, FIELD_IMAGE, 4, TEXT_PLAIN },
	{ "favicon", set_url, FIELD_IMAGE, 1, TEXT_PLAIN },
	{ "authors", set_authors, FIELD_NONE, 5, TEXT_PLAIN },
	{ "author", set_author, FIELD_NONE, 4, TEXT_PLAIN },
	{ NULL, NULL, FIELD_NONE, 0, TEXT_PLAIN }
};

static const struct json_name item_names[] = {
	{ "id", set_plain, FIELD_ID, 5, TEXT_PLAIN },
	{ "url", set_url, FIELD_LINK, 5, TEXT_PLAIN },
	{ "external_url", set_url, FIELD_LINK, 2, TEXT_PLAIN },
	{ "title", set_text, FIELD_TITLE, 5, TEXT_PLAIN },
	{ "summary", set_text, FIELD_SUMMARY, 5, TEXT_PLAIN },
	{ "content_html", set_text, FIELD_CONTENT, 5, TEXT_HTML },
	{ "content_text", set_text, FIELD_CONTENT, 4, TEXT_PLAIN },
	{ "date_published", set_date, FIELD_PUBLISHED, 5, TEXT_PLAIN },
	{ "date_modified", set_date, FIELD_UPDATED, 5, TEXT_PLAIN },
	{ "authors", set_authors, FIELD_NONE, 5, TEXT_PLAIN },
	{ "author", set_author, FIELD_NONE, 4, TEXT_PLAIN },
	{ "tags", set_tags, FIELD_NONE, 0, TEXT_PLAIN },
	{ "language", set_plain, FIELD_LANGUAGE, 5, TEXT_PLAIN },
	{ "attachments", set_attachments, FIELD_NONE, 0, TEXT_PLAIN },
	{ NULL, NULL, FIELD_NONE, 0, TEXT_PLAIN }
};

void
json_field_feed(struct build *b, const char *key, const json_t *v)
{
	const struct json_name *n;

	for (n = feed_names; n->name != NULL; n++)
		if (strcmp(n->name, key) == 0)
			n->set(b, n, v);
}

void
json_field_item(struct build *b, const json_t *item)
{
	const struct json_name *n;
	const json_t *v;

	build_item(b);
	for (n = item_names; n->name != NULL; n++)
		if ((v = json_object_get(item, n->name)) != NULL)
			n->set(b, n, v);
	build_item_end(b);
}
