/* SPDX-License-Identifier: ISC */
#ifndef NW_ALERT_MAIL_H
#define NW_ALERT_MAIL_H

#include "store/store.h"
#include "base/buf.h"

/*
 * One alert as a mail (RFC 5322): plain text and HTML side by side, in
 * one thread a story, the same bytes on every attempt.
 *
 *	Message-ID	<id of the alert@domain of from>
 *	References	<story-KEY@domain>; no such mail exists, mail
 *			programs thread by it all the same
 *	List-Id		<WATCH.newswatch.domain>, to filter by
 *	Auto-Submitted	auto-generated, so no holiday note answers
 */
#define MAIL_MAX	(1u << 20)	/* bytes of a message */

/* Adds to out, which has room for MAIL_MAX bytes.  0, or -1 when an
 * address cannot stand in a header; out may then hold a part. */
int	 mail_render(const struct outbox_row *, const char *from,
	    const char *to, struct buf *out);

#endif
