/* SPDX-License-Identifier: ISC */
#ifndef NW_WATCHSET_H
#define NW_WATCHSET_H

#include "conf.h"

struct match_set;

/*
 * The figures and watches of a configuration as one match set; query n is
 * watch n.  Shared by the engine, the reader and `newswatch test`.
 * NULL with *cause ("newswatch.conf:31: watch "svr": column 7: …").
 */
struct match_set	*watchset_new(const struct conf *, char **cause);
/* The figures alone, for a query of somebody's own; queries are added by
 * the caller, then match_build(). */
struct match_set	*watchset_figures(const struct conf *, char **cause);

#endif
