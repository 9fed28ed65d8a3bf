/* SPDX-License-Identifier: ISC */
/* What makes an item the same item: each rule by the harm it prevents. */
#include "unit.h"
#include "pool_kit.h"

#include <string.h>

#include "identity.h"

struct spec {
	const char	*id;
	const char	*link;
	const char	*title;
	const char	*content;
};

static struct identity
of(const struct spec *s)
{
	struct item *it = item_new();
	struct identity id;

	it->id = s->id;
	it->link = s->link;
	it->title = s->title;
	it->content = s->content;
	identity_init(&id, it, pool);
	item_free(it);
	return id;
}

static struct identity
linked(const char *link)
{
	struct spec s = { NULL, link, "Title", NULL };

	return of(&s);
}

static struct identity
titled(const char *title, const char *content)
{
	struct spec s = { NULL, NULL, title, content };

	return of(&s);
}

static struct identity
post(const char *channel, int64_t n, const char *title)
{
	struct item *it = item_new();
	struct identity id;

	it->tg.channel = channel;
	it->tg.id = n;
	it->title = title;
	it->content = "<p>The words of the post</p>";
	identity_init(&id, it, pool);
	item_free(it);
	return id;
}

static void
settle_all(struct identity *ids, size_t n)
{
	size_t i;

	identity_mark_shared(ids, n);
	for (i = 0; i < n; i++)
		identity_settle(&ids[i]);
	identity_mark_repeats(ids, n);
}

START_TEST(a_link_with_tracking_or_another_scheme_is_the_same_address)
{
	static const char *const same[] = {
		"http://example.org/news/7", "https://example.org/news/7/",
		"https://example.org/news/7?utm_source=rss&utm_medium=feed",
		"https://www.example.org/news/7#comments"
	};
	uint64_t key = linked("https://example.org/news/7").url;
	size_t i;

	ck_assert_uint_ne(key, 0);
	for (i = 0; i < sizeof(same) / sizeof(same[0]); i++)
		ck_assert_uint_eq(linked(same[i]).url, key);
	ck_assert_uint_ne(linked("https://example.org/news/8").url, key);
	ck_assert_uint_ne(linked("https://example.org/news?id=7").url, key);
}
END_TEST

START_TEST(a_bare_host_is_no_identity_of_an_item)
{
	static const char *const bare[] = {
		"https://example.org", "http://example.org/",
		"https://www.example.org/#top"
	};
	struct spec s = { "https://example.org/", NULL, "T", NULL };
	size_t i;

	for (i = 0; i < sizeof(bare) / sizeof(bare[0]); i++)
		ck_assert_uint_eq(linked(bare[i]).url, 0);
	ck_assert_uint_eq(of(&s).guid, 0);
	ck_assert_uint_ne(linked("https://example.org/?p=5").url, 0);
}
END_TEST

START_TEST(a_guid_that_is_an_address_stands_in_for_a_missing_link)
{
	struct spec s = { "http://example.org/a?utm_source=x", NULL, "T",
	    NULL };

	ck_assert_uint_eq(of(&s).url, linked("https://example.org/a").url);
}
END_TEST

START_TEST(markup_entities_and_tracked_addresses_make_no_other_words)
{
	static const char *const same[] = {
		"<p>One <b>tw</b>o</p><p>three &amp; four</p>",
		"One two, three \xe2\x80\x94 four!",
		"One\xc2\xa0two\nthree\xe2\x80\x8b four &nbsp;",
		"<div>One two<br/>three</div> four https://x.example/?utm=9"
	};
	struct identity a = titled("T", "<p>One two</p><p>three four</p>");
	size_t i;

	for (i = 0; i < sizeof(same) / sizeof(same[0]); i++)
		ck_assert_uint_eq(titled("T", same[i]).words, a.words);
	ck_assert_uint_ne(titled("T", "One two three five").words, a.words);
	ck_assert_uint_ne(titled("T", "One two three four 5").words, a.words);
	ck_assert_uint_ne(titled("T O", "ne two three four").words, a.words);
}
END_TEST

