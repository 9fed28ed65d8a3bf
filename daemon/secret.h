/* SPDX-License-Identifier: ISC */
#ifndef NW_SECRET_H
#define NW_SECRET_H

/*
 * Secrets are read when they are needed and kept nowhere else: not in the
 * config, not in the store, not in a message.
 */
#define SECRET_MAX	4096	/* bytes; longer files hold no secret */

/*
 * By systemd credential name or by file, whichever is not NULL.  The last
 * line end is cut off; lines before it stay.  NULL with *cause (caller
 * frees), which starts with owner ("sink "ops"") and names the file.
 */
char	*secret_read(const char *owner, const char *credential,
	    const char *file, char **cause);
/* Wipes it first.  Accepts NULL. */
void	 secret_free(char *);

#endif
