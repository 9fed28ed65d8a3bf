/* SPDX-License-Identifier: ISC */
/*
 * Items and feed documents: lifetime, the pipe form, the JSON form.
 * The plain string fields are listed once, in tables that both forms
 * walk, so a new field is one line.
 */
#include "item.h"

#include <stdlib.h>
#include <string.h>

#include "base/pack.h"
#include "base/xalloc.h"

struct field {
	const char	*key;		/* JSON key; NULL: not shown there */
	size_t		 offset;
};

#define ITEM_FIELD(key, name)	{ key, offsetof(struct item, name) }
#define TG_FIELD(name)		{ NULL, offsetof(struct item, tg.name) }
#define DOC_FIELD(key, name)	{ key, offsetof(struct feed_doc, name) }

static const struct field item_fields[] = {
	ITEM_FIELD("id", id),
	ITEM_FIELD("link", link),
	ITEM_FIELD("title", title),
	ITEM_FIELD("author", author),
	ITEM_FIELD("summary", summary),
	ITEM_FIELD("content", content),
	ITEM_FIELD("language", language),
	ITEM_FIELD("comments", comments),
	ITEM_FIELD("rights", rights),
	ITEM_FIELD(NULL, source_title),
	ITEM_FIELD(NULL, source_link),
	TG_FIELD(channel), TG_FIELD(forwarded_from),
	TG_FIELD(forwarded_link), TG_FIELD(forwarded_author),
	TG_FIELD(reply_to), TG_FIELD(preview_link), TG_FIELD(preview_site),
	TG_FIELD(preview_title), TG_FIELD(preview_text), TG_FIELD(views)
};

static const struct field doc_fields[] = {
	DOC_FIELD("format", format),
	DOC_FIELD("encoding", encoding),
	DOC_FIELD("reason", reason),
	DOC_FIELD("title", title),
	DOC_FIELD("link", link),
	DOC_FIELD("description", description),
	DOC_FIELD("language", language),
	DOC_FIELD(NULL, image_url),
	DOC_FIELD(NULL, prev)
};

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))
#define STR_AT(base, f)	\
	((const char **)(void *)((char *)(uintptr_t)(base) + (f)->offset))

static const char *const page_names[] = {
	[FEED_PAGE_FEED] = "feed",
	[FEED_PAGE_HTML] = "html",
	[FEED_PAGE_EMPTY] = "empty",
	[FEED_PAGE_NO_PREVIEW] = "preview-off",
	[FEED_PAGE_GROUP] = "group",
	[FEED_PAGE_BOT] = "bot",
	[FEED_PAGE_BANNED] = "banned",
	[FEED_PAGE_PRIVATE] = "private",
	[FEED_PAGE_MISSING] = "missing",
	[FEED_PAGE_BLOCKED] = "blocked",
	[FEED_PAGE_UNKNOWN] = "unknown"
};

const char *
feed_page_str(enum feed_page page)
{
	return page_names[page];
}

static void
item_init(struct item *it, struct pool *pool)
{
	memset(it, 0, sizeof(*it));
	it->pool = pool;
	it->published = it->updated = ITEM_NO_TIME;
}

struct item *
item_new(void)
{
	struct item *it = xmalloc(sizeof(*it));

	item_init(it, pool_new());
	return it;
}

void
item_reset(struct item *it)
{
	pool_reset(it->pool);
	item_init(it, it->pool);
}

void
item_free(struct item *it)
{
	if (it == NULL)
		return;
	pool_free(it->pool);
	free(it);
}

struct feed_doc *
feed_doc_new(void)
{
	struct feed_doc *doc = xcalloc(1, sizeof(*doc));

	doc->pool = pool_new();
	doc->updated = ITEM_NO_TIME;
	doc->ttl = doc->sy_period = -1;
	return doc;
}

void
feed_doc_free(struct feed_doc *doc)
{
	if (doc == NULL)
		return;
	pool_free(doc->pool);
	free(doc);
}

