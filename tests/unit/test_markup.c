/* SPDX-License-Identifier: ISC */
#include "unit.h"
#include "pool_kit.h"

#include <string.h>

#include "base/pool.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "parse/entities.h"
#include "parse/markup.h"

#define BASE	"https://example.org/dir/page.html"

struct markup_case {
	const char	*in;
	const char	*out;
};

static char *
clean(const char *in)
{
	return markup_sanitize(pool, in, strlen(in), BASE);
}

static char *
plain(const char *in)
{
	return markup_text(pool, in, strlen(in));
}

/* What must hold of every input, and so is asked of every case here. */
static void
check_properties(const char *in)
{
	char *once = clean(in), *twice = clean(once);

	ck_assert_msg(strcmp(once, twice) == 0,
	    "\"%s\" gives \"%s\", and that \"%s\"", in, once, twice);
	ck_assert_msg(utf8_is_valid(once, strlen(once)), "\"%s\"", in);
	ck_assert_msg(strcmp(plain(in), plain(once)) == 0,
	    "\"%s\" reads \"%s\", made safe \"%s\"", in, plain(in),
	    plain(once));
}

static void
check_clean(const struct markup_case *c)
{
	for (; c->in != NULL; c++) {
		ck_assert_msg(strcmp(clean(c->in), c->out) == 0,
		    "\"%s\" gives \"%s\", not \"%s\"", c->in, clean(c->in),
		    c->out);
		check_properties(c->in);
	}
}

static void
check_plain(const struct markup_case *c)
{
	for (; c->in != NULL; c++) {
		ck_assert_msg(strcmp(plain(c->in), c->out) == 0,
		    "\"%s\" reads \"%s\", not \"%s\"", c->in, plain(c->in),
		    c->out);
		check_properties(c->in);
	}
}

START_TEST(scripts_and_styles_go_with_what_they_hold)
{
	static const struct markup_case cases[] = {
		{ "a<script>alert(1)</script>b", "ab" },
		{ "a<SCRIPT>alert(1)</ScRiPt >b", "ab" },
		{ "a<script src=//evil.example/x.js></script>b", "ab" },
		{ "a<script>if (a<b) \"</scripty>\"</script>b", "ab" },
		{ "a<script/x>alert(1)</script>b", "ab" },
		{ "a<script\n>alert(1)</script\t>b", "ab" },
		{ "a<script>alert(1)", "a" },
		{ "a<script src=\"x.js\"/>b", "ab" },
		{ "a<style>p{background:url(javascript:x)}</style>b", "ab" },
		{ "a<style><img src=x onerror=alert(1)></style>b", "ab" },
		{ "a<style><!--</style><img src=x onerror=alert(1)>-->",
		  "a<img src=\"https://example.org/dir/x\">--&gt;" },
		{ "a<noscript><p title=\"</noscript><img src=x onerror=y>\">",
		  "a<p title=\"&lt;/noscript&gt;&lt;img src=x onerror=y&gt;\">"
		  "</p>" },
		{ "a<noscript><pre>b < c</pre></noscript>d",
		  "a<pre>b &lt; c</pre>d" },
		{ "a<noscript><script>x</script><style>y</style>b", "ab" },
		{ "a<textarea><script>alert(1)</script></textarea>b", "ab" },
		{ "a<title><b>t</b></title>b", "ab" },
		{ "a<xmp><script>alert(1)</script></xmp>b", "ab" },
		{ "a<iframe src=\"https://evil.example\">x</iframe>b", "ab" },
		{ "a<noembed><img src=x></noembed>b", "ab" },
		{ "a<noframes><img src=x></noframes>b", "ab" },
		{ "a<plaintext>b<b>c", "a" },
		{ "a<svg><script>alert(1)</script></svg>b", "ab" },
		{ "a<svg/onload=alert(1)>b</svg>c", "ac" },
		{ "a<svg><svg>x</svg>y</svg>b", "ab" },
		{ "a<svg><title>icon</title><p>b", "a<p>b</p>" },
		{ "a<svg><style><img src=x onerror=alert(1)></style></svg>b",
		  "ab" },
		{ "a<math><mtext><table><mglyph><style><!--</style>"
		  "<img title=\"--&gt;&lt;img src=1 onerror=x&gt;\">b",
		  "a<table><tr><td>b</td></tr></table>" },
		{ "a<template><b>x</b></template>b", "ab" },
		{ "a<template><p>x</p><template>y</template><p>z</template>b",
		  "ab" },
		{ "a<select><option>x</select>b", "ab" },
		{ "<object data=\"x.swf\"><param name=a value=b><embed src=x>"
		  "b</object>", "b" },
		{ "<applet code=x>b</applet>", "b" },
		{ "<link rel=stylesheet href=x><meta http-equiv=refresh "
		  "content=\"0;url=javascript:x\"><base href=\"//evil/\">b",
		  "b" },
		{ NULL, NULL }
	};

	check_clean(cases);
}
END_TEST

