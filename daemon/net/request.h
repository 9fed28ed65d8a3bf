/* SPDX-License-Identifier: ISC */
#ifndef NW_NET_REQUEST_H
#define NW_NET_REQUEST_H

#include <curl/curl.h>

#include <sys/queue.h>

#include "net/guard.h"
#include "net/head.h"
#include "net/http.h"
#include "net/slots.h"
#include "net/url.h"

/*
 * Inside of net/ only: a request from its call to its callback.  http.c queues
 * it, easy.c says it to libcurl, http.c queues it again or answers it.
 */
enum req_kind {
	REQ_GET,
	REQ_POST,
	REQ_MAIL,
	REQ_FILE
};

enum req_state {
	REQ_WAITING,		/* for a slot, a look-up, room in flight */
	REQ_RUNNING,		/* libcurl has it */
	REQ_ENDED,		/* waits for the loop to call back */
	REQ_CALLING
};

/* What easy.c has to know of where a request belongs. */
struct easy_env {
	const struct guard	*guard;
	char			*user_agent;
	char			*proxy;		/* or NULL */
	struct spill_room	*spill_room;	/* or NULL */
	void			(*looked_up)(struct http_req *);
};

struct http_req {
	TAILQ_ENTRY(http_req)	 link;		/* all, or ended */
	struct slot_wait	 wait;
	struct http		*http;
	const struct easy_env	*env;
	enum req_kind		 kind;
	enum req_state		 state;
	http_done_cb		 done;
	void			*arg;

	/* what is asked */
	struct url		 url;
	struct curl_slist	*headers;
	const char		*method;	/* constant, or NULL */
	char			*body;		/* of a post or mail */
	size_t			 len;
	char			*from;
	char			*user;
	char			*password;
	char			*to;
	bool			 require_tls;
	size_t			 max_body;
	size_t			 in_memory;	/* SIZE_MAX: all of it */
	int64_t			 left_ms;	/* time, over all attempts */

	/* under way */
	CURL			*easy;
	struct shard		*shard;
	struct smtp		*smtp;		/* a mail's dialogue */
	char			*words;		/* libcurl's, on an error */
	int64_t			 started;
	bool			 slow;		/* its host was, at the start */
	bool			 looking_up;	/* counts among the look-ups */
	bool			 refused;	/* by the guard, once */
	bool			 fresh;		/* second try, connected anew */
	bool			 raw;		/* second try, not decoded */
	unsigned int		 hops;
	bool			 broken;	/* a hop was not permanent */
	char			*moved_to;

	/* what came */
	struct req_head		 head;
	struct buf		 in;
	struct spill		*spill;		/* instead, or NULL */
	enum http_error		 error;
	char			*detail;
};

/* --- http.c ------------------------------------------------------------ */

struct http_req	*req_new(struct http *, enum req_kind, http_done_cb, void *arg);
/* Queued when all is well with it, else on its way to the callback. */
struct http_req	*req_go(struct http_req *, const char *url,
		    unsigned int schemes, size_t max_body, int timeout_s);

/* --- easy.c ---- */

/* Says all of req to req->easy. */
void	 easy_setup(struct http_req *);
/* Takes the outcome into req: status, error, detail. */
void	 easy_outcome(struct http_req *req, CURLcode);
/* A failure of the connection, not of the request: worth a fresh one. */
bool	 easy_is_stale(const struct http_req *, CURLcode);
/* First reason wins. */
void	 req_fail(struct http_req *, enum http_error, const char *detail);
/* Back to before any answer. */
void	 req_forget_answer(struct http_req *);

/* --- smtp.c, file.c ---- */
/* On a handle that libcurl has connected; done() comes once, from the
 * loop, with status, error and detail set. */
void	 smtp_talk(struct http_req *, struct event_base *, int64_t left_ms,
	    void (*done)(struct http_req *));
/* Ends the dialogue without a word.  Nothing when there is none. */
void	 smtp_stop(struct http_req *);
/* Reads the file of a REQ_FILE request. */
void	 file_read(struct http_req *);

#endif
