/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <event2/event.h>

#include <stdio.h>
#include <string.h>

#include "pages.h"

/* --- answers ---- */

START_TEST(an_answer_comes_from_the_loop_with_its_head_byte_for_byte)
{
	struct http_get g = {
		.url = serve_url(w.serve, "/plain#x"),
		.max_body = 100,
		.timeout_s = 60
	};

	http_get(w.http, &g, got_take, &got);
	ck_assert_int_eq(got.done, 0);
	ck_assert_uint_eq(http_pending(w.http), 1);
	loop_until(w.base, &got.done);
	ck_assert_uint_eq(http_pending(w.http), 0);
	ck_assert_int_eq(got.error, HTTP_OK);
	ck_assert_int_eq(got.status, 200);
	ck_assert_str_eq(got.url, serve_url(w.serve, "/plain"));
	ck_assert_ptr_null(got.moved_to);
	ck_assert_str_eq(got.content_type, "text/xml");
	ck_assert_str_eq(got.etag, "W/\"a b\\\"\xff\"");
	ck_assert_str_eq(got.last_modified, "Fri, 13 Dec 2041 20:00:00 GMT");
	ck_assert_str_eq(got.cache_control, "max-age=60, public");
	ck_assert_str_eq(got.im, "feed");
	ck_assert_str_eq(got.body, "hello");
}
END_TEST

START_TEST(a_conditional_fetch_echoes_validators_and_sends_nothing_else)
{
	struct http_get g = {
		.url = serve_url(w.serve, "/same"),
		.accept = "application/rss+xml, */*;q=0.1",
		.etag = "W/\"a b\\\"\xff\"",
		.last_modified = "Fri, 13 Dec 2041 20:00:00 GMT",
		.delta = true,
		.max_body = 100,
		.timeout_s = 60
	};
	char want[512];

	http_get(w.http, &g, got_take, &got);
	loop_until(w.base, &got.done);
	ck_assert_int_eq(got.error, HTTP_OK);
	ck_assert_int_eq(got.status, 304);
	ck_assert_str_eq(got.etag, "\"n\"");
	ck_assert_str_eq(got.body, "");
	snprintf(want, sizeof(want), "GET /same HTTP/1.1\r\n"
	    "Host: 127.0.0.1:%d\r\n"
	    "User-Agent: newswatch-test/1.0 (+mailto:test@example.org)\r\n"
	    "Accept-Encoding: gzip\r\n"
	    "Accept: application/rss+xml, */*;q=0.1\r\n"
	    "If-None-Match: W/\"a b\\\"\xff\"\r\n"
	    "If-Modified-Since: Fri, 13 Dec 2041 20:00:00 GMT\r\n"
	    "A-IM: feed\r\n\r\n", serve_port(w.serve));
	ck_assert_str_eq(pages_last_asked(), want);
}
END_TEST

START_TEST(only_the_last_head_counts_and_what_follows_the_body_does_not)
{
	pages_get("/interim");
	ck_assert_int_eq(got.status, 200);
	ck_assert_ptr_null(got.etag);
	ck_assert_str_eq(got.body, "ok");
	pages_get("/chunked");
	ck_assert_ptr_null(got.etag);
	ck_assert_str_eq(got.body, "abcde");
	pages_get("/no-length");
	ck_assert_int_eq(got.error, HTTP_OK);
	ck_assert_str_eq(got.body, "till the end");
}
END_TEST

START_TEST(a_status_is_an_answer_whatever_it_says)
{
	pages_get("/missing");
	ck_assert_int_eq(got.error, HTTP_OK);
	ck_assert_int_eq(got.status, 404);
	pages_get("/429");
	ck_assert_int_eq(got.error, HTTP_OK);
	ck_assert_int_eq(got.status, 429);
	ck_assert_str_eq(got.retry_after, "120");
}
END_TEST

