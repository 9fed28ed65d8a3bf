/* SPDX-License-Identifier: ISC */
/* Talking to systemd, where there is one. */
#include "config.h"

#include "service.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef HAVE_SYSTEMD
#include <systemd/sd-daemon.h>
#endif

#include <event2/event.h>

#include "base/xalloc.h"

struct service {
	struct event	*watchdog;	/* NULL: nobody listens */
};

#ifdef HAVE_SYSTEMD

static void
on_watchdog(evutil_socket_t fd, short what, void *arg)
{
	sd_notify(0, "WATCHDOG=1");
}

struct service *
service_new(struct event_base *base)
{
	struct service *s = xcalloc(1, sizeof(*s));
	struct timeval tv;
	uint64_t usec;

	if (sd_watchdog_enabled(0, &usec) <= 0)
		return s;
	/* Twice as often as asked for, as sd_watchdog_enabled(3) advises. */
	usec /= 2;
	tv.tv_sec = (time_t)(usec / 1000000);
	tv.tv_usec = (suseconds_t)(usec % 1000000);
	s->watchdog = event_new(base, -1, EV_PERSIST, on_watchdog, NULL);
	event_add(s->watchdog, &tv);
	return s;
}

void
service_ready(const char *status)
{
	sd_notifyf(0, "READY=1\nSTATUS=%s", status);
}

void
service_reloading(void)
{
	sd_notify(0, "RELOADING=1");
}

void
service_stopping(void)
{
	sd_notify(0, "STOPPING=1");
}

const char *
service_describe(void)
{
	return "systemd notify and watchdog";
}

#else

struct service *
service_new(struct event_base *base)
{
	return xcalloc(1, sizeof(struct service));
}

void
service_ready(const char *status)
{
}

void
service_reloading(void)
{
}

void
service_stopping(void)
{
}

const char *
service_describe(void)
{
	return "none";
}

#endif

void
service_free(struct service *s)
{
	if (s == NULL)
		return;
	if (s->watchdog != NULL)
		event_free(s->watchdog);
	free(s);
}
