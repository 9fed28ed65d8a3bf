/* SPDX-License-Identifier: ISC */
/* A store of arrays and a reader around it, for the tests of api/. */
#include "api_fake.h"
#include "frame_kit.h"

#include <check.h>
#include <event2/event.h>
#include <event2/http.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/ctl.h"
#include "api/follow.h"
#include "api/listen.h"
#include "base/pack.h"
#include "base/xalloc.h"

struct fake_store fake_store;

static int
refuse(char **cause)
{
	fake_store.reads++;
	if (fake_store.error == NULL)
		return 0;
	*cause = xstrdup(fake_store.error);
	return -1;
}

struct read_db *
read_open(const char *dir, int deadline_ms, char **cause)
{
	return NULL;
}

void
read_close(struct read_db *db)
{
}

static bool
same(const char *wanted, const char *is)
{
	return wanted == NULL || (is != NULL && strcmp(wanted, is) == 0);
}

static bool
hit_passes(const struct hit_filter *f, const struct hit *h)
{
	return same(f->watch, h->watch) && same(f->feed, h->feed) &&
	    h->at >= f->since && h->at < f->until &&
	    (f->before == 0 || h->id < f->before) && h->id > f->after &&
	    (f->story == 0 || f->story == h->story);
}

/* The copy shares the strings of the array, which outlive it. */
static struct hit *
copy_hit(const struct hit *from)
{
	struct hit *h = hit_new();
	struct pool *pool = h->pool;

	*h = *from;
	h->pool = pool;
	return h;
}

int
read_hits(struct read_db *db, const struct hit_filter *f,
    int (*cb)(struct hit *, void *), void *arg, char **cause)
{
	const struct hit *h;
	size_t i, given = 0;

	if (refuse(cause) == -1)
		return -1;
	for (i = 0; i < fake_store.nhits && given < f->limit; i++) {
		h = &fake_store.hits[f->after > 0 ? i :
		    fake_store.nhits - 1 - i];
		if (!hit_passes(f, h))
			continue;
		given++;
		if (cb(copy_hit(h), arg) != 0)
			break;
	}
	return (int)given;
}

int64_t
read_last_hit(struct read_db *db)
{
	return fake_store.nhits > 0 ?
	    fake_store.hits[fake_store.nhits - 1].id : 0;
}

int
read_feeds(struct read_db *db, int (*cb)(const struct feed_state *, void *),
    void *arg, char **cause)
{
	size_t i;

	if (refuse(cause) == -1)
		return -1;
	for (i = 0; i < fake_store.nfeeds; i++)
		if (cb(&fake_store.feeds[i], arg) != 0)
			break;
	return (int)i;
}

int
read_quarantine(struct read_db *db, int (*cb)(const struct quarantined *,
    void *), void *arg, char **cause)
{
	const struct quarantined q = {
		.at = FAKE_NOW, .feed = "gamma", .url = "https://g.example/",
		.reason = "signal 11", .len = 17
	};

	if (refuse(cause) == -1)
		return -1;
	cb(&q, arg);
	return 1;
}

int
read_counts(struct read_db *db, struct store_counts *n, char **cause)
{
	if (refuse(cause) == -1)
		return -1;
	*n = fake_store.counts;
	return 0;
}

/* Items of the array are lent out; only the record is ours. */
static struct stored_item *
copy_item(const struct stored_item *from)
{
	struct stored_item *s = xmalloc(sizeof(*s));

	*s = *from;
	return s;
}

void
stored_item_free(struct stored_item *s)
{
	free(s);
}

int
read_item(struct read_db *db, int64_t row,
    int (*cb)(struct stored_item *, void *), void *arg, char **cause)
{
	size_t i;

	if (refuse(cause) == -1)
		return -1;
	for (i = 0; i < fake_store.nitems; i++) {
		if (fake_store.items[i].row != row)
			continue;
		cb(copy_item(&fake_store.items[i]), arg);
		return 1;
	}
	return 0;
}

