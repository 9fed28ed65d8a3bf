/* SPDX-License-Identifier: ISC */
#include "unit.h"
#include "pool_kit.h"

#include <string.h>

#include "base/uri.h"

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

struct pair {
	const char	*in;
	const char	*want;
};

START_TEST(references_resolve_as_the_examples_of_rfc_3986_say)
{
	static const struct pair t[] = {
		{ "g:h", "g:h" }, { "g", "http://a/b/c/g" },
		{ "./g", "http://a/b/c/g" }, { "g/", "http://a/b/c/g/" },
		{ "/g", "http://a/g" }, { "//g", "http://g" },
		{ "?y", "http://a/b/c/d;p?y" }, { "g?y", "http://a/b/c/g?y" },
		{ "#s", "http://a/b/c/d;p?q#s" },
		{ "g#s", "http://a/b/c/g#s" },
		{ "g?y#s", "http://a/b/c/g?y#s" },
		{ ";x", "http://a/b/c/;x" }, { "g;x", "http://a/b/c/g;x" },
		{ "", "http://a/b/c/d;p?q" }, { ".", "http://a/b/c/" },
		{ "./", "http://a/b/c/" }, { "..", "http://a/b/" },
		{ "../", "http://a/b/" }, { "../g", "http://a/b/g" },
		{ "../..", "http://a/" }, { "../../g", "http://a/g" },
		{ "../../../g", "http://a/g" },
		{ "/./g", "http://a/g" }, { "/../g", "http://a/g" },
		{ "g.", "http://a/b/c/g." }, { "..g", "http://a/b/c/..g" },
		{ "./../g", "http://a/b/g" }, { "g/./h", "http://a/b/c/g/h" },
		{ "g/../h", "http://a/b/c/h" },
		{ "g?y/../x", "http://a/b/c/g?y/../x" },
		{ "g#s/../x", "http://a/b/c/g#s/../x" },
	};
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		same(uri_resolve(pool, "http://a/b/c/d;p?q", t[i].in),
		    t[i].want);
}
END_TEST

START_TEST(what_people_write_as_a_link_is_mended_as_browsers_do)
{
	static const struct pair t[] = {
		{ "  https://a.example/x \n", "https://a.example/x" },
		{ "https://a.example/\n   x", "https://a.example/%20%20%20x" },
		{ "http:\\\\a.example\\x", "http://a.example/x" },
		{ "http:/a.example/x", "http://a.example/x" },
		{ "https:////a.example/x", "https://a.example/x" },
		{ "/a b\"c", "http://h/a%20b%22c" },
		{ "\\a\\b?c\\d", "http://h/a/b?c%5Cd" },
		{ "https://a.example/Москва", "https://a.example/Москва" },
		{ "mailto:x@y.example", "mailto:x@y.example" },
		{ "urn:uuid:1-2", "urn:uuid:1-2" },
	};
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		same(uri_resolve(pool, "http://h/", t[i].in), t[i].want);
}
END_TEST

START_TEST(what_cannot_be_absolute_is_no_address)
{
	static char long_ref[URI_MAX + 64];

	same(uri_resolve(pool, NULL, "/x"), NULL);
	same(uri_resolve(pool, "no base", "/x"), NULL);
	same(uri_resolve(pool, "mailto:a@b.example", "x"), NULL);
	same(uri_resolve(pool, "urn:isbn:1", "x"), NULL);
	same(uri_resolve(pool, NULL, "http://"), NULL);
	same(uri_resolve(pool, NULL, "http://:80/"), NULL);
	same(uri_resolve(pool, NULL, "http://user@/"), NULL);
	same(uri_resolve(pool, NULL, "http://two words/"), NULL);
	same(uri_resolve(pool, "http://h/", "//"), NULL);
	memset(long_ref, 'a', sizeof(long_ref) - 1);
	same(uri_resolve(pool, "http://h/", long_ref), NULL);
	memcpy(long_ref, "http://h/", 9);
	same(uri_resolve(pool, NULL, long_ref), NULL);
	same(uri_normalize(pool, long_ref), NULL);
	same(uri_canonical(pool, long_ref), NULL);
	same(uri_normalize(pool, "no address"), NULL);
	same(uri_canonical(pool, "/x"), NULL);
}
END_TEST

START_TEST(a_reference_that_percent_signs_blow_up_stays_under_the_ceiling)
{
	static char ref[URI_MAX];

	memset(ref, '"', sizeof(ref) - 1);
	same(uri_resolve(pool, "http://h/", ref), NULL);
}
END_TEST

