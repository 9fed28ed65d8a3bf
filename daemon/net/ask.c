/* SPDX-License-Identifier: ISC */
/*
 * What may be asked for: from the caller's words to a request.  Nothing
 * that holds a line end becomes a header or a line of SMTP.
 */
#include <stdlib.h>
#include <string.h>

#include "net/request.h"
#include "net/smtp.h"
#include "base/xalloc.h"

#define ANSWER_MAX	(64u << 10)	/* bytes kept of a post's answer */

static bool
has_line_end(const char *s)
{
	return s != NULL && s[strcspn(s, "\r\n")] != '\0';
}

/* value NULL adds nothing. */
static void
req_header(struct http_req *req, const char *name, const char *value)
{
	char *line;

	if (value == NULL)
		return;
	if (has_line_end(value)) {
		req_fail(req, HTTP_OTHER, "a header would hold a line end");
		return;
	}
	line = xasprintf("%s: %s", name, value);
	req->headers = curl_slist_append(req->headers, line);
	free(line);
}

struct http_req *
http_get(struct http *h, const struct http_get *g, http_done_cb done,
    void *arg)
{
	struct http_req *req = req_new(h, REQ_GET, done, arg);

	req_header(req, "Accept", g->accept);
	req_header(req, "If-None-Match", g->etag);
	req_header(req, "If-Modified-Since", g->last_modified);
	req_header(req, "A-IM", g->delta ? "feed" : NULL);
	if (g->in_memory > 0 && req->env->spill_room != NULL)
		req->in_memory = g->in_memory;
	return req_go(req, g->url, g->allow_file ? URL_WEB | URL_FILE :
	    URL_WEB, g->max_body, g->timeout_s);
}

struct http_req *
http_post(struct http *h, const struct http_post *p, http_done_cb done,
    void *arg)
{
	struct http_req *req = req_new(h, REQ_POST, done, arg);
	const char *const *line;

	req_header(req, "Content-Type", p->content_type);
	/* A receiver that never answers 100 would cost a second. */
	req->headers = curl_slist_append(req->headers, "Expect:");
	for (line = p->headers; line != NULL && *line != NULL; line++) {
		if (has_line_end(*line))
			req_fail(req, HTTP_OTHER,
			    "a header would hold a line end");
		else
			req->headers = curl_slist_append(req->headers, *line);
	}
	req->method = p->put ? "PUT" : NULL;
	req->body = xmalloc(p->len + 1);
	memcpy(req->body, p->body, p->len);
	req->len = p->len;
	return req_go(req, p->url, URL_WEB, ANSWER_MAX, p->timeout_s);
}

struct http_req *
smtp_send(struct http *h, const struct smtp_mail *m, http_done_cb done,
    void *arg)
{
	struct http_req *req = req_new(h, REQ_MAIL, done, arg);

	if (has_line_end(m->from) || has_line_end(m->to))
		req_fail(req, HTTP_OTHER, "an address would hold a line end");
	req->from = xstrdup(m->from);
	req->to = xstrdup(m->to);
	req->user = xstrdup_opt(m->user);
	req->password = xstrdup(m->password != NULL ? m->password : "");
	req->require_tls = m->require_tls;
	req->body = xmalloc(m->len + 1);
	memcpy(req->body, m->message, m->len);
	req->len = m->len;
	return req_go(req, m->url, URL_MAIL, ANSWER_MAX, m->timeout_s);
}
