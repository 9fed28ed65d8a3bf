/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_SANDBOX_H
#define NW_PARSE_SANDBOX_H

/*
 * Gives up everything but computing and reading and writing descriptors
 * that are open already.  Called once, by the parser role and by the
 * client's offline tools, before the first byte of input.
 *
 * Sources: seccomp(2), landlock(7), setrlimit(2).
 */
/* 0, or -1 with *cause set (caller frees). */
int		 sandbox_enter(char **cause);
/* What of it this build has, for `newswatchd -V`. */
const char	*sandbox_describe(void);

#endif
