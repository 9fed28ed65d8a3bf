/* SPDX-License-Identifier: ISC */
/* What goes on after its request: live streams, and searches in slices. */
#include "unit.h"

#include <event2/event.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "api_fake.h"
#include "api/follow.h"
#include "base/xalloc.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))
#define MANY		500

/* Hits 1 to MANY, odd ones of watch "odd"; how many are there, the test
 * says. */
static struct hit many[MANY];

static void
make_many(void)
{
	size_t i;

	for (i = 0; i < MANY; i++) {
		memset(&many[i], 0, sizeof(many[i]));
		many[i].id = (int64_t)i + 1;
		many[i].watch = i % 2 == 0 ? "odd" : "even";
		many[i].feed = "alpha";
		many[i].headline = "A headline";
	}
}

static void
open_with(struct fake *f, size_t nhits)
{
	fake_open(f);
	make_many();
	fake_store.hits = many;
	fake_store.nhits = nhits;
}

/* A commit that brings the number of hits to n. */
static void
commit(struct fake *f, size_t n)
{
	fake_store.nhits = n;
	fake_committed(f);
}

static int
follow(struct fake *f, const char *params, const char *header)
{
	char *request = xasprintf("GET /v1/follow%s HTTP/1.1\r\n"
	    "Host: localhost\r\n%s\r\n", params, header);
	int fd = fake_connect(f);

	ck_assert_int_gt(send(fd, request, strlen(request), MSG_NOSIGNAL), 0);
	free(request);
	return fd;
}

static void
wait_for(struct fake *f, int fd, struct buf *b, const char *s)
{
	ck_assert_msg(fake_read_until(f, fd, b, s), "no %s in %s", s,
	    buf_str(b));
}

/* "3 5 7 ": ids of the hits in a stream, each of which must follow. */
static const char *
ids_in(const struct buf *b, char *out, size_t room)
{
	const char *at = buf_str(b);
	size_t n = 0;
	int id;

	out[0] = '\0';
	while ((at = strstr(at, "\"hit\":{\"id\":")) != NULL) {
		ck_assert_int_eq(sscanf(at, "\"hit\":{\"id\":%d", &id), 1);
		n += (size_t)snprintf(out + n, room - n, "%d ", id);
		at++;
	}
	return out;
}

START_TEST(a_follower_gets_what_is_committed_from_now_on)
{
	struct fake f;
	struct buf b;
	char ids[64];
	int fd;

	open_with(&f, 2);
	buf_init(&b, 1 << 20);
	fd = follow(&f, "", "");
	wait_for(&f, fd, &b, "{\"type\":\"open\",\"after\":2}\n");
	ck_assert_ptr_nonnull(strstr(b.data, "application/x-ndjson"));
	commit(&f, 3);
	wait_for(&f, fd, &b, "\"id\":3,");
	commit(&f, 5);
	wait_for(&f, fd, &b, "\"id\":5,");
	ck_assert_str_eq(ids_in(&b, ids, sizeof(ids)), "3 4 5 ");
	close(fd);
	buf_clear(&b);
	fake_close(&f);
}
END_TEST

START_TEST(a_stream_resumes_after_the_id_it_is_given)
{
	static const struct {
		const char	*params;
		const char	*header;
		const char	*ids;
	} starts[] = {
		{ "?after=2", "", "3 4 5 " },
		{ "?after=0", "", "1 2 3 4 5 " },
		{ "", "Last-Event-ID: 3\r\n", "4 5 " },
		{ "?after=4", "Last-Event-ID: 1\r\n", "5 " },
		{ "?after=1&watch=odd", "", "3 5 " },
		{ "?after=0&watch=even", "", "2 4 " }
	};
	struct fake f;
	struct buf b;
	char ids[64], last[16];
	size_t i;
	int fd;

	open_with(&f, 4);
	for (i = 0; i < COUNT(starts); i++) {
		fake_store.nhits = 4;
		buf_init(&b, 1 << 20);
		fd = follow(&f, starts[i].params, starts[i].header);
		wait_for(&f, fd, &b, "\"open\"");
		/* Whether hit 5 is read as old or as new is one to us. */
		commit(&f, 5);
		snprintf(last, sizeof(last), "\"id\":%c,",
		    starts[i].ids[strlen(starts[i].ids) - 2]);
		wait_for(&f, fd, &b, last);
		ck_assert_str_eq(ids_in(&b, ids, sizeof(ids)), starts[i].ids);
		close(fd);
		buf_clear(&b);
	}
	fake_close(&f);
}
END_TEST

