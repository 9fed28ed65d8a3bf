/* SPDX-License-Identifier: ISC */
/*
 * The drain of the outbox.  Rows whose time has come are claimed and
 * queued at their sinks; a sink sends as many at a time, and as often, as
 * its kind allows; the answer decides what the store is told.  One slow
 * sink fills its own queue and no other: what is beyond it goes back to
 * the store for later.
 *
 * Knows nothing of why an alert was made.
 */
#include "alert/alert.h"

#include <event2/event.h>
#include <event2/event_struct.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "alert/chat.h"
#include "alert/deliver.h"
#include "alert/sink.h"
#include "alert/verdict.h"
#include "net/http.h"
#include "store/store.h"
#include "base/log.h"
#include "base/xalloc.h"

#define BROKEN_S	60	/* until a broken sink is looked at again */
#define SLEEP_MAX_S	3600	/* the store is asked at least so often */
#define LATE_MAX_S	3600	/* a row is put off by at most */
#define LATE_GAP_MS	5	/* between late rows, where no pace is set */
#define CLAIM_GAP_MS	100	/* each claim is a commit of the store */

/* One row in hand: queued at its sink, or on its way. */
struct delivery {
	TAILQ_ENTRY(delivery)	 all;
	TAILQ_ENTRY(delivery)	 link;		/* of the sink's queue */
	struct alert		*alert;
	struct sink		*sink;		/* NULL: gone by a reload */
	struct outbox_row	*row;
	struct http_req		*req;		/* NULL: queued */
	bool			 mail;		/* as it was sent */
};

struct alert {
	struct store		*store;
	struct http		*http;
	const struct clock	*clock;
	const struct conf	*conf;
	struct sink_set		*sinks;
	struct delivery_queue	 all;
	size_t			 held;
	int64_t			 claim_ms;	/* not before */
	struct event		 wake;
};

/* --- the end of an attempt ---------------------------------------------- */

static void
delivery_free(struct delivery *d)
{
	TAILQ_REMOVE(&d->alert->all, d, all);
	d->alert->held--;
	outbox_row_free(d->row);
	free(d);
}

static void
bury(struct alert *a, const struct outbox_row *row, const char *reason)
{
	log_error("sink %s: alert %s of watch %s is given up: %s", row->sink,
	    row->id, row->watch, reason);
	store_alert_dead(a->store, row->row, reason);
}

static void
try_again(struct alert *a, const struct outbox_row *row, int64_t least,
    const char *reason)
{
	double chance = (double)arc4random() / (double)UINT32_MAX;
	int64_t wait = alert_retry_in(row->attempts + 1, chance);

	if (wait == -1) {
		bury(a, row, reason);
		return;
	}
	if (wait < least)
		wait = least;
	log_warn("sink %s: alert %s: attempt %d failed: %s; again in %" PRId64
	    " s", row->sink, row->id, row->attempts + 1, reason, wait);
	store_alert_retry(a->store, row->row, clock_now(a->clock) + wait,
	    reason);
}

static void
turn_off(struct sink *s)
{
	if (s == NULL || s->off)
		return;
	s->off = true;
	log_error("sink %s: it answered 410 Gone, so it is off until the "
	    "next reload; its alerts become dead letters", s->conf->name);
}

static void
settle(struct delivery *d, const struct alert_verdict *v)
{
	struct alert *a = d->alert;

	if (v->slow && d->sink != NULL)
		d->sink->not_before = clock_now(a->clock) + v->wait;
	switch (v->fate) {
	case ALERT_DELIVERED:
		log_debug("sink %s: alert %s delivered", d->row->sink,
		    d->row->id);
		store_alert_delivered(a->store, d->row->row);
		break;
	case ALERT_RETRY:
		try_again(a, d->row, v->wait, v->reason);
		break;
	case ALERT_SINK_OFF:
		turn_off(d->sink);
		bury(a, d->row, v->reason);
		break;
	case ALERT_DEAD:
		bury(a, d->row, v->reason);
		break;
	}
}

