/* SPDX-License-Identifier: ISC */
/*
 * Logging to stderr.  Each line is built in one bounded buffer, escaped,
 * and written by one write(2), so lines of several processes that share
 * a journal stream do not mix.
 */
#include "base/log.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"

#define LOG_LINE_MAX	2048	/* bytes of a line; the rest is cut */

static const char *log_role;
static enum log_level log_max = LOG_LEVEL_INFO;

void
log_init(const char *role, enum log_level max)
{
	log_role = role;
	log_max = max;
}

void
log_set_level(enum log_level max)
{
	log_max = max;
}

/* C0, DEL and C1 move cursors; bidi controls reorder what is read. */
static bool
is_unsafe(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) ||
	    (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069) ||
	    cp == 0x2028 || cp == 0x2029;
}

static size_t
escape(char *out, size_t room, const char *in)
{
	size_t n = 0, left = strlen(in), used;
	uint32_t cp;

	while (left > 0 && n + 12 < room) {
		used = utf8_decode(in, left, &cp);
		if (cp == UTF8_BAD)
			n += (size_t)sprintf(out + n, "\\x%02x",
			    (unsigned char)*in);
		else if (is_unsafe(cp))
			n += (size_t)sprintf(out + n, "\\u%04x",
			    (unsigned int)cp);
		else {
			memcpy(out + n, in, used);
			n += used;
		}
		in += used;
		left -= used;
	}
	return n;
}

static void	log_line(enum log_level, const char *, va_list)
		    __attribute__((__format__(printf, 2, 0)));

static void
log_line(enum log_level level, const char *fmt, va_list ap)
{
	char raw[LOG_LINE_MAX], line[LOG_LINE_MAX + 64];
	size_t n = 0;
	ssize_t done;

	if (level > log_max)
		return;
	vsnprintf(raw, sizeof(raw), fmt, ap);
	if (getenv("JOURNAL_STREAM") != NULL)
		n += (size_t)sprintf(line, "<%d>", (int)level);
	if (log_role != NULL)
		n += (size_t)snprintf(line + n, 32, "%s: ", log_role);
	n += escape(line + n, sizeof(line) - n - 1, raw);
	line[n++] = '\n';
	/* Nowhere is left to report a failure to. */
	done = write(STDERR_FILENO, line, n);
	(void)done;
}

#define LOG_AT(level)				\
	do {					\
		va_list ap;			\
						\
		va_start(ap, fmt);		\
		log_line((level), fmt, ap);	\
		va_end(ap);			\
	} while (0)

void
log_error(const char *fmt, ...)
{
	LOG_AT(LOG_LEVEL_ERROR);
}

void
log_warn(const char *fmt, ...)
{
	LOG_AT(LOG_LEVEL_WARN);
}

void
log_info(const char *fmt, ...)
{
	LOG_AT(LOG_LEVEL_INFO);
}

void
log_debug(const char *fmt, ...)
{
	LOG_AT(LOG_LEVEL_DEBUG);
}
