/* SPDX-License-Identifier: ISC */
/*
 * The life of a request: it waits in a lane until its host, the ceiling
 * in flight and the look-ups have room; a shard runs it; its outcome
 * sends it round again (a redirect, a stale connection, a false coding)
 * or ends it.  Fetches have one lane; what we send has another, which
 * nobody's slow feed can fill.  Hosts that let us wait in vain last time
 * get half of a lane, so that the others never queue behind them alone.
 */
#include "net/http.h"

#include <event2/event.h>
#include <event2/event_struct.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "net/request.h"
#include "net/shard.h"
#include "base/clock.h"
#include "base/xalloc.h"

#define REDIRECTS_MAX	5
#define SENDS_MAX	64	/* posts and mails at a time */
#define SENDS_PER_HOST	8
#define SHARD_FILL	800	/* aimed at; hosts spread by chance */

TAILQ_HEAD(req_list, http_req);

struct lane {
	struct slots	*slots;
	size_t		 running;
	size_t		 running_max;
	size_t		 slow;		/* of those running, on slow hosts */
	unsigned int	 lookups_max;
};

enum { LANE_GET, LANE_SEND, LANES };

struct http {
	struct event_base	 *base;
	struct easy_env		  env;
	struct lane		  lanes[LANES];
	unsigned int		  lookups;	/* under way */
	struct shard		**shards;
	size_t			  nshards;
	struct req_list		  all;		/* less the ended ones */
	struct req_list		  ended;
	size_t			  pending;
	struct event		  kick;
	struct event		  gap;
};

static const char *const error_names[] = {
	[HTTP_OK] = "ok",
	[HTTP_ADDRESS] = "address refused",
	[HTTP_RESOLVE] = "name not resolved",
	[HTTP_CONNECT] = "connection failed",
	[HTTP_TLS] = "TLS failed",
	[HTTP_TIMEOUT] = "timed out",
	[HTTP_TOO_LARGE] = "too large",
	[HTTP_REDIRECTS] = "redirects refused",
	[HTTP_ENCODING] = "broken encoding",
	[HTTP_CUT] = "cut off",
	[HTTP_BAD_URL] = "bad address",
	[HTTP_OTHER] = "failed"
};

const char *
http_error_str(enum http_error error)
{
	return error_names[error];
}

/* --- requests ---- */

static struct lane *
lane_of(struct http_req *req)
{
	return &req->http->lanes[req->kind == REQ_GET ? LANE_GET : LANE_SEND];
}

static void
wipe(char *s, size_t n)
{
	if (s != NULL)
		explicit_bzero(s, n);
	free(s);
}

static void
req_free(struct http_req *req)
{
	req_forget_answer(req);
	url_clear(&req->url);
	curl_slist_free_all(req->headers);
	free(req->body);
	free(req->from);
	free(req->to);
	free(req->user);
	wipe(req->password, req->password != NULL ? strlen(req->password) : 0);
	free(req->words);
	free(req->moved_to);
	free(req);
}

static void
kick(struct http *h)
{
	event_active(&h->kick, EV_TIMEOUT, 0);
}

/* The callback comes later, from the loop. */
static void
req_end(struct http_req *req)
{
	struct http *h = req->http;

	slots_leave(lane_of(req)->slots, &req->wait);
	TAILQ_REMOVE(&h->all, req, link);
	TAILQ_INSERT_TAIL(&h->ended, req, link);
	req->state = REQ_ENDED;
	kick(h);
}

static void
req_wait(struct http_req *req)
{
	req->state = REQ_WAITING;
	slots_wait(lane_of(req)->slots, &req->wait, req->url.host,
	    req->url.named);
	kick(req->http);
}

