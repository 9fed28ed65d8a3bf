/* SPDX-License-Identifier: ISC */
/*
 * Starting, feeding and burying our own processes.  Knows nothing of what
 * the frames mean.
 */
#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>

#include "base/frame.h"
#include "base/xalloc.h"
#include "proto.h"

#define ARGS_MAX	8	/* words after the role */

struct child {
	pid_t			 pid;
	struct bufferevent	*bev;
	child_frame_cb		 on_frame;
	child_gone_cb		 on_gone;
	void			(*on_sent)(void *arg);
	void			*arg;
	const char		*killed_why;
	bool			 gone;
};

/* Runs between fork and exec: only async-signal-safe calls. */
static void
exec_role(int fd, pid_t parent, char *const argv[])
{
	sigset_t none;

	if (fd == PROTO_FD)
		fcntl(fd, F_SETFD, 0);
	else if (dup2(fd, PROTO_FD) == -1)
		_exit(127);
	close_range(PROTO_FD + 1, ~0u, 0);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	/* An engine that was killed takes its children along. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(127);
	execv("/proc/self/exe", argv);
	_exit(127);
}

static pid_t
spawn(const char *role, const char *const *args, int fd)
{
	char name[] = "newswatchd", opt[] = "--role", version[16];
	char *argv[ARGS_MAX + 5];
	pid_t pid, parent = getpid();
	size_t i, n = 0;

	snprintf(version, sizeof(version), "%d", PROTO_VERSION);
	argv[n++] = name;
	argv[n++] = opt;
	argv[n++] = xstrdup(role);
	argv[n++] = version;
	for (i = 0; args != NULL && args[i] != NULL && i < ARGS_MAX; i++)
		argv[n++] = xstrdup(args[i]);
	argv[n] = NULL;
	if ((pid = fork()) == 0)
		exec_role(fd, parent, argv);
	free(argv[2]);
	for (i = 4; i < n; i++)
		free(argv[i]);
	return pid;
}

/* The child has closed its pipe, so it is dead or has no right to live. */
static void
bury(struct child *c, char *why, size_t size)
{
	int status = 0;

	kill(c->pid, SIGKILL);
	while (waitpid(c->pid, &status, 0) == -1 && errno == EINTR)
		continue;
	if (c->killed_why != NULL)
		snprintf(why, size, "%s", c->killed_why);
	else if (WIFSIGNALED(status))
		snprintf(why, size, "killed by signal %d", WTERMSIG(status));
	else
		snprintf(why, size, "exited with status %d",
		    WEXITSTATUS(status));
}

static void
child_leave(struct child *c)
{
	char why[64];

	if (c->gone)
		return;
	c->gone = true;
	bufferevent_disable(c->bev, EV_READ | EV_WRITE);
	bury(c, why, sizeof(why));
	c->on_gone(c, why, c->arg);
}

static void
on_readable(struct bufferevent *bev, void *arg)
{
	struct evbuffer *in = bufferevent_get_input(bev);
	struct child *c = arg;
	struct frame f;
	size_t n;

	while (!c->gone && evbuffer_get_length(in) >= FRAME_HEAD) {
		n = frame_size(evbuffer_pullup(in, FRAME_HEAD));
		if (n == 0) {
			child_kill(c, "sent garbage");
			return;
		}
		if (evbuffer_get_length(in) < n)
			return;
		frame_peek(evbuffer_pullup(in, (ev_ssize_t)n), n, &f);
		c->on_frame(c, &f, c->arg);
		evbuffer_drain(in, n);
	}
}

static void
on_writable(struct bufferevent *bev, void *arg)
{
	struct child *c = arg;

	if (!c->gone)
		c->on_sent(c->arg);
}

static void
on_event(struct bufferevent *bev, short what, void *arg)
{
	if (what & (BEV_EVENT_EOF | BEV_EVENT_ERROR))
		child_leave(arg);
}

struct child *
child_start(struct event_base *base, const char *role,
    const char *const *args, child_frame_cb on_frame, child_gone_cb on_gone,
    void *arg, char **cause)
{
	struct child *c;
	int fd[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fd) == -1) {
		*cause = xasprintf("socketpair: %s", strerror(errno));
		return NULL;
	}
	c = xcalloc(1, sizeof(*c));
	c->on_frame = on_frame;
	c->on_gone = on_gone;
	c->arg = arg;
	c->pid = spawn(role, args, fd[1]);
	close(fd[1]);
	if (c->pid == -1) {
		*cause = xasprintf("fork: %s", strerror(errno));
		close(fd[0]);
		free(c);
		return NULL;
	}
	evutil_make_socket_nonblocking(fd[0]);
	c->bev = bufferevent_socket_new(base, fd[0], BEV_OPT_CLOSE_ON_FREE |
	    BEV_OPT_DEFER_CALLBACKS);
	bufferevent_setcb(c->bev, on_readable, NULL, on_event, c);
	bufferevent_enable(c->bev, EV_READ | EV_WRITE);
	return c;
}

void
child_free(struct child *c)
{
	char why[64];

	if (c == NULL)
		return;
	if (!c->gone)
		bury(c, why, sizeof(why));
	bufferevent_free(c->bev);
	free(c);
}

void
child_kill(struct child *c, const char *why)
{
	if (c->gone)
		return;
	c->killed_why = why;
	kill(c->pid, SIGKILL);
}

void
child_send(struct child *c, uint32_t type, uint32_t id, const void *data,
    size_t n)
{
	unsigned char head[FRAME_HEAD];

	if (c->gone)
		return;
	frame_head(head, type, id, n);
	bufferevent_write(c->bev, head, sizeof(head));
	if (n > 0)
		bufferevent_write(c->bev, data, n);
}

void
child_on_sent(struct child *c, void (*cb)(void *arg))
{
	c->on_sent = cb;
	bufferevent_setcb(c->bev, on_readable, cb != NULL ? on_writable : NULL,
	    on_event, c);
}

pid_t
child_pid(const struct child *c)
{
	return c->pid;
}