START_TEST(attributes_that_act_or_style_never_come_out)
{
	static const struct markup_case cases[] = {
		{ "<p onclick=\"x()\">a</p>", "<p>a</p>" },
		{ "<p ONCLICK=x()>a</p>", "<p>a</p>" },
		{ "<p/onmouseover=x()>a</p>", "<p>a</p>" },
		{ "<p \nonclick\n=\n\"x()\">a</p>", "<p>a</p>" },
		{ "<p style=\"width:expression(x())\">a</p>", "<p>a</p>" },
		{ "<p style='background:url(javascript:x)'>a</p>", "<p>a</p>" },
		{ "<p class=x id=y name=z data-a=b>a</p>", "<p>a</p>" },
		{ "<p title=\"a\" onclick=x>b</p>", "<p title=\"a\">b</p>" },
		{ "<p title='\"><script>alert(1)</script>'>b</p>",
		  "<p title=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
		  "\">b</p>" },
		{ "<p title=\"&quot; onclick=&quot;x()\">b</p>",
		  "<p title=\"&quot; onclick=&quot;x()\">b</p>" },
		{ "<p title=a`onclick=x()>b</p>",
		  "<p title=\"a&#96;onclick=x()\">b</p>" },
		{ "<p title=\"a\" title=\"b\">c</p>",
		  "<p title=\"a\">c</p>" },
		{ "<p title>c</p>", "<p>c</p>" },
		{ "<p title=\"a>b</p>", "<p>b</p>" },
		{ "<img src=\"x.png\" onerror=\"alert(1)\">",
		  "<img src=\"https://example.org/dir/x.png\">" },
		{ "<img \"\"\"><script>alert(1)</script>\">", "\"&gt;" },
		{ "<img src=x.png alt=\"a&lt;b\">",
		  "<img src=\"https://example.org/dir/x.png\" "
		  "alt=\"a&lt;b\">" },
		{ "<img src=x.png width=\"640px\" height=100%>",
		  "<img src=\"https://example.org/dir/x.png\" "
		  "height=\"100%\" width=\"640\">" },
		{ "<img src=x.png width=javascript:x>",
		  "<img src=\"https://example.org/dir/x.png\">" },
		{ "<td colspan=2>a</td>", "a" },
		{ "<ol start=3 type=a reversed><li value=4>a</ol>",
		  "<ol reversed start=\"3\" type=\"a\">"
		  "<li value=\"4\">a</li></ol>" },
		{ "<bdo dir=rtl>a</bdo>", "<bdo dir=\"rtl\">a</bdo>" },
		{ "<q lang=\"de\" cite=\"/q\">a</q>",
		  "<q cite=\"https://example.org/q\" lang=\"de\">a</q>" },
		{ "<p lang='de\"><script>'>a</p>", "<p>a</p>" },
		{ "<time datetime=\"2024-01-05T10:20+03:00\">a</time>",
		  "<time datetime=\"2024-01-05T10:20+03:00\">a</time>" },
		{ "<video src=v.mp4 poster=p.png autoplay controls>a</video>",
		  "<video src=\"https://example.org/dir/v.mp4\" controls "
		  "poster=\"https://example.org/dir/p.png\">a</video>" },
		{ "<span>a</span><span title=b>c</span>",
		  "a<span title=\"b\">c</span>" },
		{ "<font color=red onclick=x>a</font>", "a" },
		{ NULL, NULL }
	};

	check_clean(cases);
}
END_TEST

