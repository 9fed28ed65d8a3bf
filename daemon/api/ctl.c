/* SPDX-License-Identifier: ISC */
/*
 * Control frames to and from the engine.  Answers are matched to their
 * questions by id, since a poll of all feeds may take longer than a
 * reload asked for after it.
 */
#include "api/ctl.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <stdlib.h>
#include <sys/queue.h>
#include <sys/time.h>

#include "base/frame.h"
#include "base/log.h"
#include "base/pack.h"
#include "base/pool.h"
#include "base/xalloc.h"

#define CTL_FRAME_MAX	(1u << 20)	/* bytes; the engine sends little */

struct question {
	TAILQ_ENTRY(question)	 link;
	struct ctl		*ctl;
	struct event		*deadline;
	uint32_t		 id;
	ctl_answer_cb		 cb;
	void			*arg;
};

struct ctl {
	struct bufferevent		*bev;
	const struct ctl_events		*events;
	void				*arg;
	TAILQ_HEAD(, question)		 questions;
	size_t				 nquestions;
	uint32_t			 last_id;
};

static void
question_end(struct question *q)
{
	TAILQ_REMOVE(&q->ctl->questions, q, link);
	q->ctl->nquestions--;
	event_free(q->deadline);
	free(q);
}

static struct question *
question_find(struct ctl *c, uint32_t id)
{
	struct question *q;

	TAILQ_FOREACH(q, &c->questions, link)
		if (q->id == id)
			return q;
	return NULL;
}

static void
question_answer(struct question *q, int status, const char *text)
{
	ctl_answer_cb cb = q->cb;
	void *arg = q->arg;

	question_end(q);
	cb(status, text, arg);
}

static void
on_deadline(evutil_socket_t fd, short what, void *arg)
{
	question_answer(arg, 504, "the engine did not answer in time");
}

static void
take_answer(struct ctl *c, const struct frame *f, struct unpack *u)
{
	struct question *q;
	struct pool *pool = pool_new();
	uint32_t status = unpack_u32(u);
	const char *text = unpack_str(u, pool);

	if (!unpack_ok(u))
		log_warn("engine: an answer that cannot be read");
	/* One that comes after its deadline is nobody's any more. */
	else if ((q = question_find(c, f->id)) != NULL)
		question_answer(q, (int)status, text != NULL ? text : "");
	pool_free(pool);
}

static void
take_frame(struct ctl *c, const struct frame *f)
{
	struct unpack u;
	int64_t last;

	unpack_init(&u, f->data, f->len);
	switch (f->type) {
	case PROTO_ANSWER:
		take_answer(c, f, &u);
		break;
	/* Only a hint that the store has more: its content is read there. */
	case PROTO_COMMITTED:
		last = unpack_i64(&u);
		if (unpack_ok(&u))
			c->events->on_committed(last, c->arg);
		break;
	case PROTO_CONFIG:
		c->events->on_config(c->arg);
		break;
	default:
		log_warn("engine: unknown frame %u", f->type);
	}
}

static void
on_read(struct bufferevent *bev, void *arg)
{
	struct ctl *c = arg;
	struct evbuffer *in = bufferevent_get_input(bev);
	struct frame f;
	int rc = 0;
	size_t n;

	/* Frames are few and small, so that making them one piece is cheap. */
	while ((n = evbuffer_get_length(in)) > 0 &&
	    (rc = frame_peek(evbuffer_pullup(in, -1), n, &f)) == 1) {
		take_frame(c, &f);
		evbuffer_drain(in, FRAME_HEAD + f.len);
	}
	if (rc == -1 || n > CTL_FRAME_MAX) {
		log_error("engine: bytes that are no frame");
		c->events->on_gone(c->arg);
	}
}

static void
on_event(struct bufferevent *bev, short what, void *arg)
{
	struct ctl *c = arg;

	if ((what & (BEV_EVENT_EOF | BEV_EVENT_ERROR)) != 0)
		c->events->on_gone(c->arg);
}

struct ctl *
ctl_new(struct event_base *base, int fd, const struct ctl_events *events,
    void *arg)
{
	struct ctl *c = xcalloc(1, sizeof(*c));

	TAILQ_INIT(&c->questions);
	c->events = events;
	c->arg = arg;
	evutil_make_socket_nonblocking(fd);
	c->bev = bufferevent_socket_new(base, fd, BEV_OPT_CLOSE_ON_FREE);
	bufferevent_setcb(c->bev, on_read, NULL, on_event, c);
	bufferevent_enable(c->bev, EV_READ | EV_WRITE);
	return c;
}

void
ctl_free(struct ctl *c)
{
	struct question *q;

	if (c == NULL)
		return;
	while ((q = TAILQ_FIRST(&c->questions)) != NULL)
		question_end(q);
	bufferevent_free(c->bev);
	free(c);
}

uint32_t
ctl_ask(struct ctl *c, enum proto_type type, const struct buf *payload,
    ctl_answer_cb cb, void *arg)
{
	static const struct timeval wait = { CTL_SECONDS, 0 };
	unsigned char head[FRAME_HEAD];
	struct question *q;

	if (c->nquestions == CTL_PENDING_MAX)
		return 0;
	q = xcalloc(1, sizeof(*q));
	q->ctl = c;
	/* 0 is for what the engine says unasked. */
	if ((q->id = ++c->last_id) == 0)
		q->id = ++c->last_id;
	q->cb = cb;
	q->arg = arg;
	q->deadline = evtimer_new(bufferevent_get_base(c->bev), on_deadline, q);
	evtimer_add(q->deadline, &wait);
	TAILQ_INSERT_TAIL(&c->questions, q, link);
	c->nquestions++;
	frame_head(head, (uint32_t)type, q->id, payload->len);
	bufferevent_write(c->bev, head, sizeof(head));
	bufferevent_write(c->bev, buf_str(payload), payload->len);
	return q->id;
}

void
ctl_forget(struct ctl *c, uint32_t id)
{
	struct question *q = question_find(c, id);

	if (q != NULL)
		question_end(q);
}
