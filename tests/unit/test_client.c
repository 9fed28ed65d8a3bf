/* SPDX-License-Identifier: ISC */
/* The client's commands, asked of a server on a real socket. */
#include "unit.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api_fake.h"
#include "client_kit.h"
#include "proto.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

START_TEST(hits_are_shown_to_people_without_their_poison)
{
	struct fake f;

	client_serve(&f);
	client_expect(&f, "hits -n 1", 0, "The agent�]0;owned�\n"
	    "  1970-01-01 00:33  alpha (Alpha News)  watch spies  story 7  "
	    "item 12  hit 2\n"
	    "  … MI6 � said\n"
	    "  https://a.example/2\n\n");
	client_expect(&f, "hits -n 1 --color=always", 0,
	    "\033[1mThe \033[0m\033[1;31magent\033[0m");
	client_stop(&f);
}
END_TEST

START_TEST(hits_in_json_are_what_the_daemon_says)
{
	struct fake f;

	client_serve(&f);
	client_expect(&f, "hits -o json --until 1970-01-01", 1,
	    "{\"hits\":[],\"next\":null}\n");
	client_expect(&f, "hits -o json -n 1 | head -c 40", 0,
	    "{\"hits\":[{\"id\":2,\"item\":12,\"story\":7,");
	client_expect(&f, "hits -o ndjson | tail -n 1 | head -c 8", 0,
	    "{\"id\":1,");
	client_stop(&f);
}
END_TEST

START_TEST(long_lists_are_asked_for_in_pages_and_stay_one)
{
	static struct hit many[1200];
	struct fake f;
	size_t i;

	for (i = 0; i < COUNT(many); i++) {
		many[i].id = (int64_t)i + 1;
		many[i].headline = "One of many";
	}
	fake_open(&f);
	fake_store.hits = many;
	fake_store.nhits = COUNT(many);
	fake_serve(&f);
	client_expect(&f, "hits | grep -c One", 0, "50\n");
	client_expect(&f, "hits -n 1100 -o ndjson | wc -l", 0, "1100\n");
	client_expect(&f, "hits -n 1100 -o ndjson | tail -n 1 | head -c 10", 0,
	    "{\"id\":101,");
	client_expect(&f, "hits -n 9999 -o json | grep -o '\"id\":' | wc -l", 0,
	    "1200\n");
	client_expect(&f, "hits -n 9999 -o json | tail -c 15", 0,
	    "],\"next\":null}\n");
	client_stop(&f);
}
END_TEST

START_TEST(exit_codes_are_those_of_grep)
{
	struct fake f;

	client_serve(&f);
	client_expect(&f, "hits -w spies", 0, "Earlier");
	client_expect(&f, "hits --until 1970-01-01", 1, "");
	client_expect(&f, "hits -w nobody", 2, "there is no watch \"nobody\"");
	client_expect(&f, "hits --since soon", 2, "parameter \"since\"");
	client_expect(&f, "hits --nonsense", 2, "no such option: --nonsense");
	client_expect(&f, "hits -n", 2, "-n wants a value");
	client_expect(&f, "hits extra", 2, "unexpected argument \"extra\"");
	client_expect(&f, "nothing", 2, "no such command");
	client_expect(&f, "hits --help", 0, "usage: newswatch hits");
	client_stop(&f);
	fake_open(&f);
	unlink(f.path);
	client_expect(&f, "status", 2, "newswatch: no daemon answers on /tmp/");
	fake_close(&f);
}
END_TEST

START_TEST(verbs_tell_what_the_engine_said)
{
	struct fake f;
	struct frame q;
	struct run r;
	FILE *p;

	client_serve(&f);
	p = client_start(&f, "poll");
	ck_assert_int_eq(frame_read(f.engine, &f.frame, &q), 0);
	fake_engine_answer(&f, q.id, 0, "3 feeds are polled now");
	r = client_end(p);
	ck_assert_str_eq(r.out, "3 feeds are polled now\n");
	ck_assert_int_eq(r.code, 0);
	free(r.out);
	p = client_start(&f, "reload");
	ck_assert_int_eq(frame_read(f.engine, &f.frame, &q), 0);
	fake_engine_answer(&f, q.id, 422, "newswatch.conf:3: no such option");
	r = client_end(p);
	ck_assert_str_eq(r.out, "newswatch: newswatch.conf:3: no such "
	    "option\n");
	ck_assert_int_eq(r.code, 2);
	free(r.out);
	client_stop(&f);
}
END_TEST

START_TEST(status_and_feeds_have_a_line_for_everything)
{
	static const struct conf_feed feed = {
		.name = "gamma", .url = "https://g.example/"
	};
	struct fake f;

	fake_open(&f);
	f.conf.feeds = &feed;
	f.conf.nfeeds = 1;
	fake_serve(&f);
	client_expect(&f, "status", 0, "feeds     1 new\n");
	client_expect(&f, "status -o json", 0, "\"uptime\":60");
	client_expect(&f, "feeds", 0, "new         gamma");
	client_expect(&f, "feeds", 0, "input kept  gamma");
	client_expect(&f, "feeds -o ndjson", 0, "{\"name\":\"gamma\"");
	client_expect(&f, "feeds --failing", 1, "");
	client_stop(&f);
}
END_TEST

