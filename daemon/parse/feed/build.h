/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_BUILD_H
#define NW_PARSE_BUILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "item.h"
#include "parse/feed/feed.h"
#include "parse/feed/names.h"

/*
 * What a format's reader calls: items and the feed's own fields come
 * together here, whichever format they are from, and leave through the
 * callback.  What is set between build_item() and build_item_end() is the
 * item's, all else the feed's.
 */
#define BUILD_TEXT_MAX	((size_t)1 << 20)	/* bytes of one text */
#define BUILD_ITEM_MAX	((size_t)2 << 20)	/* of all texts of an item */
#define BUILD_FEED_MAX	((size_t)2 << 20)	/* of the feed's own */
#define BUILD_PEOPLE	64		/* authors of one item */
#define BUILD_WORDS	256		/* categories of one item */
#define BUILD_FEED_WORDS 2048		/* of the feed */
#define BUILD_FILES	128		/* enclosures of one item */
#define BUILD_FUTURE	(48 * 3600)	/* seconds a date may be ahead */

/* How a text is meant. */
enum text_mode {
	TEXT_PLAIN,		/* as it stands */
	TEXT_HTML,		/* a fragment of HTML */
	TEXT_GUESS		/* HTML, but '<' may be just that: titles */
};

struct build {
	struct feed_doc	*doc;
	struct item	*item;
	feed_item_cb	 cb;
	void		*arg;
	char		*url;		/* the document's; NULL unknown */
	char		*self;		/* what the feed says it is; or NULL */
	int64_t		 now;		/* 0: dates are not judged */
	bool		 in_item;
	bool		 broken;	/* the item breaks off */
	bool		 stopped;	/* the callback wants no more */
	bool		 no_language;	/* the item ends what the feed says */
	int64_t		 period;	/* sy: seconds */
	int64_t		 frequency;
	uint8_t		 prio[2][FIELD_COUNT];	/* of the feed, the item */
	const char	*limit;		/* the first ceiling met, or NULL */
};

void	build_init(struct build *, const struct feed_opts *, feed_item_cb,
	    void *arg);
/* Hands the document over. */
struct feed_doc *build_finish(struct build *);
void	build_clear(struct build *);

void	build_item(struct build *);
void	build_item_end(struct build *);

/* Notes that a ceiling was met, if it is the first. */
void	build_met(struct build *, const char *limit);
/* Whether a value of this priority would be taken. */
bool	build_wants(const struct build *, enum field, unsigned int prio);

/* base may be NULL: then the document's own address is. */
void	build_text(struct build *, enum field, unsigned int prio,
	    enum text_mode, const char *, size_t, const char *base);
/* A string that is no markup: an id, a language. */
void	build_plain(struct build *, enum field, unsigned int prio,
	    const char *, size_t);
void	build_url(struct build *, enum field, unsigned int prio,
	    const char *, size_t, const char *base);
void	build_date(struct build *, enum field, unsigned int prio,
	    const char *, size_t);
/* "me@example.org (Name)" and its like; or the parts, NULL when unknown. */
void	build_person(struct build *, unsigned int prio, const char *, size_t);
void	build_person_parts(struct build *, unsigned int prio,
	    const struct person *, const char *base);
void	build_category(struct build *, const char *, size_t);
void	build_enclosure(struct build *, const char *url, const char *type,
	    const char *length, const char *base);
void	build_ttl(struct build *, const char *);
void	build_skip_hour(struct build *, const char *);
void	build_skip_day(struct build *, const char *);
void	build_period(struct build *, const char *);
void	build_frequency(struct build *, const char *);

/* The address made absolute, from the current pool; NULL when it cannot
 * be, or is none that a reader may be sent to. */
char	*build_resolve(struct build *, const char *, size_t, const char *base);
/* Where results of the moment live. */
struct pool *build_pool(const struct build *);

#endif
