/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_TELEGRAM_FRAME_H
#define NW_PARSE_TELEGRAM_FRAME_H

#include "item.h"

/*
 * Takes out of a mirror's content what the mirror put around the post's
 * own words (the post replied to, where it was forwarded from, the link's
 * preview, the excuse for what it cannot show) and keeps it in it->tg, as
 * the preview page's reader does.
 */
void	telegram_unframe(struct item *);

#endif
