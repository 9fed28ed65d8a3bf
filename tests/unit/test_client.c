/* SPDX-License-Identifier: ISC */
/*
 * The client: what it lets through to a terminal, and the program itself
 * against a server on a real socket.
 */
#include "unit.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api_fake.h"
#include "base/xalloc.h"
#include "client/show.h"
#include "client/term.h"
#include "proto.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

/* A term that writes into memory, as on a terminal of some width. */
struct page {
	struct term	 t;
	char		*text;
	size_t		 n;
};

static void
page_open(struct page *p, bool colour, size_t width)
{
	term_init(&p->t, open_memstream(&p->text, &p->n), TERM_NEVER);
	p->t.colour = colour;
	p->t.brackets = !colour && width > 0;
	p->t.width = width;
}

static void
page_is(struct page *p, const char *expected)
{
	fclose(p->t.out);
	ck_assert_str_eq(p->text, expected);
	free(p->text);
}

START_TEST(what_could_steer_a_terminal_is_replaced)
{
	static const struct {
		const char	*in;
		const char	*out;
	} texts[] = {
		{ "\033[2Jgone\a", "�[2Jgone�" },
		{ "one\r\ntwo\tthree", "one  two three" },
		{ "\xc2\x9b" "31m", "�31m" },		/* C1 CSI */
		{ "a\xe2\x80\xaegnp.exe", "a�gnp.exe" },
		{ "\xe2\x81\xa6x\xe2\x81\xa9", "�x�" },
		{ "\xf3\xa0\x81\x81!", "�!" },		/* tag character */
		{ "broken \xff\xc3", "broken ��" },
		{ "Сергей Нарышкин — 東京", "Сергей Нарышкин — 東京" }
	};
	struct page p;
	size_t i;

	for (i = 0; i < COUNT(texts); i++) {
		page_open(&p, false, 0);
		term_put(&p.t, TERM_MARK, texts[i].in);
		page_is(&p, texts[i].out);
	}
}
END_TEST

START_TEST(colour_is_put_around_a_text_and_taken_back)
{
	struct page p;

	page_open(&p, true, 0);
	term_put(&p.t, TERM_HEAD, "x\033y");
	page_is(&p, "\033[1mx�y\033[0m");
	page_open(&p, true, 0);
	term_put(&p.t, TERM_PLAIN, "x");
	page_is(&p, "x");
}
END_TEST

START_TEST(columns_count_wide_and_combining_characters)
{
	struct page p;

	page_open(&p, false, 0);
	term_pad(&p.t, TERM_PLAIN, "東京", 6);
	term_pad(&p.t, TERM_PLAIN, "e\xcc\x81", 2);
	term_pad(&p.t, TERM_PLAIN, "longer", 2);
	page_is(&p, "東京  e\xcc\x81 longer");
}
END_TEST

START_TEST(paragraphs_wrap_at_words_and_keep_their_marks)
{
	/* "bb cc" and "Ж" */
	static const struct term_mark marks[] = { { 3, 8 }, { 12, 13 } };
	struct page p;

	page_open(&p, false, 0);
	term_wrap(&p.t, TERM_PLAIN, 2, "aa bb cc dd Ж", marks, 2);
	page_is(&p, "  aa bb cc dd Ж\n");
	page_open(&p, false, 80);
	term_wrap(&p.t, TERM_PLAIN, 2, "aa bb cc dd Ж", marks, 2);
	page_is(&p, "  aa [bb cc] dd [Ж]\n");
	page_open(&p, false, 8);
	term_wrap(&p.t, TERM_PLAIN, 2, "aa bb cc dd Ж", marks, 2);
	page_is(&p, "  aa [bb]\n  [cc] dd\n  [Ж]\n");
	page_open(&p, true, 10);
	term_wrap(&p.t, TERM_HEAD, 0, "aa bb cc dd Ж", marks, 2);
	page_is(&p, "\033[1maa \033[0m\033[1;31mbb cc\033[0m\033[1m\033[0m\n"
	    "\033[1mdd \033[0m\033[1;31mЖ\033[0m\n");
}
END_TEST

