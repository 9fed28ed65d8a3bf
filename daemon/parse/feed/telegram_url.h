/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_TELEGRAM_URL_H
#define NW_PARSE_TELEGRAM_URL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TELEGRAM_NAME_MAX	64	/* bytes of a channel's name */

/* A post, or with id 0 a channel; the name points into the text read. */
struct telegram_name {
	const char	*channel;
	size_t		 n;
	int64_t		 id;
};

/* "chan/12", nothing or a query behind it.  False: out is as it was. */
bool	telegram_read_name(const char *, struct telegram_name *out);
/*
 * Any address of a channel or post: t.me, telegram.me or telegram.dog with
 * or without "/s/", CHAN.t.me, tg://resolve.  Private posts ("/c/1/2") and
 * topics of groups are none: nobody can read them there.
 */
bool	telegram_read_url(const char *, struct telegram_name *out);

#endif
