/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_NOTICE_H
#define NW_PARSE_EXTRACT_NOTICE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Sentences that every page of a site repeats: rights, registration,
 * terms, cookies, script left over.  They look like prose and are none.
 */
bool	notice_is(const char *, size_t);

#endif
