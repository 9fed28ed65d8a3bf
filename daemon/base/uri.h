/* SPDX-License-Identifier: ISC */
#ifndef NW_BASE_URI_H
#define NW_BASE_URI_H

#include <stdbool.h>
#include <stddef.h>

#include "base/pool.h"

/*
 * Addresses as text (RFC 3986, with the repairs that browsers make).
 * For links inside documents and for identity; what is to be fetched is
 * parsed by the fetcher's own library, so that two parsers never argue
 * about where a connection goes.
 */
#define URI_MAX		8192	/* bytes of an address; longer ones are none */

/* A part of an address; s is NULL when the part is absent. */
struct uri_span {
	const char	*s;
	size_t		 n;
};

struct uri_parts {
	struct uri_span	scheme;
	struct uri_span	authority;
	struct uri_span	path;		/* never absent, may be empty */
	struct uri_span	query;		/* without the '?' */
	struct uri_span	fragment;	/* without the '#' */
};

/* Any string splits; the parts point into it (RFC 3986, appendix B). */
void	 uri_split(const char *uri, struct uri_parts *);

/*
 * ref made absolute.  base may be NULL when ref is absolute already.
 * Blanks around and line ends inside ref go away, other blanks and quotes
 * are percent-encoded, `http:\\host` and `http:/host` are mended; the
 * rest of an absolute ref stays as it stands.  NULL when the result is
 * no absolute address, or too long.
 */
char	*uri_resolve(struct pool *, const char *base, const char *ref);

/*
 * The same address in one spelling: lower-case scheme and host (an
 * international one in its ASCII form), no default port, no dot segments,
 * percent signs in upper case and only where they are needed.  NULL when
 * uri is no absolute address.
 */
char	*uri_normalize(struct pool *, const char *uri);

/*
 * For comparison, not for fetching: the normal form as https, without
 * "www.", tracking parameters, a closing slash, or a fragment (those that
 * start with '!' or '/' stay, they choose the page).  Names such as "m."
 * and paths such as "/amp" stay: they may be other pages.  NULL when uri
 * is no absolute address.
 */
char	*uri_canonical(struct pool *, const char *uri);

/* scheme in lower case, without the colon; uri in any case. */
bool	 uri_has_scheme(const char *uri, const char *scheme);
/* Absolute, and of a scheme that a link in a feed may have. */
bool	 uri_is_safe(const char *uri);
/* An http or https address. */
bool	 uri_is_web(const char *uri);

#endif
