/* SPDX-License-Identifier: ISC */
/* The writer: items in, known again, stories, and what comes back. */
#include "store_kit.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

START_TEST(an_item_is_new_once_and_known_ever_after)
{
	struct kit_item it = {
		.id = "g1", .link = "https://example.org/a",
		.title = "Headline", .content = "<p>Some text</p>"
	};
	struct kit_poll p = kit_poll("feed", &it, 1);

	ck_assert_int_eq(p.news[0], ITEM_NEW);
	ck_assert(p.ok);
	ck_assert_uint_eq(p.stored.items, 1);
	p = kit_poll("feed", &it, 1);
	ck_assert_int_eq(p.news[0], ITEM_KNOWN);
	ck_assert_uint_eq(p.stored.items, 0);
	kit_reopen();
	ck_assert_int_eq(kit_check("feed", &it), ITEM_KNOWN);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM item"), 1);
}
END_TEST

START_TEST(an_item_survives_a_changed_guid_under_the_same_link)
{
	struct kit_item it = {
		.id = "g1", .link = "https://example.org/a", .title = "T",
		.content = "text"
	};

	kit_poll("feed", &it, 1);
	it.id = "g2";
	ck_assert_int_eq(kit_check("feed", &it), ITEM_KNOWN);
	it.id = NULL;
	ck_assert_int_eq(kit_check("feed", &it), ITEM_KNOWN);
	it.link = "http://www.example.org/a/?utm_source=rss";
	ck_assert_int_eq(kit_check("feed", &it), ITEM_KNOWN);
}
END_TEST

START_TEST(an_item_survives_a_changed_link_under_the_same_guid)
{
	struct kit_item it = {
		.id = "g1", .link = "https://example.org/old-slug",
		.title = "T", .content = "text"
	};

	kit_poll("feed", &it, 1);
	it.link = "https://example.org/new-slug";
	ck_assert_int_eq(kit_check("feed", &it), ITEM_KNOWN);
	/* The new address stands for it now, the old one still does. */
	it.id = "g2";
	ck_assert_int_eq(kit_check("feed", &it), ITEM_KNOWN);
	it.link = "https://example.org/old-slug";
	it.id = "g3";
	ck_assert_int_eq(kit_check("feed", &it), ITEM_KNOWN);
}
END_TEST

START_TEST(one_guid_for_what_is_current_does_not_swallow_the_next_item)
{
	struct kit_item it = {
		.id = "latest", .link = "https://example.org/1",
		.title = "First", .content = "one"
	};

	kit_poll("feed", &it, 1);
	it.link = "https://example.org/2";
	it.title = "Second";
	it.content = "two";
	ck_assert_int_eq(kit_check("feed", &it), ITEM_NEW);
}
END_TEST

START_TEST(a_guid_seen_shared_stays_distrusted_when_one_item_comes_alone)
{
	struct kit_item a = {
		.id = "all", .title = "First", .content = "one"
	};
	struct kit_item b = {
		.id = "all", .title = "Second", .content = "two"
	};
	struct kit_item c = {
		.id = "all", .title = "Third", .content = "three"
	};
	struct kit_poll p = KIT_POLL("feed", a, b);

	ck_assert_uint_eq(p.stored.items, 2);
	ck_assert_int_eq(kit_check("feed", &a), ITEM_KNOWN);
	ck_assert_int_eq(kit_check("feed", &c), ITEM_NEW);
	/* Another feed has other habits. */
	p = KIT_POLL("other", c);
	c.title = "Third, mended";
	ck_assert_int_eq(kit_check("other", &c), ITEM_EDITED);
}
END_TEST

START_TEST(a_link_shared_by_all_items_does_not_make_them_edits)
{
	struct kit_item a = {
		.link = "https://example.org/live", .title = "First",
		.content = "one"
	};
	struct kit_item b = {
		.link = "https://example.org/live", .title = "Second",
		.content = "two"
	};
	struct kit_poll p = KIT_POLL("feed", a, b);

	ck_assert_uint_eq(p.stored.items, 2);
	p = KIT_POLL("feed", a, b);
	ck_assert_int_eq(p.news[0], ITEM_KNOWN);
	ck_assert_int_eq(p.news[1], ITEM_KNOWN);
	a.title = "Third";
	a.content = "three";
	p = KIT_POLL("feed", a);
	ck_assert_int_eq(p.news[0], ITEM_NEW);
	ck_assert_uint_eq(p.stored.items, 1);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM item"), 3);
}
END_TEST

