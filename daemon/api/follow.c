/* SPDX-License-Identifier: ISC */
/*
 * /v1/follow.  A follower is either live, and then gets each new hit as
 * it is committed, read from the store once for all; or he is behind, and
 * gets slices of the store's hits, the next one when the last is with the
 * kernel.  Whoever is behind and has had all is live from then on; who is
 * live and does not keep up is behind.
 */
#include "api/follow.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/http.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <sys/time.h>

#include "api/api.h"
#include "api/hits.h"
#include "api/reply.h"
#include "base/log.h"
#include "base/xalloc.h"

#define SLICE		100	/* hits read at once */
#define LAST_WORD_S	5	/* for a dropped follower to read why */
#define RETRY_S		1	/* after the store did not answer */
#define INPUT_MAX	4096	/* bytes; a follower has nothing to say */

struct follower {
	TAILQ_ENTRY(follower)	 link;
	struct follow		*owner;
	struct evhttp_request	*http;
	char			*watch;		/* NULL: any */
	char			*feed;
	int64_t			 last;		/* id of the last hit given */
	bool			 live;
	bool			 waits;		/* sent, not yet drained */
	int64_t			 since_ms;	/* of that */
};

struct follow {
	struct event_base		*base;
	struct read_db			*db;
	struct event			*timer;
	struct event			*again;
	struct buf			 line;
	TAILQ_HEAD(, follower)		 followers;
	size_t				 n;
	size_t				 nlive;
	int64_t				 last;	/* hit that all live ones had */
};

static void	follower_pump(struct follower *);

static struct bufferevent *
bev_of(const struct follower *f)
{
	return evhttp_connection_get_bufferevent(
	    evhttp_request_get_connection(f->http));
}

static void
follower_set_live(struct follower *f, bool live)
{
	struct follow *s = f->owner;

	if (f->live == live)
		return;
	f->live = live;
	if (!live) {
		s->nlive--;
		return;
	}
	/* Alone, he says where the live ones are; else he has had all
	 * that they had. */
	if (s->nlive++ == 0)
		s->last = f->last;
}

static void
follower_free(struct follower *f)
{
	follower_set_live(f, false);
	TAILQ_REMOVE(&f->owner->followers, f, link);
	f->owner->n--;
	free(f->watch);
	free(f->feed);
	free(f);
}

static void
on_hangup(struct evhttp_connection *conn, void *arg)
{
	struct follower *f = arg;

	reply_lost(f->http);
	follower_free(f);
}

static void
on_drained(struct evhttp_connection *conn, void *arg)
{
	struct follower *f = arg;

	f->waits = false;
	if (!f->live)
		follower_pump(f);
}

static void
follower_send(struct follower *f, const char *line, size_t n)
{
	struct evbuffer *b = evbuffer_new();

	evbuffer_add(b, line, n);
	evhttp_send_reply_chunk_with_cb(f->http, b, on_drained, f);
	evbuffer_free(b);
	if (!f->waits)
		f->since_ms = clock_mono_ms();
	f->waits = true;
}

static bool
follower_is_full(const struct follower *f)
{
	return evbuffer_get_length(bufferevent_get_output(bev_of(f))) >
	    FOLLOW_AHEAD;
}

/* The reason goes out as the last line, if the peer cares to read. */
static void
follower_drop(struct follower *f, const char *reason)
{
	static const struct timeval idle = { LAST_WORD_S, 0 };
	struct evhttp_request *req = f->http;
	struct evhttp_connection *conn = evhttp_request_get_connection(req);
	struct evbuffer *b = evbuffer_new();

	log_info("a follower is dropped: %s", reason);
	evbuffer_add_printf(b, "{\"type\":\"closed\",\"reason\":\"%s\"}\n",
	    reason);
	evhttp_connection_set_closecb(conn, NULL, NULL);
	bufferevent_set_timeouts(bev_of(f), &idle, &idle);
	follower_free(f);
	evhttp_send_reply_chunk(req, b);
	evhttp_send_reply_end(req);
	evbuffer_free(b);
}

