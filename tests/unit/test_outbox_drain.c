/* SPDX-License-Identifier: ISC */
/* The drain on a real store: what a crash leaves behind is sent again. */
#include "store_kit.h"

#include <event2/event.h>

#include <string.h>

#include "world.h"
#include "alert/alert.h"
#include "base/xalloc.h"

static struct world w;
static struct alert *alert;
static struct conf_sink sink;
static struct conf conf;
static char ids[8][64];
static size_t nasked;
static int status;

static void
on_asked(struct serve_conn *c, const struct serve_asked *a, void *arg)
{
	const char *id = strstr(a->text, "\r\nwebhook-id: ");

	ck_assert_ptr_nonnull(id);
	ck_assert_uint_lt(nasked, 8);
	id += strlen("\r\nwebhook-id: ");
	memcpy(ids[nasked++], id, strcspn(id, "\r"));
	if (status != 0)
		serve_answer(c, status, "", "");
}

static void
start(void)
{
	alert = alert_new(w.base, kit.st, w.http, &kit.clock, &conf);
}

static void
open_all(void)
{
	kit_setup();
	world_open(&w);
	w.serve = serve_new(w.base, on_asked, NULL);
	sink = (struct conf_sink){ .name = "desk",
	    .webhook = xstrdup(serve_url(w.serve, "/")) };
	conf = (struct conf){ .sinks = &sink, .nsinks = 1 };
	start();
}

static void
close_all(void)
{
	alert_free(alert);
	world_close(&w);
	free((char *)(uintptr_t)sink.webhook);
	kit_teardown();
}

static void
one_hit(void)
{
	struct kit_poll p = KIT_POLL("feed", { .id = "1", .title = "Headline",
	    .content = "text", .link = "https://example.org/1",
	    .watches = { "w" } });

	ck_assert_uint_eq(p.stored.alerts, 1);
}

static void
run_until_asked(size_t n)
{
	alert_kick(alert);
	while (nasked < n || (status != 0 && alert_pending(alert) > 0))
		ck_assert_int_eq(event_base_loop(w.base, EVLOOP_ONCE), 0);
	store_flush(kit.st);
}

START_TEST(an_accepted_alert_leaves_the_outbox_and_is_remembered)
{
	one_hit();
	status = 200;
	run_until_asked(1);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM outbox"), 0);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM delivered"), 1);
}
END_TEST

START_TEST(a_refused_alert_stays_with_its_reason_and_comes_again)
{
	one_hit();
	status = 500;
	run_until_asked(1);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM outbox WHERE "
	    "attempts = 1 AND error = 'answered 500'"), 1);
	status = 200;
	kit_turn(5);
	run_until_asked(2);
	ck_assert_str_eq(ids[0], ids[1]);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM delivered"), 1);
}
END_TEST

START_TEST(what_was_on_its_way_at_a_crash_is_sent_again_with_its_id)
{
	one_hit();
	status = 0;
	run_until_asked(1);
	ck_assert_uint_eq(alert_pending(alert), 1);
	alert_free(alert);
	kit_reopen();
	start();
	status = 200;
	run_until_asked(2);
	ck_assert_str_eq(ids[0], ids[1]);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM outbox"), 0);
}
END_TEST

START_TEST(a_sink_that_is_gone_leaves_a_dead_letter)
{
	struct conf none = { .sinks = NULL };
	char *cause = NULL;

	ck_assert_int_eq(alert_reload(alert, &none, &cause), 0);
	one_hit();
	alert_kick(alert);
	while (store_next_outbox(kit.st) != INT64_MAX)
		event_base_loop(w.base, EVLOOP_ONCE);
	store_flush(kit.st);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM outbox WHERE "
	    "error LIKE '%no such sink%'"), 1);
	ck_assert_uint_eq(nasked, 0);
	/* Lent config: the drain must not look at it any more. */
	alert_free(alert);
	alert = NULL;
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("outbox-drain");

	WORLD_CASE(s, "drain", open_all, close_all,
	    an_accepted_alert_leaves_the_outbox_and_is_remembered,
	    a_refused_alert_stays_with_its_reason_and_comes_again,
	    what_was_on_its_way_at_a_crash_is_sent_again_with_its_id,
	    a_sink_that_is_gone_leaves_a_dead_letter);
	return unit_run(s);
}
