/* SPDX-License-Identifier: ISC */
/* Alerts: one for each watch, story and sink; follow-ups; the drain. */
#include "store_kit.h"

#include <stdio.h>
#include <string.h>

#define HOUR	3600

/* Copies of one story: same bands, same watch, another address each. */
static struct kit_item
copy_of_story(int n)
{
	static char links[64][48];
	struct kit_item it = {
		.title = "Headline", .content = "text",
		.watches = { "w" }, .sketch = { 1, 2, 3, 4 }
	};

	ck_assert_int_lt(n, 64);
	snprintf(links[n], sizeof(links[n]), "https://example.org/%d", n);
	it.link = links[n];
	return it;
}

static struct kit_poll
poll_copy(int n, int64_t first_after, int64_t then_every)
{
	struct kit_item it = copy_of_story(n);

	it.first_after = first_after;
	it.then_every = then_every;
	return kit_poll("feed", &it, 1);
}

static struct outbox_row *
claim_one(void)
{
	struct outbox_row *row;

	ck_assert_int_eq(kit_claim(&row), 1);
	return row;
}

static void
deliver_one(void)
{
	struct outbox_row *row = claim_one();

	store_alert_delivered(kit.st, row->row);
	store_flush(kit.st);
	outbox_row_free(row);
}

static void
claim_none(void)
{
	struct outbox_row *row;

	ck_assert_int_eq(kit_claim(&row), 0);
}

START_TEST(an_alert_holds_its_hit_and_where_it_goes)
{
	struct kit_poll p = poll_copy(1, 0, 0);
	struct outbox_row *row;

	ck_assert_uint_eq(p.stored.hits, 1);
	ck_assert_uint_eq(p.stored.alerts, 1);
	row = claim_one();
	ck_assert_int_eq(strncmp(row->id, "msg_", 4), 0);
	ck_assert_uint_eq(strlen(row->id), 36);
	ck_assert_str_eq(row->sink, "desk");
	ck_assert_str_eq(row->watch, "w");
	ck_assert_uint_eq(strlen(row->story_key), 32);
	ck_assert(!row->follow_up);
	ck_assert_int_eq(row->attempts, 0);
	ck_assert_int_eq(row->created, KIT_NOW);
	ck_assert_uint_eq(row->nhits, 1);
	ck_assert_int_eq(row->more, 0);
	ck_assert_int_eq(row->hits[0]->id, p.stored.last_hit);
	ck_assert_int_eq(row->hits[0]->story, row->story);
	ck_assert_str_eq(row->hits[0]->headline, "Headline");
	ck_assert_str_eq(row->hits[0]->feed, "feed");
	ck_assert_uint_eq(row->hits[0]->nspans, 1);
	ck_assert_uint_eq(row->hits[0]->spans[0].end, 7);
	outbox_row_free(row);
}
END_TEST

START_TEST(a_story_alerts_once_however_many_copies_come)
{
	int i;

	for (i = 0; i < 3; i++)
		poll_copy(i, 0, 0);
	deliver_one();
	for (; i < 6; i++)
		ck_assert_uint_eq(poll_copy(i, 0, 0).stored.alerts, 0);
	kit_turn(30 * KIT_DAY);
	claim_none();
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM hit"), 6);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM delivered"), 1);
}
END_TEST

START_TEST(each_watch_and_each_sink_is_told_for_itself)
{
	struct kit_item it = copy_of_story(1);
	struct outbox_row *row;

	it.watches[1] = "v";
	it.sink = "both";
	ck_assert_uint_eq(kit_poll("feed", &it, 1).stored.alerts, 4);
	ck_assert_int_eq(kit_claim(&row), 4);
	outbox_row_free(row);
	ck_assert_int_eq(kit_sql("SELECT count(DISTINCT msg) FROM outbox"), 4);
}
END_TEST

