/* SPDX-License-Identifier: ISC */
/* /v1/hits: hits in pages, newest first, or oldest first after an id. */
#include "api/hits.h"

#include "api/api.h"
#include "api/reply.h"
#include "hit.h"
#include "store/read.h"

static void
put_hit(const void *hit, struct jsonw *w)
{
	hit_json(hit, w);
}

static int
on_hit(struct hit *h, void *arg)
{
	int full = page_add(arg, h->id, put_hit, h);

	hit_free(h);
	return full;
}

/* Ids start at 1, so hit 1 is asked for apart when all are wanted. */
int
hits_after(struct read_db *db, const struct hit_filter *f,
    int (*cb)(struct hit *, void *), void *arg, char **cause)
{
	struct hit_filter part = *f;
	int first = 0, rest;

	if (f->after == 0) {
		part.before = 2;
		part.limit = 1;
		if ((first = read_hits(db, &part, cb, arg, cause)) == -1)
			return -1;
		part.before = 0;
		part.after = 1;
		part.limit = f->limit - (size_t)first;
	}
	if (part.limit == 0)
		return first;
	rest = read_hits(db, &part, cb, arg, cause);
	return rest == -1 ? -1 : first + rest;
}

void
api_hits(struct request *r)
{
	const struct query *q = &r->query;
	/* One more than is given tells whether there is another page. */
	struct hit_filter f = {
		.watch = q->watch, .feed = q->feed, .since = q->since,
		.until = q->until, .before = q->before, .story = q->story,
		.limit = (size_t)q->limit + 1
	};
	struct page p;
	char *cause;
	int rc;

	if (q->after >= 0 && q->before > 0) {
		reply_error(r->http, 400, "before and after exclude one "
		    "another");
		return;
	}
	page_init(&p, "hits", (size_t)q->limit);
	f.after = q->after;
	if (q->after >= 0) {
		rc = hits_after(r->api->db, &f, on_hit, &p, &cause);
	} else {
		f.after = 0;
		rc = read_hits(r->api->db, &f, on_hit, &p, &cause);
	}
	if (rc == -1) {
		page_clear(&p);
		api_store_failed(r, cause);
		return;
	}
	if (rc == 0 && q->before == 0 && api_refuse_unknown(r->api,
	    r->http, q->watch, q->feed)) {
		page_clear(&p);
		return;
	}
	page_end(&p);
	page_send(&p, r->http);
}