START_TEST(addresses_are_absolute_and_of_schemes_that_do_nothing)
{
	static const struct markup_case cases[] = {
		{ "<a href=\"javascript:alert(1)\">a</a>", "a" },
		{ "<a href=\"JaVaScRiPt:alert(1)\">a</a>", "a" },
		{ "<a href=\" javascript:alert(1)\">a</a>", "a" },
		{ "<a href=\"java\nscript:alert(1)\">a</a>", "a" },
		{ "<a href=\"java\tscript:alert(1)\">a</a>", "a" },
		{ "<a href=\"java&#10;script:alert(1)\">a</a>", "a" },
		{ "<a href=\"java&Tab;script&colon;alert(1)\">a</a>", "a" },
		{ "<a href=\"&#106;avascript&#58;alert(1)\">a</a>", "a" },
		{ "<a href=\"&#x6A&#x61vascript:alert(1)\">a</a>", "a" },
		{ "<a href=\"&#0000106avascript:alert(1)\">a</a>", "a" },
		{ "<a href=\"\x01javascript:alert(1)\">a</a>", "a" },
		{ "<a href=\"&#1;javascript:alert(1)\">a</a>", "a" },
		{ "<a href=javascript:alert(1)>a</a>", "a" },
		{ "<a href=`javascript:alert(1)`>a</a>",
		  "<a href=\"https://example.org/dir/%60javascript:alert(1)%60"
		  "\">a</a>" },
		{ "<a href=\"vbscript:x\">a</a>", "a" },
		{ "<a href=\"data:text/html,<script>x</script>\">a</a>", "a" },
		{ "<a href=\"data:text/html;base64,PHA+\">a</a>", "a" },
		{ "<a href=\"file:///etc/passwd\">a</a>", "a" },
		{ "<a href=\"blob:https://x\">a</a>", "a" },
		{ "<a href=\"about:blank\">a</a>", "a" },
		{ "<a href=\"view-source:x\">a</a>", "a" },
		{ "<a href=\"/x?a=1&amp;b=2\">a</a>",
		  "<a href=\"https://example.org/x?a=1&amp;b=2\">a</a>" },
		{ "<a href=\"/x?a=1&copy=2&lt=3\">a</a>",
		  "<a href=\"https://example.org/x?a=1&amp;copy=2&amp;lt=3\">"
		  "a</a>" },
		{ "<a href=\"../x\">a</a>",
		  "<a href=\"https://example.org/x\">a</a>" },
		{ "<a href=\"//cdn.example/x\">a</a>",
		  "<a href=\"https://cdn.example/x\">a</a>" },
		{ "<a href=\"?q=1\">a</a>",
		  "<a href=\"https://example.org/dir/page.html?q=1\">a</a>" },
		{ "<a href=\"#n1\">a</a>",
		  "<a href=\"https://example.org/dir/page.html#n1\">a</a>" },
		{ "<a href=http://x.example/>a</a>",
		  "<a href=\"http://x.example/\">a</a>" },
		{ "<a href=\"mailto:a@x.example?subject=b\">a</a>",
		  "<a href=\"mailto:a@x.example?subject=b\">a</a>" },
		{ "<a href=\"tel:+123\">a</a>", "<a href=\"tel:+123\">a</a>" },
		{ "<a href=\"https://x.example/a b\"c\">a</a>",
		  "<a href=\"https://x.example/a%20b\">a</a>" },
		{ "<a name=x>a</a>", "a" },
		{ "<a name=x/>a", "a" },
		{ "<img src=\"javascript:alert(1)\">", "" },
		{ "<img src=\"data:image/svg+xml;base64,PHN2Zz4=\">", "" },
		{ "<img src=\"data:image/svg+xml,<svg onload=x>\">", "" },
		{ "<img src=\"data:text/html;base64,PHA+\">", "" },
		{ "<img src=\"data:image/png;base64,iVBORw0KGgo=\">",
		  "<img src=\"data:image/png;base64,iVBORw0KGgo=\">" },
		{ "<img src=\"data:image/png;base64,iVBO\"onload=x>",
		  "<img src=\"data:image/png;base64,iVBO\">" },
		{ "<video src=\"data:image/png;base64,iVBO\"></video>",
		  "<video></video>" },
		{ "<img src=\"mailto:x@y\">", "" },
		{ "<img alt=x>", "" },
		{ "<img src=\"\">", "<img src=\"" BASE "\">" },
		{ "<img src=\"//t.example/p.gif\" width=1 height=1>", "" },
		{ "<img src=\"//t.example/p.gif\" width=1px>", "" },
		{ "<img src=\"//t.example/p.gif\" height=00>", "" },
		{ "<img src=\"//t.example/p.gif\" width=1%>",
		  "<img src=\"https://t.example/p.gif\" width=\"1%\">" },
		{ "<img data-src=\"/a.png\">",
		  "<img src=\"https://example.org/a.png\">" },
		{ "<img src=\"data:image/gif;base64,R0lG\" "
		  "data-lazy-src=\"/a.png\">",
		  "<img src=\"https://example.org/a.png\">" },
		{ "<img src=\"/b.png\" data-src=\"javascript:x\">",
		  "<img src=\"https://example.org/b.png\">" },
		{ "<blockquote cite=\"javascript:x\">a</blockquote>",
		  "<blockquote>a</blockquote>" },
		{ NULL, NULL }
	};

	check_clean(cases);
	ck_assert_str_eq(markup_sanitize(pool, "<a href=/x>a</a>", 16, NULL),
	    "a");
}
END_TEST

