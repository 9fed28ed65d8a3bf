/* SPDX-License-Identifier: ISC */
#ifndef NW_CONF_SCHEMA_H
#define NW_CONF_SCHEMA_H

#include <confuse.h>

#include "base/buf.h"

/*
 * Parses the text of a configuration file (path is for the messages).
 * NULL with lines in errors; the caller ends the tree with cfg_free().
 */
cfg_t	*conf_schema_parse(const char *path, const char *text,
	    struct buf *errors);

/* "newswatch.conf:14: feed "tass": "; line 0, kind and title NULL: none. */
void	 conf_error_begin(struct buf *errors, const char *file, int line,
	    const char *kind, const char *title);

#endif
