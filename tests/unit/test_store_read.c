/* SPDX-License-Identifier: ISC */
/* The reading side: listings, cursors, search, deadlines, refusals. */
#include "store_kit.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/xalloc.h"

static struct read_db *rd;

static struct read_db *
open_reader(int deadline_ms)
{
	char *cause = NULL;
	struct read_db *db = read_open(kit.dir, deadline_ms, &cause);

	ck_assert_msg(db != NULL, "%s", cause);
	return db;
}

static void
setup(void)
{
	kit_setup();
	rd = open_reader(60000);
}

static void
teardown(void)
{
	read_close(rd);
	kit_teardown();
}

/* Item n of feed "even" or "odd", a minute after the one before. */
static void
poll_items(int first, int last)
{
	struct kit_item it;
	char link[64], title[64], index[64];
	int n;

	for (n = first; n <= last; n++) {
		memset(&it, 0, sizeof(it));
		snprintf(link, sizeof(link), "https://example.org/%d", n);
		snprintf(title, sizeof(title), "Headline %d", n);
		snprintf(index, sizeof(index), "common word%d mi-6", n);
		it.link = link;
		it.title = title;
		it.content = "text";
		it.index = index;
		it.watches[0] = n % 3 == 0 ? "three" : "rest";
		kit_poll(n % 2 == 0 ? "even" : "odd", &it, 1);
		kit_turn(60);
	}
}

struct list {
	int64_t	id[64];
	int	n;
	int	stop_after;
};

static int
on_hit(struct hit *h, void *arg)
{
	struct list *l = arg;

	ck_assert_int_lt(l->n, 64);
	l->id[l->n++] = h->id;
	hit_free(h);
	return l->n == l->stop_after;
}

static int
on_item(struct stored_item *si, void *arg)
{
	struct list *l = arg;

	ck_assert_int_lt(l->n, 64);
	ck_assert_ptr_nonnull(si->article);
	l->id[l->n++] = si->row;
	stored_item_free(si);
	return l->n == l->stop_after;
}

static struct hit_filter
any_hit(void)
{
	struct hit_filter f = {
		.since = INT64_MIN, .until = INT64_MAX, .limit = 50
	};

	return f;
}

static struct list
hits(const struct hit_filter *f)
{
	struct list l = { .n = 0 };
	char *cause = NULL;
	int n = read_hits(rd, f, on_hit, &l, &cause);

	ck_assert_msg(n != -1, "%s", cause);
	ck_assert_int_eq(n, l.n);
	return l;
}

static struct list
search(const char *fts, int64_t since, int64_t until, int64_t before,
    size_t limit)
{
	struct list l = { .n = 0 };
	char *cause = NULL;
	int n = read_search(rd, fts, since, until, before, limit, on_item,
	    &l, &cause);

	ck_assert_msg(n != -1, "%s", cause);
	ck_assert_int_eq(n, l.n);
	return l;
}

START_TEST(hits_come_newest_first_and_page_by_cursor)
{
	struct hit_filter f = any_hit();
	struct list l;

	poll_items(1, 9);
	ck_assert_int_eq(read_last_hit(rd), 9);
	f.limit = 4;
	l = hits(&f);
	ck_assert_int_eq(l.n, 4);
	ck_assert_int_eq(l.id[0], 9);
	ck_assert_int_eq(l.id[3], 6);
	f.before = 6;
	l = hits(&f);
	ck_assert_int_eq(l.id[0], 5);
	f.before = 0;
	f.after = 6;
	l = hits(&f);
	ck_assert_int_eq(l.n, 3);
	ck_assert_int_eq(l.id[0], 7);
	ck_assert_int_eq(l.id[2], 9);
}
END_TEST

