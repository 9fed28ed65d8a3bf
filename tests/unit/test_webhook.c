/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <jansson.h>

#include <string.h>

#include "alert_kit.h"
#include "alert/sign.h"
#include "alert/webhook.h"
#include "base/utf8.h"
#include "base/xalloc.h"

/* --- signatures --------------------------------------------------------- */

#define KEY	"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

static char *
sign(const char *secret, const char *id, int64_t when, const char *body)
{
	struct sign_keys keys;
	struct buf out;
	const char *why;

	ck_assert_int_eq(sign_keys_parse(&keys, secret, &why), 0);
	buf_init(&out, 1000);
	sign_message(&keys, id, when, body, strlen(body), &out);
	sign_keys_wipe(&keys);
	ck_assert_uint_eq(keys.n, 0);
	return buf_take(&out, NULL);
}

/* The vector that the libraries of Standard Webhooks are tested with. */
START_TEST(the_known_vector_of_standard_webhooks_comes_out)
{
	static const char *const secrets[] = {
		"whsec_" KEY, KEY, "whsec_" KEY "\n", "whsec_" KEY "\r\n"
	};
	size_t i;
	char *s;

	for (i = 0; i < sizeof(secrets) / sizeof(secrets[0]); i++) {
		s = sign(secrets[i], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
		    "{\"test\": 2432232314}");
		ck_assert_str_eq(s,
		    "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
		free(s);
	}
}
END_TEST

START_TEST(while_a_key_is_replaced_both_sign)
{
	char *both = sign("whsec_" KEY "\nwhsec_c2Vjb25kLWtleQ==\n", "msg_1",
	    7, "{}");
	char *one = sign("whsec_" KEY, "msg_1", 7, "{}");
	char *two = kit_signature("second-key", 10, "msg_1.7.{}");
	char *want = xasprintf("%s %s", one, two);

	ck_assert_str_eq(both, want);
	free(both);
	free(one);
	free(two);
	free(want);
}
END_TEST

START_TEST(what_is_no_key_is_refused_without_being_quoted)
{
	static const char *const bad[] = {
		"", "\n", "whsec_", "whsec_abc", "whsec_a===", "hunter2!",
		"whsec_" KEY "\nwhsec_?", "QQ==\nQQ==\nQQ==\nQQ==\nQQ=="
	};
	struct sign_keys keys = { .n = 42 };
	const char *why;
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		ck_assert_msg(sign_keys_parse(&keys, bad[i], &why) == -1,
		    "%s", bad[i]);
		ck_assert_ptr_nonnull(why);
		ck_assert_ptr_null(strstr(why, "hunter2"));
		ck_assert_uint_eq(keys.n, 42);
	}
}
END_TEST

/* --- bodies ------------------------------------------------------------- */

static json_t *
body_of(const struct outbox_row *row, size_t *len)
{
	json_error_t err;
	struct buf b;
	json_t *v;

	buf_init(&b, WEBHOOK_BODY_MAX);
	webhook_body(row, &b);
	ck_assert(utf8_is_valid(buf_str(&b), b.len));
	v = json_loadb(buf_str(&b), b.len, JSON_REJECT_DUPLICATES, &err);
	ck_assert_msg(v != NULL, "%s", err.text);
	if (len != NULL)
		*len = b.len;
	buf_clear(&b);
	return v;
}

static const char *
str_at(const json_t *o, const char *key)
{
	return json_string_value(json_object_get(o, key));
}

static json_int_t
int_at(const json_t *o, const char *key)
{
	return json_integer_value(json_object_get(o, key));
}

START_TEST(a_feed_that_fails_has_a_body_of_its_own)
{
	struct outbox_row *row = kit_row("ops", 1);
	json_t *v, *data;

	row->watch = NOTICE_WATCH;
	row->failing_since = KIT_AT - 86400;
	row->hits[0]->feed = "wire";
	row->hits[0]->link = "https://wire.example/";
	row->hits[0]->why = "answered 404: not found";
	v = body_of(row, NULL);
	data = json_object_get(v, "data");
	ck_assert_str_eq(str_at(v, "type"), "feed.failing");
	ck_assert_str_eq(str_at(data, "id"), row->id);
	ck_assert_str_eq(str_at(data, "feed"), "wire");
	ck_assert_str_eq(str_at(data, "url"), "https://wire.example/");
	ck_assert_str_eq(str_at(data, "error"), "answered 404: not found");
	ck_assert_str_eq(str_at(data, "failing_since"),
	    "2023-11-13T22:13:20Z");
	json_decref(v);
	outbox_row_free(row);
}
END_TEST

