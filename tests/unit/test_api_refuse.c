/* SPDX-License-Identifier: ISC */
/*
 * What the reader's server refuses: that it says what is wrong and what
 * would be right, and that its ceilings hold.
 */
#include "unit.h"

#include <event2/event.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "api/ctl.h"
#include "api/follow.h"
#include "api/reply.h"
#include "api_fake.h"
#include "base/pack.h"
#include "base/xalloc.h"
#include "proto.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

static void
refuses(struct fake *f, const char *uri, int status, const char *message)
{
	json_t *j = fake_get(f, uri, status);
	const char *said = json_string_value(json_object_get(
	    json_object_get(j, "error"), "message"));

	ck_assert_ptr_nonnull(said);
	ck_assert_msg(strstr(said, message) != NULL, "%s: %s", uri, said);
	json_decref(j);
}

START_TEST(a_wrong_method_is_answered_with_the_right_one)
{
	static const struct {
		const char	*method;
		const char	*uri;
		const char	*allow;
	} bad[] = {
		{ "POST", "/v1/hits", "GET, HEAD" },
		{ "PUT", "/v1/hits", "GET, HEAD" },
		{ "DELETE", "/v1/items/1", "GET, HEAD" },
		{ "GET", "/v1/reload", "POST" },
		{ "HEAD", "/v1/reload", "POST" },
		{ "PATCH", "/v1/outbox/3/retry", "POST" }
	};
	char *answer, *header, *message;
	struct fake f;
	size_t i;

	fake_open(&f);
	for (i = 0; i < COUNT(bad); i++) {
		header = xasprintf("\r\nAllow: %s\r\n", bad[i].allow);
		message = xasprintf("\"wrong method: %s takes %s\"",
		    bad[i].uri, bad[i].allow);
		answer = fake_call(&f, bad[i].method, bad[i].uri);
		ck_assert_ptr_nonnull(strstr(answer, "405 Method"));
		ck_assert_ptr_nonnull(strstr(answer, header));
		/* Whoever asks for the head alone gets no more. */
		ck_assert_int_eq(strstr(answer, message) != NULL,
		    strcmp(bad[i].method, "HEAD") != 0);
		free(answer);
		free(message);
		free(header);
	}
	fake_close(&f);
}
END_TEST

START_TEST(a_tunnel_is_refused_and_hung_up_on)
{
	struct fake f;
	char *answer;

	fake_open(&f);
	/* It is fake_ask() that waits for the end: nothing asks for it. */
	answer = fake_ask(&f, "CONNECT localhost:80 HTTP/1.1\r\n"
	    "Host: localhost\r\n\r\n");
	ck_assert_ptr_nonnull(strstr(answer, "unknown method; a path takes "
	    "GET or POST"));
	free(answer);
	fake_close(&f);
}
END_TEST

START_TEST(names_that_nobody_knows_are_not_found)
{
	struct fake f;

	fake_open(&f);
	refuses(&f, "/v1/hits?watch=nobody", 404,
	    "there is no watch \"nobody\"");
	refuses(&f, "/v1/hits?watch=odd&feed=x", 404,
	    "there is no feed \"x\"");
	refuses(&f, "/v1/hits.atom?watch=nobody", 404, "no watch");
	refuses(&f, "/v1/feeds?feed=x", 404, "there is no feed \"x\"");
	refuses(&f, "/v1/search?q=apple&feed=x", 404, "no feed");
	refuses(&f, "/v1/follow?watch=nobody", 404, "no watch");
	refuses(&f, "/v1/follow?feed=x&after=0", 404, "no feed");
	fake_close(&f);
}
END_TEST

START_TEST(what_a_forgotten_name_still_has_is_given)
{
	static const struct hit hits[] = {
		{ .id = 1, .at = 1000, .watch = "gone", .feed = "gone" },
		{ .id = 2, .at = 2000, .watch = "gone", .feed = "gone" }
	};
	struct fake f;

	fake_open(&f);
	fake_store.hits = hits;
	fake_store.nhits = COUNT(hits);
	json_decref(fake_get(&f, "/v1/hits?watch=gone", 200));
	json_decref(fake_get(&f, "/v1/hits?feed=gone", 200));
	/* Beyond the last page there is nothing to complain of. */
	json_decref(fake_get(&f, "/v1/hits?watch=gone&before=1", 200));
	json_decref(fake_get(&f, "/v1/search?q=a&feed=gone&before=1", 200));
	free(fake_call(&f, "GET", "/v1/hits.atom?watch=gone"));
	fake_close(&f);
}
END_TEST

