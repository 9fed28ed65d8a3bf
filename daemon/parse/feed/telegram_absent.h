/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_TELEGRAM_ABSENT_H
#define NW_PARSE_TELEGRAM_ABSENT_H

#include <libxml/tree.h>

#include "item.h"

/*
 * Sets doc->page and doc->reason for a page of Telegram's on which there
 * is no post: which of the many reasons for that it shows.
 */
void	telegram_explain_absence(struct feed_doc *, const xmlNode *root);

#endif
