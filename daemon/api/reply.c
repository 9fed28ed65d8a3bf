/* SPDX-License-Identifier: ISC */
/*
 * Answers as bytes.  A list is built in memory below a ceiling and then
 * handed to the socket whole, so that no reader of ours keeps a query
 * open while somebody reads slowly.
 */
#include "api/reply.h"

#include <event2/buffer.h>
#include <event2/http.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define MESSAGE_MAX	4096	/* bytes of an error's text */

static const struct code {
	int		 status;
	const char	*code;
	const char	*reason;	/* of the status line */
} codes[] = {
	{ 200, "ok", "OK" },
	{ 400, "bad-request", "Bad Request" },
	{ 403, "forbidden", "Forbidden" },
	{ 404, "not-found", "Not Found" },
	{ 405, "method-not-allowed", "Method Not Allowed" },
	{ 409, "conflict", "Conflict" },
	{ 413, "too-large", "Content Too Large" },
	{ 414, "uri-too-long", "URI Too Long" },
	{ 422, "unprocessable", "Unprocessable Content" },
	{ 500, "internal", "Internal Server Error" },
	{ 503, "unavailable", "Service Unavailable" },
	{ 504, "timeout", "Gateway Timeout" }
};

static const struct code *
code_of(int status)
{
	static const struct code other = { 0, "error", "Error" };
	size_t i;

	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (codes[i].status == status)
			return &codes[i];
	return &other;
}

static void
free_body(const void *data, size_t n, void *arg)
{
	free(arg);
}

void
reply_send(struct evhttp_request *req, int status, const char *type,
    struct buf *b)
{
	struct evkeyvalq *out = evhttp_request_get_output_headers(req);
	struct evbuffer *body = evhttp_request_get_output_buffer(req);
	char length[24];
	size_t n;
	char *data = buf_take(b, &n);

	evhttp_add_header(out, "Content-Type", type);
	evhttp_add_header(out, "Cache-Control", "no-store");
	evhttp_add_header(out, "X-Content-Type-Options", "nosniff");
	if (evhttp_request_get_command(req) == EVHTTP_REQ_HEAD) {
		/* evhttp would send the body, and cannot know its length
		 * without. */
		snprintf(length, sizeof(length), "%zu", n);
		evhttp_add_header(out, "Content-Length", length);
		free(data);
	} else if (n == 0 || evbuffer_add_reference(body, data, n, free_body,
	    data) == -1)
		free(data);
	evhttp_send_reply(req, status, code_of(status)->reason, NULL);
}

void
reply_error(struct evhttp_request *req, int status, const char *fmt, ...)
{
	char message[MESSAGE_MAX];
	struct jsonw w;
	struct buf b;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(message, sizeof(message), fmt, ap);
	va_end(ap);
	buf_init(&b, REPLY_MAX);
	jsonw_init_buf(&w, &b);
	jsonw_object(&w, NULL);
	jsonw_object(&w, "error");
	jsonw_str(&w, "code", code_of(status)->code);
	jsonw_str(&w, "message", message);
	jsonw_end_object(&w);
	jsonw_end_object(&w);
	buf_addc(&b, '\n');
	reply_send(req, status, REPLY_JSON, &b);
}

void
reply_lost(struct evhttp_request *req)
{
	/* A connection that failed lets go of the request in use; one that
	 * is freed by us still holds it. */
	if (evhttp_request_get_connection(req) == NULL)
		evhttp_request_free(req);
}

void
reply_part(struct jsonw *w, const char *key, page_put_cb put,
    const void *obj)
{
	struct jsonw part;
	struct buf b;

	if (obj == NULL) {
		jsonw_null(w, key);
		return;
	}
	buf_init(&b, REPLY_MAX);
	jsonw_init_buf(&part, &b);
	put(obj, &part);
	if (jsonw_ok(&part))
		jsonw_raw(w, key, buf_str(&b));
	else
		w->failed = true;
	buf_clear(&b);
}

void
page_init(struct page *p, const char *key, size_t limit)
{
	buf_init(&p->buf, REPLY_MAX);
	/* Room for the end of the list stays free. */
	buf_init(&p->one, REPLY_MAX - 4096);
	jsonw_init_buf(&p->w, &p->buf);
	jsonw_object(&p->w, NULL);
	jsonw_array(&p->w, key);
	p->limit = limit;
	p->n = 0;
	p->last = 0;
	p->more = false;
}

int
page_add(struct page *p, int64_t id, page_put_cb put, const void *obj)
{
	struct jsonw w;

	if (p->n == p->limit) {
		p->more = true;
		return 1;
	}
	buf_reset(&p->one);
	jsonw_init_buf(&w, &p->one);
	put(obj, &w);
	if (!jsonw_ok(&w)) {
		/* One object beyond the ceiling would hide all after it. */
		p->last = id;
		return 0;
	}
	if (p->buf.len + p->one.len > p->one.max) {
		p->more = true;
		return 1;
	}
	jsonw_raw(&p->w, NULL, buf_str(&p->one));
	p->last = id;
	p->n++;
	return 0;
}

void
page_end(struct page *p)
{
	char next[24];

	jsonw_end_array(&p->w);
	if (p->more) {
		snprintf(next, sizeof(next), "%" PRId64, p->last);
		jsonw_str(&p->w, "next", next);
	} else
		jsonw_null(&p->w, "next");
}

void
page_end_at_once(struct page *p)
{
	jsonw_end_array(&p->w);
	jsonw_null(&p->w, "next");
	jsonw_bool(&p->w, "truncated", p->more);
}

void
page_send(struct page *p, struct evhttp_request *req)
{
	jsonw_end_object(&p->w);
	buf_addc(&p->buf, '\n');
	reply_send(req, 200, REPLY_JSON, &p->buf);
	page_clear(p);
}

void
page_clear(struct page *p)
{
	buf_clear(&p->buf);
	buf_clear(&p->one);
}
