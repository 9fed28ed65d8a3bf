/* SPDX-License-Identifier: ISC */
/* Structs to bytes and back, for the pipes between our processes. */
#include "base/pack.h"

#include <string.h>

#define STR_NULL	UINT32_MAX	/* the length that means NULL */

void
pack_init(struct pack *p, struct buf *b)
{
	p->buf = b;
	p->full = false;
}

bool
pack_ok(const struct pack *p)
{
	return !p->full;
}

static void
put(struct pack *p, const void *data, size_t n)
{
	if (p->full || buf_add(p->buf, data, n) == -1)
		p->full = true;
}

void
pack_u32(struct pack *p, uint32_t v)
{
	unsigned char b[4] = { (unsigned char)v, (unsigned char)(v >> 8),
	    (unsigned char)(v >> 16), (unsigned char)(v >> 24) };

	put(p, b, sizeof(b));
}

void
pack_i64(struct pack *p, int64_t v)
{
	pack_u32(p, (uint32_t)v);
	pack_u32(p, (uint32_t)((uint64_t)v >> 32));
}

void
pack_bytes(struct pack *p, const void *data, size_t n)
{
	if (n >= STR_NULL) {
		p->full = true;
		return;
	}
	pack_u32(p, (uint32_t)n);
	put(p, data, n);
}

void
pack_str(struct pack *p, const char *s)
{
	if (s == NULL)
		pack_u32(p, STR_NULL);
	else
		pack_bytes(p, s, strlen(s));
}

void
unpack_init(struct unpack *u, const void *data, size_t n)
{
	u->at = data;
	u->left = n;
	u->bad = false;
}

bool
unpack_ok(const struct unpack *u)
{
	return !u->bad;
}

static const char *
take(struct unpack *u, size_t n)
{
	const char *at = u->at;

	if (u->bad || n > u->left) {
		u->bad = true;
		return NULL;
	}
	u->at += n;
	u->left -= n;
	return at;
}

uint32_t
unpack_u32(struct unpack *u)
{
	const unsigned char *b = (const unsigned char *)take(u, 4);

	if (b == NULL)
		return 0;
	return b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 |
	    (uint32_t)b[3] << 24;
}

int64_t
unpack_i64(struct unpack *u)
{
	uint64_t low = unpack_u32(u);

	return (int64_t)(low | (uint64_t)unpack_u32(u) << 32);
}

const void *
unpack_bytes(struct unpack *u, size_t *len)
{
	uint32_t n = unpack_u32(u);
	const char *at = take(u, n);

	*len = at != NULL ? n : 0;
	return at;
}

char *
unpack_str(struct unpack *u, struct pool *pool)
{
	uint32_t n = unpack_u32(u);
	const char *at;

	if (u->bad || n == STR_NULL)
		return NULL;
	if ((at = take(u, n)) == NULL)
		return NULL;
	if (memchr(at, '\0', n) != NULL) {
		u->bad = true;
		return NULL;
	}
	return pool_strndup(pool, at, n);
}

size_t
unpack_count(struct unpack *u, size_t min)
{
	uint32_t n = unpack_u32(u);

	if (u->bad || n > u->left / (min > 0 ? min : 1)) {
		u->bad = true;
		return 0;
	}
	return n;
}
