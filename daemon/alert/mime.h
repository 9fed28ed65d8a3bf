/* SPDX-License-Identifier: ISC */
#ifndef NW_ALERT_MIME_H
#define NW_ALERT_MIME_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/*
 * The encodings of mail: headers (RFC 2047), bodies (RFC 2045), dates
 * (RFC 5322).  Lines end in CRLF and stay within 76 characters.
 */

/* "Name: value"; value is UTF-8 of any sort, put on as many lines as it
 * takes.  Control characters become blanks, so nothing forges a header. */
void	 mime_header(struct buf *, const char *name, const char *value);
/* Quoted-printable or base64, whichever is shorter, with its header
 * Content-Transfer-Encoding and the blank line; lines of text end in \n. */
void	 mime_body(struct buf *, const char *text, size_t n);
/* "Sat, 31 Jan 2026 23:59:59 +0000" */
#define MIME_DATE	40
const char *mime_date(int64_t when, char out[MIME_DATE]);

#endif
