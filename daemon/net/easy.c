/* SPDX-License-Identifier: ISC */
/*
 * One request, said to libcurl: options in, answer out.  The callbacks
 * here run inside libcurl, so they only take notes; what follows from
 * them is decided in http.c after libcurl has returned.
 */
#include <sys/socket.h>
#include <arpa/inet.h>
#include <netinet/in.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "net/gunzip.h"
#include "net/request.h"
#include "net/take.h"
#include "base/spill.h"
#include "base/xalloc.h"

#define CONNECT_MS	15000L	/* look-up, TCP and TLS of one connection */
#define LIFETIME_S	600L	/* of a connection: DNS may have moved on */
#define SLOW_FROM_MS	60000	/* total time from which slowness is watched */
#define SLOW_BYTES	16L	/* a second, */
#define SLOW_S		30L	/* for so long: given up */
#define RECEIVE_BYTES	4096L	/* of a handle's buffer; memory in flight */

/* The same for every transfer. */
static const struct {
	CURLoption	 option;
	long		 value;
} common[] = {
	{ CURLOPT_NOSIGNAL, 1 },
	{ CURLOPT_NOPROGRESS, 1 },
	{ CURLOPT_QUICK_EXIT, 1 },	/* never join a hanging look-up */
	{ CURLOPT_DNS_CACHE_TIMEOUT, 0 },
	{ CURLOPT_BUFFERSIZE, RECEIVE_BYTES },
	{ CURLOPT_MAXLIFETIME_CONN, LIFETIME_S },
	{ CURLOPT_NETRC, CURL_NETRC_IGNORED },
	{ CURLOPT_AUTOREFERER, 0 },
	{ CURLOPT_FOLLOWLOCATION, 0 },	/* http.c follows, host by host */
	{ CURLOPT_HTTP09_ALLOWED, 0 },
	/* Over HTTP/2 libcurl (7.88) with a small buffer stalls in mid-body,
	 * and 5 to 11 % of transfers fail at each GOAWAY; a poll an hour
	 * gains nothing by it. */
	{ CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1 },
	{ CURLOPT_SUPPRESS_CONNECT_HEADERS, 1 },
	{ CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2 }
};

/* Those not listed are HTTP_OTHER. */
static const struct {
	CURLcode	 code;
	enum http_error	 error;
} errors[] = {
	{ CURLE_OK, HTTP_OK },
	{ CURLE_UNSUPPORTED_PROTOCOL, HTTP_BAD_URL },
	{ CURLE_URL_MALFORMAT, HTTP_BAD_URL },
	{ CURLE_COULDNT_RESOLVE_PROXY, HTTP_RESOLVE },
	{ CURLE_COULDNT_RESOLVE_HOST, HTTP_RESOLVE },
	{ CURLE_COULDNT_CONNECT, HTTP_CONNECT },
	{ CURLE_SEND_ERROR, HTTP_CONNECT },
	{ CURLE_RECV_ERROR, HTTP_CONNECT },
	{ CURLE_GOT_NOTHING, HTTP_CONNECT },
	{ CURLE_OPERATION_TIMEDOUT, HTTP_TIMEOUT },
	{ CURLE_PARTIAL_FILE, HTTP_CUT },
	{ CURLE_SSL_CONNECT_ERROR, HTTP_TLS },
	{ CURLE_PEER_FAILED_VERIFICATION, HTTP_TLS },
	{ CURLE_SSL_CERTPROBLEM, HTTP_TLS },
	{ CURLE_SSL_CIPHER, HTTP_TLS },
	{ CURLE_SSL_CACERT_BADFILE, HTTP_TLS },
	{ CURLE_SSL_ISSUER_ERROR, HTTP_TLS },
	{ CURLE_USE_SSL_FAILED, HTTP_TLS },
	{ CURLE_BAD_CONTENT_ENCODING, HTTP_ENCODING }
};

#define NELEM(a)	(sizeof(a) / sizeof((a)[0]))

void
req_fail(struct http_req *req, enum http_error error, const char *detail)
{
	if (req->error != HTTP_OK)
		return;
	req->error = error;
	free(req->detail);
	req->detail = xstrdup(detail);
}

void
req_forget_answer(struct http_req *req)
{
	head_clear(&req->head);
	req->head.bytes = 0;
	buf_clear(&req->in);
	spill_free(req->spill);
	req->spill = NULL;
	free(req->detail);
	req->detail = NULL;
	req->error = HTTP_OK;
	req->refused = false;
}

/* --- callbacks from within libcurl ---- */

static void
looked_up(struct http_req *req)
{
	if (req->looking_up)
		req->env->looked_up(req);
}

