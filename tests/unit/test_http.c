/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <event2/event.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "world.h"
#include "base/xalloc.h"

static const unsigned char hello_gz[] = {
	0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xcb,
	0x48, 0xcd, 0xc9, 0xc9, 0xd7, 0x51, 0x28, 0x48, 0x4c, 0xce, 0x4e,
	0x4d, 0x51, 0x28, 0xcf, 0x2f, 0xca, 0x49, 0x01, 0x00, 0x48, 0xef,
	0x2e, 0xcc, 0x13, 0x00, 0x00, 0x00
};

/* 229 bytes that unpack to 200,000 zeros: twice what tests allow. */
static const unsigned char bomb_gz[229] = {
	0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xed,
	0xc1, 0x31, 0x01, 0x00, 0x00, 0x00, 0xc2, 0xa0, 0xf5, 0x4f, 0x6d,
	0x06, 0x7f, 0xa0,
	[218] = 0x80, 0xd7, 0x00, 0x7b, 0x58, 0xe0, 0x5c, 0x40, 0x0d, 0x03
};

/* --- what the server says, by path ---- */

struct page {
	const char	*path;
	const char	*text;		/* sent as it stands */
	const void	*more;
	size_t		 nmore;
	bool		 end;		/* close afterwards */
};

#define OK(headers)	"HTTP/1.1 200 OK\r\n" headers "\r\n"
#define TO(status, to)	"HTTP/1.1 " status " Moved\r\nLocation: " to \
			"\r\nContent-Length: 4\r\n\r\ngone"

