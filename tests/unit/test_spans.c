/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <string.h>

#include "base/buf.h"
#include "parse/extract/quote_outer.h"
#include "parse/extract/quote_span.h"

/* What is found between marks, a line each: "> " inside another, "+ " on. */
static const char *
spans_of(struct buf *b, const char *text)
{
	const struct span *s;
	struct spans sp;
	struct toks ts;
	size_t i, from, to;

	buf_init(b, 1U << 16);
	toks_read(&ts, text, strlen(text), false);
	spans_find(&sp, &ts);
	for (i = 0; i < sp.len; i++) {
		s = &sp.v[i];
		from = ts.v[s->first].at;
		to = ts.v[s->last].at;
		while (to > from && (text[to - 1] == ' ' ||
		    text[to - 1] == '\n'))
			to--;
		buf_addf(b, "%s%s%.*s%s", b->len > 0 ? "\n" : "",
		    s->nested ? "> " : s->rest ? "| " : "",
		    (int)(to - from), text + from, s->goes_on ? " +" : "");
	}
	spans_clear(&sp);
	toks_clear(&ts);
	return buf_str(b);
}

struct span_case {
	const char	*text;
	const char	*want;
};

static void
check_spans(const struct span_case *c, size_t n)
{
	struct buf b;
	size_t i;

	for (i = 0; i < n; i++) {
		ck_assert_str_eq(spans_of(&b, c[i].text), c[i].want);
		buf_clear(&b);
	}
}

#define CHECK_SPANS(c)	check_spans(c, sizeof(c) / sizeof((c)[0]))

START_TEST(marks_of_every_kind_pair)
{
	static const struct span_case c[] = {
		{ "He said \"a b\" and went.", "a b" },
		{ "He said “a b” and went.", "a b" },
		{ "Er sagte „a b“ und ging.", "a b" },
		{ "Er sagte »a b« und ging.", "a b" },
		{ "Han sa ”a b” och gick.", "a b" },
		{ "Он сказал «а б» и ушел.", "а б" },
		{ "He said ‘a b’ and went.", "a b" },
		{ "He said 'a b' and went.", "a b" },
		{ "He said ``a b'' and went.", "a b" },
		{ "He said ‘‘a b’’ and went.", "a b" },
		{ "(\"a b\") is in brackets.", "a b" }
	};

	CHECK_SPANS(c);
}
END_TEST

START_TEST(marks_nest)
{
	static const struct span_case c[] = {
		{ "“He said ‘yes’ to me,” she said.",
		    "He said ‘yes’ to me,\n> yes" },
		{ "\"He said \"yes\" to me,\" she said.",
		    "He said \"yes\" to me,\n> yes" },
		{ "«Газета «Дом» вышла», — сказал он.",
		    "Газета «Дом» вышла\n> Дом" },
		{ "«Он сказал: „Да“. И ушел», — сказал Петров.",
		    "Он сказал: „Да“. И ушел\n> Да" },
		{ "“Despite this “soft” tone, it is so, “Orlov wrote.",
		    "Despite this “soft” tone, it is so,\n> soft" },
		{ "\"So they ask, ‘Why all this for ‘a hole’ in the ground?\" "
		    "he said.",
		    "So they ask, ‘Why all this for ‘a hole’ in the ground?\n"
		    "> a hole" }
	};

	CHECK_SPANS(c);
}
END_TEST

START_TEST(apostrophes_close_nothing)
{
	static const struct span_case c[] = {
		{ "The workers' rights and the mayor's car.", "" },
		{ "‘The workers’ rights are gone,’ he said.",
		    "The workers’ rights are gone," },
		{ "'It's the '90s and rock 'n' roll,' he said.",
		    "It's the '90s and rock 'n' roll," },
		{ "The board is 6'2\" long and 5\" wide.", "" }
	};

	CHECK_SPANS(c);
}
END_TEST

