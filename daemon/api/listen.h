/* SPDX-License-Identifier: ISC */
#ifndef NW_API_LISTEN_H
#define NW_API_LISTEN_H

struct event_base;
struct evhttp;

/*
 * A socket bound to path, mode 0660, not yet listening; or -1 with *cause
 * (caller frees).  A socket left by a daemon that is no more is removed;
 * one that somebody answers on, or a file of another kind, never is.
 */
int	listen_unix(const char *path, char **cause);
/* Lets the server take connections from a socket of listen_unix(), which
 * it owns from then on. */
void	listen_start(struct event_base *, struct evhttp *, int fd);

#endif