START_TEST(hits_are_filtered_by_watch_feed_story_and_time)
{
	struct hit_filter f = any_hit();
	struct list l;

	poll_items(1, 9);
	f.watch = "three";
	l = hits(&f);
	ck_assert_int_eq(l.n, 3);
	ck_assert_int_eq(l.id[0], 9);
	f.feed = "even";
	l = hits(&f);
	ck_assert_int_eq(l.n, 1);
	ck_assert_int_eq(l.id[0], 6);
	f = any_hit();
	f.story = kit_sql("SELECT story FROM hit WHERE id = 4");
	l = hits(&f);
	ck_assert_int_eq(l.n, 1);
	ck_assert_int_eq(l.id[0], 4);
	f = any_hit();
	f.since = KIT_NOW + 2 * 60;
	f.until = KIT_NOW + 5 * 60;
	l = hits(&f);
	ck_assert_int_eq(l.n, 3);
	ck_assert_int_eq(l.id[0], 5);
	ck_assert_int_eq(l.id[2], 3);
	f.until = KIT_NOW;
	ck_assert_int_eq(hits(&f).n, 0);
	f = any_hit();
	f.watch = "no such watch";
	ck_assert_int_eq(hits(&f).n, 0);
}
END_TEST

START_TEST(a_callback_that_has_enough_ends_the_listing)
{
	struct hit_filter f = any_hit();
	struct list l = { .n = 0, .stop_after = 2 };
	char *cause;

	poll_items(1, 5);
	ck_assert_int_eq(read_hits(rd, &f, on_hit, &l, &cause), 2);
	memset(&l, 0, sizeof(l));
	l.stop_after = 2;
	ck_assert_int_eq(read_search(rd, "common", INT64_MIN, INT64_MAX, 0,
	    50, on_item, &l, &cause), 2);
	ck_assert_int_eq(hits(&f).n, 5);
}
END_TEST

struct whole {
	struct stored_item	*si;
};

static int
keep_item(struct stored_item *si, void *arg)
{
	struct whole *w = arg;

	w->si = si;
	return 0;
}

START_TEST(an_item_comes_back_as_it_was_stored)
{
	struct kit_item it = {
		.id = "g", .link = "https://example.org/a", .title = "Title",
		.content = "<p>text</p>", .text = "text",
		.published = KIT_NOW - 5
	};
	struct whole w = { NULL };
	char *cause;

	kit_poll("feed", &it, 1);
	ck_assert_int_eq(read_item(rd, 1, keep_item, &w, &cause), 1);
	ck_assert_str_eq(w.si->item->id, "g");
	ck_assert_str_eq(w.si->item->content, "<p>text</p>");
	ck_assert_int_eq(w.si->item->published, KIT_NOW - 5);
	ck_assert_str_eq(w.si->article->text, "text");
	ck_assert_str_eq(w.si->feed, "feed");
	ck_assert_int_eq(w.si->seen, KIT_NOW);
	ck_assert_int_eq(w.si->story, kit_sql("SELECT id FROM story"));
	stored_item_free(w.si);
	ck_assert_int_eq(read_item(rd, 99, keep_item, &w, &cause), 0);
	it.bare = true;
	it.id = it.title = "Another";
	it.link = "https://example.org/b";
	kit_poll("feed", &it, 1);
	ck_assert_int_eq(read_item(rd, 2, keep_item, &w, &cause), 1);
	ck_assert_ptr_null(w.si->article);
	stored_item_free(w.si);
}
END_TEST

START_TEST(a_story_lists_its_articles_oldest_first)
{
	struct kit_item it = {
		.link = "https://example.org/a", .title = "T",
		.content = "x", .sketch = { 1, 2, 3, 4 }
	};
	struct list l = { .n = 0 };
	char *cause;

	kit_poll("feed", &it, 1);
	poll_items(1, 2);
	it.link = "https://example.org/b";
	kit_poll("feed", &it, 1);
	ck_assert_int_eq(read_story(rd, 1, on_item, &l, &cause), 2);
	ck_assert_int_eq(l.id[0], 1);
	ck_assert_int_eq(l.id[1], 4);
}
END_TEST

