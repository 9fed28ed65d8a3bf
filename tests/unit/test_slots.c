/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "net/slots.h"
#include "base/xalloc.h"

START_TEST(a_host_serves_as_many_as_it_has_slots_in_arrival_order)
{
	struct slots *s = slots_new(2, 0);
	struct slot_wait w[3];

	memset(w, 0, sizeof(w));
	slots_wait(s, &w[0], "a", false);
	slots_wait(s, &w[1], "a", false);
	slots_wait(s, &w[2], "a", false);
	ck_assert_ptr_eq(slots_take(s, 0, true), &w[0]);
	ck_assert_ptr_eq(slots_take(s, 0, true), &w[1]);
	ck_assert_ptr_null(slots_take(s, 0, SLOTS_NAMED));
	ck_assert(slots_wanted(&w[0]));
	slots_leave(s, &w[1]);
	ck_assert_ptr_eq(slots_take(s, 0, true), &w[2]);
	ck_assert(!slots_wanted(&w[0]));
	slots_leave(s, &w[0]);
	slots_leave(s, &w[2]);
	ck_assert_uint_eq(slots_hosts(s), 0);
	slots_free(s);
}
END_TEST

START_TEST(a_busy_host_does_not_hold_up_another)
{
	struct slots *s = slots_new(1, 0);
	struct slot_wait w[3];

	memset(w, 0, sizeof(w));
	slots_wait(s, &w[0], "a", false);
	slots_wait(s, &w[1], "a", false);
	slots_wait(s, &w[2], "b", false);
	ck_assert_ptr_eq(slots_take(s, 0, true), &w[0]);
	ck_assert_ptr_eq(slots_take(s, 0, true), &w[2]);
	ck_assert_ptr_null(slots_take(s, 0, SLOTS_NAMED));
	slots_free(s);
}
END_TEST

START_TEST(starts_at_one_host_keep_their_gap_even_when_slots_are_free)
{
	struct slots *s = slots_new(4, 1000);
	struct slot_wait w[2];

	memset(w, 0, sizeof(w));
	ck_assert_int_eq(slots_next(s), INT64_MAX);
	slots_wait(s, &w[0], "a", false);
	ck_assert_ptr_eq(slots_take(s, 5000, true), &w[0]);
	slots_leave(s, &w[0]);
	slots_wait(s, &w[1], "a", false);
	ck_assert_ptr_null(slots_take(s, 5999, SLOTS_NAMED));
	ck_assert_int_eq(slots_next(s), 6000);
	ck_assert_ptr_eq(slots_take(s, 6000, true), &w[1]);
	slots_leave(s, &w[1]);
	ck_assert_int_eq(slots_next(s), INT64_MAX);
	/* It is remembered for its gap, and no longer. */
	ck_assert_uint_eq(slots_hosts(s), 1);
	ck_assert_ptr_null(slots_take(s, 7000, SLOTS_NAMED));
	ck_assert_uint_eq(slots_hosts(s), 0);
	slots_free(s);
}
END_TEST

START_TEST(hosts_that_need_a_lookup_wait_while_none_is_free)
{
	struct slots *s = slots_new(1, 0);
	struct slot_wait w[3];

	memset(w, 0, sizeof(w));
	slots_wait(s, &w[0], "name", true);
	slots_wait(s, &w[1], "1.1.1.1", false);
	slots_wait(s, &w[2], "1.1.1.2", false);
	ck_assert_ptr_eq(slots_take(s, 0, false), &w[1]);
	ck_assert_ptr_eq(slots_take(s, 0, true), &w[0]);
	ck_assert_ptr_eq(slots_take(s, 0, true), &w[2]);
	slots_free(s);
}
END_TEST

