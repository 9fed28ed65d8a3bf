/* SPDX-License-Identifier: ISC */
/*
 * What polling costs at least: libcurl on epoll fetches each address once,
 * on a connection of its own, and libxml2 reads the body as SAX events that
 * nobody wants.  Nothing is kept.  The reference of tests/bench/poll.py.
 *
 *	bench_poll_bare FILE WANTED-STATUS [ETAG]	(FILE: a URL a line)
 */
#include <sys/epoll.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <curl/curl.h>
#include <libxml/parser.h>

#define IN_FLIGHT	200	/* more was not faster on loopback */
#define EVENTS		256
#define URL_MAX		200

struct bare {
	FILE			*urls;
	CURLM			*multi;
	struct curl_slist	*headers;
	int			 epoll;
	long			 wait_ms;	/* what libcurl asked for */
	long			 wanted;
	unsigned long		 done;
	unsigned long		 failed;
	unsigned long		 elements;
};

struct transfer {
	struct bare	*b;
	xmlParserCtxt	*xml;
};

static void
on_element(void *arg, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int nns, const xmlChar **ns, int nattrs, int ndefault,
    const xmlChar **attrs)
{
	struct transfer *t = arg;

	t->b->elements++;
}

static void
on_text(void *arg, const xmlChar *s, int n)
{
}

static size_t
on_body(char *data, size_t size, size_t n, void *arg)
{
	struct transfer *t = arg;
	xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC,
	    .startElementNs = on_element, .characters = on_text,
	    .cdataBlock = on_text };

	if (t->xml == NULL)
		t->xml = xmlCreatePushParserCtxt(&sax, t, NULL, 0, NULL);
	xmlParseChunk(t->xml, data, (int)(size * n), 0);
	return size * n;
}

static int
on_want_socket(CURL *easy, curl_socket_t fd, int what, void *arg, void *known)
{
	struct bare *b = arg;
	struct epoll_event ev = { .data.fd = fd };

	if (what == CURL_POLL_REMOVE) {
		epoll_ctl(b->epoll, EPOLL_CTL_DEL, fd, &ev);
		return 0;
	}
	ev.events = (what & CURL_POLL_IN ? (unsigned int)EPOLLIN : 0u) |
	    (what & CURL_POLL_OUT ? (unsigned int)EPOLLOUT : 0u);
	if (epoll_ctl(b->epoll, EPOLL_CTL_MOD, fd, &ev) == -1)
		epoll_ctl(b->epoll, EPOLL_CTL_ADD, fd, &ev);
	return 0;
}

static int
on_want_timer(CURLM *multi, long ms, void *arg)
{
	struct bare *b = arg;

	b->wait_ms = ms;
	return 0;
}

/* False when no address is left. */
static bool
start_next(struct bare *b)
{
	char url[URL_MAX];
	struct transfer *t;
	CURL *e;

	if (fgets(url, sizeof(url), b->urls) == NULL)
		return false;
	url[strcspn(url, "\n")] = '\0';
	t = calloc(1, sizeof(*t));
	e = curl_easy_init();
	if (t == NULL || e == NULL)
		abort();
	t->b = b;
	curl_easy_setopt(e, CURLOPT_URL, url);
	curl_easy_setopt(e, CURLOPT_PROXY, "");
	curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(e, CURLOPT_FORBID_REUSE, 1L);
	curl_easy_setopt(e, CURLOPT_DNS_CACHE_TIMEOUT, 0L);
	curl_easy_setopt(e, CURLOPT_HTTPHEADER, b->headers);
	curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(e, CURLOPT_WRITEDATA, t);
	curl_easy_setopt(e, CURLOPT_PRIVATE, t);
	curl_multi_add_handle(b->multi, e);
	return true;
}

static void
finish(struct bare *b, CURL *easy, CURLcode code)
{
	struct transfer *t;
	char *private = NULL;
	long status = 0;

	curl_easy_getinfo(easy, CURLINFO_PRIVATE, &private);
	curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
	t = (struct transfer *)(void *)private;
	if (t->xml != NULL) {
		xmlParseChunk(t->xml, NULL, 0, 1);
		if (!t->xml->wellFormed)
			code = CURLE_RECV_ERROR;
		xmlFreeParserCtxt(t->xml);
	}
	if (code != CURLE_OK || status != b->wanted)
		b->failed++;
	b->done++;
	curl_multi_remove_handle(b->multi, easy);
	curl_easy_cleanup(easy);
	free(t);
}

static int
reap(struct bare *b)
{
	CURLMsg *msg;
	int left, more = 0;

	while ((msg = curl_multi_info_read(b->multi, &left)) != NULL) {
		finish(b, msg->easy_handle, msg->data.result);
		more += start_next(b);
	}
	return more;
}

static void
turn(struct bare *b, int *running)
{
	struct epoll_event evs[EVENTS];
	int i, bits, n;

	n = epoll_wait(b->epoll, evs, EVENTS,
	    b->wait_ms < 0 || b->wait_ms > 1000 ? 1000 : (int)b->wait_ms);
	for (i = 0; i < n; i++) {
		bits = (evs[i].events & ~(unsigned int)EPOLLOUT ?
		    CURL_CSELECT_IN : 0) |
		    (evs[i].events & EPOLLOUT ? CURL_CSELECT_OUT : 0);
		curl_multi_socket_action(b->multi, evs[i].data.fd, bits,
		    running);
	}
	if (n <= 0 || b->wait_ms == 0)
		curl_multi_socket_action(b->multi, CURL_SOCKET_TIMEOUT, 0,
		    running);
	*running += reap(b);
}

static double
seconds(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

int
main(int argc, char *argv[])
{
	struct bare b = { .wait_ms = 0 };
	char line[URL_MAX];
	double began;
	int i, running = 0;

	if (argc < 3 || (b.urls = fopen(argv[1], "r")) == NULL) {
		fprintf(stderr, "usage: %s FILE STATUS [ETAG]\n", argv[0]);
		return 1;
	}
	b.wanted = atol(argv[2]);
	curl_global_init(CURL_GLOBAL_DEFAULT);
	if (argc > 3) {
		snprintf(line, sizeof(line), "If-None-Match: %s", argv[3]);
		b.headers = curl_slist_append(NULL, line);
	}
	b.epoll = epoll_create1(0);
	b.multi = curl_multi_init();
	curl_multi_setopt(b.multi, CURLMOPT_SOCKETFUNCTION, on_want_socket);
	curl_multi_setopt(b.multi, CURLMOPT_SOCKETDATA, &b);
	curl_multi_setopt(b.multi, CURLMOPT_TIMERFUNCTION, on_want_timer);
	curl_multi_setopt(b.multi, CURLMOPT_TIMERDATA, &b);
	began = seconds();
	for (i = 0; i < IN_FLIGHT && start_next(&b); i++)
		running++;
	while (running > 0)
		turn(&b, &running);
	printf("%lu %lu %.3f\n", b.done, b.failed, seconds() - began);
	curl_multi_cleanup(b.multi);
	curl_slist_free_all(b.headers);
	close(b.epoll);
	fclose(b.urls);
	return b.failed > 0;
}