static void
pack_fields(struct pack *p, const void *base, const struct field *f, size_t n)
{
	for (; n > 0; n--, f++)
		pack_str(p, *STR_AT(base, f));
}

static void
unpack_fields(struct unpack *u, struct pool *pool, void *base,
    const struct field *f, size_t n)
{
	for (; n > 0; n--, f++)
		*STR_AT(base, f) = unpack_str(u, pool);
}

static void
pack_people(struct pack *p, const struct person *who, size_t n)
{
	pack_u32(p, (uint32_t)n);
	for (; n > 0; n--, who++) {
		pack_str(p, who->name);
		pack_str(p, who->email);
		pack_str(p, who->uri);
	}
}

static const struct person *
unpack_people(struct unpack *u, struct pool *pool, size_t *count)
{
	size_t i, n = unpack_count(u, 12);
	struct person *who = pool_alloc(pool, n * sizeof(*who));

	for (i = 0; i < n; i++) {
		who[i].name = unpack_str(u, pool);
		who[i].email = unpack_str(u, pool);
		who[i].uri = unpack_str(u, pool);
	}
	*count = n;
	return who;
}

static void
pack_strings(struct pack *p, const char *const *s, size_t n)
{
	pack_u32(p, (uint32_t)n);
	for (; n > 0; n--, s++)
		pack_str(p, *s);
}

static const char *const *
unpack_strings(struct unpack *u, struct pool *pool, size_t *count)
{
	size_t i, n = unpack_count(u, 4);
	const char **s = pool_alloc(pool, n * sizeof(*s));

	for (i = 0; i < n; i++)
		if ((s[i] = unpack_str(u, pool)) == NULL)
			s[i] = "";
	*count = n;
	return s;
}

static void
pack_item_lists(struct pack *p, const struct item *it)
{
	size_t i;

	pack_people(p, it->authors, it->nauthors);
	pack_strings(p, it->categories, it->ncategories);
	pack_u32(p, (uint32_t)it->nenclosures);
	for (i = 0; i < it->nenclosures; i++) {
		pack_str(p, it->enclosures[i].url);
		pack_str(p, it->enclosures[i].type);
		pack_i64(p, it->enclosures[i].length);
	}
	pack_u32(p, (uint32_t)it->tg.nalbum);
	for (i = 0; i < it->tg.nalbum; i++)
		pack_i64(p, it->tg.album[i]);
}

int
item_pack(const struct item *it, struct buf *b)
{
	struct pack p;

	pack_init(&p, b);
	pack_fields(&p, it, item_fields, COUNT(item_fields));
	pack_i64(&p, it->published);
	pack_i64(&p, it->updated);
	pack_i64(&p, it->tg.id);
	pack_u32(&p, it->tg.edited);
	pack_u32(&p, it->tg.unsupported);
	pack_item_lists(&p, it);
	return pack_ok(&p) ? 0 : -1;
}

static void
unpack_item_lists(struct unpack *u, struct item *it)
{
	struct enclosure *e;
	int64_t *ids;
	size_t i, n;

	it->authors = unpack_people(u, it->pool, &it->nauthors);
	it->categories = unpack_strings(u, it->pool, &it->ncategories);
	n = unpack_count(u, 16);
	it->enclosures = e = pool_alloc(it->pool, n * sizeof(*e));
	for (i = 0; i < n; i++) {
		e[i].url = unpack_str(u, it->pool);
		e[i].type = unpack_str(u, it->pool);
		e[i].length = unpack_i64(u);
	}
	it->nenclosures = n;
	n = unpack_count(u, 8);
	it->tg.album = ids = pool_alloc(it->pool, n * sizeof(*ids));
	for (i = 0; i < n; i++)
		ids[i] = unpack_i64(u);
	it->tg.nalbum = n;
}