START_TEST(broken_markup_comes_out_well_nested)
{
	static const struct markup_case cases[] = {
		{ "<p>a<p>b", "<p>a</p><p>b</p>" },
		{ "<p>a<div>b</div>c", "<p>a</p><div>b</div>c" },
		{ "<b><i>a</b>b</i>", "<b><i>a</i></b>b" },
		{ "a</b></p></div>b", "ab" },
		{ "<div><p>a</div>b", "<div><p>a</p></div>b" },
		{ "<ul><li>a<li>b<ul><li>c</ul><li>d</ul>e",
		  "<ul><li>a</li><li>b<ul><li>c</li></ul></li><li>d</li></ul>"
		  "e" },
		{ "<ul><li>a</ul></li></ul>b", "<ul><li>a</li></ul>b" },
		{ "<dl><dt>a<dd>b<dt>c</dl>",
		  "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>" },
		{ "<a href=/1>a<a href=/2>b</a>c",
		  "<a href=\"https://example.org/1\">a</a>"
		  "<a href=\"https://example.org/2\">b</a>c" },
		{ "<h2>a<h3>b</h3>", "<h2>a</h2><h3>b</h3>" },
		{ "<p>a<h2>b</h2>", "<p>a</p><h2>b</h2>" },
		{ "<table><tr><td>a<td>b<tr><td>c</table>",
		  "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr>"
		  "</table>" },
		{ "<table><td>a</table>",
		  "<table><tr><td>a</td></tr></table>" },
		{ "<table>a</table>", "<table><tr><td>a</td></tr></table>" },
		{ "<table><tr>a<td>b</table>",
		  "<table><tr><td>a</td><td>b</td></tr></table>" },
		{ "<table><thead><tr><th>a<tbody><tr><td>b</table>",
		  "<table><thead><tr><th>a</th></tr></thead><tbody><tr>"
		  "<td>b</td></tr></tbody></table>" },
		{ "<table><caption>a<tr><td>b</table>",
		  "<table><caption>a</caption><tr><td>b</td></tr></table>" },
		{ "<table><colgroup><col span=2>a</table>",
		  "<table><colgroup><col span=\"2\"></colgroup>"
		  "<tr><td>a</td></tr></table>" },
		{ "<table><tr><td><table><tr><td>a</table>b</table>c",
		  "<table><tr><td><table><tr><td>a</td></tr></table>b</td>"
		  "</tr></table>c" },
		{ "<table><tr><td>a</div></p>b</table>",
		  "<table><tr><td>ab</td></tr></table>" },
		{ "<div><table><tr><td></div>a</table>b</div>",
		  "<div><table><tr><td>a</td></tr></table>b</div>" },
		{ "<tr><td>a</td><td>b</td></tr>", "a b" },
		{ "<table> <tr> <td>a</td> </tr> </table>",
		  "<table><tr><td>a</td></tr></table>" },
		{ "<p/>a<b/>c", "<p></p>a<b></b>c" },
		{ "a<br>b<br/>c</br>d", "a<br>b<br>c<br>d" },
		{ "<hr>a</hr>", "<hr>a" },
		{ "<center>a</center>", "<div>a</div>" },
		{ "<form action=x><input><button>a</button></form>",
		  "<div>a</div>" },
		{ "<menu><li>a</menu>", "<ul><li>a</li></ul>" },
		{ "<ruby>a<rp>(<rt>b<rp>)</ruby>",
		  "<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby>" },
		{ "a<rt>b", "ab" },
		{ "<source src=x.mp3>a", "a" },
		{ "<audio controls><source src=x.mp3 type=audio/mpeg></audio>",
		  "<audio controls><source src=\"https://example.org/dir/x.mp3"
		  "\" type=\"audio/mpeg\"></audio>" },
		{ "<html><head><title>t</title></head><body>a</body></html>",
		  "a" },
		{ "<o:p>a</o:p><custom-tag>b</custom-tag>", "ab" },
		{ "<B>a</B>", "<b>a</b>" },
		{ "<b >a</b >", "<b>a</b>" },
		{ "<b", "" }, { "a <b", "a" }, { "a <b href='x", "a" },
		{ "a <b and c", "a" }, { "x<y", "x&lt;y" },
		{ "a</", "a&lt;/" }, { "a</>b", "ab" }, { "a</ p>b", "ab" },
		{ "a<", "a&lt;" }, { "a < b > c", "a &lt; b &gt; c" },
		{ "<3", "&lt;3" }, { "<<b>a</b>", "&lt;<b>a</b>" },
		{ "<b<i>a", "a" }, { "<>a", "&lt;&gt;a" },
		{ "<a href=\"/x>a</a> b <b>c</b>", "a b <b>c</b>" },
		{ NULL, NULL }
	};

	check_clean(cases);
}
END_TEST

