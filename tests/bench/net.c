/* SPDX-License-Identifier: ISC */
/*
 * How many fetches a second, against the least that libcurl itself does:
 * a loop of curl_multi_perform() over the same addresses that counts the
 * bytes and throws them away.  Both run in turns in this process; the
 * best of several runs counts.  Each fetch goes to a loopback address of
 * its own, as feeds are on hosts of their own.
 *
 * With "hold" it tells instead how much memory a fetch in flight takes.
 *
 * usage: bench_net PORT PATH COUNT [ETAG]
 *	  bench_net hold COUNT
 */
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <curl/curl.h>
#include <event2/event.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "net/guard.h"
#include "net/http.h"

#define ROUNDS		5
#define IN_FLIGHT	400

struct job {
	int		 port;
	const char	*path;
	const char	*etag;
	size_t		 count;
	size_t		 done;
	size_t		 bytes;
	size_t		 failed;
};

static double
now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static void
url_of(const struct job *j, size_t i, char out[256])
{
	snprintf(out, 256, "http://127.%zu.%zu.%zu:%d%s", 1 + i / 62500,
	    i / 250 % 250, 1 + i % 250, j->port, j->path);
}

/* --- the bare loop ------------------------------------------------------ */

static size_t
on_bytes(char *data, size_t size, size_t n, void *arg)
{
	struct job *j = arg;

	(void)data;
	j->bytes += size * n;
	return size * n;
}

static void
bare_next(CURLM *multi, CURL *easy, struct job *j, size_t *next)
{
	char url[256];

	if (*next == j->count)
		return;
	url_of(j, (*next)++, url);
	curl_easy_setopt(easy, CURLOPT_URL, url);
	curl_multi_add_handle(multi, easy);
}

static double
run_bare(struct job *j)
{
	CURLM *multi = curl_multi_init();
	CURL *easy[IN_FLIGHT];
	struct curl_slist *headers = NULL;
	char line[300];
	CURLMsg *msg;
	double start = now();
	size_t i, next = 0;
	int running, left;

	snprintf(line, sizeof(line), "If-None-Match: %s", j->etag);
	headers = curl_slist_append(headers, line);
	curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, (long)IN_FLIGHT);
	for (i = 0; i < IN_FLIGHT; i++) {
		easy[i] = curl_easy_init();
		curl_easy_setopt(easy[i], CURLOPT_WRITEFUNCTION, on_bytes);
		curl_easy_setopt(easy[i], CURLOPT_WRITEDATA, j);
		curl_easy_setopt(easy[i], CURLOPT_PROXY, "");
		curl_easy_setopt(easy[i], CURLOPT_HTTPHEADER, headers);
		bare_next(multi, easy[i], j, &next);
	}
	while (j->done < j->count) {
		curl_multi_perform(multi, &running);
		while ((msg = curl_multi_info_read(multi, &left)) != NULL) {
			CURL *e = msg->easy_handle;

			j->failed += msg->data.result != CURLE_OK;
			curl_multi_remove_handle(multi, e);
			j->done++;
			bare_next(multi, e, j, &next);
		}
		if (j->done < j->count)
			curl_multi_poll(multi, NULL, 0, 1000, NULL);
	}
	for (i = 0; i < IN_FLIGHT; i++)
		curl_easy_cleanup(easy[i]);
	curl_multi_cleanup(multi);
	curl_slist_free_all(headers);
	return now() - start;
}

/* --- ours --------------------------------------------------------------- */

static void
on_done(const struct http_answer *a, void *arg)
{
	struct job *j = arg;

	j->failed += a->error != HTTP_OK;
	j->bytes += a->body->len;
	j->done++;
}

static struct http *
open_http(struct event_base *base, struct guard *g, unsigned int in_flight)
{
	struct http_limits l = { .per_host = 2, .in_flight = in_flight,
	    .lookups = 16, .user_agent = "bench" };

	guard_allow(g, "127.0.0.0/8");
	return http_new(base, &l, g);
}

