/* SPDX-License-Identifier: ISC */
#ifndef NW_ARTICLE_H
#define NW_ARTICLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/jsonw.h"
#include "base/pool.h"

/*
 * What the extractor makes of an item, whatever its source.  Strings are
 * plain UTF-8 text (no markup), owned by the pool, NULL when unknown.
 * Offsets count Unicode code points of `text`, half-open.
 */
enum quote_kind {
	QUOTE_DIRECT,		/* a whole sentence between marks */
	QUOTE_PARTIAL,		/* words between marks inside a sentence */
	QUOTE_INDIRECT		/* reported speech, as its sentence */
};

struct segment {
	const char	*text;
	uint32_t	 start;
	uint32_t	 end;
};

struct quote {
	enum quote_kind		 kind;
	const char		*text;		/* segments joined by " … " */
	const char		*speaker;	/* fullest name in the article */
	const char		*speaker_surface;
	const char		*verb;		/* as it stands */
	const struct segment	*segments;
	size_t			 nsegments;
};

struct article {
	struct pool		*pool;
	const char		*url;
	const char		*canonical_url;
	const char		*outlet;
	const char		*agency;
	const char		*headline;
	const char		*subtitle;
	const char		*byline;
	const char		*dateline_place;
	const char		*dateline_date;	/* as it stands */
	/* ISO 8601 as far as known: "2025-12-20", "2025-12-20T10:09",
	 * "2025-12-20T10:09:00+03:00".  No zone means none was given. */
	const char		*published;
	const char		*modified;
	const char		*language;	/* BCP 47 primary tag: "en" */
	const char		*text;		/* paragraphs, blank line between */
	const struct quote	*quotes;
	size_t			 nquotes;
	const char *const	*links;		/* absolute, in the body */
	size_t			 nlinks;
	bool			 truncated;
	const char		*reason;	/* of truncation or empty text */
};

struct article	*article_new(void);
/* Accepts NULL. */
void		 article_free(struct article *);

/* As for items: see item.h. */
int		 article_pack(const struct article *, struct buf *);
struct article	*article_unpack(const void *, size_t);
void		 article_json(const struct article *, struct jsonw *);
const char	*quote_kind_str(enum quote_kind);

/* Code point length of the plain text; 0 when there is none. */
size_t		 article_text_len(const struct article *);

#endif
