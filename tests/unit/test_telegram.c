/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/jsonw.h"
#include "base/xalloc.h"
#include "parse/markup.h"
#include "parse/feed/telegram.h"

#define PAGE_MAX	((size_t)4 << 20)
#define DIR_OF_PAGES	CORPUS_DIR "/telegram"

static void
read_file(struct buf *b, const char *dir, const char *name, const char *end)
{
	char *path = xasprintf("%s/%s%s", dir, name, end), chunk[4096];
	FILE *f = fopen(path, "rb");
	size_t n;

	ck_assert_msg(f != NULL, "%s", path);
	buf_init(b, PAGE_MAX);
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		ck_assert_int_eq(buf_add(b, chunk, n), 0);
	fclose(f);
	free(path);
}

static int
add_item(const struct item *it, void *arg)
{
	struct jsonw w;

	jsonw_init_buf(&w, arg);
	item_json(it, &w);
	return buf_addc(arg, '\n');
}

/* The page as lines of JSON: its items, then the feed's own fields. */
static void
read_page(const char *html, size_t n, const char *url, struct buf *out)
{
	struct feed_opts opts = { .url = url };
	struct feed_doc *doc = feed_doc_new();
	struct jsonw w;

	ck_assert_int_eq(telegram_page(html, n, &opts, add_item, out, doc), 0);
	jsonw_init_buf(&w, out);
	jsonw_object(&w, NULL);
	feed_doc_json(doc, &w);
	jsonw_str(&w, "prev", doc->prev);
	jsonw_end_object(&w);
	buf_addc(out, '\n');
	feed_doc_free(doc);
}

static int
is_html(const struct dirent *d)
{
	size_t n = strlen(d->d_name);

	return n > 5 && strcmp(d->d_name + n - 5, ".html") == 0;
}

/*
 * Each page stands beside what it must give: tests/corpus/telegram/README
 * says how to look at a difference.
 */
START_TEST(every_page_of_the_corpus_gives_what_stands_beside_it)
{
	struct buf html, want, got;
	struct dirent **list;
	int i, n;

	n = scandir(DIR_OF_PAGES, &list, is_html, alphasort);
	ck_assert_int_ge(n, 40);
	for (i = 0; i < n; i++) {
		list[i]->d_name[strlen(list[i]->d_name) - 5] = '\0';
		read_file(&html, DIR_OF_PAGES, list[i]->d_name, ".html");
		read_file(&want, DIR_OF_PAGES, list[i]->d_name, ".json");
		buf_init(&got, PAGE_MAX);
		ck_assert_msg(telegram_is_page(html.data, html.len), "%s",
		    list[i]->d_name);
		read_page(html.data, html.len, NULL, &got);
		ck_assert_msg(strcmp(buf_str(&got), buf_str(&want)) == 0,
		    "%s gives\n%s", list[i]->d_name, buf_str(&got));
		buf_clear(&html);
		buf_clear(&want);
		buf_clear(&got);
		free(list[i]);
	}
	free(list);
}
END_TEST

START_TEST(every_prefix_of_a_page_is_read_without_harm)
{
	struct buf html, got;
	size_t n;

	read_file(&html, DIR_OF_PAGES, "album_mixed_with_caption", ".html");
	for (n = 0; n < html.len; n += 7) {
		buf_init(&got, PAGE_MAX);
		telegram_is_page(html.data, n);
		read_page(html.data, n, NULL, &got);
		buf_clear(&got);
	}
	buf_clear(&html);
}
END_TEST

START_TEST(a_page_is_told_by_its_classes_and_by_being_html)
{
	static const char *const pages[] = {
		"<!DOCTYPE html><div class=\"tgme_page\">",
		"\xef\xbb\xbf\n<!-- x --> <html><body class=tgme_webpreview>",
		"<main class=\"tgme_main\">"
	};
	static const char *const others[] = {
		"", "<", "tgme_", "<!--", "<html><p>no class</p>",
		"<?xml version=\"1.0\"?><rss><description>tgme_widget_message",
		"<rss><item>&lt;div class=\"tgme_page\"", "{\"tgme_\":1}"
	};
	size_t i;

	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++)
		ck_assert(telegram_is_page(pages[i], strlen(pages[i])));
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		ck_assert(!telegram_is_page(others[i], strlen(others[i])));
}
END_TEST

