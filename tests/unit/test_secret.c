/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <sys/stat.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "secret.h"
#include "base/xalloc.h"

static char dir[64];
static char path[96];
static char *cause;

static void
make_dir(void)
{
	snprintf(dir, sizeof(dir), "/tmp/nw-secret-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/ops-hook", dir);
	cause = NULL;
}

static void
remove_dir(void)
{
	free(cause);
	chmod(path, 0600);
	unlink(path);
	rmdir(path);
	rmdir(dir);
}

static void
put(const void *data, size_t n)
{
	FILE *f = fopen(path, "w");

	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(data, 1, n, f), n);
	fclose(f);
	ck_assert_int_eq(chmod(path, 0600), 0);
}

static void
refuses(const char *credential, const char *file, const char *why)
{
	cause = NULL;
	ck_assert_ptr_null(secret_read("sink \"ops\"", credential, file,
	    &cause));
	ck_assert_ptr_nonnull(cause);
	ck_assert_int_eq(strncmp(cause, "sink \"ops\": ", 12), 0);
	ck_assert_msg(strstr(cause, why) != NULL, "%s", cause);
	free(cause);
	cause = NULL;
}

START_TEST(the_last_line_end_is_cut_off_and_no_other)
{
	static const struct { const char *in, *out; } rows[] = {
		{ "abc", "abc" }, { "abc\n", "abc" }, { "abc\r\n", "abc" },
		{ "a\nb\n", "a\nb" }, { " a \n\n", " a \n" }
	};
	char *s;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		put(rows[i].in, strlen(rows[i].in));
		s = secret_read("smtp", NULL, path, &cause);
		ck_assert_str_eq(s, rows[i].out);
		secret_free(s);
	}
	secret_free(NULL);
}
END_TEST

START_TEST(what_is_no_secret_is_refused_with_its_sink_and_file)
{
	static char big[SECRET_MAX + 1];

	refuses(NULL, path, "No such file");
	refuses(NULL, path, path);
	put("", 0);
	refuses(NULL, path, "empty");
	put("\n", 1);
	refuses(NULL, path, "empty");
	put("a\0b", 3);
	refuses(NULL, path, "NUL");
	memset(big, 'x', sizeof(big));
	put(big, sizeof(big));
	refuses(NULL, path, "too large");
	unlink(path);
	ck_assert_int_eq(mkdir(path, 0700), 0);
	refuses(NULL, path, "not a regular file");
	rmdir(path);
	ck_assert_int_eq(mkfifo(path, 0600), 0);
	refuses(NULL, path, "not a regular file");
}
END_TEST

START_TEST(a_credential_is_looked_for_where_systemd_says)
{
	char *s;

	unsetenv("CREDENTIALS_DIRECTORY");
	refuses("ops-hook", NULL, "LoadCredential");
	put("key\n", 4);
	setenv("CREDENTIALS_DIRECTORY", dir, 1);
	s = secret_read("sink \"ops\"", "ops-hook", NULL, &cause);
	ck_assert_str_eq(s, "key");
	secret_free(s);
	refuses("other", NULL, "No such file");
	refuses("../ops-hook", NULL, "no credential name");
	refuses("", NULL, "no credential name");
	refuses(".", NULL, "no credential name");
}
END_TEST

START_TEST(a_secret_that_others_may_read_still_works)
{
	char *s;

	put("key\n", 4);
	ck_assert_int_eq(chmod(path, 0644), 0);
	s = secret_read("sink \"ops\"", NULL, path, &cause);
	ck_assert_str_eq(s, "key");
	secret_free(s);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("secret");
	TCase *tc = tcase_create("secret");

	tcase_add_checked_fixture(tc, make_dir, remove_dir);
	tcase_add_test(tc, the_last_line_end_is_cut_off_and_no_other);
	tcase_add_test(tc, what_is_no_secret_is_refused_with_its_sink_and_file);
	tcase_add_test(tc, a_credential_is_looked_for_where_systemd_says);
	tcase_add_test(tc, a_secret_that_others_may_read_still_works);
	suite_add_tcase(s, tc);
	return unit_run(s);
}
