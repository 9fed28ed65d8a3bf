/* SPDX-License-Identifier: ISC */
/*
 * One alert as JSON.  It is written in full first; only when that is too
 * large is it written again with less, level by level, so the common case
 * costs one pass.
 */
#include "alert/webhook.h"

#include <stdlib.h>
#include <string.h>

#include "base/jsonw.h"
#include "base/utf8.h"

#define TEXT_MAX	1024	/* bytes of a text, once texts are cut */

/* How much of a hit is told. */
struct level {
	bool		 excerpts;
	size_t		 spans;		/* of one hit */
	size_t		 hits;
	bool		 cut;		/* long texts are shortened */
};

static const struct level levels[] = {
	{ true, SIZE_MAX, SIZE_MAX, false },
	{ false, SIZE_MAX, SIZE_MAX, false },
	{ false, 8, SIZE_MAX, false },
	{ false, 8, 16, false },
	{ false, 8, 4, true },
	{ false, 0, 1, true }
};

#define NLEVELS		(sizeof(levels) / sizeof(levels[0]))

/* An address that was cut leads elsewhere, so it goes away whole. */
static void
cut_texts(struct hit *h, struct pool *pool)
{
	const char **texts[] = { &h->headline, &h->outlet, &h->agency,
	    &h->why, &h->language };
	size_t i, n;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		n = *texts[i] != NULL ? strlen(*texts[i]) : 0;
		if (n > TEXT_MAX)
			*texts[i] = pool_strndup(pool, *texts[i],
			    utf8_cut(*texts[i], n, TEXT_MAX));
	}
	if (h->link != NULL && strlen(h->link) > TEXT_MAX)
		h->link = NULL;
}

static void
hit_at_level(const struct hit *h, const struct level *lv, struct pool *pool,
    struct jsonw *w)
{
	struct hit less = *h;

	if (!lv->excerpts) {
		less.excerpt = NULL;
		less.nmarks = 0;
	}
	if (less.nspans > lv->spans)
		less.nspans = lv->spans;
	if (lv->cut)
		cut_texts(&less, pool);
	hit_json(&less, w);
}

static bool
write_level(const struct outbox_row *row, const struct level *lv,
    struct buf *out)
{
	struct pool *pool = pool_new();
	struct jsonw w;
	size_t i, n = row->nhits < lv->hits ? row->nhits : lv->hits;

	jsonw_init_buf(&w, out);
	jsonw_object(&w, NULL);
	jsonw_str(&w, "type", "hit.created");
	jsonw_time(&w, "timestamp", row->created);
	jsonw_object(&w, "data");
	jsonw_str(&w, "id", row->id);
	jsonw_str(&w, "watch", row->watch);
	jsonw_int(&w, "story", row->story);
	jsonw_bool(&w, "follow_up", row->follow_up);
	jsonw_array(&w, "hits");
	for (i = 0; i < n; i++)
		hit_at_level(row->hits[i], lv, pool, &w);
	jsonw_end_array(&w);
	jsonw_int(&w, "omitted", (int64_t)(row->nhits - n) + row->more);
	jsonw_end_object(&w);
	jsonw_end_object(&w);
	pool_free(pool);
	return jsonw_ok(&w);
}

/* Always small: name, address and reason have their ceilings. */
static void
write_failing(const struct outbox_row *row, struct buf *out)
{
	const struct hit *h = row->hits[0];
	struct jsonw w;

	jsonw_init_buf(&w, out);
	jsonw_object(&w, NULL);
	jsonw_str(&w, "type", row->watch);
	jsonw_time(&w, "timestamp", row->created);
	jsonw_object(&w, "data");
	jsonw_str(&w, "id", row->id);
	jsonw_str(&w, "feed", h->feed);
	jsonw_str(&w, "url", h->link);
	jsonw_time(&w, "failing_since", row->failing_since);
	jsonw_str(&w, "error", h->why);
	jsonw_end_object(&w);
	jsonw_end_object(&w);
}

void
webhook_body(const struct outbox_row *row, struct buf *out)
{
	size_t i;

	if (row->failing_since != 0) {
		write_failing(row, out);
		return;
	}
	for (i = 0; i < NLEVELS; i++) {
		buf_reset(out);
		if (write_level(row, &levels[i], out))
			return;
	}
}
