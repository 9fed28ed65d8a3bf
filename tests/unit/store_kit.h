/* SPDX-License-Identifier: ISC */
#ifndef NW_TESTS_STORE_KIT_H
#define NW_TESTS_STORE_KIT_H

#include "unit.h"

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "store/read.h"
#include "store/store.h"

/*
 * A store in a directory of its own, with a clock that stands, and polls
 * in one call each.  One of it a test process.
 */
#define KIT_NOW		1700000000
#define KIT_DAY		86400
#define KIT_NEWS	16	/* items of a poll whose news is kept */

struct kit_item {
	const char	*id;
	const char	*link;
	const char	*title;
	const char	*content;
	const char	*chan;		/* a Telegram post */
	int64_t		 post;
	int64_t		 published;	/* 0: unknown */
	const char	*text;		/* of the article; NULL: content */
	bool		 bare;		/* no article at all */
	const char	*index;		/* words for the index */
	const char	*watches[4];	/* that it hits */
	const char	*sink;		/* NULL: "desk" */
	int64_t		 first_after;
	int64_t		 then_every;
	bool		 quiet;
	uint64_t	 sketch[4];	/* copies share two of them; 0: none */
};

struct kit_poll {
	bool			 ok;
	size_t			 n;
	enum item_news		 news[KIT_NEWS];
	struct item_check	 first;		/* without its strings */
	char			 old_headline[64];
	char			 old_text[256];
	struct store_stored	 stored;
	int			 answers;
};

struct kit {
	char		 dir[64];
	struct clock	 clock;
	struct store	*st;
};

extern struct kit kit;

/* Fixtures: a fresh directory and an open store; both away again. */
void	kit_setup(void);
void	kit_teardown(void);
/* A case of tests that run between the two. */
TCase	*kit_case(const char *name, const TTest *const *const *tests,
	    size_t n);
void	kit_reopen(void);
void	kit_turn(int64_t seconds);

struct item	*kit_item(const struct kit_item *);
/* An entry as the pipeline would hand it over. */
void	kit_entry(struct store_entry *, const struct kit_item *,
	    enum item_news);
struct store_result kit_result(const char *feed, const struct kit_item *,
	    size_t n, enum item_news);
/* check, then put what is not known, each with a flush. */
struct kit_poll kit_poll(const char *feed, const struct kit_item *, size_t n);
#define KIT_POLL(feed, ...)						\
	kit_poll(feed, (const struct kit_item[]){ __VA_ARGS__ },	\
	    sizeof((const struct kit_item[]){ __VA_ARGS__ }) /		\
	    sizeof(struct kit_item))
/* Only the check: its news of the first item. */
enum item_news kit_check(const char *feed, const struct kit_item *);

/* Claims all that is due; the first row is kept for the caller to free
 * (others are freed), how many is returned. */
int	kit_claim(struct outbox_row **first);
/* First column of the first row; -1 when there is none. */
int64_t	kit_sql(const char *sql);
void	kit_exec(const char *sql);

#endif
