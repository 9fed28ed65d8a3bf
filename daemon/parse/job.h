/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_JOB_H
#define NW_PARSE_JOB_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/pool.h"

/* What a parser is asked to do: the payload of PROTO_FEED and
 * PROTO_EXTRACT. */
struct parse_job {
	const char	*url;
	const char	*content_type;
	const char	*content_location;
	const char	*lang;
	int64_t		 now;		/* UTC seconds */
	uint64_t	 seen;		/* hash of a feed's items that need not
					 * be sent again; 0: send them */
	size_t		 skip;		/* items at a feed's front that an
					 * earlier job has brought */
	const char	*item;		/* packed item, PROTO_EXTRACT only */
	size_t		 item_len;
	const char	*body;		/* NULL: extract from the item alone */
	size_t		 body_len;
	size_t		 follows;	/* bytes of a feed that come behind the
					 * job, and not in body */
};

/* Strings are lent.  0, or -1 when b's ceiling is met. */
int	parse_job_pack(const struct parse_job *, struct buf *b);
/* Strings in the pool, bytes in the input.  -1: garbled. */
int	parse_job_unpack(struct parse_job *, struct pool *, const void *,
	    size_t);

#endif
