/* SPDX-License-Identifier: ISC */
#ifndef NW_CONF_H
#define NW_CONF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/pool.h"

/*
 * The configuration file, read once and then constant; a reload reads a
 * new one beside it.  All strings belong to the pool.  Durations are in
 * seconds.  Secrets are named here, never held: see secret.h.
 */
struct conf_feed {
	const char		*name;
	const char		*url;		/* a Telegram channel's, too */
	const char *const	*mirrors;	/* tried in order; NULL ends */
	const char		*telegram;	/* channel name, or NULL */
	bool			 page;		/* fetch each linked page */
	int64_t			 every;		/* 0: adaptive */
	const char *const	*tags;		/* NULL ends */
	size_t			 ntags;
	const char		*outlet;
	const char		*lang;
	int			 line;		/* where it stands */
};

struct conf_figure {
	const char		*id;
	const char		*name;
	const char *const	*also;		/* NULL ends; so for all three */
	const char *const	*roles;
	const char *const	*nots;
	int			 line;
};

struct conf_sink {
	const char	*name;
	const char	*mail;			/* address, or NULL */
	const char	*webhook;		/* URL, or NULL */
	const char	*secret_credential;
	const char	*secret_file;
	const char	*shape;			/* "standard"; chat shapes */
	int		 line;
};

struct conf_watch {
	const char		*name;
	const char		*when;		/* the query */
	const struct conf_sink *const *notify;
	size_t			 nnotify;
	const char *const	*sinks;		/* their names; NULL ends */
	int64_t			 first_after;
	int64_t			 then_every;	/* 0: no follow-ups */
	int			 line;
};

struct conf_smtp {
	const char	*url;			/* NULL: no mail */
	const char	*from;
	const char	*user;
	const char	*password_credential;
	const char	*password_file;
	bool		 require_tls;
};

struct conf {
	struct pool		*pool;
	const char		*path;
	const char		*state_dir;
	const char		*socket;
	const char		*contact;	/* in the User-Agent */
	const char *const	*allow_private;	/* NULL ends */
	int64_t			 keep;
	int64_t			 first_poll_max_age;
	int64_t			 min_interval;
	int64_t			 max_interval;
	int64_t			 failing_after;	/* a feed, and its owner hears */
	const char *const	*failing_notify;	/* sinks; NULL ends */
	int64_t			 fetch_timeout;
	int64_t			 max_body;	/* bytes */
	int			 parsers;	/* 0: one a core */
	int64_t			 parse_deadline;
	struct conf_smtp	 smtp;
	const struct conf_feed	*feeds;
	size_t			 nfeeds;
	const struct conf_figure *figures;
	size_t			 nfigures;
	const struct conf_sink	*sinks;
	size_t			 nsinks;
	const struct conf_watch	*watches;
	size_t			 nwatches;
};

/*
 * NULL with *cause ("newswatch.conf:14: feed "tass": …", several lines
 * when there are several errors; caller frees) on failure.
 */
struct conf	*conf_load(const char *path, char **cause);
/* Accepts NULL. */
void		 conf_free(struct conf *);

#endif