static void
on_answer(const struct http_answer *answer, void *arg)
{
	struct delivery *d = arg;
	struct alert *a = d->alert;
	struct alert_verdict v;
	int64_t asked = 0;

	if (d->sink != NULL) {
		d->sink->running--;
		if (d->sink->shape != NULL)
			asked = chat_retry_after(d->sink->shape,
			    buf_str(answer->body));
	}
	v = d->mail ? alert_judge_mail(answer) :
	    alert_judge_post(answer, clock_now(a->clock), asked);
	settle(d, &v);
	free(v.reason);
	delivery_free(d);
	alert_kick(a);
}

/* --- sending ------------------------------------------------------------ */

static void
start(struct delivery *d)
{
	struct alert *a = d->alert;
	struct sink *s = d->sink;
	const char *why = "";

	TAILQ_REMOVE(&s->queue, d, link);
	s->nqueued--;
	s->next_ms = clock_mono_ms() + s->gap;
	d->mail = s->conf->mail != NULL;
	d->req = deliver(a->http, s, &a->conf->smtp, a->sinks->password,
	    d->row, clock_now(a->clock), on_answer, d, &why);
	if (d->req != NULL) {
		s->running++;
		return;
	}
	bury(a, d->row, why);
	delivery_free(d);
}

/* What must be so before s may send. */
static bool
may_send(const struct alert *a, const struct sink *s)
{
	return s->nqueued > 0 && s->running < s->running_max &&
	    clock_now(a->clock) >= s->not_before &&
	    clock_mono_ms() >= s->next_ms;
}

/* Queued at a sink that meanwhile turned itself off. */
static void
bury_queue(struct alert *a, struct sink *s)
{
	struct delivery *d;

	while ((d = TAILQ_FIRST(&s->queue)) != NULL) {
		TAILQ_REMOVE(&s->queue, d, link);
		s->nqueued--;
		bury(a, d->row, "the sink is off: it answered 410 Gone");
		delivery_free(d);
	}
}

static void
serve_sinks(struct alert *a)
{
	struct sink *s;

	for (s = a->sinks->sinks; s < a->sinks->sinks + a->sinks->n; s++) {
		if (s->off)
			bury_queue(a, s);
		while (may_send(a, s))
			start(TAILQ_FIRST(&s->queue));
	}
}

/* --- claiming ----------------------------------------------------------- */

/* A queue's worth of rows ahead of its turn goes back, spread out by the
 * sink's own pace, so that it is not claimed over and over. */
static void
put_off(struct alert *a, struct sink *s, const struct outbox_row *row)
{
	int64_t now = clock_now(a->clock), ms = clock_mono_ms(), wait;
	int64_t gap = s->gap > 0 ? s->gap : LATE_GAP_MS;
	int64_t first = ms + (int64_t)s->nqueued * gap;

	if (s->late_ms < first)
		s->late_ms = first;
	s->late_ms += gap;
	wait = (s->late_ms - ms) / 1000 + 1;
	if (s->not_before > now)
		wait += s->not_before - now;
	store_alert_later(a->store, row->row,
	    now + (wait < LATE_MAX_S ? wait : LATE_MAX_S));
}

static void
enqueue(struct alert *a, struct sink *s, struct outbox_row *row)
{
	struct delivery *d = xcalloc(1, sizeof(*d));

	d->alert = a;
	d->sink = s;
	d->row = row;
	TAILQ_INSERT_TAIL(&a->all, d, all);
	TAILQ_INSERT_TAIL(&s->queue, d, link);
	s->nqueued++;
	a->held++;
}

static void
on_claimed(struct outbox_row *row, void *arg)
{
	struct alert *a = arg;
	struct sink *s = sink_find(a->sinks, row->sink);

	if (s == NULL)
		bury(a, row, "the config has no such sink any more");
	else if (s->off)
		bury(a, row, "the sink is off: it answered 410 Gone");
	else if (s->broken != NULL)
		store_alert_later(a->store, row->row,
		    clock_now(a->clock) + BROKEN_S);
	else if (s->nqueued >= s->queue_max)
		put_off(a, s, row);
	else {
		enqueue(a, s, row);
		return;
	}
	outbox_row_free(row);
}

static void
claim_due(struct alert *a)
{
	int64_t now = clock_now(a->clock), mono = clock_mono_ms();

	if (a->held >= SINK_HELD_MAX || mono < a->claim_ms ||
	    store_next_outbox(a->store) > now)
		return;
	a->claim_ms = mono + CLAIM_GAP_MS;
	if (store_claim_outbox(a->store, now, SINK_HELD_MAX - a->held,
	    on_claimed, a) == -1)
		log_warn("alert: the outbox cannot be read now");
}

