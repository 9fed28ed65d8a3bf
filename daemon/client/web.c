/* SPDX-License-Identifier: ISC */
/*
 * One GET, as the daemon would do it but for the address guard: who
 * names an address on a command line may go there.  Comes before the
 * sandbox, which what was fetched is read behind.
 */
#include "config.h"

#include "client/web.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "client/curl_late.h"

#define REDIRECTS_MAX	5L
#define SECONDS_MAX	60L

static const struct {
	CURLoption	 option;
	long		 value;
} numbers[] = {
	{ CURLOPT_NOSIGNAL, 1 },
	{ CURLOPT_FOLLOWLOCATION, 1 },
	{ CURLOPT_MAXREDIRS, REDIRECTS_MAX },
	{ CURLOPT_TIMEOUT, SECONDS_MAX },
	{ CURLOPT_NETRC, CURL_NETRC_IGNORED }
};

static const struct {
	CURLoption	 option;
	const char	*value;
} strings[] = {
	{ CURLOPT_PROTOCOLS_STR, "http,https" },
	{ CURLOPT_REDIR_PROTOCOLS_STR, "http,https" },
	{ CURLOPT_ACCEPT_ENCODING, "gzip" },
	{ CURLOPT_USERAGENT, "newswatch/" PACKAGE_VERSION },
	{ CURLOPT_PROXY, "" }
};

/* Returning short makes curl give up. */
static size_t
on_body(char *data, size_t size, size_t n, void *arg)
{
	return buf_add(arg, data, size * n) == 0 ? size * n : 0;
}

static int
say(const char *url, const char *what)
{
	fprintf(stderr, "newswatch: %s: %s\n", url, what);
	return -1;
}

static int
take(const struct curl_late *curl, CURL *c, const char *url,
    struct web_page *p)
{
	char status[32];
	const char *s = NULL;
	long code = 0;
	CURLcode rc = curl->perform(c);

	if (rc == CURLE_WRITE_ERROR)
		return say(url, "too large");
	if (rc != CURLE_OK)
		return say(url, curl->strerror(rc));
	curl->getinfo(c, CURLINFO_RESPONSE_CODE, &code);
	if (code != 200) {
		snprintf(status, sizeof(status), "answered %ld", code);
		return say(url, status);
	}
	if (curl->getinfo(c, CURLINFO_EFFECTIVE_URL, &s) == CURLE_OK &&
	    s != NULL)
		p->url = xstrdup(s);
	s = NULL;
	if (curl->getinfo(c, CURLINFO_CONTENT_TYPE, &s) == CURLE_OK &&
	    s != NULL)
		p->type = xstrdup(s);
	return 0;
}

int
web_get(const char *url, struct web_page *p)
{
	struct curl_late curl;
	CURL *c;
	size_t i;
	int rc;

	memset(p, 0, sizeof(*p));
	buf_init(&p->body, WEB_BODY_MAX);
	if (curl_late_load(&curl) == -1)
		return -1;
	if ((c = curl.init()) == NULL)
		return say(url, "libcurl does not start");
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		curl.setopt(c, numbers[i].option, numbers[i].value);
	for (i = 0; i < sizeof(strings) / sizeof(strings[0]); i++)
		curl.setopt(c, strings[i].option, strings[i].value);
	curl.setopt(c, CURLOPT_URL, url);
	curl.setopt(c, CURLOPT_WRITEFUNCTION, on_body);
	curl.setopt(c, CURLOPT_WRITEDATA, &p->body);
	rc = take(&curl, c, url, p);
	curl.cleanup(c);
	return rc;
}

void
web_clear(struct web_page *p)
{
	buf_clear(&p->body);
	free(p->url);
	free(p->type);
	memset(p, 0, sizeof(*p));
}