START_TEST(hits_before_the_first_alert_goes_join_it)
{
	struct outbox_row *row;

	poll_copy(1, 600, 0);
	claim_none();
	ck_assert_int_eq(store_next_outbox(kit.st), KIT_NOW + 600);
	kit_turn(60);
	ck_assert_uint_eq(poll_copy(2, 600, 0).stored.alerts, 0);
	kit_turn(540);
	row = claim_one();
	ck_assert_uint_eq(row->nhits, 2);
	ck_assert_int_lt(row->hits[0]->id, row->hits[1]->id);
	ck_assert(!row->follow_up);
	outbox_row_free(row);
	ck_assert_int_eq(store_next_outbox(kit.st), INT64_MAX);
}
END_TEST

START_TEST(follow_ups_gather_until_their_time)
{
	struct outbox_row *row;

	poll_copy(1, 0, HOUR);
	kit_turn(100);
	deliver_one();
	kit_turn(100);
	ck_assert_uint_eq(poll_copy(2, 0, HOUR).stored.alerts, 1);
	ck_assert_uint_eq(poll_copy(3, 0, HOUR).stored.alerts, 0);
	claim_none();
	/* An hour after the delivery, not after the hit. */
	ck_assert_int_eq(store_next_outbox(kit.st), KIT_NOW + 100 + HOUR);
	kit_turn(HOUR - 100);
	row = claim_one();
	ck_assert(row->follow_up);
	ck_assert_uint_eq(row->nhits, 2);
	store_alert_delivered(kit.st, row->row);
	outbox_row_free(row);
	/* After a long silence the next one does not wait. */
	kit_turn(5 * HOUR);
	poll_copy(4, 0, HOUR);
	row = claim_one();
	ck_assert(row->follow_up);
	ck_assert_uint_eq(row->nhits, 1);
	outbox_row_free(row);
}
END_TEST

START_TEST(a_hit_never_joins_an_alert_that_may_have_arrived)
{
	struct outbox_row *row;

	poll_copy(1, 0, HOUR);
	row = claim_one();
	ck_assert_uint_eq(poll_copy(2, 0, HOUR).stored.alerts, 1);
	store_alert_retry(kit.st, row->row, KIT_NOW + 60, "timeout");
	outbox_row_free(row);
	ck_assert_uint_eq(poll_copy(3, 0, HOUR).stored.alerts, 0);
	kit_turn(60);
	row = claim_one();
	ck_assert_uint_eq(row->nhits, 1);
	ck_assert(!row->follow_up);
	outbox_row_free(row);
	kit_turn(HOUR);
	row = claim_one();
	ck_assert(row->follow_up);
	ck_assert_uint_eq(row->nhits, 2);
	outbox_row_free(row);
}
END_TEST

START_TEST(quiet_hits_are_stored_and_do_not_count_as_the_first_alert)
{
	struct kit_item it = copy_of_story(1);
	struct kit_poll p;

	it.quiet = true;
	p = kit_poll("feed", &it, 1);
	ck_assert_uint_eq(p.stored.hits, 1);
	ck_assert_uint_eq(p.stored.alerts, 0);
	p = poll_copy(2, 0, 0);
	ck_assert_uint_eq(p.stored.alerts, 1);
	ck_assert_int_eq(kit_sql("SELECT follow_up FROM outbox"), 0);
}
END_TEST

START_TEST(a_silenced_watch_stores_its_hits_and_alerts_nobody)
{
	store_silence(kit.st, "w", KIT_NOW + HOUR);
	store_flush(kit.st);
	kit_reopen();
	ck_assert_int_eq(store_silent_until(kit.st, "w"), KIT_NOW + HOUR);
	ck_assert_int_eq(store_silent_until(kit.st, "v"), 0);
	ck_assert_uint_eq(poll_copy(1, 0, 0).stored.alerts, 0);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM hit"), 1);
	kit_turn(HOUR);
	ck_assert_uint_eq(poll_copy(2, 0, 0).stored.alerts, 1);
}
END_TEST

START_TEST(what_waits_when_a_watch_is_silenced_waits_until_the_end)
{
	poll_copy(1, 60, 0);
	store_silence(kit.st, "w", KIT_NOW + HOUR);
	kit_turn(60);
	claim_none();
	ck_assert_int_eq(store_next_outbox(kit.st), KIT_NOW + HOUR);
	store_silence(kit.st, "w", 0);
	ck_assert_int_eq(store_silent_until(kit.st, "w"), 0);
	outbox_row_free(claim_one());
}
END_TEST

