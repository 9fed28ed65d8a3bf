/* SPDX-License-Identifier: ISC */
#ifndef NW_NET_GUARD_H
#define NW_NET_GUARD_H

#include <stdbool.h>

struct sockaddr;
struct guard;

/*
 * Which addresses may be connected to: public unicast ones, and the
 * ranges that the config allows.  IPv4 inside IPv6 (mapped, NAT64, 6to4,
 * Teredo) is judged as IPv4.
 *
 * Sources: the IANA special-purpose registries (RFC 6890).
 */
struct guard	*guard_new(void);
void		 guard_free(struct guard *);
/* "10.20.0.0/16", "fd00::/8", "127.0.0.1".  -1 when it is no range. */
int		 guard_allow(struct guard *, const char *cidr);
/* Exchanges what two guards allow: a reload, under whoever holds one. */
void		 guard_swap(struct guard *, struct guard *);
bool		 guard_permits(const struct guard *, const struct sockaddr *);

#endif