static const struct page pages[] = {
	{ "/plain", OK("Content-Length: 5\r\nContent-Type: text/xml\r\n"
	    "ETag: W/\"a b\\\"\xff\"\r\nLast-Modified:  Fri, 13 Dec 2041 "
	    "20:00:00 GMT \r\nCache-Control: max-age=60\r\nDATE: x\r\n"
	    "cache-control: public\r\nIM: feed\r\n") "hello", 0, 0, 0 },
	{ "/same", "HTTP/1.1 304 Not Modified\r\nETag: \"n\"\r\n\r\n",
	    0, 0, 0 },
	{ "/interim", "HTTP/1.1 103 Early Hints\r\nETag: \"early\"\r\n\r\n"
	    OK("Content-Length: 2\r\n") "ok", 0, 0, 0 },
	{ "/chunked", OK("Transfer-Encoding: chunked\r\n")
	    "3\r\nabc\r\n2\r\nde\r\n0\r\nETag: \"late\"\r\n\r\n", 0, 0, 0 },
	{ "/cut", OK("Content-Length: 50\r\n") "only this", 0, 0, 1 },
	{ "/cut-chunk", OK("Transfer-Encoding: chunked\r\n") "9\r\nabc",
	    0, 0, 1 },
	{ "/nothing", "", 0, 0, 1 },
	{ "/no-length", OK("") "till the end", 0, 0, 1 },
	{ "/not-http", "220 hello there\r\n", 0, 0, 1 },
	{ "/gzip", OK("Content-Encoding: gzip\r\nContent-Length: 39\r\n"),
	    hello_gz, sizeof(hello_gz), 0 },
	{ "/x-gzip", OK("Content-Encoding: x-gzip\r\n"),
	    hello_gz, sizeof(hello_gz), 1 },
	{ "/file.gz", OK("Content-Length: 39\r\n"),
	    hello_gz, sizeof(hello_gz), 0 },
	{ "/cut.gz", OK("Content-Length: 30\r\n"), hello_gz, 30, 0 },
	{ "/bomb.gz", OK("Content-Length: 229\r\n"),
	    bomb_gz, sizeof(bomb_gz), 0 },
	{ "/bomb", OK("Content-Encoding: gzip\r\nContent-Length: 229\r\n"),
	    bomb_gz, sizeof(bomb_gz), 0 },
	{ "/stacked", OK("Content-Encoding: gzip, gzip\r\n"),
	    hello_gz, sizeof(hello_gz), 1 },
	{ "/stacked-lines", OK("Content-Encoding: gzip\r\n"
	    "Content-Encoding: gzip\r\n"), hello_gz, sizeof(hello_gz), 1 },
	{ "/stacked-transfer", OK("Transfer-Encoding: gzip\r\n"
	    "Content-Encoding: gzip\r\n"), hello_gz, sizeof(hello_gz), 1 },
	{ "/false-gzip", OK("Content-Encoding: gzip\r\nContent-Length: 11\r\n")
	    "<rss></rss>", 0, 0, 0 },
	{ "/odd-coding", OK("Content-Encoding: utf-8\r\nContent-Length: 6\r\n")
	    "<rss/>", 0, 0, 0 },
	{ "/half-gzip", OK("Content-Encoding: gzip\r\nContent-Length: 12\r\n"),
	    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xff\xff", 12, 0 },
	{ "/301", TO("301", "/308"), 0, 0, 0 },
	{ "/308", TO("308", "plain?x=1#part"), 0, 0, 0 },
	{ "/302", TO("302", "/301"), 0, 0, 0 },
	{ "/307", TO("307", "/plain"), 0, 0, 0 },
	{ "/303", TO("303", "/plain"), 0, 0, 0 },
	{ "/301-302", TO("301", "/307"), 0, 0, 0 },
	{ "/301-404", TO("301", "/missing"), 0, 0, 0 },
	{ "/301-nowhere", "HTTP/1.1 301 Moved\r\nContent-Length: 0\r\n\r\n",
	    0, 0, 0 },
	{ "/round", TO("302", "/round"), 0, 0, 0 },
	{ "/hop1", TO("302", "/hop2"), 0, 0, 0 },
	{ "/hop2", TO("302", "/hop3"), 0, 0, 0 },
	{ "/hop3", TO("302", "/hop4"), 0, 0, 0 },
	{ "/hop4", TO("302", "/hop5"), 0, 0, 0 },
	{ "/hop5", TO("302", "/plain"), 0, 0, 0 },
	{ "/to-file", TO("301", "file:///etc/passwd"), 0, 0, 0 },
	{ "/to-mail", TO("301", "smtp://127.0.0.1/"), 0, 0, 0 },
	{ "/to-private", TO("301", "http://127.0.0.2:9/"), 0, 0, 0 },
	{ "/to-metadata", TO("302", "http://169.254.169.254/x"), 0, 0, 0 },
	{ "/429", "HTTP/1.1 429 Slow\r\nRetry-After: 120\r\n"
	    "Content-Length: 0\r\n\r\n", 0, 0, 0 },
	{ "/%d0%b9%20x", OK("Content-Length: 2\r\n") "ok", 0, 0, 0 }
};

struct script {
	char		 asked[4][4096];	/* of the last four requests */
	unsigned int	 n;
	unsigned int	 open;			/* of /hold, now */
	unsigned int	 most;
	struct serve_conn *held[64];
};

static void
on_asked(struct serve_conn *c, const struct serve_asked *a, void *arg)
{
	struct script *s = arg;
	const struct page *p = pages;
	size_t i;

	snprintf(s->asked[s->n++ % 4], sizeof(s->asked[0]), "%s%s", a->text,
	    a->body);
	if (strcmp(a->path, "/hang") == 0)
		return;
	if (strncmp(a->path, "/hold", 5) == 0) {
		s->held[s->open++ % 64] = c;
		s->most = s->open > s->most ? s->open : s->most;
		return;
	}
	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++, p++) {
		size_t n = strlen(p->path);

		if (strncmp(p->path, a->path, n) != 0 ||
		    (a->path[n] != '\0' && a->path[n] != '?'))
			continue;
		serve_text(c, p->text);
		serve_send(c, p->more, p->nmore);
		if (p->end)
			serve_end(c);
		return;
	}
	serve_answer(c, 404, "", "no such page");
}

static struct script script;
static struct world w;
static struct got got;

static void
open_all(void)
{
	memset(&script, 0, sizeof(script));
	world_open(&w);
	w.serve = serve_new(w.base, on_asked, &script);
}

static void
close_all(void)
{
	got_clear(&got);
	world_close(&w);
}

static void
get(const char *path)
{
	world_get(&w, serve_url(w.serve, path), &got);
}

static const char *
last_asked(void)
{
	return script.asked[(script.n - 1) % 4];
}

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
	ck_assert_str_eq(last_asked(), want);
}
END_TEST

START_TEST(only_the_last_head_counts_and_what_follows_the_body_does_not)
{
	get("/interim");
	ck_assert_int_eq(got.status, 200);
	ck_assert_ptr_null(got.etag);
	ck_assert_str_eq(got.body, "ok");
	get("/chunked");
	ck_assert_ptr_null(got.etag);
	ck_assert_str_eq(got.body, "abcde");
	get("/no-length");
	ck_assert_int_eq(got.error, HTTP_OK);
	ck_assert_str_eq(got.body, "till the end");
}
END_TEST

START_TEST(a_status_is_an_answer_whatever_it_says)
{
	get("/missing");
	ck_assert_int_eq(got.error, HTTP_OK);
	ck_assert_int_eq(got.status, 404);
	get("/429");
	ck_assert_int_eq(got.error, HTTP_OK);
	ck_assert_int_eq(got.status, 429);
	ck_assert_str_eq(got.retry_after, "120");
}
END_TEST

