/* SPDX-License-Identifier: ISC */
/*
 * libcurl says which sockets and which timeout it waits for; libevent
 * waits; what libevent saw is told to libcurl.  Finished transfers are
 * handed on only after libcurl returned, so that whoever gets them may
 * call libcurl again.
 */
#include "net/shard.h"

#include <event2/event.h>
#include <event2/event_struct.h>

#include <stdlib.h>

#include "base/xalloc.h"

/*
 * Never met, by will: above it libcurl (7.88) closes the connection that
 * was idle longest, and forgets to forget that host, so that each later
 * closing takes longer.  What keeps few open is CURLOPT_FORBID_REUSE.
 */
#define CONNECTIONS	(4L * SHARD_MAX)


struct shard {
	struct event_base	*base;
	struct event		 timer;
	CURLM			*multi;
	size_t			 count;
	shard_done_cb		 done;
	void			*arg;
};

static void
hand_on(struct shard *s)
{
	CURLMsg *msg;
	CURLcode code;
	CURL *easy;
	int left;

	while ((msg = curl_multi_info_read(s->multi, &left)) != NULL) {
		if (msg->msg != CURLMSG_DONE)
			continue;
		easy = msg->easy_handle;
		code = msg->data.result;
		s->done(easy, code, s->arg);
	}
}

static void
on_socket(evutil_socket_t fd, short what, void *arg)
{
	struct shard *s = arg;
	int bits = 0, running;

	if (what & EV_READ)
		bits |= CURL_CSELECT_IN;
	if (what & EV_WRITE)
		bits |= CURL_CSELECT_OUT;
	curl_multi_socket_action(s->multi, fd, bits, &running);
	hand_on(s);
}

static void
on_timer(evutil_socket_t fd, short what, void *arg)
{
	struct shard *s = arg;
	int running;

	curl_multi_socket_action(s->multi, CURL_SOCKET_TIMEOUT, 0, &running);
	hand_on(s);
}

static int
on_want_timer(CURLM *multi, long ms, void *arg)
{
	struct shard *s = arg;
	struct timeval tv = { ms / 1000, ms % 1000 * 1000 };

	if (ms < 0)
		event_del(&s->timer);
	else
		event_add(&s->timer, &tv);
	return 0;
}

static int
on_want_socket(CURL *easy, curl_socket_t fd, int what, void *arg, void *known)
{
	struct shard *s = arg;
	struct event *ev = known;
	short bits = EV_PERSIST;

	if (what == CURL_POLL_REMOVE) {
		if (ev != NULL)
			event_del(ev);
		free(ev);
		curl_multi_assign(s->multi, fd, NULL);
		return 0;
	}
	bits |= what & CURL_POLL_IN ? EV_READ : 0;
	bits |= what & CURL_POLL_OUT ? EV_WRITE : 0;
	if (ev == NULL) {
		ev = xcalloc(1, sizeof(*ev));
		curl_multi_assign(s->multi, fd, ev);
	} else
		event_del(ev);
	event_assign(ev, s->base, fd, bits, on_socket, s);
	event_add(ev, NULL);
	return 0;
}

struct shard *
shard_new(struct event_base *base, shard_done_cb done, void *arg)
{
	struct shard *s = xcalloc(1, sizeof(*s));

	s->base = base;
	s->done = done;
	s->arg = arg;
	s->multi = curl_multi_init();
	if (s->multi == NULL) {
		free(s);
		return NULL;
	}
	event_assign(&s->timer, base, -1, 0, on_timer, s);
	curl_multi_setopt(s->multi, CURLMOPT_SOCKETFUNCTION, on_want_socket);
	curl_multi_setopt(s->multi, CURLMOPT_SOCKETDATA, s);
	curl_multi_setopt(s->multi, CURLMOPT_TIMERFUNCTION, on_want_timer);
	curl_multi_setopt(s->multi, CURLMOPT_TIMERDATA, s);
	curl_multi_setopt(s->multi, CURLMOPT_MAXCONNECTS, CONNECTIONS);
	return s;
}

void
shard_free(struct shard *s)
{
	if (s == NULL)
		return;
	/* Closes the idle connections, so it calls on_want_socket(). */
	curl_multi_cleanup(s->multi);
	event_del(&s->timer);
	free(s);
}

int
shard_add(struct shard *s, CURL *easy)
{
	if (curl_multi_add_handle(s->multi, easy) != CURLM_OK)
		return -1;
	s->count++;
	return 0;
}

void
shard_remove(struct shard *s, CURL *easy)
{
	curl_multi_remove_handle(s->multi, easy);
	s->count--;
}

size_t
shard_count(const struct shard *s)
{
	return s->count;
}