START_TEST(a_body_that_is_cut_off_says_so_and_keeps_what_came)
{
	pages_get("/cut");
	ck_assert_int_eq(got.error, HTTP_CUT);
	ck_assert_int_eq(got.status, 200);
	ck_assert_str_eq(got.body, "only this");
	ck_assert_ptr_nonnull(got.detail);
	pages_get("/cut-chunk");
	ck_assert_int_eq(got.error, HTTP_CUT);
	ck_assert_str_eq(got.body, "abc");
}
END_TEST

START_TEST(a_server_that_does_not_speak_http_is_an_error)
{
	pages_get("/nothing");
	ck_assert_int_eq(got.error, HTTP_CONNECT);
	ck_assert_int_eq(got.status, 0);
	pages_get("/not-http");
	ck_assert_int_ne(got.error, HTTP_OK);
	ck_assert_str_eq(got.body, "");
}
END_TEST

static void
on_ignored(struct serve_conn *c, const struct serve_asked *a, void *arg)
{
}

START_TEST(a_head_without_end_is_refused)
{
	struct http_get g = { .max_body = 10, .timeout_s = 60 };
	struct serve *big;
	static char head[200000];
	size_t n = 0;

	n += (size_t)sprintf(head, "HTTP/1.1 200 OK\r\nETag: \"");
	memset(head + n, 'x', 5000);
	n += 5000;
	n += (size_t)sprintf(head + n, "\"\r\n");
	while (n < 100000)
		n += (size_t)sprintf(head + n, "X-Filler: %0900d\r\n", 0);
	big = serve_new_lines(w.base, head, on_ignored, NULL);
	g.url = serve_url(big, "/");
	http_get(w.http, &g, got_take, &got);
	loop_until(w.base, &got.done);
	ck_assert_int_eq(got.error, HTTP_TOO_LARGE);
	serve_free(big);
}
END_TEST

START_TEST(addresses_with_blanks_and_letters_beyond_ascii_are_encoded)
{
	pages_get("/\xd0\xb9 x");
	ck_assert_int_eq(got.status, 200);
	ck_assert_str_eq(got.body, "ok");
}
END_TEST

/* --- encodings ---- */

START_TEST(gzip_is_unpacked)
{
	pages_get("/gzip");
	ck_assert_int_eq(got.error, HTTP_OK);
	ck_assert_str_eq(got.body, "hello, packed world");
	pages_get("/x-gzip");
	ck_assert_str_eq(got.body, "hello, packed world");
}
END_TEST

START_TEST(a_gzip_file_is_unpacked_though_nobody_said_it_is_one)
{
	pages_get("/file.gz");
	ck_assert_int_eq(got.error, HTTP_OK);
	ck_assert_str_eq(got.body, "hello, packed world");
	pages_get("/cut.gz");
	ck_assert_int_eq(got.error, HTTP_ENCODING);
	ck_assert_str_eq(got.detail, "the gzip file is broken or cut");
	pages_get("/bomb.gz");
	ck_assert_int_eq(got.error, HTTP_ENCODING);
	ck_assert_str_eq(got.detail, "the gzip file holds too much");
	ck_assert_uint_le(got.len, 100000);
}
END_TEST

START_TEST(a_gzip_bomb_ends_at_the_ceiling_of_what_it_unpacks_to)
{
	pages_get("/bomb");
	ck_assert_int_eq(got.error, HTTP_TOO_LARGE);
	ck_assert_uint_le(got.len, 100000);
	ck_assert_str_eq(got.detail, "the answer is larger than 100000 bytes");
}
END_TEST

START_TEST(a_stacked_encoding_is_refused_before_it_is_unpacked)
{
	static const char *const stacked[] = {
		"/stacked", "/stacked-lines", "/stacked-transfer"
	};
	size_t i;

	for (i = 0; i < sizeof(stacked) / sizeof(stacked[0]); i++) {
		pages_get(stacked[i]);
		ck_assert_int_eq(got.error, HTTP_ENCODING);
		ck_assert_uint_eq(got.len, 0);
	}
	ck_assert_uint_eq(script.n, 3);
}
END_TEST

