/* SPDX-License-Identifier: ISC */
/*
 * JSON-LD of a page: the object that is an article, wherever in the
 * script it stands.  Scripts in the wild hold raw line ends inside
 * strings and wrap themselves in comments; both are forgiven.
 */
#include "parse/extract/clues.h"

#include <stdbool.h>
#include <string.h>

#include <jansson.h>

#define LD_MAX_BYTES	(1u << 20)	/* of one script */
#define LD_MAX_OBJECTS	256		/* looked at in one script */

/* "NewsArticle", "ReportageNewsArticle", "LiveBlogPosting": by the end. */
static bool
is_article_type(const json_t *type)
{
	static const char *const types[] = { "Article", "BlogPosting",
	    "Report", "Posting", "Review", "Recipe" };
	const char *s;
	size_t i, len, n;

	if (json_is_array(type))
		type = json_array_get(type, 0);
	if ((s = json_string_value(type)) == NULL)
		return false;
	len = strlen(s);
	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		n = strlen(types[i]);
		if (len >= n && strcmp(s + len - n, types[i]) == 0)
			return true;
	}
	return false;
}

/* A list stands for its first member, an object for its name. */
static void
set(struct clues *c, enum clue clue, const json_t *v, struct pool *pool)
{
	if (json_is_array(v))
		v = json_array_get(v, 0);
	if (json_is_object(v))
		v = json_object_get(v, "name");
	if (json_is_string(v))
		clues_set(c, clue, 0, json_string_value(v),
		    json_string_length(v), pool);
}

static const char *
author_name(const json_t *v)
{
	if (json_is_object(v))
		v = json_object_get(v, "name");
	if (json_is_array(v))
		v = json_array_get(v, 0);
	return json_string_value(v);
}

static void
set_authors(struct clues *c, const json_t *v, struct pool *pool)
{
	const char *name, *all = NULL;
	size_t i, n = json_is_array(v) ? json_array_size(v) : 1;

	for (i = 0; i < n && i < 16; i++) {
		name = author_name(json_is_array(v) ?
		    json_array_get(v, i) : v);
		if (name == NULL)
			continue;
		all = all == NULL ? name :
		    pool_printf(pool, "%s, %s", all, name);
	}
	if (all != NULL)
		clues_set(c, CLUE_LD_AUTHOR, 0, all, strlen(all), pool);
}

static void
read_article(struct clues *c, const json_t *o, struct pool *pool)
{
	static const struct {
		const char	*key;
		enum clue	 clue;
	} keys[] = {
		{ "headline", CLUE_LD_HEADLINE },
		{ "alternativeHeadline", CLUE_LD_ALTERNATIVE },
		{ "description", CLUE_LD_DESCRIPTION },
		{ "articleBody", CLUE_LD_BODY },
		{ "datePublished", CLUE_LD_PUBLISHED },
		{ "dateModified", CLUE_LD_MODIFIED },
		{ "publisher", CLUE_LD_PUBLISHER },
		{ "inLanguage", CLUE_LD_LANG },
		{ "url", CLUE_LD_URL }
	};
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		set(c, keys[i].clue, json_object_get(o, keys[i].key), pool);
	set_authors(c, json_object_get(o, "author"), pool);
}

/* Objects within objects: a list to go through instead of recursion. */
static void
read_all(struct clues *c, const json_t *root, struct pool *pool)
{
	const json_t *todo[LD_MAX_OBJECTS], *v, *child;
	size_t n = 0, i, k;

	todo[n++] = root;
	for (i = 0; i < n; i++) {
		v = todo[i];
		if (json_is_object(v)) {
			if (is_article_type(json_object_get(v, "@type"))) {
				read_article(c, v, pool);
				return;
			}
			child = json_object_get(v, "@graph");
			if (child == NULL)
				child = json_object_get(v, "mainEntity");
			if (child != NULL && n < LD_MAX_OBJECTS)
				todo[n++] = child;
		}
		for (k = 0; k < json_array_size(v) && n < LD_MAX_OBJECTS; k++)
			todo[n++] = json_array_get(v, k);
	}
}

void
clues_read_ld(struct clues *c, const char *s, size_t len, struct pool *pool)
{
	json_t *root;
	char *copy;
	const char *cdata;
	size_t i, from = 0;

	if (len > LD_MAX_BYTES)
		return;
	copy = pool_strndup(pool, s, len);
	len = strlen(copy);
	for (i = 0; i < len; i++)
		if ((unsigned char)copy[i] < ' ')
			copy[i] = ' ';
	if ((cdata = strstr(copy, "CDATA[")) != NULL && cdata < copy + 32)
		from = (size_t)(cdata - copy) + strlen("CDATA[");
	while (from < len && copy[from] != '{' && copy[from] != '[')
		from++;
	/* Closing comment marks or a stray ";" after the value are left. */
	root = json_loadb(copy + from, len - from,
	    JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, NULL);
	if (root == NULL)
		return;
	read_all(c, root, pool);
	json_decref(root);
}
