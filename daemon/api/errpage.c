/* SPDX-License-Identifier: ISC */
/*
 * evhttp answers a request that it cannot read with a page of HTML, before
 * any callback of ours sees it, and gives no way to change that.  So each
 * connection's output is looked at as it grows: such a page, whole and
 * alone in the buffer, is replaced.  Nothing else that we send is HTML.
 */
#include "api/errpage.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/http.h>
#include <stdio.h>
#include <string.h>

#define PAGE_MAX	1024	/* bytes; evhttp's are shorter */

static const struct page {
	int		 status;
	const char	*code;
	const char	*message;
} pages[] = {
	{ 400, "bad-request", "this is not HTTP/1.1, or its line and headers "
	    "are too long" },
	{ 413, "too-large", "no body is expected; parameters go into the "
	    "URI" },
	{ 501, "method-not-allowed", "unknown method; a path takes GET or POST" },
	{ 0, "error", "the request cannot be served" }
};

static const struct page *
page_of(int status)
{
	const struct page *p = pages;

	while (p->status != 0 && p->status != status)
		p++;
	return p;
}

/* The status of an error page of evhttp's own; 0 for anything else. */
static int
error_status(const char *text)
{
	int status;

	if (sscanf(text, "HTTP/%*1d.%*1d %3d ", &status) != 1 || status < 400 ||
	    strstr(text, "\r\nContent-Type: text/html\r\n") == NULL ||
	    strstr(text, "</HTML>\n") == NULL)
		return 0;
	return status;
}

static void
replace(struct evbuffer *out, int status)
{
	const struct page *p = page_of(status);

	evbuffer_drain(out, evbuffer_get_length(out));
	evbuffer_add_printf(out, "HTTP/1.1 %d Error\r\n"
	    "Content-Type: application/json; charset=utf-8\r\n"
	    "Connection: close\r\n\r\n"
	    "{\"error\":{\"code\":\"%s\",\"message\":\"%s\"}}\n", status,
	    p->code, p->message);
}

/* Called again for what replace() does, which is no such page. */
static void
on_output(struct evbuffer *out, const struct evbuffer_cb_info *info,
    void *arg)
{
	char text[PAGE_MAX + 1];
	ev_ssize_t n;
	int status;

	if (info->n_added == 0 || evbuffer_get_length(out) > PAGE_MAX)
		return;
	n = evbuffer_copyout(out, text, PAGE_MAX);
	text[n > 0 ? n : 0] = '\0';
	if ((status = error_status(text)) != 0)
		replace(out, status);
}

static struct bufferevent *
on_connection(struct event_base *base, void *arg)
{
	/* As evhttp makes its own: it closes the descriptor itself. */
	struct bufferevent *bev = bufferevent_socket_new(base, -1, 0);

	evbuffer_add_cb(bufferevent_get_output(bev), on_output, NULL);
	return bev;
}

void
errpage_attach(struct evhttp *http)
{
	evhttp_set_bevcb(http, on_connection, NULL);
}