START_TEST(a_long_parameter_is_refused_without_being_repeated)
{
	char *uri = xmalloc(5000);
	struct fake f;

	memset(uri, 'a', 4999);
	uri[4999] = '\0';
	memcpy(uri, "/v1/search?q=", 13);
	fake_open(&f);
	refuses(&f, uri, 400, "parameter \"q\" is longer than 4096 bytes");
	fake_close(&f);
	free(uri);
}
END_TEST

/* --- ceilings of what is under way ----------------------------------------- */

START_TEST(followers_and_searches_are_counted_and_limited)
{
	static int fds[FOLLOWERS_MAX];
	struct fake f;
	struct buf b;
	size_t i;

	fake_open(&f);
	for (i = 0; i < COUNT(fds); i++) {
		fds[i] = fake_send(&f, "GET", "/v1/follow");
		buf_init(&b, 1 << 16);
		ck_assert(fake_read_until(&f, fds[i], &b, "open"));
		buf_clear(&b);
	}
	refuses(&f, "/v1/follow", 503, "256 follow already; end one");
	for (i = 0; i < COUNT(fds); i++)
		close(fds[i]);
	/* As if that many were under way. */
	f.api.searches = 8;
	refuses(&f, "/v1/search?q=apple", 503, "8 searches are under way");
	f.api.searches = 0;
	json_decref(fake_get(&f, "/v1/search?q=apple", 200));
	fake_close(&f);
}
END_TEST

START_TEST(who_follows_a_store_that_fails_is_told_or_waits)
{
	static const struct hit one = { .id = 1, .at = 1, .watch = "odd" };
	struct buf behind, live;
	struct fake f;
	int a, b;

	fake_open(&f);
	buf_init(&behind, 1 << 16);
	buf_init(&live, 1 << 16);
	b = fake_send(&f, "GET", "/v1/follow");
	ck_assert(fake_read_until(&f, b, &live, "open"));
	/* He wants what is stored: there is none to be had. */
	fake_store.error = "disk on fire";
	a = fake_send(&f, "GET", "/v1/follow?after=0");
	ck_assert(fake_read_until(&f, a, &behind, "{\"type\":\"closed\","
	    "\"reason\":\"the store did not answer\"}"));
	/* He gets it once it can be read. */
	fake_store.hits = &one;
	fake_store.nhits = 1;
	fake_committed(&f);
	while (fake_store.reads < 2)
		event_base_loop(f.api.base, EVLOOP_ONCE);
	fake_store.error = NULL;
	fake_committed(&f);
	ck_assert(fake_read_until(&f, b, &live, "\"id\":1,"));
	close(a);
	close(b);
	buf_clear(&behind);
	buf_clear(&live);
	fake_close(&f);
}
END_TEST

/* --- the pipe to the engine ---------------------------------------------- */

static void
engine_says(struct fake *f, enum proto_type type, const void *data, size_t n)
{
	unsigned char head[FRAME_HEAD];

	frame_head(head, (uint32_t)type, 0, n);
	ck_assert_int_eq(write(f->engine, head, sizeof(head)),
	    (ssize_t)sizeof(head));
	ck_assert_int_eq(write(f->engine, data, n), (ssize_t)n);
}

START_TEST(frames_that_make_no_sense_are_passed_over)
{
	struct fake f;
	struct frame q;
	int a;

	fake_open(&f);
	engine_says(&f, (enum proto_type)9999, "x", 1);
	engine_says(&f, PROTO_ANSWER, "x", 1);
	engine_says(&f, PROTO_COMMITTED, "x", 1);
	/* An answer to nobody: its asker's time was over. */
	fake_engine_answer(&f, 77, 0, "late");
	a = fake_send(&f, "POST", "/v1/reload");
	q = fake_engine_read(&f);
	ck_assert_uint_eq(q.type, PROTO_RELOAD);
	ck_assert(!f.gone);
	close(a);
	fake_close(&f);
}
END_TEST

START_TEST(bytes_that_are_no_frame_end_the_pipe)
{
	unsigned char junk[FRAME_HEAD];
	struct fake f;

	memset(junk, 0xff, sizeof(junk));
	fake_open(&f);
	ck_assert_int_eq(write(f.engine, junk, sizeof(junk)),
	    (ssize_t)sizeof(junk));
	while (!f.gone)
		event_base_loop(f.api.base, EVLOOP_ONCE);
	fake_close(&f);
}
END_TEST

