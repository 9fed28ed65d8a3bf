/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_LANG_H
#define NW_PARSE_EXTRACT_LANG_H

#include <stddef.h>

/*
 * The language that the text is written in, as a BCP 47 primary tag;
 * NULL when there is too little of it to tell.  Reads the front only.
 */
const char	*lang_detect(const char *, size_t);

#endif
