/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <event2/event.h>

#include <stdio.h>
#include <string.h>

#include "pages.h"
#include "net/smtp.h"

static void
on_never(const struct http_answer *a, void *arg)
{
	ck_abort_msg("a cancelled request was answered: %s", a->detail);
}

/* --- posts and mails ---- */

static void
post(const char *url, const char *header, bool put)
{
	const char *headers[] = { header, NULL };
	struct http_post p = {
		.url = url,
		.put = put,
		.content_type = "application/json",
		.headers = headers,
		.body = "{\"a\":1}",
		.len = 7,
		.timeout_s = 60
	};

	got_clear(&got);
	http_post(w.http, &p, got_take, &got);
	ck_assert_int_eq(got.done, 0);
	loop_until(w.base, &got.done);
}

START_TEST(a_post_says_what_it_was_given_and_follows_nobody)
{
	char want[512];

	post(serve_url(w.serve, "/302"), "webhook-id: msg_1", false);
	ck_assert_int_eq(got.error, HTTP_OK);
	ck_assert_int_eq(got.status, 302);
	ck_assert_uint_eq(script.n, 1);
	snprintf(want, sizeof(want), "POST /302 HTTP/1.1\r\n"
	    "Host: 127.0.0.1:%d\r\n"
	    "User-Agent: newswatch-test/1.0 (+mailto:test@example.org)\r\n"
	    "Accept: */*\r\n"
	    "Content-Type: application/json\r\n"
	    "webhook-id: msg_1\r\n"
	    "Content-Length: 7\r\n\r\n{\"a\":1}", serve_port(w.serve));
	ck_assert_str_eq(pages_last_asked(), want);
	post(serve_url(w.serve, "/plain"), NULL, true);
	ck_assert_int_eq(strncmp(pages_last_asked(), "PUT /plain ", 11), 0);
}
END_TEST

START_TEST(a_post_is_done_by_its_status_whatever_the_body_is)
{
	static const char *const odd[] = {
		"/cut", "/huge", "/false-gzip", "/stacked"
	};
	size_t i;

	for (i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		post(serve_url(w.serve, odd[i]), NULL, false);
		ck_assert_msg(got.error == HTTP_OK, "%s: %s", odd[i],
		    got.detail);
		ck_assert_int_eq(got.status, 200);
	}
}
END_TEST

START_TEST(a_header_with_a_line_end_is_never_sent)
{
	post(serve_url(w.serve, "/plain"), "X: 1\r\nY: 2", false);
	ck_assert_int_eq(got.error, HTTP_OTHER);
	ck_assert_uint_eq(script.n, 0);
}
END_TEST

START_TEST(only_what_the_config_spells_out_passes_beside_the_guard)
{
	struct guard *strict = guard_new();

	guard_swap(w.guard, strict);
	pages_get("/plain");
	ck_assert_int_eq(got.error, HTTP_ADDRESS);
	ck_assert_uint_eq(script.n, 0);
	post(serve_url(w.serve, "/plain"), NULL, false);
	ck_assert_int_eq(got.error, HTTP_OK);
	post(serve_url_at(w.serve, "localhost", "/plain"), NULL, false);
	ck_assert_int_eq(got.error, HTTP_OK);
	guard_free(strict);
}
END_TEST

/* What the mail server was told, and what it says to each of it. */
struct mail_script {
	const char	*replies[8];
	size_t		 n;
	char		 text[4096];
	bool		 data;
	bool		 shut;		/* closes instead of the last reply */
};

static void
on_line(struct serve_conn *c, const struct serve_asked *a, void *arg)
{
	struct mail_script *m = arg;
	size_t len = strlen(m->text);

	snprintf(m->text + len, sizeof(m->text) - len, "%s\n", a->text);
	if (m->data && strcmp(a->text, ".") != 0)
		return;
	m->data = strcmp(a->text, "DATA") == 0;
	if (m->replies[m->n] != NULL)
		serve_text(c, m->replies[m->n++]);
	if (m->replies[m->n] == NULL && m->shut)
		serve_end(c);
}

static void
send_mail(struct mail_script *m, const char *text, const char *to)
{
	char url[64];
	struct smtp_mail mail = {
		.url = url,
		.from = "nw@example.com",
		.to = to,
		.message = text,
		.len = strlen(text),
		.timeout_s = 60
	};
	struct serve *s = serve_new_lines(w.base, "220-a\r\n220 b\r\n",
	    on_line, m);

	snprintf(url, sizeof(url), "smtp://127.0.0.1:%d/us.example",
	    serve_port(s));
	got_clear(&got);
	smtp_send(w.http, &mail, got_take, &got);
	loop_until(w.base, &got.done);
	serve_free(s);
}

#define OK4	"250 hi\r\n", "250 ok\r\n", "251 will forward\r\n", \
		"354 go\r\n"