START_TEST(a_site_that_moved_brings_nothing_again)
{
	struct kit_item it = {
		.id = "http://old.example/?p=1",
		.link = "http://old.example/one", .title = "T",
		.content = "the very same text", .published = KIT_NOW - 50
	};

	kit_poll("feed", &it, 1);
	it.id = "https://new.example/?p=1";
	it.link = "https://new.example/one";
	ck_assert_int_eq(kit_check("feed", &it), ITEM_KNOWN);
	/* Tomorrow's bulletin in the same words is another one. */
	it.id = it.link = "https://new.example/two";
	it.published = KIT_NOW;
	ck_assert_int_eq(kit_check("feed", &it), ITEM_NEW);
}
END_TEST

START_TEST(an_edit_is_one_of_words_not_of_markup)
{
	struct kit_item it = {
		.link = "https://example.org/a", .title = "Headline",
		.content = "<p>He said nothing.</p>"
	};
	struct kit_poll p = kit_poll("feed", &it, 1);

	it.content = "<div>He <i>said</i> nothing</div>";
	ck_assert_int_eq(kit_check("feed", &it), ITEM_KNOWN);
	it.content = "<p>He said something.</p>";
	p = kit_poll("feed", &it, 1);
	ck_assert_int_eq(p.news[0], ITEM_EDITED);
	ck_assert_int_ne(p.first.row, 0);
	ck_assert_str_eq(p.old_headline, "Headline");
	ck_assert_str_eq(p.old_text, "<p>He said nothing.</p>");
	ck_assert_uint_eq(p.stored.items, 0);
	ck_assert_int_eq(kit_check("feed", &it), ITEM_KNOWN);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM item"), 1);
}
END_TEST

START_TEST(a_headline_as_guid_makes_a_new_headline_an_edit)
{
	struct kit_item it = {
		.id = "Headline", .link = "https://example.org/a",
		.title = "Headline", .content = "text"
	};

	kit_poll("feed", &it, 1);
	it.id = it.title = "Headline, updated";
	ck_assert_int_eq(kit_check("feed", &it), ITEM_EDITED);
}
END_TEST

START_TEST(the_same_address_in_another_feed_is_a_sighting_only)
{
	struct kit_item it = {
		.id = "a1", .link = "https://example.org/a", .title = "T",
		.content = "text", .watches = { "w" }
	};
	struct kit_poll p;

	kit_poll("one", &it, 1);
	it.id = "b7";
	it.link = "https://www.example.org/a?utm_source=two";
	p = kit_poll("two", &it, 1);
	ck_assert_int_eq(p.news[0], ITEM_ELSEWHERE);
	ck_assert(!p.first.differs);
	ck_assert_uint_eq(p.stored.items, 0);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM sighting"), 1);
	/* Written once a day, not with every poll. */
	kit_turn(3600);
	ck_assert_int_eq(kit_check("two", &it), ITEM_KNOWN);
	ck_assert_int_eq(kit_sql("SELECT last_seen FROM sighting"), KIT_NOW);
	kit_turn(KIT_DAY);
	ck_assert_int_eq(kit_check("two", &it), ITEM_KNOWN);
	ck_assert_int_eq(kit_sql("SELECT last_seen FROM sighting"),
	    KIT_NOW + 3600 + KIT_DAY);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM item"), 1);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM hit"), 1);
}
END_TEST

START_TEST(the_same_address_in_other_words_says_so_and_can_be_stored)
{
	struct kit_item it = {
		.link = "https://example.org/a", .title = "Shared by a friend",
		.content = "look", .watches = { "w" }
	};
	struct kit_poll p = kit_poll("links", &it, 1);
	struct store_result r;

	it.title = "The headline";
	it.content = "The whole article";
	p = kit_poll("outlet", &it, 1);
	ck_assert_int_eq(p.news[0], ITEM_ELSEWHERE);
	ck_assert(p.first.differs);
	kit_exec("DELETE FROM sighting");
	r = kit_result("outlet", &it, 1, ITEM_NEW);
	store_put_result(kit.st, &r, NULL, NULL);
	store_flush(kit.st);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM item"), 2);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM story"), 1);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM outbox"), 1);
	ck_assert_int_eq(kit_check("outlet", &it), ITEM_KNOWN);
}
END_TEST

