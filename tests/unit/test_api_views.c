/* SPDX-License-Identifier: ISC */
/* Whole objects, the outbox, and what is not JSON: Atom and metrics. */
#include "unit.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "api_fake.h"
#include "base/pack.h"
#include "base/xalloc.h"
#include "proto.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

static struct item item = {
	.title = "A &amp; B", .link = "https://a.example/1",
	.published = ITEM_NO_TIME, .updated = ITEM_NO_TIME
};
static struct article article = { .headline = "A & B", .text = "Text." };

static const struct stored_item items[] = {
	{ .item = &item, .article = &article, .row = 1, .story = 5,
	    .seen = 1000, .feed = "alpha" },
	{ .item = &item, .article = NULL, .row = 2, .story = 5,
	    .seen = 2000, .feed = "beta" }
};

static void
open_with_items(struct fake *f)
{
	fake_open(f);
	fake_store.items = items;
	fake_store.nitems = COUNT(items);
}

static const json_t *
at(const json_t *j, const char *a, const char *b)
{
	return json_object_get(json_object_get(j, a), b);
}

START_TEST(an_item_shows_its_entry_and_its_article)
{
	struct fake f;
	json_t *j;

	open_with_items(&f);
	j = fake_get(&f, "/v1/items/1", 200);
	ck_assert_str_eq(json_string_value(at(j, "item", "title")),
	    "A &amp; B");
	ck_assert_str_eq(json_string_value(at(j, "article", "headline")),
	    "A & B");
	ck_assert_int_eq(json_integer_value(json_object_get(j, "story")), 5);
	json_decref(j);
	j = fake_get(&f, "/v1/items/2", 200);
	ck_assert(json_is_null(json_object_get(j, "article")));
	json_decref(j);
	fake_close(&f);
}
END_TEST

START_TEST(what_is_not_stored_is_not_found)
{
	static const char *const uris[] = {
		"/v1/items/3", "/v1/items/0", "/v1/items/", "/v1/items/x",
		"/v1/items/99999999999999999999", "/v1/stories/6",
		"/v1/items/1/x"
	};
	struct fake f;
	size_t i;

	open_with_items(&f);
	for (i = 0; i < COUNT(uris); i++)
		json_decref(fake_get(&f, uris[i], 404));
	fake_close(&f);
}
END_TEST

START_TEST(a_story_lists_its_items)
{
	struct fake f;
	json_t *j, *list;

	open_with_items(&f);
	j = fake_get(&f, "/v1/stories/5", 200);
	list = json_object_get(j, "items");
	ck_assert_uint_eq(json_array_size(list), 2);
	ck_assert_str_eq(json_string_value(json_object_get(json_array_get(list,
	    1), "feed")), "beta");
	ck_assert(json_is_false(json_object_get(j, "truncated")));
	json_decref(j);
	fake_close(&f);
}
END_TEST

START_TEST(the_outbox_says_what_each_alert_waits_for)
{
	static struct hit hit = { .id = 9, .headline = "The news" };
	static struct hit *hits[] = { &hit };
	static const struct outbox_row rows[] = {
		{ .row = 4, .id = "msg_1", .sink = "ops", .watch = "w",
		    .attempts = 3, .state = OUTBOX_DEAD, .error = "410 Gone",
		    .hits = hits, .nhits = 1 },
		{ .row = 5, .id = "msg_2", .sink = "desk",
		    .state = OUTBOX_DUE }
	};
	struct fake f;
	json_t *j, *one;

	fake_open(&f);
	fake_store.outbox = rows;
	fake_store.noutbox = 2;
	j = fake_get(&f, "/v1/outbox", 200);
	one = json_array_get(json_object_get(j, "outbox"), 0);
	ck_assert_str_eq(json_string_value(json_object_get(one, "state")),
	    "dead");
	ck_assert_str_eq(json_string_value(json_object_get(one, "error")),
	    "410 Gone");
	ck_assert_str_eq(json_string_value(json_object_get(one, "headline")),
	    "The news");
	json_decref(j);
	j = fake_get(&f, "/v1/outbox?limit=1", 200);
	ck_assert(json_is_true(json_object_get(j, "truncated")));
	ck_assert_uint_eq(json_array_size(json_object_get(j, "outbox")), 1);
	json_decref(j);
	fake_close(&f);
}
END_TEST

START_TEST(verbs_with_arguments_carry_them_to_the_engine)
{
	static const struct {
		const char	*uri;
		uint32_t	 type;
		const char	*name;
		int64_t		 number;
	} verbs[] = {
		{ "/v1/silence?watch=w&for=2h", PROTO_SILENCE, "w",
		    FAKE_NOW + 7200 },
		{ "/v1/silence?watch=w&for=0", PROTO_SILENCE, "w", 0 },
		{ "/v1/outbox/4/retry", PROTO_OUTBOX, "retry", 4 },
		{ "/v1/outbox/4/discard", PROTO_OUTBOX, "discard", 4 }
	};
	struct pool *pool = pool_new();
	struct fake f;
	struct frame q;
	struct unpack u;
	size_t i;
	int fd;

	fake_open(&f);
	for (i = 0; i < COUNT(verbs); i++) {
		fd = fake_send(&f, "POST", verbs[i].uri);
		q = fake_engine_read(&f);
		ck_assert_uint_eq(q.type, verbs[i].type);
		unpack_init(&u, q.data, q.len);
		ck_assert_str_eq(unpack_str(&u, pool), verbs[i].name);
		ck_assert_int_eq(unpack_i64(&u), verbs[i].number);
		ck_assert(unpack_ok(&u) && u.left == 0);
		close(fd);
	}
	fake_close(&f);
	pool_free(pool);
}
END_TEST