START_TEST(comments_and_declarations_go_and_hide_nothing)
{
	static const struct markup_case cases[] = {
		{ "a<!-- x -->b", "ab" }, { "a<!-->b-->c", "ab--&gt;c" },
		{ "a<!--->b-->c", "ab--&gt;c" }, { "a<!-- x --!>b", "ab" },
		{ "a<!-- x -- y -->b", "ab" }, { "a<!-- x", "a" },
		{ "a<!--[if IE]><script>x</script><![endif]-->b", "ab" },
		{ "a<![if !IE]>b<![endif]>c", "abc" },
		{ "<!DOCTYPE html>a", "a" }, { "a<?php echo '<b>' ?>b",
		  "a' ?&gt;b" },
		{ "a<?xml version=\"1.0\"?>b", "ab" },
		{ "<![CDATA[<p>a</p>]]>", "<p>a</p>" },
		{ "<![CDATA[a]]>b]]>c", "ab]]&gt;c" },
		{ "<![CDATA[<script>alert(1)</script>]]>a", "a" },
		{ "<![CDATA[<![CDATA[a]]>]]>", "a]]&gt;" },
		{ "<![CDATA[<p>a", "<p>a</p>" },
		{ "<![CDATA[<a title=\"]]>\" href=/x>a</a>",
		  "<a href=\"https://example.org/x\" title=\"]]&gt;\">a</a>" },
		{ NULL, NULL }
	};

	check_clean(cases);
}
END_TEST

