/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <event2/event.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "pages.h"
#include "base/xalloc.h"

/* --- limits ---- */

START_TEST(a_server_that_never_answers_costs_its_time_and_no_more)
{
	struct http_get g = {
		.url = serve_url(w.serve, "/hang"),
		.max_body = 10,
		.timeout_s = 1
	};

	http_get(w.http, &g, got_take, &got);
	loop_until(w.base, &got.done);
	ck_assert_int_eq(got.error, HTTP_TIMEOUT);
	ck_assert_uint_eq(http_pending(w.http), 0);
}
END_TEST

/* Lets those go that the server holds, until all have been answered. */
static void
release_until(const int *done, int all)
{
	unsigned int i, n;

	while (*done < all) {
		ck_assert_int_eq(event_base_loop(w.base, EVLOOP_ONCE), 0);
		n = script.open;
		script.open = 0;
		for (i = 0; i < n; i++)
			serve_answer(script.held[i], 200, "", "x");
	}
}

static void
on_counted(const struct http_answer *a, void *arg)
{
	int *done = arg;

	ck_assert_msg(a->error == HTTP_OK, "%s", a->detail);
	ck_assert_int_eq(a->status, 200);
	(*done)++;
}

static void
get_many(const char *host, int n, int *done)
{
	struct http_get g = {
		.url = serve_url_at(w.serve, host, "/hold"),
		.max_body = 10,
		.timeout_s = 60
	};

	for (; n > 0; n--)
		http_get(w.http, &g, on_counted, done);
}

START_TEST(one_host_is_asked_for_no_more_at_a_time_than_its_slots)
{
	int done = 0;

	get_many("127.0.0.1", 40, &done);
	ck_assert_uint_eq(http_pending(w.http), 40);
	release_until(&done, 40);
	ck_assert_uint_eq(script.most, 4);
}
END_TEST

START_TEST(no_more_are_in_flight_than_the_ceiling_says)
{
	struct http_limits l = world_limits();
	int done = 0;

	pages_close();
	l.in_flight = 3;
	l.per_host = 100;
	world_open_with(&w, &l);
	w.serve = serve_new(w.base, pages_on_asked, &script);
	get_many("127.0.0.1", 20, &done);
	release_until(&done, 20);
	ck_assert_uint_eq(script.most, 3);
}
END_TEST

START_TEST(lookups_are_given_back_and_addresses_need_none)
{
	struct http_limits l = world_limits();
	int named = 0, literal = 0;

	pages_close();
	l.lookups = 1;
	world_open_with(&w, &l);
	ck_assert_int_eq(guard_allow(w.guard, "::1"), 0);
	w.serve = serve_new(w.base, pages_on_asked, &script);
	get_many("localhost", 20, &named);
	get_many("127.0.0.1", 20, &literal);
	release_until(&literal, 20);
	release_until(&named, 20);
	ck_assert_uint_eq(http_pending(w.http), 0);
}
END_TEST

START_TEST(a_host_that_hung_leaves_half_of_the_room_to_others)
{
	struct http_limits l = world_limits();
	struct http_get hang = { .max_body = 10, .timeout_s = 1 };
	int slow = 0, quick = 0;

	pages_close();
	l.in_flight = 4;
	world_open_with(&w, &l);
	ck_assert_int_eq(guard_allow(w.guard, "::1"), 0);
	w.serve = serve_new(w.base, pages_on_asked, &script);
	hang.url = serve_url(w.serve, "/hang");
	http_get(w.http, &hang, got_take, &got);
	loop_until(w.base, &got.done);
	ck_assert_int_eq(got.error, HTTP_TIMEOUT);
	get_many("127.0.0.1", 4, &slow);
	while (script.open < 2)
		ck_assert_int_eq(event_base_loop(w.base, EVLOOP_ONCE), 0);
	get_many("localhost", 2, &quick);
	while (script.open < 4)
		ck_assert_int_eq(event_base_loop(w.base, EVLOOP_ONCE), 0);
	ck_assert_int_eq(slow + quick, 0);
	release_until(&quick, 2);
	release_until(&slow, 4);
}
END_TEST

static void
on_never(const struct http_answer *a, void *arg)
{
	ck_abort_msg("a cancelled request was answered: %s", a->detail);
}

