/* SPDX-License-Identifier: ISC */
/*
 * The dialogue that hands over a mail (RFC 5321).  libcurl connects,
 * greets, encrypts and logs in; from there on we speak ourselves, because
 * after a mail's text libcurl (7.88) waits for the server's verdict in a
 * blocking poll(2), and a server that looks long at a mail would stop the
 * whole loop.
 */
#include <event2/event.h>

#include <stdlib.h>
#include <string.h>

#include "net/request.h"
#include "base/xalloc.h"

#define REPLY_MAX	2048	/* bytes of all lines of one reply */
#define CHUNK		16384	/* bytes written or read at a time */

/* What each step says, and the replies that lead on to the next. */
static const struct step {
	const char	*before;	/* NULL: the mail's text */
	const char	*after;
	int		 good;
	int		 good_too;
} steps[] = {
	{ "MAIL FROM:<", ">\r\n", 250, 250 },
	{ "RCPT TO:<", ">\r\n", 250, 251 },
	{ "DATA", "\r\n", 354, 354 },
	{ NULL, NULL, 250, 250 }
};

#define NSTEPS		(sizeof(steps) / sizeof(steps[0]))

struct smtp {
	struct http_req	*req;
	void		(*done)(struct http_req *);
	struct event	*readable;
	struct event	*writable;
	struct event	*late;
	size_t		 step;
	struct buf	 reply;
	char		*out;		/* of this step */
	size_t		 len;
	size_t		 sent;
};

static void
finish(struct smtp *s)
{
	size_t n;

	/* Whatever comes of it: the connection is closed next. */
	curl_easy_send(s->req->easy, "QUIT\r\n", 6, &n);
	s->done(s->req);
}

static void
fail(struct smtp *s, enum http_error error, const char *why)
{
	free(s->req->detail);
	s->req->detail = NULL;
	req_fail(s->req, error, why);
	s->done(s->req);
}

/* A line that starts with a dot gets another; a dot alone ends it all. */
static char *
stuffed(const char *text, size_t n, size_t *len)
{
	struct buf b;
	size_t i;

	buf_init(&b, 2 * n + 8);
	for (i = 0; i < n; i++) {
		if (text[i] == '.' && (i == 0 || text[i - 1] == '\n'))
			buf_addc(&b, '.');
		buf_addc(&b, text[i]);
	}
	if (n < 2 || text[n - 1] != '\n')
		buf_adds(&b, "\r\n");
	buf_adds(&b, ".\r\n");
	return buf_take(&b, len);
}

static void
say_step(struct smtp *s)
{
	const char *const words[] = { s->req->from, s->req->to, "", "" };
	const struct step *st = &steps[s->step];

	free(s->out);
	if (st->before == NULL) {
		s->out = stuffed(s->req->body, s->req->len, &s->len);
	} else {
		s->out = xasprintf("%s%s%s", st->before, words[s->step],
		    st->after);
		s->len = strlen(s->out);
	}
	s->sent = 0;
	event_add(s->writable, NULL);
}

static void
on_writable(evutil_socket_t fd, short what, void *arg)
{
	struct smtp *s = arg;
	size_t n, left = s->len - s->sent;
	CURLcode rc;

	rc = curl_easy_send(s->req->easy, s->out + s->sent,
	    left < CHUNK ? left : CHUNK, &n);
	if (rc != CURLE_OK && rc != CURLE_AGAIN) {
		fail(s, HTTP_CONNECT, curl_easy_strerror(rc));
		return;
	}
	if (rc == CURLE_OK)
		s->sent += n;
	if (s->sent < s->len)
		event_add(s->writable, NULL);
}

/* The last line of a whole reply is in; true when there is more to say. */
static bool
judge(struct smtp *s, int code, const char *line, size_t n)
{
	struct http_req *req = s->req;

	if (code == steps[s->step].good || code == steps[s->step].good_too) {
		if (++s->step < NSTEPS)
			return true;
	}
	req->head.status = code;
	free(req->detail);
	req->detail = xstrndup(line, n);
	return false;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/*
 * Takes the lines that have come.  1: say the next step, 0: more lines
 * are to come, -1: the dialogue has ended, or it is none.
 */
static int
take_lines(struct smtp *s, bool *odd)
{
	const char *line;
	char *end;
	size_t n, i;
	int code, rc = 0;
	bool last;

	while (rc == 0 && s->reply.len > 0 &&
	    (end = memchr(s->reply.data, '\n', s->reply.len)) != NULL) {
		line = s->reply.data;
		i = (size_t)(end - line) + 1;
		for (n = i; n > 0 && (line[n - 1] == '\n' ||
		    line[n - 1] == '\r');)
			n--;
		*odd = n < 3 || !is_digit(line[0]) || !is_digit(line[1]) ||
		    !is_digit(line[2]);
		if (*odd)
			return -1;
		last = n == 3 || line[3] != '-';
		code = (line[0] - '0') * 100 + (line[1] - '0') * 10 +
		    (line[2] - '0');
		if (last)
			rc = judge(s, code, line, n) ? 1 : -1;
		buf_drain(&s->reply, i);
	}
	return rc;
}

static void
on_readable(evutil_socket_t fd, short what, void *arg)
{
	struct smtp *s = arg;
	char chunk[CHUNK];
	CURLcode rc;
	bool odd = false;
	size_t n;
	int more;

	/* All there is: TLS may hold bytes that no poll(2) would tell of. */
	while ((rc = curl_easy_recv(s->req->easy, chunk, sizeof(chunk),
	    &n)) == CURLE_OK && n > 0)
		if (buf_add(&s->reply, chunk, n) == -1) {
			fail(s, HTTP_TOO_LARGE, "the reply is too large");
			return;
		}
	more = take_lines(s, &odd);
	if (odd)
		fail(s, HTTP_OTHER, "the server does not speak SMTP");
	else if (more == -1)
		finish(s);
	else if (rc != CURLE_AGAIN)
		fail(s, HTTP_CONNECT, "the server closed the connection");
	else if (more == 1)
		say_step(s);
}

static void
on_late(evutil_socket_t fd, short what, void *arg)
{
	fail(arg, HTTP_TIMEOUT, "the server took too long to reply");
}

void
smtp_talk(struct http_req *req, struct event_base *base, int64_t left_ms,
    void (*done)(struct http_req *))
{
	struct smtp *s = xcalloc(1, sizeof(*s));
	struct timeval tv = { left_ms / 1000, left_ms % 1000 * 1000 };
	curl_socket_t fd = CURL_SOCKET_BAD;

	req->smtp = s;
	s->req = req;
	s->done = done;
	buf_init(&s->reply, REPLY_MAX);
	curl_easy_getinfo(req->easy, CURLINFO_ACTIVESOCKET, &fd);
	s->readable = event_new(base, fd, EV_READ | EV_PERSIST, on_readable,
	    s);
	s->writable = event_new(base, fd, EV_WRITE, on_writable, s);
	s->late = event_new(base, -1, 0, on_late, s);
	event_add(s->readable, NULL);
	event_add(s->late, &tv);
	say_step(s);
}

void
smtp_stop(struct http_req *req)
{
	struct smtp *s = req->smtp;

	if (s == NULL)
		return;
	event_free(s->readable);
	event_free(s->writable);
	event_free(s->late);
	buf_clear(&s->reply);
	free(s->out);
	free(s);
	req->smtp = NULL;
}
