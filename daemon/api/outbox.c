/* SPDX-License-Identifier: ISC */
/* /v1/outbox: alerts that no sink has accepted yet, dead ones first. */
#include "api/api.h"
#include "api/reply.h"
#include "store/read.h"

static const char *const states[] = {
	[OUTBOX_DUE] = "due",
	[OUTBOX_SENDING] = "sending",
	[OUTBOX_DEAD] = "dead"
};

static void
put_row(const void *obj, struct jsonw *w)
{
	const struct outbox_row *o = obj;
	size_t i;

	jsonw_object(w, NULL);
	jsonw_int(w, "row", o->row);
	jsonw_str(w, "id", o->id);
	jsonw_str(w, "state", states[o->state]);
	jsonw_str(w, "sink", o->sink);
	jsonw_str(w, "watch", o->watch);
	jsonw_int(w, "story", o->story);
	jsonw_bool(w, "follow_up", o->follow_up);
	jsonw_int(w, "attempts", o->attempts);
	jsonw_time(w, "created", o->created);
	jsonw_time(w, "due", o->due);
	jsonw_str(w, "error", o->error);
	jsonw_str(w, "headline", o->nhits > 0 ? o->hits[0]->headline : NULL);
	jsonw_int(w, "more", o->more);
	jsonw_array(w, "hits");
	for (i = 0; i < o->nhits; i++)
		jsonw_int(w, NULL, o->hits[i]->id);
	jsonw_end_array(w);
	jsonw_end_object(w);
}

static int
on_row(struct outbox_row *o, void *arg)
{
	int full = page_add(arg, o->row, put_row, o);

	outbox_row_free(o);
	return full;
}

void
api_outbox(struct request *r)
{
	size_t limit = (size_t)r->query.limit;
	struct page p;
	char *cause;

	page_init(&p, "outbox", limit);
	if (read_outbox(r->api->db, limit + 1, on_row, &p, &cause) == -1) {
		page_clear(&p);
		api_store_failed(r, cause);
		return;
	}
	page_end_at_once(&p);
	page_send(&p, r->http);
}