START_TEST(odd_paragraphs_come_out_whole)
{
	static const struct term_mark wild[] = {
		{ 0, 1 }, { 0, 1000000 }, { 7, 3 }
	};
	struct page p;

	page_open(&p, false, 5);
	term_wrap(&p.t, TERM_PLAIN, 0, "  unbreakable\n\nab  cd ", NULL, 0);
	page_is(&p, "unbreakable\nab cd\n");
	page_open(&p, false, 40);
	term_wrap(&p.t, TERM_PLAIN, 0, "abc", wild, 3);
	page_is(&p, "[abc]\n");
	page_open(&p, false, 40);
	term_wrap(&p.t, TERM_PLAIN, 0, " \n ", NULL, 0);
	term_wrap(&p.t, TERM_PLAIN, 0, NULL, NULL, 0);
	page_is(&p, "");
}
END_TEST

START_TEST(json_stays_json_while_it_is_made_safe)
{
	struct page p;

	page_open(&p, false, 0);
	term_json(&p.t, "{\"a\":\"\xc2\x9b\xe2\x80\xae й\"}");
	term_json(&p.t, "\"\xf3\xa0\x81\x81\"");
	page_is(&p, "{\"a\":\"\\u009b\\u202e й\"}\"\\udb40\\udc41\"");
}
END_TEST

START_TEST(times_and_spans_read_well)
{
	char out[SHOW_TIME];

	setenv("TZ", "UTC-3", 1);
	ck_assert_str_eq(show_time("2026-01-31T22:30:00Z", out),
	    "2026-02-01 01:30");
	ck_assert_str_eq(show_time("soon", out), "");
	ck_assert_str_eq(show_time(NULL, out), "");
	ck_assert_str_eq(show_span(59, out), "59 s");
	ck_assert_str_eq(show_span(3599, out), "59 min");
	ck_assert_str_eq(show_span(7260, out), "2 h 1 min");
	ck_assert_str_eq(show_span(90000, out), "1 d 1 h");
}
END_TEST

/* --- the program itself ------------------------------------------------- */

static const struct span spans[] = {
	{ .start = 4, .end = 9, .text = "agent", .field = "title",
	    .part = "agent", .form = "agent" },
	{ .start = 0, .end = 3, .text = "MI6", .field = "text" }
};

static const struct span marks[] = { { .start = 2, .end = 5 } };

static const struct hit hits[] = {
	{ .id = 1, .at = 1000, .watch = "spies", .feed = "alpha",
	    .headline = "Earlier" },
	{ .id = 2, .at = 2000, .watch = "spies", .feed = "alpha",
	    .headline = "The agent\033]0;owned\a", .outlet = "Alpha News",
	    .link = "https://a.example/2", .story = 7, .item = 12,
	    .excerpt = "… MI6 \xe2\x80\xae said", .marks = marks,
	    .nmarks = 1, .spans = spans, .nspans = 2 }
};

struct run {
	char	*out;
	int	 code;
};

static FILE *
run_start(struct fake *f, const char *args)
{
	char *cmd = xasprintf("TZ=UTC NEWSWATCH_SOCKET=%s ./newswatch %s "
	    "2>&1", f->path, args);
	FILE *p = popen(cmd, "r");

	ck_assert_ptr_nonnull(p);
	free(cmd);
	return p;
}

static struct run
run_end(FILE *p)
{
	struct run r = { NULL, 0 };
	char chunk[4096];
	struct buf b;
	size_t n;

	buf_init(&b, 64u << 20);
	while ((n = fread(chunk, 1, sizeof(chunk), p)) > 0)
		ck_assert_int_eq(buf_add(&b, chunk, n), 0);
	r.out = buf_take(&b, NULL);
	r.code = WEXITSTATUS(pclose(p));
	return r;
}

static void
expect(struct fake *f, const char *args, int code, const char *out)
{
	struct run r = run_end(run_start(f, args));

	ck_assert_msg(strstr(r.out, out) != NULL, "%s: %s", args, r.out);
	ck_assert_int_eq(r.code, code);
	free(r.out);
}

static void
start(struct fake *f)
{
	fake_open(f);
	fake_store.hits = hits;
	fake_store.nhits = COUNT(hits);
	fake_serve(f);
}

static void
stop(struct fake *f)
{
	fake_stop(f);
	fake_close(f);
}

START_TEST(hits_are_shown_to_people_without_their_poison)
{
	struct fake f;

	start(&f);
	expect(&f, "hits -n 1", 0, "The agent�]0;owned�\n"
	    "  1970-01-01 00:33  alpha (Alpha News)  watch spies  story 7  "
	    "item 12  hit 2\n"
	    "  … MI6 � said\n"
	    "  https://a.example/2\n\n");
	expect(&f, "hits -n 1 --color=always", 0,
	    "\033[1mThe \033[0m\033[1;31magent\033[0m");
	stop(&f);
}
END_TEST