START_TEST(references_are_decoded_once_and_written_plainly)
{
	static const struct markup_case cases[] = {
		{ "", "" }, { "a", "a" }, { "  a b \n", "a b" },
		{ "a&amp;b", "a&amp;b" }, { "a & b", "a &amp; b" },
		{ "a&b", "a&amp;b" }, { "&", "&amp;" }, { "&;", "&amp;;" },
		{ "&lt;script&gt;", "&lt;script&gt;" },
		{ "&amp;lt;script&amp;gt;", "&amp;lt;script&amp;gt;" },
		{ "&#60;b&#62;", "&lt;b&gt;" }, { "&#x3c;b", "&lt;b" },
		{ "&LT;b&GT;", "&lt;b&gt;" }, { "&lt", "&lt;" },
		{ "&quot;a&apos;", "\"a'" }, { "&eacute;&Eacute;", "éÉ" },
		{ "&eacute", "é" }, { "&notit;", "¬it;" }, { "&notin;", "∉" },
		{ "&nvlt;", "&lt;⃒" }, { "&NotEqualTilde;", "≂̸" },
		{ "&unknown;", "&amp;unknown;" }, { "&#;", "&amp;#;" },
		{ "&#x;", "&amp;#x;" }, { "&#0;", "\xef\xbf\xbd" },
		{ "&#xD800;", "\xef\xbf\xbd" },
		{ "&#99999999999999;", "\xef\xbf\xbd" },
		{ "&#147;a&#148;&#150;", "“a”–" }, { "&#1;a&#8;", "a" },
		{ "&#13;a", "a" }, { "a\r\nb\rc", "a\nb\nc" },
		{ "a\x01\x08\x7f" "b", "ab" }, { "a\xff" "b",
		  "a\xef\xbf\xbd" "b" },
		{ "\xc0\xbc" "b", "\xef\xbf\xbd\xef\xbf\xbd" "b" },
		{ "a&nbsp;b", "a\xc2\xa0" "b" }, { "Привет, «мир»",
		  "Привет, «мир»" }, { "日本語 😀", "日本語 😀" },
		{ "+ADw-script+AD4-", "+ADw-script+AD4-" },
		{ NULL, NULL }
	};

	check_clean(cases);
	ck_assert_str_eq(markup_sanitize(pool, "a\0b<\0b>", 7, NULL),
	    "ab&lt;b&gt;");
}
END_TEST

