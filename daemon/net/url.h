/* SPDX-License-Identifier: ISC */
#ifndef NW_NET_URL_H
#define NW_NET_URL_H

#include <stdbool.h>

/*
 * Addresses as libcurl's own parser sees them, so that what is checked
 * here is what will be connected to.
 */
#define URL_MAX		8192	/* bytes of an address */

enum url_scheme {
	URL_HTTP = 1,
	URL_HTTPS = 2,
	URL_FILE = 4,
	URL_SMTP = 8,
	URL_SMTPS = 16
};

#define URL_WEB		(URL_HTTP | URL_HTTPS)
#define URL_MAIL	(URL_SMTP | URL_SMTPS)

struct url {
	enum url_scheme	 scheme;
	char		*text;		/* normalised, without a fragment */
	char		*host;		/* lower case, no port; "" for files */
	char		*path;		/* of a file, decoded; else NULL */
	bool		 named;		/* host is a name, not an address */
};

/* schemes: those allowed.  0, or -1 with *why (a constant string); *u is
 * then untouched. */
int	 url_parse(struct url *u, const char *text, unsigned int schemes,
	    const char **why);
/* ref, as a Location: header has it, made absolute; NULL if it cannot. */
char	*url_resolve(const struct url *base, const char *ref);
void	 url_clear(struct url *);

#endif
