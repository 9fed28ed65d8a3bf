/* SPDX-License-Identifier: ISC */
#ifndef NW_CONF_VALUE_H
#define NW_CONF_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The kinds of value a configuration file holds, as text. */

#define CONF_NAME_MAX	64	/* bytes of the name of a feed, watch, … */

/* "90d", "30m", "0s", "1h30m"; units s m h d w.  Seconds, or -1. */
int64_t	 value_duration(const char *);
/* "512K", "16M", "1G", plain bytes; powers of 1024.  Bytes, or -1. */
int64_t	 value_size(const char *);
/* Letters, digits, '.', '_' and '-'; not empty, at most CONF_NAME_MAX. */
bool	 value_is_name(const char *);
/* Holds a byte below 0x20 or 0x7f: a pattern that lost a backslash. */
bool	 value_has_control(const char *);
/* A bare mail address: one '@', no blanks, brackets or controls. */
bool	 value_is_mail(const char *);
/* A Telegram channel's public name. */
bool	 value_is_channel(const char *);
/* Edits (insert, delete, change) between two short words. */
size_t	 value_distance(const char *, const char *);

#endif
