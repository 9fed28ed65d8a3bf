/* SPDX-License-Identifier: ISC */
/* The Unix socket that people reach us by. */
#include "api/listen.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/xalloc.h"

static int
socket_new(void)
{
	return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

/* 0 when the path is free now. */
static int
remove_stale(const struct sockaddr_un *sun, char **cause)
{
	struct stat st;
	int fd, rc, err;

	if (lstat(sun->sun_path, &st) == -1)
		return 0;	/* bind(2) knows what else may be wrong */
	if (!S_ISSOCK(st.st_mode)) {
		*cause = xasprintf("%s: is there and no socket",
		    sun->sun_path);
		return -1;
	}
	fd = socket_new();
	rc = connect(fd, (const struct sockaddr *)sun, sizeof(*sun));
	err = errno;
	close(fd);
	if (rc == -1 && err == ECONNREFUSED && unlink(sun->sun_path) == 0)
		return 0;
	if (rc == 0 || err == EAGAIN)
		*cause = xasprintf("%s: another daemon answers there",
		    sun->sun_path);
	else
		*cause = xasprintf("%s: %s", sun->sun_path, strerror(err));
	return -1;
}

int
listen_unix(const char *path, char **cause)
{
	struct sockaddr_un sun = { .sun_family = AF_UNIX };
	mode_t before;
	int fd, rc;

	if (strlen(path) >= sizeof(sun.sun_path)) {
		*cause = xasprintf("%s: longer than %zu bytes", path,
		    sizeof(sun.sun_path) - 1);
		return -1;
	}
	memcpy(sun.sun_path, path, strlen(path) + 1);
	if (remove_stale(&sun, cause) == -1)
		return -1;
	if ((fd = socket_new()) == -1) {
		*cause = xasprintf("socket: %s", strerror(errno));
		return -1;
	}
	before = umask(0117);
	rc = bind(fd, (const struct sockaddr *)&sun, sizeof(sun));
	umask(before);
	if (rc == -1) {
		*cause = xasprintf("%s: %s", path, strerror(errno));
		close(fd);
		return -1;
	}
	return fd;
}
