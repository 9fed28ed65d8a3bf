/* SPDX-License-Identifier: ISC */
#ifndef NW_HIT_H
#define NW_HIT_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/jsonw.h"
#include "base/pool.h"

/*
 * One watch met by one article, with the exact spans that met it.  The
 * store keeps hits in this shape, and webhooks, mails, /v1/hits and the
 * client all show this one shape.
 */
struct span {
	uint32_t	 start;		/* code points of the field's text */
	uint32_t	 end;		/* half-open */
	const char	*text;		/* as it stands in the field */
	const char	*field;		/* "title", "text", "quote", … */
	const char	*part;		/* the part of the query, as written */
	const char	*form;		/* the form that met it, folded */
};

struct hit {
	struct pool		*pool;
	int64_t			 id;		/* 0 until stored */
	int64_t			 item;		/* row of the item */
	int64_t			 story;
	int64_t			 at;		/* when found, UTC seconds */
	const char		*watch;
	const char		*feed;
	const char		*outlet;
	const char		*agency;
	const char		*headline;
	const char		*link;
	const char		*language;
	int64_t			 published;	/* ITEM_NO_TIME unknown */
	const char		*excerpt;	/* around the first span */
	const struct span	*marks;		/* spans inside the excerpt */
	size_t			 nmarks;
	const struct span	*spans;
	size_t			 nspans;
	const char		*why;		/* one line for a person */
};

struct hit	*hit_new(void);
/* Accepts NULL. */
void		 hit_free(struct hit *);
int		 hit_pack(const struct hit *, struct buf *);
struct hit	*hit_unpack(const void *, size_t);
void		 hit_json(const struct hit *, struct jsonw *);
/* The "spans" array alone, as `newswatch test` prints it. */
void		 spans_json(const struct span *, size_t n, struct jsonw *);

#endif