struct item *
item_unpack(const void *data, size_t n)
{
	struct item *it = item_new();
	struct unpack u;

	unpack_init(&u, data, n);
	unpack_fields(&u, it->pool, it, item_fields, COUNT(item_fields));
	it->published = unpack_i64(&u);
	it->updated = unpack_i64(&u);
	it->tg.id = unpack_i64(&u);
	it->tg.edited = unpack_u32(&u) != 0;
	it->tg.unsupported = unpack_u32(&u) != 0;
	unpack_item_lists(&u, it);
	if (unpack_ok(&u))
		return it;
	item_free(it);
	return NULL;
}

int
feed_doc_pack(const struct feed_doc *doc, struct buf *b)
{
	struct pack p;
	size_t i;

	pack_init(&p, b);
	pack_fields(&p, doc, doc_fields, COUNT(doc_fields));
	pack_u32(&p, doc->wellformed);
	pack_u32(&p, (uint32_t)doc->page);
	pack_i64(&p, doc->updated);
	pack_i64(&p, doc->ttl);
	pack_u32(&p, doc->skip_hours);
	pack_u32(&p, doc->skip_days);
	pack_i64(&p, doc->sy_period);
	pack_i64(&p, (int64_t)doc->nitems);
	pack_people(&p, doc->authors, doc->nauthors);
	pack_strings(&p, doc->categories, doc->ncategories);
	pack_u32(&p, (uint32_t)doc->nlinks);
	for (i = 0; i < doc->nlinks; i++) {
		pack_str(&p, doc->links[i].url);
		pack_str(&p, doc->links[i].title);
		pack_str(&p, doc->links[i].type);
	}
	return pack_ok(&p) ? 0 : -1;
}

static void
unpack_doc_lists(struct unpack *u, struct feed_doc *doc)
{
	struct feed_link *l;
	size_t i, n;

	doc->authors = unpack_people(u, doc->pool, &doc->nauthors);
	doc->categories = unpack_strings(u, doc->pool, &doc->ncategories);
	n = unpack_count(u, 12);
	doc->links = l = pool_alloc(doc->pool, n * sizeof(*l));
	for (i = 0; i < n; i++) {
		l[i].url = unpack_str(u, doc->pool);
		l[i].title = unpack_str(u, doc->pool);
		l[i].type = unpack_str(u, doc->pool);
	}
	doc->nlinks = n;
}

struct feed_doc *
feed_doc_unpack(const void *data, size_t n)
{
	struct feed_doc *doc = feed_doc_new();
	struct unpack u;
	uint32_t page;

	unpack_init(&u, data, n);
	unpack_fields(&u, doc->pool, doc, doc_fields, COUNT(doc_fields));
	doc->wellformed = unpack_u32(&u) != 0;
	page = unpack_u32(&u);
	doc->page = page < COUNT(page_names) ? (enum feed_page)page :
	    FEED_PAGE_UNKNOWN;
	doc->updated = unpack_i64(&u);
	doc->ttl = unpack_i64(&u);
	doc->skip_hours = unpack_u32(&u);
	doc->skip_days = unpack_u32(&u);
	doc->sy_period = unpack_i64(&u);
	doc->nitems = (size_t)unpack_i64(&u);
	unpack_doc_lists(&u, doc);
	if (unpack_ok(&u))
		return doc;
	feed_doc_free(doc);
	return NULL;
}

static void
json_fields(struct jsonw *w, const void *base, const struct field *f, size_t n)
{
	for (; n > 0; n--, f++)
		if (f->key != NULL)
			jsonw_str(w, f->key, *STR_AT(base, f));
}

static void
json_people(struct jsonw *w, const struct person *who, size_t n)
{
	jsonw_array(w, "authors");
	for (; n > 0; n--, who++) {
		jsonw_object(w, NULL);
		jsonw_str(w, "name", who->name);
		jsonw_str(w, "email", who->email);
		jsonw_str(w, "uri", who->uri);
		jsonw_end_object(w);
	}
	jsonw_end_array(w);
}

