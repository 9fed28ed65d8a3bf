/* SPDX-License-Identifier: ISC */
#include "serve.h"

#include <netinet/in.h>
#include <sys/queue.h>

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/listener.h>

#include <check.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

struct serve_conn {
	LIST_ENTRY(serve_conn)	 link;
	struct serve		*serve;
	struct bufferevent	*bev;
	bool			 ending;
};

struct serve {
	struct event_base	*base;
	struct evconnlistener	*listener;
	const char		*greeting;	/* lines, when not NULL */
	serve_cb		 cb;
	void			*arg;
	unsigned int		 asked;
	unsigned int		 conns;
	int			 port;
	LIST_HEAD(, serve_conn)	 all;
};

static void
conn_free(struct serve_conn *c)
{
	LIST_REMOVE(c, link);
	bufferevent_free(c->bev);
	free(c);
}

static bool
take_line(struct serve_conn *c, struct evbuffer *in)
{
	struct serve_asked a = { 0 };
	char *line = evbuffer_readln(in, NULL, EVBUFFER_EOL_CRLF);

	if (line == NULL)
		return false;
	a.text = line;
	a.n = ++c->serve->asked;
	a.conn = c->serve->conns;
	c->serve->cb(c, &a, c->serve->arg);
	free(line);
	return true;
}

static size_t
length_of(const char *head)
{
	const char *p = strcasestr(head, "\r\nContent-Length:");

	return p != NULL ? strtoul(p + 17, NULL, 10) : 0;
}

static bool
take_request(struct serve_conn *c, struct evbuffer *in)
{
	struct evbuffer_ptr end = evbuffer_search(in, "\r\n\r\n", 4, NULL);
	struct serve_asked a = { 0 };
	char *head, *body, *path;
	size_t n;

	if (end.pos == -1)
		return false;
	n = (size_t)end.pos + 4;
	head = xcalloc(n + 1, 1);
	evbuffer_copyout(in, head, n);
	a.len = length_of(head);
	if (evbuffer_get_length(in) < n + a.len) {
		free(head);
		return false;
	}
	evbuffer_drain(in, n);
	body = xcalloc(a.len + 1, 1);
	evbuffer_remove(in, body, a.len);
	path = xstrdup(strchr(head, ' ') + 1);
	path[strcspn(path, " ")] = '\0';
	a.path = path;
	a.text = head;
	a.body = body;
	a.n = ++c->serve->asked;
	a.conn = c->serve->conns;
	c->serve->cb(c, &a, c->serve->arg);
	free(path);
	free(body);
	free(head);
	return true;
}

static void
on_read(struct bufferevent *bev, void *arg)
{
	struct serve_conn *c = arg;
	struct evbuffer *in = bufferevent_get_input(bev);

	while (!c->ending && (c->serve->greeting != NULL ?
	    take_line(c, in) : take_request(c, in)))
		continue;
}

static void
on_event(struct bufferevent *bev, short what, void *arg)
{
	conn_free(arg);
}

static void
on_written(struct bufferevent *bev, void *arg)
{
	if (evbuffer_get_length(bufferevent_get_output(bev)) == 0)
		conn_free(arg);
}

static void
on_accept(struct evconnlistener *l, evutil_socket_t fd, struct sockaddr *sa,
    int len, void *arg)
{
	struct serve *s = arg;
	struct serve_conn *c = xcalloc(1, sizeof(*c));

	c->serve = s;
	c->bev = bufferevent_socket_new(s->base, fd, BEV_OPT_CLOSE_ON_FREE);
	LIST_INSERT_HEAD(&s->all, c, link);
	s->conns++;
	bufferevent_setcb(c->bev, on_read, NULL, on_event, c);
	bufferevent_enable(c->bev, EV_READ | EV_WRITE);
	if (s->greeting != NULL)
		serve_text(c, s->greeting);
}

struct serve *
serve_new(struct event_base *base, serve_cb cb, void *arg)
{
	struct serve *s = xcalloc(1, sizeof(*s));
	struct sockaddr_in sin = { .sin_family = AF_INET };
	socklen_t len = sizeof(sin);

	sin.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	s->base = base;
	s->cb = cb;
	s->arg = arg;
	LIST_INIT(&s->all);
	s->listener = evconnlistener_new_bind(base, on_accept, s,
	    LEV_OPT_CLOSE_ON_FREE | LEV_OPT_REUSEABLE, -1,
	    (struct sockaddr *)(void *)&sin, sizeof(sin));
	ck_assert_ptr_nonnull(s->listener);
	ck_assert_int_eq(getsockname(evconnlistener_get_fd(s->listener),
	    (struct sockaddr *)(void *)&sin, &len), 0);
	s->port = ntohs(sin.sin_port);
	return s;
}

struct serve *
serve_new_lines(struct event_base *base, const char *greeting, serve_cb cb,
    void *arg)
{
	struct serve *s = serve_new(base, cb, arg);

	s->greeting = greeting;
	return s;
}

void
serve_free(struct serve *s)
{
	while (!LIST_EMPTY(&s->all))
		conn_free(LIST_FIRST(&s->all));
	evconnlistener_free(s->listener);
	free(s);
}

int
serve_port(const struct serve *s)
{
	return s->port;
}

const char *
serve_url_at(const struct serve *s, const char *host, const char *path)
{
	static char text[4][512];
	static unsigned int next;
	char *out = text[next++ % 4];

	snprintf(out, sizeof(text[0]), "http://%s:%d%s", host, s->port, path);
	return out;
}

const char *
serve_url(const struct serve *s, const char *path)
{
	return serve_url_at(s, "127.0.0.1", path);
}

void
serve_send(struct serve_conn *c, const void *data, size_t n)
{
	if (n > 0)
		bufferevent_write(c->bev, data, n);
}

void
serve_text(struct serve_conn *c, const char *text)
{
	serve_send(c, text, strlen(text));
}

void
serve_answer(struct serve_conn *c, int status, const char *headers,
    const char *body)
{
	char *head = xasprintf("HTTP/1.1 %d Scripted\r\n%sContent-Length: %zu"
	    "\r\n\r\n", status, headers, strlen(body));

	serve_text(c, head);
	serve_text(c, body);
	free(head);
}

void
serve_end(struct serve_conn *c)
{
	c->ending = true;
	bufferevent_setcb(c->bev, NULL, on_written, on_event, c);
	/* Also when nothing is left to be written. */
	bufferevent_trigger(c->bev, EV_WRITE, BEV_OPT_DEFER_CALLBACKS);
}

void
loop_until(struct event_base *base, const int *flag)
{
	while (*flag == 0)
		ck_assert_int_eq(event_base_loop(base, EVLOOP_ONCE), 0);
}