START_TEST(filters_hold_for_live_hits_too)
{
	static const struct conf_feed alpha = { .name = "alpha" };
	struct fake f;
	struct buf b;
	char ids[64];
	int fd;

	open_with(&f, 1);
	f.conf.feeds = &alpha;
	f.conf.nfeeds = 1;
	buf_init(&b, 1 << 20);
	fd = follow(&f, "?watch=even&feed=alpha", "");
	wait_for(&f, fd, &b, "\"open\"");
	commit(&f, 5);
	wait_for(&f, fd, &b, "\"id\":4,");
	commit(&f, 6);
	wait_for(&f, fd, &b, "\"id\":6,");
	ck_assert_str_eq(ids_in(&b, ids, sizeof(ids)), "2 4 6 ");
	close(fd);
	buf_clear(&b);
	fake_close(&f);
}
END_TEST

START_TEST(what_cannot_be_followed_is_refused)
{
	struct fake f;
	char *answer;

	open_with(&f, 1);
	answer = fake_ask(&f, "GET /v1/follow HTTP/1.1\r\nHost: localhost\r\n"
	    "Last-Event-ID: x\r\nConnection: close\r\n\r\n");
	ck_assert_ptr_nonnull(strstr(answer, "400 Bad Request"));
	free(answer);
	answer = fake_call(&f, "HEAD", "/v1/follow");
	ck_assert_ptr_nonnull(strstr(answer, "405 Method"));
	free(answer);
	ck_assert_uint_eq(follow_count(f.api.follow), 0);
	fake_close(&f);
}
END_TEST

START_TEST(followers_come_and_go_and_are_counted)
{
	struct fake f;
	struct buf b;
	char *answer;
	int fd[FOLLOWERS_MAX];
	size_t i;

	open_with(&f, 1);
	for (i = 0; i < FOLLOWERS_MAX; i++) {
		buf_init(&b, 1 << 16);
		fd[i] = follow(&f, "", "");
		wait_for(&f, fd[i], &b, "\"open\"");
		buf_clear(&b);
	}
	ck_assert_uint_eq(follow_count(f.api.follow), FOLLOWERS_MAX);
	answer = fake_call(&f, "GET", "/v1/follow");
	ck_assert_ptr_nonnull(strstr(answer, "503 Service"));
	free(answer);
	commit(&f, 2);
	for (i = 0; i < FOLLOWERS_MAX; i++) {
		buf_init(&b, 1 << 16);
		wait_for(&f, fd[i], &b, "\"id\":2,");
		buf_clear(&b);
		close(fd[i]);
	}
	while (follow_count(f.api.follow) > 0)
		free(fake_call(&f, "GET", "/v1/hits"));
	fake_close(&f);
}
END_TEST

START_TEST(a_tick_keeps_quiet_streams_alive)
{
	struct fake f;
	struct buf b;
	int fd;

	open_with(&f, 1);
	buf_init(&b, 1 << 20);
	fd = follow(&f, "", "");
	wait_for(&f, fd, &b, "\"open\"");
	/* An answer to somebody shows that the loop saw all of it off. */
	free(fake_call(&f, "GET", "/v1/hits"));
	follow_tick(f.api.follow, clock_mono_ms());
	wait_for(&f, fd, &b, "{\"type\":\"keepalive\"}\n");
	close(fd);
	buf_clear(&b);
	fake_close(&f);
}
END_TEST

/* Makes hits so large that no socket buffer takes many of them. */
static char *
fatten(size_t bytes)
{
	char *text = xmalloc(bytes + 1);
	size_t i;

	memset(text, 'x', bytes);
	text[bytes] = '\0';
	for (i = 0; i < MANY; i++)
		many[i].excerpt = text;
	return text;
}

START_TEST(who_reads_slowly_is_fed_at_his_pace_and_misses_nothing)
{
	struct fake f;
	struct buf b;
	char *fat, want[16];
	int fd, quick, id;
	const char *at;

	open_with(&f, 1);
	fat = fatten(8000);
	buf_init(&b, 16 << 20);
	fd = follow(&f, "", "");
	quick = follow(&f, "", "");
	wait_for(&f, quick, &b, "\"open\"");
	/* He reads nothing while 4 MB are committed. */
	commit(&f, MANY);
	snprintf(want, sizeof(want), "\"id\":%d,", MANY);
	wait_for(&f, quick, &b, want);
	buf_reset(&b);
	wait_for(&f, fd, &b, want);
	at = b.data;
	for (id = 2; id <= MANY; id++) {
		snprintf(want, sizeof(want), "{\"id\":%d,", id);
		ck_assert_ptr_nonnull(at = strstr(at, want));
	}
	close(fd);
	close(quick);
	free(fat);
	buf_clear(&b);
	fake_close(&f);
}
END_TEST

