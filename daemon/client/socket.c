/* SPDX-License-Identifier: ISC */
/*
 * The way to the daemon.  Knows HTTP and the shape of an error, nothing
 * of what is asked.
 */
#include "client/socket.h"

#include <errno.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>

#include "client/curl_late.h"
#include "client/term.h"

#define ANSWER_SECONDS	60	/* a verb may wait for the engine */
#define SILENT_SECONDS	50	/* a stream says something each 15 s */

const char *
socket_path(void)
{
	const char *path = getenv("NEWSWATCH_SOCKET");

	return path != NULL && *path != '\0' ? path :
	    RUNSTATEDIR "/newswatch/newswatch.sock";
}

struct transfer {
	struct curl_late curl;
	CURL		*handle;
	struct buf	*body;		/* whole, or since the last line */
	socket_line_cb	 line;		/* NULL: no stream */
	void		*arg;
	bool		 stopped;	/* by line() */
	bool		 done;		/* the answer is whole */
};

static int
give_lines(struct transfer *t)
{
	char *end;

	while (t->body->len > 0 && (end = memchr(t->body->data, '\n',
	    t->body->len)) != NULL) {
		*end = '\0';
		if (t->line(t->body->data, t->arg) != 0) {
			t->stopped = true;
			return -1;
		}
		buf_drain(t->body, (size_t)(end - t->body->data) + 1);
	}
	return 0;
}

/* Returning short makes curl give up. */
static size_t
on_body(char *data, size_t size, size_t n, void *arg)
{
	struct transfer *t = arg;
	long status = 0;

	if (buf_add(t->body, data, size * n) == -1)
		return 0;
	t->curl.getinfo(t->handle, CURLINFO_RESPONSE_CODE, &status);
	if (t->line != NULL && status == 200 && give_lines(t) == -1)
		return 0;
	return size * n;
}

static CURL *
handle_new(bool post, const char *uri, struct transfer *t)
{
	char url[URI_MAX + 32];
	const struct curl_late *curl = &t->curl;
	CURL *c = curl->init();

	snprintf(url, sizeof(url), "http://localhost%s", uri);
	curl->setopt(c, CURLOPT_UNIX_SOCKET_PATH, socket_path());
	curl->setopt(c, CURLOPT_URL, url);
	if (post) {
		curl->setopt(c, CURLOPT_POST, 1L);
		curl->setopt(c, CURLOPT_POSTFIELDSIZE, 0L);
		curl->setopt(c, CURLOPT_POSTFIELDS, "");
	}
	/* http_proxy in the environment is for the web, not for this. */
	curl->setopt(c, CURLOPT_PROXY, "");
	curl->setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl->setopt(c, CURLOPT_WRITEFUNCTION, on_body);
	curl->setopt(c, CURLOPT_WRITEDATA, t);
	if (t->line == NULL) {
		curl->setopt(c, CURLOPT_TIMEOUT, (long)ANSWER_SECONDS);
	} else {
		curl->setopt(c, CURLOPT_LOW_SPEED_LIMIT, 1L);
		curl->setopt(c, CURLOPT_LOW_SPEED_TIME,
		    (long)SILENT_SECONDS);
	}
	return t->handle = c;
}

/* What to do, where the error alone does not tell. */
static const char *
hint_for(int err)
{
	static const struct {
		int		 err;
		const char	*hint;
	} hints[] = {
		{ ENOENT, "; is newswatchd running? -S names its socket" },
		{ ECONNREFUSED, "; is newswatchd running? -S names its "
		    "socket" },
		{ EACCES, "; only root and the socket's owner and group "
		    "may ask" },
		/* The kernel's queue is full: it is there, but busy. */
		{ EAGAIN, "; too many ask at once, try again" }
	};
	size_t i;

	for (i = 0; i < sizeof(hints) / sizeof(hints[0]); i++)
		if (hints[i].err == err)
			return hints[i].hint;
	return "";
}

static void
say_absent(const struct transfer *t, CURLcode rc)
{
	long err = 0;

	if (rc == CURLE_COULDNT_CONNECT)
		t->curl.getinfo(t->handle, CURLINFO_OS_ERRNO, &err);
	fprintf(stderr, "newswatch: no daemon answers on %s: %s%s\n",
	    socket_path(), err != 0 ? strerror((int)err) :
	    t->curl.strerror(rc), hint_for((int)err));
}

/* libcurl would call it a host that cannot be resolved. */
static bool
path_is_too_long(void)
{
	const size_t max = sizeof(((struct sockaddr_un *)0)->sun_path) - 1;

	if (strlen(socket_path()) <= max)
		return false;
	fprintf(stderr, "newswatch: the path of the socket is longer than "
	    "%zu bytes: %s\n", max, socket_path());
	return true;
}

static void
say_error(long status, const struct buf *body)
{
	json_t *j = json_loads(buf_str(body), 0, NULL);
	const char *message = json_string_value(json_object_get(
	    json_object_get(j, "error"), "message"));
	struct term t;

	term_init(&t, stderr, TERM_NEVER);
	fputs("newswatch: ", stderr);
	if (message != NULL)
		term_put(&t, TERM_PLAIN, message);
	else
		fprintf(stderr, "the daemon answered with status %ld", status);
	fputc('\n', stderr);
	json_decref(j);
}

static enum stream_end
perform(bool post, const struct uri *u, struct transfer *t, bool quiet)
{
	enum stream_end end = STREAM_ENDED;
	long status = 0;
	CURLcode rc;
	CURL *c;

	if (uri_str(u) == NULL) {
		fprintf(stderr, "newswatch: the request is longer than %d "
		    "bytes\n", URI_MAX);
		return STREAM_REFUSED;
	}
	if (path_is_too_long() || curl_late_load(&t->curl) == -1)
		return STREAM_REFUSED;
	c = handle_new(post, uri_str(u), t);
	rc = t->curl.perform(c);
	t->done = rc == CURLE_OK;
	t->curl.getinfo(c, CURLINFO_RESPONSE_CODE, &status);
	if (status != 0 && (status < 200 || status > 299)) {
		say_error(status, t->body);
		end = STREAM_REFUSED;
	} else if (rc != CURLE_OK && !t->stopped) {
		/* Streams do break; who follows them knows what to do. */
		if (!quiet && (status == 0 || t->line == NULL))
			say_absent(t, rc);
		end = status == 0 ? STREAM_ABSENT : STREAM_ENDED;
	}
	t->curl.cleanup(c);
	return end;
}

static int
call(bool post, const struct uri *u, struct buf *b)
{
	struct transfer t = { .body = b };

	return perform(post, u, &t, false) == STREAM_ENDED && t.done ? 0 : -1;
}

int
socket_get(const struct uri *u, struct buf *b)
{
	return call(false, u, b);
}

int
socket_post(const struct uri *u, struct buf *b)
{
	return call(true, u, b);
}

enum stream_end
socket_stream(const struct uri *u, bool quiet, socket_line_cb line, void *arg)
{
	struct transfer t = { .line = line, .arg = arg };
	enum stream_end end;
	struct buf b;

	buf_init(&b, SOCKET_LINE_MAX);
	t.body = &b;
	end = perform(false, u, &t, quiet);
	buf_clear(&b);
	return end;
}
