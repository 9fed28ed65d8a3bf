/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_REFUSE_H
#define NW_PARSE_EXTRACT_REFUSE_H

#include <stddef.h>

#include "article.h"

/* Why these bytes, as they came, are no page and no text; NULL: they may. */
const char	*refuse_bytes(const void *, size_t, const char *content_type);
/* Takes the text of an error page or of a wall back, and says so. */
void		 refuse_wall(struct article *);

#endif