START_TEST(a_body_that_only_claims_an_encoding_is_taken_as_it_is)
{
	pages_get("/false-gzip");
	ck_assert_int_eq(got.error, HTTP_OK);
	ck_assert_str_eq(got.body, "<rss></rss>");
	ck_assert_uint_eq(script.n, 2);
	ck_assert_ptr_nonnull(strstr(pages_last_asked(),
	    "Accept-Encoding: identity\r\n"));
	ck_assert_ptr_null(strstr(pages_last_asked(),
	    "Accept-Encoding: gzip"));
	pages_get("/odd-coding");
	ck_assert_str_eq(got.body, "<rss/>");
}
END_TEST

START_TEST(gzip_that_is_broken_twice_is_an_error)
{
	pages_get("/half-gzip");
	ck_assert_int_eq(got.error, HTTP_ENCODING);
	ck_assert_uint_eq(script.n, 2);
}
END_TEST

/* --- redirects ---- */

START_TEST(permanent_redirects_are_followed_and_reported)
{
	pages_get("/301");
	ck_assert_int_eq(got.status, 200);
	ck_assert_str_eq(got.body, "hello");
	ck_assert_str_eq(got.url, serve_url(w.serve, "/plain?x=1"));
	ck_assert_str_eq(got.moved_to, got.url);
	pages_get("/301-404");
	ck_assert_int_eq(got.status, 404);
	ck_assert_str_eq(got.moved_to, serve_url(w.serve, "/missing"));
}
END_TEST

START_TEST(a_temporary_redirect_moves_nothing_that_comes_after_it)
{
	pages_get("/302");
	ck_assert_int_eq(got.status, 200);
	ck_assert_ptr_null(got.moved_to);
	pages_get("/307");
	ck_assert_str_eq(got.body, "hello");
	ck_assert_ptr_null(got.moved_to);
	pages_get("/303");
	ck_assert_str_eq(got.body, "hello");
	ck_assert_ptr_null(got.moved_to);
	/* A moved for good to B; that B points on for today is B's affair. */
	pages_get("/301-302");
	ck_assert_str_eq(got.body, "hello");
	ck_assert_str_eq(got.moved_to, serve_url(w.serve, "/307"));
}
END_TEST

START_TEST(five_redirects_are_followed_and_six_are_not)
{
	pages_get("/hop1");
	ck_assert_int_eq(got.error, HTTP_OK);
	ck_assert_str_eq(got.body, "hello");
	ck_assert_uint_eq(script.n, 6);
	pages_get("/round");
	ck_assert_int_eq(got.error, HTTP_REDIRECTS);
	ck_assert_uint_eq(script.n, 12);
}
END_TEST

START_TEST(a_redirect_without_an_address_is_an_answer_like_any_other)
{
	pages_get("/301-nowhere");
	ck_assert_int_eq(got.error, HTTP_OK);
	ck_assert_int_eq(got.status, 301);
	ck_assert_ptr_null(got.moved_to);
}
END_TEST

START_TEST(a_redirect_to_another_scheme_is_refused)
{
	pages_get("/to-file");
	ck_assert_int_eq(got.error, HTTP_REDIRECTS);
	ck_assert_uint_eq(got.len, 0);
	pages_get("/to-mail");
	ck_assert_int_eq(got.error, HTTP_REDIRECTS);
}
END_TEST

/* --- the guard ---- */

START_TEST(a_redirect_to_a_private_address_is_refused)
{
	pages_get("/to-private");
	ck_assert_int_eq(got.error, HTTP_ADDRESS);
	ck_assert_str_eq(got.detail, "address 127.0.0.2 is not public "
	    "(allow-private would let it through)");
	pages_get("/to-metadata");
	ck_assert_int_eq(got.error, HTTP_ADDRESS);
}
END_TEST