START_TEST(one_address_has_one_normal_form)
{
	static const struct pair t[] = {
		{ "HTTP://Example.COM", "http://example.com/" },
		{ "http://example.com:80/", "http://example.com/" },
		{ "https://example.com:443/x", "https://example.com/x" },
		{ "https://example.com:/x", "https://example.com/x" },
		{ "https://example.com:8443/x", "https://example.com:8443/x" },
		{ "http://[::1]:80/", "http://[::1]/" },
		{ "http://h/a/./b/../c", "http://h/a/c" },
		{ "http://h/a/%2e%2E/c", "http://h/c" },
		{ "http://h/%7euser/%c3%a9", "http://h/~user/%C3%A9" },
		{ "http://h/é?é#é", "http://h/%C3%A9?%C3%A9#%C3%A9" },
		{ "http://h/100%", "http://h/100%25" },
		{ "http://h/%zz", "http://h/%25zz" },
		{ "http://h/a%2Fb", "http://h/a%2Fb" },
		{ "http://Пример.РФ/", "http://xn--e1afmkfd.xn--p1ai/" },
		{ "http://u:P@Host/", "http://u:P@host/" },
		{ "URN:Example:A", "urn:Example:A" },
	};
	size_t i;
	char *once;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		once = uri_normalize(pool, t[i].in);
		same(once, t[i].want);
		same(uri_normalize(pool, once), t[i].want);
	}
}
END_TEST

START_TEST(addresses_of_one_page_have_one_canonical_form)
{
	static const char want[] = "https://example.com/news/1?id=7";
	static const char *const t[] = {
		"http://example.com/news/1?id=7",
		"https://www.example.com/news/1/?id=7",
		"https://EXAMPLE.com:443/news/1?id=7#comments",
		"http://example.com/news/1?utm_source=rss&id=7&fbclid=x",
		"http://example.com/news/1?id=7&UTM_Medium=a&yclid=1#xtor=1",
		"http://example.com/news/1?amp;utm_source=a&amp;id=7",
		"http://example.com/./news//../1?id=7&",
	};
	size_t i;

	for (i = 0; i + 1 < sizeof(t) / sizeof(t[0]); i++)
		same(uri_canonical(pool, t[i]), want);
	same(uri_canonical(pool, "https://example.com"),
	    "https://example.com");
	same(uri_canonical(pool, "http://www.example.com/?utm_source=x"),
	    "https://example.com");
}
END_TEST

START_TEST(addresses_of_other_pages_stay_apart)
{
	static const char *const t[] = {
		"https://example.com/news/1",
		"https://example.com/news/2",
		"https://example.com/news/1?id=7",
		"https://example.com/news/1?id=8",
		"https://example.com/news/1?id=7&p=2",
		"https://m.example.com/news/1",
		"https://example.com/news/1/amp",
		"https://example.com/#!/news/1",
		"https://example.com/#!/news/2",
		"https://example.com/#/news/2",
		"https://example.com:8080/news/1",
		"https://example.com/News/1",
		"https://www.com/news/1",
		"https://example.com/news/1?ref=7",
		"urn:uuid:1", "urn:uuid:2",
	};
	size_t i, j;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		for (j = 0; j < i; j++)
			ck_assert_str_ne(uri_canonical(pool, t[i]),
			    uri_canonical(pool, t[j]));
}
END_TEST

START_TEST(schemes_are_told_apart_in_any_case)
{
	ck_assert(uri_has_scheme("JavaScript:alert(1)", "javascript"));
	ck_assert(!uri_has_scheme("javascript", "javascript"));
	ck_assert(!uri_has_scheme("httpx://h/", "http"));
	ck_assert(!uri_has_scheme("/a:b", "a"));
	ck_assert(uri_is_safe("HTTPS://h/"));
	ck_assert(uri_is_safe("mailto:a@b.example"));
	ck_assert(!uri_is_safe("javascript:1"));
	ck_assert(!uri_is_safe("data:text/html,x"));
	ck_assert(!uri_is_safe("vbscript:x"));
	ck_assert(!uri_is_safe("/relative"));
	ck_assert(uri_is_web("http://h"));
	ck_assert(!uri_is_web("ftp://h"));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("uri");
	TCase *tc = tcase_create("uri");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc,
	    references_resolve_as_the_examples_of_rfc_3986_say);
	tcase_add_test(tc,
	    what_people_write_as_a_link_is_mended_as_browsers_do);
	tcase_add_test(tc, what_cannot_be_absolute_is_no_address);
	tcase_add_test(tc,
	    a_reference_that_percent_signs_blow_up_stays_under_the_ceiling);
	tcase_add_test(tc, one_address_has_one_normal_form);
	tcase_add_test(tc, addresses_of_one_page_have_one_canonical_form);
	tcase_add_test(tc, addresses_of_other_pages_stay_apart);
	tcase_add_test(tc, schemes_are_told_apart_in_any_case);
	suite_add_tcase(s, tc);
	return unit_run(s);
}
