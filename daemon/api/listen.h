/* SPDX-License-Identifier: ISC */
#ifndef NW_API_LISTEN_H
#define NW_API_LISTEN_H

/*
 * A socket bound to path, mode 0660, not yet listening; or -1 with *cause
 * (caller frees).  A socket left by a daemon that is no more is removed;
 * one that somebody answers on, or a file of another kind, never is.
 */
int	listen_unix(const char *path, char **cause);

#endif