START_TEST(text_is_what_a_reader_sees)
{
	static const struct markup_case cases[] = {
		{ "", "" }, { "  a  b\n\tc ", "a b c" },
		{ "<p>a</p><p>b</p>", "a\n\nb" }, { "a<br>b", "a\nb" },
		{ "a<br><br><br>b", "a\n\nb" },
		{ "<p>a<br></p><p>b", "a\n\nb" },
		{ "<div>a<div>b</div></div>c", "a\n\nb\n\nc" },
		{ "<ul><li>a<li>b</ul>", "a\n\nb" },
		{ "<h1>a</h1>b", "a\n\nb" }, { "<hr>a<hr>b<hr>", "a\n\nb" },
		{ "<b>a</b><i>b</i> <u>c</u>", "ab c" },
		{ "<b> a </b> b", "a b" }, { "a <!-- x --> b", "a b" },
		{ "<table><tr><td>a<td>b<tr><td>c</table>", "a b\n\nc" },
		{ "<pre>\na  b\n\n\nc\n</pre>d", "a  b\n\n\nc\n\nd" },
		{ "<pre>\n<!-- x -->\na</pre>", "\na" },
		{ "<pre>a<p><td>b</pre>", "a\n\n b" },
		{ "&lt;b&gt;a&amp;b", "<b>a&b" }, { "a&nbsp;&nbsp;b", "a b" },
		{ "<p>&nbsp;</p><p>a</p>", "a" },
		{ "a<script>Naryshkin</script>b", "ab" },
		{ "<a href=\"/Naryshkin\" title=\"Naryshkin\">a</a>", "a" },
		{ "<img src=x alt=\"Naryshkin\">a", "a" },
		{ "<!-- Naryshkin -->a", "a" },
		{ "<svg><text>Naryshkin</text></svg>a", "a" },
		{ "<q>a</q>", "“a”" }, { "a<wbr>b", "ab" },
		{ "<td>a</td><td>b</td>", "a b" },
		{ "a<sup>2</sup>", "a2" }, { "<center>a</center>b", "a\n\nb" },
		{ "Сергей <b>Нарышкин</b>&#44; директор",
		  "Сергей Нарышкин, директор" },
		{ NULL, NULL }
	};

	check_plain(cases);
}
END_TEST

START_TEST(escaped_text_shows_as_it_is)
{
	static const char *const texts[] = {
		"a", "a < b & c > d", "<script>alert(1)</script>", "&lt;",
		"&amp;amp;", "\"quoted\"", "Нарышкин"
	};
	char *html;
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		html = markup_escape(pool, texts[i], strlen(texts[i]));
		ck_assert_str_eq(plain(html), texts[i]);
		ck_assert_str_eq(clean(html), html);
	}
	ck_assert_str_eq(markup_escape(pool, "a\x01\xff", 3),
	    "a\xef\xbf\xbd");
}
END_TEST

/* n times a, then n times b. */
static char *
repeat(const char *a, const char *b, size_t n)
{
	size_t i, la = strlen(a), lb = strlen(b);
	char *s = xmalloc(n * (la + lb) + 1), *p = s;

	for (i = 0; i < n; i++, p += la)
		memcpy(p, a, la);
	for (i = 0; i < n; i++, p += lb)
		memcpy(p, b, lb);
	*p = '\0';
	return s;
}

START_TEST(depth_has_a_ceiling_and_what_is_below_keeps_its_text)
{
	char *in = repeat("<div>", "</div>", 100000), *out;
	size_t n = strlen(in);

	out = markup_sanitize(pool, in, n, NULL);
	ck_assert_uint_eq(strlen(out), MARKUP_DEPTH * strlen("<div></div>"));
	free(in);
	in = repeat("<b>x", "</b>", 1000);
	out = markup_text(pool, in, strlen(in));
	ck_assert_uint_eq(strlen(out), 1000);
	check_properties(in);
	free(in);
	in = repeat("<table><tr><td>", "</td></tr></table>", 500);
	check_properties(in);
	free(in);
}
END_TEST

/* Each would take hours if a search were made again at every step. */
START_TEST(hostile_repetition_is_read_in_linear_time)
{
	static const char *const units[] = {
		"<", "</", "<!--", "<![CDATA[", "<!", "<?", "<a ", "<a \"",
		"<a b=\"", "<a b='", "<a b=\">\" ", "<x ", "&", "&#", "&a",
		"<script", "<style>", "<svg>", "<p>", "<b>", "<table>", "<td>",
		"<li>", "<a href=x>", "</p>", "--", "]]>", "<p a=1 ", "\xd0",
		"<ruby><rt>", "<textarea>", "&CounterClockwiseContourIntegra"
	};
	size_t i;
	char *in;

	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		in = repeat(units[i], "", 200000);
		markup_sanitize(pool, in, strlen(in), BASE);
		markup_text(pool, in, strlen(in));
		free(in);
		pool_reset(pool);
	}
}
END_TEST