START_TEST(a_cancelled_request_is_never_answered_wherever_it_was)
{
	struct http_get hang = {
		.url = serve_url(w.serve, "/hang"),
		.max_body = 10,
		.timeout_s = 60
	};
	struct http_get bad = hang;
	struct http_req *running, *waiting[5], *ended;
	size_t i;

	bad.url = "nonsense:";
	running = http_get(w.http, &hang, on_never, NULL);
	while (script.n == 0)
		event_base_loop(w.base, EVLOOP_ONCE);
	for (i = 0; i < 5; i++)
		waiting[i] = http_get(w.http, &hang, on_never, NULL);
	ended = http_get(w.http, &bad, on_never, NULL);
	http_cancel(ended);
	http_cancel(running);
	for (i = 0; i < 5; i++)
		http_cancel(waiting[i]);
	ck_assert_uint_eq(http_pending(w.http), 0);
	pages_get("/plain");
	ck_assert_str_eq(got.body, "hello");
}
END_TEST

static struct http_req *pair[2];

static void
on_first_of_pair(const struct http_answer *a, void *arg)
{
	int *done = arg;

	(*done)++;
	/* Its own request, and the one that ended in the same turn. */
	http_cancel(pair[0]);
	http_cancel(pair[1]);
}

START_TEST(a_callback_may_cancel_its_own_request_and_another_that_ended)
{
	struct http_get bad = { .url = "x:", .max_body = 1, .timeout_s = 1 };
	int done = 0;

	pair[0] = http_get(w.http, &bad, on_first_of_pair, &done);
	pair[1] = http_get(w.http, &bad, on_never, NULL);
	loop_until(w.base, &done);
	ck_assert_uint_eq(http_pending(w.http), 0);
}
END_TEST

START_TEST(freeing_it_drops_what_waits_runs_and_has_ended)
{
	struct http_get g = {
		.url = serve_url(w.serve, "/hang"),
		.max_body = 10,
		.timeout_s = 60
	};
	int i;

	for (i = 0; i < 10; i++)
		http_get(w.http, &g, on_never, NULL);
	while (script.n < 4)
		event_base_loop(w.base, EVLOOP_ONCE);
	g.url = "";
	http_get(w.http, &g, on_never, NULL);
	ck_assert_uint_eq(http_pending(w.http), 11);
}
END_TEST

/* --- files ---- */

static void
get_file(const char *url, size_t max)
{
	struct http_get g = {
		.url = url,
		.allow_file = true,
		.max_body = max,
		.timeout_s = 60
	};

	got_clear(&got);
	http_get(w.http, &g, got_take, &got);
	ck_assert_int_eq(got.done, 0);
	loop_until(w.base, &got.done);
}

START_TEST(a_file_is_read_only_where_files_are_allowed)
{
	char dir[] = "/tmp/nw-http-XXXXXX", *path, *url;
	FILE *f;

	ck_assert_ptr_nonnull(mkdtemp(dir));
	path = xasprintf("%s/a b.xml", dir);
	url = xasprintf("file://%s/a%%20b.xml", dir);
	f = fopen(path, "w");
	ck_assert_ptr_nonnull(f);
	fputs("<rss/>", f);
	fclose(f);
	get_file(url, 100);
	ck_assert_int_eq(got.error, HTTP_OK);
	ck_assert_int_eq(got.status, 200);
	ck_assert_str_eq(got.body, "<rss/>");
	get_file(url, 5);
	ck_assert_int_eq(got.error, HTTP_TOO_LARGE);
	world_get(&w, url, &got);
	ck_assert_int_eq(got.error, HTTP_BAD_URL);
	unlink(path);
	get_file(url, 100);
	ck_assert_int_eq(got.error, HTTP_OTHER);
	ck_assert_ptr_nonnull(strstr(got.detail, "No such file"));
	free(url);
	url = xasprintf("file://%s", dir);
	get_file(url, 100);
	ck_assert_int_eq(got.error, HTTP_OTHER);
	ck_assert_ptr_nonnull(strstr(got.detail, "not a regular file"));
	free(url);
	free(path);
	rmdir(dir);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("http-limits");

	WORLD_CASE(s, "limits", pages_open, pages_close,
	    a_server_that_never_answers_costs_its_time_and_no_more,
	    one_host_is_asked_for_no_more_at_a_time_than_its_slots,
	    no_more_are_in_flight_than_the_ceiling_says,
	    lookups_are_given_back_and_addresses_need_none,
	    a_host_that_hung_leaves_half_of_the_room_to_others,
	    a_cancelled_request_is_never_answered_wherever_it_was,
	    a_callback_may_cancel_its_own_request_and_another_that_ended,
	    freeing_it_drops_what_waits_runs_and_has_ended);
	WORLD_CASE(s, "files", pages_open, pages_close,
	    a_file_is_read_only_where_files_are_allowed);
	return unit_run(s);
}
