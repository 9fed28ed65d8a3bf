/* SPDX-License-Identifier: ISC */
/* Frames over a stream socket, for loops that block and for those that don't. */
#include "base/frame.h"

#include <errno.h>
#include <string.h>

#include <unistd.h>

#include "base/pack.h"

static void
put32(unsigned char *p, uint32_t v)
{
	int i;

	for (i = 0; i < 4; i++)
		p[i] = (unsigned char)(v >> 8 * i);
}

void
frame_head(unsigned char out[FRAME_HEAD], uint32_t type, uint32_t id,
    size_t len)
{
	put32(out, (uint32_t)len);
	put32(out + 4, type);
	put32(out + 8, id);
}

size_t
frame_size(const unsigned char head[FRAME_HEAD])
{
	struct unpack u;
	uint32_t len;

	unpack_init(&u, head, FRAME_HEAD);
	len = unpack_u32(&u);
	return len <= FRAME_MAX ? FRAME_HEAD + (size_t)len : 0;
}

int
frame_peek(const void *data, size_t n, struct frame *f)
{
	struct unpack u;
	uint32_t len;

	if (n < FRAME_HEAD)
		return 0;
	unpack_init(&u, data, n);
	len = unpack_u32(&u);
	if (len > FRAME_MAX)
		return -1;
	if (n - FRAME_HEAD < len)
		return 0;
	f->type = unpack_u32(&u);
	f->id = unpack_u32(&u);
	f->data = u.at;
	f->len = len;
	return 1;
}

static int
write_all(int fd, const char *p, size_t n)
{
	ssize_t done;

	while (n > 0) {
		done = write(fd, p, n);
		if (done == -1 && errno == EINTR)
			continue;
		if (done <= 0)
			return -1;
		p += done;
		n -= (size_t)done;
	}
	return 0;
}

int
frame_add(struct buf *b, uint32_t type, uint32_t id, const void *data,
    size_t n)
{
	unsigned char head[FRAME_HEAD];

	if (n > FRAME_MAX || b->max - b->len < sizeof(head) + n)
		return -1;
	frame_head(head, type, id, n);
	buf_add(b, head, sizeof(head));
	return buf_add(b, data, n);
}

int
frame_flush(int fd, struct buf *b)
{
	int rc = write_all(fd, buf_str(b), b->len);

	buf_reset(b);
	return rc;
}

/* 0 once n more bytes are in b, -1 on error or end of file. */
static int
read_more(int fd, struct buf *b, size_t n)
{
	char chunk[65536];
	ssize_t got;

	while (n > 0) {
		got = read(fd, chunk, n < sizeof(chunk) ? n : sizeof(chunk));
		if (got == -1 && errno == EINTR)
			continue;
		if (got <= 0)
			return -1;
		if (buf_add(b, chunk, (size_t)got) == -1)
			return -1;
		n -= (size_t)got;
	}
	return 0;
}

int
frame_read(int fd, struct buf *b, struct frame *f)
{
	struct unpack u;
	size_t len;

	buf_reset(b);
	if (read_more(fd, b, FRAME_HEAD) == -1)
		return -1;
	unpack_init(&u, b->data, b->len);
	len = unpack_u32(&u);
	if (len > FRAME_MAX || read_more(fd, b, len) == -1)
		return -1;
	return frame_peek(b->data, b->len, f) == 1 ? 0 : -1;
}
