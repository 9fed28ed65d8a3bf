/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_TELEGRAM_POST_H
#define NW_PARSE_TELEGRAM_POST_H

#include <stdbool.h>

#include <libxml/tree.h>

#include "item.h"
#include "parse/feed/telegram_url.h"

/* Sets tg.channel and tg.id, and id and link to the post's address. */
void	telegram_set_post(struct item *, const struct telegram_name *);

/*
 * The post of one .tgme_widget_message, into an empty item.  False for
 * what is no post: service messages, errors.
 */
bool	telegram_post(struct item *, const xmlNode *);

#endif
