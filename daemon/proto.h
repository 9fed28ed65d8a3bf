/* SPDX-License-Identifier: ISC */
#ifndef NW_PROTO_H
#define NW_PROTO_H

/*
 * What travels on the pipes between our processes, as frames of
 * base/frame.h.  Requests and answers come in pairs and share an id.
 *
 * engine -> parser		parser -> engine
 *				PROTO_READY	(once: its cage is closed)
 * PROTO_FEED	-> PROTO_ITEM*, then PROTO_FEED_DONE or PROTO_FAIL; no
 *		   item when all together hash to what the job calls seen
 *   and PROTO_BODY* behind it, until all of a large body is there
 * PROTO_EXTRACT	-> PROTO_ARTICLE or PROTO_FAIL
 *
 * reader -> engine		engine -> reader
 * PROTO_RELOAD		-> PROTO_ANSWER
 * PROTO_POLL		-> PROTO_ANSWER
 * PROTO_SILENCE	-> PROTO_ANSWER
 * PROTO_OUTBOX		-> PROTO_ANSWER
 *				PROTO_COMMITTED	(unasked: highest hit id)
 *				PROTO_CONFIG	(unasked: read the file again)
 */
enum proto_type {
	PROTO_FEED = 1,		/* struct parse_job (parse/job.h), body */
	PROTO_EXTRACT,		/* struct parse_job, item, body */
	PROTO_ITEM,		/* packed struct item */
	PROTO_FEED_DONE,	/* i64: hash of the items; u32: more are left;
				 * packed struct feed_doc */
	PROTO_ARTICLE,		/* packed struct article */
	PROTO_FAIL,		/* string: the reason */
	PROTO_RELOAD,		/* empty */
	PROTO_POLL,		/* string: feed name, or empty for all */
	PROTO_SILENCE,		/* string: watch; i64: until */
	PROTO_ANSWER,		/* u32: 0 or an HTTP-like status; string */
	PROTO_COMMITTED,	/* i64: highest hit id */
	PROTO_CONFIG,		/* empty */
	PROTO_READY,		/* empty */
	PROTO_OUTBOX,		/* string: "retry" or "discard"; i64: row */
	PROTO_BODY		/* bytes of the body of the job before it */
};

#define PROTO_FD	3	/* where a child finds its end of the pipe */
#define PROTO_VERSION	4	/* given on the child's command line */

#endif