START_TEST(a_body_that_is_cut_off_says_so_and_keeps_what_came)
{
	get("/cut");
	ck_assert_int_eq(got.error, HTTP_CUT);
	ck_assert_int_eq(got.status, 200);
	ck_assert_str_eq(got.body, "only this");
	ck_assert_ptr_nonnull(got.detail);
	get("/cut-chunk");
	ck_assert_int_eq(got.error, HTTP_CUT);
	ck_assert_str_eq(got.body, "abc");
}
END_TEST

START_TEST(a_server_that_does_not_speak_http_is_an_error)
{
	get("/nothing");
	ck_assert_int_eq(got.error, HTTP_CONNECT);
	ck_assert_int_eq(got.status, 0);
	get("/not-http");
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
	get("/\xd0\xb9 x");
	ck_assert_int_eq(got.status, 200);
	ck_assert_str_eq(got.body, "ok");
}
END_TEST

/* --- encodings ---- */

START_TEST(gzip_is_unpacked)
{
	get("/gzip");
	ck_assert_int_eq(got.error, HTTP_OK);
	ck_assert_str_eq(got.body, "hello, packed world");
	get("/x-gzip");
	ck_assert_str_eq(got.body, "hello, packed world");
}
END_TEST

START_TEST(a_gzip_file_is_unpacked_though_nobody_said_it_is_one)
{
	get("/file.gz");
	ck_assert_int_eq(got.error, HTTP_OK);
	ck_assert_str_eq(got.body, "hello, packed world");
	get("/cut.gz");
	ck_assert_int_eq(got.error, HTTP_ENCODING);
	ck_assert_str_eq(got.detail, "the gzip file is broken or cut");
	get("/bomb.gz");
	ck_assert_int_eq(got.error, HTTP_ENCODING);
	ck_assert_str_eq(got.detail, "the gzip file holds too much");
	ck_assert_uint_le(got.len, 100000);
}
END_TEST

START_TEST(a_gzip_bomb_ends_at_the_ceiling_of_what_it_unpacks_to)
{
	get("/bomb");
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
		get(stacked[i]);
		ck_assert_int_eq(got.error, HTTP_ENCODING);
		ck_assert_uint_eq(got.len, 0);
	}
	ck_assert_uint_eq(script.n, 3);
}
END_TEST

START_TEST(a_body_that_only_claims_an_encoding_is_taken_as_it_is)
{
	get("/false-gzip");
	ck_assert_int_eq(got.error, HTTP_OK);
	ck_assert_str_eq(got.body, "<rss></rss>");
	ck_assert_uint_eq(script.n, 2);
	ck_assert_ptr_nonnull(strstr(last_asked(),
	    "Accept-Encoding: identity\r\n"));
	ck_assert_ptr_null(strstr(last_asked(),
	    "Accept-Encoding: gzip"));
	get("/odd-coding");
	ck_assert_str_eq(got.body, "<rss/>");
}
END_TEST

START_TEST(gzip_that_is_broken_twice_is_an_error)
{
	get("/half-gzip");
	ck_assert_int_eq(got.error, HTTP_ENCODING);
	ck_assert_uint_eq(script.n, 2);
}
END_TEST

/* --- redirects ---- */

START_TEST(permanent_redirects_are_followed_and_reported)
{
	get("/301");
	ck_assert_int_eq(got.status, 200);
	ck_assert_str_eq(got.body, "hello");
	ck_assert_str_eq(got.url, serve_url(w.serve, "/plain?x=1"));
	ck_assert_str_eq(got.moved_to, got.url);
	get("/301-404");
	ck_assert_int_eq(got.status, 404);
	ck_assert_str_eq(got.moved_to, serve_url(w.serve, "/missing"));
}
END_TEST

START_TEST(a_temporary_redirect_moves_nothing_that_comes_after_it)
{
	get("/302");
	ck_assert_int_eq(got.status, 200);
	ck_assert_ptr_null(got.moved_to);
	get("/307");
	ck_assert_str_eq(got.body, "hello");
	ck_assert_ptr_null(got.moved_to);
	get("/303");
	ck_assert_str_eq(got.body, "hello");
	ck_assert_ptr_null(got.moved_to);
	/* A moved for good to B; that B points on for today is B's affair. */
	get("/301-302");
	ck_assert_str_eq(got.body, "hello");
	ck_assert_str_eq(got.moved_to, serve_url(w.serve, "/307"));
}
END_TEST

