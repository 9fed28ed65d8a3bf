/* SPDX-License-Identifier: ISC */
/* Hits: lifetime, the stored form, the one JSON form that everyone shows. */
#include "hit.h"

#include <stdlib.h>

#include "item.h"
#include "base/pack.h"
#include "base/xalloc.h"

struct field {
	const char	*key;
	size_t		 offset;
};

#define FIELD(name)	{ #name, offsetof(struct hit, name) }

static const struct field fields[] = {
	FIELD(watch), FIELD(feed), FIELD(outlet), FIELD(agency),
	FIELD(headline), FIELD(link), FIELD(language), FIELD(excerpt),
	FIELD(why)
};

#define NFIELDS		(sizeof(fields) / sizeof(fields[0]))
#define STR_AT(h, f)	\
	((const char **)(void *)((char *)(uintptr_t)(h) + (f)->offset))

struct hit *
hit_new(void)
{
	struct hit *h = xcalloc(1, sizeof(*h));

	h->pool = pool_new();
	h->published = ITEM_NO_TIME;
	return h;
}

void
hit_free(struct hit *h)
{
	if (h == NULL)
		return;
	pool_free(h->pool);
	free(h);
}

static void
pack_spans(struct pack *p, const struct span *s, size_t n)
{
	pack_u32(p, (uint32_t)n);
	for (; n > 0; n--, s++) {
		pack_u32(p, s->start);
		pack_u32(p, s->end);
		pack_str(p, s->text);
		pack_str(p, s->field);
		pack_str(p, s->part);
		pack_str(p, s->form);
	}
}

static const struct span *
unpack_spans(struct unpack *u, struct pool *pool, size_t *count)
{
	size_t i, n = unpack_count(u, 24);
	struct span *s = pool_alloc(pool, n * sizeof(*s));

	for (i = 0; i < n; i++) {
		s[i].start = unpack_u32(u);
		s[i].end = unpack_u32(u);
		s[i].text = unpack_str(u, pool);
		s[i].field = unpack_str(u, pool);
		s[i].part = unpack_str(u, pool);
		s[i].form = unpack_str(u, pool);
	}
	*count = n;
	return s;
}

int
hit_pack(const struct hit *h, struct buf *b)
{
	struct pack p;
	size_t i;

	pack_init(&p, b);
	for (i = 0; i < NFIELDS; i++)
		pack_str(&p, *STR_AT(h, &fields[i]));
	pack_i64(&p, h->id);
	pack_i64(&p, h->item);
	pack_i64(&p, h->story);
	pack_i64(&p, h->at);
	pack_i64(&p, h->published);
	pack_spans(&p, h->marks, h->nmarks);
	pack_spans(&p, h->spans, h->nspans);
	return pack_ok(&p) ? 0 : -1;
}

struct hit *
hit_unpack(const void *data, size_t n)
{
	struct hit *h = hit_new();
	struct unpack u;
	size_t i;

	unpack_init(&u, data, n);
	for (i = 0; i < NFIELDS; i++)
		*STR_AT(h, &fields[i]) = unpack_str(&u, h->pool);
	h->id = unpack_i64(&u);
	h->item = unpack_i64(&u);
	h->story = unpack_i64(&u);
	h->at = unpack_i64(&u);
	h->published = unpack_i64(&u);
	h->marks = unpack_spans(&u, h->pool, &h->nmarks);
	h->spans = unpack_spans(&u, h->pool, &h->nspans);
	if (unpack_ok(&u))
		return h;
	hit_free(h);
	return NULL;
}

void
spans_json(const struct span *s, size_t n, struct jsonw *w)
{
	jsonw_array(w, "spans");
	for (; n > 0; n--, s++) {
		jsonw_object(w, NULL);
		jsonw_int(w, "start", s->start);
		jsonw_int(w, "end", s->end);
		jsonw_str(w, "text", s->text);
		jsonw_str(w, "field", s->field);
		jsonw_str(w, "part", s->part);
		jsonw_str(w, "form", s->form);
		jsonw_end_object(w);
	}
	jsonw_end_array(w);
}

static void
marks_json(const struct span *s, size_t n, struct jsonw *w)
{
	jsonw_array(w, "marks");
	for (; n > 0; n--, s++) {
		jsonw_object(w, NULL);
		jsonw_int(w, "start", s->start);
		jsonw_int(w, "end", s->end);
		jsonw_end_object(w);
	}
	jsonw_end_array(w);
}

void
hit_json(const struct hit *h, struct jsonw *w)
{
	size_t i;

	jsonw_object(w, NULL);
	jsonw_int(w, "id", h->id);
	jsonw_int(w, "item", h->item);
	jsonw_int(w, "story", h->story);
	jsonw_time(w, "at", h->at);
	jsonw_time(w, "published", h->published);
	for (i = 0; i < NFIELDS; i++)
		jsonw_str(w, fields[i].key, *STR_AT(h, &fields[i]));
	marks_json(h->marks, h->nmarks, w);
	spans_json(h->spans, h->nspans, w);
	jsonw_end_object(w);
}
