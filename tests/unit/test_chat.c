/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <jansson.h>

#include <string.h>

#include "alert_kit.h"
#include "alert/chat.h"
#include "base/utf8.h"
#include "base/xalloc.h"

#define URL	"https://chat.example.org/hook"

/* Renders and parses; the message itself stays in *m. */
static json_t *
render(const char *shape, const char *url, const char *secret,
    const struct outbox_row *row, struct chat_message *m)
{
	const char *why = "?";
	json_error_t err;
	json_t *v;

	ck_assert_msg(chat_render(chat_shape(shape), url, secret, row, m,
	    &why) == 0, "%s: %s", shape, why);
	ck_assert(utf8_is_valid(buf_str(&m->body), m->body.len));
	v = json_loadb(m->body.data, m->body.len, JSON_REJECT_DUPLICATES,
	    &err);
	ck_assert_msg(v != NULL, "%s: %s", shape, err.text);
	return v;
}

static const char *
str_at(const json_t *o, const char *key)
{
	return json_string_value(json_object_get(o, key));
}

START_TEST(each_shape_says_the_same_in_its_own_notation)
{
	static const struct {
		const char	*shape;
		const char	*url;
		const char	*key;
		const char	*text;
	} rows[] = {
		{ "slack", URL, "text", "*svr*\n\n"
		    "<https://example.org/n/0?a=1&b=2|"
		    "Naryshkin meets the press, 1>\n"
		    "TASS, 2023-11-14 22:12 UTC\n"
		    "On Monday *Naryshkin* said &lt;nothing&gt; new\n" },
		{ "discord", URL, "content", "**svr**\n\n"
		    "[Naryshkin meets the press, 1]"
		    "(https://example.org/n/0?a=1&b=2)\n"
		    "TASS, 2023-11-14 22:12 UTC\n"
		    "On Monday **Naryshkin** said \\<nothing\\> new\n" },
		{ "mattermost", URL, "text", "**svr**\n\n"
		    "[Naryshkin meets the press, 1]"
		    "(https://example.org/n/0?a=1&b=2)\n"
		    "TASS, 2023-11-14 22:12 UTC\n"
		    "On Monday **Naryshkin** said \\<nothing\\> new\n" },
		{ "telegram", URL "?chat_id=%2D100", "text", "<b>svr</b>\n\n"
		    "<a href=\"https://example.org/n/0?a=1&amp;b=2\">"
		    "Naryshkin meets the press, 1</a>\n"
		    "TASS, 2023-11-14 22:12 UTC\n"
		    "On Monday <b>Naryshkin</b> said &lt;nothing&gt; new\n" },
		{ "ntfy", URL, "message", "svr\n\n"
		    "Naryshkin meets the press, 1\n"
		    "https://example.org/n/0?a=1&b=2\n"
		    "TASS, 2023-11-14 22:12 UTC\n"
		    "On Monday Naryshkin said <nothing> new\n" },
		{ "matrix", "https://m.example/_matrix/client/v3/rooms/!r:m",
		    "body", "svr\n\n"
		    "Naryshkin meets the press, 1\n"
		    "https://example.org/n/0?a=1&b=2\n"
		    "TASS, 2023-11-14 22:12 UTC\n"
		    "On Monday *Naryshkin* said <nothing> new\n" }
	};
	struct outbox_row *row = kit_row("chat", 1);
	struct chat_message m;
	json_t *v;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		v = render(rows[i].shape, rows[i].url, NULL, row, &m);
		ck_assert_str_eq(str_at(v, rows[i].key), rows[i].text);
		json_decref(v);
		chat_message_clear(&m);
	}
	outbox_row_free(row);
}
END_TEST

START_TEST(a_teams_card_has_a_block_a_line)
{
	struct outbox_row *row = kit_row("chat", 1);
	struct chat_message m;
	json_t *v = render("teams", URL, NULL, row, &m), *card, *body;

	ck_assert_str_eq(str_at(v, "type"), "message");
	card = json_array_get(json_object_get(v, "attachments"), 0);
	ck_assert_str_eq(str_at(card, "contentType"),
	    "application/vnd.microsoft.card.adaptive");
	card = json_object_get(card, "content");
	ck_assert_str_eq(str_at(card, "type"), "AdaptiveCard");
	body = json_object_get(card, "body");
	ck_assert_uint_eq(json_array_size(body), 4);
	ck_assert_str_eq(str_at(json_array_get(body, 0), "text"), "**svr**");
	json_decref(v);
	chat_message_clear(&m);
	outbox_row_free(row);
}
END_TEST

