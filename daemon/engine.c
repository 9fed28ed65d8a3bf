/* SPDX-License-Identifier: ISC */
/*
 * The engine process: the loop, and the only holder of secrets, of the
 * network and of the writing database handle.  Here its parts are made in
 * order, wired to each other, and taken down in reverse; what they do is
 * theirs.
 */
#include "config.h"

#include "engine.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <event2/event.h>

#include "article_job.h"
#include "parsers.h"
#include "pipeline.h"
#include "reader_link.h"
#include "service.h"
#include "alert/alert.h"
#include "base/log.h"
#include "base/xalloc.h"
#include "net/guard.h"
#include "net/http.h"
#include "store/store.h"
#include "story/sketch.h"

#define EXPIRE_EVERY	3600	/* seconds between looks at what is old */
#define EXPIRE_AGAIN	1	/* when one look did not reach the end */
#define ONCE_LOOK_MS	20	/* with --once: is everything done? */
#define STOP_WAIT_S	10	/* for deliveries that are under way */
#define PARSERS_MAX	64
/* Feeds that hang keep their places for long; the others want some, too. */
#define IN_FLIGHT_MAX	12000
#define FILES_SPARE	512	/* descriptors for all that is no fetch */
#define SPILL_MAX	((size_t)1 << 30)	/* bytes of large bodies on disk */

static const int signals[] = { SIGTERM, SIGINT, SIGHUP };

#define NSIGNALS	(sizeof(signals) / sizeof(signals[0]))

/* The parts that only this file knows. */
struct main_loop {
	struct engine	 e;
	struct service	*service;
	struct event	*on_signal[NSIGNALS];
	struct event	*expire;
	struct event	*look;		/* is it time to end the loop? */
	int64_t		 stop_by;	/* monotonic ms, once stopping */
};

/* --- parts ----------------------------------------------------------------------- */

static size_t
sketch_bands_op(const struct sketch *sk, uint64_t *out, size_t max)
{
	return max >= SKETCH_BANDS ? sketch_bands(sk, out) : 0;
}

static const struct store_ops store_ops = {
	.bands = sketch_bands_op,
	.is_copy = sketch_is_copy,
	.sketch_size = sizeof(struct sketch)
};

static int
guard_fill(struct guard *g, const struct conf *conf, char **cause)
{
	const char *const *range;

	for (range = conf->allow_private; *range != NULL; range++) {
		if (guard_allow(g, *range) == 0)
			continue;
		*cause = xasprintf("%s: option \"allow-private\": expected "
		    "a range like 10.20.0.0/16, got \"%s\"", conf->path,
		    *range);
		return -1;
	}
	return 0;
}

/* As many fetches as there are descriptors for. */
static unsigned int
in_flight(void)
{
	struct rlimit rl;

	if (getrlimit(RLIMIT_NOFILE, &rl) == -1 ||
	    rl.rlim_cur > IN_FLIGHT_MAX + FILES_SPARE)
		return IN_FLIGHT_MAX;
	return rl.rlim_cur > 2 * FILES_SPARE ?
	    (unsigned int)rl.rlim_cur - FILES_SPARE : FILES_SPARE;
}

static struct http *
make_http(struct engine *e)
{
	const struct conf *conf = e->plan->conf;
	char *agent = conf->contact != NULL ?
	    xasprintf("newswatch/%s (+%s)", PACKAGE_VERSION, conf->contact) :
	    xasprintf("newswatch/%s", PACKAGE_VERSION);
	struct http_limits limits = {
		.per_host = 2,
		.in_flight = in_flight(),
		.lookups = 16,
		.host_gap_ms = 250,
		.user_agent = agent,
		.spill_room = &e->spill_room
	};
	struct http *h;

	/* The plan that named it goes with a reload. */
	e->spill_room.dir = e->spill_dir = xstrdup(conf->state_dir);
	e->spill_room.max = SPILL_MAX;
	h = http_new(e->base, &limits, e->guard);

	free(agent);
	return h;
}

static int
parser_count(const struct conf *conf)
{
	long n = conf->parsers;

	if (n == 0)
		n = sysconf(_SC_NPROCESSORS_ONLN);
	return n < 1 ? 1 : n > PARSERS_MAX ? PARSERS_MAX : (int)n;
}

