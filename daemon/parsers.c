/* SPDX-License-Identifier: ISC */
/*
 * Hands jobs to the parser processes, one at a time to each.
 *
 * A child gets its first job when it has said that its cage is closed, so
 * one that cannot even start takes no job along.  Such a one must not be
 * started in a tight loop: the next one waits a second.
 */
#include "parsers.h"

#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

#include <event2/event.h>

#include "article.h"
#include "child.h"
#include "item.h"
#include "proto.h"
#include "base/buf.h"
#include "base/frame.h"
#include "base/log.h"
#include "base/pack.h"
#include "base/spill.h"
#include "base/xalloc.h"
#include "parse/job.h"

#define RESPAWN_WAIT_S	1	/* after a child that never got ready */
#define PIECE		(128u << 10)	/* bytes of a large body in a frame */
#define BUSY_JOBS	64	/* each stands in memory until its turn */

struct job {
	TAILQ_ENTRY(job)	 entry;
	uint32_t		 type;
	struct buf		 data;
	const struct spill	*body;		/* that follows, or NULL */
	size_t			 sent;		/* of it */
	const struct parse_calls *calls;
	void			*arg;
};

struct slot {
	struct parsers	*all;
	struct child	*child;
	struct job	*job;		/* being worked on, or NULL */
	uint32_t	 id;		/* of it */
	struct event	*timer;		/* deadline, or respawn */
	bool		 ready;		/* said so */
};

struct parsers {
	struct event_base	*base;
	struct slot		*slots;
	int			 nslots;
	struct timeval		 deadline;
	TAILQ_HEAD(, job)	 queue;
	size_t			 pending;
	parsers_busy_cb		 on_busy;
	void			*busy_arg;
	uint32_t		 next_id;
	uint64_t		 restarts;
};

static void	slot_start(struct slot *);
static void	slot_next(struct slot *);

static void
job_free(struct job *j)
{
	buf_clear(&j->data);
	free(j);
}

static void
count(struct parsers *p, bool more)
{
	bool was = p->pending >= BUSY_JOBS, is;

	p->pending = more ? p->pending + 1 : p->pending - 1;
	is = p->pending >= BUSY_JOBS;
	if (is != was && p->on_busy != NULL)
		p->on_busy(is, p->busy_arg);
}

/* Takes the job off its slot; the caller answers it, then frees it. */
static struct job *
slot_finish(struct slot *s)
{
	struct job *j = s->job;

	s->job = NULL;
	count(s->all, false);
	evtimer_del(s->timer);
	return j;
}

static void
slot_fail(struct slot *s, const char *why, bool killer)
{
	struct job *j = slot_finish(s);

	j->calls->on_fail(why, killer, j->arg);
	job_free(j);
}

static bool
is_sent(const struct job *j)
{
	return j->body == NULL || j->sent == spill_len(j->body);
}

/* One piece at a time, when the last has gone: a pipe that is slow to take
 * them fills no memory. */
static void
slot_send_body(void *arg)
{
	struct slot *s = arg;
	struct job *j = s->job;
	char piece[PIECE];
	size_t n;

	if (j == NULL || is_sent(j)) {
		child_on_sent(s->child, NULL);
		return;
	}
	n = spill_read(j->body, j->sent, piece, sizeof(piece));
	if (n == 0) {
		child_kill(s->child, "could not be sent its input");
		return;
	}
	j->sent += n;
	child_send(s->child, PROTO_BODY, s->id, piece, n);
}

/* --- answers -------------------------------------------------------------- */

static void
got_item(struct slot *s, const struct frame *f)
{
	struct item *it = item_unpack(f->data, f->len);

	if (it == NULL)
		child_kill(s->child, "sent a garbled item");
	else if (s->job->calls->on_item == NULL)
		item_free(it);
	else
		s->job->calls->on_item(it, s->job->arg);
}

static void
got_feed(struct slot *s, const struct frame *f)
{
	struct feed_doc *doc;
	struct unpack u;
	struct parse_sum sum;
	struct job *j;

	unpack_init(&u, f->data, f->len);
	sum.items = (uint64_t)unpack_i64(&u);
	sum.more = unpack_u32(&u) != 0;
	doc = feed_doc_unpack(u.at, u.left);
	if (doc == NULL) {
		child_kill(s->child, "sent a garbled feed");
		return;
	}
	j = slot_finish(s);
	j->calls->on_feed(doc, &sum, j->arg);
	job_free(j);
}

static void
got_article(struct slot *s, const struct frame *f)
{
	struct article *a = article_unpack(f->data, f->len);
	struct job *j;

	if (a == NULL) {
		child_kill(s->child, "sent a garbled article");
		return;
	}
	j = slot_finish(s);
	j->calls->on_article(a, j->arg);
	job_free(j);
}

static void
got_fail(struct slot *s, const struct frame *f)
{
	struct pool *pool = pool_new();
	struct unpack u;
	const char *why;

	unpack_init(&u, f->data, f->len);
	why = unpack_str(&u, pool);
	slot_fail(s, why != NULL ? why : "no reason given", false);
	pool_free(pool);
}

/* Which answers each request may have; anything else is a lie. */
static const struct answer {
	uint32_t	request;
	uint32_t	answer;
	void		(*got)(struct slot *, const struct frame *);
} answers[] = {
	{ PROTO_FEED, PROTO_ITEM, got_item },
	{ PROTO_FEED, PROTO_FEED_DONE, got_feed },
	{ PROTO_FEED, PROTO_FAIL, got_fail },
	{ PROTO_EXTRACT, PROTO_ARTICLE, got_article },
	{ PROTO_EXTRACT, PROTO_FAIL, got_fail }
};

