/* SPDX-License-Identifier: ISC */
/*
 * The address guard.  It sees resolved addresses, not names, so neither
 * DNS nor an odd spelling of an address gets around it.  Two tables hold
 * what is not public; what the config allows is looked at first.
 */
#include "net/guard.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <arpa/inet.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

#define CIDR_MAX	64	/* bytes of a range as text */
#define ALLOWED_MAX	256	/* ranges that a config may allow */

/* IPv4 stands in the first four bytes. */
struct range {
	unsigned char	 net[16];
	unsigned char	 bits;
	bool		 v6;
};

struct guard {
	struct range	*allowed;
	size_t		 nallowed;
};

static const struct range not_public[] = {
	{ { 0 }, 8, false },			/* this network */
	{ { 10 }, 8, false },			/* private */
	{ { 100, 64 }, 10, false },		/* carrier-grade NAT */
	{ { 127 }, 8, false },			/* loopback */
	{ { 169, 254 }, 16, false },		/* link-local, cloud metadata */
	{ { 172, 16 }, 12, false },		/* private */
	{ { 192, 0, 0 }, 24, false },		/* protocol assignments */
	{ { 192, 0, 2 }, 24, false },		/* documentation */
	{ { 192, 88, 99 }, 24, false },		/* 6to4 relays */
	{ { 192, 168 }, 16, false },		/* private */
	{ { 198, 18 }, 15, false },		/* benchmarks */
	{ { 198, 51, 100 }, 24, false },	/* documentation */
	{ { 203, 0, 113 }, 24, false },		/* documentation */
	{ { 224 }, 3, false },			/* multicast, reserved */
	{ { 0x20, 0x01, 0x0d, 0xb8 }, 32, true }	/* documentation */
};

/* All else of IPv6 is loopback, local, multicast or not given out. */
static const struct range global_v6 = { { 0x20 }, 3, true };

/* IPv6 ranges that carry an IPv4 address, and where. */
static const struct carrier {
	struct range	range;
	unsigned char	at;		/* offset of the IPv4 address */
	unsigned char	flip;		/* Teredo stores it inverted */
} carriers[] = {
	{ { { [10] = 0xff, [11] = 0xff }, 96, true }, 12, 0 },	/* mapped */
	{ { { 0, 0x64, 0xff, 0x9b }, 96, true }, 12, 0 },	/* NAT64 */
	{ { { 0x20, 0x02 }, 16, true }, 2, 0 },			/* 6to4 */
	{ { { 0x20, 0x01, 0, 0 }, 32, true }, 12, 0xff }	/* Teredo */
};

#define NELEM(a)	(sizeof(a) / sizeof((a)[0]))

struct guard *
guard_new(void)
{
	return xcalloc(1, sizeof(struct guard));
}

void
guard_free(struct guard *g)
{
	if (g == NULL)
		return;
	free(g->allowed);
	free(g);
}

void
guard_swap(struct guard *a, struct guard *b)
{
	struct guard keep = *a;

	*a = *b;
	*b = keep;
}

static bool
range_holds(const struct range *r, const unsigned char *addr, bool v6)
{
	size_t whole = r->bits / 8;
	unsigned int rest = r->bits % 8, mask;

	if (r->v6 != v6 || memcmp(r->net, addr, whole) != 0)
		return false;
	mask = rest > 0 ? 0xff00u >> rest & 0xff : 0;
	return rest == 0 || ((r->net[whole] ^ addr[whole]) & mask) == 0;
}

static bool
any_holds(const struct range *r, size_t n, const unsigned char *addr, bool v6)
{
	for (; n > 0; n--, r++)
		if (range_holds(r, addr, v6))
			return true;
	return false;
}

/* -1 when s is no decimal number up to max. */
static int
prefix_bits(const char *s, int max)
{
	char *end;
	long v;

	if (*s < '0' || *s > '9')
		return -1;
	v = strtol(s, &end, 10);
	return *end == '\0' && v <= max ? (int)v : -1;
}

int
guard_allow(struct guard *g, const char *cidr)
{
	struct range r = { 0 };
	char addr[CIDR_MAX];
	const char *slash = strchrnul(cidr, '/');
	size_t n = (size_t)(slash - cidr);
	int bits;

	if (n >= sizeof(addr) || g->nallowed == ALLOWED_MAX)
		return -1;
	memcpy(addr, cidr, n);
	addr[n] = '\0';
	r.v6 = strchr(addr, ':') != NULL;
	if (inet_pton(r.v6 ? AF_INET6 : AF_INET, addr, r.net) != 1)
		return -1;
	bits = r.v6 ? 128 : 32;
	if (*slash == '/' && (bits = prefix_bits(slash + 1, bits)) == -1)
		return -1;
	r.bits = (unsigned char)bits;
	g->allowed = xreallocarray(g->allowed, g->nallowed + 1, sizeof(r));
	g->allowed[g->nallowed++] = r;
	return 0;
}

static bool
permits_v4(const struct guard *g, const unsigned char *addr)
{
	return any_holds(g->allowed, g->nallowed, addr, false) ||
	    !any_holds(not_public, NELEM(not_public), addr, false);
}

static bool
permits_v6(const struct guard *g, const unsigned char *addr)
{
	const struct carrier *c;
	unsigned char v4[4];
	size_t i, k;

	if (any_holds(g->allowed, g->nallowed, addr, true))
		return true;
	for (i = 0; i < NELEM(carriers); i++) {
		c = &carriers[i];
		if (!range_holds(&c->range, addr, true))
			continue;
		for (k = 0; k < sizeof(v4); k++)
			v4[k] = addr[c->at + k] ^ c->flip;
		return permits_v4(g, v4);
	}
	return range_holds(&global_v6, addr, true) &&
	    !any_holds(not_public, NELEM(not_public), addr, true);
}

bool
guard_permits(const struct guard *g, const struct sockaddr *sa)
{
	const void *p = sa;

	if (sa->sa_family == AF_INET) {
		const struct sockaddr_in *in = p;

		return permits_v4(g, (const unsigned char *)&in->sin_addr);
	}
	if (sa->sa_family == AF_INET6) {
		const struct sockaddr_in6 *in6 = p;

		return permits_v6(g, in6->sin6_addr.s6_addr);
	}
	return false;
}