START_TEST(addresses_and_secrets_go_where_each_service_wants_them)
{
	struct outbox_row *row = kit_row("chat", 1);
	struct chat_message m;
	json_t *v;

	v = render("slack", "https://hooks.slack.com/services/{secret}",
	    "T0/B0/xyz\n", row, &m);
	ck_assert_str_eq(m.url, "https://hooks.slack.com/services/T0/B0/xyz");
	ck_assert_ptr_null(m.auth);
	ck_assert(!m.put);
	json_decref(v);
	chat_message_clear(&m);

	v = render("telegram", "https://api.telegram.org/bot{secret}/"
	    "sendMessage?chat_id=%40desk&disable_notification=true", "1:AA",
	    row, &m);
	ck_assert_str_eq(m.url,
	    "https://api.telegram.org/bot1:AA/sendMessage");
	ck_assert_str_eq(str_at(v, "chat_id"), "@desk");
	ck_assert_str_eq(str_at(v, "disable_notification"), "true");
	ck_assert_str_eq(str_at(v, "parse_mode"), "HTML");
	json_decref(v);
	chat_message_clear(&m);

	v = render("ntfy", "https://ntfy.example/news", "tk_1", row, &m);
	ck_assert_str_eq(m.url, "https://ntfy.example/");
	ck_assert_str_eq(m.auth, "Authorization: Bearer tk_1");
	ck_assert_str_eq(str_at(v, "topic"), "news");
	ck_assert_str_eq(str_at(v, "click"),
	    "https://example.org/n/0?a=1&b=2");
	json_decref(v);
	chat_message_clear(&m);

	v = render("matrix", "https://m.example/_matrix/client/v3/rooms/"
	    "!r:m.example/", "syt_1", row, &m);
	ck_assert_str_eq(m.url, "https://m.example/_matrix/client/v3/rooms/"
	    "!r:m.example/send/m.room.message/msg_p5jXN8AQM9LWM0D4loKWxJek");
	ck_assert_str_eq(m.auth, "Authorization: Bearer syt_1");
	ck_assert(m.put);
	ck_assert_ptr_nonnull(strstr(str_at(v, "formatted_body"),
	    "<strong>Naryshkin</strong> said &lt;nothing&gt;"));
	json_decref(v);
	chat_message_clear(&m);
	outbox_row_free(row);
}
END_TEST

START_TEST(an_address_that_a_shape_cannot_use_is_refused)
{
	static const struct { const char *shape, *url; } bad[] = {
		{ "slack", "https://hooks.slack.com/services/{secret}" },
		{ "telegram", "https://api.telegram.org/bot1/sendMessage" },
		{ "telegram", "https://api.telegram.org/bot1/x?text=1" },
		{ "ntfy", "https://ntfy.example/" },
		{ "matrix", "https://m.example/" }
	};
	struct outbox_row *row = kit_row("chat", 1);
	struct chat_message m;
	const char *why;
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		why = NULL;
		ck_assert_int_eq(chat_render(chat_shape(bad[i].shape),
		    bad[i].url, NULL, row, &m, &why), -1);
		ck_assert_ptr_nonnull(why);
	}
	ck_assert_ptr_null(chat_shape("standard"));
	ck_assert_ptr_null(chat_shape(NULL));
	outbox_row_free(row);
}
END_TEST

/* As the store gives it: one hit that is none but in form. */
static struct outbox_row *
failing_row(void)
{
	struct outbox_row *row = kit_row("chat", 1);
	struct hit *h = row->hits[0];

	row->watch = NOTICE_WATCH;
	row->failing_since = KIT_AT - 3 * 86400;
	h->headline = "Feed tass has failed since 2023-11-11 22:13 UTC";
	h->link = "https://tass.example/rss";
	h->why = "answered 404 <gone>";
	h->excerpt = NULL;
	h->outlet = NULL;
	h->nmarks = h->nspans = 0;
	h->published = ITEM_NO_TIME;
	return row;
}

START_TEST(a_feed_that_fails_is_told_in_words_and_not_as_a_hit)
{
	static const struct {
		const char *shape, *url, *key, *text;
	} rows[] = {
		{ "slack", URL, "text", "*Feed tass has failed since "
		    "2023-11-11 22:13 UTC*\n\n<https://tass.example/rss|tass>\n"
		    "answered 404 &lt;gone&gt;\n" },
		{ "discord", URL, "content", "**Feed tass has failed since "
		    "2023-11-11 22:13 UTC**\n\n[tass](https://tass.example/rss)"
		    "\nanswered 404 \\<gone\\>\n" },
		{ "telegram", URL "?chat_id=1", "text", "<b>Feed tass has "
		    "failed since 2023-11-11 22:13 UTC</b>\n\n"
		    "<a href=\"https://tass.example/rss\">tass</a>\n"
		    "answered 404 &lt;gone&gt;\n" },
		{ "ntfy", URL, "title",
		    "Feed tass has failed since 2023-11-11 22:13 UTC" },
		{ "ntfy", URL, "message", "Feed tass has failed since "
		    "2023-11-11 22:13 UTC\n\ntass\nhttps://tass.example/rss\n"
		    "answered 404 <gone>\n" },
		{ "ntfy", URL, "click", "https://tass.example/rss" },
		{ "mattermost", URL, "text", "**Feed tass has failed since "
		    "2023-11-11 22:13 UTC**\n\n[tass](https://tass.example/rss)"
		    "\nanswered 404 \\<gone\\>\n" },
		{ "matrix", "https://m.example/_matrix/client/v3/rooms/!r:m",
		    "body", "Feed tass has failed since 2023-11-11 22:13 UTC"
		    "\n\ntass\nhttps://tass.example/rss\n"
		    "answered 404 <gone>\n" }
	};
	struct outbox_row *row = failing_row();
	struct chat_message m;
	json_t *v;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		v = render(rows[i].shape, rows[i].url, NULL, row, &m);
		ck_assert_str_eq(str_at(v, rows[i].key), rows[i].text);
		json_decref(v);
		chat_message_clear(&m);
	}
	outbox_row_free(row);
}
END_TEST

