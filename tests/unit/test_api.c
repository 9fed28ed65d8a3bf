/* SPDX-License-Identifier: ISC */
/* The reader's server: what it refuses, what it answers, and in which shape. */
#include "unit.h"
#include "frame_kit.h"

#include <dirent.h>
#include <event2/event.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api_fake.h"
#include "api/listen.h"
#include "base/xalloc.h"
#include "proto.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

static const char *
error_of(const json_t *j)
{
	return json_string_value(json_object_get(json_object_get(j, "error"),
	    "message"));
}

START_TEST(requests_that_are_not_ours_get_an_error_in_json)
{
	static const struct {
		const char	*request;
		int		 status;
		const char	*code;
	} bad[] = {
		{ "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n", 404,
		    "not-found" },
		{ "PUT /v1/hits HTTP/1.1\r\nHost: localhost\r\n", 405,
		    "method-not-allowed" },
		{ "POST /v1/hits HTTP/1.1\r\nHost: localhost\r\n", 405,
		    "method-not-allowed" },
		{ "GET /v1/hits HTTP/1.1\r\nHost: evil.example\r\n", 403,
		    "forbidden" },
		{ "GET http://evil.example/v1/hits HTTP/1.1\r\n"
		    "Host: localhost\r\n", 403, "forbidden" },
		{ "GET /v1/hits HTTP/1.1\r\nHost: localhost\r\n"
		    "Origin: http://localhost\r\n", 403, "forbidden" },
		{ "GET /v1/hits?limit=x HTTP/1.1\r\nHost: localhost\r\n",
		    400, "bad-request" },
		{ "GET /v1/hits?before=1&after=1 HTTP/1.1\r\n"
		    "Host: localhost\r\n", 400, "bad-request" }
	};
	struct fake f;
	char *request, *answer;
	json_t *j;
	size_t i;

	fake_open(&f);
	for (i = 0; i < COUNT(bad); i++) {
		request = xasprintf("%sConnection: close\r\n\r\n",
		    bad[i].request);
		answer = fake_ask(&f, request);
		j = fake_body(answer, bad[i].status);
		ck_assert_str_eq(json_string_value(json_object_get(
		    json_object_get(j, "error"), "code")), bad[i].code);
		json_decref(j);
		free(answer);
		free(request);
	}
	ck_assert_int_eq(fake_store.reads, 0);
	fake_close(&f);
}
END_TEST

START_TEST(hosts_are_short_words_or_the_loopback)
{
	static const struct {
		const char	*host;
		int		 status;
	} hosts[] = {
		{ "localhost", 200 }, { "localhost:8080", 200 }, { "x", 200 },
		{ "127.0.0.1", 200 }, { "[::1]:80", 200 }, { "", 200 },
		{ "127.0.0.2", 403 }, { "evil.example", 403 },
		{ "evil.example:80", 403 }, { "localhost.evil.example", 403 },
		{ "[::2]", 403 }, { "[::1", 403 }, { "127.0.0.1.evil", 403 }
	};
	struct fake f;
	char *request, *answer;
	size_t i;

	fake_open(&f);
	for (i = 0; i < COUNT(hosts); i++) {
		request = xasprintf("GET /v1/hits HTTP/1.1\r\nHost: %s\r\n"
		    "Connection: close\r\n\r\n", hosts[i].host);
		answer = fake_ask(&f, request);
		json_decref(fake_body(answer, hosts[i].status));
		free(answer);
		free(request);
	}
	fake_close(&f);
}
END_TEST

START_TEST(a_body_or_an_endless_uri_is_refused)
{
	char *uri = xmalloc(17001), *answer;
	struct fake f;

	fake_open(&f);
	answer = fake_ask(&f, "POST /v1/reload HTTP/1.1\r\nHost: localhost\r\n"
	    "Content-Length: 2\r\nConnection: close\r\n\r\n{}");
	json_decref(fake_body(answer, 413));
	free(answer);
	memset(uri, 'a', 17000);
	uri[0] = '/';
	uri[17000] = '\0';
	json_decref(fake_get(&f, uri, 414));
	free(uri);
	fake_close(&f);
}
END_TEST