START_TEST(older_posts_are_looked_for_where_the_page_came_from)
{
	struct buf html, got;

	read_file(&html, DIR_OF_PAGES, "page_of_many_posts_with_older_ones",
	    ".html");
	buf_init(&got, PAGE_MAX);
	read_page(html.data, html.len, "https://telegram.dog/s/vesti_lesa",
	    &got);
	ck_assert_ptr_nonnull(strstr(buf_str(&got),
	    "\"prev\":\"https://telegram.dog/s/vesti_lesa?before=70\""));
	ck_assert_ptr_nonnull(strstr(buf_str(&got),
	    "\"id\":\"https://t.me/vesti_lesa/70\""));
	buf_clear(&html);
	buf_clear(&got);
}
END_TEST

static int
stop(const struct item *it, void *arg)
{
	++*(int *)arg;
	return 1;
}

START_TEST(the_callback_can_stop_the_page)
{
	struct feed_opts opts = { .url = NULL };
	struct feed_doc *doc = feed_doc_new();
	struct buf html;
	int calls = 0;

	read_file(&html, DIR_OF_PAGES, "page_of_many_posts_with_older_ones",
	    ".html");
	ck_assert_int_eq(telegram_page(html.data, html.len, &opts, stop,
	    &calls, doc), -1);
	ck_assert_int_eq(calls, 1);
	ck_assert_uint_eq(doc->nitems, 1);
	feed_doc_free(doc);
	buf_clear(&html);
}
END_TEST

START_TEST(every_spelling_of_a_posts_address_gives_one_identity)
{
	static const char *const urls[] = {
		"https://t.me/vesti_lesa/10", "http://t.me/vesti_lesa/10",
		"https://t.me/s/vesti_lesa/10", "https://t.me/vesti_lesa/10/",
		"https://telegram.me/vesti_lesa/10",
		"https://telegram.dog/s/vesti_lesa/10",
		"https://www.t.me/vesti_lesa/10",
		"https://t.me/vesti_lesa/10?single",
		"https://t.me/vesti_lesa/10?embed=1&mode=tme",
		"https://t.me/vesti_lesa/10#x", " https://t.me/vesti_lesa/10",
		"https://vesti_lesa.t.me/10",
		"tg://resolve?domain=vesti_lesa&post=10"
	};
	struct item *it = item_new();
	size_t i;

	for (i = 0; i < 2 * sizeof(urls) / sizeof(urls[0]); i++) {
		item_reset(it);
		it->link = i % 2 ? urls[i / 2] : "https://mirror.example/x";
		it->id = i % 2 ? "12345" : urls[i / 2];
		ck_assert_int_eq(telegram_normalize_mirror(it), 0);
		ck_assert_msg(it->tg.channel != NULL, "%s", urls[i / 2]);
		ck_assert_str_eq(it->tg.channel, "vesti_lesa");
		ck_assert_int_eq(it->tg.id, 10);
		ck_assert_str_eq(it->id, "https://t.me/vesti_lesa/10");
		ck_assert_str_eq(it->link, "https://t.me/vesti_lesa/10");
	}
	item_free(it);
}
END_TEST

START_TEST(addresses_that_are_no_public_posts_are_left_alone)
{
	static const char *const urls[] = {
		"https://t.me/c/1234567/10", "https://t.me/group/5/10",
		"https://t.me/vesti_lesa", "https://t.me/s/vesti_lesa",
		"https://t.me/joinchat/10", "https://t.me/+AbCd",
		"https://t.me/addstickers/10", "https://t.me/vesti_lesa/x",
		"https://t.me/vesti_lesa/0", "https://t.me/vesti_lesa/10x",
		"https://t.me/vesti_lesa/9999999999999999999",
		"https://example.org/t.me/vesti_lesa/10",
		"https://nott.me/vesti_lesa/10", "t.me/vesti_lesa/10", ""
	};
	struct item *it = item_new();
	size_t i;

	for (i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
		item_reset(it);
		it->link = urls[i];
		it->title = "🖼 x";
		ck_assert_int_eq(telegram_normalize_mirror(it), 0);
		ck_assert_msg(it->tg.channel == NULL, "%s", urls[i]);
		ck_assert_str_eq(it->link, urls[i]);
		ck_assert_str_eq(it->title, "🖼 x");
	}
	item_free(it);
}
END_TEST

