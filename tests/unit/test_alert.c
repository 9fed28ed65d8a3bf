/* SPDX-License-Identifier: ISC */
/* The drain, with an outbox of the test's own behind the store's door. */
#include "unit.h"

#include <event2/event.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "alert_kit.h"
#include "world.h"
#include "alert/alert.h"
#include "alert/verdict.h"
#include "base/xalloc.h"

/* --- the outbox --------------------------------------------------------- */

enum fate { WAITS, CLAIMED, DELIVERED, DEAD };

struct fake_row {
	const char	*sink;
	size_t		 nhits;
	int		 attempts;
	int64_t		 due;
	enum fate	 fate;
	int		 retries;
	int		 laters;
	char		*error;
};

struct store {
	struct fake_row	 rows[2000];
	size_t		 n;
};

static struct store outbox;

int
store_claim_outbox(struct store *st, int64_t now, size_t limit,
    void (*cb)(struct outbox_row *, void *), void *arg)
{
	struct outbox_row *row;
	size_t i;
	int done = 0;

	for (i = 0; i < st->n && limit > 0; i++) {
		if (st->rows[i].fate != WAITS || st->rows[i].due > now)
			continue;
		st->rows[i].fate = CLAIMED;
		row = kit_row(st->rows[i].sink, st->rows[i].nhits);
		row->row = (int64_t)i;
		row->id = pool_printf(row->pool, "msg_%zu", i);
		row->attempts = st->rows[i].attempts;
		limit--;
		done++;
		cb(row, arg);
	}
	return done;
}

int64_t
store_next_outbox(struct store *st)
{
	int64_t due = INT64_MAX;
	size_t i;

	for (i = 0; i < st->n; i++)
		if (st->rows[i].fate == WAITS && st->rows[i].due < due)
			due = st->rows[i].due;
	return due;
}

static struct fake_row *
settled(struct store *st, int64_t row, const char *error)
{
	struct fake_row *r = &st->rows[row];

	ck_assert_int_eq(r->fate, CLAIMED);
	free(r->error);
	r->error = error != NULL ? xstrdup(error) : NULL;
	return r;
}

void
store_alert_delivered(struct store *st, int64_t row)
{
	settled(st, row, NULL)->fate = DELIVERED;
}

void
store_alert_retry(struct store *st, int64_t row, int64_t due,
    const char *error)
{
	struct fake_row *r = settled(st, row, error);

	r->fate = WAITS;
	r->due = due;
	r->attempts++;
	r->retries++;
}

void
store_alert_later(struct store *st, int64_t row, int64_t due)
{
	struct fake_row *r = settled(st, row, NULL);

	r->fate = WAITS;
	r->due = due;
	r->laters++;
}

void
store_alert_dead(struct store *st, int64_t row, const char *error)
{
	settled(st, row, error)->fate = DEAD;
}

static void
put(const char *sink)
{
	struct fake_row *r = &outbox.rows[outbox.n++];

	ck_assert_uint_le(outbox.n, 2000);
	r->sink = sink;
	r->nhits = 1;
	r->due = KIT_AT;
}

/* --- the sinks ---------------------------------------------------------- */

struct answer {
	int		 status;	/* 0: never answered */
	const char	*headers;
	const char	*body;
};

static struct world w;
static struct clock now;
static struct alert *alert;
static struct answer answers[8];	/* the last one stays */
static size_t nanswers, nasked;
static char asked[8192];
static char key_path[] = "/tmp/nw-alert-key-XXXXXX";

static void
on_asked(struct serve_conn *c, const struct serve_asked *a, void *arg)
{
	const struct answer *an = &answers[nasked < nanswers ? nasked :
	    nanswers - 1];

	nasked++;
	snprintf(asked, sizeof(asked), "%s%s", a->text, a->body);
	if (an->status != 0)
		serve_answer(c, an->status, an->headers, an->body);
}

static void
answer_with(int status, const char *headers, const char *body)
{
	answers[nanswers++] = (struct answer){ status, headers, body };
}

static struct conf_sink sinks[3];
static struct conf conf;

