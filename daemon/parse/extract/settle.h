/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_SETTLE_H
#define NW_PARSE_EXTRACT_SETTLE_H

#include <stdbool.h>

#include "article.h"

/*
 * Leaves in a page's text what the reader of plain text leaves in it, so
 * that reading our own text again changes nothing.  NULL when nothing is
 * left.  judged says that each line was classified as it stands.
 */
void	settle_text(struct article *, bool judged);

#endif
