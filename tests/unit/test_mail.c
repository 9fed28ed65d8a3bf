/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "alert_kit.h"
#include "alert/mail.h"
#include "alert/mime.h"
#include "base/xalloc.h"

static char *
render(const struct outbox_row *row)
{
	struct buf b;
	size_t n;
	char *s;

	buf_init(&b, MAIL_MAX);
	ck_assert_int_eq(mail_render(row, "nw@example.com",
	    "desk@example.org", &b), 0);
	s = buf_take(&b, &n);
	kit_mail_is_clean(s, n);
	return s;
}

static void
header_is(const char *mail, const char *name, const char *want)
{
	char *got = kit_mail_header(mail, name);

	ck_assert_msg(got != NULL, "no header %s", name);
	ck_assert_str_eq(got, want);
	free(got);
}

START_TEST(the_head_threads_by_story_and_says_who_wrote_it)
{
	struct outbox_row *row = kit_row("desk", 1);
	char *m = render(row), *again = render(row);

	header_is(m, "From", "newswatch <nw@example.com>");
	header_is(m, "To", "<desk@example.org>");
	header_is(m, "Subject", "[svr] Naryshkin meets the press, 1");
	header_is(m, "Date", "Tue, 14 Nov 2023 22:13:20 +0000");
	header_is(m, "Message-ID",
	    "<msg_p5jXN8AQM9LWM0D4loKWxJek@example.com>");
	header_is(m, "References",
	    "<story-00ff00ff00ff00ff00ff00ff00ff00ff@example.com>");
	header_is(m, "In-Reply-To",
	    "<story-00ff00ff00ff00ff00ff00ff00ff00ff@example.com>");
	header_is(m, "List-Id", "<svr.newswatch.example.com>");
	header_is(m, "Auto-Submitted", "auto-generated");
	header_is(m, "MIME-Version", "1.0");
	ck_assert_ptr_null(kit_mail_header(m, "Precedence"));
	ck_assert_str_eq(m, again);
	free(again);
	free(m);
	outbox_row_free(row);
}
END_TEST

START_TEST(plain_text_comes_first_and_matched_words_are_marked_in_both)
{
	struct outbox_row *row = kit_row("desk", 1);
	char *m = render(row), *plain, *html;

	ck_assert(strstr(m, "text/plain") < strstr(m, "text/html"));
	plain = kit_mail_part(m, "text/plain");
	html = kit_mail_part(m, "text/html");
	ck_assert_str_eq(plain, "Naryshkin meets the press, 1\n"
	    "TASS, 2023-11-14 22:12 UTC\n\n"
	    "On Monday *Naryshkin* said <nothing> new\n\n"
	    "https://example.org/n/0?a=1&b=2\n"
	    "text: Naryshkin\n");
	ck_assert_ptr_nonnull(strstr(html, "<blockquote>On Monday "
	    "<mark>Naryshkin</mark> said &lt;nothing&gt; new</blockquote>"));
	ck_assert_ptr_nonnull(strstr(html,
	    "<a href=\"https://example.org/n/0?a=1&amp;b=2\">Naryshkin"));
	free(html);
	free(plain);
	free(m);
	outbox_row_free(row);
}
END_TEST

START_TEST(a_follow_up_tells_of_all_its_hits_and_counts_the_rest)
{
	struct outbox_row *row = kit_row("desk", 60);
	char *m, *plain;

	row->more = 5;
	m = render(row);
	header_is(m, "Subject", "[svr] (65) Naryshkin meets the press, 60");
	plain = kit_mail_part(m, "text/plain");
	ck_assert_ptr_nonnull(strstr(plain, "the press, 50\n"));
	ck_assert_ptr_null(strstr(plain, "the press, 51\n"));
	ck_assert_ptr_nonnull(strstr(plain, "… and 15 more"));
	free(plain);
	free(m);
	outbox_row_free(row);
}
END_TEST

START_TEST(a_subject_in_any_script_survives_its_encoding)
{
	static const char *const headlines[] = {
		"Нарышкин рассказал о встрече с главой разведки Великобритании",
		"俄罗斯对外情报局局长纳雷什金说明与英国秘密情报局局长的谈话内容",
		("A plain headline that is much too long to stand on one line "
		    "of a header without being folded"),
		"Ends in an emoji \xf0\x9f\x98\x80",
		"=?UTF-8?B?Zm9yZ2Vk?= looks encoded"
	};
	struct outbox_row *row = kit_row("desk", 1);
	size_t i;
	char *m, *want;

	for (i = 0; i < sizeof(headlines) / sizeof(headlines[0]); i++) {
		row->hits[0]->headline = headlines[i];
		m = render(row);
		want = xasprintf("[svr] %s", headlines[i]);
		header_is(m, "Subject", want);
		free(want);
		free(m);
	}
	outbox_row_free(row);
}
END_TEST

START_TEST(nothing_of_a_feed_becomes_a_header_or_markup)
{
	struct outbox_row *row = kit_row("desk", 1);
	struct hit *h = row->hits[0];
	char *m, *html;

	h->headline = "x\r\nBcc: all@example.org\r\n\r\n<script>alert(1)"
	    "</script>";
	h->outlet = "\"><img src=x onerror=y>";
	h->link = "javascript:alert(1)";
	h->excerpt = "\xff<b onmouseover='x'>\r\n--=_msg\r\n.\r\nFrom x";
	h->nmarks = 0;
	m = render(row);
	header_is(m, "Subject", "[svr] x  Bcc: all@example.org    "
	    "<script>alert(1)</script>");
	ck_assert_ptr_null(kit_mail_header(m, "Bcc"));
	html = kit_mail_part(m, "text/html");
	ck_assert_ptr_null(strstr(html, "<script"));
	ck_assert_ptr_null(strstr(html, "<img"));
	ck_assert_ptr_null(strstr(html, "<b "));
	ck_assert_ptr_null(strstr(html, "javascript:"));
	free(html);
	free(m);
	outbox_row_free(row);
}
END_TEST

