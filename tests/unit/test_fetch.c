/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <string.h>

#include "net/fetch.h"
#include "net/http.h"

#define NOW	INT64_C(1790000000)	/* Mon, 21 Sep 2026 14:13:20 GMT */

static struct fetch_verdict
judge(const struct http_answer *a)
{
	struct fetch_in in = { a, "\"sent\"", "then", NOW };

	return fetch_judge(&in);
}

START_TEST(statuses_mean_what_the_rfcs_say)
{
	static const struct {
		int		 status;
		const char	*im;
		enum fetch_kind	 kind;
		const char	*reason;
	} rows[] = {
		{ 200, NULL, FETCH_BODY, NULL },
		{ 226, "feed", FETCH_BODY, NULL },
		{ 226, "vcdiff", FETCH_FAILED, "226" },
		{ 304, NULL, FETCH_UNCHANGED, NULL },
		{ 410, NULL, FETCH_GONE, "410: gone for good" },
		{ 404, NULL, FETCH_FAILED, "404: not found" },
		{ 204, NULL, FETCH_FAILED, "answered 204" },
		{ 301, NULL, FETCH_FAILED, "answered 301" },
		{ 503, NULL, FETCH_FAILED, "503: service unavailable" }
	};
	struct fetch_verdict v;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		v = judge(&(struct http_answer){ .status = rows[i].status,
		    .im = rows[i].im });
		ck_assert_int_eq(v.kind, rows[i].kind);
		if (rows[i].reason == NULL)
			ck_assert_ptr_null(v.reason);
		else
			ck_assert_ptr_nonnull(strstr(v.reason,
			    rows[i].reason));
		fetch_verdict_clear(&v);
	}
}
END_TEST

START_TEST(a_failed_transfer_tells_why_and_keeps_nothing)
{
	struct fetch_verdict v = judge(&(struct http_answer){
	    .error = HTTP_RESOLVE, .detail = "no such host",
	    .etag = "\"x\"" });

	ck_assert_int_eq(v.kind, FETCH_FAILED);
	ck_assert_ptr_nonnull(strstr(v.reason, "no such host"));
	ck_assert_ptr_null(v.etag);
	fetch_verdict_clear(&v);
	ck_assert_ptr_null(v.reason);
}
END_TEST

START_TEST(validators_are_taken_anew_from_each_answer)
{
	struct fetch_verdict v = judge(&(struct http_answer){ .status = 200,
	    .etag = "W/\"a b\"", .last_modified = "a date of 2041" });

	ck_assert_str_eq(v.etag, "W/\"a b\"");
	ck_assert_str_eq(v.last_modified, "a date of 2041");
	fetch_verdict_clear(&v);
	v = judge(&(struct http_answer){ .status = 200 });
	ck_assert_ptr_null(v.etag);
	ck_assert_ptr_null(v.last_modified);
	fetch_verdict_clear(&v);
	v = judge(&(struct http_answer){ .status = 304, .etag = "\"new\"" });
	ck_assert_str_eq(v.etag, "\"new\"");
	ck_assert_ptr_null(v.last_modified);
	fetch_verdict_clear(&v);
	v = judge(&(struct http_answer){ .status = 304 });
	ck_assert_str_eq(v.etag, "\"sent\"");
	ck_assert_str_eq(v.last_modified, "then");
	fetch_verdict_clear(&v);
}
END_TEST

START_TEST(a_new_address_counts_only_when_it_answered_well)
{
	struct fetch_verdict v = judge(&(struct http_answer){ .status = 200,
	    .moved_to = "https://new.example/" });

	ck_assert_str_eq(v.moved_to, "https://new.example/");
	fetch_verdict_clear(&v);
	v = judge(&(struct http_answer){ .status = 404,
	    .moved_to = "https://new.example/" });
	ck_assert_ptr_null(v.moved_to);
	fetch_verdict_clear(&v);
	v = judge(&(struct http_answer){ .status = 304,
	    .moved_to = "https://new.example/" });
	ck_assert_ptr_null(v.moved_to);
	fetch_verdict_clear(&v);
}
END_TEST

START_TEST(a_304_that_nobody_asked_for_is_a_failure)
{
	struct http_answer a = { .status = 304 };
	struct fetch_in in = { .answer = &a };
	struct fetch_verdict v = fetch_judge(&in);

	ck_assert_int_eq(v.kind, FETCH_FAILED);
	ck_assert_ptr_nonnull(strstr(v.reason, "without conditions"));
	fetch_verdict_clear(&v);
}
END_TEST

START_TEST(the_server_says_when_to_come_back)
{
	static const struct {
		struct http_answer	 a;
		int64_t			 wait;
	} rows[] = {
		{ { .status = 200 }, 0 },
		{ { .status = 200, .cache_control = "max-age=300" }, 300 },
		{ { .status = 304, .cache_control = "public, Max-Age=60" },
		    60 },
		{ { .status = 200, .cache_control = "max-age=300, no-cache" },
		    0 },
		{ { .status = 200, .cache_control = "max-age=99999999999999" },
		    FETCH_FRESH_MAX },
		{ { .status = 200, .cache_control = "max-age=x" }, 0 },
		{ { .status = 200, .cache_control = "max-age=0",
		    .expires = "Mon, 21 Sep 2026 15:13:20 GMT" }, 0 },
		{ { .status = 200, .expires = "Mon, 21 Sep 2026 15:13:20 GMT" },
		    3600 },
		{ { .status = 200, .expires = "Mon, 21 Sep 2026 15:13:20 GMT",
		    .date = "Mon, 21 Sep 2026 15:03:20 GMT" }, 600 },
		{ { .status = 200, .expires = "0" }, 0 },
		{ { .status = 200, .retry_after = "120",
		    .cache_control = "max-age=60" }, 120 },
		{ { .status = 429 }, FETCH_SLOW },
		{ { .status = 503, .retry_after = "3600" }, 3600 },
		{ { .status = 503,
		    .retry_after = "Mon, 21 Sep 2026 14:23:20 GMT" }, 600 },
		{ { .status = 503, .retry_after = "soon" }, FETCH_SLOW },
		{ { .status = 503, .retry_after = "999999999" },
		    FETCH_RETRY_MAX },
		{ { .status = 404, .cache_control = "max-age=300" }, 0 }
	};
	struct fetch_verdict v;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		v = judge(&rows[i].a);
		ck_assert_msg(v.not_before ==
		    (rows[i].wait > 0 ? NOW + rows[i].wait : 0),
		    "row %zu: %jd", i, (intmax_t)v.not_before);
		fetch_verdict_clear(&v);
	}
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("fetch");

	UNIT_CASE(s, "judge", statuses_mean_what_the_rfcs_say,
	    a_failed_transfer_tells_why_and_keeps_nothing,
	    validators_are_taken_anew_from_each_answer,
	    a_new_address_counts_only_when_it_answered_well,
	    a_304_that_nobody_asked_for_is_a_failure,
	    the_server_says_when_to_come_back);
	return unit_run(s);
}
