/* SPDX-License-Identifier: ISC */
/* The Unix socket that people reach us by. */
#include "api/listen.h"

#include <errno.h>
#include <event2/event.h>
#include <event2/http.h>
#include <event2/listener.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/log.h"
#include "base/xalloc.h"

#define BACKLOG		128
#define PAUSE_S		1	/* after accept(2) failed */

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
	/* Not chmod(2) later: others could connect in between. */
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

static void
on_pause_end(evutil_socket_t fd, short what, void *arg)
{
	evconnlistener_enable(arg);
}

/* Out of descriptors, mostly: trying again at once would only burn time. */
static void
on_accept_failed(struct evconnlistener *listener, void *arg)
{
	static const struct timeval pause = { PAUSE_S, 0 };

	log_warn("socket: accept: %s", strerror(errno));
	evconnlistener_disable(listener);
	event_base_once(evconnlistener_get_base(listener), -1, EV_TIMEOUT,
	    on_pause_end, listener, &pause);
}

void
listen_start(struct event_base *base, struct evhttp *http, int fd)
{
	struct evconnlistener *listener;

	listener = evconnlistener_new(base, NULL, NULL,
	    LEV_OPT_CLOSE_ON_FREE | LEV_OPT_CLOSE_ON_EXEC, BACKLOG, fd);
	evconnlistener_set_error_cb(listener, on_accept_failed);
	evhttp_bind_listener(http, listener);
}
