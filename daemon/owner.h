/* SPDX-License-Identifier: ISC */
#ifndef NW_OWNER_H
#define NW_OWNER_H

struct poll;

/* Stores what a failed poll left, and with it, when the feed has failed
 * for long, an alert to its owner. */
void	owner_put_failed(struct poll *);

#endif