START_TEST(a_channel_followed_through_two_mirrors_is_one)
{
	struct kit_item page = {
		.chan = "Chan", .post = 12, .content = "<p>The post</p>",
		.link = "https://t.me/Chan/12", .watches = { "w" }
	};
	struct kit_item mirror = {
		.id = "https://mirror.example/chan/12", .title = "The post",
		.link = "https://t.me/s/chan/12",
		.content = "<p>The post</p><img src=\"x\">"
	};
	struct kit_poll p;

	kit_poll("page", &page, 1);
	p = kit_poll("mirror", &mirror, 1);
	ck_assert_int_eq(p.news[0], ITEM_ELSEWHERE);
	ck_assert(!p.first.differs);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM item"), 1);
}
END_TEST

START_TEST(items_without_guid_and_link_are_known_by_their_words)
{
	struct kit_item a = { .title = "A", .content = "first" };
	struct kit_item b = { .title = "B", .content = "second" };
	struct kit_poll p = KIT_POLL("feed", a, b, a);

	ck_assert_int_eq(p.news[0], ITEM_NEW);
	ck_assert_int_eq(p.news[1], ITEM_NEW);
	ck_assert_int_eq(p.news[2], ITEM_KNOWN);
	ck_assert_uint_eq(p.stored.items, 2);
	p = KIT_POLL("feed", b, a);
	ck_assert_int_eq(p.news[0], ITEM_KNOWN);
	ck_assert_int_eq(p.news[1], ITEM_KNOWN);
}
END_TEST

START_TEST(two_results_in_flight_store_one_item_and_alert_once)
{
	struct kit_item it = {
		.link = "https://example.org/a", .title = "T",
		.content = "text", .watches = { "w" }
	};
	struct store_result one, two, three;

	ck_assert_int_eq(kit_check("one", &it), ITEM_NEW);
	ck_assert_int_eq(kit_check("two", &it), ITEM_NEW);
	one = kit_result("one", &it, 1, ITEM_NEW);
	two = kit_result("two", &it, 1, ITEM_NEW);
	three = kit_result("one", &it, 1, ITEM_NEW);
	store_put_result(kit.st, &one, NULL, NULL);
	store_put_result(kit.st, &two, NULL, NULL);
	store_put_result(kit.st, &three, NULL, NULL);
	store_flush(kit.st);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM item"), 1);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM hit"), 1);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM outbox"), 1);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM sighting"), 1);
}
END_TEST

START_TEST(a_check_sees_what_is_not_committed_yet)
{
	struct kit_item it = {
		.link = "https://example.org/a", .title = "T", .content = "x"
	};
	struct store_result r = kit_result("feed", &it, 1, ITEM_NEW);

	store_put_result(kit.st, &r, NULL, NULL);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM item"), 0);
	ck_assert_int_eq(kit_check("feed", &it), ITEM_KNOWN);
}
END_TEST

START_TEST(near_copies_and_equal_words_share_a_story_within_a_week)
{
	static const char words[] = "Words enough that nobody writes twice";
	struct kit_item it = {
		.link = "https://a.example/1", .title = "T", .content = words,
		.sketch = { 11, 12, 13, 14 }
	};

	kit_poll("a", &it, 1);
	it.link = "https://b.example/1";
	it.text = "Reworded, but for the most part a copy of that one";
	it.sketch[0] = 91;
	it.sketch[1] = 92;
	kit_poll("b", &it, 1);
	ck_assert_int_eq(kit_sql("SELECT count(DISTINCT story) FROM item"), 1);
	it.link = "https://c.example/1";
	it.sketch[2] = 93;
	it.sketch[3] = 94;
	it.text = words;
	kit_poll("c", &it, 1);
	ck_assert_int_eq(kit_sql("SELECT count(DISTINCT story) FROM item"), 1);
	/* One band in common proposes a candidate, but is no copy. */
	it.link = "https://d.example/1";
	it.text = "Something else altogether that has one band in common";
	it.sketch[0] = 1;
	it.sketch[1] = 2;
	it.sketch[2] = 3;
	it.sketch[3] = 14;
	kit_poll("d", &it, 1);
	ck_assert_int_eq(kit_sql("SELECT count(DISTINCT story) FROM item"), 2);
	kit_turn(15 * KIT_DAY);
	it.link = "https://e.example/1";
	it.text = words;
	kit_poll("e", &it, 1);
	ck_assert_int_eq(kit_sql("SELECT count(DISTINCT story) FROM item"), 3);
}
END_TEST