START_TEST(five_redirects_are_followed_and_six_are_not)
{
	get("/hop1");
	ck_assert_int_eq(got.error, HTTP_OK);
	ck_assert_str_eq(got.body, "hello");
	ck_assert_uint_eq(script.n, 6);
	get("/round");
	ck_assert_int_eq(got.error, HTTP_REDIRECTS);
	ck_assert_uint_eq(script.n, 12);
}
END_TEST

START_TEST(a_redirect_without_an_address_is_an_answer_like_any_other)
{
	get("/301-nowhere");
	ck_assert_int_eq(got.error, HTTP_OK);
	ck_assert_int_eq(got.status, 301);
	ck_assert_ptr_null(got.moved_to);
}
END_TEST

START_TEST(a_redirect_to_another_scheme_is_refused)
{
	get("/to-file");
	ck_assert_int_eq(got.error, HTTP_REDIRECTS);
	ck_assert_uint_eq(got.len, 0);
	get("/to-mail");
	ck_assert_int_eq(got.error, HTTP_REDIRECTS);
}
END_TEST

/* --- the guard ---- */

START_TEST(a_redirect_to_a_private_address_is_refused)
{
	get("/to-private");
	ck_assert_int_eq(got.error, HTTP_ADDRESS);
	ck_assert_str_eq(got.detail, "address 127.0.0.2 is not public "
	    "(allow-private would let it through)");
	get("/to-metadata");
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
	get("/plain");
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

	close_all();
	l.in_flight = 3;
	l.per_host = 100;
	world_open_with(&w, &l);
	w.serve = serve_new(w.base, on_asked, &script);
	get_many("127.0.0.1", 20, &done);
	release_until(&done, 20);
	ck_assert_uint_eq(script.most, 3);
}
END_TEST

START_TEST(lookups_are_given_back_and_addresses_need_none)
{
	struct http_limits l = world_limits();
	int named = 0, literal = 0;

	close_all();
	l.lookups = 1;
	world_open_with(&w, &l);
	ck_assert_int_eq(guard_allow(w.guard, "::1"), 0);
	w.serve = serve_new(w.base, on_asked, &script);
	get_many("localhost", 20, &named);
	get_many("127.0.0.1", 20, &literal);
	release_until(&literal, 20);
	release_until(&named, 20);
	ck_assert_uint_eq(http_pending(w.http), 0);
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
	get("/plain");
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
	Suite *s = suite_create("http");

	WORLD_CASE(s, "answers", open_all, close_all,
	    an_answer_comes_from_the_loop_with_its_head_byte_for_byte,
	    a_conditional_fetch_echoes_validators_and_sends_nothing_else,
	    only_the_last_head_counts_and_what_follows_the_body_does_not,
	    a_status_is_an_answer_whatever_it_says,
	    a_body_that_is_cut_off_says_so_and_keeps_what_came,
	    a_server_that_does_not_speak_http_is_an_error,
	    a_head_without_end_is_refused,
	    addresses_with_blanks_and_letters_beyond_ascii_are_encoded);
	WORLD_CASE(s, "encodings", open_all, close_all,
	    gzip_is_unpacked,
	    a_gzip_file_is_unpacked_though_nobody_said_it_is_one,
	    a_gzip_bomb_ends_at_the_ceiling_of_what_it_unpacks_to,
	    a_stacked_encoding_is_refused_before_it_is_unpacked,
	    a_body_that_only_claims_an_encoding_is_taken_as_it_is,
	    gzip_that_is_broken_twice_is_an_error);
	WORLD_CASE(s, "redirects", open_all, close_all,
	    permanent_redirects_are_followed_and_reported,
	    a_temporary_redirect_moves_nothing_that_comes_after_it,
	    five_redirects_are_followed_and_six_are_not,
	    a_redirect_without_an_address_is_an_answer_like_any_other,
	    a_redirect_to_another_scheme_is_refused);
	WORLD_CASE(s, "guard", open_all, close_all,
	    a_redirect_to_a_private_address_is_refused,
	    no_spelling_of_a_private_address_gets_past_the_guard,
	    a_proxy_of_the_environment_is_not_asked,
	    an_address_that_is_none_is_answered_from_the_loop,
	    a_validator_with_a_line_end_never_becomes_a_header);
	WORLD_CASE(s, "limits", open_all, close_all,
	    a_server_that_never_answers_costs_its_time_and_no_more,
	    one_host_is_asked_for_no_more_at_a_time_than_its_slots,
	    no_more_are_in_flight_than_the_ceiling_says,
	    lookups_are_given_back_and_addresses_need_none,
	    a_cancelled_request_is_never_answered_wherever_it_was,
	    a_callback_may_cancel_its_own_request_and_another_that_ended,
	    freeing_it_drops_what_waits_runs_and_has_ended,
	    a_file_is_read_only_where_files_are_allowed);
	return unit_run(s);
}
