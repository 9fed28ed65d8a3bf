/* SPDX-License-Identifier: ISC */
/* The feed parser's small parts, each alone. */
#include "unit.h"
#include "pool_kit.h"

#include <string.h>

#include "base/buf.h"
#include "item.h"
#include "parse/feed/charset.h"
#include "parse/feed/date.h"
#include "parse/feed/date_quick.h"
#include "parse/feed/decode.h"
#include "parse/feed/names.h"
#include "parse/feed/person.h"
#include "parse/feed/sniff.h"
#include "parse/feed/text.h"

static void
same(const char *got, const char *want)
{
	if (want == NULL)
		ck_assert_msg(got == NULL, "got %s", got);
	else {
		ck_assert_msg(got != NULL, "got nothing for %s", want);
		ck_assert_str_eq(got, want);
	}
}

/* --- labels ------------------------------------------------------------ */

START_TEST(labels_are_known_however_they_are_spelt)
{
	static const char *const t[][2] = {
		{ "utf8", "UTF-8" }, { "UTF_8", "UTF-8" },
		{ "utf-8;", "UTF-8" }, { "unicode-1-1-utf-8", "UTF-8" },
		{ "UTF8-BOM", "UTF-8" }, { "win-1251", "windows-1251" },
		{ "CP1251", "windows-1251" }, { "windows1251", "windows-1251" },
		{ "koi8-r", "KOI8-R" }, { "koi8", "KOI8-R" },
		{ "iso-8859-1", "windows-1252" }, { "latin1", "windows-1252" },
		{ "us-ascii", "windows-1252" }, { "gb2312", "GB18030" },
		{ "gbk", "GB18030" }, { "ks_c_5601-1987", "windows-949" },
		{ "euc-kr", "windows-949" }, { "x-sjis", "Shift_JIS" },
		{ "iso-8859-9", "windows-1254" }, { "tis-620", "windows-874" },
		{ "iso-8859-2", "ISO-8859-2" }, { "866", "IBM866" },
		{ "no such thing", NULL }, { "../../etc/passwd", NULL },
		{ "", NULL },
	};
	char name[CHARSET_LABEL];
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		memset(name, 0, sizeof(name));
		ck_assert_int_eq(charset_find(t[i][0], name), t[i][1] != NULL);
		same(name[0] != '\0' ? name : NULL, t[i][1]);
	}
}
END_TEST

START_TEST(labels_are_read_from_the_header_and_the_declaration)
{
	static const char head[] =
	    "<?xml version='1.0' encoding='koi8-r' ?><rss/>";
	struct charset_labels l;

	charset_labels(&l, "text/xml; charset=\"windows-1251\"; q=1", head,
	    strlen(head));
	ck_assert_str_eq(l.http, "windows-1251");
	ck_assert_str_eq(l.declared, "KOI8-R");
	charset_labels(&l, "text/xml;charset = utf8 ", "<rss/>", 6);
	ck_assert_str_eq(l.http, "UTF-8");
	ck_assert_str_eq(l.declared, "");
	charset_labels(&l, "text/xml; charset=", "<?xml encoding=?>", 17);
	ck_assert_str_eq(l.http, "");
	ck_assert_str_eq(l.declared, "");
}
END_TEST

/* --- decoding ---------------------------------------------------------- */

static void
on_decoded(void *arg, const char *s, size_t n)
{
	ck_assert_int_eq(buf_add(arg, s, n), 0);
}

/* In blocks of `block` bytes; the charset it was read in, lent. */
static const char *
decode(struct buf *out, const char *type, const char *s, size_t n,
    size_t block)
{
	static char charset[CHARSET_LABEL];
	struct decoder *d = decoder_new(type, on_decoded, out);
	size_t at, part;

	buf_init(out, 1 << 20);
	for (at = 0; at < n; at += part) {
		part = n - at < block ? n - at : block;
		decoder_push(d, s + at, part, at + part == n);
	}
	strncpy(charset, decoder_charset(d), sizeof(charset) - 1);
	decoder_free(d);
	return charset;
}

START_TEST(a_sequence_that_a_block_cuts_is_put_together_again)
{
	static const char text[] = "<a>Нарышкин \xf0\x9f\x98\x80 Ж</a>";
	struct buf out;
	size_t block;

	for (block = 8; block < sizeof(text); block++) {
		decode(&out, NULL, text, strlen(text), block);
		ck_assert_str_eq(buf_str(&out), text);
		buf_clear(&out);
	}
}
END_TEST

