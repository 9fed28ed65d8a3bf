/* SPDX-License-Identifier: ISC */
#ifndef NW_NET_HEAD_H
#define NW_NET_HEAD_H

#include <stdbool.h>
#include <stddef.h>

/* Inside of net/ only: the head of an answer, as far as it is of use. */
#define HEAD_MAX	(64u << 10)	/* bytes of all header lines */
#define HEAD_VALUE_MAX	4096		/* longer values count as absent */

/* What is kept of an answer's head; strings are NULL when absent. */
struct req_head {
	int	 status;
	bool	 whole;			/* the blank line was seen */
	size_t	 bytes;
	char	*content_type;
	char	*content_location;
	char	*etag;
	char	*last_modified;
	char	*cache_control;
	char	*expires;
	char	*date;
	char	*retry_after;
	char	*im;
	char	*location;
	char	*codings;		/* Content-, then Transfer-Encoding */
};

void	 head_clear(struct req_head *);
/* One line with its line end.  0, or -1 with *why when it is refused. */
int	 head_line(struct req_head *, const char *, size_t, const char **why);
bool	 head_is_redirect(const struct req_head *);

#endif
