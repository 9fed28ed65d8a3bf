/* SPDX-License-Identifier: ISC */
#ifndef NW_BASE_LOG_H
#define NW_BASE_LOG_H

/*
 * Lines to stderr, one a call, prefixed with the syslog level in angle
 * brackets when stderr is the journal (sd-daemon(3)).  Control bytes and
 * broken UTF-8 in the arguments come out escaped, so nothing from a feed
 * can forge a line or move a cursor.
 */
enum log_level {
	LOG_LEVEL_ERROR = 3,	/* the numbers are those of syslog(3) */
	LOG_LEVEL_WARN = 4,
	LOG_LEVEL_INFO = 6,
	LOG_LEVEL_DEBUG = 7
};

/* role: a static string put before each line, or NULL. */
void	log_init(const char *role, enum log_level max);
void	log_set_level(enum log_level max);

void	log_error(const char *fmt, ...)
	    __attribute__((__format__(printf, 1, 2)));
void	log_warn(const char *fmt, ...)
	    __attribute__((__format__(printf, 1, 2)));
void	log_info(const char *fmt, ...)
	    __attribute__((__format__(printf, 1, 2)));
void	log_debug(const char *fmt, ...)
	    __attribute__((__format__(printf, 1, 2)));

#endif