START_TEST(a_cut_tag_or_a_lone_ampersand_ends_no_reading)
{
	ck_assert_uint_eq(titled("T", "word <a href=\"x").words,
	    titled("T", "word").words);
	ck_assert_uint_eq(titled("T", "R&D is 1 < 2 & 3").words,
	    titled("T", "R D is 1 2 3").words);
	ck_assert_uint_eq(titled("T", "a \xff\xfe b").words,
	    titled("T", "a b").words);
	ck_assert_uint_eq(titled(NULL, NULL).words, 0);
}
END_TEST

START_TEST(a_post_is_its_channel_and_number_whatever_mirror_brings_it)
{
	static const char *const links[] = {
		"https://t.me/Chan/12", "https://t.me/s/chan/12",
		"http://telegram.me/chan/12?single",
		"https://telegram.dog/CHAN/12#x"
	};
	struct identity page = post("Chan", 12, "One title");
	size_t i;

	for (i = 0; i < sizeof(links) / sizeof(links[0]); i++) {
		ck_assert_uint_eq(linked(links[i]).url, page.url);
		ck_assert(linked(links[i]).post);
	}
	ck_assert_uint_eq(post("chan", 12, "Another title").words, page.words);
	ck_assert_uint_ne(post("chan", 13, "One title").url, page.url);
	/* A private chat, a topic, a channel itself: no posts. */
	ck_assert(!linked("https://t.me/c/1234/12").post);
	ck_assert(!linked("https://t.me/chan/12/13").post);
	ck_assert(!linked("https://t.me/chan").post);
	ck_assert(!linked("https://t.me/chan/99999999999999999999").post);
}
END_TEST

START_TEST(every_post_of_an_album_leads_to_its_one_item)
{
	static const int64_t ids[] = { 20, 21, 22 };
	struct item *it = item_new();
	struct identity id;

	it->tg.channel = "chan";
	it->tg.id = 20;
	it->tg.album = ids;
	it->tg.nalbum = 3;
	identity_init(&id, it, pool);
	ck_assert_uint_eq(id.nalbum, 2);
	ck_assert_uint_eq(id.album[0], post("chan", 21, "x").url);
	ck_assert_uint_eq(id.album[1], post("chan", 22, "x").url);
	item_free(it);
}
END_TEST

START_TEST(a_guid_shared_by_all_items_does_not_make_them_one)
{
	static const struct spec specs[] = {
		{ "feed-1", "https://example.org/a", "First", NULL },
		{ "feed-1", "https://example.org/b", "Second", NULL },
		{ "feed-1", "https://example.org/c", "Third", NULL }
	};
	struct identity ids[3];
	size_t i;

	for (i = 0; i < 3; i++)
		ids[i] = of(&specs[i]);
	settle_all(ids, 3);
	for (i = 0; i < 3; i++) {
		ck_assert_uint_eq(ids[i].guid, 0);
		ck_assert_uint_ne(ids[i].url, 0);
		ck_assert(!ids[i].repeat);
	}
}
END_TEST

START_TEST(a_link_shared_by_all_items_leaves_the_guids_to_tell_them_apart)
{
	static const struct spec specs[] = {
		{ "1", "https://example.org/live", "First", NULL },
		{ "2", "https://example.org/live", "Second", NULL },
		{ "3", "https://example.org/other", "Third", NULL }
	};
	struct identity ids[3];
	size_t i;

	for (i = 0; i < 3; i++)
		ids[i] = of(&specs[i]);
	settle_all(ids, 3);
	ck_assert_uint_eq(ids[0].url, 0);
	ck_assert_uint_eq(ids[1].url, 0);
	ck_assert_uint_ne(ids[2].url, 0);
	ck_assert_uint_ne(ids[0].guid, ids[1].guid);
	ck_assert(!ids[1].repeat);
}
END_TEST

START_TEST(guid_and_link_shared_by_all_leaves_their_words)
{
	static const struct spec specs[] = {
		{ "x", "https://example.org/live", "First", "one" },
		{ "x", "https://example.org/live", "Second", "two" }
	};
	struct identity ids[2];

	ids[0] = of(&specs[0]);
	ids[1] = of(&specs[1]);
	settle_all(ids, 2);
	ck_assert(ids[0].made && ids[1].made);
	ck_assert_uint_ne(ids[0].guid, ids[1].guid);
	ck_assert(!ids[1].repeat);
}
END_TEST