static void
on_due(struct sched_node *node, void *arg)
{
	pipeline_poll(arg, feed_of(node));
}

/* What waits for a parser stands in memory: no poll begins then. */
static void
on_busy(bool busy, void *arg)
{
	struct engine *e = arg;

	sched_hold(e->sched, busy);
}

/* Ten thousand feeds want more descriptors than a shell gives. */
static void
raise_nofile(void)
{
	struct rlimit rl;

	if (getrlimit(RLIMIT_NOFILE, &rl) == 0) {
		rl.rlim_cur = rl.rlim_max;
		setrlimit(RLIMIT_NOFILE, &rl);
	}
}

/* --- reload ------------------------------------------------------------------------ */

int
engine_reload(struct engine *e, char **cause)
{
	struct plan *fresh, *old = e->plan;
	struct guard *guard;

	if ((fresh = plan_load(e->conf_path, cause)) == NULL)
		return -1;
	guard = guard_new();
	if (strcmp(fresh->conf->state_dir, old->conf->state_dir) != 0) {
		*cause = xasprintf("%s: \"state-dir\" changes with a restart "
		    "only", e->conf_path);
		goto keep;
	}
	if (guard_fill(guard, fresh->conf, cause) == -1)
		goto keep;
	if (alert_reload(e->alert, fresh->conf, cause) == -1)
		goto keep;
	guard_swap(e->guard, guard);
	guard_free(guard);
	e->plan = fresh;
	feeds_apply(e->feeds, fresh->conf);
	parsers_set_deadline(e->parsers, fresh->conf->parse_deadline);
	plan_unref(old);
	alert_kick(e->alert);
	if (e->reader != NULL)
		reader_reloaded(e->reader);
	return 0;
keep:
	guard_free(guard);
	plan_unref(fresh);
	return -1;
}

static void
reload(struct main_loop *m)
{
	char *cause;

	service_reloading();
	if (engine_reload(&m->e, &cause) == 0)
		log_info("reloaded %s: %zu feeds, %zu watches",
		    m->e.conf_path, m->e.plan->conf->nfeeds,
		    m->e.plan->conf->nwatches);
	else {
		log_error("not reloaded, the running configuration stays: %s",
		    cause);
		free(cause);
	}
	service_ready("running");
}

/* --- the end ------------------------------------------------------------------------- */

static bool
is_idle(const struct engine *e)
{
	return TAILQ_EMPTY(&e->polls) && alert_pending(e->alert) == 0;
}

/* With --once: is anything still due? */
static bool
is_done(struct engine *e)
{
	int64_t now = clock_now(&e->clock);

	return is_idle(e) && sched_next(e->sched) > now &&
	    store_next_outbox(e->store) > now;
}

static void
on_look(evutil_socket_t fd, short what, void *arg)
{
	struct main_loop *m = arg;

	store_flush(m->e.store);
	if (m->e.stopping && (alert_pending(m->e.alert) == 0 ||
	    clock_mono_ms() >= m->stop_by))
		event_base_loopbreak(m->e.base);
	else if (m->e.once && is_done(&m->e))
		event_base_loopbreak(m->e.base);
	else if (m->e.once && !m->e.stopping)
		alert_kick(m->e.alert);
}

static void
look_often(struct main_loop *m)
{
	static const struct timeval tv = { 0, ONCE_LOOK_MS * 1000 };

	event_add(m->look, &tv);
}

/* Deliveries under way get a moment; everything else waits in the store. */
static void
stop(struct main_loop *m)
{
	if (m->e.stopping) {
		event_base_loopbreak(m->e.base);
		return;
	}
	log_info("stopping");
	service_stopping();
	m->e.stopping = true;
	m->stop_by = clock_mono_ms() + STOP_WAIT_S * 1000;
	look_often(m);
}

static void
on_signal(evutil_socket_t sig, short what, void *arg)
{
	if (sig == SIGHUP)
		reload(arg);
	else
		stop(arg);
}

static void
on_expire(evutil_socket_t fd, short what, void *arg)
{
	struct main_loop *m = arg;
	struct timeval tv = { EXPIRE_EVERY, 0 };

	if (store_expire(m->e.store,
	    clock_now(&m->e.clock) - m->e.plan->conf->keep))
		tv.tv_sec = EXPIRE_AGAIN;
	evtimer_add(m->expire, &tv);
}

