/* SPDX-License-Identifier: ISC */
#ifndef NW_TESTS_SERVE_H
#define NW_TESTS_SERVE_H

#include <stddef.h>

struct event_base;

/*
 * A server inside the test's own loop, on 127.0.0.1 and a port of the
 * kernel's choice.  It speaks whatever bytes the test scripts, broken
 * ones too.  With lines set it hands over each line (SMTP), else each
 * HTTP request with its body.
 */
struct serve;
struct serve_conn;

struct serve_asked {
	const char	*path;		/* HTTP */
	const char	*text;		/* whole head, or the line */
	const char	*body;
	size_t		 len;		/* of body */
	unsigned int	 n;		/* 1 for the first one asked */
	unsigned int	 conn;		/* connections so far */
};

typedef void (*serve_cb)(struct serve_conn *, const struct serve_asked *,
		    void *arg);

struct serve	*serve_new(struct event_base *, serve_cb, void *arg);
/* greeting is sent to each who connects. */
struct serve	*serve_new_lines(struct event_base *, const char *greeting,
		    serve_cb, void *arg);
void		 serve_free(struct serve *);
int		 serve_port(const struct serve *);
/* "http://127.0.0.1:PORT" + path; good until the fourth call from now. */
const char	*serve_url(const struct serve *, const char *path);
/* The same with another way to write the host. */
const char	*serve_url_at(const struct serve *, const char *host,
		    const char *path);

void		 serve_send(struct serve_conn *, const void *, size_t);
void		 serve_text(struct serve_conn *, const char *);
/* Status line, headers (with line ends, or ""), length and body. */
void		 serve_answer(struct serve_conn *, int status,
		    const char *headers, const char *body);
/* Closes once everything was sent. */
void		 serve_end(struct serve_conn *);

/* Runs the loop until *flag is not 0. */
void		 loop_until(struct event_base *, const int *flag);

#endif
