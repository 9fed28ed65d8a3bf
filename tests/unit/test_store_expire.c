/* SPDX-License-Identifier: ISC */
/* Retention: what goes, what must stay, and how much at once. */
#include "store_kit.h"

#include <stdio.h>
#include <string.h>

#define KEEP	(90 * KIT_DAY)

static void
expire_all(void)
{
	int calls = 0;

	while (store_expire(kit.st, clock_now(&kit.clock) - KEEP))
		ck_assert_int_lt(++calls, 1000);
	store_flush(kit.st);
}

static struct kit_item
item(int n)
{
	static char links[8][48], titles[8][48];
	struct kit_item it = {
		.content = "text", .index = "word", .sketch = { 1, 2, 3, 4 }
	};

	snprintf(links[n], sizeof(links[n]), "https://example.org/%d", n);
	snprintf(titles[n], sizeof(titles[n]), "Headline %d", n);
	it.link = links[n];
	it.title = titles[n];
	it.sketch[0] = it.sketch[1] = (uint64_t)n + 10;
	it.sketch[2] = it.sketch[3] = (uint64_t)n + 20;
	return it;
}

/* The feed answers, but with another item. */
static void
poll_later(const char *feed, int n)
{
	struct kit_item it = item(n);

	kit_poll(feed, &it, 1);
}

START_TEST(what_is_old_and_gone_from_its_feed_leaves_nothing)
{
	static const char *const tables[] = {
		"item", "body", "story", "hit", "sketch", "sighting",
		"alias", "alerted", "delivered"
	};
	struct kit_item it = item(1);
	struct outbox_row *row;
	char sql[64];
	size_t i;

	it.watches[0] = "w";
	kit_poll("feed", &it, 1);
	kit_poll("two", &it, 1);
	it.link = "https://example.org/moved";
	it.id = "g";
	kit_check("feed", &it);
	ck_assert_int_eq(kit_claim(&row), 1);
	store_alert_delivered(kit.st, row->row);
	outbox_row_free(row);
	kit_turn(KEEP + KIT_DAY);
	poll_later("feed", 2);
	kit_turn(KEEP + KIT_DAY);
	poll_later("feed", 3);
	poll_later("two", 3);
	expire_all();
	for (i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s",
		    tables[i]);
		ck_assert_int_eq(kit_sql(sql), i < 3 || i == 4 || i == 5);
	}
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM part"), 1);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM sqlite_schema "
	    "WHERE name LIKE 'fts%' AND sql LIKE 'CREATE VIRTUAL%'"), 1);
	it = item(1);
	ck_assert_int_eq(kit_check("feed", &it), ITEM_NEW);
}
END_TEST

START_TEST(what_is_young_stays)
{
	struct kit_item it = item(1);

	it.watches[0] = "w";
	kit_poll("feed", &it, 1);
	kit_turn(KEEP);
	poll_later("feed", 2);
	expire_all();
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM body"), 2);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM hit"), 1);
}
END_TEST

START_TEST(an_item_that_its_feed_still_carries_is_not_new_again)
{
	struct kit_item it = item(1);
	int i;

	it.watches[0] = "w";
	it.quiet = true;
	kit_poll("feed", &it, 1);
	for (i = 0; i < 10; i++) {
		kit_turn(10 * KIT_DAY);
		ck_assert_int_eq(kit_poll("feed", &it, 1).news[0],
		    ITEM_KNOWN);
		expire_all();
	}
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM body"), 0);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM hit"), 0);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM item"), 1);
	ck_assert_int_eq(kit_check("feed", &it), ITEM_KNOWN);
	/* An edit brings its body back, under the same row. */
	it.title = "Headline, edited";
	ck_assert_int_eq(kit_poll("feed", &it, 1).news[0], ITEM_EDITED);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM body"), 1);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM item"), 1);
	expire_all();
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM body"), 1);
	/* Dropped by the feed at last. */
	for (i = 0; i < 10; i++) {
		kit_turn(10 * KIT_DAY);
		poll_later("feed", 2);
		expire_all();
	}
	kit_turn(KEEP);
	poll_later("feed", 2);
	expire_all();
	ck_assert_int_eq(kit_check("feed", &it), ITEM_NEW);
}
END_TEST

