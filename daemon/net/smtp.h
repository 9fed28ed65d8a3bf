/* SPDX-License-Identifier: ISC */
#ifndef NW_NET_SMTP_H
#define NW_NET_SMTP_H

#include <stdbool.h>
#include <stddef.h>

#include "net/http.h"

/* Mail through the same loop (RFC 5321).  Strings are copied. */
struct smtp_mail {
	const char	*url;		/* smtp:// or smtps:// */
	const char	*user;		/* NULL: no login */
	const char	*password;
	const char	*from;		/* bare addresses */
	const char	*to;
	const void	*message;	/* RFC 5322, CRLF line ends */
	size_t		 len;
	int		 timeout_s;
	bool		 require_tls;	/* always so for a login at another
					 * machine */
};
/*
 * status is the SMTP reply code of the step that failed, with the server's
 * words in detail; 250 when sent.  error is for no reply at all.
 */
struct http_req	*smtp_send(struct http *, const struct smtp_mail *,
		    http_done_cb, void *arg);

#endif
