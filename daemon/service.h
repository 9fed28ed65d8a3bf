/* SPDX-License-Identifier: ISC */
#ifndef NW_SERVICE_H
#define NW_SERVICE_H

struct event_base;
struct service;

/*
 * What the service manager is told (sd_notify(3)): ready, reloading,
 * stopping, and still alive as often as its watchdog wants to hear it.
 * Built without libsystemd, or started by hand, all of it does nothing.
 */
struct service	*service_new(struct event_base *);
/* Accepts NULL. */
void		 service_free(struct service *);
void		 service_ready(const char *status);
void		 service_reloading(void);
void		 service_stopping(void);
/* "systemd notify and watchdog", or "none", for `newswatchd -V`. */
const char	*service_describe(void);

#endif