START_TEST(a_retry_keeps_its_id_and_says_what_went_wrong)
{
	struct outbox_row *row;
	char id[64];

	poll_copy(1, 0, 0);
	row = claim_one();
	snprintf(id, sizeof(id), "%s", row->id);
	store_alert_retry(kit.st, row->row, KIT_NOW + 5, "refused");
	outbox_row_free(row);
	store_flush(kit.st);
	claim_none();
	kit_turn(5);
	row = claim_one();
	ck_assert_str_eq(row->id, id);
	ck_assert_int_eq(row->attempts, 1);
	ck_assert_str_eq(row->error, "refused");
	/* Put off: no attempt is counted, the last error stays. */
	store_alert_later(kit.st, row->row, KIT_NOW + 9);
	outbox_row_free(row);
	store_flush(kit.st);
	claim_none();
	kit_turn(4);
	row = claim_one();
	ck_assert_int_eq(row->attempts, 1);
	ck_assert_str_eq(row->error, "refused");
	outbox_row_free(row);
	/* Claimed, then the process ends: due again. */
	kit_reopen();
	row = claim_one();
	ck_assert_str_eq(row->id, id);
	outbox_row_free(row);
}
END_TEST

START_TEST(a_dead_letter_stays_until_it_is_discarded_or_tried_again)
{
	struct outbox_row *row;
	int64_t n;

	poll_copy(1, 0, 0);
	row = claim_one();
	n = row->row;
	ck_assert_int_eq(store_outbox_discard(kit.st, n), -1);
	store_alert_dead(kit.st, n, "gone for good");
	store_flush(kit.st);
	outbox_row_free(row);
	kit_turn(100 * KIT_DAY);
	claim_none();
	ck_assert_int_eq(kit_sql("SELECT state FROM outbox"), OUTBOX_DEAD);
	ck_assert_int_eq(store_outbox_retry_now(kit.st, n), 0);
	row = claim_one();
	ck_assert_int_eq(row->row, n);
	store_alert_dead(kit.st, n, "gone for good");
	store_flush(kit.st);
	outbox_row_free(row);
	ck_assert_int_eq(store_outbox_discard(kit.st, n), 0);
	store_flush(kit.st);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM outbox"), 0);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM outbox_hit"), 0);
	ck_assert_int_eq(store_outbox_discard(kit.st, n), -1);
	ck_assert_int_eq(store_outbox_retry_now(kit.st, n), -1);
}
END_TEST

START_TEST(nothing_is_claimed_before_its_commit)
{
	struct kit_item it = copy_of_story(1);
	struct store_result r = kit_result("feed", &it, 1, ITEM_NEW);
	struct outbox_row *row;

	store_put_result(kit.st, &r, NULL, NULL);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM outbox"), 0);
	row = claim_one();
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM outbox"), 1);
	claim_none();
	outbox_row_free(row);
}
END_TEST

static void
free_row(struct outbox_row *row, void *arg)
{
	int64_t *last = arg;

	ck_assert_int_gt(row->row, *last);
	*last = row->row;
	outbox_row_free(row);
}

START_TEST(the_drain_gets_as_many_as_it_asks_for_oldest_first)
{
	struct kit_item it = copy_of_story(1);
	char watch[5][8];
	int64_t last = 0;
	int i;

	for (i = 0; i < 5; i++) {
		it = copy_of_story(i);
		snprintf(watch[i], sizeof(watch[i]), "w%d", i);
		it.watches[0] = watch[i];
		kit_poll("feed", &it, 1);
	}
	ck_assert_int_eq(store_claim_outbox(kit.st, KIT_NOW, 2, free_row,
	    &last), 2);
	ck_assert_int_eq(store_claim_outbox(kit.st, KIT_NOW, 0, free_row,
	    &last), 0);
	ck_assert_int_eq(store_claim_outbox(kit.st, KIT_NOW, 9, free_row,
	    &last), 3);
}
END_TEST