int
read_story(struct read_db *db, int64_t story,
    int (*cb)(struct stored_item *, void *), void *arg, char **cause)
{
	int given = 0;
	size_t i;

	if (refuse(cause) == -1)
		return -1;
	for (i = 0; i < fake_store.nitems; i++) {
		if (fake_store.items[i].story != story)
			continue;
		given++;
		if (cb(copy_item(&fake_store.items[i]), arg) != 0)
			break;
	}
	return given;
}

int
read_search(struct read_db *db, const char *fts, int64_t since,
    int64_t until, int64_t before, size_t limit,
    int (*cb)(struct stored_item *, void *), void *arg, char **cause)
{
	const struct stored_item *s;
	size_t i, given = 0;

	if (refuse(cause) == -1)
		return -1;
	for (i = fake_store.nitems; i > 0 && given < limit; i--) {
		s = &fake_store.items[i - 1];
		if ((before != 0 && s->row >= before) || s->seen < since ||
		    s->seen >= until)
			continue;
		given++;
		if (cb(copy_item(s), arg) != 0)
			break;
	}
	return (int)given;
}

void
outbox_row_free(struct outbox_row *o)
{
	free(o);
}

int
read_outbox(struct read_db *db, size_t limit,
    int (*cb)(struct outbox_row *, void *), void *arg, char **cause)
{
	struct outbox_row *o;
	size_t i;

	if (refuse(cause) == -1)
		return -1;
	for (i = 0; i < fake_store.noutbox && i < limit; i++) {
		o = xmalloc(sizeof(*o));
		*o = fake_store.outbox[i];
		if (cb(o, arg) != 0)
			break;
	}
	return (int)i;
}

/* --- the reader around it ------------------------------------------------ */

static void
on_committed(int64_t last_hit, void *arg)
{
	struct fake *f = arg;

	follow_wake(f->api.follow);
}

static void
on_config(void *arg)
{
	struct fake *f = arg;

	f->reloads++;
}

static void
on_gone(void *arg)
{
	struct fake *f = arg;

	f->gone = true;
}

static const struct ctl_events events = { on_committed, on_config, on_gone };

/* Those that the tests follow and ask for. */
static const struct conf_watch watches[] = {
	{ .name = "spies" }, { .name = "odd" }, { .name = "even" }
};