START_TEST(every_prefix_of_a_page_is_safe)
{
	static const char page[] =
	    "<!DOCTYPE html><p title=\"a&quot;b\">x<![CDATA[y]]><!-- z -->"
	    "<table><tr><td colspan=2>a&amp;b<script>c</script><img src='d'"
	    " alt=e></table>&eacute;<a href=javascript:f>\xd0\x9f</a>";
	char cut[sizeof(page)];
	size_t n;

	for (n = 0; n < sizeof(page); n++) {
		memcpy(cut, page, n);
		cut[n] = '\0';
		check_properties(cut);
		ck_assert_ptr_null(strstr(clean(cut), "script"));
	}
}
END_TEST

START_TEST(all_names_of_the_standard_are_known)
{
	uint32_t out[2];

	ck_assert_uint_eq(entity_find("amp;x", 5, out), 4);
	ck_assert_uint_eq(out[0], '&');
	ck_assert_uint_eq(out[1], 0);
	ck_assert_uint_eq(entity_find("AElig", 5, out), 5);
	ck_assert_uint_eq(entity_find("zwnj;", 5, out), 5);
	ck_assert_uint_eq(out[0], 0x200c);
	ck_assert_uint_eq(entity_find("CounterClockwiseContourIntegral;", 32,
	    out), 32);
	ck_assert_uint_eq(out[0], 0x2233);
	ck_assert_uint_eq(entity_find("acE;", 4, out), 4);
	ck_assert_uint_eq(out[0], 0x223e);
	ck_assert_uint_eq(out[1], 0x333);
	ck_assert_uint_eq(entity_find("hellip", 6, out), 0);
	ck_assert_uint_eq(entity_find("hellip;", 7, out), 7);
	ck_assert_uint_eq(entity_find("ampx", 4, out), 3);
	ck_assert_uint_eq(entity_find("", 0, out), 0);
	ck_assert_uint_eq(entity_find("ecirc;", 6, out), 6);
	ck_assert_uint_eq(entity_number("x41;", 4, out), 4);
	ck_assert_uint_eq(out[0], 'A');
	ck_assert_uint_eq(entity_number("65", 2, out), 2);
	ck_assert_uint_eq(entity_number("g", 1, out), 0);
}
END_TEST

static void
add_case(Suite *s, const char *name, const TTest *const *tests, size_t n)
{
	TCase *tc = tcase_create(name);
	size_t i;

	tcase_set_timeout(tc, 120);
	tcase_add_checked_fixture(tc, setup, teardown);
	for (i = 0; i < n; i++)
		tcase_add_test(tc, tests[i]);
	suite_add_tcase(s, tc);
}

int
main(void)
{
	const TTest *const tests[] = {
		scripts_and_styles_go_with_what_they_hold,
		attributes_that_act_or_style_never_come_out,
		addresses_are_absolute_and_of_schemes_that_do_nothing,
		broken_markup_comes_out_well_nested,
		comments_and_declarations_go_and_hide_nothing,
		references_are_decoded_once_and_written_plainly,
		text_is_what_a_reader_sees,
		escaped_text_shows_as_it_is,
		depth_has_a_ceiling_and_what_is_below_keeps_its_text,
		hostile_repetition_is_read_in_linear_time,
		every_prefix_of_a_page_is_safe,
		all_names_of_the_standard_are_known
	};
	Suite *s = suite_create("markup");

	add_case(s, "markup", tests, sizeof(tests) / sizeof(tests[0]));
	return unit_run(s);
}