START_TEST(no_headline_calls_everybody_or_forges_a_link)
{
	struct outbox_row *row = kit_row("chat", 1);
	struct hit *h = row->hits[0];
	struct chat_message m;
	json_t *v;

	h->headline = "@everyone <!channel> [x](https://evil.example) `\n# y";
	h->excerpt = NULL;
	v = render("slack", URL, NULL, row, &m);
	ck_assert_ptr_null(strstr(str_at(v, "text"), "<!channel"));
	json_decref(v);
	chat_message_clear(&m);
	v = render("mattermost", URL, NULL, row, &m);
	ck_assert_ptr_null(strstr(str_at(v, "text"), "@everyone"));
	ck_assert_ptr_null(strstr(str_at(v, "text"), "](https://evil"));
	ck_assert_ptr_null(strstr(str_at(v, "text"), "\n#"));
	json_decref(v);
	chat_message_clear(&m);
	v = render("discord", URL, NULL, row, &m);
	ck_assert_uint_eq(json_array_size(json_object_get(json_object_get(v,
	    "allowed_mentions"), "parse")), 0);
	json_decref(v);
	chat_message_clear(&m);
	h->link = "javascript:alert(1)";
	v = render("telegram", URL "?chat_id=1", NULL, row, &m);
	ck_assert_ptr_null(strstr(str_at(v, "text"), "javascript"));
	json_decref(v);
	chat_message_clear(&m);
	outbox_row_free(row);
}
END_TEST

START_TEST(a_text_ends_with_a_count_where_the_service_would_cut_it)
{
	static const struct {
		const char *shape, *url, *key;
		size_t max;	/* code points; ntfy: bytes */
	} rows[] = {
		{ "slack", URL, "text", 4000 },
		{ "discord", URL, "content", 2000 },
		{ "telegram", URL "?chat_id=1", "text", 4096 },
		{ "ntfy", URL, "message", 4096 },
		{ "mattermost", URL, "text", 16383 }
	};
	struct outbox_row *row = kit_row("chat", 100);
	struct chat_message m;
	const char *text;
	size_t i, n;
	json_t *v;

	for (i = 0; i < row->nhits; i++)
		row->hits[i]->excerpt = pool_printf(row->hits[i]->pool,
		    "%0900d", 0);
	row->more = 7;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		v = render(rows[i].shape, rows[i].url, NULL, row, &m);
		text = str_at(v, rows[i].key);
		n = strlen(text);
		if (strcmp(rows[i].shape, "ntfy") != 0)
			n = utf8_count(text, n);
		ck_assert_uint_le(n, rows[i].max);
		ck_assert_uint_gt(n, rows[i].max / 2);
		ck_assert_ptr_nonnull(strstr(text, " more\n"));
		json_decref(v);
		chat_message_clear(&m);
	}
	v = render("teams", URL, NULL, row, &m);
	ck_assert_uint_le(m.body.len, 28000);
	json_decref(v);
	chat_message_clear(&m);
	outbox_row_free(row);
}
END_TEST

START_TEST(an_answer_may_ask_to_wait_in_its_body)
{
	ck_assert_int_eq(chat_retry_after(chat_shape("telegram"),
	    "{\"ok\":false,\"error_code\":429,\"parameters\":"
	    "{\"retry_after\":35}}"), 36);
	ck_assert_int_eq(chat_retry_after(chat_shape("matrix"),
	    "{\"errcode\":\"M_LIMIT_EXCEEDED\",\"retry_after_ms\": 2500}"), 3);
	ck_assert_int_eq(chat_retry_after(chat_shape("discord"),
	    "{\"retry_after\": 0.3}"), 1);
	ck_assert_int_eq(chat_retry_after(chat_shape("discord"),
	    "{\"retry_after\": -4}"), 0);
	ck_assert_int_eq(chat_retry_after(chat_shape("discord"),
	    "{\"retry_after\": 1e300}"), 0);
	ck_assert_int_eq(chat_retry_after(chat_shape("slack"),
	    "{\"retry_after\": 5}"), 0);
	ck_assert_int_eq(chat_retry_after(chat_shape("telegram"), ""), 0);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("chat");

	UNIT_CASE(s, "chat",
	    each_shape_says_the_same_in_its_own_notation,
	    a_teams_card_has_a_block_a_line,
	    addresses_and_secrets_go_where_each_service_wants_them,
	    an_address_that_a_shape_cannot_use_is_refused,
	    a_feed_that_fails_is_told_in_words_and_not_as_a_hit,
	    no_headline_calls_everybody_or_forges_a_link,
	    a_text_ends_with_a_count_where_the_service_would_cut_it,
	    an_answer_may_ask_to_wait_in_its_body);
	return unit_run(s);
}
