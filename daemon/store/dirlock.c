/* SPDX-License-Identifier: ISC */
/*
 * One daemon a state directory.  The lock is the kernel's (flock), so it
 * ends with the process that holds it; the process id inside the file is
 * for people only.
 */
#include "store/writer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/log.h"
#include "base/xalloc.h"

static long
holder_of(int fd)
{
	char text[32];
	ssize_t n = pread(fd, text, sizeof(text) - 1, 0);

	if (n <= 0)
		return 0;
	text[n] = '\0';
	return strtol(text, NULL, 10);
}

static int
take(int fd, const char *dir, char **cause)
{
	char text[32];
	int n;

	if (flock(fd, LOCK_EX | LOCK_NB) == -1) {
		*cause = errno == EWOULDBLOCK ?
		    xasprintf("state directory %s is in use by process %ld",
		    dir, holder_of(fd)) :
		    xasprintf("cannot lock %s: %s", dir, strerror(errno));
		return -1;
	}
	n = snprintf(text, sizeof(text), "%ld\n", (long)getpid());
	/* A full disk must not keep the daemon from starting. */
	if (ftruncate(fd, 0) == -1 || pwrite(fd, text, (size_t)n, 0) != n)
		log_warn("%s/lock does not say who holds it: %s", dir,
		    strerror(errno));
	return 0;
}

int
dirlock_take(const char *dir, char **cause)
{
	char *path = xasprintf("%s/lock", dir);
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd == -1)
		*cause = xasprintf("%s: %s", path, strerror(errno));
	free(path);
	if (fd == -1)
		return -1;
	if (take(fd, dir, cause) == 0)
		return fd;
	close(fd);
	return -1;
}

void
dirlock_drop(int fd)
{
	if (fd != -1)
		close(fd);
}