static void
open_all(void)
{
	int fd = mkstemp(key_path);

	ck_assert_int_ne(fd, -1);
	ck_assert_int_eq(write(fd, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n",
	    39), 39);
	close(fd);
	world_open(&w);
	w.serve = serve_new(w.base, on_asked, NULL);
	clock_set(&now, KIT_AT);
	sinks[0] = (struct conf_sink){ .name = "ops", .secret_file = key_path,
	    .webhook = xstrdup(serve_url(w.serve, "/hook")) };
	sinks[1] = (struct conf_sink){ .name = "chat", .shape = "slack",
	    .webhook = xstrdup(serve_url(w.serve, "/chat")) };
	sinks[2] = (struct conf_sink){ .name = "desk",
	    .mail = "desk@example.org" };
	conf = (struct conf){ .sinks = sinks, .nsinks = 3 };
}

static void
start(void)
{
	alert = alert_new(w.base, &outbox, w.http, &now, &conf);
}

static void
close_all(void)
{
	size_t i;

	alert_free(alert);
	world_close(&w);
	unlink(key_path);
	for (i = 0; i < 2; i++)
		free((char *)(uintptr_t)sinks[i].webhook);
	for (i = 0; i < outbox.n; i++)
		free(outbox.rows[i].error);
}

/* Turns the loop until the row is no longer in anybody's hands. */
static struct fake_row *
run(size_t row)
{
	struct fake_row *r = &outbox.rows[row];
	int before = r->retries + r->laters;

	alert_kick(alert);
	while (r->fate == CLAIMED || (r->fate == WAITS &&
	    r->retries + r->laters == before))
		ck_assert_int_eq(event_base_loop(w.base, EVLOOP_ONCE), 0);
	return r;
}

/* --- webhooks ----------------------------------------------------------- */

static char *
header_of(const char *name)
{
	char *want = xasprintf("\r\n%s: ", name), *out = NULL;
	const char *p = strstr(asked, want);

	if (p != NULL) {
		p += strlen(want);
		out = xstrndup(p, strcspn(p, "\r"));
	}
	free(want);
	return out;
}

START_TEST(a_webhook_gets_a_signed_post_and_the_row_leaves_the_outbox)
{
	static const unsigned char key[] = {
		0x31, 0xf2, 0x90, 0xf6, 0xbf, 0x06, 0x29, 0x8a, 0xab, 0x4f,
		0x08, 0xd4, 0x3c, 0x3f, 0x08, 0x2c, 0xf6, 0x48, 0xa3, 0x62,
		0xda, 0x2d, 0xa4, 0xb0
	};
	char *id, *when, *got, *text, *want;

	answer_with(204, "", "");
	put("ops");
	start();
	ck_assert_int_eq(run(0)->fate, DELIVERED);
	ck_assert_int_eq(strncmp(asked, "POST /hook ", 11), 0);
	id = header_of("webhook-id");
	when = header_of("webhook-timestamp");
	got = header_of("webhook-signature");
	ck_assert_str_eq(id, "msg_0");
	ck_assert_str_eq(when, "1700000000");
	text = xasprintf("%s.%s.%s", id, when, strstr(asked, "\r\n\r\n") + 4);
	want = kit_signature(key, sizeof(key), text);
	ck_assert_str_eq(got, want);
	ck_assert_ptr_nonnull(strstr(text, "{\"type\":\"hit.created\","));
	ck_assert_uint_eq(alert_pending(alert), 0);
	free(id);
	free(when);
	free(got);
	free(text);
	free(want);
}
END_TEST

START_TEST(a_failed_attempt_is_repeated_on_schedule_with_the_same_id)
{
	struct fake_row *r;
	char *id;

	answer_with(500, "", "the database is away\r\nreally");
	answer_with(200, "", "");
	put("ops");
	start();
	r = run(0);
	ck_assert_int_eq(r->fate, WAITS);
	ck_assert_str_eq(r->error, "answered 500: the database is away");
	ck_assert_int_eq(r->due, KIT_AT + 5);
	clock_set(&now, KIT_AT + 5);
	ck_assert_int_eq(run(0)->fate, DELIVERED);
	id = header_of("webhook-id");
	ck_assert_str_eq(id, "msg_0");
	free(id);
	/* The time is that of the attempt, or no receiver would take it. */
	id = header_of("webhook-timestamp");
	ck_assert_str_eq(id, "1700000005");
	free(id);
}
END_TEST

