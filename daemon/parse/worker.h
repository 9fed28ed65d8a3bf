/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_WORKER_H
#define NW_PARSE_WORKER_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/*
 * The parser process, and the jobs it takes.  It reads frames from one
 * descriptor, answers on the same, and does nothing else: see proto.h for
 * the pairs of request and answer.
 */
struct parse_job {
	const char	*url;
	const char	*content_type;
	const char	*content_location;
	const char	*lang;
	int64_t		 now;		/* UTC seconds */
	const char	*item;		/* packed item, PROTO_EXTRACT only */
	size_t		 item_len;
	const char	*body;		/* NULL: extract from the item alone */
	size_t		 body_len;
};

/* Strings are lent.  0, or -1 when b's ceiling is met. */
int	parse_job_pack(const struct parse_job *, struct buf *b);

/* The life of a parser: never returns but at the end of its pipe. */
int	parse_worker_main(int fd);

#endif