void
fake_open(struct fake *f)
{
	struct api *api = &f->api;
	int pair[2], sock;
	char *cause;

	/* As the role has it: a peer may be gone when we write. */
	signal(SIGPIPE, SIG_IGN);
	memset(f, 0, sizeof(*f));
	memset(&fake_store, 0, sizeof(fake_store));
	snprintf(f->dir, sizeof(f->dir), "/tmp/nw-api-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(f->dir));
	snprintf(f->path, sizeof(f->path), "%s/socket", f->dir);
	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	ck_assert_int_ne(sock = listen_unix(f->path, &cause), -1);
	f->engine = pair[1];
	f->conf.path = "newswatch.conf";
	f->conf.watches = watches;
	f->conf.nwatches = sizeof(watches) / sizeof(watches[0]);
	buf_init(&f->frame, FRAME_MAX + FRAME_HEAD);
	api->conf = &f->conf;
	clock_set(&api->clock, FAKE_NOW);
	api->started = FAKE_NOW - 60;
	api->base = event_base_new();
	api->http = evhttp_new(api->base);
	api->follow = follow_new(api->base, NULL);
	api->ctl = ctl_new(api->base, pair[0], &events, f);
	listen_start(api->base, api->http, sock);
	api_attach(api);
}

void
fake_serve(struct fake *f)
{
	if ((f->server = fork()) != 0)
		return;
	event_reinit(f->api.base);
	event_base_dispatch(f->api.base);
	_exit(0);
}

void
fake_stop(struct fake *f)
{
	kill(f->server, SIGKILL);
	waitpid(f->server, NULL, 0);
}

void
fake_close(struct fake *f)
{
	evhttp_free(f->api.http);
	follow_free(f->api.follow);
	ctl_free(f->api.ctl);
	event_base_free(f->api.base);
	close(f->engine);
	unlink(f->path);
	rmdir(f->dir);
	buf_clear(&f->frame);
}

int
fake_connect(struct fake *f)
{
	struct sockaddr_un sun = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(sun.sun_path, sizeof(sun.sun_path), "%s", f->path);
	ck_assert_int_eq(connect(fd, (struct sockaddr *)&sun, sizeof(sun)),
	    0);
	return fd;
}

/* One turn of the loop, then waits a moment for fd. */
static bool
turn(struct fake *f, int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	event_base_loop(f->api.base, EVLOOP_NONBLOCK);
	return poll(&p, 1, 5) == 1;
}

bool
fake_read_until(struct fake *f, int fd, struct buf *b, const char *s)
{
	char chunk[65536];
	ssize_t n;

	while (s == NULL || strstr(buf_str(b), s) == NULL) {
		if (!turn(f, fd))
			continue;
		n = recv(fd, chunk, sizeof(chunk), MSG_DONTWAIT);
		if (n <= 0)
			return false;
		ck_assert_int_eq(buf_add(b, chunk, (size_t)n), 0);
	}
	return true;
}

static int
send_text(struct fake *f, const char *request)
{
	int fd = fake_connect(f);

	ck_assert_int_eq(send(fd, request, strlen(request), MSG_NOSIGNAL),
	    (ssize_t)strlen(request));
	return fd;
}

static char *
read_all(struct fake *f, int fd)
{
	struct buf b;

	buf_init(&b, 64u << 20);
	fake_read_until(f, fd, &b, NULL);
	close(fd);
	return buf_take(&b, NULL);
}

char *
fake_ask(struct fake *f, const char *request)
{
	return read_all(f, send_text(f, request));
}

int
fake_send(struct fake *f, const char *method, const char *uri)
{
	char *request = xasprintf("%s %s HTTP/1.1\r\nHost: localhost\r\n"
	    "Connection: close\r\n\r\n", method, uri);
	int fd = send_text(f, request);

	free(request);
	return fd;
}

char *
fake_call(struct fake *f, const char *method, const char *uri)
{
	return read_all(f, fake_send(f, method, uri));
}

json_t *
fake_body(const char *answer, int status)
{
	const char *body = strstr(answer, "\r\n\r\n");
	json_error_t err;
	int got = 0;
	json_t *j;

	sscanf(answer, "HTTP/1.1 %d", &got);
	ck_assert_msg(got == status && body != NULL, "%s", answer);
	j = json_loads(body, 0, &err);
	ck_assert_msg(j != NULL, "%s in %s", err.text, body);
	return j;
}

json_t *
fake_get(struct fake *f, const char *uri, int status)
{
	char *answer = fake_call(f, "GET", uri);
	json_t *j = fake_body(answer, status);

	free(answer);
	return j;
}

struct frame
fake_engine_read(struct fake *f)
{
	struct frame got;

	while (!turn(f, f->engine))
		continue;
	ck_assert_int_eq(frame_read(f->engine, &f->frame, &got), 0);
	return got;
}

void
fake_engine_answer(struct fake *f, uint32_t id, uint32_t status,
    const char *text)
{
	struct pack p;
	struct buf b;

	buf_init(&b, 65536);
	pack_init(&p, &b);
	pack_u32(&p, status);
	pack_str(&p, text);
	ck_assert_int_eq(frame_write(f->engine, PROTO_ANSWER, id, b.data,
	    b.len), 0);
	buf_clear(&b);
}

void
fake_committed(struct fake *f)
{
	struct pack p;
	struct buf b;

	buf_init(&b, 64);
	pack_init(&p, &b);
	pack_i64(&p, read_last_hit(NULL));
	ck_assert_int_eq(frame_write(f->engine, PROTO_COMMITTED, 0, b.data,
	    b.len), 0);
	buf_clear(&b);
}