START_TEST(an_alert_is_given_up_after_its_tenth_attempt)
{
	struct fake_row *r = &outbox.rows[0];

	answer_with(500, "", "");
	put("ops");
	r->attempts = 8;
	start();
	ck_assert_int_eq(run(0)->fate, WAITS);
	ck_assert_int_ge(r->due, KIT_AT + 86400);
	ck_assert_int_le(r->due, KIT_AT + 86400 + 8640);
	clock_set(&now, r->due);
	ck_assert_int_eq(run(0)->fate, DEAD);
	ck_assert_str_eq(r->error, "answered 500");
}
END_TEST

START_TEST(a_sink_that_asks_to_wait_is_left_alone_so_long)
{
	answer_with(429, "Retry-After: 120\r\n", "");
	answer_with(200, "", "");
	put("ops");
	start();
	ck_assert_int_eq(run(0)->due, KIT_AT + 120);
	put("ops");
	clock_set(&now, KIT_AT + 119);
	alert_kick(alert);
	while (outbox.rows[1].fate == WAITS)
		event_base_loop(w.base, EVLOOP_ONCE);
	event_base_loop(w.base, EVLOOP_NONBLOCK);
	ck_assert_uint_eq(nasked, 1);
	clock_set(&now, KIT_AT + 120);
	ck_assert_int_eq(run(1)->fate, DELIVERED);
	ck_assert_int_eq(run(0)->fate, DELIVERED);
	ck_assert_uint_eq(nasked, 3);
}
END_TEST

START_TEST(a_sink_that_answers_410_is_off_until_the_next_reload)
{
	char *cause = NULL;

	answer_with(410, "", "");
	answer_with(200, "", "");
	put("ops");
	start();
	ck_assert_int_eq(run(0)->fate, DEAD);
	put("ops");
	ck_assert_int_eq(run(1)->fate, DEAD);
	ck_assert_str_eq(outbox.rows[1].error,
	    "the sink is off: it answered 410 Gone");
	ck_assert_uint_eq(nasked, 1);
	ck_assert_int_eq(alert_reload(alert, &conf, &cause), 0);
	put("ops");
	ck_assert_int_eq(run(2)->fate, DELIVERED);
}
END_TEST

START_TEST(a_redirect_is_no_success_and_is_not_followed)
{
	answer_with(302, "Location: /elsewhere\r\n", "");
	put("ops");
	start();
	ck_assert_int_eq(run(0)->fate, WAITS);
	ck_assert_str_eq(outbox.rows[0].error, "answered 302");
	ck_assert_uint_eq(nasked, 1);
}
END_TEST

START_TEST(a_row_whose_sink_is_gone_from_the_config_is_dead)
{
	put("old");
	start();
	ck_assert_int_eq(run(0)->fate, DEAD);
	ck_assert_str_eq(outbox.rows[0].error,
	    "the config has no such sink any more");
}
END_TEST

START_TEST(a_backlog_is_sent_four_at_a_time_and_every_row_once)
{
	size_t i;

	answer_with(200, "", "");
	for (i = 0; i < 1500; i++)
		put("ops");
	start();
	for (i = 0; i < 1500; i++)
		while (outbox.rows[i].fate != DELIVERED) {
			/* Late rows are due within some seconds. */
			clock_set(&now, clock_now(&now) + 1);
			alert_kick(alert);
			event_base_loop(w.base, EVLOOP_ONCE);
		}
	ck_assert_uint_eq(nasked, 1500);
}
END_TEST

