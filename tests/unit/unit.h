/* SPDX-License-Identifier: ISC */
#ifndef NW_TESTS_UNIT_H
#define NW_TESTS_UNIT_H

#include <check.h>
#include <stdlib.h>

/* A test program is one suite: build it, run it, say how it went. */
static inline int
unit_run(Suite *s)
{
	SRunner *sr = srunner_create(s);
	int failed;

	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* Adds a test that runs once for each number below n. */
static inline void
unit_add_loop(Suite *s, const char *name, const TTest *test, size_t n)
{
	TCase *tc = tcase_create(name);

	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, test, 0, (int)n);
	suite_add_tcase(s, tc);
}

/* Adds test functions to a suite as one named case. */
#define UNIT_CASE(suite, name, ...)					\
	do {								\
		const TTest *const unit_tests[] = { __VA_ARGS__ };	\
		TCase *unit_tc = tcase_create(name);			\
		size_t unit_i;						\
									\
		tcase_set_timeout(unit_tc, 120);			\
		for (unit_i = 0; unit_i < sizeof(unit_tests) /		\
		    sizeof(unit_tests[0]); unit_i++)			\
			tcase_add_test(unit_tc, unit_tests[unit_i]);	\
		suite_add_tcase(suite, unit_tc);			\
	} while (0)

#endif