static struct item item = {
	.title = "A title", .link = "https://a.example/1",
	.published = ITEM_NO_TIME, .updated = ITEM_NO_TIME
};
static struct quote quote = {
	.text = "we saw \033[1mit", .speaker = "Ann Example",
	.kind = QUOTE_DIRECT
};
static struct article article = {
	.headline = "The headline", .text = "One.\n\nTwo\033c apples.",
	.outlet = "Alpha News", .quotes = &quote, .nquotes = 1
};

static const struct stored_item items[] = {
	{ .item = &item, .article = &article, .row = 1, .story = 5,
	    .seen = 1000, .feed = "alpha" },
	{ .item = &item, .article = NULL, .row = 2, .story = 5,
	    .seen = 2000, .feed = "beta" }
};

static void
start_with_items(struct fake *f)
{
	fake_open(f);
	fake_store.items = items;
	fake_store.nitems = COUNT(items);
	fake_serve(f);
}

START_TEST(items_and_stories_can_be_read)
{
	struct fake f;

	start_with_items(&f);
	client_expect(&f, "item 1", 0, "The headline\n"
	    "  1970-01-01 00:16  alpha  item 1  story 5\n  https://a.example/1\n\n"
	    "  outlet Alpha News\n\n"
	    "One.\n\nTwo�c apples.\n\n"
	    "Ann Example  direct\n  we saw �[1mit\n");
	client_expect(&f, "item 1 -o json", 0, "{\"id\":1,\"story\":5,");
	client_expect(&f, "story 5", 0, "A title\n  1970-01-01 00:33  beta");
	client_expect(&f, "story 5 -o ndjson | wc -l", 0, "2\n");
	client_expect(&f, "item 9", 2, "newswatch: no item has this id");
	client_expect(&f, "item x", 2, "\"x\" is no id");
	client_expect(&f, "story", 2, "one ID is needed");
	client_stop(&f);
}
END_TEST

START_TEST(searches_take_all_their_words_as_one_query)
{
	struct fake f;

	start_with_items(&f);
	client_expect(&f, "search apples", 0, "The headline\n");
	client_expect(&f, "search One.", 0, "item 1\n");
	client_expect(&f, "search Two apples", 1, "");
	client_expect(&f, "search -o json plum", 1,
	    "{\"hits\":[],\"next\":null,\"truncated\":false,\"looked_at\":2,\"error\":null}\n");
	client_expect(&f, "search '(a'", 2, "newswatch: column 1");
	client_expect(&f, "search", 2, "a QUERY is needed");
	client_expect(&f, "search -n 1 $(printf '%2000d' 0)x", 1, "");
	client_expect(&f, "search $(printf '%4097d' 0 | tr ' ' 0)", 2,
	    "search: the query is longer than 4096 bytes");
	/* The longest one in letters of two bytes. */
	client_expect(&f, "search -n 1 $(printf '%2048d' 0 | sed 's/ /ж/g; "
	    "s/0/ж/')", 1, "");
	client_stop(&f);
}
END_TEST

START_TEST(a_limit_met_by_a_search_is_said)
{
	struct fake f;

	start_with_items(&f);
	client_expect(&f, "search limit", 2, "newswatch: a limit was met");
	client_stop(&f);
}
END_TEST

START_TEST(the_outbox_is_listed_and_its_rows_can_be_changed)
{
	static struct hit about = { .id = 9, .headline = "The news" };
	static struct hit *abouts[] = { &about };
	static const struct outbox_row rows[] = {
		{ .row = 4, .sink = "ops", .watch = "w", .attempts = 3,
		    .state = OUTBOX_DEAD, .error = "410 \033Gone",
		    .due = ITEM_NO_TIME, .hits = abouts, .nhits = 1 }
	};
	struct fake f;
	struct frame q;
	struct run r;
	FILE *p;

	fake_open(&f);
	fake_store.outbox = rows;
	fake_store.noutbox = COUNT(rows);
	fake_serve(&f);
	client_expect(&f, "outbox", 0, "     4  dead    The news\n"
	    "          to ops  watch w  attempts 3\n"
	    "          410 �Gone\n");
	client_expect(&f, "outbox burn 4", 2, "neither retry nor discard");
	client_expect(&f, "outbox retry", 2, "retry which ROW?");
	client_expect(&f, "outbox retry x", 2, "\"x\" is no row");
	p = client_start(&f, "outbox discard 4");
	ck_assert_int_eq(frame_read(f.engine, &f.frame, &q), 0);
	ck_assert_uint_eq(q.type, PROTO_OUTBOX);
	fake_engine_answer(&f, q.id, 404, "no such row");
	r = client_end(p);
	ck_assert_str_eq(r.out, "newswatch: no such row\n");
	ck_assert_int_eq(r.code, 2);
	free(r.out);
	client_stop(&f);
}
END_TEST

