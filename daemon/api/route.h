/* SPDX-License-Identifier: ISC */
#ifndef NW_API_ROUTE_H
#define NW_API_ROUTE_H

#include <stdint.h>

#include "api/api.h"

enum route_method {
	ROUTE_GET,		/* HEAD too */
	ROUTE_POST
};

struct route {
	enum route_method	 method;
	const char		*path;		/* "#" stands for an id */
	handler_cb		 run;
	unsigned int		 params;	/* QUERY_… */
};

/*
 * The route of a path, with the id it holds (0 when none).  NULL with
 * *status 404, or 405 when the path is known by another method only.
 */
const struct route	*route_find(enum route_method, const char *path,
			    int64_t *id, int *status);

#endif
