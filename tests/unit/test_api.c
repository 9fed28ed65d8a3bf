/* SPDX-License-Identifier: ISC */
/* The reader's server: what it refuses, what it answers, and in which shape. */
#include "unit.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api_fake.h"
#include "api/listen.h"
#include "api/route.h"
#include "api/when.h"
#include "base/pack.h"
#include "base/xalloc.h"
#include "proto.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

static const char *
error_of(const json_t *j)
{
	return json_string_value(json_object_get(json_object_get(j, "error"),
	    "message"));
}

START_TEST(times_are_read_as_people_write_them)
{
	static const struct {
		const char	*text;
		int64_t		 when;
	} good[] = {
		{ "24h", FAKE_NOW - 86400 }, { "now", FAKE_NOW },
		{ "2w", FAKE_NOW - 14 * 86400 }, { "0s", FAKE_NOW },
		{ "1970-01-02", 86400 },
		{ "2000-02-29T00:00:00Z", 951782400 },
		{ "2000-02-29T03:00:00+03:00", 951782400 },
		{ "2000-02-29T03:00:00 0300", 951782400 },
		{ "2000-02-28t20:30:00.123-03:30", 951782400 },
		{ "2000-02-29 00:00Z", 951782400 }
	};
	int64_t when;
	size_t i;

	for (i = 0; i < COUNT(good); i++) {
		ck_assert_msg(when_parse(good[i].text, FAKE_NOW, &when) == 0,
		    "%s", good[i].text);
		ck_assert_int_eq(when, good[i].when);
	}
}
END_TEST

START_TEST(what_is_no_time_is_refused_and_changes_nothing)
{
	static const char *const bad[] = {
		"", "24", "h", "-1h", "1y", "2026-02-30", "2026-13-01",
		"2026-01-01T24:00:00Z", "2026-01-01T10:00:00", "yesterday",
		"99999999999999999999d", "2026-01-01T10:00:00+25:00",
		"2026-01-01x", "1969-12-3", "2001-02-29T00:00:00Z", "1h "
	};
	int64_t when = 42;
	size_t i;

	for (i = 0; i < COUNT(bad); i++)
		ck_assert_msg(when_parse(bad[i], FAKE_NOW, &when) == -1,
		    "%s", bad[i]);
	ck_assert_int_eq(when, 42);
	ck_assert_int_eq(span_parse("90", &when), 0);
	ck_assert_int_eq(when, 90);
}
END_TEST

START_TEST(parameters_reach_their_fields)
{
	struct pool *pool = pool_new();
	const char *cause;
	struct query q;

	ck_assert_int_eq(query_parse(&q, "watch=a+b%26c&since=1h&until=now&"
	    "before=77&limit=9999", QUERY_WATCH | QUERY_TIMES | QUERY_BEFORE |
	    QUERY_LIMIT, FAKE_NOW, pool, &cause), 0);
	ck_assert_str_eq(q.watch, "a b&c");
	ck_assert_ptr_null(q.feed);
	ck_assert_int_eq(q.since, FAKE_NOW - 3600);
	ck_assert_int_eq(q.until, FAKE_NOW);
	ck_assert_int_eq(q.before, 77);
	ck_assert_int_eq(q.limit, QUERY_LIMIT_MAX);
	ck_assert_int_eq(query_parse(&q, "", 0, FAKE_NOW, pool, &cause), 0);
	ck_assert_int_eq(q.limit, QUERY_LIMIT_DEFAULT);
	ck_assert_int_eq(q.after, -1);
	pool_free(pool);
}
END_TEST

START_TEST(bad_parameters_are_refused_with_their_reason)
{
	static const struct {
		const char	*params;
		const char	*cause;
	} bad[] = {
		{ "wacth=x", "no such parameter \"wacth\"" },
		{ "feed=x", "no such parameter \"feed\"" },
		{ "watch=a&watch=b", "given twice" },
		{ "watch=", "expected a name" },
		{ "watch=%ff", "expected a name" },
		{ "since=soon", "expected a time" },
		{ "limit=0", "expected a number" },
		{ "limit=-1", "expected a number" },
		{ "before=0", "expected an id" },
		{ "before=9999999999999999999", "expected an id" },
		{ "watch", "cannot be read" }
	};
	struct pool *pool = pool_new();
	const char *cause;
	struct query q;
	size_t i;

	for (i = 0; i < COUNT(bad); i++) {
		ck_assert_int_eq(query_parse(&q, bad[i].params, QUERY_WATCH |
		    QUERY_TIMES | QUERY_BEFORE | QUERY_LIMIT, FAKE_NOW, pool,
		    &cause), -1);
		ck_assert_msg(strstr(cause, bad[i].cause) != NULL, "%s: %s",
		    bad[i].params, cause);
	}
	pool_free(pool);
}
END_TEST

START_TEST(unknown_paths_and_wrong_methods_are_told_apart)
{
	int status;
	int64_t id;

	ck_assert_ptr_nonnull(route_find(ROUTE_GET, "/v1/hits", &id,
	    &status));
	ck_assert_ptr_null(route_find(ROUTE_POST, "/v1/hits", &id, &status));
	ck_assert_int_eq(status, 405);
	ck_assert_ptr_null(route_find(ROUTE_GET, "/v1/hits/", &id, &status));
	ck_assert_int_eq(status, 404);
	ck_assert_ptr_null(route_find(ROUTE_GET, "", &id, &status));
	ck_assert_int_eq(status, 404);
	ck_assert_ptr_null(route_find(ROUTE_GET, "/v1/reload", &id, &status));
	ck_assert_int_eq(status, 405);
}
END_TEST

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

START_TEST(a_body_or_an_endless_uri_is_refused)
{
	char *uri = xmalloc(9001), *answer;
	struct fake f;

	fake_open(&f);
	answer = fake_ask(&f, "POST /v1/reload HTTP/1.1\r\nHost: localhost\r\n"
	    "Content-Length: 2\r\nConnection: close\r\n\r\n{}");
	json_decref(fake_body(answer, 413));
	free(answer);
	memset(uri, 'a', 9000);
	uri[0] = '/';
	uri[9000] = '\0';
	json_decref(fake_get(&f, uri, 414));
	free(uri);
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
		{ "/v1/hits?watch=nobody", "" }
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

	UNIT_CASE(s, "parameters", times_are_read_as_people_write_them,
	    what_is_no_time_is_refused_and_changes_nothing,
	    parameters_reach_their_fields,
	    bad_parameters_are_refused_with_their_reason);
	UNIT_CASE(s, "routes", unknown_paths_and_wrong_methods_are_told_apart,
	    requests_that_are_not_ours_get_an_error_in_json,
	    a_body_or_an_endless_uri_is_refused);
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
	    a_stale_socket_is_removed_but_not_a_live_one_or_a_file);
	return unit_run(s);
}
