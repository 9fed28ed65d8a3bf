/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "parse/extract/quote.h"

/* "kind speaker|surface|verb|text" lines of what is found in a text. */
static const char *
found(struct buf *b, const char *text, const char *lang)
{
	struct article *a = article_new();
	const struct quote *q;
	size_t i, k, at, end;

	buf_init(b, 1U << 20);
	a->text = text;
	a->language = lang;
	quotes_find(a);
	for (i = 0; i < a->nquotes; i++) {
		q = &a->quotes[i];
		for (k = 0; k < q->nsegments; k++) {
			at = utf8_offset(text, strlen(text),
			    q->segments[k].start);
			end = utf8_offset(text, strlen(text),
			    q->segments[k].end);
			ck_assert_uint_eq(end - at,
			    strlen(q->segments[k].text));
			ck_assert_int_eq(memcmp(text + at,
			    q->segments[k].text, end - at), 0);
		}
		if (q->kind == QUOTE_INDIRECT)
			continue;
		buf_addf(b, "%s%s %s|%s|%s|%s", b->len > 0 ? "\n" : "",
		    quote_kind_str(q->kind),
		    q->speaker != NULL ? q->speaker : "-",
		    q->speaker_surface != NULL ? q->speaker_surface : "-",
		    q->verb != NULL ? q->verb : "-", q->text);
	}
	article_free(a);
	return buf_str(b);
}

struct quote_case {
	const char	*text;
	const char	*want;
};

static void
check_quotes(const struct quote_case *c, size_t n, const char *lang)
{
	struct buf b;
	size_t i;

	for (i = 0; i < n; i++) {
		ck_assert_str_eq(found(&b, c[i].text, lang), c[i].want);
		buf_clear(&b);
	}
}

#define CHECK_QUOTES(c, lang)	\
	check_quotes(c, sizeof(c) / sizeof((c)[0]), lang)

START_TEST(a_speaker_stands_behind_before_or_between)
{
	static const struct quote_case c[] = {
		{ "\"The pier is ready,\" Mayor Anna Lind said.",
		    "direct Anna Lind|Mayor Anna Lind|said|"
		    "The pier is ready," },
		{ "\"The pier is ready,\" said Anna Lind, the mayor.",
		    "direct Anna Lind|Anna Lind|said|The pier is ready," },
		{ "Anna Lind said: “The pier is ready.”",
		    "direct Anna Lind|Anna Lind|said|The pier is ready." },
		{ "“The pier,” Anna Lind said, “is ready.”",
		    "direct Anna Lind|Anna Lind|said|"
		    "The pier, … is ready." },
		{ "Anna Lind said that the pier was “ready at last” and dry.",
		    "partial Anna Lind|Anna Lind|said|ready at last" }
	};

	CHECK_QUOTES(c, "en");
}
END_TEST

START_TEST(russian_speakers_are_found_in_their_cases)
{
	static const struct quote_case c[] = {
		{ "«Причал готов», — сказала мэр Анна Линд.",
		    "direct Анна Линд|мэр Анна Линд|сказала|Причал готов" },
		{ "По словам Сергея Иванова, причал «готов к работе».",
		    "partial Сергей Иванов|Сергея Иванова|По словам|"
		    "готов к работе" },
		{ "Иван Петров осмотрел причал. «Причал готов», — отметил "
		    "он.", "direct Иван Петров|он|отметил|Причал готов" }
	};

	CHECK_QUOTES(c, "ru");
}
END_TEST

START_TEST(titles_and_scare_quotes_are_nobodys_words)
{
	static const struct quote_case c[] = {
		{ "Anna Lind said the so-called “Green Pier” was ready.", "" },
		{ "The film “Red Pier” was shown in Oslo.", "" },
		{ "Газета «Известия» пишет о причале.", "" }
	};

	CHECK_QUOTES(c, "en");
}
END_TEST

START_TEST(indirect_speech_is_its_whole_sentence)
{
	static const char *const texts[] = {
		"Anna Lind said that the pier was ready.",
		"Anna Lind said that the pier was ready",
		"Rain fell. Anna Lind said that the pier was ready\n",
		"Anna Lind said that the pier was ready\n\nRain fell."
	};
	struct article *a;
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		a = article_new();
		a->text = texts[i];
		a->language = "en";
		quotes_find(a);
		ck_assert_uint_eq(a->nquotes, 1);
		ck_assert_int_eq(a->quotes[0].kind, QUOTE_INDIRECT);
		ck_assert_ptr_eq(strstr(a->quotes[0].text, "Anna Lind said "
		    "that the pier was ready"), a->quotes[0].text);
		article_free(a);
	}
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("quotes");

	UNIT_CASE(s, "speakers", a_speaker_stands_behind_before_or_between,
	    russian_speakers_are_found_in_their_cases,
	    titles_and_scare_quotes_are_nobodys_words,
	    indirect_speech_is_its_whole_sentence);
	return unit_run(s);
}
