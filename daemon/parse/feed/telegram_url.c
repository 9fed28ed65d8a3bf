/* SPDX-License-Identifier: ISC */
/* Addresses of Telegram's channels and posts, in all their spellings. */
#include "parse/feed/telegram_url.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/uri.h"

#define NAME_MIN	2	/* bytes; of one are paths: "/s", "/c" */
#define SUFFIX_LEN	5	/* bytes of ".t.me" */
#define ID_DIGITS	15

static const char *const hosts[] = { "t.me", "telegram.me", "telegram.dog" };

/* Pages of t.me that have names as channels do. */
static const char *const reserved[] = {
	"joinchat", "addstickers", "addemoji", "addtheme", "addlist", "share",
	"proxy", "socks", "login", "iv", "setlanguage", "bg", "contact",
	"invoice", "boost", "giftcode"
};

static bool
is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_';
}

static bool
is_reserved(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < sizeof(reserved) / sizeof(reserved[0]); i++)
		if (strlen(reserved[i]) == n &&
		    strncasecmp(reserved[i], s, n) == 0)
			return true;
	return false;
}

static size_t
name_len(const char *s)
{
	size_t n = 0;

	while (is_name_char(s[n]))
		n++;
	return n >= NAME_MIN && n <= TELEGRAM_NAME_MAX && !is_reserved(s, n) ?
	    n : 0;
}

/* A number with nothing but a query behind it; 0 when it is none. */
static int64_t
read_id(const char *s)
{
	size_t digits = strspn(s, "0123456789");

	if (digits == 0 || digits > ID_DIGITS)
		return 0;
	if (strcmp(s + digits, "/") != 0 && strchr("?#", s[digits]) == NULL)
		return 0;
	return strtoll(s, NULL, 10);
}

bool
telegram_read_name(const char *s, struct telegram_name *out)
{
	size_t n = name_len(s);
	int64_t id;

	if (n == 0 || s[n] != '/' || (id = read_id(s + n + 1)) == 0)
		return false;
	*out = (struct telegram_name){ s, n, id };
	return true;
}

/* tg://resolve?domain=CHAN&post=ID */
static bool
read_resolve(const char *query, struct telegram_name *out)
{
	const char *domain = strstr(query, "domain=");
	const char *post = strstr(query, "post=");
	size_t n;

	if (domain == NULL || (n = name_len(domain += strlen("domain="))) == 0)
		return false;
	*out = (struct telegram_name){ domain, n, 0 };
	if (post != NULL)
		out->id = strtoll(post + strlen("post="), NULL, 10);
	return out->id >= 0;
}

static struct uri_span
without_www(struct uri_span a)
{
	if (a.n > 4 && strncasecmp(a.s, "www.", 4) == 0)
		return (struct uri_span){ a.s + 4, a.n - 4 };
	return a;
}

static bool
is_host(struct uri_span a, const char *host)
{
	return a.n == strlen(host) && strncasecmp(a.s, host, a.n) == 0;
}

/* CHAN.t.me/ID, the newer form. */
static bool
read_subdomain(const struct uri_parts *u, struct telegram_name *out)
{
	const char *host = u->authority.s;
	size_t n = u->authority.n;
	int64_t id = 0;

	if (n <= SUFFIX_LEN || strncasecmp(host + n - SUFFIX_LEN, ".t.me",
	    SUFFIX_LEN) != 0 || strncasecmp(host, "www.", 4) == 0 ||
	    name_len(host) != (n -= SUFFIX_LEN))
		return false;
	if (u->path.n > 1 && (id = read_id(u->path.s + 1)) == 0)
		return false;
	*out = (struct telegram_name){ host, n, id };
	return true;
}

static bool
read_path(const char *path, struct telegram_name *out)
{
	size_t n;

	if (*path == '/')
		path++;
	if (strncmp(path, "s/", 2) == 0)
		path += 2;
	if (telegram_read_name(path, out))
		return true;
	n = name_len(path);
	if (n == 0 || (strchr("?#", path[n]) == NULL &&
	    strcmp(path + n, "/") != 0))
		return false;
	*out = (struct telegram_name){ path, n, 0 };
	return true;
}

bool
telegram_read_url(const char *url, struct telegram_name *out)
{
	struct uri_parts u;
	struct uri_span host;
	size_t i;

	url += strspn(url, " \t\r\n");
	uri_split(url, &u);
	if (uri_has_scheme(url, "tg"))
		return u.query.s != NULL && read_resolve(u.query.s, out);
	if (!uri_is_web(url) || u.authority.s == NULL)
		return false;
	host = without_www(u.authority);
	for (i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++)
		if (is_host(host, hosts[i]))
			return read_path(u.path.s, out);
	return read_subdomain(&u, out);
}