START_TEST(a_search_finds_words_newest_first_over_all_parts)
{
	struct list l;

	poll_items(1, 3);
	kit_turn(11 * KIT_DAY);
	poll_items(4, 6);
	kit_turn(11 * KIT_DAY);
	poll_items(7, 9);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM part"), 3);
	l = search("\"common\"", INT64_MIN, INT64_MAX, 0, 50);
	ck_assert_int_eq(l.n, 9);
	ck_assert_int_eq(l.id[0], 9);
	ck_assert_int_eq(l.id[8], 1);
	l = search("\"common\"", INT64_MIN, INT64_MAX, 7, 4);
	ck_assert_int_eq(l.n, 4);
	ck_assert_int_eq(l.id[0], 6);
	ck_assert_int_eq(l.id[3], 3);
	l = search("\"word2\" OR \"word8\"", INT64_MIN, INT64_MAX, 0, 50);
	ck_assert_int_eq(l.n, 2);
	l = search("\"common\" NOT \"word8\"", KIT_NOW + 20 * KIT_DAY,
	    INT64_MAX, 0, 50);
	ck_assert_int_eq(l.n, 2);
	l = search("word*", INT64_MIN, KIT_NOW + KIT_DAY, 0, 50);
	ck_assert_int_eq(l.n, 3);
	ck_assert_int_eq(l.id[0], 3);
	/* Blanks alone part words. */
	ck_assert_int_eq(search("\"mi-6\"", INT64_MIN, INT64_MAX, 0, 50).n, 9);
	ck_assert_int_eq(search("\"mi\"", INT64_MIN, INT64_MAX, 0, 50).n, 0);
}
END_TEST

START_TEST(an_edited_item_is_found_by_its_new_words_once)
{
	struct kit_item it = {
		.link = "https://example.org/a", .title = "Old",
		.content = "text", .index = "old shared"
	};

	kit_poll("feed", &it, 1);
	it.title = "New";
	it.index = "new shared";
	kit_turn(20 * KIT_DAY);
	kit_poll("feed", &it, 1);
	ck_assert_int_eq(search("\"new\"", INT64_MIN, INT64_MAX, 0, 9).n, 1);
	ck_assert_int_eq(search("\"shared\"", INT64_MIN, INT64_MAX, 0, 9).n,
	    1);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM part"), 1);
}
END_TEST

START_TEST(a_search_without_an_index_expression_scans)
{
	struct list l;

	poll_items(1, 6);
	l = search(NULL, INT64_MIN, INT64_MAX, 0, 50);
	ck_assert_int_eq(l.n, 6);
	ck_assert_int_eq(l.id[0], 6);
	l = search(NULL, KIT_NOW + 60, KIT_NOW + 4 * 60, 4, 2);
	ck_assert_int_eq(l.n, 2);
	ck_assert_int_eq(l.id[0], 3);
	ck_assert_int_eq(l.id[1], 2);
	ck_assert_int_eq(search(NULL, INT64_MIN, KIT_NOW, 0, 50).n, 0);
}
END_TEST

START_TEST(a_bad_index_expression_is_an_error_in_words)
{
	struct list l = { .n = 0 };
	char *cause = NULL;

	poll_items(1, 1);
	ck_assert_int_eq(read_search(rd, "\"open", INT64_MIN, INT64_MAX, 0, 9,
	    on_item, &l, &cause), -1);
	ck_assert_ptr_nonnull(cause);
	free(cause);
	ck_assert_int_eq(search("\"common\"", INT64_MIN, INT64_MAX, 0, 9).n,
	    1);
}
END_TEST