static void
ask_all(struct http *h, struct job *j)
{
	struct http_get get = { .etag = j->etag, .max_body = 1 << 20,
	    .timeout_s = 30 };
	char url[256];
	size_t i;

	get.url = url;
	for (i = 0; i < j->count; i++) {
		url_of(j, i, url);
		http_get(h, &get, on_done, j);
	}
}

static double
run_ours(struct job *j)
{
	struct event_base *base = event_base_new();
	struct guard *g = guard_new();
	struct http *h = open_http(base, g, IN_FLIGHT);
	double start = now();

	ask_all(h, j);
	while (j->done < j->count)
		event_base_loop(base, EVLOOP_ONCE);
	start = now() - start;
	http_free(h);
	guard_free(g);
	event_base_free(base);
	return start;
}

/* --- memory ------------------------------------------------------------- */

static long
resident_kb(void)
{
	long pages = 0, ignored;
	FILE *f = fopen("/proc/self/statm", "r");

	if (f == NULL || fscanf(f, "%ld %ld", &ignored, &pages) != 2)
		pages = 0;
	if (f != NULL)
		fclose(f);
	return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

/* A server that takes every connection and never says a word. */
static pid_t
mute_server(int *port)
{
	struct sockaddr_in sin = { .sin_family = AF_INET };
	socklen_t len = sizeof(sin);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	pid_t pid;

	if (bind(fd, (struct sockaddr *)(void *)&sin, sizeof(sin)) == -1 ||
	    listen(fd, 4096) == -1 ||
	    getsockname(fd, (struct sockaddr *)(void *)&sin, &len) == -1)
		exit(2);
	*port = ntohs(sin.sin_port);
	if ((pid = fork()) == 0)
		for (;;)
			accept(fd, NULL, NULL);
	close(fd);
	return pid;
}

static int
hold(size_t count)
{
	struct job j = { .path = "/", .count = count };
	pid_t pid = mute_server(&j.port);
	struct event_base *base = event_base_new();
	struct guard *g = guard_new();
	struct http *h = open_http(base, g, (unsigned int)count);
	struct timeval tv = { 3, 0 };
	long idle = resident_kb(), queued, flying;

	ask_all(h, &j);
	queued = resident_kb();
	event_base_loopexit(base, &tv);
	event_base_dispatch(base);
	flying = resident_kb();
	printf("%zu fetches: %.2f KB each queued, %.2f KB each in flight\n",
	    count, (double)(queued - idle) / (double)count,
	    (double)(flying - idle) / (double)count);
	http_free(h);
	guard_free(g);
	event_base_free(base);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	return 0;
}

int
main(int argc, char **argv)
{
	struct rlimit files = { 20000, 20000 };
	double bare = 1e9, ours = 1e9, t;
	struct job j = { 0 };
	int i;

	setrlimit(RLIMIT_NOFILE, &files);
	if (argc == 3 && strcmp(argv[1], "hold") == 0)
		return hold(strtoul(argv[2], NULL, 10));
	if (argc < 4) {
		fprintf(stderr, "usage: bench_net PORT PATH COUNT [ETAG]\n"
		    "       bench_net hold COUNT\n");
		return 2;
	}
	j.port = atoi(argv[1]);
	j.path = argv[2];
	j.count = strtoul(argv[3], NULL, 10);
	j.etag = argc > 4 ? argv[4] : "\"none\"";
	for (i = 0; i < ROUNDS; i++) {
		j.done = j.bytes = 0;
		if ((t = run_bare(&j)) < bare)
			bare = t;
		j.done = j.bytes = 0;
		if ((t = run_ours(&j)) < ours)
			ours = t;
	}
	printf("%zu fetches of %zu bytes, %zu failed: bare %.0f/s, "
	    "ours %.0f/s, ratio %.2f\n", j.count, j.bytes / j.count, j.failed,
	    (double)j.count / bare, (double)j.count / ours, bare / ours);
	return 0;
}