START_TEST(an_alert_of_very_many_hits_lists_some_and_counts_the_rest)
{
	struct store_result r;
	struct kit_item it = copy_of_story(0);
	struct outbox_row *row;
	char link[48];
	int i;

	for (i = 0; i < OUTBOX_HITS_MAX + 7; i++) {
		snprintf(link, sizeof(link), "https://example.org/m%d", i);
		it.link = link;
		r = kit_result("feed", &it, 1, ITEM_NEW);
		store_put_result(kit.st, &r, NULL, NULL);
	}
	row = claim_one();
	ck_assert_uint_eq(row->nhits, OUTBOX_HITS_MAX);
	ck_assert_int_eq(row->more, 7);
	outbox_row_free(row);
}
END_TEST

START_TEST(news_of_an_edit_follows_up_but_does_not_alert_anew)
{
	struct kit_item it = copy_of_story(1);
	struct outbox_row *row;

	it.then_every = HOUR;
	kit_poll("feed", &it, 1);
	deliver_one();
	it.title = "Headline, with more in it";
	ck_assert_int_eq(kit_poll("feed", &it, 1).news[0], ITEM_EDITED);
	kit_turn(HOUR);
	row = claim_one();
	ck_assert(row->follow_up);
	ck_assert_uint_eq(row->nhits, 1);
	ck_assert_str_eq(row->hits[0]->headline, "Headline, with more in it");
	outbox_row_free(row);
}
END_TEST

START_TEST(word_of_a_failing_feed_waits_for_each_of_its_sinks)
{
	static const char *const sinks[] = { "desk", "ops", NULL };
	struct feed_state *fs = feed_state_new("wire", "https://w.example/");
	struct outbox_row *row;

	fs->error = "answered 404";
	fs->failing_since = KIT_NOW - HOUR;
	ck_assert_int_eq(store_put_failing(kit.st, fs, "Feed wire fails",
	    sinks), 0);
	feed_state_free(fs);
	kit_reopen();
	ck_assert_int_eq(kit_claim(&row), 2);
	ck_assert_str_eq(row->sink, "desk");
	ck_assert_str_eq(row->watch, NOTICE_WATCH);
	ck_assert_int_eq(row->failing_since, KIT_NOW - HOUR);
	ck_assert_uint_eq(row->nhits, 1);
	ck_assert_int_eq(row->more, 0);
	ck_assert_str_eq(row->hits[0]->feed, "wire");
	ck_assert_str_eq(row->hits[0]->link, "https://w.example/");
	ck_assert_str_eq(row->hits[0]->headline, "Feed wire fails");
	ck_assert_str_eq(row->hits[0]->why, "answered 404");
	store_alert_delivered(kit.st, row->row);
	store_flush(kit.st);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM outbox"), 1);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM notice"), 1);
	outbox_row_free(row);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("store_outbox");
	static const TTest *const *const tests[] = {
		&an_alert_holds_its_hit_and_where_it_goes,
		&a_story_alerts_once_however_many_copies_come,
		&each_watch_and_each_sink_is_told_for_itself,
		&hits_before_the_first_alert_goes_join_it,
		&follow_ups_gather_until_their_time,
		&a_hit_never_joins_an_alert_that_may_have_arrived,
		&quiet_hits_are_stored_and_do_not_count_as_the_first_alert,
		&a_silenced_watch_stores_its_hits_and_alerts_nobody,
		&what_waits_when_a_watch_is_silenced_waits_until_the_end,
		&a_retry_keeps_its_id_and_says_what_went_wrong,
		&a_dead_letter_stays_until_it_is_discarded_or_tried_again,
		&nothing_is_claimed_before_its_commit,
		&the_drain_gets_as_many_as_it_asks_for_oldest_first,
		&an_alert_of_very_many_hits_lists_some_and_counts_the_rest,
		&news_of_an_edit_follows_up_but_does_not_alert_anew,
		&word_of_a_failing_feed_waits_for_each_of_its_sinks
	};

	suite_add_tcase(s, kit_case("outbox", tests,
	    sizeof(tests) / sizeof(tests[0])));
	return unit_run(s);
}