START_TEST(hits_in_json_are_what_the_daemon_says)
{
	struct fake f;

	start(&f);
	expect(&f, "hits -o json --until 1970-01-01", 1,
	    "{\"hits\":[],\"next\":null}\n");
	expect(&f, "hits -o json -n 1 | head -c 40", 0,
	    "{\"hits\":[{\"id\":2,\"item\":12,\"story\":7,");
	expect(&f, "hits -o ndjson | tail -n 1 | head -c 8", 0, "{\"id\":1,");
	stop(&f);
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
	expect(&f, "hits | grep -c One", 0, "50\n");
	expect(&f, "hits -n 1100 -o ndjson | wc -l", 0, "1100\n");
	expect(&f, "hits -n 1100 -o ndjson | tail -n 1 | head -c 10", 0,
	    "{\"id\":101,");
	expect(&f, "hits -n 9999 -o json | grep -o '\"id\":' | wc -l", 0,
	    "1200\n");
	expect(&f, "hits -n 9999 -o json | tail -c 15", 0,
	    "],\"next\":null}\n");
	stop(&f);
}
END_TEST

START_TEST(exit_codes_are_those_of_grep)
{
	struct fake f;

	start(&f);
	expect(&f, "hits -w spies", 0, "Earlier");
	expect(&f, "hits --until 1970-01-01", 1, "");
	expect(&f, "hits -w nobody", 2, "there is no watch \"nobody\"");
	expect(&f, "hits --since soon", 2, "parameter \"since\"");
	expect(&f, "hits --nonsense", 2, "no such option: --nonsense");
	expect(&f, "hits -n", 2, "-n wants a value");
	expect(&f, "hits extra", 2, "\"extra\" is too much");
	expect(&f, "nothing", 2, "no such command");
	expect(&f, "hits --help", 0, "usage: newswatch hits");
	stop(&f);
	fake_open(&f);
	unlink(f.path);
	expect(&f, "status", 2, "newswatch: no daemon answers on /tmp/");
	fake_close(&f);
}
END_TEST

START_TEST(verbs_tell_what_the_engine_said)
{
	struct fake f;
	struct frame q;
	struct run r;
	FILE *p;

	start(&f);
	p = run_start(&f, "poll");
	ck_assert_int_eq(frame_read(f.engine, &f.frame, &q), 0);
	fake_engine_answer(&f, q.id, 0, "3 feeds are polled now");
	r = run_end(p);
	ck_assert_str_eq(r.out, "3 feeds are polled now\n");
	ck_assert_int_eq(r.code, 0);
	free(r.out);
	p = run_start(&f, "reload");
	ck_assert_int_eq(frame_read(f.engine, &f.frame, &q), 0);
	fake_engine_answer(&f, q.id, 422, "newswatch.conf:3: no such option");
	r = run_end(p);
	ck_assert_str_eq(r.out, "newswatch: newswatch.conf:3: no such "
	    "option\n");
	ck_assert_int_eq(r.code, 2);
	free(r.out);
	stop(&f);
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
	expect(&f, "status", 0, "feeds     1 new\n");
	expect(&f, "status -o json", 0, "\"uptime\":60");
	expect(&f, "feeds", 0, "new         gamma");
	expect(&f, "feeds", 0, "input kept  gamma");
	expect(&f, "feeds -o ndjson", 0, "{\"name\":\"gamma\"");
	expect(&f, "feeds --failing", 1, "");
	stop(&f);
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
	expect(&f, "item 1", 0, "The headline\n  1970-01-01 00:16  alpha  "
	    "item 1  story 5\n  https://a.example/1\n\n"
	    "  outlet Alpha News\n\n"
	    "One.\n\nTwo�c apples.\n\n"
	    "Ann Example  direct\n  we saw �[1mit\n");
	expect(&f, "item 1 -o json", 0, "{\"id\":1,\"story\":5,");
	expect(&f, "story 5", 0, "A title\n  1970-01-01 00:33  beta");
	expect(&f, "story 5 -o ndjson | wc -l", 0, "2\n");
	expect(&f, "item 9", 2, "newswatch: no item has this id");
	expect(&f, "item x", 2, "\"x\" is no id");
	expect(&f, "story", 2, "one id is needed");
	stop(&f);
}
END_TEST

