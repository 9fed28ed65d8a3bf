/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_WORDS_H
#define NW_PARSE_EXTRACT_WORDS_H

#include <stdint.h>

/*
 * What the class and id words of an element hint at.  They are hints by
 * people to their own style sheets: page.c and prune.c weigh them against
 * what stands inside.
 */
enum {
	W_BODY = 1 << 0,	/* "article-body", "story__text" */
	W_STORY = 1 << 1,	/* "article", "post", "news" */
	W_TEXT = 1 << 2,	/* "content", "text", "body" */
	W_COMMENT = 1 << 3,	/* what readers wrote */
	W_SHARE = 1 << 4,
	W_RELATED = 1 << 5,	/* other stories */
	W_NAV = 1 << 6,
	W_SIDE = 1 << 7,	/* sidebars, widgets, footers */
	W_AD = 1 << 8,
	W_META = 1 << 9,	/* bylines, dates, tags */
	W_CAPTION = 1 << 10,
	W_SIGNUP = 1 << 11,	/* newsletters, log-ins, cookies, pay walls */
	W_HIDDEN = 1 << 12,
	W_LEAD = 1 << 13,	/* first paragraphs in a box */
	W_TITLE = 1 << 14,
	W_DATE = 1 << 15,
	W_AUTHOR = 1 << 16,
	W_SUB = 1 << 17		/* subtitles, summaries */
};

/* Of one attribute value; 0 for NULL. */
uint32_t	words_of(const char *);

#endif
