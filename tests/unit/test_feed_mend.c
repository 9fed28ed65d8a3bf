/* SPDX-License-Identifier: ISC */
#include "unit.h"
#include "pool_kit.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/pool.h"
#include "parse/feed/mend.h"
#include "parse/feed/mend_tag.h"
#include "parse/feed/xml_attr.h"
#include "parse/feed/xml_tag.h"

/* --- mending ----------------------------------------------------------- */

static void
on_start(void *arg, const char *tag, size_t n, size_t nname)
{
	ck_assert(tag_name_is_good(tag + 1, nname));
	ck_assert(strchr(" \t\r\n/>", tag[1 + nname]) != NULL);
	buf_add(arg, tag, n);
}

static void
on_end(void *arg, const char *name, size_t n)
{
	buf_addf(arg, "</%.*s>", (int)n, name);
}

/* Text shows as what XML would have it look like. */
static void
on_mended(void *arg, const char *s, size_t n)
{
	ck_assert(xml_write_text(arg, s, n));
}

static const struct mend_sink sink = { on_start, on_end, on_mended };

static char *
mend(const char *in, size_t piece)
{
	struct mend *m;
	struct buf out;
	size_t at, n, len = strlen(in);
	char *s;

	buf_init(&out, 1 << 20);
	m = mend_new(&sink, &out);
	for (at = 0; at < len; at += n) {
		n = len - at < piece ? len - at : piece;
		while (((unsigned char)in[at + n] & 0xc0) == 0x80)
			n++;
		mend_push(m, in + at, n);
	}
	mend_end(m);
	mend_close(m);
	mend_free(m);
	s = pool_strdup(pool, buf_str(&out));
	buf_clear(&out);
	return s;
}

START_TEST(mended_markup_is_well_formed)
{
	static const char *const t[][2] = {
		{ "<a>x & y &nbsp;&lt;</a>",
		    "<a>x &amp; y \xc2\xa0&lt;</a>" },
		{ "<a b=c d e='f'>", "<a b=\"c\" d=\"\" e=\"f\"></a>" },
		{ "<a b='x<y&z'/>", "<a b=\"x&lt;y&amp;z\"></a>" },
		{ "<a><b>x</a>", "<a><b>x</b></a>" },
		{ "<a>x</b></a>", "<a>x</a>" },
		{ "<a><B>x</b></a>", "<a><B>x</B></a>" },
		{ "<a>1 < 2 <3</a>", "<a>1 &lt; 2 &lt;3</a>" },
		{ "<a>x <b and c</a>", "<a>x &lt;b and c</a>" },
		{ "<a><item><title>A<item><title>B</a>",
		    "<a><item><title>A</title></item><item><title>B</title>"
		    "</item></a>" },
		{ "<a><item><title>T<link>L</link></item></a>",
		    "<a><item><title>T</title><link>L</link></item></a>" },
		{ "<!DOCTYPE a [<!ENTITY b \"]>\">]><a>&b;</a>",
		    "<a>&amp;b;</a>" },
		{ "<a><!-- -- x --><?p >?>y</a>", "<a>y</a>" },
		{ "<a><![CDATA[x\x01y]]>z</a>", "<a>xyz</a>" },
		{ "<a><![CDATA[]\x01]>]]></a>",
		    "<a>]]&gt;</a>" },
		{ "<a>]</p>]>]]>x]y</a>",
		    "<a>]]&gt;]]&gt;x]y</a>" },
		{ "<a><![cdata[x", "<a>x</a>" },
		{ "<a>&#0;&#xD800;&#65;</a>",
		    "<a>\xef\xbf\xbd\xef\xbf\xbd" "A</a>" },
		{ "<a/>x<b>y</b>", "<a><b>y</b></a>" },
		{ "junk<a>x</a>junk", "<a>x</a>" },
		{ "<a:b:c x:y:z='1'/>", "<a:b_c x:y_z=\"1\"></a:b_c>" },
		{ "<1></1><a><2></a>", "<a>&lt;2&gt;</a>" },
		{ "<a>x\r\ny\rz<![CDATA[\r\n.\r]]></a>",
		    "<a>x\ny\nz\n.\n</a>" },
		{ "<a>x&#13;\ny&#xD;&#xA;z&#13;</a>",
		    "<a>x\ny\nz\n</a>" },
		{ "<a>x\xef\xbf\xbey\xef\xbf\xbd<![CDATA[\xef\xbf\xbf]]></a>",
		    "<a>xy\xef\xbf\xbd</a>" },
		{ "<a> <b> </b> <!-- --> </i>x </a>",
		    "<a> <b> </b>  x </a>" },
		{ "<a href=\"x>y</a><b c=\"d\">",
		    "<a href=\"x\">y<b c=\"d\"></b></a>" },
		{ "", "" },
	};
	size_t i, piece;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		for (piece = 1; piece < 40; piece += 3)
			ck_assert_str_eq(mend(t[i][0], piece), t[i][1]);
}
END_TEST

START_TEST(well_formed_markup_passes_as_it_is)
{
	static const char *const t[] = {
		"<a b=\"c\" d='e'>x &amp; y<c/><d>z</d></a>",
		"<rss xmlns:x=\"y\"><x:z>\xd0\x96 &lt;p&gt;</x:z></rss>",
		"<a>\n\t<b>\n</b>\n</a>",
	};
	struct mend *m;
	struct buf out;
	unsigned long line;
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		ck_assert_str_eq(mend(t[i], 5), t[i]);
		buf_init(&out, 1000);
		m = mend_new(&sink, &out);
		mend_push(m, t[i], strlen(t[i]));
		ck_assert(!mend_end(m));
		ck_assert_ptr_null(mend_issue(m, &line));
		mend_free(m);
		buf_clear(&out);
	}
}
END_TEST