START_TEST(searches_take_all_their_words_as_one_query)
{
	struct fake f;

	start_with_items(&f);
	expect(&f, "search apples", 0, "The headline\n");
	expect(&f, "search One.", 0, "item 1\n");
	expect(&f, "search Two apples", 1, "");
	expect(&f, "search -o json plum", 1, "{\"hits\":[],\"next\":null,"
	    "\"truncated\":false,\"looked_at\":2,\"error\":null}\n");
	expect(&f, "search '(a'", 2, "newswatch: column 1");
	expect(&f, "search", 2, "what for?");
	stop(&f);
}
END_TEST

START_TEST(a_limit_met_by_a_search_is_said)
{
	struct fake f;

	start_with_items(&f);
	expect(&f, "search limit", 2, "newswatch: a limit was met");
	stop(&f);
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
	expect(&f, "outbox", 0, "     4  dead    The news\n"
	    "          to ops  watch w  attempts 3\n"
	    "          410 �Gone\n");
	expect(&f, "outbox burn 4", 2, "neither retry nor discard");
	expect(&f, "outbox retry", 2, "retry which?");
	expect(&f, "outbox retry x", 2, "\"x\" is no row");
	p = run_start(&f, "outbox discard 4");
	ck_assert_int_eq(frame_read(f.engine, &f.frame, &q), 0);
	ck_assert_uint_eq(q.type, PROTO_OUTBOX);
	fake_engine_answer(&f, q.id, 404, "no such row");
	r = run_end(p);
	ck_assert_str_eq(r.out, "newswatch: no such row\n");
	ck_assert_int_eq(r.code, 2);
	free(r.out);
	stop(&f);
}
END_TEST

START_TEST(a_silence_names_its_watch_and_time)
{
	struct fake f;
	struct frame q;
	struct run r;
	FILE *p;

	start(&f);
	expect(&f, "silence w", 2, "a watch and a time are needed");
	p = run_start(&f, "silence w off");
	ck_assert_int_eq(frame_read(f.engine, &f.frame, &q), 0);
	ck_assert_uint_eq(q.type, PROTO_SILENCE);
	fake_engine_answer(&f, q.id, 0, "w may speak again");
	r = run_end(p);
	ck_assert_str_eq(r.out, "w may speak again\n");
	ck_assert_int_eq(r.code, 0);
	free(r.out);
	stop(&f);
}
END_TEST

START_TEST(a_stream_is_taken_up_where_it_ended)
{
	char line[4096];
	struct fake f;
	FILE *p;

	fake_open(&f);
	fake_store.hits = hits;
	fake_store.nhits = 1;
	fake_serve(&f);
	p = run_start(&f, "follow --after 0 -n 2 -o ndjson");
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
	stop(&f);
}
END_TEST

START_TEST(following_ends_well_on_an_interrupt)
{
	char line[4096];
	int pid, status;
	struct fake f;
	FILE *p;

	start(&f);
	p = run_start(&f, "hits -f --color=never & echo $!; wait $!");
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
	stop(&f);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("client");

	UNIT_CASE(s, "term", what_could_steer_a_terminal_is_replaced,
	    colour_is_put_around_a_text_and_taken_back,
	    columns_count_wide_and_combining_characters,
	    paragraphs_wrap_at_words_and_keep_their_marks,
	    odd_paragraphs_come_out_whole,
	    json_stays_json_while_it_is_made_safe,
	    times_and_spans_read_well);
	UNIT_CASE(s, "program", hits_are_shown_to_people_without_their_poison,
	    hits_in_json_are_what_the_daemon_says,
	    long_lists_are_asked_for_in_pages_and_stay_one,
	    exit_codes_are_those_of_grep, verbs_tell_what_the_engine_said,
	    status_and_feeds_have_a_line_for_everything);
	UNIT_CASE(s, "more", items_and_stories_can_be_read,
	    searches_take_all_their_words_as_one_query,
	    a_limit_met_by_a_search_is_said,
	    the_outbox_is_listed_and_its_rows_can_be_changed,
	    a_silence_names_its_watch_and_time);
	UNIT_CASE(s, "follow", a_stream_is_taken_up_where_it_ended,
	    following_ends_well_on_an_interrupt);
	return unit_run(s);
}
