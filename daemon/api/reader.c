/* SPDX-License-Identifier: ISC */
/*
 * The reader role: brings up what the handlers share, runs their loop,
 * and ends with the engine.  It exists so that nothing a person asks for
 * can delay polling, and so that who talks to people holds no secrets
 * and no database handle that writes.
 */
#include "api/reader.h"

#include <event2/event.h>
#include <event2/http.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/api.h"
#include "api/ctl.h"
#include "api/follow.h"
#include "api/listen.h"
#include "base/log.h"
#include "base/xalloc.h"
#include "conf.h"
#include "store/read.h"

#define READ_MS		500	/* deadline of one question to the store */

struct reader {
	struct api	 api;
	struct conf	*conf;
	const char	*conf_path;
	char		*socket;	/* as it was at the start */
};

static void
on_committed(int64_t last_hit, void *arg)
{
	struct reader *r = arg;

	follow_wake(r->api.follow);
}

/* Where the socket and the store are stays as it was at the start. */
static void
on_config(void *arg)
{
	struct reader *r = arg;
	struct conf *fresh;
	char *cause;

	if ((fresh = conf_load(r->conf_path, &cause)) == NULL) {
		log_error("%s", cause);
		free(cause);
		return;
	}
	conf_free(r->conf);
	r->conf = fresh;
	r->api.conf = fresh;
}

static void
on_gone(void *arg)
{
	struct reader *r = arg;

	event_base_loopbreak(r->api.base);
}

static const struct ctl_events events = { on_committed, on_config, on_gone };

/* A terminal's ^C and a stop of the unit reach all of us; the engine says
 * when to end, by closing the pipe. */
static void
ignore_signals(void)
{
	static const int ignored[] = { SIGHUP, SIGINT, SIGTERM, SIGPIPE };
	size_t i;

	for (i = 0; i < sizeof(ignored) / sizeof(ignored[0]); i++)
		signal(ignored[i], SIG_IGN);
}

static int
open_parts(struct reader *r, int fd, char **cause)
{
	struct api *api = &r->api;
	int sock;

	if ((r->conf = conf_load(r->conf_path, cause)) == NULL)
		return -1;
	api->conf = r->conf;
	api->db = read_open(r->conf->state_dir, READ_MS, cause);
	if (api->db == NULL)
		return -1;
	if ((sock = listen_unix(r->conf->socket, cause)) == -1)
		return -1;
	r->socket = xstrdup(r->conf->socket);
	api->base = event_base_new();
	api->http = evhttp_new(api->base);
	api->follow = follow_new(api->base, api->db);
	api->ctl = ctl_new(api->base, fd, &events, r);
	listen_start(api->base, api->http, sock);
	api_attach(api);
	return 0;
}

static void
close_parts(struct reader *r)
{
	evhttp_free(r->api.http);
	follow_free(r->api.follow);
	ctl_free(r->api.ctl);
	event_base_free(r->api.base);
	read_close(r->api.db);
	unlink(r->socket);
	free(r->socket);
	conf_free(r->conf);
}

int
reader_main(int fd, const char *conf_path, int64_t started)
{
	struct reader r;
	char *cause;

	memset(&r, 0, sizeof(r));
	r.conf_path = conf_path;
	clock_init(&r.api.clock);
	r.api.started = started;
	ignore_signals();
	if (open_parts(&r, fd, &cause) == -1) {
		log_error("%s", cause);
		free(cause);
		return EXIT_FAILURE;
	}
	event_base_dispatch(r.api.base);
	close_parts(&r);
	return EXIT_SUCCESS;
}