START_TEST(a_question_past_its_deadline_says_so_and_the_next_is_answered)
{
	struct read_db *hasty = open_reader(-1);
	struct list l = { .n = 0 };
	char *cause = NULL;

	poll_items(1, 1);
	kit_exec("WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 "
	    "FROM n WHERE i < 5000) INSERT INTO item (id, feed, seen, "
	    "last_seen, face, words) SELECT i, 1, 0, 0, 0, 0 FROM n");
	kit_exec("INSERT INTO body SELECT id, 0, x'' , NULL FROM item "
	    "WHERE id > 1");
	ck_assert_int_eq(read_search(hasty, NULL, 1, INT64_MAX, 0,
	    9, on_item, &l, &cause), -1);
	ck_assert_ptr_nonnull(strstr(cause, "took longer"));
	free(cause);
	ck_assert_int_eq(read_item(hasty, 1, on_item, &l, &cause), 1);
	read_close(hasty);
}
END_TEST

struct busy {
	int	rows;
	bool	wrote;
};

static int
write_meanwhile(struct hit *h, void *arg)
{
	struct busy *b = arg;

	hit_free(h);
	b->rows++;
	if (!b->wrote)
		poll_items(100, 103);
	b->wrote = true;
	return 0;
}

START_TEST(a_listing_sees_one_state_while_the_writer_goes_on)
{
	struct hit_filter f = any_hit();
	struct busy b = { 0, false };
	char *cause;

	poll_items(1, 3);
	f.after = 1;
	ck_assert_int_eq(read_hits(rd, &f, write_meanwhile, &b, &cause), 2);
	ck_assert_int_eq(hits(&f).n, 6);
}
END_TEST

static int
ask_for_its_item(struct hit *h, void *arg)
{
	struct list l = { .n = 0 };
	char *cause;
	int *found = arg;

	*found += read_item(rd, h->item, on_item, &l, &cause);
	hit_free(h);
	return 0;
}

START_TEST(a_callback_may_ask_a_question_of_its_own)
{
	struct hit_filter f = any_hit();
	char *cause;
	int found = 0;

	poll_items(1, 4);
	ck_assert_int_eq(read_hits(rd, &f, ask_for_its_item, &found, &cause),
	    4);
	ck_assert_int_eq(found, 4);
}
END_TEST

static int
on_outbox(struct outbox_row *row, void *arg)
{
	struct list *l = arg;

	ck_assert_uint_eq(row->nhits, 1);
	l->id[l->n++] = row->state;
	outbox_row_free(row);
	return 0;
}

static int
on_feed(const struct feed_state *fs, void *arg)
{
	struct list *l = arg;

	ck_assert_ptr_nonnull(fs->name);
	l->n++;
	return 0;
}

START_TEST(the_outbox_lists_dead_letters_first)
{
	struct list l = { .n = 0 };
	struct outbox_row *row;
	char *cause;

	poll_items(1, 3);
	ck_assert_int_eq(kit_claim(&row), 3);
	store_alert_dead(kit.st, row->row + 1, "gone");
	store_flush(kit.st);
	outbox_row_free(row);
	ck_assert_int_eq(read_outbox(rd, 2, on_outbox, &l, &cause), 2);
	ck_assert_int_eq(l.id[0], OUTBOX_DEAD);
	ck_assert_int_eq(l.id[1], OUTBOX_DUE);
	memset(&l, 0, sizeof(l));
	ck_assert_int_eq(read_feeds(rd, on_feed, &l, &cause), 2);
}
END_TEST

static int
on_quarantined(const struct quarantined *q, void *arg)
{
	struct list *l = arg;

	ck_assert_str_eq(q->feed, "feed");
	ck_assert_str_eq(q->reason, "killed by signal 11");
	l->id[l->n++] = (int64_t)q->len;
	return 0;
}

START_TEST(quarantined_inputs_are_listed_one_an_address_and_bounded)
{
	struct list l = { .n = 0 };
	char *cause, url[64], *big = xcalloc(STORE_QUARANTINE_MAX + 1, 1);
	int i;

	for (i = 0; i < 30; i++) {
		snprintf(url, sizeof(url), "https://example.org/%d", i);
		store_quarantine(kit.st, "feed", url, "body", 4,
		    "killed by signal 11");
	}
	store_quarantine(kit.st, "feed", NULL, "", 0, "killed by signal 11");
	store_quarantine(kit.st, "feed", url, big, STORE_QUARANTINE_MAX + 1,
	    "killed by signal 11");
	store_flush(kit.st);
	free(big);
	ck_assert_int_eq(read_quarantine(rd, on_quarantined, &l, &cause), 16);
	ck_assert_int_eq(l.id[0], STORE_QUARANTINE_MAX);
	ck_assert_int_eq(l.id[1], 0);
	ck_assert_int_eq(l.id[2], 4);
}
END_TEST

