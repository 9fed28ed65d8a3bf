/* SPDX-License-Identifier: ISC */
/*
 * The reader process as the engine sees it.  Requests that change
 * something arrive here as frames; each is one row of a table.
 */
#include "reader_link.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <event2/event.h>

#include "child.h"
#include "engine.h"
#include "proto.h"
#include "alert/alert.h"
#include "base/buf.h"
#include "base/frame.h"
#include "base/log.h"
#include "base/pack.h"
#include "base/xalloc.h"
#include "store/store.h"

#define RESTART_WAIT_S	1
#define ANSWER_MAX	65536	/* bytes of an answer's text */

struct reader_link {
	struct engine	*e;
	struct child	*child;
	struct event	*timer;
};

static void	link_start(struct reader_link *);

/* --- what people ask for ----------------------------------------------------- */

/* Each fills status (0 or like HTTP) and returns the text; caller frees. */
struct request {
	struct unpack	 in;
	struct pool	*pool;
	uint32_t	 status;
};

static char *
do_reload(struct engine *e, struct request *r)
{
	char *cause;

	if (engine_reload(e, &cause) == 0)
		return xasprintf("reloaded: %zu feeds, %zu watches",
		    e->plan->conf->nfeeds, e->plan->conf->nwatches);
	r->status = 422;
	return cause;
}

static char *
do_poll(struct engine *e, struct request *r)
{
	const char *name = unpack_str(&r->in, r->pool);
	size_t n;

	if (name != NULL && *name == '\0')
		name = NULL;
	if ((n = feeds_hurry(e->feeds, name)) > 0)
		return xasprintf("polling %zu feed%s", n, n > 1 ? "s" : "");
	r->status = 404;
	return name != NULL ? xasprintf("there is no feed \"%s\"", name) :
	    xstrdup("there are no feeds");
}

static bool
has_watch(const struct conf *conf, const char *name)
{
	size_t i;

	for (i = 0; name != NULL && i < conf->nwatches; i++)
		if (strcmp(conf->watches[i].name, name) == 0)
			return true;
	return false;
}

static char *
do_silence(struct engine *e, struct request *r)
{
	const char *watch = unpack_str(&r->in, r->pool);
	int64_t until = unpack_i64(&r->in);
	char when[CLOCK_STR];

	if (!has_watch(e->plan->conf, watch)) {
		r->status = 404;
		return xasprintf("there is no watch \"%s\"",
		    watch != NULL ? watch : "");
	}
	store_silence(e->store, watch, until);
	if (until <= clock_now(&e->clock)) {
		alert_kick(e->alert);
		return xasprintf("%s is not silent any more", watch);
	}
	return xasprintf("%s is silent until %s", watch,
	    clock_format(until, when));
}

static char *
do_outbox(struct engine *e, struct request *r)
{
	const char *verb = unpack_str(&r->in, r->pool);
	int64_t row = unpack_i64(&r->in);
	int rc = -1;

	if (verb != NULL && strcmp(verb, "retry") == 0)
		rc = store_outbox_retry_now(e->store, row);
	else if (verb != NULL && strcmp(verb, "discard") == 0)
		rc = store_outbox_discard(e->store, row);
	if (rc == -1) {
		r->status = 404;
		return xasprintf("no alert %" PRId64 " waits in the outbox",
		    row);
	}
	alert_kick(e->alert);
	return xasprintf("alert %" PRId64 ": %s", row, verb);
}

static const struct verb {
	uint32_t	 type;
	char		*(*run)(struct engine *, struct request *);
} verbs[] = {
	{ PROTO_RELOAD, do_reload },
	{ PROTO_POLL, do_poll },
	{ PROTO_SILENCE, do_silence },
	{ PROTO_OUTBOX, do_outbox }
};

static void
answer(struct child *c, uint32_t id, uint32_t status, const char *text)
{
	struct pack p;
	struct buf b;

	buf_init(&b, ANSWER_MAX);
	pack_init(&p, &b);
	pack_u32(&p, status);
	pack_str(&p, text);
	if (!pack_ok(&p)) {
		buf_reset(&b);
		pack_init(&p, &b);
		pack_u32(&p, status);
		pack_str(&p, "the answer is too long; see the log");
	}
	child_send(c, PROTO_ANSWER, id, buf_str(&b), b.len);
	buf_clear(&b);
}

static void
on_frame(struct child *c, const struct frame *f, void *arg)
{
	struct reader_link *l = arg;
	struct request r = { .pool = pool_new() };
	char *text;
	size_t i;

	unpack_init(&r.in, f->data, f->len);
	for (i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (verbs[i].type != f->type)
			continue;
		text = verbs[i].run(l->e, &r);
		answer(c, f->id, r.status, text);
		free(text);
	}
	pool_free(r.pool);
}

/* --- its life ------------------------------------------------------------------ */

static void
on_gone(struct child *c, const char *why, void *arg)
{
	struct timeval wait = { RESTART_WAIT_S, 0 };
	struct reader_link *l = arg;

	log_warn("reader %d: %s", (int)child_pid(c), why);
	child_free(c);
	l->child = NULL;
	evtimer_add(l->timer, &wait);
}

static void
on_timer(evutil_socket_t fd, short what, void *arg)
{
	link_start(arg);
}

static void
link_start(struct reader_link *l)
{
	char started[24];
	const char *const args[] = { l->e->conf_path, started, NULL };
	struct timeval wait = { RESTART_WAIT_S, 0 };
	char *cause;

	snprintf(started, sizeof(started), "%" PRId64, l->e->started);
	l->child = child_start(l->e->base, "reader", args, on_frame, on_gone,
	    l, &cause);
	if (l->child != NULL)
		return;
	log_error("reader: %s", cause);
	free(cause);
	evtimer_add(l->timer, &wait);
}

struct reader_link *
reader_start(struct engine *e)
{
	struct reader_link *l = xcalloc(1, sizeof(*l));

	l->e = e;
	l->timer = evtimer_new(e->base, on_timer, l);
	link_start(l);
	return l;
}

void
reader_stop(struct reader_link *l)
{
	if (l == NULL)
		return;
	child_free(l->child);
	event_free(l->timer);
	free(l);
}

void
reader_committed(struct reader_link *l, int64_t last_hit)
{
	struct pack p;
	struct buf b;

	if (l->child == NULL)
		return;
	buf_init(&b, 16);
	pack_init(&p, &b);
	pack_i64(&p, last_hit);
	child_send(l->child, PROTO_COMMITTED, 0, buf_str(&b), b.len);
	buf_clear(&b);
}

void
reader_reloaded(struct reader_link *l)
{
	if (l->child != NULL)
		child_send(l->child, PROTO_CONFIG, 0, NULL, 0);
}