START_TEST(who_stops_reading_is_dropped_with_a_reason)
{
	struct fake f;
	struct buf b;
	char *fat;
	int fd;

	open_with(&f, 1);
	fat = fatten(8000);
	buf_init(&b, 16 << 20);
	fd = follow(&f, "", "");
	wait_for(&f, fd, &b, "\"open\"");
	commit(&f, MANY);
	free(fake_call(&f, "GET", "/v1/hits?limit=1"));
	free(fake_call(&f, "GET", "/v1/hits?limit=1"));
	follow_tick(f.api.follow, clock_mono_ms());
	ck_assert_uint_eq(follow_count(f.api.follow), 1);
	follow_tick(f.api.follow, clock_mono_ms() +
	    (FOLLOW_STALL_S + 1) * 1000);
	ck_assert_uint_eq(follow_count(f.api.follow), 0);
	wait_for(&f, fd, &b, "{\"type\":\"closed\",\"reason\":\"it did not "
	    "read what was sent\"}\n");
	close(fd);
	free(fat);
	buf_clear(&b);
	fake_close(&f);
}
END_TEST

START_TEST(a_follower_who_talks_fills_nothing_of_ours)
{
	struct fake f;
	struct buf b;
	char *noise = xmalloc(1 << 20);
	int fd;

	open_with(&f, 1);
	buf_init(&b, 1 << 20);
	memset(noise, 'n', 1 << 20);
	fd = follow(&f, "", "");
	wait_for(&f, fd, &b, "\"open\"");
	while (send(fd, noise, 1 << 20, MSG_NOSIGNAL | MSG_DONTWAIT) > 0)
		free(fake_call(&f, "GET", "/v1/hits?limit=1"));
	commit(&f, 2);
	wait_for(&f, fd, &b, "\"id\":2,");
	close(fd);
	free(noise);
	buf_clear(&b);
	fake_close(&f);
}
END_TEST

/* --- searches ------------------------------------------------------------ */

static struct item item;
static struct article apple = { .text = "an apple a day", .headline = "A" };
static struct article pear = { .text = "a pear", .headline = "P" };

/* Every third of n items is of an apple. */
static struct stored_item *
orchard(size_t n)
{
	struct stored_item *s = xcalloc(n, sizeof(*s));
	size_t i;

	for (i = 0; i < n; i++) {
		s[i].item = &item;
		s[i].article = i % 3 == 0 ? &apple : &pear;
		s[i].row = (int64_t)i + 1;
		s[i].seen = (int64_t)i * 1000;
		s[i].feed = i % 2 == 0 ? "alpha" : "beta";
	}
	fake_store.items = s;
	fake_store.nitems = n;
	return s;
}

/* "10 7 >7": rows of what was found, and the cursor. */
static const char *
rows_of(const json_t *j, char *out, size_t room)
{
	const json_t *one, *next = json_object_get(j, "next");
	size_t i, n = 0;

	out[0] = '\0';
	json_array_foreach(json_object_get(j, "hits"), i, one)
		n += (size_t)snprintf(out + n, room - n, "%d ", (int)
		    json_integer_value(json_object_get(one, "item")));
	if (json_is_string(next))
		snprintf(out + n, room - n, ">%s", json_string_value(next));
	return out;
}

START_TEST(a_search_finds_what_the_matcher_decides_in_pages)
{
	static const struct {
		const char	*uri;
		const char	*rows;
	} searches[] = {
		{ "/v1/search?q=apple", "10 7 4 1 " },
		{ "/v1/search?q=apple&limit=2", "10 7 >7" },
		{ "/v1/search?q=apple&limit=2&before=7", "4 1 >1" },
		{ "/v1/search?q=apple&limit=2&before=1", "" },
		{ "/v1/search?q=apple&feed=beta", "10 4 " },
		{ "/v1/search?q=apple&since=1970-01-01T00:30:00Z&"
		    "until=1970-01-01T01:40:00Z", "4 " },
		{ "/v1/search?q=plum", "" }
	};
	struct stored_item *items;
	struct fake f;
	char rows[64];
	json_t *j;
	size_t i;

	fake_open(&f);
	items = orchard(10);
	for (i = 0; i < COUNT(searches); i++) {
		j = fake_get(&f, searches[i].uri, 200);
		ck_assert_str_eq(rows_of(j, rows, sizeof(rows)),
		    searches[i].rows);
		ck_assert(json_is_false(json_object_get(j, "truncated")));
		json_decref(j);
	}
	free(items);
	fake_close(&f);
}
END_TEST

