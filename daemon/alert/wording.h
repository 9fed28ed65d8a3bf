/* SPDX-License-Identifier: ISC */
#ifndef NW_ALERT_WORDING_H
#define NW_ALERT_WORDING_H

#include <stdbool.h>
#include <stddef.h>

#include "hit.h"
#include "base/buf.h"

/*
 * The words of an alert in some notation: plain text, HTML, or one of the
 * dialects of chat services.  What a feed sent comes out escaped, in
 * valid UTF-8, without control characters and on one line.
 */
struct wording_style {
	const char	*mark;		/* before a matched word */
	const char	*unmark;
	const char	*bold;
	const char	*unbold;
	const char	*special;	/* characters to escape, */
	bool		 backslash;	/* by a backslash; else as in HTML */
	bool		 utf16;		/* lengths in UTF-16; else bytes */
};

extern const struct wording_style wording_plain;	/* *word* */
extern const struct wording_style wording_html;	/* <mark>word</mark> */

/* At most max code points of s, then an ellipsis.  s may be NULL. */
void	 wording_put(struct buf *, const struct wording_style *, const char *s,
	    size_t max);
/* The excerpt with its matched words marked; nothing when there is none. */
void	 wording_excerpt(struct buf *, const struct wording_style *,
	    const struct hit *);
/* "Outlet / Agency, 2026-01-31 23:59 UTC" */
void	 wording_source(struct buf *, const struct wording_style *,
	    const struct hit *);
/* The headline, or what stands in for one. */
const char *wording_headline(const struct hit *);
/* The link when it is a web address; else NULL. */
const char *wording_link(const struct hit *);
/* How long a service takes it to be. */
size_t	 wording_length(const struct wording_style *, const char *, size_t);

#endif