/* --- the beginning --------------------------------------------------------------------- */

static void
add_events(struct main_loop *m)
{
	static const struct timeval soon = { EXPIRE_AGAIN, 0 };
	size_t i;

	signal(SIGPIPE, SIG_IGN);
	for (i = 0; i < NSIGNALS; i++) {
		m->on_signal[i] = evsignal_new(m->e.base, signals[i],
		    on_signal, m);
		event_add(m->on_signal[i], NULL);
	}
	m->look = event_new(m->e.base, -1, EV_PERSIST, on_look, m);
	m->expire = evtimer_new(m->e.base, on_expire, m);
	if (m->e.plan->conf->keep > 0)
		evtimer_add(m->expire, &soon);
	if (m->e.once)
		look_often(m);
}

static int
engine_start(struct engine *e, char **cause)
{
	const struct conf *conf;

	if ((e->plan = plan_load(e->conf_path, cause)) == NULL)
		return -1;
	conf = e->plan->conf;
	e->guard = guard_new();
	if (guard_fill(e->guard, conf, cause) == -1)
		return -1;
	if ((e->base = event_base_new()) == NULL) {
		*cause = xstrdup("no event loop");
		return -1;
	}
	e->store = store_open(conf->state_dir, e->base, &e->clock, &store_ops,
	    cause);
	if (e->store == NULL)
		return -1;
	e->http = make_http(e);
	e->alert = alert_new(e->base, e->store, e->http, &e->clock, conf);
	if (alert_reload(e->alert, conf, cause) == -1)
		return -1;
	e->parsers = parsers_new(e->base, parser_count(conf),
	    conf->parse_deadline);
	e->sched = sched_new(e->base, &e->clock, on_due, e);
	parsers_tell_busy(e->parsers, on_busy, e);
	e->feeds = feeds_new(e->sched, &e->clock, !e->once);
	if (feeds_restore(e->feeds, e->store) == -1) {
		*cause = xstrdup("the store's list of feeds cannot be read");
		return -1;
	}
	feeds_apply(e->feeds, conf);
	if (!e->once)
		e->reader = reader_start(e);
	return 0;
}

static void
engine_stop(struct main_loop *m)
{
	struct engine *e = &m->e;
	size_t i;

	for (i = 0; i < NSIGNALS; i++)
		if (m->on_signal[i] != NULL)
			event_free(m->on_signal[i]);
	if (m->look != NULL)
		event_free(m->look);
	if (m->expire != NULL)
		event_free(m->expire);
	service_free(m->service);
	reader_stop(e->reader);
	if (e->parsers != NULL)
		parsers_free(e->parsers);
	alert_free(e->alert);
	http_free(e->http);
	/* Nobody calls back any more but the store, with its last commit. */
	store_close(e->store);
	pipeline_abandon(e);
	article_jobs_abandon(e);
	feeds_free(e->feeds);
	sched_free(e->sched);
	guard_free(e->guard);
	plan_unref(e->plan);
	free(e->spill_dir);
	if (e->base != NULL) {
		/* A pipe that was freed with a callback on its way goes when
		 * that has had its turn. */
		event_base_loop(e->base, EVLOOP_NONBLOCK);
		event_base_free(e->base);
	}
}

int
engine_main(const struct engine_opts *o)
{
	struct main_loop m = { .e = { .conf_path = o->conf_path,
	    .once = o->once } };
	char *cause = NULL;
	int rc = 1;

	TAILQ_INIT(&m.e.polls);
	TAILQ_INIT(&m.e.jobs);
	umask(027);
	raise_nofile();
	clock_init(&m.e.clock);
	if (o->now != CLOCK_REAL)
		clock_set(&m.e.clock, o->now);
	m.e.started = clock_now(&m.e.clock);
	if (engine_start(&m.e, &cause) == 0) {
		m.service = service_new(m.e.base);
		add_events(&m);
		log_info("newswatchd %s: %zu feeds, %zu watches",
		    PACKAGE_VERSION, m.e.plan->conf->nfeeds,
		    m.e.plan->conf->nwatches);
		service_ready("running");
		alert_kick(m.e.alert);
		event_base_dispatch(m.e.base);
		rc = 0;
	} else
		log_error("%s", cause);
	free(cause);
	engine_stop(&m);
	return rc;
}