START_TEST(short_texts_of_equal_words_are_no_story)
{
	struct kit_item it = {
		.link = "https://a.example/1", .title = "Weather",
		.content = "Sunny"
	};

	kit_poll("a", &it, 1);
	it.link = "https://b.example/1";
	kit_poll("b", &it, 1);
	ck_assert_int_eq(kit_sql("SELECT count(DISTINCT story) FROM item"), 2);
}
END_TEST

START_TEST(an_edit_stays_in_its_story_and_updates_its_hit)
{
	struct kit_item it = {
		.link = "https://example.org/a", .title = "Old headline",
		.content = "old", .watches = { "w" }, .index = "old"
	};
	int64_t hit;

	kit_poll("feed", &it, 1);
	hit = kit_sql("SELECT id FROM hit");
	it.title = "New headline";
	it.index = "new";
	it.watches[1] = "v";
	kit_poll("feed", &it, 1);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM story"), 1);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM hit"), 2);
	ck_assert_int_eq(kit_sql("SELECT id FROM hit WHERE watch = 'w'"), hit);
	ck_assert_int_eq(kit_sql("SELECT instr(data, 'New headline') > 0 "
	    "FROM hit WHERE watch = 'w'"), 1);
	/* w has told of this story, v has not. */
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM outbox"), 2);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM fts_1 "
	    "WHERE fts_1 MATCH '\"new\"'"), 1);
}
END_TEST

struct order {
	int	seen[8];
	int	n;
};

struct tag {
	struct order	*order;
	int		 n;
};

static void
note(bool ok, const struct store_stored *stored, void *arg)
{
	struct tag *t = arg;

	ck_assert(ok);
	t->order->seen[t->order->n++] = t->n;
}

START_TEST(answers_come_after_the_commit_in_the_order_of_the_requests)
{
	struct order order = { .n = 0 };
	struct tag tags[4];
	struct kit_item it = { .title = "T", .content = "x" };
	struct store_result r;
	char link[64];
	int i;

	for (i = 0; i < 4; i++) {
		tags[i].order = &order;
		tags[i].n = i;
		snprintf(link, sizeof(link), "https://example.org/%d", i);
		it.link = link;
		r = kit_result("feed", &it, 1, ITEM_NEW);
		store_put_result(kit.st, &r, note, &tags[i]);
	}
	ck_assert_int_eq(order.n, 0);
	store_flush(kit.st);
	ck_assert_int_eq(order.n, 4);
	for (i = 0; i < 4; i++)
		ck_assert_int_eq(order.seen[i], i);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM item"), 4);
}
END_TEST

static void
put_another(bool ok, const struct store_stored *stored, void *arg)
{
	int *left = arg;
	struct kit_item it = { .title = "T", .content = "x" };
	struct store_result r;
	char link[64];

	ck_assert(ok);
	if ((*left)-- == 0)
		return;
	snprintf(link, sizeof(link), "https://example.org/n%d", *left);
	it.link = link;
	r = kit_result("feed", &it, 1, ITEM_NEW);
	store_put_result(kit.st, &r, put_another, left);
}

START_TEST(closing_answers_also_what_its_answers_ask_for)
{
	struct kit_item it = {
		.link = "https://example.org/x", .title = "T", .content = "x"
	};
	struct store_result r = kit_result("feed", &it, 1, ITEM_NEW);
	int left = 3;

	store_put_result(kit.st, &r, put_another, &left);
	kit_reopen();
	ck_assert_int_eq(left, -1);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM item"), 4);
}
END_TEST

static void
check_feed(const struct feed_state *fs, void *arg)
{
	int *n = arg;

	(*n)++;
	ck_assert_str_eq(fs->name, "feed");
	ck_assert_str_eq(fs->url, "https://example.org/feed");
	ck_assert_str_eq(fs->etag, "W/\"x\"");
	ck_assert_ptr_null(fs->last_modified);
	ck_assert_int_eq(fs->status, FEED_FAILING);
	ck_assert_int_eq(fs->http_status, 503);
	ck_assert_int_eq(fs->next_due, 1);
	ck_assert_int_eq(fs->last_poll, 2);
	ck_assert_int_eq(fs->last_ok, 3);
	ck_assert_int_eq(fs->last_new, 4);
	ck_assert_int_eq(fs->failing_since, 5);
	ck_assert_int_eq(fs->interval, 6);
	ck_assert_int_eq(fs->not_before, 7);
	ck_assert_int_eq(fs->failures, 8);
	ck_assert_int_eq(fs->polls, 9);
	ck_assert_int_eq(fs->items, 10);
	ck_assert_int_eq(fs->ttl, 11);
	ck_assert_int_eq(fs->skip_hours, 12);
	ck_assert_int_eq(fs->skip_days, 13);
	ck_assert_int_eq(fs->told, 14);
	ck_assert_uint_eq(fs->body_hash, UINT64_MAX);
	ck_assert_uint_eq(fs->items_hash, 0);
}