START_TEST(a_silence_without_its_watch_or_time_is_refused)
{
	static const char *const uris[] = {
		"/v1/silence", "/v1/silence?watch=w", "/v1/silence?for=1h",
		"/v1/silence?watch=w&for=long", "/v1/silence?watch=w&for=-1"
	};
	struct fake f;
	char *answer;
	size_t i;

	fake_open(&f);
	for (i = 0; i < COUNT(uris); i++) {
		answer = fake_call(&f, "POST", uris[i]);
		json_decref(fake_body(answer, 400));
		free(answer);
	}
	fake_close(&f);
}
END_TEST

START_TEST(atom_escapes_what_a_feed_may_say)
{
	static const struct hit hits[] = {
		{ .id = 3, .at = 951782400, .published = ITEM_NO_TIME,
		    .watch = "a\"b", .feed = "alpha",
		    .headline = "</title><script>&\x01\xff",
		    .link = "https://a.example/?a=1&b=\"><x>",
		    .excerpt = "]]> \xef\xbf\xbf" }
	};
	struct fake f;
	char *answer;
	size_t i;
	static const char *const parts[] = {
		"Content-Type: application/atom+xml",
		"<id>urn:newswatch:hit:3</id>",
		"<updated>2000-02-29T00:00:00Z</updated>\n<entry>",
		"<title>&lt;/title&gt;&lt;script&gt;&amp;��</title>",
		"href=\"https://a.example/?a=1&amp;b=&quot;&gt;&lt;x&gt;\"/>",
		"<category term=\"a&quot;b\"/>",
		"<author><name>alpha</name>",
		"<summary>]]&gt; �</summary>\n</entry>\n</feed>\n"
	};

	fake_open(&f);
	fake_store.hits = hits;
	fake_store.nhits = COUNT(hits);
	answer = fake_call(&f, "GET", "/v1/hits.atom?limit=5");
	for (i = 0; i < COUNT(parts); i++)
		ck_assert_msg(strstr(answer, parts[i]) != NULL, "no %s in %s",
		    parts[i], answer);
	ck_assert_ptr_null(strstr(answer, "<published>"));
	free(answer);
	fake_close(&f);
}
END_TEST

START_TEST(metrics_count_and_escape_their_labels)
{
	static const struct conf_feed feeds[] = {
		{ .name = "say \"hi\\\n", .url = "https://a.example/" },
		{ .name = "beta", .url = "https://b.example/" }
	};
	static const struct feed_state states[] = {
		{ .name = "say \"hi\\\n", .url = "u", .status = FEED_FAILING,
		    .failures = 3 }
	};
	static const char *const parts[] = {
		"Content-Type: text/plain; version=0.0.4",
		"# TYPE newswatch_items gauge\nnewswatch_items 7\n",
		"newswatch_feeds{status=\"failing\"} 1\n",
		"newswatch_feeds{status=\"new\"} 1\n",
		"newswatch_outbox{state=\"dead\"} 2\n",
		"newswatch_alerts_delivered_total 11\n",
		"newswatch_feed_failures{feed=\"say \\\"hi\\\\\\n\"} 3\n",
		"newswatch_build_info{version=\""
	};
	struct fake f;
	char *answer;
	size_t i;

	fake_open(&f);
	f.conf.feeds = feeds;
	f.conf.nfeeds = COUNT(feeds);
	fake_store.feeds = states;
	fake_store.nfeeds = COUNT(states);
	fake_store.counts.items = 7;
	fake_store.counts.outbox_dead = 2;
	fake_store.counts.delivered = 11;
	answer = fake_call(&f, "GET", "/metrics");
	for (i = 0; i < COUNT(parts); i++)
		ck_assert_msg(strstr(answer, parts[i]) != NULL, "no %s in %s",
		    parts[i], answer);
	free(answer);
	fake_close(&f);
}
END_TEST

START_TEST(every_view_of_a_store_that_fails_is_503)
{
	static const char *const uris[] = {
		"/v1/items/1", "/v1/stories/1", "/v1/outbox", "/v1/hits.atom",
		"/metrics"
	};
	struct fake f;
	size_t i;

	fake_open(&f);
	fake_store.error = "took longer than 500 ms";
	for (i = 0; i < COUNT(uris); i++)
		json_decref(fake_get(&f, uris[i], 503));
	fake_close(&f);
}
END_TEST

START_TEST(head_has_the_headers_of_get_and_no_body)
{
	struct fake f;
	char *answer;

	open_with_items(&f);
	answer = fake_call(&f, "HEAD", "/v1/items/1");
	ck_assert_ptr_nonnull(strstr(answer, "200 OK"));
	ck_assert_ptr_null(strstr(answer, "Content-Length: 0"));
	ck_assert_str_eq(strstr(answer, "\r\n\r\n"), "\r\n\r\n");
	free(answer);
	fake_close(&f);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("api_views");

	UNIT_CASE(s, "objects", an_item_shows_its_entry_and_its_article,
	    what_is_not_stored_is_not_found, a_story_lists_its_items,
	    every_view_of_a_store_that_fails_is_503,
	    head_has_the_headers_of_get_and_no_body);
	UNIT_CASE(s, "outbox", the_outbox_says_what_each_alert_waits_for,
	    verbs_with_arguments_carry_them_to_the_engine,
	    a_silence_without_its_watch_or_time_is_refused);
	UNIT_CASE(s, "text", atom_escapes_what_a_feed_may_say,
	    metrics_count_and_escape_their_labels);
	return unit_run(s);
}