START_TEST(a_mark_that_is_missing_is_made_up_for)
{
	static const struct span_case c[] = {
		{ "\"We will win, he said. And so it was.",
		    "We will win," },
		{ "We will win,\" he said.", "We will win," },
		{ "He called it on “Diplo Post’ page.", "Diplo Post" },
		{ "The end of it all is near.”", "" },
		{ "He said: \"We will never go away from here at all.",
		    "We will never go away from here at all." },
		{ "По мнению Орлова, он \"играет словами \"мир\".",
		    "играет словами \"мир\n> мир" }
	};

	CHECK_SPANS(c);
}
END_TEST

START_TEST(a_quotation_goes_on_over_paragraphs)
{
	static const struct span_case c[] = {
		{ "“One is here.\n\n“Two is there,” he said.",
		    "One is here. +\nTwo is there," },
		{ "‘One is here.\n\n‘Two is there,’ he said.",
		    "One is here. +\nTwo is there," },
		{ "«Раз.\n\nДва.\n\nТри», — сказал он.",
		    "Раз. +\nДва. +\nТри" },
		{ "“One is here.\n\nTwo. “Three,” he said.", "Three," }
	};

	CHECK_SPANS(c);
}
END_TEST

START_TEST(dashes_set_speech_apart_in_russian)
{
	static const struct span_case c[] = {
		{ "— Идем, — сказал Петров. — Пора.", "Идем,\n| Пора." },
		{ "— Идем! — крикнул он.", "Идем!" },
		{ "«Идем, — сказал Петров. — Пора».", "Идем,\n| Пора" },
		{ "— первый пункт\n\n— второй пункт", "" }
	};

	CHECK_SPANS(c);
}
END_TEST

START_TEST(depth_and_number_have_ceilings)
{
	static char text[400000];
	struct spans sp;
	struct toks ts;
	size_t i;

	for (i = 0; i + 5 < sizeof(text); i += 5)
		memcpy(text + i, "“a” ", 5);
	for (i = 0; i + 8 < sizeof(text); i += 8)
		memcpy(text + i, "“a” ", 8);
	toks_read(&ts, text, sizeof(text) - 1, false);
	ck_assert_uint_le(ts.len, TOKENS_MAX + 1);
	spans_find(&sp, &ts);
	ck_assert_uint_eq(sp.len, SPANS_MAX);
	spans_clear(&sp);
	toks_clear(&ts);
	memset(text, '"', sizeof(text) - 1);
	toks_read(&ts, text, sizeof(text) - 1, false);
	spans_find(&sp, &ts);
	spans_clear(&sp);
	toks_clear(&ts);
}
END_TEST

/* --- the text around quotations ------------------------------------------- */

static size_t
sentences_of(const char *text)
{
	struct outer o;
	struct spans sp;
	struct toks ts;
	size_t n = 0, i;

	toks_read(&ts, text, strlen(text), false);
	spans_find(&sp, &ts);
	outer_read(&o, &ts, &sp);
	for (i = 0; i < o.nsents; i++)
		n += o.starts[i] < o.len && o.v[o.starts[i]].kind != TOK_PARA;
	outer_clear(&o);
	spans_clear(&sp);
	toks_clear(&ts);
	return n;
}

START_TEST(sentences_end_where_a_reader_would_stop)
{
	ck_assert_uint_eq(sentences_of("One. Two! Three?"), 3);
	ck_assert_uint_eq(sentences_of("Mr. Doe met Dr. J. Roe at 5 p.m. "
	    "on Jan. 5."), 1);
	ck_assert_uint_eq(sentences_of("“One. Two,” he said. Three."), 2);
	ck_assert_uint_eq(sentences_of("“One.” Two came."), 2);
	ck_assert_uint_eq(sentences_of("It cost 4 млрд руб. в год."), 1);
	ck_assert_uint_eq(sentences_of("A (b. c) d."), 1);
	ck_assert_uint_eq(sentences_of(""), 0);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("spans");

	UNIT_CASE(s, "marks", marks_of_every_kind_pair, marks_nest,
	    apostrophes_close_nothing, a_mark_that_is_missing_is_made_up_for,
	    a_quotation_goes_on_over_paragraphs,
	    dashes_set_speech_apart_in_russian,
	    depth_and_number_have_ceilings);
	UNIT_CASE(s, "outer", sentences_end_where_a_reader_would_stop);
	return unit_run(s);
}
