/* SPDX-License-Identifier: ISC */
#ifndef NW_ITEM_H
#define NW_ITEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/jsonw.h"
#include "base/pool.h"

/*
 * One entry of a feed as the feed gave it, and the feed's own fields.
 * All strings are UTF-8, owned by the struct's pool, NULL when unknown.
 * title, summary, content and rights are sanitised HTML fragments; URLs
 * are absolute.  Times are seconds since the epoch, UTC.
 */
#define ITEM_NO_TIME	JSONW_NO_TIME

struct person {
	const char	*name;
	const char	*email;
	const char	*uri;
};

struct enclosure {
	const char	*url;
	const char	*type;
	int64_t		 length;	/* bytes; -1 when unknown */
};

/*
 * What only a Telegram post has.  For a post that came through a mirror's
 * RSS the channel and id are found in its link.
 */
struct tg_post {
	const char	*channel;	/* NULL: not a Telegram post */
	int64_t		 id;
	const int64_t	*album;		/* ids of an album, the first too */
	size_t		 nalbum;
	const char	*forwarded_from;	/* name of the source */
	const char	*forwarded_link;
	const char	*forwarded_author;
	const char	*reply_to;	/* link of the post replied to */
	const char	*preview_link;	/* the link preview, kept apart */
	const char	*preview_site;
	const char	*preview_title;
	const char	*preview_text;
	const char	*views;		/* as shown: "12.5M" */
	bool		 edited;
	bool		 unsupported;	/* text must come from its own page */
};

struct item {
	struct pool		*pool;
	const char		*id;		/* guid as it stands */
	const char		*link;
	const char		*title;
	const char		*author;	/* as it stands */
	const char		*summary;
	const char		*content;
	const char		*language;
	const char		*comments;
	const char		*rights;
	const char		*source_title;
	const char		*source_link;
	int64_t			 published;
	int64_t			 updated;
	const struct person	*authors;
	size_t			 nauthors;
	const char *const	*categories;
	size_t			 ncategories;
	const struct enclosure	*enclosures;
	size_t			 nenclosures;
	struct tg_post		 tg;
};

/* What a feed address turned out to be when it is no feed with posts. */
enum feed_page {
	FEED_PAGE_FEED,		/* a feed, or a channel page with posts */
	FEED_PAGE_HTML,		/* a web page; its feed links are listed */
	FEED_PAGE_EMPTY,	/* Telegram: a channel that shows no post */
	FEED_PAGE_NO_PREVIEW,	/* Telegram: preview switched off */
	FEED_PAGE_GROUP,
	FEED_PAGE_BOT,
	FEED_PAGE_BANNED,
	FEED_PAGE_PRIVATE,
	FEED_PAGE_MISSING,
	FEED_PAGE_BLOCKED,	/* shown in other countries only */
	FEED_PAGE_UNKNOWN	/* neither markup nor JSON that we know */
};

struct feed_link {
	const char	*url;
	const char	*title;
	const char	*type;
};

/* The feed's own fields: the shape of `newswatch parse` less its items. */
struct feed_doc {
	struct pool		*pool;
	const char		*format;	/* "rss20", "telegram", … */
	const char		*encoding;	/* as used, IANA name */
	bool			 wellformed;
	const char		*reason;	/* why not; NULL when it is */
	enum feed_page		 page;
	const char		*title;
	const char		*link;
	const char		*description;
	const char		*language;
	int64_t			 updated;
	int64_t			 ttl;		/* minutes; -1 unknown */
	uint32_t		 skip_hours;	/* bit h: hour h, UTC */
	uint32_t		 skip_days;	/* bit d: 0 is Sunday */
	int64_t			 sy_period;	/* seconds between updates; -1 */
	const char		*image_url;
	const char		*prev;		/* page of older posts */
	const struct person	*authors;
	size_t			 nauthors;
	const char *const	*categories;
	size_t			 ncategories;
	const struct feed_link	*links;		/* FEED_PAGE_HTML */
	size_t			 nlinks;
	size_t			 nitems;	/* items given out */
};

/* new: empty, with a pool of its own; free accepts NULL. */
struct item	*item_new(void);
/* Back to empty, memory kept for the next one. */
void		 item_reset(struct item *);
void		 item_free(struct item *);
struct feed_doc	*feed_doc_new(void);
void		 feed_doc_free(struct feed_doc *);

/* For the pipe: pack is 0, or -1 when b's ceiling is met; unpack gives
 * NULL for bytes that are no such struct. */
int		 item_pack(const struct item *, struct buf *);
struct item	*item_unpack(const void *, size_t);
int		 feed_doc_pack(const struct feed_doc *, struct buf *);
struct feed_doc	*feed_doc_unpack(const void *, size_t);

/* The object of one item, and the feed's keys inside an open object. */
void		 item_json(const struct item *, struct jsonw *);
void		 feed_doc_json(const struct feed_doc *, struct jsonw *);
const char	*feed_page_str(enum feed_page);

#endif
