/* SPDX-License-Identifier: ISC */
/* Large answers stand in a file that has no name, and nowhere else. */
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pages.h"
#include "base/spill.h"
#include "base/xalloc.h"

#define BOMB	200000	/* bytes that /bomb unpacks to */

static char dir[] = "/tmp/nw-spill-XXXXXX";
static struct spill_room room = { .dir = dir };

/* What came, and the file if there is one. */
static struct large {
	int		 done;
	enum http_error	 error;
	char		*detail;
	size_t		 in_memory;
	struct spill	*spill;
} large;

static void
open_all(void)
{
	struct http_limits l = world_limits();

	memset(&large, 0, sizeof(large));
	memcpy(dir + strlen(dir) - 6, "XXXXXX", 6);
	ck_assert_ptr_nonnull(mkdtemp(dir));
	room.max = SIZE_MAX;
	l.spill_room = &room;
	world_open_with(&w, &l);
	w.serve = serve_new(w.base, pages_on_asked, &script);
}

static void
close_all(void)
{
	spill_free(large.spill);
	free(large.detail);
	world_close(&w);
	ck_assert_int_eq(rmdir(dir), 0);
}

static void
on_large(const struct http_answer *a, void *arg)
{
	large.error = a->error;
	large.detail = a->detail != NULL ? xstrdup(a->detail) : NULL;
	large.in_memory = a->body->len;
	large.spill = *a->spill;
	*a->spill = NULL;
	large.done = 1;
}

static void
get(const char *path, size_t in_memory, size_t max_body)
{
	struct http_get g = {
		.url = serve_url(w.serve, path),
		.max_body = max_body,
		.in_memory = in_memory,
		.timeout_s = 30
	};

	http_get(w.http, &g, on_large, NULL);
	loop_until(w.base, &large.done);
}

START_TEST(what_was_added_is_read_back_from_anywhere)
{
	struct spill *s = spill_new(&room);
	char got_back[16] = "";

	ck_assert_ptr_nonnull(s);
	ck_assert_int_eq(spill_add(s, "hello ", 6), 0);
	ck_assert_int_eq(spill_add(s, "", 0), 0);
	ck_assert_int_eq(spill_add(s, "world", 5), 0);
	ck_assert_uint_eq(spill_len(s), 11);
	ck_assert_uint_eq(spill_read(s, 4, got_back, 4), 4);
	ck_assert_str_eq(got_back, "o wo");
	ck_assert_uint_eq(spill_read(s, 9, got_back, sizeof(got_back)), 2);
	ck_assert_uint_eq(spill_read(s, 11, got_back, sizeof(got_back)), 0);
	ck_assert_uint_eq(spill_read(s, 999, got_back, sizeof(got_back)), 0);
	spill_free(s);
	spill_free(NULL);
}
END_TEST

START_TEST(a_file_has_no_name_that_others_could_open)
{
	struct spill *s = spill_new(&room);

	/* The directory is empty again, or it could not be removed. */
	ck_assert_int_eq(rmdir(dir), 0);
	ck_assert_int_eq(mkdir(dir, 0700), 0);
	spill_free(s);
}
END_TEST

START_TEST(a_directory_that_is_not_there_gives_none)
{
	struct spill_room none = { .dir = "/nonexistent/of/newswatch" };

	ck_assert_ptr_null(spill_new(&none));
	ck_assert_int_eq(errno, ENOENT);
}
END_TEST

START_TEST(all_files_together_have_a_ceiling)
{
	struct spill *one = spill_new(&room), *two = spill_new(&room);

	room.max = 10;
	ck_assert_int_eq(spill_add(one, "sixsix", 6), 0);
	ck_assert_int_eq(spill_add(two, "five5", 5), -1);
	ck_assert_int_eq(errno, EDQUOT);
	ck_assert_uint_eq(spill_len(two), 0);
	ck_assert_int_eq(spill_add(two, "four", 4), 0);
	spill_free(one);
	ck_assert_int_eq(spill_add(two, "five5", 5), 0);
	spill_free(two);
	ck_assert_uint_eq(room.used, 0);
}
END_TEST

START_TEST(an_answer_that_finds_no_room_fails_and_says_so)
{
	room.max = 20000;
	get("/bomb", 10000, BOMB);
	ck_assert_int_eq(large.error, HTTP_OTHER);
	ck_assert_str_eq(large.detail, "no room for a large answer: too many "
	    "others just now");
}
END_TEST

START_TEST(an_answer_that_is_too_large_for_memory_is_in_the_file)
{
	char piece[4096];
	size_t at, n;

	get("/bomb", 10000, BOMB);
	ck_assert_msg(large.error == HTTP_OK, "%s", large.detail);
	ck_assert_uint_eq(large.in_memory, 0);
	ck_assert_ptr_nonnull(large.spill);
	ck_assert_uint_eq(spill_len(large.spill), BOMB);
	for (at = 0; at < BOMB; at += n) {
		n = spill_read(large.spill, at, piece, sizeof(piece));
		ck_assert_uint_gt(n, 0);
		ck_assert_int_eq(piece[n - 1], 0);
	}
}
END_TEST

START_TEST(an_answer_that_fits_stays_in_memory)
{
	get("/bomb", BOMB, BOMB);
	ck_assert_int_eq(large.error, HTTP_OK);
	ck_assert_uint_eq(large.in_memory, BOMB);
	ck_assert_ptr_null(large.spill);
}
END_TEST

START_TEST(who_asks_for_memory_alone_gets_it)
{
	get("/bomb", 0, BOMB);
	ck_assert_uint_eq(large.in_memory, BOMB);
	ck_assert_ptr_null(large.spill);
}
END_TEST

START_TEST(the_ceiling_holds_in_the_file_too)
{
	get("/bomb", 10000, BOMB - 1);
	ck_assert_int_eq(large.error, HTTP_TOO_LARGE);
	ck_assert_str_eq(large.detail,
	    "the answer is larger than 199999 bytes");
	ck_assert_uint_lt(spill_len(large.spill), BOMB);
}
END_TEST

START_TEST(a_gzip_file_is_unpacked_in_memory_whatever_it_needs)
{
	get("/file.gz", 10, 1000);
	ck_assert_msg(large.error == HTTP_OK, "%s", large.detail);
	ck_assert_ptr_null(large.spill);
	ck_assert_uint_eq(large.in_memory, strlen("hello, packed world"));
}
END_TEST

START_TEST(where_no_file_can_be_made_memory_is_taken)
{
	ck_assert_int_eq(rmdir(dir), 0);
	get("/bomb", 10000, BOMB);
	ck_assert_int_eq(mkdir(dir, 0700), 0);
	ck_assert_int_eq(large.error, HTTP_OK);
	ck_assert_uint_eq(large.in_memory, BOMB);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("spill");

	WORLD_CASE(s, "file", open_all, close_all,
	    what_was_added_is_read_back_from_anywhere,
	    a_file_has_no_name_that_others_could_open,
	    a_directory_that_is_not_there_gives_none,
	    all_files_together_have_a_ceiling,
	    an_answer_that_finds_no_room_fails_and_says_so);
	WORLD_CASE(s, "answers", open_all, close_all,
	    an_answer_that_is_too_large_for_memory_is_in_the_file,
	    an_answer_that_fits_stays_in_memory,
	    who_asks_for_memory_alone_gets_it,
	    the_ceiling_holds_in_the_file_too,
	    a_gzip_file_is_unpacked_in_memory_whatever_it_needs,
	    where_no_file_can_be_made_memory_is_taken);
	return unit_run(s);
}
