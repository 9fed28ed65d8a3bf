/* SPDX-License-Identifier: ISC */
/* Paths with parameters, percent-encoded. */
#include "client/uri.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void
uri_init(struct uri *u, const char *path)
{
	/* One byte more than may be sent, to see that it is too long. */
	buf_init(&u->buf, URI_MAX + 1);
	buf_adds(&u->buf, path);
	u->params = 0;
}

static int
add_encoded(struct buf *b, const char *s)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";

	for (; *s != '\0'; s++) {
		if ((strchr(plain, *s) != NULL ? buf_addc(b, *s) :
		    buf_addf(b, "%%%02X", (unsigned char)*s)) == -1)
			return -1;
	}
	return 0;
}

void
uri_param(struct uri *u, const char *name, const char *value)
{
	if (value == NULL)
		return;
	if (buf_addf(&u->buf, "%c%s=", u->params++ == 0 ? '?' : '&',
	    name) == 0 && add_encoded(&u->buf, value) == 0)
		return;
	/* Half a parameter must not be sent: filled up, it is too long. */
	while (buf_addc(&u->buf, ' ') == 0)
		continue;
}

void
uri_param_int(struct uri *u, const char *name, int64_t v)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRId64, v);
	uri_param(u, name, text);
}

const char *
uri_str(const struct uri *u)
{
	return u->buf.len <= URI_MAX ? buf_str(&u->buf) : NULL;
}

void
uri_clear(struct uri *u)
{
	buf_clear(&u->buf);
}