static void
req_call_back(struct http_req *req)
{
	const struct req_head *hd = &req->head;
	struct http_answer a = {
		.error = req->error,
		.detail = req->detail,
		.status = hd->status,
		.url = req->url.text,
		.moved_to = req->moved_to,
		.content_type = hd->content_type,
		.content_location = hd->content_location,
		.etag = hd->etag,
		.last_modified = hd->last_modified,
		.cache_control = hd->cache_control,
		.expires = hd->expires,
		.date = hd->date,
		.retry_after = hd->retry_after,
		.im = hd->im,
		.body = &req->in,
		.spill = &req->spill
	};

	req->state = REQ_CALLING;
	req->http->pending--;
	req->done(&a, req->arg);
	req_free(req);
}

/* --- running ---- */

static void
looked_up(struct http_req *req)
{
	req->looking_up = false;
	req->http->lookups--;
	kick(req->http);
}

/* A host stays with its shard, so its connections are found again. */
static struct shard *
shard_of(const struct http *h, const char *host)
{
	size_t sum = 5381;

	for (; *host != '\0'; host++)
		sum = sum * 33 + (unsigned char)*host;
	return h->shards[sum % h->nshards];
}

static void
req_start(struct http_req *req)
{
	struct http *h = req->http;

	if (req->words == NULL)
		req->words = xmalloc(CURL_ERROR_SIZE);
	req->words[0] = '\0';
	req->started = clock_mono_ms();
	req->shard = shard_of(h, req->url.host);
	/*
	 * A handle is never used twice: libcurl (7.88) may keep the small
	 * receive buffer of a finished transfer while curl_easy_reset()
	 * takes its size for the default one, and then writes beyond it.
	 * A new one costs 3 us.
	 */
	if ((req->easy = curl_easy_init()) == NULL)
		goto fail;
	easy_setup(req);
	if (shard_add(req->shard, req->easy) == -1)
		goto fail;
	req->state = REQ_RUNNING;
	lane_of(req)->running++;
	req->slow = slots_is_slow(&req->wait);
	lane_of(req)->slow += req->slow;
	if (req->url.named) {
		req->looking_up = true;
		h->lookups++;
	}
	return;
fail:
	curl_easy_cleanup(req->easy);
	req->easy = NULL;
	req_fail(req, HTTP_OTHER, "no transfer could be set up");
	req_end(req);
}

/* Out of libcurl's hands; the slot is free for the next. */
static void
req_stop(struct http_req *req)
{
	if (req->looking_up)
		looked_up(req);
	smtp_stop(req);
	shard_remove(req->shard, req->easy);
	lane_of(req)->running--;
	lane_of(req)->slow -= req->slow;
	slots_leave(lane_of(req)->slots, &req->wait);
	curl_easy_cleanup(req->easy);
	req->easy = NULL;
	req->left_ms -= clock_mono_ms() - req->started;
	kick(req->http);
}

/* The next address of a redirect; false when there is none to go to. */
static bool
req_redirect(struct http_req *req)
{
	struct url next;
	const char *why;
	char *to;

	if (++req->hops > REDIRECTS_MAX) {
		req_fail(req, HTTP_REDIRECTS, "too many redirects");
		return false;
	}
	to = url_resolve(&req->url, req->head.location);
	if (to == NULL || url_parse(&next, to, URL_WEB, &why) == -1) {
		req_fail(req, HTTP_REDIRECTS,
		    "redirected to what is no web address");
		free(to);
		return false;
	}
	free(to);
	if (req->head.status != 301 && req->head.status != 308)
		req->broken = true;
	if (!req->broken) {
		free(req->moved_to);
		req->moved_to = xstrdup(next.text);
	}
	url_clear(&req->url);
	req->url = next;
	req->fresh = false;
	return true;
}