START_TEST(a_chat_gets_one_message_a_second_and_holds_up_nobody)
{
	size_t i;

	answer_with(200, "", "");
	for (i = 0; i < 100; i++)
		put("chat");
	put("ops");
	start();
	ck_assert_int_eq(run(100)->fate, DELIVERED);
	ck_assert_int_eq(run(0)->fate, DELIVERED);
	ck_assert_uint_eq(nasked, 2);
	/* Beyond the first 32 each row has its own second to come back. */
	ck_assert_int_eq(outbox.rows[31].laters, 0);
	ck_assert_int_eq(outbox.rows[40].laters, 1);
	ck_assert_int_gt(outbox.rows[40].due, KIT_AT + 32);
	ck_assert_int_gt(outbox.rows[99].due, outbox.rows[40].due + 50);
}
END_TEST

/* --- secrets and reload ------------------------------------------------- */

START_TEST(without_its_secret_a_sink_waits_and_a_reload_is_refused)
{
	char *cause = NULL;

	unlink(key_path);
	answer_with(200, "", "");
	put("ops");
	put("chat");
	start();
	ck_assert_int_eq(run(1)->fate, DELIVERED);
	ck_assert_int_eq(outbox.rows[0].fate, WAITS);
	ck_assert_int_eq(outbox.rows[0].attempts, 0);
	ck_assert_int_eq(outbox.rows[0].due, KIT_AT + 60);
	ck_assert_int_eq(alert_reload(alert, &conf, &cause), -1);
	ck_assert_ptr_nonnull(strstr(cause, "sink \"ops\": "));
	ck_assert_ptr_nonnull(strstr(cause, "No such file"));
	free(cause);
}
END_TEST

START_TEST(a_reload_keeps_what_is_under_way_and_buries_what_lost_its_sink)
{
	static struct conf_sink fewer[1];
	struct conf less = conf;
	char *cause = NULL;
	size_t i;

	answer_with(0, NULL, NULL);
	for (i = 0; i < 6; i++)
		put("ops");
	start();
	alert_kick(alert);
	while (nasked < 4)
		event_base_loop(w.base, EVLOOP_ONCE);
	fewer[0] = sinks[1];
	less.sinks = fewer;
	less.nsinks = 1;
	ck_assert_int_eq(alert_reload(alert, &less, &cause), 0);
	for (i = 0; i < 4; i++)
		ck_assert_int_eq(outbox.rows[i].fate, CLAIMED);
	ck_assert_int_eq(outbox.rows[4].fate, DEAD);
	ck_assert_int_eq(outbox.rows[5].fate, DEAD);
	ck_assert_uint_eq(alert_pending(alert), 4);
	conf.nsinks = 0;
}
END_TEST

/* --- mail --------------------------------------------------------------- */

struct line_script {
	const char	*replies[12];
	size_t		 n;
	char		 text[65536];
	size_t		 len;
	bool		 in_data;
};

static struct line_script mail;

static void
on_line(struct serve_conn *c, const struct serve_asked *a, void *arg)
{
	int n = snprintf(mail.text + mail.len, sizeof(mail.text) - mail.len,
	    "%s\n", a->text);

	mail.len += (size_t)n;
	ck_assert_uint_lt(mail.len, sizeof(mail.text));
	if (mail.in_data && strcmp(a->text, ".") != 0)
		return;
	mail.in_data = strcmp(a->text, "DATA") == 0;
	ck_assert_ptr_nonnull(mail.replies[mail.n]);
	serve_text(c, mail.replies[mail.n++]);
}

#define SMTP_UP_TO_DATA	"250-hi\r\n250 8BITMIME\r\n", "250 ok\r\n", \
			"250 ok\r\n", "354 go\r\n"

static void
smtp_says(const char *const *replies)
{
	static struct serve *smtp;
	static char url[64];

	while (*replies != NULL)
		mail.replies[mail.n++] = *replies++;
	mail.n = 0;
	smtp = serve_new_lines(w.base, "220 test\r\n", on_line, NULL);
	snprintf(url, sizeof(url), "smtp://127.0.0.1:%d", serve_port(smtp));
	conf.smtp.url = url;
	conf.smtp.from = "newswatch@example.com";
	serve_free(w.serve);
	w.serve = smtp;
}

