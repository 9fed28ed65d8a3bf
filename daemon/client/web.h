/* SPDX-License-Identifier: ISC */
#ifndef NW_CLIENT_WEB_H
#define NW_CLIENT_WEB_H

#include "base/buf.h"

#define WEB_BODY_MAX	(20u << 20)	/* bytes, after decoding */

/* One page, fetched for a person who named it. */
struct web_page {
	struct buf	 body;
	char		*url;		/* after redirects */
	char		*type;		/* Content-Type, or NULL */
};

/* 0, or -1 after saying why; end it with web_clear() in either case. */
int	web_get(const char *url, struct web_page *);
void	web_clear(struct web_page *);

#endif