START_TEST(a_feed_that_only_answers_unchanged_carries_what_it_listed)
{
	struct kit_item it = item(1);
	struct feed_state *fs = feed_state_new("feed", "u");
	int i;

	kit_poll("feed", &it, 1);
	for (i = 0; i < 20; i++) {
		kit_turn(10 * KIT_DAY);
		fs->last_poll = clock_now(&kit.clock);
		store_put_feed(kit.st, fs);
		expire_all();
	}
	feed_state_free(fs);
	ck_assert_int_eq(kit_check("feed", &it), ITEM_KNOWN);
}
END_TEST

START_TEST(a_feed_that_nobody_polls_any_more_is_forgotten)
{
	struct kit_item it = item(1);

	kit_poll("feed", &it, 1);
	kit_turn(KEEP + 1);
	expire_all();
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM item"), 0);
}
END_TEST

START_TEST(a_sighting_in_another_feed_keeps_the_identity_too)
{
	struct kit_item it = item(1);
	int i;

	kit_poll("one", &it, 1);
	kit_poll("two", &it, 1);
	for (i = 0; i < 12; i++) {
		kit_turn(10 * KIT_DAY);
		poll_later("one", 2);
		ck_assert_int_eq(kit_check("two", &it), ITEM_KNOWN);
		store_flush(kit.st);
		kit_poll("two", &it, 1);
		expire_all();
	}
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM item"), 2);
}
END_TEST

START_TEST(what_an_alert_still_speaks_of_stays_until_it_is_gone)
{
	struct kit_item it = item(1);
	struct outbox_row *row;

	it.watches[0] = "w";
	kit_poll("feed", &it, 1);
	ck_assert_int_eq(kit_claim(&row), 1);
	store_alert_dead(kit.st, row->row, "refused");
	store_flush(kit.st);
	kit_turn(KEEP * 2);
	poll_later("feed", 2);
	expire_all();
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM hit"), 1);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM body"), 2);
	ck_assert_int_eq(store_outbox_discard(kit.st, row->row), 0);
	outbox_row_free(row);
	expire_all();
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM hit"), 0);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM body"), 1);
}
END_TEST

START_TEST(a_call_takes_a_bounded_step_and_says_whether_more_remains)
{
	struct store_result r;
	struct kit_item it = { .content = "x" };
	char link[48];
	int i, calls = 0;
	int64_t left;

	for (i = 0; i < 500; i++) {
		snprintf(link, sizeof(link), "https://example.org/s%d", i);
		it.link = it.title = link;
		r = kit_result("feed", &it, 1, ITEM_NEW);
		store_put_result(kit.st, &r, NULL, NULL);
	}
	store_flush(kit.st);
	kit_turn(KEEP + KIT_DAY);
	poll_later("feed", 1);
	left = 501;
	while (store_expire(kit.st, clock_now(&kit.clock) - KEEP)) {
		store_flush(kit.st);
		ck_assert_int_ge(kit_sql("SELECT count(*) FROM item"),
		    left - 50);
		left = kit_sql("SELECT count(*) FROM item");
		calls++;
	}
	store_flush(kit.st);
	ck_assert_int_ge(calls, 10);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM item"), 1);
}
END_TEST

START_TEST(bands_and_sketches_go_after_their_window_items_stay)
{
	struct kit_item it = item(1);

	kit_poll("feed", &it, 1);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM sketch"), 1);
	kit_turn(15 * KIT_DAY);
	poll_later("feed", 2);
	expire_all();
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM sketch"), 1);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM band"), 2);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM body"), 2);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("store_expire");
	static const TTest *const *const tests[] = {
		&what_is_old_and_gone_from_its_feed_leaves_nothing,
		&what_is_young_stays,
		&an_item_that_its_feed_still_carries_is_not_new_again,
		&a_feed_that_only_answers_unchanged_carries_what_it_listed,
		&a_feed_that_nobody_polls_any_more_is_forgotten,
		&a_sighting_in_another_feed_keeps_the_identity_too,
		&what_an_alert_still_speaks_of_stays_until_it_is_gone,
		&a_call_takes_a_bounded_step_and_says_whether_more_remains,
		&bands_and_sketches_go_after_their_window_items_stay
	};

	suite_add_tcase(s, kit_case("expire", tests,
	    sizeof(tests) / sizeof(tests[0])));
	return unit_run(s);
}