START_TEST(a_mail_is_handed_to_the_server_whole_with_its_dots)
{
	static const char *const says[] = {
		SMTP_UP_TO_DATA, "250 queued\r\n", NULL
	};

	smtp_says(says);
	put("desk");
	start();
	ck_assert_int_eq(run(0)->fate, DELIVERED);
	ck_assert_ptr_nonnull(strstr(mail.text,
	    "MAIL FROM:<newswatch@example.com>"));
	ck_assert_ptr_nonnull(strstr(mail.text, "RCPT TO:<desk@example.org>"));
	ck_assert_ptr_nonnull(strstr(mail.text,
	    "\nMessage-ID: <msg_0@example.com>\n"));
}
END_TEST

START_TEST(a_mail_that_is_refused_for_now_is_sent_again)
{
	static const char *const says[] = {
		"250 hi\r\n", "250 ok\r\n", "451 4.7.1 greylisted\r\n",
		"250 ok\r\n", "221 bye\r\n", NULL
	};

	smtp_says(says);
	put("desk");
	start();
	ck_assert_int_eq(run(0)->fate, WAITS);
	ck_assert_int_eq(outbox.rows[0].retries, 1);
	ck_assert_str_eq(outbox.rows[0].error, "451 4.7.1 greylisted");
}
END_TEST

START_TEST(a_mail_that_is_refused_for_good_is_dead_with_the_reason)
{
	static const char *const says[] = {
		"250 hi\r\n", "250 ok\r\n", "550 5.1.1 no such user\r\n",
		"250 ok\r\n", "221 bye\r\n", NULL
	};

	smtp_says(says);
	put("desk");
	start();
	ck_assert_int_eq(run(0)->fate, DEAD);
	ck_assert_str_eq(outbox.rows[0].error, "550 5.1.1 no such user");
}
END_TEST

START_TEST(a_mail_refused_after_its_text_is_dead_too)
{
	static const char *const says[] = {
		SMTP_UP_TO_DATA, "554 5.6.0 looks like spam\r\n",
		"221 bye\r\n", NULL
	};

	smtp_says(says);
	put("desk");
	start();
	ck_assert_int_eq(run(0)->fate, DEAD);
	ck_assert_str_eq(outbox.rows[0].error, "554 5.6.0 looks like spam");
}
END_TEST

START_TEST(a_server_without_tls_is_no_server_when_tls_is_asked_for)
{
	static const char *const says[] = { "250 hi\r\n", "221 bye\r\n", NULL };

	smtp_says(says);
	conf.smtp.require_tls = true;
	put("desk");
	start();
	ck_assert_int_eq(run(0)->fate, WAITS);
	ck_assert_ptr_nonnull(strstr(outbox.rows[0].error, "TLS failed"));
	ck_assert_ptr_null(strstr(mail.text, "MAIL FROM"));
}
END_TEST

/* --- verdicts ----------------------------------------------------------- */

START_TEST(answers_of_a_webhook_mean_what_standard_webhooks_says)
{
	static const struct {
		int		 status;
		const char	*retry_after;
		int64_t		 asked;
		enum alert_fate	 fate;
		int64_t		 wait;
		bool		 slow;
	} rows[] = {
		{ 200, NULL, 0, ALERT_DELIVERED, 0, false },
		{ 202, NULL, 0, ALERT_DELIVERED, 0, false },
		{ 299, NULL, 0, ALERT_DELIVERED, 0, false },
		{ 301, NULL, 0, ALERT_RETRY, 0, false },
		{ 400, NULL, 0, ALERT_RETRY, 0, false },
		{ 404, NULL, 0, ALERT_RETRY, 0, false },
		{ 410, NULL, 0, ALERT_SINK_OFF, 0, false },
		{ 429, NULL, 0, ALERT_RETRY, 60, true },
		{ 429, "7", 0, ALERT_RETRY, 7, true },
		{ 429, "7", 9, ALERT_RETRY, 9, true },
		{ 429, "9999999", 0, ALERT_RETRY, 86400, true },
		{ 500, NULL, 0, ALERT_RETRY, 0, false },
		{ 502, NULL, 0, ALERT_RETRY, 60, true },
		{ 503, "Tue, 14 Nov 2023 22:14:20 GMT", 0, ALERT_RETRY, 60,
		    true },
		{ 503, "soon", 0, ALERT_RETRY, 0, false },
		{ 504, NULL, 0, ALERT_RETRY, 60, true }
	};
	struct alert_verdict v;
	struct buf body;
	size_t i;

	buf_init(&body, 10);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		v = alert_judge_post(&(struct http_answer){ .body = &body,
		    .status = rows[i].status,
		    .retry_after = rows[i].retry_after }, KIT_AT,
		    rows[i].asked);
		ck_assert_msg(v.fate == rows[i].fate, "row %zu", i);
		ck_assert_msg(v.wait == rows[i].wait, "row %zu", i);
		ck_assert_msg(v.slow == rows[i].slow, "row %zu", i);
		ck_assert((v.reason == NULL) == (v.fate == ALERT_DELIVERED));
		free(v.reason);
	}
}
END_TEST

