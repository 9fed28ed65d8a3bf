/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <arpa/inet.h>

#include <string.h>

#include "net/guard.h"

static bool
permits(const struct guard *g, const char *text)
{
	struct sockaddr_storage ss;
	struct sockaddr_in *in = (void *)&ss;
	struct sockaddr_in6 *in6 = (void *)&ss;

	memset(&ss, 0, sizeof(ss));
	if (strchr(text, ':') != NULL) {
		in6->sin6_family = AF_INET6;
		ck_assert_int_eq(inet_pton(AF_INET6, text, &in6->sin6_addr), 1);
	} else {
		in->sin_family = AF_INET;
		ck_assert_int_eq(inet_pton(AF_INET, text, &in->sin_addr), 1);
	}
	return guard_permits(g, (struct sockaddr *)(void *)&ss);
}

START_TEST(addresses_that_are_not_public_are_refused_to_their_last_one)
{
	static const char *const refused[] = {
		"0.0.0.0", "0.255.255.255", "10.0.0.1", "10.255.255.255",
		"100.64.0.0", "100.127.255.255", "127.0.0.1", "127.255.255.255",
		"169.254.169.254", "172.16.0.0", "172.31.255.255", "192.0.0.1",
		"192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1",
		"198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1",
		"239.1.1.1", "240.0.0.1", "255.255.255.255",
		"::", "::1", "fe80::1", "fc00::1", "fd12::1", "ff02::1",
		"2001:db8::1", "100::1", "4000::1", "::7f00:1"
	};
	static const char *const permitted[] = {
		"1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255",
		"100.128.0.0", "126.255.255.255", "128.0.0.0", "172.15.255.255",
		"172.32.0.0", "192.0.1.1", "192.0.3.1", "198.17.255.255",
		"198.20.0.0", "223.255.255.255",
		"2000::1", "2606:4700::1111", "3fff:ffff::1", "2001:db9::1"
	};
	struct guard *g = guard_new();
	size_t i;

	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		ck_assert_msg(!permits(g, refused[i]), "%s", refused[i]);
	for (i = 0; i < sizeof(permitted) / sizeof(permitted[0]); i++)
		ck_assert_msg(permits(g, permitted[i]), "%s", permitted[i]);
	guard_free(g);
}
END_TEST

START_TEST(an_ipv4_address_inside_an_ipv6_one_is_judged_as_ipv4)
{
	struct guard *g = guard_new();

	ck_assert(!permits(g, "::ffff:127.0.0.1"));
	ck_assert(permits(g, "::ffff:1.1.1.1"));
	ck_assert(!permits(g, "64:ff9b::10.0.0.1"));
	ck_assert(permits(g, "64:ff9b::8.8.8.8"));
	ck_assert(!permits(g, "2002:7f00:1::1"));
	ck_assert(permits(g, "2002:808:808::1"));
	/* Teredo: the client's address stands inverted at the end. */
	ck_assert(!permits(g, "2001::80ff:fffe"));
	ck_assert(permits(g, "2001::f7f7:f7f7"));
	guard_free(g);
}
END_TEST

START_TEST(what_the_config_allows_is_let_through_and_nothing_beside_it)
{
	struct guard *g = guard_new();

	ck_assert_int_eq(guard_allow(g, "10.20.0.0/15"), 0);
	ck_assert(permits(g, "10.20.0.1"));
	ck_assert(permits(g, "10.21.255.255"));
	ck_assert(permits(g, "::ffff:10.20.0.1"));
	ck_assert(!permits(g, "10.22.0.0"));
	ck_assert(!permits(g, "10.19.255.255"));
	ck_assert_int_eq(guard_allow(g, "127.0.0.1"), 0);
	ck_assert(permits(g, "127.0.0.1"));
	ck_assert(!permits(g, "127.0.0.2"));
	ck_assert_int_eq(guard_allow(g, "fd00::/8"), 0);
	ck_assert(permits(g, "fdff::1"));
	ck_assert(!permits(g, "fc00::1"));
	ck_assert_int_eq(guard_allow(g, "::1"), 0);
	ck_assert(permits(g, "::1"));
	ck_assert(!permits(g, "::2"));
	guard_free(g);
}
END_TEST

START_TEST(a_range_that_is_none_is_refused_and_allows_nothing)
{
	static const char *const bad[] = {
		"", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1",
		"10.0.0.0/8x", "10.0.0/8", "fd00::/129", "example.org",
		"10.0.0.0/ 8", "010.0.0.0/8",
		("1111111111111111111111111111111111111111111111111111111111"
		    "11111111111/8")
	};
	struct guard *g = guard_new();
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(guard_allow(g, bad[i]) == -1, "%s", bad[i]);
	ck_assert(!permits(g, "10.0.0.1"));
	guard_free(g);
	guard_free(NULL);
}
END_TEST

START_TEST(a_family_that_is_not_ip_is_refused)
{
	struct sockaddr sa = { .sa_family = AF_UNIX };
	struct guard *g = guard_new();

	ck_assert(!guard_permits(g, &sa));
	guard_free(g);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("guard");

	UNIT_CASE(s, "guard",
	    addresses_that_are_not_public_are_refused_to_their_last_one,
	    an_ipv4_address_inside_an_ipv6_one_is_judged_as_ipv4,
	    what_the_config_allows_is_let_through_and_nothing_beside_it,
	    a_range_that_is_none_is_refused_and_allows_nothing,
	    a_family_that_is_not_ip_is_refused);
	return unit_run(s);
}