/* True when the outcome asks for another round. */
static bool
req_again(struct http_req *req, CURLcode code)
{
	if (easy_is_stale(req, code)) {
		req->fresh = true;
		return true;
	}
	if (req->kind != REQ_GET || req->error != HTTP_OK)
		return false;
	if (code == CURLE_BAD_CONTENT_ENCODING && !req->raw) {
		/* Claimed to be gzip and is not: take it as it comes. */
		req->raw = true;
		req->headers = curl_slist_append(req->headers,
		    "Accept-Encoding: identity");
		return true;
	}
	return code == CURLE_OK && head_is_redirect(&req->head) &&
	    req_redirect(req);
}

static void
on_mailed(struct http_req *req)
{
	req_stop(req);
	req_end(req);
}

static void
on_done(CURL *easy, CURLcode code, void *arg)
{
	struct http_req *req;
	char *private = NULL;

	curl_easy_getinfo(easy, CURLINFO_PRIVATE, &private);
	req = (struct http_req *)(void *)private;
	if (req->kind == REQ_MAIL && code == CURLE_OK) {
		smtp_talk(req, req->http->base, req->left_ms -
		    (clock_mono_ms() - req->started), on_mailed);
		return;
	}
	if (req_again(req, code)) {
		req_stop(req);
		req_forget_answer(req);
		req_wait(req);
		return;
	}
	easy_outcome(req, code);
	slots_set_slow(lane_of(req)->slots, &req->wait,
	    req->error == HTTP_TIMEOUT);
	req_stop(req);
	req_end(req);
}

/* --- the loop ---- */

static void
lane_run(struct http *h, struct lane *lane)
{
	struct slot_wait *w;
	struct http_req *req;
	unsigned int kinds;
	char *p;

	while (lane->running < lane->running_max) {
		kinds = h->lookups < lane->lookups_max ? SLOTS_NAMED : 0;
		if (lane->slow < (lane->running_max + 1) / 2)
			kinds |= SLOTS_SLOW;
		w = slots_take(lane->slots, clock_mono_ms(), kinds);
		if (w == NULL)
			return;
		p = (char *)w - offsetof(struct http_req, wait);
		req = (struct http_req *)(void *)p;
		req_start(req);
	}
}

/* Only those that had ended before: a callback may end new ones. */
static void
answer_ended(struct http *h)
{
	struct http_req *last = TAILQ_LAST(&h->ended, req_list), *req;
	bool more = last != NULL;

	while (more && (req = TAILQ_FIRST(&h->ended)) != NULL) {
		more = req != last;
		TAILQ_REMOVE(&h->ended, req, link);
		if (req->kind == REQ_FILE && req->error == HTTP_OK)
			file_read(req);
		req_call_back(req);
	}
	if (!TAILQ_EMPTY(&h->ended))
		kick(h);
}

static void
on_kick(evutil_socket_t fd, short what, void *arg)
{
	struct http *h = arg;
	struct timeval tv;
	int64_t next, soonest, now = clock_mono_ms();
	size_t i;

	answer_ended(h);
	soonest = INT64_MAX;
	for (i = LANES; i-- > 0;) {
		lane_run(h, &h->lanes[i]);
		/* A full lane is kicked by whoever leaves it. */
		if (h->lanes[i].running == h->lanes[i].running_max)
			continue;
		next = slots_next(h->lanes[i].slots);
		if (next < soonest)
			soonest = next;
	}
	if (soonest == INT64_MAX)
		return;
	soonest = soonest > now ? soonest - now : 1;
	tv.tv_sec = soonest / 1000;
	tv.tv_usec = soonest % 1000 * 1000;
	event_add(&h->gap, &tv);
}

/* --- from outside ---- */

static void
lane_init(struct lane *lane, unsigned int per_host, int64_t gap_ms,
    size_t running_max, unsigned int lookups_max)
{
	lane->slots = slots_new(per_host, gap_ms);
	lane->running_max = running_max;
	lane->lookups_max = lookups_max;
}