static bool
wants(const struct follower *f, const struct hit *h)
{
	return h->id > f->last &&
	    (f->watch == NULL || (h->watch != NULL &&
	    strcmp(f->watch, h->watch) == 0)) &&
	    (f->feed == NULL || (h->feed != NULL &&
	    strcmp(f->feed, h->feed) == 0));
}

/* False when it is larger than an answer may be. */
static bool
make_line(struct buf *b, const struct hit *h)
{
	struct jsonw w;

	buf_reset(b);
	buf_adds(b, "{\"type\":\"hit\",\"hit\":");
	jsonw_init_buf(&w, b);
	hit_json(h, &w);
	return jsonw_ok(&w) && buf_adds(b, "}\n") == 0;
}

/* --- those who are behind ------------------------------------------------ */

struct slice {
	struct follower	*f;
	bool		 full;
};

static int
on_old_hit(struct hit *h, void *arg)
{
	struct slice *s = arg;
	struct follower *f = s->f;

	if (make_line(&f->owner->line, h))
		follower_send(f, f->owner->line.data, f->owner->line.len);
	f->last = h->id;
	hit_free(h);
	s->full = follower_is_full(f);
	return s->full;
}

static void
follower_pump(struct follower *f)
{
	struct hit_filter filter = {
		.watch = f->watch, .feed = f->feed, .since = INT64_MIN,
		.until = INT64_MAX, .after = f->last, .limit = SLICE
	};
	struct slice s = { f, false };
	char *cause;
	int n;

	n = hits_after(f->owner->db, &filter, on_old_hit, &s, &cause);
	if (n == -1) {
		log_warn("follow: %s", cause);
		free(cause);
		follower_drop(f, "the store did not answer");
	} else if (n < SLICE && !s.full)
		follower_set_live(f, true);
	/* Else on_drained() goes on: something was sent. */
}

/* --- those who are live -------------------------------------------------- */

static int
on_new_hit(struct hit *h, void *arg)
{
	struct follow *s = arg;
	bool made = make_line(&s->line, h);
	struct follower *f;

	TAILQ_FOREACH(f, &s->followers, link) {
		if (!f->live || !made || !wants(f, h))
			continue;
		if (follower_is_full(f)) {
			follower_set_live(f, false);
			continue;
		}
		follower_send(f, s->line.data, s->line.len);
		f->last = h->id;
	}
	s->last = h->id;
	hit_free(h);
	return 0;
}

void
follow_wake(struct follow *s)
{
	static const struct timeval at_once = { 0, 0 };
	static const struct timeval later = { RETRY_S, 0 };
	struct hit_filter filter = {
		.since = INT64_MIN, .until = INT64_MAX, .limit = SLICE
	};
	char *cause;
	int n;

	if (s->nlive == 0)
		return;
	filter.after = s->last;
	n = hits_after(s->db, &filter, on_new_hit, s, &cause);
	if (n == -1) {
		log_warn("follow: %s", cause);
		free(cause);
		evtimer_add(s->again, &later);
	} else if (n == SLICE)
		/* Requests that came in meanwhile go first. */
		evtimer_add(s->again, &at_once);
}

static void
on_again(evutil_socket_t fd, short what, void *arg)
{
	follow_wake(arg);
}

/* --- time ---------------------------------------------------------------- */

void
follow_tick(struct follow *s, int64_t now_ms)
{
	static const char line[] = "{\"type\":\"keepalive\"}\n";
	struct follower *f, *next;

	for (f = TAILQ_FIRST(&s->followers); f != NULL; f = next) {
		next = TAILQ_NEXT(f, link);
		if (f->waits && now_ms - f->since_ms > FOLLOW_STALL_S * 1000)
			follower_drop(f, "it did not read what was sent");
		else if (!f->waits)
			follower_send(f, line, sizeof(line) - 1);
	}
}