static void
refuse_address(struct http_req *req, const struct curl_sockaddr *a)
{
	char text[INET6_ADDRSTRLEN] = "?", detail[160];
	const void *p = &a->addr;

	if (a->family == AF_INET) {
		const struct sockaddr_in *in = p;

		inet_ntop(AF_INET, &in->sin_addr, text, sizeof(text));
	} else if (a->family == AF_INET6) {
		const struct sockaddr_in6 *in6 = p;

		inet_ntop(AF_INET6, &in6->sin6_addr, text, sizeof(text));
	}
	snprintf(detail, sizeof(detail), "address %s is not public "
	    "(allow-private would let it through)", text);
	free(req->detail);
	req->detail = xstrdup(detail);
	req->refused = true;
}

/*
 * Where an item or a redirect may lead, the guard is asked.  It is not
 * for a mail server, nor for a webhook whose address the config spells
 * out: neither can be led elsewhere, and opening the guard for them would
 * open it for every item.  With a proxy, the address is the proxy's.
 */
static bool
is_guarded(const struct http_req *req)
{
	if (req->env->proxy != NULL || req->kind == REQ_MAIL)
		return false;
	return req->kind != REQ_POST ||
	    (req->url.named && strcmp(req->url.host, "localhost") != 0);
}

/* Sees every address that is connected to, after all look-ups. */
static curl_socket_t
on_open(void *arg, curlsocktype purpose, struct curl_sockaddr *a)
{
	struct http_req *req = arg;

	looked_up(req);
	if (is_guarded(req) && !guard_permits(req->env->guard, &a->addr)) {
		refuse_address(req, a);
		return CURL_SOCKET_BAD;
	}
	return socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
}

/* Also fires on a connection that is used again, without a look-up. */
static int
on_connected(void *arg, char *ip, char *local_ip, int port, int local_port)
{
	looked_up(arg);
	return CURL_PREREQFUNC_OK;
}

static size_t
on_head(char *line, size_t size, size_t n, void *arg)
{
	struct http_req *req = arg;
	const char *why;

	if (head_line(&req->head, line, size * n, &why) == 0)
		return size * n;
	if (req->head.bytes > HEAD_MAX) {
		req_fail(req, HTTP_TOO_LARGE, why);
		return 0;
	}
	/* The answer to a post is not decoded, so its codings harm nobody. */
	if (req->kind == REQ_POST)
		return size * n;
	req_fail(req, HTTP_ENCODING, why);
	return 0;
}

/* Counts what libcurl has decoded: the only count a bomb cannot fool. */
static size_t
on_body(char *data, size_t size, size_t n, void *arg)
{
	struct http_req *req = arg;

	if (req->kind == REQ_GET && head_is_redirect(&req->head))
		return size * n;
	return req_take_in(req, data, size * n) == 0 ? size * n : 0;
}

/* The server's last words say why a mail was refused. */
static size_t
on_mail_reply(char *line, size_t size, size_t n, void *arg)
{
	struct http_req *req = arg;
	size_t len = size * n;

	while (len > 0 && (line[len - 1] == '\r' || line[len - 1] == '\n'))
		len--;
	free(req->detail);
	req->detail = xstrndup(line, len < 400 ? len : 400);
	return size * n;
}

/* --- options ---- */

static void
setup_times(struct http_req *req)
{
	long ms = req->left_ms > 0 ? (long)req->left_ms : 1L;

	curl_easy_setopt(req->easy, CURLOPT_TIMEOUT_MS, ms);
	curl_easy_setopt(req->easy, CURLOPT_CONNECTTIMEOUT_MS,
	    ms < CONNECT_MS ? ms : CONNECT_MS);
	/* Watching wakes each handle once a second, so only where the
	 * total time alone would let a trickle go on for long. */
	if (ms < SLOW_FROM_MS)
		return;
	curl_easy_setopt(req->easy, CURLOPT_LOW_SPEED_LIMIT, SLOW_BYTES);
	curl_easy_setopt(req->easy, CURLOPT_LOW_SPEED_TIME, SLOW_S);
}

static void
setup_web(struct http_req *req)
{
	CURL *e = req->easy;

	curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(e, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(e, CURLOPT_USERAGENT, req->env->user_agent);
	curl_easy_setopt(e, CURLOPT_HTTPHEADER, req->headers);
	curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, on_head);
	if (req->raw)
		curl_easy_setopt(e, CURLOPT_HTTP_CONTENT_DECODING, 0L);
	else if (req->kind == REQ_GET)
		curl_easy_setopt(e, CURLOPT_ACCEPT_ENCODING, "gzip");
	if (req->kind == REQ_GET)
		return;
	curl_easy_setopt(e, CURLOPT_POSTFIELDS, req->body);
	curl_easy_setopt(e, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)req->len);
	if (req->method != NULL)
		curl_easy_setopt(e, CURLOPT_CUSTOMREQUEST, req->method);
}

/*
 * Who stands between could take STARTTLS out of the greeting, so without
 * encryption a password goes no farther than this machine.
 */
