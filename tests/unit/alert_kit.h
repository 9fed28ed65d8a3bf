/* SPDX-License-Identifier: ISC */
#ifndef NW_TESTS_ALERT_KIT_H
#define NW_TESTS_ALERT_KIT_H

#include "unit.h"

#include <stddef.h>
#include <stdint.h>

#include "store/store.h"

#define KIT_AT	1700000000	/* Tue, 14 Nov 2023 22:13:20 GMT */

/* An alert of n hits that a newsroom could get.  Free with
 * outbox_row_free(); fields may be changed before. */
struct outbox_row *kit_row(const char *sink, size_t n);
/* The body of a mail's part of this type, decoded; free() it. */
char	*kit_mail_part(const char *mail, const char *type);
/* A header of a mail, unfolded and decoded; free() it.  NULL: none. */
char	*kit_mail_header(const char *mail, const char *name);
/* CRLF everywhere, lines of at most 76, ASCII only, no NUL. */
void	 kit_mail_is_clean(const char *mail, size_t n);
/* "v1,…" made by other means than the code under test. */
char	*kit_signature(const void *key, size_t len, const char *signed_text);

#endif
