/* SPDX-License-Identifier: ISC */
#include "unit.h"
#include "frame_kit.h"

#include <string.h>
#include <unistd.h>
#include <sys/socket.h>

#include "article.h"
#include "hit.h"
#include "item.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/frame.h"
#include "base/hash.h"
#include "base/jsonw.h"
#include "base/pack.h"
#include "base/pool.h"
#include "base/utf8.h"

START_TEST(buf_refuses_to_grow_past_its_ceiling_and_keeps_what_it_has)
{
	struct buf b;

	buf_init(&b, 5);
	ck_assert_int_eq(buf_adds(&b, "abc"), 0);
	ck_assert_int_eq(buf_adds(&b, "def"), -1);
	ck_assert_str_eq(buf_str(&b), "abc");
	ck_assert_int_eq(buf_addf(&b, "%d", 12), 0);
	ck_assert_int_eq(buf_addf(&b, "%d", 3), -1);
	ck_assert_str_eq(buf_str(&b), "abc12");
	buf_drain(&b, 3);
	ck_assert_str_eq(buf_str(&b), "12");
	buf_clear(&b);
	ck_assert_str_eq(buf_str(&b), "");
}
END_TEST

START_TEST(utf8_decoding_refuses_what_table_3_7_refuses)
{
	static const char *const bad[] = {
		"\x80", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80",
		"\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "\xe2\x82"
	};
	uint32_t cp;
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		ck_assert_uint_eq(utf8_decode(bad[i], strlen(bad[i]), &cp), 1);
		ck_assert_uint_eq(cp, UTF8_BAD);
		ck_assert(!utf8_is_valid(bad[i], strlen(bad[i])));
	}
	ck_assert_uint_eq(utf8_decode("\xf0\x9f\x98\x80", 4, &cp), 4);
	ck_assert_uint_eq(cp, 0x1f600);
	ck_assert_uint_eq(utf8_count("Нарышкин", strlen("Нарышкин")), 8);
	ck_assert_uint_eq(utf8_offset("Нарышкин", 16, 3), 6);
	ck_assert_uint_eq(utf8_cut("Нарышкин", 16, 5), 4);
}
END_TEST

START_TEST(pool_arrays_keep_their_elements_while_they_grow)
{
	struct pool *p = pool_new();
	int *a = NULL;
	size_t n;

	for (n = 0; n < 1000; n++) {
		a = pool_grow(p, a, n, sizeof(*a));
		ck_assert_int_eq(a[n], 0);
		a[n] = (int)n + 1;
	}
	for (n = 0; n < 1000; n++)
		ck_assert_int_eq(a[n], (int)n + 1);
	ck_assert_str_eq(pool_printf(p, "%s-%d", "x", 7), "x-7");
	ck_assert_ptr_null(pool_strdup(p, NULL));
	pool_reset(p);
	ck_assert_uint_eq(pool_used(p), 0);
	pool_free(p);
}
END_TEST

START_TEST(unpacking_never_reads_past_the_end_of_a_lying_input)
{
	static const unsigned char lie[] = { 0xff, 0xff, 0xff, 0x7f, 'a' };
	struct pool *pool = pool_new();
	struct unpack u;

	unpack_init(&u, lie, sizeof(lie));
	ck_assert_ptr_null(unpack_str(&u, pool));
	ck_assert(!unpack_ok(&u));
	unpack_init(&u, lie, sizeof(lie));
	ck_assert_uint_eq(unpack_count(&u, 4), 0);
	ck_assert(!unpack_ok(&u));
	ck_assert_uint_eq(unpack_u32(&u), 0);
	pool_free(pool);
}
END_TEST

START_TEST(an_item_survives_the_pipe_and_no_cut_of_it_does)
{
	static const int64_t album[] = { 7, 8 };
	struct item *it = item_new(), *back;
	struct buf b;
	size_t n;

	it->id = "guid";
	it->title = "Заголовок";
	it->published = 1700000000;
	it->tg.channel = "chan";
	it->tg.album = album;
	it->tg.nalbum = 2;
	buf_init(&b, 1 << 20);
	ck_assert_int_eq(item_pack(it, &b), 0);
	for (n = 0; n < b.len; n++)
		ck_assert_ptr_null(item_unpack(b.data, n));
	back = item_unpack(b.data, b.len);
	ck_assert_ptr_nonnull(back);
	ck_assert_str_eq(back->title, "Заголовок");
	ck_assert_ptr_null(back->link);
	ck_assert_int_eq(back->published, 1700000000);
	ck_assert_int_eq(back->updated, ITEM_NO_TIME);
	ck_assert_int_eq(back->tg.album[1], 8);
	item_free(back);
	item_free(it);
	buf_clear(&b);
}
END_TEST

