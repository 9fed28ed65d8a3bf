/* SPDX-License-Identifier: ISC */
/*
 * Takes a request apart: is it one that we answer at all, which route is
 * it, what do its parameters say; then its handler runs.  Knows nothing
 * of what the handlers do.
 */
#include "api/api.h"

#include <event2/buffer.h>
#include <event2/http.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "api/errpage.h"
#include "api/reply.h"
#include "api/route.h"
#include "conf.h"

#define URI_MAX		16384	/* bytes of path and parameters: the longest
				 * query takes three times its bytes there */
#define HEADERS_MAX	65536	/* bytes; beyond, libevent hangs up */
#define BODY_MAX	65536	/* as above; we take none at all */
#define IDLE_SECONDS	60	/* of a connection that asks nothing */

/*
 * All but GET, HEAD and POST are taken only so that we say what is wrong.
 * CONNECT is left to libevent, which hangs up: its answers have no length,
 * and the asker would wait for their end.
 */
#define ALL_METHODS	(EVHTTP_REQ_GET | EVHTTP_REQ_POST | \
			EVHTTP_REQ_HEAD | EVHTTP_REQ_PUT | \
			EVHTTP_REQ_DELETE | EVHTTP_REQ_OPTIONS | \
			EVHTTP_REQ_TRACE | EVHTTP_REQ_PATCH)

/*
 * A page of the web must not be able to ask us, should somebody put a TCP
 * proxy before the socket.  Its requests name its own host, and those
 * reachable under a rebound name carry a dot; curl users write whatever
 * short word they like.
 */
static bool
host_is_known(const char *host)
{
	static const char *const known[] = { "127.0.0.1", "[::1]" };
	size_t i, n;

	if (host == NULL)
		return true;
	n = *host == '[' ? strcspn(host, "]") + 1 : strcspn(host, ":");
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (n == strlen(known[i]) && strncmp(host, known[i], n) == 0)
			return true;
	return n <= strlen(host) && memchr(host, '.', n) == NULL &&
	    *host != '[';
}

/* Refuses what no handler should see; true when it was answered. */
static bool
refused(struct evhttp_request *req)
{
	struct evkeyvalq *in = evhttp_request_get_input_headers(req);
	const char *uri = evhttp_request_get_uri(req);

	if (strlen(uri) > URI_MAX)
		reply_error(req, 414, "the URI is longer than %d bytes",
		    URI_MAX);
	else if (evhttp_find_header(in, "Origin") != NULL)
		reply_error(req, 403, "requests of web pages (Origin) are "
		    "refused");
	else if (!host_is_known(evhttp_request_get_host(req)) ||
	    !host_is_known(evhttp_find_header(in, "Host")))
		reply_error(req, 403, "unknown Host; say localhost");
	else if (evbuffer_get_length(evhttp_request_get_input_buffer(req)) > 0)
		reply_error(req, 413, "no body is expected; parameters go "
		    "into the URI");
	else
		return false;
	return true;
}

static void
refuse_method(struct evhttp_request *req, const char *path,
    const char *taken)
{
	evhttp_add_header(evhttp_request_get_output_headers(req), "Allow",
	    taken);
	reply_error(req, 405, "wrong method: %s takes %s", path, taken);
}

static const struct route *
find_route(struct evhttp_request *req, const char *path, int64_t *id)
{
	enum evhttp_cmd_type cmd = evhttp_request_get_command(req);
	enum route_method method = cmd == EVHTTP_REQ_POST ? ROUTE_POST :
	    ROUTE_GET;
	int status;
	const struct route *r = route_find(method, path, id, &status);

	if (r != NULL && (cmd == EVHTTP_REQ_GET || cmd == EVHTTP_REQ_HEAD ||
	    cmd == EVHTTP_REQ_POST))
		return r;
	if (r == NULL && status == 404)
		reply_error(req, 404, "no such path: %s", path);
	/* A path is for looking or for doing, never for both. */
	else if ((r != NULL) == (method == ROUTE_GET))
		refuse_method(req, path, "GET, HEAD");
	else
		refuse_method(req, path, "POST");
	return NULL;
}

static void
run_route(struct request *r, const struct route *route, const char *params,
    int64_t id)
{
	const char *cause;

	if (query_parse(&r->query, params, route->params,
	    clock_now(&r->api->clock), r->pool, &cause) == -1) {
		reply_error(r->http, 400, "%s", cause);
		return;
	}
	r->query.id = id;
	route->run(r);
}

static void
on_request(struct evhttp_request *req, void *arg)
{
	struct request r = { .api = arg, .http = req };
	const struct evhttp_uri *uri = evhttp_request_get_evhttp_uri(req);
	const struct route *route;
	const char *path;
	int64_t id;

	r.api->requests++;
	if (refused(req))
		return;
	path = uri != NULL ? evhttp_uri_get_path(uri) : NULL;
	if (path == NULL)
		path = "";
	if ((route = find_route(req, path, &id)) == NULL)
		return;
	r.pool = pool_new();
	run_route(&r, route, evhttp_uri_get_query(uri), id);
	pool_free(r.pool);
}

void
api_attach(struct api *api)
{
	evhttp_set_allowed_methods(api->http, ALL_METHODS);
	evhttp_set_max_headers_size(api->http, HEADERS_MAX);
	evhttp_set_max_body_size(api->http, BODY_MAX);
	evhttp_set_timeout(api->http, IDLE_SECONDS);
	evhttp_set_gencb(api->http, on_request, api);
	errpage_attach(api->http);
}

void
api_store_failed(struct request *r, char *cause)
{
	reply_error(r->http, 503, "the store did not answer: %s", cause);
	free(cause);
}

static bool
has_watch(const struct conf *conf, const char *name)
{
	size_t i;

	for (i = 0; i < conf->nwatches; i++)
		if (strcmp(conf->watches[i].name, name) == 0)
			return true;
	return false;
}

static bool
has_feed(const struct conf *conf, const char *name)
{
	size_t i;

	for (i = 0; i < conf->nfeeds; i++)
		if (strcmp(conf->feeds[i].name, name) == 0)
			return true;
	return false;
}

bool
api_refuse_unknown(const struct api *api, struct evhttp_request *req,
    const char *watch, const char *feed)
{
	if (watch != NULL && !has_watch(api->conf, watch))
		reply_error(req, 404, "there is no watch \"%s\"", watch);
	else if (feed != NULL && !has_feed(api->conf, feed))
		reply_error(req, 404, "there is no feed \"%s\"", feed);
	else
		return false;
	return true;
}
