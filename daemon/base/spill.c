/* SPDX-License-Identifier: ISC */
/*
 * Reads and writes go through the page cache, which is the kernel's to
 * reclaim; a mapping of the file would count as memory of ours.
 */
#include "base/spill.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/xalloc.h"

struct spill {
	struct spill_room	*room;
	int			 fd;
	size_t			 len;
};

/* Not every file system has O_TMPFILE. */
static int
open_named(const char *dir)
{
	char *path = xasprintf("%s/spill-XXXXXX", dir);
	int fd = mkostemp(path, O_CLOEXEC);

	if (fd != -1)
		unlink(path);
	free(path);
	return fd;
}

struct spill *
spill_new(struct spill_room *room)
{
	int fd = open(room->dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	struct spill *s;

	if (fd == -1 && (fd = open_named(room->dir)) == -1)
		return NULL;
	s = xcalloc(1, sizeof(*s));
	s->room = room;
	s->fd = fd;
	return s;
}

void
spill_free(struct spill *s)
{
	if (s == NULL)
		return;
	close(s->fd);
	s->room->used -= s->len;
	free(s);
}

int
spill_add(struct spill *s, const void *data, size_t n)
{
	const char *p = data;
	size_t at = s->len;
	ssize_t done;

	if (n > s->room->max - s->room->used) {
		errno = EDQUOT;
		return -1;
	}
	while (n > 0) {
		done = pwrite(s->fd, p, n, (off_t)at);
		if (done == -1 && errno == EINTR)
			continue;
		if (done <= 0)
			return -1;
		p += done;
		at += (size_t)done;
		n -= (size_t)done;
	}
	s->room->used += at - s->len;
	s->len = at;
	return 0;
}

size_t
spill_len(const struct spill *s)
{
	return s->len;
}

size_t
spill_read(const struct spill *s, size_t at, void *data, size_t n)
{
	size_t got = 0;
	ssize_t done;

	if (at >= s->len)
		return 0;
	if (n > s->len - at)
		n = s->len - at;
	while (got < n) {
		done = pread(s->fd, (char *)data + got, n - got,
		    (off_t)(at + got));
		if (done == -1 && errno == EINTR)
			continue;
		if (done <= 0)
			break;
		got += (size_t)done;
	}
	return got;
}