static void
json_strings(struct jsonw *w, const char *key, const char *const *s, size_t n)
{
	jsonw_array(w, key);
	for (; n > 0; n--, s++)
		jsonw_str(w, NULL, *s);
	jsonw_end_array(w);
}

static void
json_enclosures(struct jsonw *w, const struct enclosure *e, size_t n)
{
	jsonw_array(w, "enclosures");
	for (; n > 0; n--, e++) {
		jsonw_object(w, NULL);
		jsonw_str(w, "url", e->url);
		jsonw_str(w, "type", e->type);
		if (e->length >= 0)
			jsonw_int(w, "length", e->length);
		else
			jsonw_null(w, "length");
		jsonw_end_object(w);
	}
	jsonw_end_array(w);
}

static void
json_album(struct jsonw *w, const struct tg_post *tg)
{
	size_t i;

	jsonw_array(w, "album");
	for (i = 0; i < tg->nalbum; i++)
		jsonw_int(w, NULL, tg->album[i]);
	jsonw_end_array(w);
}

static void
json_telegram(struct jsonw *w, const struct tg_post *tg)
{
	jsonw_object(w, "telegram");
	jsonw_str(w, "channel", tg->channel);
	jsonw_int(w, "id", tg->id);
	json_album(w, tg);
	jsonw_object(w, "forwarded");
	jsonw_str(w, "from", tg->forwarded_from);
	jsonw_str(w, "link", tg->forwarded_link);
	jsonw_str(w, "author", tg->forwarded_author);
	jsonw_end_object(w);
	jsonw_str(w, "reply_to", tg->reply_to);
	jsonw_object(w, "preview");
	jsonw_str(w, "link", tg->preview_link);
	jsonw_str(w, "site", tg->preview_site);
	jsonw_str(w, "title", tg->preview_title);
	jsonw_str(w, "text", tg->preview_text);
	jsonw_end_object(w);
	jsonw_str(w, "views", tg->views);
	jsonw_bool(w, "edited", tg->edited);
	jsonw_bool(w, "unsupported", tg->unsupported);
	jsonw_end_object(w);
}

void
item_json(const struct item *it, struct jsonw *w)
{
	jsonw_object(w, NULL);
	json_fields(w, it, item_fields, COUNT(item_fields));
	jsonw_time(w, "published", it->published);
	jsonw_time(w, "updated", it->updated);
	json_people(w, it->authors, it->nauthors);
	json_strings(w, "categories", it->categories, it->ncategories);
	json_enclosures(w, it->enclosures, it->nenclosures);
	jsonw_object(w, "source");
	jsonw_str(w, "title", it->source_title);
	jsonw_str(w, "link", it->source_link);
	jsonw_end_object(w);
	if (it->tg.channel != NULL)
		json_telegram(w, &it->tg);
	jsonw_end_object(w);
}

static void
json_links(struct jsonw *w, const struct feed_link *l, size_t n)
{
	jsonw_array(w, "links");
	for (; n > 0; n--, l++) {
		jsonw_object(w, NULL);
		jsonw_str(w, "url", l->url);
		jsonw_str(w, "title", l->title);
		jsonw_str(w, "type", l->type);
		jsonw_end_object(w);
	}
	jsonw_end_array(w);
}

void
feed_doc_json(const struct feed_doc *doc, struct jsonw *w)
{
	json_fields(w, doc, doc_fields, COUNT(doc_fields));
	jsonw_bool(w, "wellformed", doc->wellformed);
	jsonw_str(w, "page", feed_page_str(doc->page));
	jsonw_time(w, "updated", doc->updated);
	if (doc->ttl >= 0)
		jsonw_int(w, "ttl", doc->ttl);
	else
		jsonw_null(w, "ttl");
	json_people(w, doc->authors, doc->nauthors);
	json_strings(w, "categories", doc->categories, doc->ncategories);
	jsonw_object(w, "image");
	jsonw_str(w, "url", doc->image_url);
	jsonw_end_object(w);
	if (doc->nlinks > 0)
		json_links(w, doc->links, doc->nlinks);
}