START_TEST(an_item_of_which_little_is_known_makes_a_mail_too)
{
	struct outbox_row *row = kit_row("desk", 1);
	struct hit *h = row->hits[0];
	char *m, *plain;

	h->headline = NULL;
	h->outlet = NULL;
	h->link = NULL;
	h->excerpt = NULL;
	h->why = NULL;
	h->published = ITEM_NO_TIME;
	m = render(row);
	header_is(m, "Subject", "[svr] (no headline)");
	plain = kit_mail_part(m, "text/plain");
	ck_assert_str_eq(plain, "(no headline)\ntass\n\n");
	free(plain);
	free(m);
	outbox_row_free(row);
}
END_TEST

START_TEST(marks_that_lie_wrongly_never_break_the_markup)
{
	struct outbox_row *row = kit_row("desk", 1);
	struct span marks[] = {
		{ .start = 0, .end = 2 }, { .start = 1, .end = 4 },
		{ .start = 5, .end = 5 }, { .start = 6, .end = 900 }
	};
	char *m, *plain;

	row->hits[0]->excerpt = "abcdefgh";
	row->hits[0]->marks = marks;
	row->hits[0]->nmarks = 4;
	m = render(row);
	plain = kit_mail_part(m, "text/plain");
	ck_assert_ptr_nonnull(strstr(plain, "\n*ab*cdef*gh*\n"));
	free(plain);
	free(m);
	outbox_row_free(row);
}
END_TEST

START_TEST(an_address_that_could_forge_a_header_is_refused)
{
	static const char *const bad[] = {
		"", "desk", "@x", "desk@", "a@b\r\nBcc: c@d", "a@b,c@d",
		"<a@b>", "a b@c", "a@\xd0\xb9"
	};
	struct outbox_row *row = kit_row("desk", 1);
	struct buf b;
	size_t i;

	buf_init(&b, MAIL_MAX);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		ck_assert_int_eq(mail_render(row, "a@b.c", bad[i], &b), -1);
		ck_assert_int_eq(mail_render(row, bad[i], "a@b.c", &b), -1);
	}
	ck_assert_uint_eq(b.len, 0);
	outbox_row_free(row);
}
END_TEST

START_TEST(a_mail_stays_within_its_ceiling)
{
	struct outbox_row *row = kit_row("desk", 50);
	char *m, *plain;
	size_t i;

	for (i = 0; i < row->nhits; i++) {
		struct hit *h = row->hits[i];
		char *big = pool_alloc(h->pool, 200001);

		memset(big, 0xff, 200000);
		h->excerpt = big;
		h->headline = big;
		h->why = big;
	}
	m = render(row);
	plain = kit_mail_part(m, "text/plain");
	ck_assert_ptr_nonnull(strstr(plain, "… and "));
	ck_assert_ptr_nonnull(strstr(m, "--\r\n"));
	free(plain);
	free(m);
	outbox_row_free(row);
}
END_TEST

/* --- encodings ---------------------------------------------------------- */

START_TEST(bodies_take_the_shorter_encoding_and_keep_every_byte)
{
	static const struct { const char *in, *out; } rows[] = {
		{ "plain\n", "Content-Transfer-Encoding: quoted-printable\r\n"
		    "\r\nplain\r\n" },
		{ "a = b \n.\nFrom x\nend ",
		    "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
		    "a =3D b=20\r\n=2E\r\n=46rom x\r\nend=20\r\n" },
		{ "\xd0\xb9\xd0\xb9\xd0\xb9",
		    "Content-Transfer-Encoding: base64\r\n\r\n"
		    "0LnQudC5\r\n" }
	};
	struct buf b;
	size_t i;

	buf_init(&b, 10000);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		buf_reset(&b);
		mime_body(&b, rows[i].in, strlen(rows[i].in));
		ck_assert_str_eq(buf_str(&b), rows[i].out);
	}
	buf_clear(&b);
}
END_TEST

START_TEST(dates_are_english_whatever_the_locale)
{
	char out[MIME_DATE];

	ck_assert_str_eq(mime_date(0, out), "Thu, 01 Jan 1970 00:00:00 +0000");
	ck_assert_str_eq(mime_date(1772323199, out),
	    "Sat, 28 Feb 2026 23:59:59 +0000");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("mail");

	UNIT_CASE(s, "mail",
	    the_head_threads_by_story_and_says_who_wrote_it,
	    plain_text_comes_first_and_matched_words_are_marked_in_both,
	    a_follow_up_tells_of_all_its_hits_and_counts_the_rest,
	    a_subject_in_any_script_survives_its_encoding,
	    nothing_of_a_feed_becomes_a_header_or_markup,
	    an_item_of_which_little_is_known_makes_a_mail_too,
	    marks_that_lie_wrongly_never_break_the_markup,
	    an_address_that_could_forge_a_header_is_refused,
	    a_mail_stays_within_its_ceiling);
	UNIT_CASE(s, "mime",
	    bodies_take_the_shorter_encoding_and_keep_every_byte,
	    dates_are_english_whatever_the_locale);
	return unit_run(s);
}
