/* SPDX-License-Identifier: ISC */
/* /v1/hits.atom: the hits as a feed, for readers that people have. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "api/api.h"
#include "api/reply.h"
#include "base/utf8.h"
#include "hit.h"
#include "store/read.h"

#define FEED_ID		"urn:newswatch:hits"

/* XML 1.0 has no way to write these at all. */
static bool
is_no_xml(uint32_t cp)
{
	return cp == UTF8_BAD || cp == 0xfffe || cp == 0xffff ||
	    (cp < 0x20 && cp != '\t' && cp != '\n');
}

static const char *
entity_of(uint32_t cp)
{
	switch (cp) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	default:
		return is_no_xml(cp) ? "\xef\xbf\xbd" : NULL;
	}
}

static void
put_text(struct buf *b, const char *s)
{
	size_t n = s != NULL ? strlen(s) : 0, used;
	const char *entity;
	uint32_t cp;

	for (; n > 0; s += used, n -= used) {
		used = utf8_decode(s, n, &cp);
		if ((entity = entity_of(cp)) != NULL)
			buf_adds(b, entity);
		else
			buf_add(b, s, used);
	}
}

/* <name>text</name>, left out when there is no text. */
static void
put_element(struct buf *b, const char *name, const char *text)
{
	if (text == NULL)
		return;
	buf_addf(b, "<%s>", name);
	put_text(b, text);
	buf_addf(b, "</%s>\n", name);
}

static void
put_attribute(struct buf *b, const char *before, const char *value)
{
	if (value == NULL)
		return;
	buf_adds(b, before);
	put_text(b, value);
	buf_adds(b, "\"/>\n");
}

static void
put_time(struct buf *b, const char *name, int64_t when)
{
	char text[CLOCK_STR];

	put_element(b, name, when != JSONW_NO_TIME ?
	    clock_format(when, text) : NULL);
}

static void
put_entry(struct buf *b, const struct hit *h)
{
	buf_addf(b, "<entry>\n<id>urn:newswatch:hit:%" PRId64 "</id>\n",
	    h->id);
	put_element(b, "title", h->headline != NULL ? h->headline : h->why);
	put_time(b, "updated", h->at);
	put_time(b, "published", h->published);
	put_attribute(b, "<link rel=\"alternate\" href=\"", h->link);
	put_attribute(b, "<category term=\"", h->watch);
	buf_adds(b, "<author>");
	put_element(b, "name", h->outlet != NULL ? h->outlet :
	    h->feed != NULL ? h->feed : "unknown");
	buf_adds(b, "</author>\n");
	put_element(b, "summary", h->excerpt);
	buf_adds(b, "</entry>\n");
}

struct atom {
	struct buf	 buf;
	int64_t		 updated;	/* of the newest hit; 0: none */
};

static int
on_hit(struct hit *h, void *arg)
{
	struct atom *a = arg;

	/* The newest comes first. */
	if (a->updated == 0)
		a->updated = h->at;
	put_entry(&a->buf, h);
	hit_free(h);
	/* Rather a feed that ends early than none at all. */
	return a->buf.len > REPLY_MAX / 2;
}

static void
send_feed(struct request *r, struct atom *a)
{
	struct buf out;

	buf_init(&out, REPLY_MAX);
	buf_adds(&out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"
	    "<id>" FEED_ID "</id>\n");
	put_element(&out, "title", r->query.watch != NULL ? r->query.watch :
	    "newswatch");
	put_time(&out, "updated", a->updated != 0 ? a->updated :
	    clock_now(&r->api->clock));
	buf_add(&out, buf_str(&a->buf), a->buf.len);
	if (buf_adds(&out, "</feed>\n") == -1) {
		reply_error(r->http, 500, "the feed grew too large; ask for "
		    "fewer hits");
		buf_clear(&out);
	} else
		reply_send(r->http, 200, "application/atom+xml; charset=utf-8",
		    &out);
}

void
api_atom(struct request *r)
{
	const struct query *q = &r->query;
	struct hit_filter f = {
		.watch = q->watch, .feed = q->feed, .since = q->since,
		.until = q->until, .before = q->before, .story = q->story,
		.limit = (size_t)q->limit
	};
	struct atom a = { .updated = 0 };
	char *cause;

	buf_init(&a.buf, REPLY_MAX);
	if (read_hits(r->api->db, &f, on_hit, &a, &cause) == -1)
		api_store_failed(r, cause);
	else if (a.updated != 0 || !api_refuse_unknown(r->api, r->http,
	    q->watch, q->feed))
		send_feed(r, &a);
	buf_clear(&a.buf);
}