START_TEST(one_headline_as_guid_of_two_pages_does_not_make_them_one)
{
	static const struct spec specs[] = {
		{ "Weather today", "https://example.org/mon",
		    "Weather, today!", NULL },
		{ "Weather today", "https://example.org/tue",
		    "Weather, today!", NULL }
	};
	struct identity ids[2];

	ids[0] = of(&specs[0]);
	ids[1] = of(&specs[1]);
	settle_all(ids, 2);
	ck_assert(ids[0].guid_is_title);
	ck_assert_uint_eq(ids[0].guid, 0);
	ck_assert(!ids[1].repeat);
}
END_TEST

START_TEST(one_item_listed_twice_in_a_batch_is_one)
{
	static const struct spec specs[] = {
		{ "g1", "https://example.org/a", "First", NULL },
		{ "g2", "http://example.org/a/?utm_source=x", "First", NULL },
		{ "g3", NULL, "Second", NULL },
		{ "g3", NULL, "Second", NULL },
		{ NULL, NULL, "Third", "text" },
		{ NULL, NULL, "Third", "text" },
		{ NULL, NULL, "Third", "other text" }
	};
	static const bool repeat[] = {
		false, true, false, true, false, true, false
	};
	struct identity ids[7];
	size_t i;

	for (i = 0; i < 7; i++)
		ids[i] = of(&specs[i]);
	settle_all(ids, 7);
	for (i = 0; i < 7; i++)
		ck_assert_int_eq(ids[i].repeat, repeat[i]);
}
END_TEST

START_TEST(a_post_under_two_titles_is_not_a_shared_address)
{
	struct identity ids[2];

	ids[0] = post("chan", 5, "Its first sentence");
	ids[1] = post("chan", 5, NULL);
	settle_all(ids, 2);
	ck_assert_uint_eq(ids[0].url, ids[1].url);
	ck_assert_uint_ne(ids[0].url, 0);
	ck_assert(ids[1].repeat);
}
END_TEST

START_TEST(an_article_has_the_same_words_in_every_feed)
{
	size_t n, m;
	uint64_t a = identity_text("Head", "Body of it.\n\nMore", &n);

	ck_assert_uint_eq(identity_text("HEAD", "x", &m) == a, 0);
	ck_assert_uint_eq(identity_text("Head", "Body of it. More", &m), a);
	ck_assert_uint_eq(n, m);
	ck_assert_uint_eq(n, strlen("HeadBodyofitMore"));
	/* Plain text: what looks like a tag is read. */
	ck_assert_uint_ne(identity_text("Head", "1 <b> 2", &n),
	    identity_text("Head", "1 2", &n));
}
END_TEST

START_TEST(an_empty_batch_is_no_trouble)
{
	identity_mark_shared(NULL, 0);
	identity_mark_repeats(NULL, 0);
	ck_assert_uint_eq(identity_mix(0, 5), 0);
	ck_assert_uint_ne(identity_mix(1, 5), identity_mix(1, 6));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("identity");
	TCase *tc = tcase_create("identity");
	static const TTest *const *const tests[] = {
		&a_link_with_tracking_or_another_scheme_is_the_same_address,
		&a_bare_host_is_no_identity_of_an_item,
		&a_guid_that_is_an_address_stands_in_for_a_missing_link,
		&markup_entities_and_tracked_addresses_make_no_other_words,
		&a_cut_tag_or_a_lone_ampersand_ends_no_reading,
		&a_post_is_its_channel_and_number_whatever_mirror_brings_it,
		&every_post_of_an_album_leads_to_its_one_item,
		&a_guid_shared_by_all_items_does_not_make_them_one,
		&a_link_shared_by_all_items_leaves_the_guids_to_tell_them_apart,
		&guid_and_link_shared_by_all_leaves_their_words,
		&one_headline_as_guid_of_two_pages_does_not_make_them_one,
		&one_item_listed_twice_in_a_batch_is_one,
		&a_post_under_two_titles_is_not_a_shared_address,
		&an_article_has_the_same_words_in_every_feed,
		&an_empty_batch_is_no_trouble
	};
	size_t i;

	tcase_add_checked_fixture(tc, setup, teardown);
	for (i = 0; i < sizeof(tests) / sizeof(tests[0]); i++)
		tcase_add_test(tc, *tests[i]);
	suite_add_tcase(s, tc);
	return unit_run(s);
}