START_TEST(advertisements_of_mirrors_are_left_out)
{
	struct item *it = item_new();

	it->title = "[Sponsored] Buy a boat";
	it->link = "https://t.me/boats";
	ck_assert_int_eq(telegram_normalize_mirror(it), 1);
	it->link = "https://t.me/boats/5";
	ck_assert_int_eq(telegram_normalize_mirror(it), 1);
	it->link = "https://news.example/";
	ck_assert_int_eq(telegram_normalize_mirror(it), 0);
	it->link = "https://t.me/boats/5";
	it->title = "What [Sponsored] means";
	ck_assert_int_eq(telegram_normalize_mirror(it), 0);
	item_free(it);
}
END_TEST

START_TEST(titles_of_mirrors_become_as_those_of_the_preview)
{
	static const struct {
		const char	*in;
		const char	*out;
	} cases[] = {
		{ "🖼 Лёд сошёл", "Лёд сошёл" },
		{ "🔁🖼️ Лёд сошёл", "Лёд сошёл" },
		{ "[Forwarded][Photo] Лёд &amp; вода", "Лёд &amp; вода" },
		{ "🖼", "🖼" }, { "Лёд<br>сошёл", "Лёд" }, { "Лёд", "Лёд" }
	};
	struct item *it = item_new();
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		item_reset(it);
		it->link = "https://t.me/vesti_lesa/10";
		it->title = cases[i].in;
		ck_assert_int_eq(telegram_normalize_mirror(it), 0);
		ck_assert_str_eq(it->title, cases[i].out);
	}
	item_free(it);
}
END_TEST

static const struct frame_case {
	const char	*title;
	const char	*content;
	const char	*want;		/* NULL: nothing is left */
} frame_cases[] = {
	/* RSSHub */
	{ "↩️ Лось ушёл", "<div><blockquote>\n"
	  "<p><a href=\"https://t.me/a_b/9\"><b>Вести</b>:</a></p>\n"
	  "<p>Лось вышел</p></blockquote></div><p>Лось ушёл</p>",
	  "<p>Лось ушёл</p>" },
	{ "🔁 Лёд", "<p>Forwarded From <b><a href=\"https://t.me/o_z/1\">"
	  "Озеро</a></b> (Пётр)</p><p>Лёд</p>", "<p>Лёд</p>" },
	{ "🤖 Погода", "<p>via <b>@bot</b></p><p>Погода</p>",
	  "<p>Погода</p>" },
	{ "Ссылка", "<p>Ссылка</p><blockquote><b>Сайт</b><br><b><a href=\""
	  "https://s.example/\">Заголовок</a></b><br><p>Описание</p>"
	  "</blockquote><img src=\"https://s.example/i.jpg\">",
	  "<p>Ссылка</p><img src=\"https://s.example/i.jpg\">" },
	{ "🚫Please open Telegram to view this post", "<blockquote><p>Please "
	  "open Telegram to view this post</p><p><a href=\"https://t.me/a_b/5"
	  "\">VIEW IN TELEGRAM</a></p></blockquote>", NULL },
	/* RSS-Bridge */
	{ "Лось ушёл", "<blockquote>Вести<br>\nЛось вышел\n<a href=\"https://"
	  "t.me/a_b/9\">https://t.me/a_b/9</a></blockquote><hr><div>Лось ушёл"
	  "</div>", "<div>Лось ушёл</div>" },
	{ "Лёд", "Forwarded from\xc2\xa0<a href=\"https://t.me/o_z/1\">Озеро"
	  "</a><br><br><div>Лёд</div>", "<div>Лёд</div>" },
	{ "Ссылка", "<div>Ссылка</div><blockquote><a href=\"https://s.example/"
	  "\"><img src=\"https://s.example/i.jpg\"></a><br><a href=\"https://"
	  "s.example/\">\nЗаголовок - Сайт</a><br>Описание</blockquote>",
	  "<div>Ссылка</div>" },
	/* Quotations of the post's own stay. */
	{ "Цитата", "<p></p><blockquote>«Видели», — сказал он</blockquote>",
	  "<p></p><blockquote>«Видели», — сказал он</blockquote>" },
	{ "Цитата", "<blockquote>Начало</blockquote><p>Конец</p>",
	  "<blockquote>Начало</blockquote><p>Конец</p>" },
	{ "Цитата", "<p>a</p><blockquote><b>Он:</b> <a href=\"https://x.example"
	  "/\">да</a></blockquote>", "<p>a</p><blockquote><b>Он:</b> <a href=\""
	  "https://x.example/\">да</a></blockquote>" }
};

