/* SPDX-License-Identifier: ISC */
/* Addresses through curl_url(), and nothing but curl_url(). */
#include "net/url.h"

#include <netinet/in.h>
#include <arpa/inet.h>
#include <curl/curl.h>

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

/* Blanks and bytes above 127, as item links have them, get encoded. */
#define URL_FLAGS	((unsigned int)CURLU_URLENCODE)

static const struct {
	const char	*name;
	enum url_scheme	 scheme;
} schemes_known[] = {
	{ "http", URL_HTTP }, { "https", URL_HTTPS }, { "file", URL_FILE },
	{ "smtp", URL_SMTP }, { "smtps", URL_SMTPS }
};

/* A copy of ours of one part; NULL when the part is absent. */
static char *
part(CURLU *h, CURLUPart what, unsigned int flags)
{
	char *s, *copy;

	if (curl_url_get(h, what, &s, flags) != CURLUE_OK)
		return NULL;
	copy = xstrdup(s);
	curl_free(s);
	return copy;
}

static unsigned int
scheme_of(CURLU *h)
{
	char *name = part(h, CURLUPART_SCHEME, 0);
	unsigned int found = 0;
	size_t i;

	for (i = 0; i < sizeof(schemes_known) / sizeof(schemes_known[0]); i++)
		if (name != NULL && strcmp(name, schemes_known[i].name) == 0)
			found = schemes_known[i].scheme;
	free(name);
	return found;
}

static bool
is_name(const char *host)
{
	struct in_addr in;

	return host[0] != '[' && inet_pton(AF_INET, host, &in) != 1;
}

static void
lower(char *s)
{
	for (; *s != '\0'; s++)
		if (*s >= 'A' && *s <= 'Z')
			*s += 'a' - 'A';
}

static const char *
fill(struct url *u, CURLU *h, const char *text, unsigned int schemes)
{
	CURLUcode rc;

	if (strlen(text) > URL_MAX)
		return "the address is too long";
	if ((rc = curl_url_set(h, CURLUPART_URL, text, URL_FLAGS)) != CURLUE_OK)
		return curl_url_strerror(rc);
	u->scheme = scheme_of(h);
	if ((u->scheme & schemes) == 0)
		return "the scheme is not allowed here";
	curl_url_set(h, CURLUPART_FRAGMENT, NULL, 0);
	u->text = part(h, CURLUPART_URL, 0);
	u->host = part(h, CURLUPART_HOST, 0);
	if (u->scheme == URL_FILE) {
		u->path = part(h, CURLUPART_PATH, CURLU_URLDECODE);
		if (u->host == NULL)
			u->host = xstrdup("");
		if (u->path == NULL)
			return "the path cannot be decoded";
	}
	if (u->text == NULL || u->host == NULL)
		return "the address has no host";
	lower(u->host);
	u->named = is_name(u->host);
	return NULL;
}

int
url_parse(struct url *u, const char *text, unsigned int schemes,
    const char **why)
{
	struct url got = { 0 };
	CURLU *h = curl_url();

	*why = h == NULL ? "out of memory" : fill(&got, h, text, schemes);
	curl_url_cleanup(h);
	if (*why != NULL) {
		url_clear(&got);
		return -1;
	}
	*u = got;
	return 0;
}

char *
url_resolve(const struct url *base, const char *ref)
{
	CURLU *h = curl_url();
	char *out = NULL;

	if (h != NULL && strlen(ref) <= URL_MAX &&
	    curl_url_set(h, CURLUPART_URL, base->text, 0) == CURLUE_OK &&
	    curl_url_set(h, CURLUPART_URL, ref, URL_FLAGS) == CURLUE_OK)
		out = part(h, CURLUPART_URL, 0);
	curl_url_cleanup(h);
	return out;
}

void
url_clear(struct url *u)
{
	free(u->text);
	free(u->host);
	free(u->path);
	memset(u, 0, sizeof(*u));
}