struct http *
http_new(struct event_base *base, const struct http_limits *limits,
    const struct guard *guard)
{
	struct http *h = xcalloc(1, sizeof(*h));
	unsigned int kept = limits->lookups / 4;
	size_t i;

	curl_global_init(CURL_GLOBAL_DEFAULT);
	/* TLS writes to connections that the other end has closed. */
	signal(SIGPIPE, SIG_IGN);
	TAILQ_INIT(&h->all);
	TAILQ_INIT(&h->ended);
	h->base = base;
	h->env.guard = guard;
	h->env.user_agent = xstrdup(limits->user_agent);
	h->env.proxy = xstrdup_opt(limits->proxy);
	h->env.spill_room = limits->spill_room;
	h->env.looked_up = looked_up;
	/* Some look-ups stay free for alerts while the feeds' names hang. */
	lane_init(&h->lanes[LANE_GET], limits->per_host, limits->host_gap_ms,
	    limits->in_flight, limits->lookups - kept);
	lane_init(&h->lanes[LANE_SEND], SENDS_PER_HOST, 0, SENDS_MAX,
	    limits->lookups);
	event_assign(&h->kick, base, -1, 0, on_kick, h);
	event_assign(&h->gap, base, -1, 0, on_kick, h);
	h->nshards = limits->in_flight / SHARD_FILL + 1;
	h->shards = xcalloc(h->nshards, sizeof(*h->shards));
	for (i = 0; i < h->nshards; i++) {
		h->shards[i] = shard_new(base, on_done, h);
		if (h->shards[i] == NULL) {
			http_free(h);
			return NULL;
		}
	}
	return h;
}

/* Wherever it is, out of it, and freed. */
static void
req_drop(struct http_req *req)
{
	struct http *h = req->http;

	if (req->state == REQ_RUNNING)
		req_stop(req);
	if (req->state == REQ_ENDED) {
		TAILQ_REMOVE(&h->ended, req, link);
	} else {
		slots_leave(lane_of(req)->slots, &req->wait);
		TAILQ_REMOVE(&h->all, req, link);
	}
	h->pending--;
	req_free(req);
}

void
http_free(struct http *h)
{
	struct http_req *req;
	size_t i;

	if (h == NULL)
		return;
	while ((req = TAILQ_FIRST(&h->all)) != NULL)
		req_drop(req);
	while ((req = TAILQ_FIRST(&h->ended)) != NULL)
		req_drop(req);
	event_del(&h->kick);
	event_del(&h->gap);
	for (i = 0; i < h->nshards; i++)
		shard_free(h->shards[i]);
	for (i = 0; i < LANES; i++)
		slots_free(h->lanes[i].slots);
	free(h->shards);
	free(h->env.user_agent);
	free(h->env.proxy);
	free(h);
	curl_global_cleanup();
}

void
http_cancel(struct http_req *req)
{
	if (req->state != REQ_CALLING)
		req_drop(req);
}

size_t
http_pending(const struct http *h)
{
	return h->pending;
}

struct http_req *
req_new(struct http *h, enum req_kind kind, http_done_cb done, void *arg)
{
	struct http_req *req = xcalloc(1, sizeof(*req));

	req->http = h;
	req->env = &h->env;
	req->kind = kind;
	req->done = done;
	req->arg = arg;
	req->in_memory = SIZE_MAX;
	h->pending++;
	TAILQ_INSERT_TAIL(&h->all, req, link);
	return req;
}

struct http_req *
req_go(struct http_req *req, const char *url, unsigned int schemes,
    size_t max_body, int timeout_s)
{
	const char *why;

	req->max_body = max_body;
	req->left_ms = (int64_t)timeout_s * 1000;
	buf_init(&req->in, max_body);
	if (req->error == HTTP_OK &&
	    url_parse(&req->url, url, schemes, &why) == -1)
		req_fail(req, HTTP_BAD_URL, why);
	if (req->url.scheme == URL_FILE)
		req->kind = REQ_FILE;
	if (req->error != HTTP_OK || req->kind == REQ_FILE)
		req_end(req);
	else
		req_wait(req);
	return req;
}