START_TEST(replies_of_a_mail_server_part_the_mail_from_our_login)
{
	static const struct { int status; enum alert_fate fate; } rows[] = {
		{ 250, ALERT_DELIVERED }, { 421, ALERT_RETRY },
		{ 450, ALERT_RETRY }, { 452, ALERT_RETRY },
		{ 550, ALERT_DEAD }, { 552, ALERT_DEAD },
		{ 535, ALERT_RETRY }, { 530, ALERT_RETRY }
	};
	struct alert_verdict v;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		v = alert_judge_mail(&(struct http_answer){
		    .status = rows[i].status });
		ck_assert_msg(v.fate == rows[i].fate, "row %zu", i);
		free(v.reason);
	}
	v = alert_judge_mail(&(struct http_answer){ .error = HTTP_TIMEOUT });
	ck_assert_int_eq(v.fate, ALERT_RETRY);
	ck_assert_str_eq(v.reason, "timed out");
	free(v.reason);
}
END_TEST

START_TEST(attempts_follow_the_schedule_and_never_fall_together)
{
	static const int64_t want[] = {
		0, 5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400, -1
	};
	int i;

	for (i = 0; i < 11; i++)
		ck_assert_int_eq(alert_backoff(i), want[i]);
	ck_assert_int_eq(alert_backoff(-1), -1);
	ck_assert_int_eq(alert_retry_in(3, 0), 1800);
	ck_assert_int_eq(alert_retry_in(3, 0.5), 1890);
	ck_assert_int_eq(alert_retry_in(3, 1), 1980);
	ck_assert_int_eq(alert_retry_in(10, 1), -1);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("alert");

	WORLD_CASE(s, "webhook", open_all, close_all,
	    a_webhook_gets_a_signed_post_and_the_row_leaves_the_outbox,
	    a_failed_attempt_is_repeated_on_schedule_with_the_same_id,
	    an_alert_is_given_up_after_its_tenth_attempt,
	    a_sink_that_asks_to_wait_is_left_alone_so_long,
	    a_sink_that_answers_410_is_off_until_the_next_reload,
	    a_redirect_is_no_success_and_is_not_followed,
	    a_row_whose_sink_is_gone_from_the_config_is_dead,
	    a_backlog_is_sent_four_at_a_time_and_every_row_once,
	    a_chat_gets_one_message_a_second_and_holds_up_nobody,
	    without_its_secret_a_sink_waits_and_a_reload_is_refused,
	    a_reload_keeps_what_is_under_way_and_buries_what_lost_its_sink);
	WORLD_CASE(s, "mail", open_all, close_all,
	    a_mail_is_handed_to_the_server_whole_with_its_dots,
	    a_mail_that_is_refused_for_now_is_sent_again,
	    a_mail_that_is_refused_for_good_is_dead_with_the_reason,
	    a_mail_refused_after_its_text_is_dead_too,
	    a_server_without_tls_is_no_server_when_tls_is_asked_for);
	UNIT_CASE(s, "verdict",
	    answers_of_a_webhook_mean_what_standard_webhooks_says,
	    replies_of_a_mail_server_part_the_mail_from_our_login,
	    attempts_follow_the_schedule_and_never_fall_together);
	return unit_run(s);
}