START_TEST(an_odd_status_of_the_engine_is_500)
{
	struct fake f;
	struct frame q;
	struct buf b;
	int a;

	fake_open(&f);
	buf_init(&b, 1 << 16);
	a = fake_send(&f, "POST", "/v1/reload");
	q = fake_engine_read(&f);
	fake_engine_answer(&f, q.id, 7, "odd");
	ck_assert(fake_read_until(&f, a, &b, "500 Internal"));
	close(a);
	buf_clear(&b);
	fake_close(&f);
}
END_TEST

START_TEST(more_questions_than_may_wait_are_refused)
{
	int fds[CTL_PENDING_MAX], last;
	struct fake f;
	struct buf b;
	size_t i;

	fake_open(&f);
	buf_init(&b, 1 << 16);
	for (i = 0; i < COUNT(fds); i++) {
		fds[i] = fake_send(&f, "POST", "/v1/reload");
		fake_engine_read(&f);
	}
	last = fake_send(&f, "POST", "/v1/reload");
	ck_assert(fake_read_until(&f, last, &b, "wait for the engine; ask "
	    "again later"));
	for (i = 0; i < COUNT(fds); i++)
		close(fds[i]);
	close(last);
	buf_clear(&b);
	fake_close(&f);
}
END_TEST

/* --- ceilings of an answer ------------------------------------------------ */

static void
put_bytes(const void *obj, struct jsonw *w)
{
	jsonw_str(w, NULL, obj);
}

static char *
bytes(size_t n)
{
	char *s = xmalloc(n + 1);

	memset(s, 'x', n);
	s[n] = '\0';
	return s;
}

START_TEST(one_object_too_large_hides_nothing_after_it)
{
	char *huge = bytes(REPLY_MAX);
	struct page p;

	page_init(&p, "list", 10);
	ck_assert_int_eq(page_add(&p, 3, put_bytes, "a"), 0);
	ck_assert_int_eq(page_add(&p, 2, put_bytes, huge), 0);
	ck_assert_int_eq(page_add(&p, 1, put_bytes, "b"), 0);
	page_end(&p);
	ck_assert_str_eq(buf_str(&p.buf), "{\"list\":[\"a\",\"b\"],"
	    "\"next\":null");
	page_clear(&p);
	free(huge);
}
END_TEST

START_TEST(a_page_that_is_full_ends_with_a_cursor)
{
	char *half = bytes(REPLY_MAX / 2);
	struct page p;

	page_init(&p, "list", 10);
	ck_assert_int_eq(page_add(&p, 9, put_bytes, half), 0);
	ck_assert_int_eq(page_add(&p, 8, put_bytes, half), 1);
	page_end(&p);
	ck_assert_ptr_nonnull(strstr(buf_str(&p.buf), "\"next\":\"9\""));
	page_clear(&p);
	free(half);
}
END_TEST

START_TEST(a_part_that_does_not_fit_fails_its_answer)
{
	char *huge = bytes(REPLY_MAX);
	struct jsonw w;
	struct buf b;

	buf_init(&b, REPLY_MAX);
	jsonw_init_buf(&w, &b);
	jsonw_object(&w, NULL);
	reply_part(&w, "none", put_bytes, NULL);
	ck_assert(jsonw_ok(&w));
	reply_part(&w, "huge", put_bytes, huge);
	ck_assert(!jsonw_ok(&w));
	buf_clear(&b);
	free(huge);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("api_refuse");

	UNIT_CASE(s, "requests", a_wrong_method_is_answered_with_the_right_one,
	    a_tunnel_is_refused_and_hung_up_on,
	    names_that_nobody_knows_are_not_found,
	    what_a_forgotten_name_still_has_is_given,
	    a_long_parameter_is_refused_without_being_repeated);
	UNIT_CASE(s, "under_way",
	    followers_and_searches_are_counted_and_limited,
	    who_follows_a_store_that_fails_is_told_or_waits);
	UNIT_CASE(s, "engine", frames_that_make_no_sense_are_passed_over,
	    bytes_that_are_no_frame_end_the_pipe,
	    an_odd_status_of_the_engine_is_500,
	    more_questions_than_may_wait_are_refused);
	UNIT_CASE(s, "ceilings", one_object_too_large_hides_nothing_after_it,
	    a_page_that_is_full_ends_with_a_cursor,
	    a_part_that_does_not_fit_fails_its_answer);
	return unit_run(s);
}