static bool
needs_tls(const struct http_req *req)
{
	const char *host = req->url.host;

	if (req->require_tls || req->user == NULL)
		return req->require_tls;
	return strcmp(host, "localhost") != 0 && strcmp(host, "[::1]") != 0 &&
	    (req->url.named || strncmp(host, "127.", 4) != 0);
}

static void
setup_mail(struct http_req *req)
{
	CURL *e = req->easy;

	curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	/* It greets, encrypts and logs in; the rest is smtp.c's. */
	curl_easy_setopt(e, CURLOPT_CONNECT_ONLY, 1L);
	curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, on_mail_reply);
	curl_easy_setopt(e, CURLOPT_USE_SSL, needs_tls(req) ?
	    (long)CURLUSESSL_ALL : (long)CURLUSESSL_TRY);
	if (req->user == NULL)
		return;
	curl_easy_setopt(e, CURLOPT_USERNAME, req->user);
	curl_easy_setopt(e, CURLOPT_PASSWORD, req->password);
}

void
easy_setup(struct http_req *req)
{
	const char *proxy = req->env->proxy;
	CURL *e = req->easy;
	size_t i;

	for (i = 0; i < NELEM(common); i++)
		curl_easy_setopt(e, common[i].option, common[i].value);
	curl_easy_setopt(e, CURLOPT_PRIVATE, req);
	curl_easy_setopt(e, CURLOPT_URL, req->url.text);
	/* "" and not NULL, which would ask the environment. */
	curl_easy_setopt(e, CURLOPT_PROXY,
	    proxy != NULL && req->kind != REQ_MAIL ? proxy : "");
	curl_easy_setopt(e, CURLOPT_ERRORBUFFER, req->words);
	curl_easy_setopt(e, CURLOPT_OPENSOCKETFUNCTION, on_open);
	curl_easy_setopt(e, CURLOPT_OPENSOCKETDATA, req);
	curl_easy_setopt(e, CURLOPT_PREREQFUNCTION, on_connected);
	curl_easy_setopt(e, CURLOPT_PREREQDATA, req);
	curl_easy_setopt(e, CURLOPT_HEADERDATA, req);
	curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(e, CURLOPT_WRITEDATA, req);
	curl_easy_setopt(e, CURLOPT_FRESH_CONNECT, (long)req->fresh);
	/* The next poll of a host is minutes away; who waits for it now, or
	 * posts in a row, finds the connection open. */
	curl_easy_setopt(e, CURLOPT_FORBID_REUSE, req->kind == REQ_GET &&
	    !slots_wanted(&req->wait) ? 1L : 0L);
	setup_times(req);
	if (req->kind == REQ_MAIL)
		setup_mail(req);
	else
		setup_web(req);
}

/* --- outcome ---- */

bool
easy_is_stale(const struct http_req *req, CURLcode code)
{
	if (req->fresh || req->kind == REQ_MAIL || req->head.status != 0)
		return false;
	/* The other end closed it just when we wrote. */
	return code == CURLE_SEND_ERROR;
}

static enum http_error
error_of(CURLcode code)
{
	size_t i;

	for (i = 0; i < NELEM(errors); i++)
		if (errors[i].code == code)
			return errors[i].error;
	return HTTP_OTHER;
}

/* Of a mail that did not come to a dialogue. */
static void
mail_outcome(struct http_req *req, CURLcode code)
{
	long reply = 0;

	curl_easy_getinfo(req->easy, CURLINFO_RESPONSE_CODE, &reply);
	if (reply >= 400) {
		/* The server's answer, in its own words. */
		req->head.status = (int)reply;
		return;
	}
	free(req->detail);
	req->detail = NULL;
	req_fail(req, error_of(code), req->words[0] != '\0' ? req->words :
	    curl_easy_strerror(code));
}

/* A feed that is a gzip file, and served as such. */
static void
unpack(struct http_req *req)
{
	const char *why;

	if (req->kind != REQ_GET || req->error != HTTP_OK ||
	    !gunzip_is_gzip(&req->in))
		return;
	if ((why = gunzip_body(&req->in)) != NULL)
		req_fail(req, HTTP_ENCODING, why);
}

void
easy_outcome(struct http_req *req, CURLcode code)
{
	if (req->kind == REQ_MAIL) {
		mail_outcome(req, code);
		return;
	}
	if (req->refused && code == CURLE_COULDNT_CONNECT) {
		req->error = HTTP_ADDRESS;
		return;
	}
	/* A post is done once its status is known, whatever follows it. */
	if (req->kind == REQ_POST && req->head.whole) {
		req->error = HTTP_OK;
		return;
	}
	if (code != CURLE_OK)
		req_fail(req, error_of(code), req->words[0] != '\0' ?
		    req->words : curl_easy_strerror(code));
	else
		unpack(req);
}