START_TEST(blocks_of_ascii_leave_the_charset_open)
{
	char text[200];
	struct buf out;

	memset(text, 'x', sizeof(text));
	memcpy(text, "<rss>", 5);
	memcpy(text + 100, "\xcf\xf0\xe8\xe2\xe5\xf2 \xec\xe8\xf0", 10);
	ck_assert_str_eq(decode(&out, "text/xml; charset=windows-1251", text,
	    sizeof(text), 64), "windows-1251");
	ck_assert_ptr_nonnull(strstr(buf_str(&out), "Привет мир"));
	buf_clear(&out);
	memcpy(text + 100, "\xd0\x9f\xd1\x80\xd0\xb8\xd0\xb2", 8);
	text[108] = text[109] = 'x';
	ck_assert_str_eq(decode(&out, "text/xml; charset=windows-1251", text,
	    sizeof(text), 64), "UTF-8");
	ck_assert_ptr_nonnull(strstr(buf_str(&out), "Прив"));
	buf_clear(&out);
}
END_TEST

START_TEST(what_is_decoded_is_always_utf8)
{
	static const char *const types[] = {
		NULL, "a/b; charset=utf-16", "a/b; charset=gb18030",
		"a/b; charset=utf-7", "a/b; charset=shift_jis",
		"a/b; charset=iso-2022-jp", "a/b; charset=ibm-37",
		"a/b; charset=utf-32le", "a/b; charset=hz-gb-2312"
	};
	char bytes[1024];
	struct charset_count c;
	unsigned int seed = 1;
	struct buf out;
	size_t i, k;

	for (i = 0; i < 40 * sizeof(types) / sizeof(types[0]); i++) {
		for (k = 0; k < sizeof(bytes); k++) {
			seed = seed * 1103515245 + 12345;
			bytes[k] = (char)(seed >> 16);
		}
		if (i % 3 == 0)
			memcpy(bytes, "<rss>", 5);
		decode(&out, types[i % (sizeof(types) / sizeof(types[0]))],
		    bytes, sizeof(bytes), 100);
		charset_count_utf8(buf_str(&out), out.len, &c);
		ck_assert_uint_eq(c.bad, 0);
		buf_clear(&out);
	}
}
END_TEST

/* --- sniffing ---------------------------------------------------------- */

START_TEST(a_document_is_what_its_first_telling_tag_says)
{
	static const struct {
		const char	*head;
		enum sniff	 is;
		size_t		 skip;
	} t[] = {
		{ "<rss>", SNIFF_XML, 0 },
		{ " \n<?xml version='1.0'?>\n<!-- <html> -->\n<feed >",
		    SNIFF_XML, 0 },
		{ "<RDF:rdf xmlns='x'>", SNIFF_XML, 0 },
		{ "<x:feed>", SNIFF_XML, 0 },
		{ "<CHANNEL HREF='x'>", SNIFF_XML, 0 },
		{ "<br /><b>Warning</b>: x\n<rss version='2.0'>", SNIFF_XML,
		    24 },
		{ "error <rss>", SNIFF_XML, 6 },
		{ "<!DOCTYPE html><html>", SNIFF_HTML, 0 },
		{ "<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'>",
		    SNIFF_HTML, 0 },
		{ "<html><script>'<rss>'</script>", SNIFF_HTML, 0 },
		{ "<title>404</title>", SNIFF_HTML, 0 },
		{ "\n{\"version\":", SNIFF_JSON, 0 },
		{ "[]", SNIFF_JSON, 0 },
		{ "<opml><head><title>x</title></head><body/></opml>",
		    SNIFF_OTHER, 0 },
		{ "<urlset><url/></urlset>", SNIFF_OTHER, 0 },
		{ "<rssfeed>", SNIFF_OTHER, 0 },
		{ "<!DOCTYPE rss PUBLIC 'x' [", SNIFF_XML, 0 },
		{ "<?xml version='1.0'?><!DOCTYPE rdf:RDF>", SNIFF_XML, 0 },
		{ "", SNIFF_OTHER, 0 }, { "plain", SNIFF_OTHER, 0 },
	};
	const char *what;
	size_t i, skip;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		ck_assert_msg(sniff(t[i].head, strlen(t[i].head), &skip,
		    &what) == t[i].is, "%s", t[i].head);
		ck_assert_msg(skip == t[i].skip, "%s: %zu", t[i].head, skip);
		ck_assert_int_eq(what != NULL, t[i].is == SNIFF_OTHER);
	}
}
END_TEST

START_TEST(bytes_that_hold_no_text_are_named)
{
	ck_assert_str_eq(sniff_binary("\x1f\x8b\x08", 3), "compressed bytes");
	ck_assert_str_eq(sniff_binary("%PDF-1.7", 8), "a PDF document");
	ck_assert_ptr_null(sniff_binary("<rss/>", 6));
	ck_assert_ptr_null(sniff_binary("%PD", 3));
	ck_assert_ptr_null(sniff_binary("", 0));
}
END_TEST

/* --- names ------------------------------------------------------------- */