static void
on_timer(evutil_socket_t fd, short what, void *arg)
{
	follow_tick(arg, clock_mono_ms());
}

struct follow *
follow_new(struct event_base *base, struct read_db *db)
{
	static const struct timeval period = { FOLLOW_KEEPALIVE_S, 0 };
	struct follow *s = xcalloc(1, sizeof(*s));

	s->base = base;
	s->db = db;
	TAILQ_INIT(&s->followers);
	buf_init(&s->line, REPLY_MAX);
	s->again = evtimer_new(base, on_again, s);
	s->timer = event_new(base, -1, EV_PERSIST, on_timer, s);
	event_add(s->timer, &period);
	return s;
}

void
follow_free(struct follow *s)
{
	if (s == NULL)
		return;
	event_free(s->timer);
	event_free(s->again);
	buf_clear(&s->line);
	free(s);
}

size_t
follow_count(const struct follow *s)
{
	return s->n;
}

/* --- a new one ----------------------------------------------------------- */

/* -1 when he starts with what comes next. */
static int
read_start(struct request *r, int64_t *after)
{
	const char *header = evhttp_find_header(
	    evhttp_request_get_input_headers(r->http), "Last-Event-ID");
	char *end;

	*after = r->query.after;
	if (*after >= 0 || header == NULL)
		return 0;
	*after = strtoll(header, &end, 10);
	return *header != '\0' && *end == '\0' && *after >= 0 ? 0 : -1;
}

static void
start_stream(struct follower *f)
{
	struct evhttp_connection *conn =
	    evhttp_request_get_connection(f->http);
	struct bufferevent *bev = bev_of(f);

	evhttp_add_header(evhttp_request_get_output_headers(f->http),
	    "Content-Type", "application/x-ndjson");
	evhttp_add_header(evhttp_request_get_output_headers(f->http),
	    "Cache-Control", "no-store");
	evhttp_send_reply_start(f->http, 200, "OK");
	evhttp_connection_set_closecb(conn, on_hangup, f);
	/* evhttp stopped reading; reading is how a hang-up is seen.  Keep
	 * alives and follow_tick() stand in for its timeouts. */
	bufferevent_set_timeouts(bev, NULL, NULL);
	bufferevent_setwatermark(bev, EV_READ, 0, INPUT_MAX);
	bufferevent_enable(bev, EV_READ);
}

static void
send_open(struct follower *f)
{
	char line[96];
	int n = snprintf(line, sizeof(line), "{\"type\":\"open\","
	    "\"after\":%" PRId64 "}\n", f->last);

	follower_send(f, line, (size_t)n);
}

void
api_follow(struct request *r)
{
	struct follow *s = r->api->follow;
	struct follower *f;
	int64_t after;

	if (evhttp_request_get_command(r->http) != EVHTTP_REQ_GET) {
		reply_error(r->http, 405, "a stream has no HEAD");
		return;
	}
	if (read_start(r, &after) == -1) {
		reply_error(r->http, 400, "Last-Event-ID is no id");
		return;
	}
	/* Else he would wait for ever for what nobody looks for. */
	if (api_refuse_unknown(r->api, r->http, r->query.watch,
	    r->query.feed))
		return;
	if (s->n == FOLLOWERS_MAX) {
		reply_error(r->http, 503, "%d follow already; end one of "
		    "them first", FOLLOWERS_MAX);
		return;
	}
	f = xcalloc(1, sizeof(*f));
	f->owner = s;
	f->http = r->http;
	f->watch = xstrdup_opt(r->query.watch);
	f->feed = xstrdup_opt(r->query.feed);
	f->last = after >= 0 ? after : read_last_hit(s->db);
	TAILQ_INSERT_TAIL(&s->followers, f, link);
	s->n++;
	start_stream(f);
	send_open(f);
	/* Old hits follow once this line is out; see on_drained(). */
	if (after < 0)
		follower_set_live(f, true);
}
