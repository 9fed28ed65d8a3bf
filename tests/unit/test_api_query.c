/* SPDX-License-Identifier: ISC */
/* What a request says: its path, its parameters, the times in them. */
#include "unit.h"

#include <string.h>

#include "api/query.h"
#include "api/route.h"
#include "api/when.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))
#define NOW	1750000000

START_TEST(times_are_read_as_people_write_them)
{
	static const struct {
		const char	*text;
		int64_t		 when;
	} good[] = {
		{ "24h", NOW - 86400 }, { "now", NOW },
		{ "2w", NOW - 14 * 86400 }, { "0s", NOW },
		{ "1970-01-02", 86400 },
		{ "2000-02-29T00:00:00Z", 951782400 },
		{ "2000-02-29T03:00:00+03:00", 951782400 },
		{ "2000-02-29T03:00:00 0300", 951782400 },
		{ "2000-02-28t20:30:00.123-03:30", 951782400 },
		{ "2000-02-29 00:00Z", 951782400 }
	};
	int64_t when;
	size_t i;

	for (i = 0; i < COUNT(good); i++) {
		ck_assert_msg(when_parse(good[i].text, NOW, &when) == 0,
		    "%s", good[i].text);
		ck_assert_int_eq(when, good[i].when);
	}
}
END_TEST

START_TEST(what_is_no_time_is_refused_and_changes_nothing)
{
	static const char *const bad[] = {
		"", "24", "h", "-1h", "1y", "2026-02-30", "2026-13-01",
		"2026-01-01T24:00:00Z", "2026-01-01T10:00:00", "yesterday",
		"99999999999999999999d", "2026-01-01T10:00:00+25:00",
		"2026-01-01x", "1969-12-3", "2001-02-29T00:00:00Z", "1h "
	};
	int64_t when = 42;
	size_t i;

	for (i = 0; i < COUNT(bad); i++)
		ck_assert_msg(when_parse(bad[i], NOW, &when) == -1,
		    "%s", bad[i]);
	ck_assert_int_eq(when, 42);
	ck_assert_int_eq(span_parse("90", &when), 0);
	ck_assert_int_eq(when, 90);
}
END_TEST

START_TEST(parameters_reach_their_fields)
{
	struct pool *pool = pool_new();
	const char *cause;
	struct query q;

	ck_assert_int_eq(query_parse(&q, "watch=a+b%26c&since=1h&until=now&"
	    "before=77&limit=9999", QUERY_WATCH | QUERY_TIMES | QUERY_BEFORE |
	    QUERY_LIMIT, NOW, pool, &cause), 0);
	ck_assert_str_eq(q.watch, "a b&c");
	ck_assert_ptr_null(q.feed);
	ck_assert_int_eq(q.since, NOW - 3600);
	ck_assert_int_eq(q.until, NOW);
	ck_assert_int_eq(q.before, 77);
	ck_assert_int_eq(q.limit, QUERY_LIMIT_MAX);
	ck_assert_int_eq(query_parse(&q, "", 0, NOW, pool, &cause), 0);
	ck_assert_int_eq(q.limit, QUERY_LIMIT_DEFAULT);
	ck_assert_int_eq(q.after, -1);
	pool_free(pool);
}
END_TEST

START_TEST(bad_parameters_are_refused_with_their_reason)
{
	static const struct {
		const char	*params;
		const char	*cause;
	} bad[] = {
		{ "wacth=x", "no such parameter \"wacth\"" },
		{ "feed=x", "no such parameter \"feed\"" },
		{ "watch=a&watch=b", "given twice" },
		{ "watch=", "expected a name" },
		{ "watch=%ff", "parameter \"watch\" is not UTF-8" },
		{ "watch=a%00b", "NUL" },
		{ "since=1h&until=2h", "\"since\" is later than \"until\"" },
		{ "since=soon", "expected a time (2026-01-31T10:00:00Z), a day" },
		{ "limit=0", "expected a number" },
		{ "limit=-1", "expected a number" },
		{ "before=0", "expected an id" },
		{ "before=9999999999999999999", "expected an id" },
		{ "watch", "they are NAME=VALUE, joined by &" }
	};
	struct pool *pool = pool_new();
	const char *cause;
	struct query q;
	size_t i;

	for (i = 0; i < COUNT(bad); i++) {
		ck_assert_int_eq(query_parse(&q, bad[i].params, QUERY_WATCH |
		    QUERY_TIMES | QUERY_BEFORE | QUERY_LIMIT, NOW, pool,
		    &cause), -1);
		ck_assert_msg(strstr(cause, bad[i].cause) != NULL, "%s: %s",
		    bad[i].params, cause);
	}
	pool_free(pool);
}
END_TEST

START_TEST(unknown_paths_and_wrong_methods_are_told_apart)
{
	int status;
	int64_t id;

	ck_assert_ptr_nonnull(route_find(ROUTE_GET, "/v1/hits", &id,
	    &status));
	ck_assert_ptr_null(route_find(ROUTE_POST, "/v1/hits", &id, &status));
	ck_assert_int_eq(status, 405);
	ck_assert_ptr_null(route_find(ROUTE_GET, "/v1/hits/", &id, &status));
	ck_assert_int_eq(status, 404);
	ck_assert_ptr_null(route_find(ROUTE_GET, "", &id, &status));
	ck_assert_int_eq(status, 404);
	ck_assert_ptr_null(route_find(ROUTE_GET, "/v1/reload", &id, &status));
	ck_assert_int_eq(status, 405);
}
END_TEST

START_TEST(an_id_in_a_path_is_a_number_that_fits)
{
	static const char *const bad[] = {
		"/v1/items/", "/v1/items/0", "/v1/items/-1", "/v1/items/1x",
		"/v1/items/9999999999999999999", "/v1/items/1/",
		"/v1/outbox/1", "/v1/outbox//retry"
	};
	int status;
	int64_t id;
	size_t i;

	ck_assert_ptr_nonnull(route_find(ROUTE_GET, "/v1/items/42", &id,
	    &status));
	ck_assert_int_eq(id, 42);
	ck_assert_ptr_nonnull(route_find(ROUTE_POST, "/v1/outbox/7/retry",
	    &id, &status));
	ck_assert_int_eq(id, 7);
	for (i = 0; i < COUNT(bad); i++) {
		ck_assert_ptr_null(route_find(ROUTE_GET, bad[i], &id,
		    &status));
		ck_assert_int_eq(status, 404);
	}
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("api_query");

	UNIT_CASE(s, "times", times_are_read_as_people_write_them,
	    what_is_no_time_is_refused_and_changes_nothing);
	UNIT_CASE(s, "parameters", parameters_reach_their_fields,
	    bad_parameters_are_refused_with_their_reason);
	UNIT_CASE(s, "routes", unknown_paths_and_wrong_methods_are_told_apart,
	    an_id_in_a_path_is_a_number_that_fits);
	return unit_run(s);
}
