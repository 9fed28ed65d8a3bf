/* SPDX-License-Identifier: ISC */
#ifndef NW_PLAN_H
#define NW_PLAN_H

#include "conf.h"

struct match_set;

/*
 * A configuration and the match set made of it.  A reload makes a new
 * plan; polls that are under way keep the one they began with alive.
 */
struct plan {
	struct conf		*conf;
	struct match_set	*set;
	unsigned int		 refs;
};

/* NULL with *cause as conf_load() words it (caller frees). */
struct plan	*plan_load(const char *path, char **cause);
struct plan	*plan_ref(struct plan *);
/* Accepts NULL; the last one out frees. */
void		 plan_unref(struct plan *);

#endif
