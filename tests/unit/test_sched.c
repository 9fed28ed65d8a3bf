/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "interval.h"
#include "schedule.h"

#define NODES	500

static int64_t last_when;
static size_t called;

static void
on_due(struct sched_node *node, void *arg)
{
	ck_assert_uint_eq(node->place, 0);
	ck_assert_int_ge(node->when, last_when);
	last_when = node->when;
	called++;
}

START_TEST(nodes_come_due_once_and_in_order_as_the_clock_turns)
{
	static struct sched_node nodes[NODES];
	struct clock clock;
	struct sched *s;
	size_t i;

	clock_set(&clock, 1000);
	s = sched_new(NULL, &clock, on_due, NULL);
	for (i = 0; i < NODES; i++)
		sched_at(s, &nodes[i], 1000 + (int64_t)(i * 7919 % NODES));
	ck_assert_int_eq(sched_next(s), 1000);
	ck_assert_uint_eq(sched_run(s), 1);
	ck_assert_uint_eq(sched_run(s), 0);
	for (i = 0; i < NODES; i += 2)
		sched_remove(s, &nodes[i]);
	clock_set(&clock, 1000 + NODES / 2);
	sched_run(s);
	clock_set(&clock, 1000 + NODES);
	sched_run(s);
	ck_assert_int_eq(sched_next(s), INT64_MAX);
	ck_assert_uint_eq(called, 1 + NODES / 2);
	sched_free(s);
}
END_TEST

START_TEST(nothing_is_called_while_the_schedule_is_held)
{
	struct sched_node a = { 0, 0 };
	struct clock clock;
	struct sched *s;

	last_when = 0;
	called = 0;
	clock_set(&clock, 1000);
	s = sched_new(NULL, &clock, on_due, NULL);
	sched_at(s, &a, 1000);
	sched_hold(s, true);
	ck_assert_uint_eq(sched_run(s), 0);
	ck_assert_int_eq(sched_next(s), 1000);
	sched_hold(s, false);
	ck_assert_uint_eq(sched_run(s), 1);
	ck_assert_uint_eq(called, 1);
	sched_free(s);
}
END_TEST

static void
on_due_again(struct sched_node *node, void *arg)
{
	struct sched **s = arg;

	called++;
	sched_at(*s, node, node->when);
}

START_TEST(a_node_put_back_as_due_cannot_hold_the_loop)
{
	struct sched_node a = { 0, 0 }, b = { 0, 0 };
	struct clock clock;
	struct sched *s;

	clock_set(&clock, 10);
	s = sched_new(NULL, &clock, on_due_again, &s);
	sched_at(s, &a, 5);
	sched_at(s, &b, 6);
	ck_assert_uint_eq(sched_run(s), 2);
	sched_at(s, &a, 50);
	sched_remove(s, &b);
	ck_assert_int_eq(sched_next(s), 50);
	sched_free(s);
}
END_TEST

static struct interval_in
calm(void)
{
	struct interval_in in = { .now = 1000000, .min = 120, .max = 14400,
	    .ttl = 0 };

	return in;
}

START_TEST(busy_feeds_are_polled_more_often_and_quiet_ones_less)
{
	struct interval_in in = calm();
	int i;

	in.fresh = true;
	for (i = 0; i < 30; i++)
		in.current = interval_next(&in).interval;
	ck_assert_int_eq(in.current, 120);
	in.fresh = false;
	for (i = 0; i < 60; i++)
		in.current = interval_next(&in).interval;
	ck_assert_int_eq(in.current, 14400);
}
END_TEST

START_TEST(backoff_doubles_then_stays_at_one_day)
{
	struct interval_in in = calm();

	in.current = 300;
	in.failures = 1;
	ck_assert_int_eq(interval_next(&in).due, in.now + 300);
	in.failures = 3;
	ck_assert_int_eq(interval_next(&in).due, in.now + 1200);
	ck_assert_int_eq(interval_next(&in).interval, 300);
	in.failures = 1000;
	ck_assert_int_eq(interval_next(&in).due, in.now + 86400);
}
END_TEST

START_TEST(what_feed_and_server_ask_for_is_kept)
{
	struct interval_in in = calm();

	in.current = in.every = 300;
	in.ttl = 3600;
	ck_assert_int_eq(interval_next(&in).due, in.now + 3600);
	in.not_before = in.now + 5000;
	ck_assert_int_eq(interval_next(&in).due, in.now + 5000);
	in.ttl = INT64_C(1) << 40;
	ck_assert_int_eq(interval_next(&in).due, in.now + 7 * 86400);
}
END_TEST

START_TEST(skipped_hours_and_days_are_passed_over)
{
	struct interval_in in = calm();

	in.now = 0;			/* Thursday, 00:00 */
	in.every = 60;
	in.skip_hours = 3;		/* hours 0 and 1 */
	ck_assert_int_eq(interval_next(&in).due, 7200);
	in.skip_hours = 0;
	in.skip_days = 1u << 4;		/* Thursday */
	ck_assert_int_eq(interval_next(&in).due, 86400);
	in.skip_days = 0x7f;		/* nonsense: as if it said nothing */
	ck_assert_int_eq(interval_next(&in).due, 60);
}
END_TEST

START_TEST(jitter_only_ever_adds)
{
	struct interval_in in = calm();
	int64_t due;
	uint32_t i;

	in.every = 1000;
	for (i = 0; i < 5000; i += 37) {
		in.random = i;
		due = interval_next(&in).due;
		ck_assert_int_ge(due, in.now + 1000);
		ck_assert_int_le(due, in.now + 1100);
	}
	ck_assert_int_eq(interval_spread(50, 5, 77), 50);
	ck_assert_int_le(interval_spread(50, 10000, 77777), 50 + 1000);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("sched");

	UNIT_CASE(s, "heap",
	    nothing_is_called_while_the_schedule_is_held,
	    nodes_come_due_once_and_in_order_as_the_clock_turns,
	    a_node_put_back_as_due_cannot_hold_the_loop);
	UNIT_CASE(s, "interval",
	    busy_feeds_are_polled_more_often_and_quiet_ones_less,
	    backoff_doubles_then_stays_at_one_day,
	    what_feed_and_server_ask_for_is_kept,
	    skipped_hours_and_days_are_passed_over,
	    jitter_only_ever_adds);
	return unit_run(s);
}