START_TEST(a_slow_host_is_passed_over_when_it_should_be_and_remembered)
{
	struct slots *s = slots_new(1, 0);
	struct slot_wait w[3];

	memset(w, 0, sizeof(w));
	slots_wait(s, &w[0], "slow", false);
	ck_assert_ptr_eq(slots_take(s, 0, 0), &w[0]);
	ck_assert(!slots_is_slow(&w[0]));
	slots_set_slow(s, &w[0], true);
	slots_leave(s, &w[0]);
	ck_assert_uint_eq(slots_hosts(s), 1);
	slots_wait(s, &w[1], "slow", false);
	slots_wait(s, &w[2], "quick", false);
	ck_assert_ptr_eq(slots_take(s, 0, SLOTS_NAMED), &w[2]);
	ck_assert_ptr_null(slots_take(s, 0, SLOTS_NAMED));
	ck_assert_ptr_eq(slots_take(s, 0, SLOTS_SLOW), &w[1]);
	ck_assert(slots_is_slow(&w[1]));
	slots_set_slow(s, &w[1], false);
	slots_leave(s, &w[1]);
	slots_leave(s, &w[2]);
	ck_assert_uint_eq(slots_hosts(s), 0);
	slots_free(s);
}
END_TEST

START_TEST(a_host_that_turns_slow_while_others_wait_stays_in_line)
{
	struct slots *s = slots_new(2, 0);
	struct slot_wait w[3];

	memset(w, 0, sizeof(w));
	slots_wait(s, &w[0], "a", true);
	slots_wait(s, &w[1], "a", true);
	slots_wait(s, &w[2], "a", true);
	ck_assert_ptr_eq(slots_take(s, 0, SLOTS_NAMED), &w[0]);
	slots_set_slow(s, &w[0], true);
	ck_assert_ptr_null(slots_take(s, 0, SLOTS_NAMED));
	ck_assert_ptr_null(slots_take(s, 0, SLOTS_SLOW));
	ck_assert_ptr_eq(slots_take(s, 0, SLOTS_NAMED | SLOTS_SLOW), &w[1]);
	slots_set_slow(s, &w[0], false);
	slots_leave(s, &w[0]);
	ck_assert_ptr_eq(slots_take(s, 0, SLOTS_NAMED), &w[2]);
	slots_free(s);
}
END_TEST

START_TEST(leaving_while_waiting_frees_the_place_and_twice_is_harmless)
{
	struct slots *s = slots_new(1, 0);
	struct slot_wait w[2];

	memset(w, 0, sizeof(w));
	slots_wait(s, &w[0], "a", true);
	slots_wait(s, &w[1], "a", true);
	slots_leave(s, &w[0]);
	slots_leave(s, &w[0]);
	ck_assert_ptr_eq(slots_take(s, 0, true), &w[1]);
	slots_leave(s, &w[1]);
	ck_assert_ptr_null(slots_take(s, 0, SLOTS_NAMED));
	ck_assert_uint_eq(slots_hosts(s), 0);
	slots_free(s);
}
END_TEST

START_TEST(ten_thousand_hosts_each_get_their_turn)
{
	enum { N = 10000 };
	struct slots *s = slots_new(1, 1);
	struct slot_wait *w = xcalloc(N, sizeof(*w)), *got;
	char name[32];
	size_t i;

	for (i = 0; i < N; i++) {
		snprintf(name, sizeof(name), "host-%zu.example", i);
		slots_wait(s, &w[i], name, i % 2 == 0);
	}
	ck_assert_uint_eq(slots_hosts(s), N);
	for (i = 0; i < N; i++) {
		got = slots_take(s, 7, SLOTS_NAMED);
		ck_assert_ptr_eq(got, &w[i]);
	}
	ck_assert_ptr_null(slots_take(s, 7, SLOTS_NAMED));
	for (i = 0; i < N; i++)
		slots_leave(s, &w[i]);
	ck_assert_ptr_null(slots_take(s, 8, SLOTS_NAMED));
	ck_assert_uint_eq(slots_hosts(s), 0);
	slots_free(s);
	free(w);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("slots");

	UNIT_CASE(s, "slots",
	    a_host_serves_as_many_as_it_has_slots_in_arrival_order,
	    a_busy_host_does_not_hold_up_another,
	    starts_at_one_host_keep_their_gap_even_when_slots_are_free,
	    hosts_that_need_a_lookup_wait_while_none_is_free,
	    a_slow_host_is_passed_over_when_it_should_be_and_remembered,
	    a_host_that_turns_slow_while_others_wait_stays_in_line,
	    leaving_while_waiting_frees_the_place_and_twice_is_harmless,
	    ten_thousand_hosts_each_get_their_turn);
	return unit_run(s);
}