START_TEST(a_mail_goes_over_the_wire_with_its_dots_doubled)
{
	struct mail_script m = { .replies = { OK4,
	    "250-it is\r\n250 queued\r\n", "221 bye\r\n" } };

	send_mail(&m, "Subject: x\r\n\r\n.\r\n..a\r\nb.\r\n", "d@e.org");
	ck_assert_int_eq(got.error, HTTP_OK);
	ck_assert_int_eq(got.status, 250);
	ck_assert_int_eq(strncmp(m.text, "EHLO us.example\n"
	    "MAIL FROM:<nw@example.com>\nRCPT TO:<d@e.org>\nDATA\n"
	    "Subject: x\n\n..\n...a\nb.\n.\n", strlen("EHLO us.example\n"
	    "MAIL FROM:<nw@example.com>\nRCPT TO:<d@e.org>\nDATA\n"
	    "Subject: x\n\n..\n...a\nb.\n.\n")), 0);
}
END_TEST

START_TEST(a_refusal_comes_with_its_code_and_the_words_of_the_server)
{
	struct mail_script banner = { .replies = { "554 not you\r\n",
	    "554 not you either\r\n", "221 bye\r\n" } };
	struct mail_script rcpt = { .replies = { "250 hi\r\n",
	    "250 ok\r\n", "550-5.1.1 no\r\n550 5.1.1 such user\r\n" } };

	send_mail(&banner, "x\r\n", "d@e.org");
	ck_assert_int_eq(got.error, HTTP_OK);
	ck_assert_int_eq(got.status, 554);
	send_mail(&rcpt, "x\r\n", "d@e.org");
	ck_assert_int_eq(got.error, HTTP_OK);
	ck_assert_int_eq(got.status, 550);
	ck_assert_str_eq(got.detail, "550 5.1.1 such user");
}
END_TEST

START_TEST(a_server_that_talks_nonsense_or_hangs_up_is_an_error)
{
	struct mail_script odd = { .replies = { "250 hi\r\n",
	    "what?\r\n" } };
	struct mail_script gone = { .replies = { "250 hi\r\n",
	    "250 ok\r\n" }, .shut = true };
	static char flood[4000];
	struct mail_script much = { .replies = { "250 hi\r\n", flood } };

	send_mail(&odd, "x\r\n", "d@e.org");
	ck_assert_int_eq(got.error, HTTP_OTHER);
	ck_assert_str_eq(got.detail, "the server does not speak SMTP");
	send_mail(&gone, "x\r\n", "d@e.org");
	ck_assert_int_eq(got.error, HTTP_CONNECT);
	memset(flood, '2', sizeof(flood) - 1);
	send_mail(&much, "x\r\n", "d@e.org");
	ck_assert_int_eq(got.error, HTTP_TOO_LARGE);
	send_mail(&much, "x\r\n", "d@e.org>\r\nRCPT TO:<x@y");
	ck_assert_int_eq(got.error, HTTP_OTHER);
}
END_TEST

START_TEST(a_password_leaves_this_machine_over_tls_only)
{
	struct mail_script plain = { .replies = { "250-hi\r\n250 AUTH PLAIN"
	    "\r\n", "221 bye\r\n" } };
	struct serve *s = serve_new_lines(w.base, "220 a\r\n", on_line,
	    &plain);
	char url[64];
	struct smtp_mail mail = { .url = url, .from = "a@b.c", .to = "d@e.f",
	    .message = "x", .len = 1, .timeout_s = 60, .user = "nw",
	    .password = "hunter2" };

	/* An address of this machine that does not look like one. */
	snprintf(url, sizeof(url), "smtp://0.0.0.0:%d", serve_port(s));
	smtp_send(w.http, &mail, got_take, &got);
	loop_until(w.base, &got.done);
	ck_assert_int_eq(got.error, HTTP_TLS);
	ck_assert_ptr_null(strstr(plain.text, "AUTH"));
	serve_free(s);
}
END_TEST

START_TEST(a_mail_may_be_cancelled_in_the_middle_of_its_dialogue)
{
	struct mail_script m = { .replies = { "250 hi\r\n" } };
	struct serve *s = serve_new_lines(w.base, "220 a\r\n", on_line, &m);
	char url[64];
	struct smtp_mail mail = { .url = url, .from = "a@b.c", .to = "d@e.f",
	    .message = "x", .len = 1, .timeout_s = 60 };
	struct http_req *req;

	snprintf(url, sizeof(url), "smtp://127.0.0.1:%d", serve_port(s));
	req = smtp_send(w.http, &mail, on_never, NULL);
	while (strstr(m.text, "MAIL FROM") == NULL)
		event_base_loop(w.base, EVLOOP_ONCE);
	http_cancel(req);
	ck_assert_uint_eq(http_pending(w.http), 0);
	serve_free(s);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("send");

	WORLD_CASE(s, "posts", pages_open, pages_close,
	    a_post_says_what_it_was_given_and_follows_nobody,
	    a_post_is_done_by_its_status_whatever_the_body_is,
	    a_header_with_a_line_end_is_never_sent,
	    only_what_the_config_spells_out_passes_beside_the_guard);
	WORLD_CASE(s, "mails", pages_open, pages_close,
	    a_mail_goes_over_the_wire_with_its_dots_doubled,
	    a_refusal_comes_with_its_code_and_the_words_of_the_server,
	    a_server_that_talks_nonsense_or_hangs_up_is_an_error,
	    a_password_leaves_this_machine_over_tls_only,
	    a_mail_may_be_cancelled_in_the_middle_of_its_dialogue);
	return unit_run(s);
}
