/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_LINES_H
#define NW_PARSE_EXTRACT_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "article.h"

/*
 * What one line (a paragraph without markup) of an article is.  Shared by
 * the page and the plain-text way, so that both drop the same things.
 */
enum line_kind {
	LINE_BODY,
	LINE_EMPTY,		/* nothing but blanks, in any script */
	LINE_CAPTION,		/* "In this photograph …", "На фото: …" */
	LINE_CREDIT,		/* "Photo: AFP", "(Photo by … / POOL / AFP)" */
	LINE_PROMO,		/* "Read more in our Telegram channel …" */
	LINE_AD,		/* "Advertisement", "Реклама" */
	LINE_RELATED,		/* "Other Topics of Interest", "Read also: …" */
	LINE_TIMESTAMP,		/* "10:09 20.12.2025 •" */
	LINE_BYLINE,		/* "By Jane Doe", "Photo of author" */
	LINE_NOTE		/* corrections, print notes, tag lists */
};

/* By the line alone; what needs its neighbours is decided above. */
enum line_kind	line_classify(const char *, size_t);

/*
 * Takes the dateline and the agency off the front of the first paragraph
 * ("MOSCOW, June 10. /TASS/.") into a, and returns the offset at which
 * the paragraph's own text begins (0 when there is no dateline).  The
 * text itself is left as it is: matching wants the place, too.
 */
size_t		 dateline_read(struct article *a, const char *, size_t);
/* The agency named in a headline prefix, a dateline or a sign-off. */
const char	*agency_find(const char *, size_t);

#endif