START_TEST(what_is_no_http_gets_an_error_in_json_too)
{
	static const struct {
		const char	*request;
		int		 status;
	} bad[] = {
		{ "GARBAGE\r\n\r\n", 400 },
		{ "GET /v1/hits\r\n\r\n", 400 },
		{ "GET /v1/hits HTTP/9.9\r\n\r\n", 400 },
		{ "GET /v1/hits HTTP/1.1\r\nno header\r\n\r\n", 400 },
		{ "GET http://[ HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
		{ "POST /v1/reload HTTP/1.1\r\nHost: localhost\r\n"
		    "Content-Length: -5\r\n\r\n", 400 },
		{ "POST /v1/reload HTTP/1.1\r\nHost: localhost\r\n"
		    "Content-Length: 9999999\r\n\r\n", 413 },
		{ "FROB /v1/hits HTTP/1.1\r\nHost: localhost\r\n\r\n",
		    501 }
	};
	struct fake f;
	char *answer;
	json_t *j;
	size_t i;

	fake_open(&f);
	for (i = 0; i < COUNT(bad); i++) {
		answer = fake_ask(&f, bad[i].request);
		ck_assert_ptr_null(strstr(answer, "HTML"));
		j = fake_body(answer, bad[i].status);
		ck_assert_ptr_nonnull(error_of(j));
		json_decref(j);
		free(answer);
	}
	fake_close(&f);
}
END_TEST

/* Hits 1 to 5: odd ones of watch "odd", two feeds. */
static const struct hit five[] = {
	{ .id = 1, .at = 1000, .watch = "odd", .feed = "alpha",
	    .headline = "One" },
	{ .id = 2, .at = 2000, .watch = "even", .feed = "beta",
	    .headline = "Two" },
	{ .id = 3, .at = 3000, .watch = "odd", .feed = "alpha",
	    .headline = "Three", .story = 9 },
	{ .id = 4, .at = 4000, .watch = "even", .feed = "alpha",
	    .headline = "Four" },
	{ .id = 5, .at = 5000, .watch = "odd", .feed = "beta",
	    .headline = "Five" }
};

/* "5 4 3 >3": the ids of the list and the cursor. */
static const char *
ids_of(const json_t *j, char *out, size_t room)
{
	const json_t *list = json_object_get(j, "hits"), *one;
	const json_t *next = json_object_get(j, "next");
	size_t i, n = 0;

	out[0] = '\0';
	json_array_foreach(list, i, one)
		n += (size_t)snprintf(out + n, room - n, "%d ", (int)
		    json_integer_value(json_object_get(one, "id")));
	if (json_is_string(next))
		snprintf(out + n, room - n, ">%s", json_string_value(next));
	return out;
}

START_TEST(hits_come_newest_first_in_pages_and_through_their_filters)
{
	static const struct {
		const char	*uri;
		const char	*ids;
	} lists[] = {
		{ "/v1/hits", "5 4 3 2 1 " },
		{ "/v1/hits?limit=2", "5 4 >4" },
		{ "/v1/hits?limit=2&before=4", "3 2 >2" },
		{ "/v1/hits?limit=2&before=2", "1 " },
		{ "/v1/hits?limit=5", "5 4 3 2 1 " },
		{ "/v1/hits?after=2&limit=2", "3 4 >4" },
		{ "/v1/hits?after=4", "5 " },
		{ "/v1/hits?watch=odd&feed=alpha", "3 1 " },
		{ "/v1/hits?since=1970-01-01T00:33:20Z&"
		    "until=1970-01-01T01:06:40Z", "3 2 " },
		{ "/v1/hits?story=9", "3 " },
		{ "/v1/hits?watch=spies", "" }
	};
	char ids[64];
	struct fake f;
	json_t *j;
	size_t i;

	fake_open(&f);
	fake_store.hits = five;
	fake_store.nhits = COUNT(five);
	for (i = 0; i < COUNT(lists); i++) {
		j = fake_get(&f, lists[i].uri, 200);
		ck_assert_str_eq(ids_of(j, ids, sizeof(ids)), lists[i].ids);
		json_decref(j);
	}
	fake_close(&f);
}
END_TEST

START_TEST(after_nothing_is_from_the_first_hit_on)
{
	struct fake f;
	char ids[64];
	json_t *j;

	fake_open(&f);
	fake_store.hits = five;
	fake_store.nhits = COUNT(five);
	j = fake_get(&f, "/v1/hits?after=0&limit=3", 200);
	ck_assert_str_eq(ids_of(j, ids, sizeof(ids)), "1 2 3 >3");
	json_decref(j);
	fake_close(&f);
}
END_TEST

START_TEST(a_store_that_fails_is_503_and_says_why)
{
	static const char *const uris[] = {
		"/v1/hits", "/v1/feeds", "/v1/status"
	};
	struct fake f;
	json_t *j;
	size_t i;

	fake_open(&f);
	fake_store.error = "took longer than 500 ms";
	for (i = 0; i < COUNT(uris); i++) {
		j = fake_get(&f, uris[i], 503);
		ck_assert_ptr_nonnull(strstr(error_of(j), "500 ms"));
		json_decref(j);
	}
	fake_close(&f);
}
END_TEST

static const struct conf_feed conf_feeds[] = {
	{ .name = "gamma", .url = "https://g.example/" },
	{ .name = "alpha", .url = "https://a.example/" },
	{ .name = "beta", .url = "https://b.example/" }
};

static const struct feed_state states[] = {
	{ .name = "alpha", .url = "https://a.example/", .status = FEED_OK,
	    .next_due = FAKE_NOW + 30 },
	{ .name = "dropped", .url = "https://d.example/",
	    .status = FEED_FAILING },
	{ .name = "gamma", .url = "https://g.example/",
	    .status = FEED_QUARANTINED, .error = "signal 11",
	    .next_due = FAKE_NOW + 20 }
};

static void
give_feeds(struct fake *f)
{
	f->conf.feeds = conf_feeds;
	f->conf.nfeeds = COUNT(conf_feeds);
	fake_store.feeds = states;
	fake_store.nfeeds = COUNT(states);
}

static const char *
feed_at(const json_t *j, size_t i, const char *key)
{
	return json_string_value(json_object_get(json_array_get(
	    json_object_get(j, "feeds"), i), key));
}

START_TEST(feeds_are_those_of_the_configuration_polled_or_not)
{
	struct fake f;
	json_t *j;

	fake_open(&f);
	give_feeds(&f);
	j = fake_get(&f, "/v1/feeds", 200);
	ck_assert_uint_eq(json_array_size(json_object_get(j, "feeds")), 3);
	ck_assert_str_eq(feed_at(j, 0, "name"), "alpha");
	ck_assert_str_eq(feed_at(j, 1, "name"), "gamma");
	ck_assert_str_eq(feed_at(j, 2, "name"), "beta");
	ck_assert_str_eq(feed_at(j, 2, "status"), "new");
	ck_assert_uint_eq(json_array_size(json_object_get(j, "quarantined")),
	    1);
	json_decref(j);
	j = fake_get(&f, "/v1/feeds?failing=1", 200);
	ck_assert_uint_eq(json_array_size(json_object_get(j, "feeds")), 1);
	ck_assert_str_eq(feed_at(j, 0, "error"), "signal 11");
	json_decref(j);
	fake_close(&f);
}
END_TEST

START_TEST(the_status_counts_feeds_and_says_what_is_due_next)
{
	struct fake f;
	json_t *j, *feeds;

	fake_open(&f);
	give_feeds(&f);
	fake_store.counts.items = 12;
	fake_store.counts.outbox_dead = 1;
	j = fake_get(&f, "/v1/status", 200);
	feeds = json_object_get(j, "feeds");
	ck_assert_int_eq(json_integer_value(json_object_get(feeds, "ok")), 1);
	ck_assert_int_eq(json_integer_value(json_object_get(feeds, "new")), 1);
	ck_assert_int_eq(json_integer_value(json_object_get(feeds,
	    "failing")), 0);
	ck_assert_int_eq(json_integer_value(json_object_get(j, "items")), 12);
	ck_assert_int_eq(json_integer_value(json_object_get(j, "uptime")),
	    60);
	ck_assert_int_eq(json_integer_value(json_object_get(json_object_get(j,
	    "outbox"), "dead")), 1);
	ck_assert_str_eq(json_string_value(json_object_get(j, "next_due")),
	    "2025-06-15T15:07:00Z");
	json_decref(j);
	fake_close(&f);
}
END_TEST

static json_t *
verb_answer(struct fake *f, int fd, int status)
{
	struct buf b;
	json_t *j;

	buf_init(&b, 65536);
	fake_read_until(f, fd, &b, NULL);
	j = fake_body(buf_str(&b), status);
	buf_clear(&b);
	close(fd);
	return j;
}

START_TEST(verbs_wait_for_the_engines_answer_whatever_its_order)
{
	struct fake f;
	struct frame first, second;
	json_t *j;
	int a, b;

	fake_open(&f);
	a = fake_send(&f, "POST", "/v1/poll?feed=alpha");
	first = fake_engine_read(&f);
	ck_assert_uint_eq(first.type, PROTO_POLL);
	ck_assert_uint_eq(first.len, 4 + 5);
	ck_assert_mem_eq(first.data + 4, "alpha", 5);
	b = fake_send(&f, "POST", "/v1/reload");
	second = fake_engine_read(&f);
	ck_assert_uint_eq(second.type, PROTO_RELOAD);
	fake_engine_answer(&f, second.id, 422, "newswatch.conf:3: no");
	fake_engine_answer(&f, first.id, 0, "1 feed is polled now");
	j = verb_answer(&f, a, 200);
	ck_assert_str_eq(json_string_value(json_object_get(j, "message")),
	    "1 feed is polled now");
	json_decref(j);
	j = verb_answer(&f, b, 422);
	ck_assert_str_eq(error_of(j), "newswatch.conf:3: no");
	json_decref(j);
	fake_close(&f);
}
END_TEST

START_TEST(an_asker_who_hangs_up_leaves_nothing_behind)
{
	struct fake f;
	struct frame q;

	fake_open(&f);
	close(fake_send(&f, "POST", "/v1/poll"));
	q = fake_engine_read(&f);
	json_decref(fake_get(&f, "/v1/hits", 200));
	fake_engine_answer(&f, q.id, 0, "late");
	json_decref(fake_get(&f, "/v1/hits", 200));
	close(fake_send(&f, "POST", "/v1/reload"));
	fake_engine_read(&f);
	fake_close(&f);
}
END_TEST

START_TEST(the_end_of_the_pipe_and_the_engines_notices_are_told)
{
	struct fake f;

	fake_open(&f);
	ck_assert_int_eq(frame_write(f.engine, PROTO_CONFIG, 0, NULL, 0), 0);
	json_decref(fake_get(&f, "/v1/hits", 200));
	ck_assert_int_eq(f.reloads, 1);
	shutdown(f.engine, SHUT_RDWR);
	json_decref(fake_get(&f, "/v1/hits", 200));
	ck_assert(f.gone);
	fake_close(&f);
}
END_TEST

START_TEST(the_socket_is_for_owner_and_group_alone)
{
	struct stat st;
	struct fake f;

	fake_open(&f);
	ck_assert_int_eq(stat(f.path, &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0660);
	fake_close(&f);
}
END_TEST

static size_t
open_files(void)
{
	size_t n = 0;
	DIR *d = opendir("/proc/self/fd");

	ck_assert_ptr_nonnull(d);
	while (readdir(d) != NULL)
		n++;
	closedir(d);
	return n;
}

START_TEST(connections_leave_no_descriptor_behind)
{
	struct fake f;
	size_t before, i;
	int fd;

	fake_open(&f);
	json_decref(fake_get(&f, "/v1/hits", 200));
	before = open_files();
	for (i = 0; i < 200; i++) {
		free(fake_ask(&f, i % 2 == 0 ? "GARBAGE\r\n\r\n" :
		    "GET /v1/hits HTTP/1.0\r\n\r\n"));
		fd = fake_send(&f, "GET", "/v1/hits");
		close(fd);
	}
	json_decref(fake_get(&f, "/v1/hits", 200));
	ck_assert_uint_eq(open_files(), before);
	fake_close(&f);
}
END_TEST

START_TEST(without_a_free_descriptor_askers_wait_and_are_served_later)
{
	struct rlimit none = { 0, 0 }, before;
	struct fake f;
	struct buf b;
	int fd;

	fake_open(&f);
	buf_init(&b, 65536);
	fd = fake_send(&f, "GET", "/v1/hits");
	ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &before), 0);
	none.rlim_max = before.rlim_max;
	ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &none), 0);
	/* Returns at once, or a failing accept(2) would keep it for ever. */
	event_base_loop(f.api.base, EVLOOP_NONBLOCK);
	event_base_loop(f.api.base, EVLOOP_NONBLOCK);
	ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &before), 0);
	fake_read_until(&f, fd, &b, NULL);
	json_decref(fake_body(buf_str(&b), 200));
	buf_clear(&b);
	close(fd);
	fake_close(&f);
}
END_TEST