static void
on_frame(struct child *c, const struct frame *f, void *arg)
{
	struct slot *s = arg;
	size_t i;

	if (f->type == PROTO_READY && !s->ready) {
		s->ready = true;
		slot_next(s);
		return;
	}
	for (i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		if (s->job == NULL || answers[i].request != s->job->type ||
		    answers[i].answer != f->type)
			continue;
		if (f->type != PROTO_ITEM && !is_sent(s->job))
			break;
		answers[i].got(s, f);
		if (s->job == NULL)
			slot_next(s);
		return;
	}
	child_kill(c, "answered what nobody asked");
}

/* --- lives ------------------------------------------------------------------ */

static void
on_gone(struct child *c, const char *why, void *arg)
{
	struct slot *s = arg;
	struct timeval wait = { RESPAWN_WAIT_S, 0 };

	log_warn("parser %d: %s", (int)child_pid(c), why);
	child_free(c);
	s->child = NULL;
	s->all->restarts++;
	if (s->job != NULL) {
		slot_fail(s, why, true);
		slot_start(s);
	} else if (s->ready)
		slot_start(s);
	else
		evtimer_add(s->timer, &wait);
}

static void
on_timer(evutil_socket_t fd, short what, void *arg)
{
	struct slot *s = arg;

	if (s->child == NULL)
		slot_start(s);
	else if (s->job != NULL)
		child_kill(s->child, "took longer than its deadline");
}

static void
slot_start(struct slot *s)
{
	struct timeval wait = { RESPAWN_WAIT_S, 0 };
	char *cause;

	s->ready = false;
	s->child = child_start(s->all->base, "parser", NULL, on_frame,
	    on_gone, s, &cause);
	if (s->child == NULL) {
		log_error("parser: %s", cause);
		free(cause);
		evtimer_add(s->timer, &wait);
	}
}

static void
slot_next(struct slot *s)
{
	struct parsers *p = s->all;
	struct job *j = TAILQ_FIRST(&p->queue);

	if (j == NULL || s->job != NULL || s->child == NULL || !s->ready)
		return;
	TAILQ_REMOVE(&p->queue, j, entry);
	s->job = j;
	s->id = p->next_id++;
	child_send(s->child, j->type, s->id, buf_str(&j->data), j->data.len);
	buf_clear(&j->data);
	if (j->body != NULL) {
		child_on_sent(s->child, slot_send_body);
		slot_send_body(s);
	}
	evtimer_add(s->timer, &p->deadline);
}

/* --- the contract ------------------------------------------------------------- */

struct parsers *
parsers_new(struct event_base *base, int n, int64_t deadline_s)
{
	struct parsers *p = xcalloc(1, sizeof(*p));
	int i;

	p->base = base;
	p->nslots = n;
	p->slots = xcalloc((size_t)n, sizeof(*p->slots));
	TAILQ_INIT(&p->queue);
	parsers_set_deadline(p, deadline_s);
	for (i = 0; i < n; i++) {
		p->slots[i].all = p;
		p->slots[i].timer = evtimer_new(base, on_timer, &p->slots[i]);
		slot_start(&p->slots[i]);
	}
	return p;
}

void
parsers_free(struct parsers *p)
{
	struct job *j;
	int i;

	if (p == NULL)
		return;
	for (i = 0; i < p->nslots; i++) {
		child_free(p->slots[i].child);
		event_free(p->slots[i].timer);
		if (p->slots[i].job != NULL)
			job_free(p->slots[i].job);
	}
	while ((j = TAILQ_FIRST(&p->queue)) != NULL) {
		TAILQ_REMOVE(&p->queue, j, entry);
		job_free(j);
	}
	free(p->slots);
	free(p);
}

void
parsers_set_deadline(struct parsers *p, int64_t deadline_s)
{
	p->deadline.tv_sec = (time_t)deadline_s;
	p->deadline.tv_usec = 0;
}

static void
submit(struct parsers *p, uint32_t type, const struct parse_job *job,
    const struct spill *body, const struct parse_calls *calls, void *arg)
{
	struct job *j = xcalloc(1, sizeof(*j));
	int i;

	j->type = type;
	j->body = body;
	j->calls = calls;
	j->arg = arg;
	buf_init(&j->data, FRAME_MAX);
	/* max-body is far below a frame; an empty job fails as garbled. */
	if (parse_job_pack(job, &j->data) == -1)
		buf_reset(&j->data);
	TAILQ_INSERT_TAIL(&p->queue, j, entry);
	count(p, true);
	for (i = 0; i < p->nslots; i++)
		slot_next(&p->slots[i]);
}

void
parsers_feed(struct parsers *p, const struct parse_job *job,
    const struct parse_calls *calls, void *arg)
{
	submit(p, PROTO_FEED, job, NULL, calls, arg);
}

void
parsers_feed_large(struct parsers *p, const struct parse_job *job,
    const struct spill *body, const struct parse_calls *calls, void *arg)
{
	struct parse_job all = *job;

	all.follows = spill_len(body);
	submit(p, PROTO_FEED, &all, body, calls, arg);
}

void
parsers_extract(struct parsers *p, const struct parse_job *job,
    const struct parse_calls *calls, void *arg)
{
	submit(p, PROTO_EXTRACT, job, NULL, calls, arg);
}

void
parsers_tell_busy(struct parsers *p, parsers_busy_cb cb, void *arg)
{
	p->on_busy = cb;
	p->busy_arg = arg;
}

size_t
parsers_pending(const struct parsers *p)
{
	return p->pending;
}

uint64_t
parsers_restarts(const struct parsers *p)
{
	return p->restarts;
}
