/* SPDX-License-Identifier: ISC */
/* Writing to people: what is let through to a terminal, and how it lies. */
#include "unit.h"

#include <pty.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "client/show.h"
#include "client/term.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

/* A term that writes into memory, as on a terminal of some width. */
struct page {
	struct term	 t;
	char		*text;
	size_t		 n;
};

static void
page_open(struct page *p, bool colour, size_t width)
{
	term_init(&p->t, open_memstream(&p->text, &p->n), TERM_NEVER);
	p->t.colour = colour;
	p->t.brackets = !colour && width > 0;
	p->t.width = width;
}

static void
page_is(struct page *p, const char *expected)
{
	fclose(p->t.out);
	ck_assert_str_eq(p->text, expected);
	free(p->text);
}

START_TEST(what_could_steer_a_terminal_is_replaced)
{
	static const struct {
		const char	*in;
		const char	*out;
	} texts[] = {
		{ "\033[2Jgone\a", "�[2Jgone�" },
		{ "one\r\ntwo\tthree", "one  two three" },
		{ "\xc2\x9b" "31m", "�31m" },		/* C1 CSI */
		{ "a\xe2\x80\xaegnp.exe", "a�gnp.exe" },
		{ "\xe2\x81\xa6x\xe2\x81\xa9", "�x�" },
		{ "\xf3\xa0\x81\x81!", "�!" },		/* tag character */
		{ "broken \xff\xc3", "broken ��" },
		{ "Сергей Нарышкин — 東京", "Сергей Нарышкин — 東京" }
	};
	struct page p;
	size_t i;

	for (i = 0; i < COUNT(texts); i++) {
		page_open(&p, false, 0);
		term_put(&p.t, TERM_MARK, texts[i].in);
		page_is(&p, texts[i].out);
	}
}
END_TEST

START_TEST(colour_is_put_around_a_text_and_taken_back)
{
	struct page p;

	page_open(&p, true, 0);
	term_put(&p.t, TERM_HEAD, "x\033y");
	page_is(&p, "\033[1mx�y\033[0m");
	page_open(&p, true, 0);
	term_put(&p.t, TERM_PLAIN, "x");
	page_is(&p, "x");
}
END_TEST

START_TEST(columns_count_wide_and_combining_characters)
{
	struct page p;

	page_open(&p, false, 0);
	term_pad(&p.t, TERM_PLAIN, "東京", 6);
	term_pad(&p.t, TERM_PLAIN, "e\xcc\x81", 2);
	term_pad(&p.t, TERM_PLAIN, "longer", 2);
	page_is(&p, "東京  e\xcc\x81 longer");
}
END_TEST

START_TEST(paragraphs_wrap_at_words_and_keep_their_marks)
{
	/* "bb cc" and "Ж" */
	static const struct term_mark marks[] = { { 3, 8 }, { 12, 13 } };
	struct page p;

	page_open(&p, false, 0);
	term_wrap(&p.t, TERM_PLAIN, 2, "aa bb cc dd Ж", marks, 2);
	page_is(&p, "  aa bb cc dd Ж\n");
	page_open(&p, false, 80);
	term_wrap(&p.t, TERM_PLAIN, 2, "aa bb cc dd Ж", marks, 2);
	page_is(&p, "  aa [bb cc] dd [Ж]\n");
	page_open(&p, false, 8);
	term_wrap(&p.t, TERM_PLAIN, 2, "aa bb cc dd Ж", marks, 2);
	page_is(&p, "  aa [bb]\n  [cc] dd\n  [Ж]\n");
	page_open(&p, true, 10);
	term_wrap(&p.t, TERM_HEAD, 0, "aa bb cc dd Ж", marks, 2);
	page_is(&p, "\033[1maa \033[0m\033[1;31mbb cc\033[0m\033[1m\033[0m\n"
	    "\033[1mdd \033[0m\033[1;31mЖ\033[0m\n");
}
END_TEST

START_TEST(odd_paragraphs_come_out_whole)
{
	static const struct term_mark wild[] = {
		{ 0, 1 }, { 0, 1000000 }, { 7, 3 }
	};
	struct page p;

	page_open(&p, false, 5);
	term_wrap(&p.t, TERM_PLAIN, 0, "  unbreakable\n\nab  cd ", NULL, 0);
	page_is(&p, "unbreakable\nab cd\n");
	page_open(&p, false, 40);
	term_wrap(&p.t, TERM_PLAIN, 0, "abc", wild, 3);
	page_is(&p, "[abc]\n");
	page_open(&p, false, 40);
	term_wrap(&p.t, TERM_PLAIN, 0, " \n ", NULL, 0);
	term_wrap(&p.t, TERM_PLAIN, 0, NULL, NULL, 0);
	page_is(&p, "");
}
END_TEST

START_TEST(json_stays_json_while_it_is_made_safe)
{
	struct page p;

	page_open(&p, false, 0);
	term_json(&p.t, "{\"a\":\"\xc2\x9b\xe2\x80\xae й\"}");
	term_json(&p.t, "\"\xf3\xa0\x81\x81\"");
	page_is(&p, "{\"a\":\"\\u009b\\u202e й\"}\"\\udb40\\udc41\"");
}
END_TEST