START_TEST(a_stale_socket_is_removed_but_not_a_live_one_or_a_file)
{
	struct fake f;
	char *path, *cause;
	FILE *file;
	int fd;

	fake_open(&f);
	ck_assert_int_eq(listen_unix(f.path, &cause), -1);
	ck_assert_ptr_nonnull(strstr(cause, "another daemon answers"));
	free(cause);
	path = xasprintf("%s/other", f.dir);
	ck_assert_int_ne(fd = listen_unix(path, &cause), -1);
	close(fd);
	ck_assert_int_ne(fd = listen_unix(path, &cause), -1);
	close(fd);
	unlink(path);
	ck_assert_ptr_nonnull(file = fopen(path, "w"));
	fclose(file);
	ck_assert_int_eq(listen_unix(path, &cause), -1);
	ck_assert_ptr_nonnull(strstr(cause, "no socket"));
	free(cause);
	unlink(path);
	free(path);
	fake_close(&f);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("api");

	UNIT_CASE(s, "refusals",
	    requests_that_are_not_ours_get_an_error_in_json,
	    hosts_are_short_words_or_the_loopback,
	    a_body_or_an_endless_uri_is_refused,
	    what_is_no_http_gets_an_error_in_json_too);
	UNIT_CASE(s, "lists",
	    hits_come_newest_first_in_pages_and_through_their_filters,
	    after_nothing_is_from_the_first_hit_on,
	    a_store_that_fails_is_503_and_says_why,
	    feeds_are_those_of_the_configuration_polled_or_not,
	    the_status_counts_feeds_and_says_what_is_due_next);
	UNIT_CASE(s, "verbs",
	    verbs_wait_for_the_engines_answer_whatever_its_order,
	    an_asker_who_hangs_up_leaves_nothing_behind,
	    the_end_of_the_pipe_and_the_engines_notices_are_told);
	UNIT_CASE(s, "socket", the_socket_is_for_owner_and_group_alone,
	    connections_leave_no_descriptor_behind,
	    without_a_free_descriptor_askers_wait_and_are_served_later,
	    a_stale_socket_is_removed_but_not_a_live_one_or_a_file);
	return unit_run(s);
}