START_TEST(frames_that_mirrors_put_around_a_post_come_off)
{
	const struct frame_case *c = frame_cases;
	struct item *it = item_new();
	size_t i;

	for (i = 0; i < sizeof(frame_cases) / sizeof(*c); i++, c++) {
		item_reset(it);
		it->link = "https://t.me/a_b/10";
		it->title = c->title;
		it->summary = c->content;
		ck_assert_int_eq(telegram_normalize_mirror(it), 0);
		ck_assert_ptr_null(it->summary);
		ck_assert_msg(c->want == NULL ? it->content == NULL :
		    it->content != NULL && strcmp(it->content, c->want) == 0,
		    "\"%s\" gives \"%s\"", c->content,
		    it->content != NULL ? it->content : "");
		ck_assert_int_eq(it->tg.unsupported, c->want == NULL);
		ck_assert_int_eq(it->title == NULL, c->want == NULL);
	}
	item_free(it);
}
END_TEST

START_TEST(what_comes_off_is_kept_beside_the_post)
{
	struct item *it = item_new();

	it->link = "https://t.me/a_b/10";
	it->content = frame_cases[1].content;
	telegram_normalize_mirror(it);
	ck_assert_str_eq(it->tg.forwarded_from, "Озеро");
	ck_assert_str_eq(it->tg.forwarded_link, "https://t.me/o_z/1");
	ck_assert_str_eq(it->tg.forwarded_author, "Пётр");
	ck_assert_str_eq(it->title, "Лёд");
	item_reset(it);
	it->link = "https://t.me/a_b/10";
	it->content = frame_cases[0].content;
	telegram_normalize_mirror(it);
	ck_assert_str_eq(it->tg.reply_to, "https://t.me/a_b/9");
	item_reset(it);
	it->link = "https://t.me/a_b/10";
	it->content = frame_cases[3].content;
	telegram_normalize_mirror(it);
	ck_assert_str_eq(it->tg.preview_link, "https://s.example/");
	ck_assert_str_eq(it->tg.preview_site, "Сайт");
	ck_assert_str_eq(it->tg.preview_title, "Заголовок");
	ck_assert_str_eq(it->tg.preview_text, "Описание");
	item_free(it);
}
END_TEST

START_TEST(service_messages_of_mirrors_are_left_out)
{
	struct item *it = item_new();

	it->link = "https://t.me/a_b/1";
	it->title = "🔧🖼 Channel photo updated";
	it->summary = "<p>Channel photo updated</p>";
	ck_assert_int_eq(telegram_normalize_mirror(it), 1);
	item_reset(it);
	it->link = "https://t.me/a_b/1";
	it->title = "🔧 Ремонт моста";
	it->summary = "<p>🔧 Ремонт моста</p>";
	ck_assert_int_eq(telegram_normalize_mirror(it), 0);
	item_free(it);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("telegram");

	UNIT_CASE(s, "page",
	    every_page_of_the_corpus_gives_what_stands_beside_it,
	    every_prefix_of_a_page_is_read_without_harm,
	    a_page_is_told_by_its_classes_and_by_being_html,
	    older_posts_are_looked_for_where_the_page_came_from,
	    the_callback_can_stop_the_page);
	UNIT_CASE(s, "mirror",
	    every_spelling_of_a_posts_address_gives_one_identity,
	    addresses_that_are_no_public_posts_are_left_alone,
	    advertisements_of_mirrors_are_left_out,
	    titles_of_mirrors_become_as_those_of_the_preview,
	    frames_that_mirrors_put_around_a_post_come_off,
	    what_comes_off_is_kept_beside_the_post,
	    service_messages_of_mirrors_are_left_out);
	return unit_run(s);
}