START_TEST(times_and_spans_read_well)
{
	char out[SHOW_TIME];

	setenv("TZ", "UTC-3", 1);
	ck_assert_str_eq(show_time("2026-01-31T22:30:00Z", out),
	    "2026-02-01 01:30");
	ck_assert_str_eq(show_time("soon", out), "");
	ck_assert_str_eq(show_time(NULL, out), "");
	ck_assert_str_eq(show_span(59, out), "59 s");
	ck_assert_str_eq(show_span(3599, out), "59 min");
	ck_assert_str_eq(show_span(7260, out), "2 h 1 min");
	ck_assert_str_eq(show_span(90000, out), "1 d 1 h");
}
END_TEST

START_TEST(wide_characters_wrap_where_the_line_is_full)
{
	/* The third and fourth. */
	static const struct term_mark marks[] = { { 2, 4 } };
	struct page p;

	page_open(&p, false, 6);
	term_wrap(&p.t, TERM_PLAIN, 0, "東京都庁 ok大", marks, 1);
	page_is(&p, "東京[都]\n[庁] ok\n大\n");
	/* What combines stays with its character, and no blank appears. */
	page_open(&p, false, 4);
	term_wrap(&p.t, TERM_PLAIN, 0, "か\xe3\x82\x99か\xe3\x82\x99か", NULL,
	    0);
	page_is(&p, "か\xe3\x82\x99か\xe3\x82\x99\nか\n");
}
END_TEST

START_TEST(a_title_that_is_a_whole_text_is_cut_between_characters)
{
	char text[1200], *cut;
	size_t i;

	for (i = 0; i < 301; i++)
		memcpy(text + 2 * i, "ж", 3);
	cut = show_cut(text);
	ck_assert_uint_eq(strlen(cut), 2 * 300 + strlen("…"));
	ck_assert_str_eq(cut + 2 * 299, "ж…");
	free(cut);
	text[600] = '\0';
	cut = show_cut(text);
	ck_assert_str_eq(cut, text);
	free(cut);
	cut = show_cut(NULL);
	ck_assert_str_eq(cut, "(no headline)");
	free(cut);
}
END_TEST

START_TEST(colour_is_for_terminals_and_for_who_wants_it)
{
	struct term t;
	FILE *f = tmpfile();

	ck_assert_ptr_nonnull(f);
	term_init(&t, f, TERM_AUTO);
	ck_assert(!t.colour && !t.brackets && t.width == 0);
	term_init(&t, f, TERM_ALWAYS);
	ck_assert(t.colour && !t.brackets);
	fclose(f);
}
END_TEST

START_TEST(a_terminal_says_its_width_and_may_be_left_without_colour)
{
	static const struct {
		const char	*no_color;
		const char	*kind;
		bool		 colour;
	} wishes[] = {
		{ NULL, "xterm", true }, { "", "xterm", true },
		{ "1", "xterm", false }, { "0", "xterm", false },
		{ NULL, "dumb", false }
	};
	static const struct {
		unsigned short	columns;
		size_t		width;
	} windows[] = { { 0, 100 }, { 10, 40 }, { 72, 72 }, { 300, 100 } };
	struct winsize w = { .ws_row = 24 };
	int master, slave;
	struct term t;
	FILE *f;
	size_t i;

	ck_assert_int_eq(openpty(&master, &slave, NULL, NULL, NULL), 0);
	ck_assert_ptr_nonnull(f = fdopen(slave, "w"));
	for (i = 0; i < COUNT(wishes); i++) {
		unsetenv("NO_COLOR");
		if (wishes[i].no_color != NULL)
			setenv("NO_COLOR", wishes[i].no_color, 1);
		setenv("TERM", wishes[i].kind, 1);
		term_init(&t, f, TERM_AUTO);
		ck_assert_int_eq(t.colour, wishes[i].colour);
		/* Marks are to be seen one way or the other. */
		ck_assert_int_eq(t.brackets, !wishes[i].colour);
	}
	for (i = 0; i < COUNT(windows); i++) {
		w.ws_col = windows[i].columns;
		ck_assert_int_eq(ioctl(master, TIOCSWINSZ, &w), 0);
		term_init(&t, f, TERM_NEVER);
		ck_assert_uint_eq(t.width, windows[i].width);
	}
	fclose(f);
	close(master);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("term");

	UNIT_CASE(s, "safe", what_could_steer_a_terminal_is_replaced,
	    json_stays_json_while_it_is_made_safe,
	    a_title_that_is_a_whole_text_is_cut_between_characters);
	UNIT_CASE(s, "shape", colour_is_put_around_a_text_and_taken_back,
	    columns_count_wide_and_combining_characters,
	    paragraphs_wrap_at_words_and_keep_their_marks,
	    wide_characters_wrap_where_the_line_is_full,
	    odd_paragraphs_come_out_whole, times_and_spans_read_well);
	UNIT_CASE(s, "terminal", colour_is_for_terminals_and_for_who_wants_it,
	    a_terminal_says_its_width_and_may_be_left_without_colour);
	return unit_run(s);
}