START_TEST(no_spelling_of_a_private_address_gets_past_the_guard)
{
	static const char *const hosts[] = {
		"127.0.0.2", "2130706434", "0x7f000002", "0177.0.0.2", "127.2",
		"[::ffff:127.0.0.2]", "[::1]", "[::ffff:7f00:2]", "0.0.0.0",
		"[64:ff9b::7f00:2]"
	};
	size_t i;

	for (i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
		world_get(&w, serve_url_at(w.serve, hosts[i], "/plain"), &got);
		ck_assert_msg(got.error == HTTP_ADDRESS, "%s: %s: %s",
		    hosts[i], http_error_str(got.error), got.detail);
	}
	ck_assert_uint_eq(script.n, 0);
}
END_TEST

START_TEST(a_proxy_of_the_environment_is_not_asked)
{
	setenv("http_proxy", "http://127.0.0.2:9", 1);
	setenv("ALL_PROXY", "http://127.0.0.2:9", 1);
	pages_get("/plain");
	ck_assert_str_eq(got.body, "hello");
}
END_TEST

START_TEST(an_address_that_is_none_is_answered_from_the_loop)
{
	static const char *const bad[] = {
		"", "x", "http://", "ftp://127.0.0.1/", "file:///etc/passwd",
		"gopher://127.0.0.1/", "javascript:alert(1)",
		"smtp://127.0.0.1/", "http://a b/", "http://[::1/",
		"http://127.0.0.1:99999/"
	};
	struct http_get g = { .max_body = 10, .timeout_s = 60 };
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		g.url = bad[i];
		got_clear(&got);
		http_get(w.http, &g, got_take, &got);
		ck_assert_int_eq(got.done, 0);
		loop_until(w.base, &got.done);
		ck_assert_msg(got.error == HTTP_BAD_URL, "%s", bad[i]);
		ck_assert_ptr_nonnull(got.detail);
	}
}
END_TEST

START_TEST(a_validator_with_a_line_end_never_becomes_a_header)
{
	struct http_get g = {
		.url = serve_url(w.serve, "/plain"),
		.etag = "\"x\"\r\nX-Forged: 1",
		.max_body = 10,
		.timeout_s = 60
	};

	http_get(w.http, &g, got_take, &got);
	loop_until(w.base, &got.done);
	ck_assert_int_eq(got.error, HTTP_OTHER);
	ck_assert_uint_eq(script.n, 0);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("http");

	WORLD_CASE(s, "answers", pages_open, pages_close,
	    an_answer_comes_from_the_loop_with_its_head_byte_for_byte,
	    a_conditional_fetch_echoes_validators_and_sends_nothing_else,
	    only_the_last_head_counts_and_what_follows_the_body_does_not,
	    a_status_is_an_answer_whatever_it_says,
	    a_body_that_is_cut_off_says_so_and_keeps_what_came,
	    a_server_that_does_not_speak_http_is_an_error,
	    a_head_without_end_is_refused,
	    addresses_with_blanks_and_letters_beyond_ascii_are_encoded);
	WORLD_CASE(s, "encodings", pages_open, pages_close,
	    gzip_is_unpacked,
	    a_gzip_file_is_unpacked_though_nobody_said_it_is_one,
	    a_gzip_bomb_ends_at_the_ceiling_of_what_it_unpacks_to,
	    a_stacked_encoding_is_refused_before_it_is_unpacked,
	    a_body_that_only_claims_an_encoding_is_taken_as_it_is,
	    gzip_that_is_broken_twice_is_an_error);
	WORLD_CASE(s, "redirects", pages_open, pages_close,
	    permanent_redirects_are_followed_and_reported,
	    a_temporary_redirect_moves_nothing_that_comes_after_it,
	    five_redirects_are_followed_and_six_are_not,
	    a_redirect_without_an_address_is_an_answer_like_any_other,
	    a_redirect_to_another_scheme_is_refused);
	WORLD_CASE(s, "guard", pages_open, pages_close,
	    a_redirect_to_a_private_address_is_refused,
	    no_spelling_of_a_private_address_gets_past_the_guard,
	    a_proxy_of_the_environment_is_not_asked,
	    an_address_that_is_none_is_answered_from_the_loop,
	    a_validator_with_a_line_end_never_becomes_a_header);
	return unit_run(s);
}
