/* SPDX-License-Identifier: ISC */
/*
 * The verbs that change something: each becomes a frame to the engine,
 * and its answer the answer of the request.  Who may ask is decided by
 * the mode of the socket; who did ask is logged.
 */
#include <event2/bufferevent.h>
#include <event2/http.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "api/api.h"
#include "api/ctl.h"
#include "api/reply.h"
#include "base/log.h"
#include "base/pack.h"
#include "base/xalloc.h"

#define PAYLOAD_MAX	8192	/* bytes: a name, which is a parameter of at
				 * most QUERY_TEXT_MAX, and a number */

/* A request that waits for the engine. */
struct verb {
	struct api		*api;
	struct evhttp_request	*http;
	uint32_t		 id;
};

static void
log_asker(struct evhttp_request *req, const char *what)
{
	struct evhttp_connection *conn = evhttp_request_get_connection(req);
	int fd = bufferevent_getfd(evhttp_connection_get_bufferevent(conn));
	struct ucred who = { .pid = 0 };
	socklen_t n = sizeof(who);

	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &n) == -1)
		log_info("%s, asked by somebody unknown", what);
	else
		log_info("%s, asked by uid %u, process %d", what,
		    (unsigned int)who.uid, (int)who.pid);
}

/* evhttp does not read while we owe an answer, so this comes when the
 * server itself ends; who hung up before is found out by writing. */
static void
on_hangup(struct evhttp_connection *conn, void *arg)
{
	struct verb *v = arg;

	ctl_forget(v->api->ctl, v->id);
	reply_lost(v->http);
	free(v);
}

static void
reply_done(struct evhttp_request *req, const char *text)
{
	struct jsonw w;
	struct buf b;

	buf_init(&b, REPLY_MAX);
	jsonw_init_buf(&w, &b);
	jsonw_object(&w, NULL);
	jsonw_bool(&w, "ok", true);
	jsonw_str(&w, "message", text);
	jsonw_end_object(&w);
	buf_addc(&b, '\n');
	reply_send(req, 200, REPLY_JSON, &b);
}

static void
on_answer(int status, const char *text, void *arg)
{
	struct verb *v = arg;

	evhttp_connection_set_closecb(evhttp_request_get_connection(v->http),
	    NULL, NULL);
	if (status == 0)
		reply_done(v->http, text);
	else if (status >= 400 && status <= 599)
		reply_error(v->http, status, "%s", text);
	else
		reply_error(v->http, 500, "%s", text);
	free(v);
}

static void
ask(struct request *r, enum proto_type type, const struct buf *payload)
{
	struct verb *v = xcalloc(1, sizeof(*v));

	log_asker(r->http, evhttp_request_get_uri(r->http));
	v->api = r->api;
	v->http = r->http;
	evhttp_connection_set_closecb(evhttp_request_get_connection(r->http),
	    on_hangup, v);
	v->id = ctl_ask(r->api->ctl, type, payload, on_answer, v);
	if (v->id == 0)
		on_answer(503, "too many such requests wait for the engine; "
		    "ask again later", v);
}

void
api_reload(struct request *r)
{
	struct buf none;

	buf_init(&none, 0);
	ask(r, PROTO_RELOAD, &none);
}

void
api_poll(struct request *r)
{
	struct pack p;
	struct buf b;

	buf_init(&b, PAYLOAD_MAX);
	pack_init(&p, &b);
	pack_str(&p, r->query.feed != NULL ? r->query.feed : "");
	ask(r, PROTO_POLL, &b);
	buf_clear(&b);
}

void
api_silence(struct request *r)
{
	const struct query *q = &r->query;
	struct pack p;
	struct buf b;

	if (q->watch == NULL || q->span < 0) {
		reply_error(r->http, 400, "watch=WATCH and for=DURATION "
		    "are needed");
		return;
	}
	buf_init(&b, PAYLOAD_MAX);
	pack_init(&p, &b);
	pack_str(&p, q->watch);
	/* for=0 ends a silence. */
	pack_i64(&p, q->span > 0 ? clock_now(&r->api->clock) + q->span : 0);
	ask(r, PROTO_SILENCE, &b);
	buf_clear(&b);
}

static void
ask_outbox(struct request *r, const char *verb)
{
	struct pack p;
	struct buf b;

	buf_init(&b, PAYLOAD_MAX);
	pack_init(&p, &b);
	pack_str(&p, verb);
	pack_i64(&p, r->query.id);
	ask(r, PROTO_OUTBOX, &b);
	buf_clear(&b);
}

void
api_retry(struct request *r)
{
	ask_outbox(r, "retry");
}

void
api_discard(struct request *r)
{
	ask_outbox(r, "discard");
}