START_TEST(an_outbox_that_is_longer_than_its_list_says_so)
{
	static struct outbox_row many[501];
	struct fake f;
	size_t i;

	for (i = 0; i < sizeof(many) / sizeof(many[0]); i++)
		many[i] = (struct outbox_row){ .row = (int64_t)i + 1,
		    .sink = "ops", .watch = "w", .due = ITEM_NO_TIME };
	fake_open(&f);
	fake_store.outbox = many;
	fake_store.noutbox = sizeof(many) / sizeof(many[0]);
	fake_serve(&f);
	client_expect(&f, "outbox >/dev/null", 0,
	    "newswatch: there are more; these are the first 500\n");
	client_expect(&f, "outbox -n 900 >/dev/null", 0, "the first 500\n");
	client_expect(&f, "outbox -n 3 -o ndjson | wc -l", 0, "3\n");
	client_stop(&f);
}
END_TEST

START_TEST(a_silence_names_its_watch_and_time)
{
	struct fake f;
	struct frame q;
	struct run r;
	FILE *p;

	client_serve(&f);
	client_expect(&f, "silence w", 2, "a WATCH and a DURATION, or off");
	p = client_start(&f, "silence w off");
	ck_assert_int_eq(frame_read(f.engine, &f.frame, &q), 0);
	ck_assert_uint_eq(q.type, PROTO_SILENCE);
	fake_engine_answer(&f, q.id, 0, "w may speak again");
	r = client_end(p);
	ck_assert_str_eq(r.out, "w may speak again\n");
	ck_assert_int_eq(r.code, 0);
	free(r.out);
	client_stop(&f);
}
END_TEST

START_TEST(a_stream_is_taken_up_where_it_ended)
{
	char line[4096];
	struct fake f;
	FILE *p;

	fake_open(&f);
	fake_store.hits = client_hits;
	fake_store.nhits = 1;
	fake_serve(&f);
	p = client_start(&f, "follow --after 0 -n 2 -o ndjson");
	ck_assert_ptr_nonnull(fgets(line, sizeof(line), p));
	ck_assert_int_eq(strncmp(line, "{\"id\":1,", 8), 0);
	/* The daemon goes, and comes back with more. */
	fake_stop(&f);
	fake_store.nhits = 2;
	fake_serve(&f);
	ck_assert_ptr_nonnull(fgets(line, sizeof(line), p));
	ck_assert_ptr_nonnull(strstr(line, "the stream has ended"));
	ck_assert_ptr_nonnull(fgets(line, sizeof(line), p));
	ck_assert_int_eq(strncmp(line, "{\"id\":2,", 8), 0);
	ck_assert_ptr_null(fgets(line, sizeof(line), p));
	ck_assert_int_eq(WEXITSTATUS(pclose(p)), 0);
	client_stop(&f);
}
END_TEST

START_TEST(following_ends_well_on_an_interrupt)
{
	char line[4096];
	int pid, status;
	struct fake f;
	FILE *p;

	client_serve(&f);
	p = client_start(&f, "hits -f --color=never & echo $!; wait $!");
	ck_assert_ptr_nonnull(fgets(line, sizeof(line), p));
	pid = atoi(line);
	ck_assert_ptr_nonnull(fgets(line, sizeof(line), p));
	ck_assert_str_eq(line, "Earlier\n");
	do
		ck_assert_ptr_nonnull(fgets(line, sizeof(line), p));
	while (strstr(line, "a.example/2") == NULL);
	ck_assert_int_eq(kill(pid, SIGTERM), 0);
	while (fgets(line, sizeof(line), p) != NULL)
		continue;
	status = pclose(p);
	ck_assert(WIFEXITED(status));
	client_stop(&f);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("client");

	UNIT_CASE(s, "program", hits_are_shown_to_people_without_their_poison,
	    hits_in_json_are_what_the_daemon_says,
	    long_lists_are_asked_for_in_pages_and_stay_one,
	    exit_codes_are_those_of_grep, verbs_tell_what_the_engine_said,
	    status_and_feeds_have_a_line_for_everything);
	UNIT_CASE(s, "more", items_and_stories_can_be_read,
	    searches_take_all_their_words_as_one_query,
	    a_limit_met_by_a_search_is_said,
	    the_outbox_is_listed_and_its_rows_can_be_changed,
	    an_outbox_that_is_longer_than_its_list_says_so,
	    a_silence_names_its_watch_and_time);
	UNIT_CASE(s, "follow", a_stream_is_taken_up_where_it_ended,
	    following_ends_well_on_an_interrupt);
	return unit_run(s);
}
