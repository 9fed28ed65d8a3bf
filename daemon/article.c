/* SPDX-License-Identifier: ISC */
/* Articles: lifetime, the pipe form, the JSON form. */
#include "article.h"

#include <stdlib.h>
#include <string.h>

#include "base/pack.h"
#include "base/utf8.h"
#include "base/xalloc.h"

struct field {
	const char	*key;
	size_t		 offset;
};

#define FIELD(name)	{ #name, offsetof(struct article, name) }

/* All strings but the dateline's, which share an object in JSON. */
static const struct field fields[] = {
	FIELD(url), FIELD(canonical_url), FIELD(outlet), FIELD(agency),
	FIELD(headline), FIELD(subtitle), FIELD(byline), FIELD(published),
	FIELD(modified), FIELD(language), FIELD(text)
};

#define NFIELDS		(sizeof(fields) / sizeof(fields[0]))
#define STR_AT(a, f)	\
	((const char **)(void *)((char *)(uintptr_t)(a) + (f)->offset))

static const char *const kind_names[] = {
	[QUOTE_DIRECT] = "direct",
	[QUOTE_PARTIAL] = "partial",
	[QUOTE_INDIRECT] = "indirect"
};

const char *
quote_kind_str(enum quote_kind kind)
{
	return kind_names[kind];
}

struct article *
article_new(void)
{
	struct article *a = xcalloc(1, sizeof(*a));

	a->pool = pool_new();
	return a;
}

void
article_free(struct article *a)
{
	if (a == NULL)
		return;
	pool_free(a->pool);
	free(a);
}

size_t
article_text_len(const struct article *a)
{
	return a->text != NULL ? utf8_count(a->text, strlen(a->text)) : 0;
}

static void
pack_quote(struct pack *p, const struct quote *q)
{
	size_t i;

	pack_u32(p, (uint32_t)q->kind);
	pack_str(p, q->text);
	pack_str(p, q->speaker);
	pack_str(p, q->speaker_surface);
	pack_str(p, q->verb);
	pack_u32(p, (uint32_t)q->nsegments);
	for (i = 0; i < q->nsegments; i++) {
		pack_str(p, q->segments[i].text);
		pack_u32(p, q->segments[i].start);
		pack_u32(p, q->segments[i].end);
	}
}

int
article_pack(const struct article *a, struct buf *b)
{
	struct pack p;
	size_t i;

	pack_init(&p, b);
	for (i = 0; i < NFIELDS; i++)
		pack_str(&p, *STR_AT(a, &fields[i]));
	pack_str(&p, a->dateline_place);
	pack_str(&p, a->dateline_date);
	pack_str(&p, a->reason);
	pack_u32(&p, a->truncated);
	pack_u32(&p, (uint32_t)a->nquotes);
	for (i = 0; i < a->nquotes; i++)
		pack_quote(&p, &a->quotes[i]);
	pack_u32(&p, (uint32_t)a->nlinks);
	for (i = 0; i < a->nlinks; i++)
		pack_str(&p, a->links[i]);
	return pack_ok(&p) ? 0 : -1;
}

static void
unpack_quote(struct unpack *u, struct pool *pool, struct quote *q)
{
	struct segment *s;
	uint32_t kind = unpack_u32(u);
	size_t i, n;

	if (kind > QUOTE_INDIRECT)
		u->bad = true;
	q->kind = u->bad ? QUOTE_DIRECT : (enum quote_kind)kind;
	q->text = unpack_str(u, pool);
	q->speaker = unpack_str(u, pool);
	q->speaker_surface = unpack_str(u, pool);
	q->verb = unpack_str(u, pool);
	n = unpack_count(u, 12);
	q->segments = s = pool_alloc(pool, n * sizeof(*s));
	for (i = 0; i < n; i++) {
		s[i].text = unpack_str(u, pool);
		s[i].start = unpack_u32(u);
		s[i].end = unpack_u32(u);
	}
	q->nsegments = n;
}

static void
unpack_lists(struct unpack *u, struct article *a)
{
	struct quote *q;
	const char **links;
	size_t i, n;

	n = unpack_count(u, 24);
	a->quotes = q = pool_alloc(a->pool, n * sizeof(*q));
	for (i = 0; i < n; i++)
		unpack_quote(u, a->pool, &q[i]);
	a->nquotes = n;
	n = unpack_count(u, 4);
	a->links = links = pool_alloc(a->pool, n * sizeof(*links));
	for (i = 0; i < n; i++)
		if ((links[i] = unpack_str(u, a->pool)) == NULL)
			links[i] = "";
	a->nlinks = n;
}

struct article *
article_unpack(const void *data, size_t n)
{
	struct article *a = article_new();
	struct unpack u;
	size_t i;

	unpack_init(&u, data, n);
	for (i = 0; i < NFIELDS; i++)
		*STR_AT(a, &fields[i]) = unpack_str(&u, a->pool);
	a->dateline_place = unpack_str(&u, a->pool);
	a->dateline_date = unpack_str(&u, a->pool);
	a->reason = unpack_str(&u, a->pool);
	a->truncated = unpack_u32(&u) != 0;
	unpack_lists(&u, a);
	if (unpack_ok(&u))
		return a;
	article_free(a);
	return NULL;
}

static void
quote_json(const struct quote *q, struct jsonw *w)
{
	size_t i;

	jsonw_object(w, NULL);
	jsonw_str(w, "text", q->text);
	jsonw_str(w, "kind", quote_kind_str(q->kind));
	jsonw_str(w, "speaker", q->speaker);
	jsonw_str(w, "speaker_surface", q->speaker_surface);
	jsonw_str(w, "verb", q->verb);
	jsonw_array(w, "segments");
	for (i = 0; i < q->nsegments; i++) {
		jsonw_object(w, NULL);
		jsonw_str(w, "text", q->segments[i].text);
		jsonw_int(w, "start", q->segments[i].start);
		jsonw_int(w, "end", q->segments[i].end);
		jsonw_end_object(w);
	}
	jsonw_end_array(w);
	jsonw_end_object(w);
}

/* What stands between marks, and what is only reported, are kept apart. */
static void
quotes_json(const struct article *a, const char *key, bool indirect,
    struct jsonw *w)
{
	size_t i;

	jsonw_array(w, key);
	for (i = 0; i < a->nquotes; i++)
		if ((a->quotes[i].kind == QUOTE_INDIRECT) == indirect)
			quote_json(&a->quotes[i], w);
	jsonw_end_array(w);
}

void
article_json(const struct article *a, struct jsonw *w)
{
	size_t i;

	jsonw_object(w, NULL);
	for (i = 0; i < NFIELDS; i++)
		jsonw_str(w, fields[i].key, *STR_AT(a, &fields[i]));
	jsonw_object(w, "dateline");
	jsonw_str(w, "place", a->dateline_place);
	jsonw_str(w, "date", a->dateline_date);
	jsonw_end_object(w);
	quotes_json(a, "quotes", false, w);
	quotes_json(a, "indirect", true, w);
	jsonw_array(w, "links");
	for (i = 0; i < a->nlinks; i++)
		jsonw_str(w, NULL, a->links[i]);
	jsonw_end_array(w);
	jsonw_bool(w, "truncated", a->truncated);
	jsonw_str(w, "reason", a->reason);
	jsonw_end_object(w);
}