START_TEST(namespaces_are_known_by_any_spelling_of_their_uri)
{
	ck_assert_int_eq(names_ns("http://purl.org/dc/elements/1.1/", "x"),
	    NS_DC);
	ck_assert_int_eq(names_ns("HTTPS://PURL.ORG/DC/Elements/1.1", "x"),
	    NS_DC);
	ck_assert_int_eq(names_ns("https://www.w3.org/2005/Atom", NULL),
	    NS_CORE);
	ck_assert_int_eq(names_ns("http://search.yahoo.com/mrss", "m"),
	    NS_MEDIA);
	ck_assert_int_eq(names_ns(NULL, NULL), NS_CORE);
	ck_assert_int_eq(names_ns(NULL, "content"), NS_CONTENT);
	ck_assert_int_eq(names_ns("urn:unknown", "dc"), NS_DC);
	ck_assert_int_eq(names_ns("urn:unknown", NULL), NS_OTHER);
	ck_assert_int_eq(names_ns(NULL, "nobody"), NS_OTHER);
	/* A known URI counts more than a prefix. */
	ck_assert_int_eq(names_ns("http://search.yahoo.com/mrss/", "dc"),
	    NS_MEDIA);
}
END_TEST

START_TEST(an_element_means_what_its_place_gives_it)
{
	const struct elem *e = names_find(NS_CORE, "pubDate");

	ck_assert_int_eq(names_in(e, IN_ITEM)->field, FIELD_PUBLISHED);
	ck_assert_int_eq(names_in(e, IN_FEED)->field, FIELD_UPDATED);
	ck_assert_ptr_null(names_in(e, IN_IMAGE));
	ck_assert_ptr_null(names_find(NS_MEDIA, "pubdate"));
	ck_assert_ptr_null(names_in(NULL, IN_ITEM));
}
END_TEST

/* --- people ------------------------------------------------------------ */

START_TEST(author_strings_come_apart)
{
	static const char *const t[][4] = {
		{ "me@example.org (Jo Doe)", "Jo Doe", "me@example.org" },
		{ "Jo Doe <me@example.org>", "Jo Doe", "me@example.org" },
		{ "Jo Doe (me@example.org)", "Jo Doe", "me@example.org" },
		{ "\"Doe, Jo\" <mailto:me@example.org>", "Doe, Jo",
		    "me@example.org" },
		{ "mailto:me@example.org", NULL, "me@example.org" },
		{ "me@example.org", NULL, "me@example.org" },
		{ "me@example.org Jo Doe", "Jo Doe", "me@example.org" },
		{ "Jo Doe", "Jo Doe" },
		{ "Jo Doe (Wire)", "Jo Doe (Wire)" },
		{ "(Jo Doe)", "Jo Doe" },
		{ "Doe, Jo", "Doe, Jo" },
		{ "Jo Doe http://example.org/~jo", "Jo Doe", NULL,
		    "http://example.org/~jo" },
		{ "Иван Петров <ivan@пример.рф>", "Иван Петров",
		    "ivan@пример.рф" },
		{ "twitter @jo", "twitter @jo" },
		{ "me@example.org ()", NULL, "me@example.org" },
		{ "@", "@" },
	};
	struct person p;
	const char *s;
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		s = t[i][0];
		ck_assert(person_next(pool, &s, &p));
		same(p.name, t[i][1]);
		same(p.email, t[i][2]);
		same(p.uri, t[i][3]);
		ck_assert(!person_next(pool, &s, &p));
	}
}
END_TEST

START_TEST(several_authors_with_an_address_each_are_told_apart)
{
	const char *s = "a@example.org (Ann), b@example.org (Bo); "
	    "c@example.org";
	struct person p;

	ck_assert(person_next(pool, &s, &p));
	same(p.name, "Ann");
	ck_assert(person_next(pool, &s, &p));
	same(p.name, "Bo");
	same(p.email, "b@example.org");
	ck_assert(person_next(pool, &s, &p));
	same(p.email, "c@example.org");
	ck_assert(!person_next(pool, &s, &p));
	s = " , ;";
	ck_assert(!person_next(pool, &s, &p));
}
END_TEST

/* --- texts ------------------------------------------------------------- */

START_TEST(only_what_html_has_is_a_tag_in_a_title)
{
	static const char *const t[][2] = {
		{ "a <b>b</b> <i/>c", NULL },
		{ "List<T> and <b>x</b>", "List&lt;T> and <b>x</b>" },
		{ "1 < 2", "1 &lt; 2" },
		{ "a <", "a &lt;" },
		{ "<3 <!-- x -->", "&lt;3 <!-- x -->" },
		{ "<bold>", "&lt;bold>" },
		{ "</b>", NULL },
	};
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		same(text_escape_unknown(pool, t[i][0], strlen(t[i][0])),
		    t[i][1]);
}
END_TEST