START_TEST(counts_say_what_there_is)
{
	struct store_counts c;
	struct outbox_row *row;
	char *cause;

	ck_assert_int_eq(read_counts(rd, &c, &cause), 0);
	ck_assert_int_eq(c.items + c.hits + c.delivered, 0);
	ck_assert_int_eq(read_last_hit(rd), 0);
	poll_items(1, 4);
	ck_assert_int_eq(kit_claim(&row), 4);
	store_alert_delivered(kit.st, row->row);
	store_alert_dead(kit.st, row->row + 1, "x");
	store_flush(kit.st);
	outbox_row_free(row);
	ck_assert_int_eq(read_counts(rd, &c, &cause), 0);
	ck_assert_int_eq(c.items, 4);
	ck_assert_int_eq(c.stories, 4);
	ck_assert_int_eq(c.hits, 4);
	ck_assert_int_eq(c.outbox_due, 2);
	ck_assert_int_eq(c.outbox_dead, 1);
	ck_assert_int_eq(c.delivered, 1);
	ck_assert_int_gt(c.bytes, 0);
}
END_TEST

START_TEST(a_reader_before_the_first_start_is_told_so)
{
	char dir[] = "/tmp/nwstore.XXXXXX", *cause = NULL;

	ck_assert_ptr_nonnull(mkdtemp(dir));
	ck_assert_ptr_null(read_open(dir, 1000, &cause));
	ck_assert_ptr_nonnull(strstr(cause, "no database"));
	ck_assert_ptr_nonnull(strstr(cause, dir));
	free(cause);
	rmdir(dir);
	read_close(NULL);
}
END_TEST

START_TEST(a_blob_of_another_version_is_skipped_not_guessed_at)
{
	struct hit_filter f = any_hit();

	poll_items(1, 3);
	kit_exec("UPDATE hit SET version = 99 WHERE id = 2");
	kit_exec("UPDATE body SET data = x'00ff' WHERE item = 1");
	ck_assert_int_eq(hits(&f).n, 2);
	ck_assert_int_eq(search(NULL, INT64_MIN, INT64_MAX, 0, 9).n, 2);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("store_read");
	TCase *tc = tcase_create("read");
	static const TTest *const *const tests[] = {
		&hits_come_newest_first_and_page_by_cursor,
		&hits_are_filtered_by_watch_feed_story_and_time,
		&a_callback_that_has_enough_ends_the_listing,
		&an_item_comes_back_as_it_was_stored,
		&a_story_lists_its_articles_oldest_first,
		&a_search_finds_words_newest_first_over_all_parts,
		&an_edited_item_is_found_by_its_new_words_once,
		&a_search_without_an_index_expression_scans,
		&a_bad_index_expression_is_an_error_in_words,
		&a_question_past_its_deadline_says_so_and_the_next_is_answered,
		&a_listing_sees_one_state_while_the_writer_goes_on,
		&a_callback_may_ask_a_question_of_its_own,
		&the_outbox_lists_dead_letters_first,
		&quarantined_inputs_are_listed_one_an_address_and_bounded,
		&counts_say_what_there_is,
		&a_reader_before_the_first_start_is_told_so,
		&a_blob_of_another_version_is_skipped_not_guessed_at
	};
	size_t i;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 120);
	for (i = 0; i < sizeof(tests) / sizeof(tests[0]); i++)
		tcase_add_test(tc, *tests[i]);
	suite_add_tcase(s, tc);
	return unit_run(s);
}
