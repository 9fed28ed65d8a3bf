/* SPDX-License-Identifier: ISC */
/*
 * Unpacks once, into a buffer with a ceiling: what is gzip again after
 * that stays so, since each further time multiplies what a byte can hold.
 */
#include "net/gunzip.h"

#include <limits.h>
#include <string.h>

#include <zlib.h>

#define CHUNK		16384
#define WITH_GZIP	(16 + MAX_WBITS)

bool
gunzip_is_gzip(const struct buf *b)
{
	return b->len > 2 && memcmp(b->data, "\x1f\x8b\x08", 3) == 0;
}

/* A file may be several of them, one behind the other (RFC 1952, 2.2). */
static bool
is_next_member(z_stream *z)
{
	return z->avail_in > 2 && memcmp(z->next_in, "\x1f\x8b\x08", 3) == 0 &&
	    inflateReset(z) == Z_OK;
}

static const char *
inflate_all(z_stream *z, struct buf *out)
{
	unsigned char chunk[CHUNK];
	int rc = Z_OK;

	while (rc == Z_OK || (rc == Z_STREAM_END && is_next_member(z))) {
		z->next_out = chunk;
		z->avail_out = sizeof(chunk);
		rc = inflate(z, Z_NO_FLUSH);
		if (buf_add(out, chunk, sizeof(chunk) - z->avail_out) == -1)
			return "the gzip file holds too much";
	}
	return rc == Z_STREAM_END ? NULL : "the gzip file is broken or cut";
}

const char *
gunzip_body(struct buf *in)
{
	z_stream z;
	struct buf out;
	const char *why;

	if (in->len > UINT_MAX)
		return "the gzip file is too large";
	memset(&z, 0, sizeof(z));
	if (inflateInit2(&z, WITH_GZIP) != Z_OK)
		return "zlib does not start";
	z.next_in = (unsigned char *)in->data;
	z.avail_in = (unsigned int)in->len;
	buf_init(&out, in->max);
	why = inflate_all(&z, &out);
	inflateEnd(&z);
	if (why != NULL) {
		buf_clear(&out);
		return why;
	}
	buf_clear(in);
	*in = out;
	return NULL;
}
