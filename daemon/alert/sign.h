/* SPDX-License-Identifier: ISC */
#ifndef NW_ALERT_SIGN_H
#define NW_ALERT_SIGN_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/*
 * The signature of Standard Webhooks: HMAC-SHA256 over "id.time.body".
 * While a key is being replaced a secret holds two lines, and every
 * message carries one signature a key, so the receiver may switch at any
 * moment.
 */
#define SIGN_KEYS_MAX	4
#define SIGN_KEY_MAX	512	/* bytes of a key */

struct sign_keys {
	size_t		 n;
	struct {
		unsigned char	 bytes[SIGN_KEY_MAX];
		size_t		 len;
	} key[SIGN_KEYS_MAX];
};

/* secret: a line a key, "whsec_" and base64 or the base64 alone.  0, or
 * -1 with *why (a constant string that tells nothing of the secret). */
int	 sign_keys_parse(struct sign_keys *, const char *secret,
	    const char **why);
void	 sign_keys_wipe(struct sign_keys *);
/* Adds "v1,… v1,…", the value of webhook-signature. */
void	 sign_message(const struct sign_keys *, const char *id, int64_t when,
	    const void *body, size_t len, struct buf *out);

#endif