/* --- the loop ----------------------------------------------------------- */

/* Milliseconds until a queued row may go, or a due one be claimed. */
static int64_t
sleep_ms(const struct alert *a)
{
	int64_t now = clock_now(a->clock), mono = clock_mono_ms();
	int64_t due = store_next_outbox(a->store), ms, until;
	const struct sink *s;

	ms = (int64_t)SLEEP_MAX_S * 1000;
	if (due <= now)
		ms = a->held < SINK_HELD_MAX ? a->claim_ms - mono : ms;
	else if (due - now < SLEEP_MAX_S)
		ms = (due - now) * 1000;
	for (s = a->sinks->sinks; s < a->sinks->sinks + a->sinks->n; s++) {
		/* A full sink is woken by the answer it waits for. */
		if (s->nqueued == 0 || s->running == s->running_max)
			continue;
		until = s->not_before > now ? (s->not_before - now) * 1000 :
		    s->next_ms - mono;
		if (until < ms)
			ms = until;
	}
	return ms > 1 ? ms : 1;
}

static void
on_wake(evutil_socket_t fd, short what, void *arg)
{
	struct alert *a = arg;
	struct timeval tv;
	int64_t ms;

	claim_due(a);
	serve_sinks(a);
	ms = sleep_ms(a);
	tv.tv_sec = ms / 1000;
	tv.tv_usec = ms % 1000 * 1000;
	event_add(&a->wake, &tv);
}

void
alert_kick(struct alert *a)
{
	event_active(&a->wake, EV_TIMEOUT, 0);
}

/* --- from outside ------------------------------------------------------- */

static void
log_faults(const struct sink_set *set)
{
	size_t i;

	for (i = 0; i < set->n; i++)
		if (set->sinks[i].broken != NULL)
			log_error("%s (its alerts wait)",
			    set->sinks[i].broken);
}

struct alert *
alert_new(struct event_base *base, struct store *store, struct http *http,
    const struct clock *clock, const struct conf *conf)
{
	struct alert *a = xcalloc(1, sizeof(*a));

	a->store = store;
	a->http = http;
	a->clock = clock;
	a->conf = conf;
	a->sinks = sink_set_new(conf);
	log_faults(a->sinks);
	TAILQ_INIT(&a->all);
	event_assign(&a->wake, base, -1, 0, on_wake, a);
	alert_kick(a);
	return a;
}

void
alert_free(struct alert *a)
{
	struct delivery *d;

	if (a == NULL)
		return;
	/* What was claimed is due again when the store is next opened. */
	while ((d = TAILQ_FIRST(&a->all)) != NULL) {
		if (d->req != NULL)
			http_cancel(d->req);
		delivery_free(d);
	}
	event_del(&a->wake);
	sink_set_free(a->sinks);
	free(a);
}

/* Moves what is in hand to the sinks of the new config. */
static void
move_delivery(struct alert *a, struct delivery *d, struct sink_set *fresh)
{
	d->sink = sink_find(fresh, d->row->sink);
	if (d->req != NULL) {
		if (d->sink != NULL)
			d->sink->running++;
		return;
	}
	if (d->sink == NULL) {
		bury(a, d->row, "the config has no such sink any more");
		delivery_free(d);
		return;
	}
	TAILQ_INSERT_TAIL(&d->sink->queue, d, link);
	d->sink->nqueued++;
}

int
alert_reload(struct alert *a, const struct conf *conf, char **cause)
{
	struct sink_set *fresh = sink_set_new(conf);
	const char *fault = sink_set_fault(fresh);
	struct delivery *d, *next;

	if (fault != NULL) {
		*cause = xstrdup(fault);
		sink_set_free(fresh);
		return -1;
	}
	for (d = TAILQ_FIRST(&a->all); d != NULL; d = next) {
		next = TAILQ_NEXT(d, all);
		move_delivery(a, d, fresh);
	}
	sink_set_free(a->sinks);
	a->sinks = fresh;
	a->conf = conf;
	alert_kick(a);
	return 0;
}

size_t
alert_pending(const struct alert *a)
{
	return a->held;
}