START_TEST(json_strings_escape_controls_and_mend_broken_utf8)
{
	struct jsonw w;
	struct buf b;

	buf_init(&b, 1000);
	jsonw_init_buf(&w, &b);
	jsonw_object(&w, NULL);
	jsonw_str(&w, "a", "x\"\\\n\x01\xffй");
	jsonw_null(&w, "b");
	jsonw_array(&w, "c");
	jsonw_int(&w, NULL, -5);
	jsonw_bool(&w, NULL, true);
	jsonw_time(&w, NULL, 0);
	jsonw_end_array(&w);
	jsonw_end_object(&w);
	ck_assert(jsonw_ok(&w));
	ck_assert_str_eq(buf_str(&b), "{\"a\":\"x\\\"\\\\\\n\\u0001\\ufffdй\","
	    "\"b\":null,\"c\":[-5,true,\"1970-01-01T00:00:00Z\"]}");
	buf_clear(&b);
}
END_TEST

START_TEST(a_frame_arrives_whole_or_not_at_all)
{
	struct frame f;
	struct buf b;
	int fd[2];

	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	buf_init(&b, FRAME_MAX + FRAME_HEAD);
	ck_assert_int_eq(frame_write(fd[0], 5, 9, "hello", 5), 0);
	ck_assert_int_eq(frame_read(fd[1], &b, &f), 0);
	ck_assert_uint_eq(f.type, 5);
	ck_assert_uint_eq(f.id, 9);
	ck_assert_mem_eq(f.data, "hello", 5);
	ck_assert_int_eq(frame_peek(b.data, b.len - 1, &f), 0);
	memset(b.data, 0xff, FRAME_HEAD);
	ck_assert_int_eq(frame_peek(b.data, b.len, &f), -1);
	close(fd[0]);
	ck_assert_int_eq(frame_read(fd[1], &b, &f), -1);
	close(fd[1]);
	buf_clear(&b);
}
END_TEST

START_TEST(frames_of_one_buffer_go_out_in_order_and_within_its_ceiling)
{
	struct buf out, in;
	struct frame f;
	int fd[2];

	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	buf_init(&in, FRAME_MAX + FRAME_HEAD);
	buf_init(&out, 2 * FRAME_HEAD + 5);
	ck_assert_int_eq(frame_add(&out, 1, 7, "one", 3), 0);
	ck_assert_int_eq(frame_add(&out, 2, 7, "two", 3), -1);
	ck_assert_int_eq(frame_add(&out, 2, 7, "tw", 2), 0);
	ck_assert_int_eq(frame_flush(fd[0], &out), 0);
	ck_assert_uint_eq(out.len, 0);
	ck_assert_int_eq(frame_read(fd[1], &in, &f), 0);
	ck_assert_uint_eq(f.type, 1);
	ck_assert_mem_eq(f.data, "one", 3);
	ck_assert_int_eq(frame_read(fd[1], &in, &f), 0);
	ck_assert_uint_eq(f.type, 2);
	ck_assert_mem_eq(f.data, "tw", 2);
	close(fd[0]);
	close(fd[1]);
	buf_clear(&in);
	buf_clear(&out);
}
END_TEST

/* The values of the FNV reference. */
START_TEST(hashes_are_what_the_database_has_and_see_each_byte)
{
	char long_one[100];
	size_t i;
	uint64_t h;

	ck_assert_uint_eq(hash_add(HASH_START, "", 0), 0xcbf29ce484222325u);
	ck_assert_uint_eq(hash_add(HASH_START, "foobar", 6),
	    0x85944171f73967e8u);
	ck_assert_uint_eq(hash_end(0), 1);
	memset(long_one, 'x', sizeof(long_one));
	h = hash_bulk(HASH_START, long_one, sizeof(long_one));
	for (i = 0; i < sizeof(long_one); i++) {
		long_one[i] ^= 1;
		ck_assert_uint_ne(hash_bulk(HASH_START, long_one,
		    sizeof(long_one)), h);
		long_one[i] ^= 1;
	}
}
END_TEST

START_TEST(a_turned_clock_stands_where_it_was_set)
{
	struct clock c;
	char out[CLOCK_STR];

	clock_init(&c);
	ck_assert_int_gt(clock_now(&c), 1700000000);
	clock_set(&c, 951782400);
	ck_assert_int_eq(clock_now(&c), 951782400);
	ck_assert_str_eq(clock_format(951782400, out), "2000-02-29T00:00:00Z");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("base");

	UNIT_CASE(s, "buf", buf_refuses_to_grow_past_its_ceiling_and_keeps_what_it_has);
	UNIT_CASE(s, "utf8", utf8_decoding_refuses_what_table_3_7_refuses);
	UNIT_CASE(s, "pool", pool_arrays_keep_their_elements_while_they_grow);
	UNIT_CASE(s, "pack",
	    unpacking_never_reads_past_the_end_of_a_lying_input,
	    an_item_survives_the_pipe_and_no_cut_of_it_does);
	UNIT_CASE(s, "json", json_strings_escape_controls_and_mend_broken_utf8);
	UNIT_CASE(s, "frame", a_frame_arrives_whole_or_not_at_all,
	    frames_of_one_buffer_go_out_in_order_and_within_its_ceiling);
	UNIT_CASE(s, "hash", hashes_are_what_the_database_has_and_see_each_byte);
	UNIT_CASE(s, "clock", a_turned_clock_stands_where_it_was_set);
	return unit_run(s);
}