START_TEST(a_body_has_the_shape_that_receivers_rely_on)
{
	struct outbox_row *row = kit_row("ops", 2);
	json_t *v = body_of(row, NULL), *data, *hits, *hit;

	ck_assert_str_eq(str_at(v, "type"), "hit.created");
	ck_assert_str_eq(str_at(v, "timestamp"), "2023-11-14T22:13:20Z");
	ck_assert_uint_eq(json_object_size(v), 3);
	data = json_object_get(v, "data");
	ck_assert_uint_eq(json_object_size(data), 6);
	ck_assert_str_eq(str_at(data, "id"), row->id);
	ck_assert_str_eq(str_at(data, "watch"), "svr");
	ck_assert_int_eq(int_at(data, "story"), 3);
	ck_assert(json_is_true(json_object_get(data, "follow_up")));
	ck_assert_int_eq(int_at(data, "omitted"), 0);
	hits = json_object_get(data, "hits");
	ck_assert_uint_eq(json_array_size(hits), 2);
	hit = json_array_get(hits, 0);
	ck_assert_int_eq(int_at(hit, "id"), 100);
	ck_assert_str_eq(str_at(hit, "headline"),
	    "Naryshkin meets the press, 1");
	ck_assert_uint_eq(json_array_size(json_object_get(hit, "spans")), 1);
	ck_assert_uint_eq(json_array_size(json_object_get(hit, "marks")), 1);
	json_decref(v);
	outbox_row_free(row);
}
END_TEST

START_TEST(broken_utf8_and_controls_of_a_feed_come_out_valid)
{
	struct outbox_row *row = kit_row("ops", 1);
	json_t *v, *hit;

	row->hits[0]->headline = "a\xff\xc0\x80" "b\x01\"\\\xed\xa0\x80";
	v = body_of(row, NULL);
	hit = json_array_get(json_object_get(json_object_get(v, "data"),
	    "hits"), 0);
	ck_assert_int_eq(strncmp(str_at(hit, "headline"),
	    "a\xef\xbf\xbd", 4), 0);
	json_decref(v);
	outbox_row_free(row);
}
END_TEST

static struct outbox_row *
large_row(size_t hits, size_t spans, size_t excerpt, size_t headline)
{
	struct outbox_row *row = kit_row("ops", hits);
	struct span *s;
	size_t i, k;

	for (i = 0; i < hits; i++) {
		struct hit *h = row->hits[i];
		char *text = pool_alloc(h->pool, excerpt + 1);
		char *head = pool_alloc(h->pool, headline + 1);

		memset(text, 'x', excerpt);
		memset(head, 'h', headline);
		h->excerpt = text;
		h->headline = head;
		s = pool_alloc(h->pool, spans * sizeof(*s));
		for (k = 0; k < spans; k++)
			s[k] = h->spans[0];
		h->spans = s;
		h->nspans = spans;
	}
	return row;
}

/* What is left of a large row: hits, spans of the first, its excerpt. */
static void
check_less(struct outbox_row *row, size_t hits, size_t spans, bool excerpt)
{
	size_t len, n = row->nhits;
	json_t *v = body_of(row, &len), *data, *list, *hit;

	ck_assert_uint_le(len, WEBHOOK_BODY_MAX);
	data = json_object_get(v, "data");
	list = json_object_get(data, "hits");
	hit = json_array_get(list, 0);
	ck_assert_uint_eq(json_array_size(list), hits);
	ck_assert_int_eq(int_at(data, "omitted"), (json_int_t)(n - hits));
	ck_assert_uint_eq(json_array_size(json_object_get(hit, "spans")),
	    spans);
	ck_assert(json_is_string(json_object_get(hit, "excerpt")) == excerpt);
	json_decref(v);
	outbox_row_free(row);
}

START_TEST(what_does_not_fit_goes_in_the_order_that_is_promised)
{
	check_less(large_row(3, 1, 1000, 20), 3, 1, true);
	check_less(large_row(3, 1, 30000, 20), 3, 1, false);
	check_less(large_row(3, 400, 10, 20), 3, 8, false);
	check_less(large_row(100, 8, 10, 20), 16, 8, false);
	check_less(large_row(100, 1, 10, 9000), 4, 1, false);
	check_less(large_row(1, 1, 10, 1 << 20), 1, 1, false);
}
END_TEST

START_TEST(hits_that_the_store_left_out_are_counted)
{
	struct outbox_row *row = kit_row("ops", 1);
	json_t *v;

	row->more = 12;
	v = body_of(row, NULL);
	ck_assert_int_eq(int_at(json_object_get(v, "data"), "omitted"), 12);
	json_decref(v);
	outbox_row_free(row);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("webhook");

	UNIT_CASE(s, "signature",
	    the_known_vector_of_standard_webhooks_comes_out,
	    while_a_key_is_replaced_both_sign,
	    what_is_no_key_is_refused_without_being_quoted);
	UNIT_CASE(s, "body",
	    a_feed_that_fails_has_a_body_of_its_own,
	    a_body_has_the_shape_that_receivers_rely_on,
	    broken_utf8_and_controls_of_a_feed_come_out_valid,
	    what_does_not_fit_goes_in_the_order_that_is_promised,
	    hits_that_the_store_left_out_are_counted);
	return unit_run(s);
}
