/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/scan.h"
#include "base/utf8.h"

/* Long enough for a few vectors and a rest. */
#define LONG	70

static bool
stops_ascii(unsigned char c)
{
	return c >= 0x80;
}

static bool
stops_text(unsigned char c)
{
	return c == '<' || c == '&' || c == ']' ||
	    c == 0xef || (c < ' ' && c != '\t' && c != '\n');
}

static bool
stops_json(unsigned char c)
{
	return c < ' ' || c == 0x7f || c == '"' || c == '\\';
}

static bool
stops_markup(unsigned char c)
{
	return (c < ' ' && c != '\t' && c != '\n') || c == 0x7f ||
	    c == '<' || c == '>' || c == '&';
}

static const struct {
	size_t	(*scan)(const char *, size_t);
	bool	(*stops)(unsigned char);
} scans[] = {
	{ scan_ascii, stops_ascii },
	{ scan_text, stops_text },
	{ scan_json, stops_json },
	{ scan_markup, stops_markup }
};

START_TEST(every_byte_stops_a_scan_or_not_wherever_it_stands)
{
	char s[LONG];
	size_t at, want;
	int c;

	for (at = 0; at < LONG; at++)
		for (c = 0; c < 256; c++) {
			memset(s, 'x', sizeof(s));
			s[at] = (char)c;
			want = scans[_i].stops((unsigned char)c) ? at : LONG;
			ck_assert_uint_eq(scans[_i].scan(s, LONG), want);
		}
}
END_TEST

START_TEST(a_scan_never_looks_past_its_end)
{
	size_t n;
	char *s;

	/* Of the heap, so that the sanitizer sees a read too far. */
	for (n = 0; n < LONG; n++) {
		s = malloc(n + 1);
		memset(s, 'x', n + 1);
		s[n] = '\x01';
		ck_assert_uint_eq(scans[_i].scan(s, n), n);
		s = realloc(s, n > 0 ? n : 1);
		ck_assert_uint_eq(scans[_i].scan(s, n), n);
		free(s);
	}
}
END_TEST

START_TEST(the_first_of_two_stops_counts)
{
	char s[LONG];
	size_t a, b;

	for (a = 0; a < LONG; a++)
		for (b = 0; b < LONG; b++) {
			memset(s, 'x', sizeof(s));
			s[a] = '<';
			s[b] = '&';
			ck_assert_uint_eq(scan_text(s, LONG),
			    a < b ? a : b);
		}
}
END_TEST

/* Bytes at the front that are UTF-8, one sequence after the other. */
static size_t
decoded(const char *s, size_t n)
{
	size_t at = 0, used;
	uint32_t cp;

	for (; at < n; at += used) {
		used = utf8_decode(s + at, n - at, &cp);
		if (cp == UTF8_BAD)
			break;
	}
	return at;
}

static const char *const sequences[] = {
	"a", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf",
	"\xee\x80\x80", "\xef\xbf\xbf", "\xf0\x90\x80\x80",
	"\xf4\x8f\xbf\xbf",
	/* Ill-formed: */
	"\x80", "\xbf", "\xc0\xaf", "\xc1\xbf", "\xc2", "\xe0\x9f\xbf",
	"\xe2\x82", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf", "\xf0\x90\x80",
	"\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff"
};
#define NGOOD		9
#define NSEQUENCES	(sizeof(sequences) / sizeof(sequences[0]))

/* Two sequences next to each other, whatever stands around them. */
START_TEST(a_scan_of_utf8_ends_where_decoding_does)
{
	char s[LONG + 16];
	const char *around = sequences[_i];
	size_t i, j, at, n;

	for (i = 0; i < NSEQUENCES; i++)
		for (j = 0; j < NSEQUENCES; j++)
			for (at = 0; at < 24; at++) {
				for (n = 0; n + 4 < at;)
					n += (size_t)sprintf(s + n, "%s",
					    around);
				n += (size_t)sprintf(s + n, "%s%s",
				    sequences[i], sequences[j]);
				while (n < LONG)
					n += (size_t)sprintf(s + n, "%s",
					    around);
				ck_assert_uint_eq(scan_utf8(s, n),
				    decoded(s, n));
			}
}
END_TEST

START_TEST(a_scan_of_utf8_takes_no_half_sequence)
{
	static const char s[] = "aaaaaaaaaaaaaaaaaaaaaaaaa"
	    "\xd0\x96\xe2\x82\xac\xf0\x9f\x98\x80";
	size_t n;

	for (n = 0; n < sizeof(s); n++)
		ck_assert_uint_eq(scan_utf8(s, n), decoded(s, n));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("scan");
	TCase *tc = tcase_create("scan");
	int n = (int)(sizeof(scans) / sizeof(scans[0]));

	tcase_add_loop_test(tc,
	    every_byte_stops_a_scan_or_not_wherever_it_stands, 0, n);
	tcase_add_loop_test(tc, a_scan_never_looks_past_its_end, 0, n);
	tcase_add_test(tc, the_first_of_two_stops_counts);
	tcase_add_loop_test(tc, a_scan_of_utf8_ends_where_decoding_does, 0,
	    NGOOD);
	tcase_add_test(tc, a_scan_of_utf8_takes_no_half_sequence);
	suite_add_tcase(s, tc);
	return unit_run(s);
}