START_TEST(the_first_fault_is_told_with_its_line)
{
	static const char in[] = "<a>\n<b/>\n\n x & y\n<c>\n</a>";
	struct mend *m;
	struct buf out;
	unsigned long line;
	size_t piece, at, n;

	for (piece = 1; piece < sizeof(in); piece++) {
		buf_init(&out, 1000);
		m = mend_new(&sink, &out);
		for (at = 0; at < strlen(in); at += n) {
			n = strlen(in) - at < piece ? strlen(in) - at : piece;
			mend_push(m, in + at, n);
		}
		mend_end(m);
		ck_assert_str_eq(mend_issue(m, &line), "a bare '&'");
		ck_assert_uint_eq(line, 4);
		mend_free(m);
		buf_clear(&out);
	}
}
END_TEST

/* --- tags -------------------------------------------------------------- */

static struct xml_tag tag;

static bool
tag_of(struct xml_scope *sc, const char *s)
{
	return xml_tag_read(sc, pool, &tag, s, strlen(s),
	    strcspn(s + 1, " \t\n/>"));
}

START_TEST(names_belong_to_the_nearest_declaration)
{
	struct xml_scope sc;
	const char *name;
	size_t outer;

	xml_scope_init(&sc);
	ck_assert(tag_of(&sc, "<rss xmlns:a='urn:a' xmlns=\"urn:b\">"));
	ck_assert_str_eq(tag.uri, "urn:b");
	ck_assert_ptr_null(tag.prefix);
	ck_assert_uint_eq(tag.attrs.n, 0);
	name = tag.name;
	outer = sc.nns;
	ck_assert(tag_of(&sc, "<a:x xmlns:a='urn:c'/>"));
	ck_assert(tag.empty);
	ck_assert_str_eq(tag.name, "x");
	ck_assert_str_eq(tag.prefix, "a");
	ck_assert_str_eq(tag.uri, "urn:c");
	sc.nns = outer;
	ck_assert(tag_of(&sc, "<a:rss>"));
	ck_assert_str_eq(tag.uri, "urn:a");
	ck_assert_ptr_eq(tag.name, name);
	ck_assert(tag_of(&sc, "<y xmlns=''>"));
	ck_assert_ptr_null(tag.uri);
	ck_assert_str_eq(sc.error, "");
	xml_scope_clear(&sc);
}
END_TEST

START_TEST(what_namespaces_forbid_is_told_once_and_read_on)
{
	struct xml_scope sc;

	xml_scope_init(&sc);
	ck_assert(tag_of(&sc, "<xml:a xml:lang='en'>"));
	ck_assert_str_eq(sc.error, "");
	ck_assert(tag_of(&sc, "<q:x a='1' a='2'>"));
	ck_assert_str_eq(tag.prefix, "q");
	ck_assert_ptr_null(tag.uri);
	ck_assert_str_eq(sc.error, "Namespace prefix q on x is not defined");
	ck_assert_str_eq(xml_attr(&tag.attrs, pool, "a"), "1");
	xml_scope_clear(&sc);
	xml_scope_init(&sc);
	ck_assert(tag_of(&sc, "<x a='1' xmlns:p='u' p:a='2' a='3'>"));
	ck_assert_str_eq(sc.error, "Attribute a redefined");
	xml_scope_clear(&sc);
	xml_scope_init(&sc);
	ck_assert(tag_of(&sc, "<x p:a='2'>"));
	ck_assert_str_eq(sc.error,
	    "Namespace prefix p on an attribute of x is not defined");
	xml_scope_clear(&sc);
}
END_TEST

START_TEST(attributes_mean_what_xml_says)
{
	struct xml_scope sc;

	xml_scope_init(&sc);
	ck_assert(tag_of(&sc, "<a HREF = 'x?a=1&amp;b=&#50;'\n xml:base=\"u\""
	    " title='a\tb\r\nc&quot;' empty=''>"));
	ck_assert(!tag.empty);
	ck_assert_uint_eq(tag.attrs.n, 4);
	ck_assert_str_eq(xml_attr(&tag.attrs, pool, "href"), "x?a=1&b=2");
	ck_assert_str_eq(xml_attr(&tag.attrs, pool, "title"), "a b c\"");
	ck_assert_str_eq(xml_attr(&tag.attrs, pool, "empty"), "");
	ck_assert_ptr_null(xml_attr(&tag.attrs, pool, "base"));
	ck_assert_str_eq(xml_attr_xml(&tag.attrs, pool, "base"), "u");
	xml_scope_clear(&sc);
}
END_TEST

/* Or one feed could fill the memory of its parser with names. */
START_TEST(names_have_a_ceiling)
{
	struct xml_scope sc;
	char s[120];
	int i;

	xml_scope_init(&sc);
	for (i = 0; i < 100000; i++) {
		snprintf(s, sizeof(s), "<x%099d>", i);
		if (!tag_of(&sc, s))
			break;
	}
	ck_assert_int_lt(i, 100000);
	ck_assert(sc.full);
	xml_scope_clear(&sc);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("feed mend");
	TCase *tc = tcase_create("mend");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, mended_markup_is_well_formed);
	tcase_add_test(tc, well_formed_markup_passes_as_it_is);
	tcase_add_test(tc, the_first_fault_is_told_with_its_line);
	tcase_add_test(tc, names_belong_to_the_nearest_declaration);
	tcase_add_test(tc, what_namespaces_forbid_is_told_once_and_read_on);
	tcase_add_test(tc, attributes_mean_what_xml_says);
	tcase_add_test(tc, names_have_a_ceiling);
	suite_add_tcase(s, tc);
	return unit_run(s);
}
