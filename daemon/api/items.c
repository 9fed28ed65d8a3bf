/* SPDX-License-Identifier: ISC */
/* /v1/items/ID and /v1/stories/ID: what is stored, whole. */
#include <stdlib.h>

#include "api/api.h"
#include "api/reply.h"
#include "store/read.h"

static void
put_item(const void *item, struct jsonw *w)
{
	item_json(item, w);
}

static void
put_article(const void *article, struct jsonw *w)
{
	article_json(article, w);
}

static void
put_stored(const void *obj, struct jsonw *w)
{
	const struct stored_item *s = obj;

	/* Both of them: what the feed said shows what the extractor did. */
	jsonw_object(w, NULL);
	jsonw_int(w, "id", s->row);
	jsonw_int(w, "story", s->story);
	jsonw_time(w, "seen", s->seen);
	jsonw_str(w, "feed", s->feed);
	reply_part(w, "item", put_item, s->item);
	reply_part(w, "article", put_article, s->article);
	jsonw_end_object(w);
}

struct one {
	struct buf	buf;
	bool		whole;
};

static int
on_item(struct stored_item *s, void *arg)
{
	struct one *one = arg;
	struct jsonw w;

	jsonw_init_buf(&w, &one->buf);
	put_stored(s, &w);
	buf_addc(&one->buf, '\n');
	one->whole = jsonw_ok(&w);
	stored_item_free(s);
	return 1;
}

void
api_item(struct request *r)
{
	struct one one;
	char *cause;
	int n;

	buf_init(&one.buf, REPLY_MAX);
	n = read_item(r->api->db, r->query.id, on_item, &one, &cause);
	if (n == -1)
		api_store_failed(r, cause);
	else if (n == 0)
		reply_error(r->http, 404, "no item has this id");
	else if (!one.whole)
		reply_error(r->http, 500, "the item is larger than an answer "
		    "may be");
	else
		reply_send(r->http, 200, REPLY_JSON, &one.buf);
	buf_clear(&one.buf);
}

static int
on_member(struct stored_item *s, void *arg)
{
	int full = page_add(arg, s->row, put_stored, s);

	stored_item_free(s);
	return full;
}

void
api_story(struct request *r)
{
	struct page p;
	char *cause;
	int n;

	page_init(&p, "items", QUERY_LIMIT_MAX);
	n = read_story(r->api->db, r->query.id, on_member, &p, &cause);
	if (n > 0) {
		page_end_at_once(&p);
		jsonw_int(&p.w, "story", r->query.id);
		page_send(&p, r->http);
		return;
	}
	page_clear(&p);
	if (n == -1)
		api_store_failed(r, cause);
	else
		reply_error(r->http, 404, "no story has this id");
}