START_TEST(blanks_collapse_and_are_trimmed)
{
	char s[] = "a  b\n\tc d ";
	const char *p = " \n x y\t";
	size_t n = strlen(p);

	text_collapse(s);
	ck_assert_str_eq(s, "a b c d ");
	text_trim(&p, &n);
	ck_assert_uint_eq(n, 3);
	ck_assert_int_eq(strncmp(p, "x y", 3), 0);
}
END_TEST

START_TEST(base64_is_read_leniently_or_not_at_all)
{
	static const char *const t[][2] = {
		{ "SGVsbG8=", "Hello" }, { "SGVs\nbG8", "Hello" },
		{ "SGk=", "Hi" }, { "", "" }, { "S$", NULL },
	};
	size_t i, n;
	char *s;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		s = text_from_base64(pool, t[i][0], strlen(t[i][0]), &n);
		same(s, t[i][1]);
		if (s != NULL)
			ck_assert_uint_eq(n, strlen(t[i][1]));
	}
}
END_TEST

/* --- dates ------------------------------------------------------------- */

START_TEST(the_quick_reading_of_a_date_agrees_with_the_careful_one)
{
	static const char *const t[] = {
		"Tue, 10 Jun 2025 09:00:00 +0300",
		"Thu, 29 Feb 2024 23:59:59 GMT",
		"01 Jan 1970 00:00:00 +0000",
		"Fri, 31 Dec 1999 23:59:59 -1100",
		"2025-06-10T09:00:00Z", "2024-02-29T00:00:00+05:30",
		"1970-01-01T00:00:00Z", "2199-12-31T23:59:59-08:00",
		"2000-03-01T00:00:00+00:00", "2100-03-01T12:34:56Z",
	};
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		ck_assert_int_ne(date_quick(t[i], strlen(t[i])), ITEM_NO_TIME);
		ck_assert_int_eq(date_quick(t[i], strlen(t[i])),
		    date_parse(t[i], strlen(t[i])));
	}
	ck_assert_int_eq(date_quick(t[0], strlen(t[0])), 1749535200);
}
END_TEST

START_TEST(a_date_with_any_surprise_is_not_for_the_quick_reading)
{
	static const char *const t[] = {
		"", "Tue, 10 Jun 2025 09:00:00", "2025-06-10T09:00:00",
		"Tue, 10 Jun 2025 09:00:00 EST", "2025-06-10 09:00:00Z",
		"Tue, 31 Jun 2025 09:00:00 +0300", "2025-02-29T09:00:00Z",
		"Tue, 10 Jun 2025 25:00:00 +0300", "2025-13-10T09:00:00Z",
		"Tue, 10 Jun 2025 09:00:00 +0300x", "2025-06-10T09:00:00.5Z",
		"Tue, 10 jun 2025 09:00:00 +0300", "1969-06-10T09:00:00Z",
		"Tue, 10 Jun 2025 09:00:00 +9900", "-025-06-10T09:00:00Z",
		"Di, 10 Jun 2025 09:00:00 +0300 ", "20-5-06-10T09:00:00ZZ",
	};
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		ck_assert_msg(date_quick(t[i], strlen(t[i])) == ITEM_NO_TIME,
		    "%s", t[i]);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("feed parts");
	TCase *tc = tcase_create("parts");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, labels_are_known_however_they_are_spelt);
	tcase_add_test(tc, labels_are_read_from_the_header_and_the_declaration);
	tcase_add_test(tc, a_sequence_that_a_block_cuts_is_put_together_again);
	tcase_add_test(tc, blocks_of_ascii_leave_the_charset_open);
	tcase_add_test(tc, what_is_decoded_is_always_utf8);
	tcase_add_test(tc, a_document_is_what_its_first_telling_tag_says);
	tcase_add_test(tc, bytes_that_hold_no_text_are_named);
	tcase_add_test(tc, namespaces_are_known_by_any_spelling_of_their_uri);
	tcase_add_test(tc, an_element_means_what_its_place_gives_it);
	tcase_add_test(tc, author_strings_come_apart);
	tcase_add_test(tc, several_authors_with_an_address_each_are_told_apart);
	tcase_add_test(tc, only_what_html_has_is_a_tag_in_a_title);
	tcase_add_test(tc, blanks_collapse_and_are_trimmed);
	tcase_add_test(tc, base64_is_read_leniently_or_not_at_all);
	tcase_add_test(tc,
	    the_quick_reading_of_a_date_agrees_with_the_careful_one);
	tcase_add_test(tc,
	    a_date_with_any_surprise_is_not_for_the_quick_reading);
	suite_add_tcase(s, tc);
	return unit_run(s);
}