START_TEST(a_feed_state_comes_back_whole_after_a_restart)
{
	struct feed_state *fs = feed_state_new("feed",
	    "https://example.org/feed");
	struct kit_item it = { .title = "T" };
	int n = 0;

	fs->etag = "W/\"x\"";
	fs->status = FEED_FAILING;
	fs->http_status = 503;
	fs->next_due = 1;
	fs->last_poll = 2;
	fs->last_ok = 3;
	fs->last_new = 4;
	fs->failing_since = 5;
	fs->interval = 6;
	fs->not_before = 7;
	fs->failures = 8;
	fs->polls = 9;
	fs->items = 10;
	fs->ttl = 11;
	fs->skip_hours = 12;
	fs->skip_days = 13;
	fs->told = 14;
	fs->body_hash = UINT64_MAX;
	store_put_feed(kit.st, fs);
	feed_state_free(fs);
	/* Only checked, never put: nothing is remembered of it. */
	kit_check("another", &it);
	kit_reopen();
	ck_assert_int_eq(store_each_feed(kit.st, check_feed, &n), 0);
	ck_assert_int_eq(n, 1);
}
END_TEST

START_TEST(a_second_daemon_is_told_who_holds_the_directory)
{
	char *cause = NULL, pid[32];

	ck_assert_ptr_null(store_open(kit.dir, NULL, &kit.clock, NULL,
	    &cause));
	snprintf(pid, sizeof(pid), "by process %d", (int)getpid());
	ck_assert_ptr_nonnull(strstr(cause, "is in use"));
	ck_assert_ptr_nonnull(strstr(cause, pid));
	ck_assert_ptr_nonnull(strstr(cause, kit.dir));
	free(cause);
}
END_TEST

START_TEST(a_directory_that_cannot_be_made_is_a_clear_refusal)
{
	char *cause = NULL;

	ck_assert_ptr_null(store_open("/nonexistent/a/b", NULL, &kit.clock,
	    NULL, &cause));
	ck_assert_ptr_nonnull(strstr(cause, "/nonexistent/a/b"));
	free(cause);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("store");
	static const TTest *const *const tests[] = {
		&an_item_is_new_once_and_known_ever_after,
		&an_item_survives_a_changed_guid_under_the_same_link,
		&an_item_survives_a_changed_link_under_the_same_guid,
		&one_guid_for_what_is_current_does_not_swallow_the_next_item,
		&a_guid_seen_shared_stays_distrusted_when_one_item_comes_alone,
		&a_link_shared_by_all_items_does_not_make_them_edits,
		&a_site_that_moved_brings_nothing_again,
		&an_edit_is_one_of_words_not_of_markup,
		&a_headline_as_guid_makes_a_new_headline_an_edit,
		&the_same_address_in_another_feed_is_a_sighting_only,
		&the_same_address_in_other_words_says_so_and_can_be_stored,
		&a_channel_followed_through_two_mirrors_is_one,
		&items_without_guid_and_link_are_known_by_their_words,
		&two_results_in_flight_store_one_item_and_alert_once,
		&a_check_sees_what_is_not_committed_yet,
		&near_copies_and_equal_words_share_a_story_within_a_week,
		&short_texts_of_equal_words_are_no_story,
		&an_edit_stays_in_its_story_and_updates_its_hit,
		&answers_come_after_the_commit_in_the_order_of_the_requests,
		&closing_answers_also_what_its_answers_ask_for,
		&a_feed_state_comes_back_whole_after_a_restart,
		&a_second_daemon_is_told_who_holds_the_directory,
		&a_directory_that_cannot_be_made_is_a_clear_refusal
	};

	suite_add_tcase(s, kit_case("writer", tests,
	    sizeof(tests) / sizeof(tests[0])));
	return unit_run(s);
}