START_TEST(what_is_found_has_the_shape_of_a_hit)
{
	struct stored_item *items;
	const json_t *hit, *span;
	struct fake f;
	json_t *j;

	fake_open(&f);
	items = orchard(1);
	j = fake_get(&f, "/v1/search?q=apple", 200);
	hit = json_array_get(json_object_get(j, "hits"), 0);
	ck_assert(json_is_null(json_object_get(hit, "watch")));
	ck_assert_str_eq(json_string_value(json_object_get(hit, "feed")),
	    "alpha");
	ck_assert_str_eq(json_string_value(json_object_get(hit, "excerpt")),
	    "an apple a day");
	span = json_array_get(json_object_get(hit, "spans"), 0);
	ck_assert_int_eq(json_integer_value(json_object_get(span, "start")),
	    3);
	json_decref(j);
	free(items);
	fake_close(&f);
}
END_TEST

START_TEST(a_long_search_lets_others_through_between_its_slices)
{
	static const char request[] = "GET /v1/search?q=plum HTTP/1.1\r\n"
	    "Host: localhost\r\nConnection: close\r\n\r\n";
	struct stored_item *items;
	struct fake f;
	struct buf b;
	int fd;

	fake_open(&f);
	items = orchard(1000);
	buf_init(&b, 1 << 20);
	fd = fake_connect(&f);
	ck_assert_int_gt(send(fd, request, sizeof(request) - 1, 0), 0);
	/* One turn begins the search, which has 32 slices to go. */
	while (f.api.searches == 0)
		event_base_loop(f.api.base, EVLOOP_NONBLOCK | EVLOOP_ONCE);
	free(fake_call(&f, "GET", "/v1/hits"));
	wait_for(&f, fd, &b, "\"looked_at\":1000");
	ck_assert_int_eq(f.api.searches, 0);
	ck_assert_int_ge(fake_store.reads, 32);
	/* One that is cut short by the end of the server leaks nothing. */
	close(fd);
	fd = fake_connect(&f);
	ck_assert_int_gt(send(fd, request, sizeof(request) - 1, 0), 0);
	while (f.api.searches == 0)
		event_base_loop(f.api.base, EVLOOP_NONBLOCK | EVLOOP_ONCE);
	fake_close(&f);
	close(fd);
	buf_clear(&b);
	free(items);
}
END_TEST

START_TEST(bad_searches_say_what_is_bad)
{
	struct stored_item *items;
	struct fake f;
	json_t *j;

	fake_open(&f);
	items = orchard(3);
	j = fake_get(&f, "/v1/search?q=(a", 400);
	ck_assert_str_eq(json_string_value(json_object_get(json_object_get(j,
	    "error"), "message")), "column 1: \"(\" is not closed");
	json_decref(j);
	json_decref(fake_get(&f, "/v1/search", 400));
	j = fake_get(&f, "/v1/search?q=limit", 200);
	ck_assert_str_eq(json_string_value(json_object_get(j, "error")),
	    "a limit was met");
	json_decref(j);
	fake_store.error = "took longer than 500 ms";
	j = fake_get(&f, "/v1/search?q=apple", 503);
	json_decref(j);
	ck_assert_int_eq(f.api.searches, 0);
	free(items);
	fake_close(&f);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("api_stream");

	UNIT_CASE(s, "follow", a_follower_gets_what_is_committed_from_now_on,
	    a_stream_resumes_after_the_id_it_is_given,
	    filters_hold_for_live_hits_too, what_cannot_be_followed_is_refused,
	    followers_come_and_go_and_are_counted,
	    a_tick_keeps_quiet_streams_alive);
	UNIT_CASE(s, "pace",
	    who_reads_slowly_is_fed_at_his_pace_and_misses_nothing,
	    who_stops_reading_is_dropped_with_a_reason,
	    a_follower_who_talks_fills_nothing_of_ours);
	UNIT_CASE(s, "search",
	    a_search_finds_what_the_matcher_decides_in_pages,
	    what_is_found_has_the_shape_of_a_hit,
	    a_long_search_lets_others_through_between_its_slices,
	    bad_searches_say_what_is_bad);
	return unit_run(s);
}
