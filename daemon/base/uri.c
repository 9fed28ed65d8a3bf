/* SPDX-License-Identifier: ISC */
/*
 * Addresses as text: clean what people write, split, put together again.
 * Everything is built in a fixed buffer of URI_MAX bytes and copied out
 * once.  Opens nothing and asks no resolver.
 */
#include "base/uri.h"

#include <string.h>
#include <strings.h>

#include "base/uri_priv.h"

/* Schemes whose addresses always name a host, with their usual port. */
static const struct uri_special specials[] = {
	{ "http", "80" },
	{ "https", "443" },
	{ "ftp", "21" },
	{ NULL, NULL }
};

static const char *const safe_schemes[] = {
	"http", "https", "ftp", "mailto", "tel", "xmpp", "magnet", "geo",
	"news", "nntp", "irc", "sip", "tg", NULL
};

/* What a byte needs in an address: nothing at all, in a host either;
 * nothing in a path; or a second look. */
enum { BYTE_MENDED, BYTE_PATH, BYTE_HOST };

#define H	BYTE_HOST
#define P	BYTE_PATH
static const unsigned char byte_class[256] = {
	['!'] = P, ['#'] = P, ['$'] = P, ['%'] = P, ['&'] = P, ['\''] = P,
	['('] = P, [')'] = P, ['*'] = P, ['+'] = P, [','] = P, ['/'] = P,
	[':'] = P, [';'] = P, ['='] = P, ['?'] = P, ['@'] = P, ['['] = P,
	[']'] = P, ['_'] = P, ['~'] = P, ['-'] = H, ['.'] = H,
	['0'] = H, ['1'] = H, ['2'] = H, ['3'] = H, ['4'] = H,
	['5'] = H, ['6'] = H, ['7'] = H, ['8'] = H, ['9'] = H,
	['A'] = H, ['B'] = H, ['C'] = H, ['D'] = H, ['E'] = H, ['F'] = H,
	['G'] = H, ['H'] = H, ['I'] = H, ['J'] = H, ['K'] = H, ['L'] = H,
	['M'] = H, ['N'] = H, ['O'] = H, ['P'] = H, ['Q'] = H, ['R'] = H,
	['S'] = H, ['T'] = H, ['U'] = H, ['V'] = H, ['W'] = H, ['X'] = H,
	['Y'] = H, ['Z'] = H,
	['a'] = H, ['b'] = H, ['c'] = H, ['d'] = H, ['e'] = H, ['f'] = H,
	['g'] = H, ['h'] = H, ['i'] = H, ['j'] = H, ['k'] = H, ['l'] = H,
	['m'] = H, ['n'] = H, ['o'] = H, ['p'] = H, ['q'] = H, ['r'] = H,
	['s'] = H, ['t'] = H, ['u'] = H, ['v'] = H, ['w'] = H, ['x'] = H,
	['y'] = H, ['z'] = H
};
#undef H
#undef P

void
uri_out_add(struct uri_out *o, const char *s, size_t n)
{
	if (n > URI_MAX - o->n) {
		o->full = true;
		return;
	}
	memcpy(o->s + o->n, s, n);
	o->n += n;
	o->s[o->n] = '\0';
}

void
uri_out_c(struct uri_out *o, char c)
{
	uri_out_add(o, &c, 1);
}

void
uri_out_lower(struct uri_out *o, const char *s, size_t n)
{
	for (; n > 0; n--, s++)
		uri_out_c(o, *s >= 'A' && *s <= 'Z' ? (char)(*s + 32) : *s);
}

void
uri_out_hex(struct uri_out *o, unsigned char b)
{
	static const char digits[] = "0123456789ABCDEF";
	char tmp[3] = { '%', digits[b >> 4], digits[b & 15] };

	uri_out_add(o, tmp, sizeof(tmp));
}

void
uri_out_init(struct uri_out *o)
{
	o->n = 0;
	o->full = false;
	o->s[0] = '\0';
}

char *
uri_out_take(const struct uri_out *o, struct pool *pool)
{
	return o->full ? NULL : pool_strndup(pool, o->s, o->n);
}

bool
uri_is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool
uri_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Length of the scheme that uri starts with, 0 when it has none. */
static size_t
scheme_len(const char *uri)
{
	size_t n = 0;

	if (!uri_is_alpha(uri[0]))
		return 0;
	while (uri_is_alpha(uri[n]) || uri_is_digit(uri[n]) || uri[n] == '+' ||
	    uri[n] == '-' || uri[n] == '.')
		n++;
	return uri[n] == ':' ? n : 0;
}

const struct uri_special *
uri_special_find(const char *s, size_t n)
{
	const struct uri_special *sp;

	for (sp = specials; sp->name != NULL; sp++)
		if (strlen(sp->name) == n && strncasecmp(sp->name, s, n) == 0)
			return sp;
	return NULL;
}

static struct uri_span
span(const char *s, size_t n)
{
	return (struct uri_span){ s, n };
}

void
uri_split(const char *uri, struct uri_parts *u)
{
	size_t n = scheme_len(uri);

	memset(u, 0, sizeof(*u));
	if (n > 0) {
		u->scheme = span(uri, n);
		uri += n + 1;
	}
	if (strncmp(uri, "//", 2) == 0) {
		u->authority = span(uri + 2, strcspn(uri + 2, "/?#"));
		uri = u->authority.s + u->authority.n;
	}
	u->path = span(uri, strcspn(uri, "?#"));
	uri += u->path.n;
	if (*uri == '?') {
		u->query = span(uri + 1, strcspn(uri + 1, "#"));
		uri = u->query.s + u->query.n;
	}
	if (*uri == '#')
		u->fragment = span(uri + 1, strlen(uri + 1));
}

/* One byte of an address as people write it. */
static void
clean_byte(struct uri_out *o, char c, bool slashes)
{
	if (c == '\t' || c == '\n' || c == '\r')
		return;
	if (c == '\\' && slashes)
		uri_out_c(o, '/');
	else if ((unsigned char)c <= ' ' || c == 0x7f ||
	    strchr("\"<>\\^`{|}", c) != NULL)
		uri_out_hex(o, (unsigned char)c);
	else
		uri_out_c(o, c);
}

/*
 * Browsers read any run of slashes and backslashes after "http:" as the
 * two that should stand there; so do we, or the link is lost.
 */
void
uri_clean(struct uri_out *o, const char *s)
{
	size_t len, n = scheme_len(s += strspn(s, " \t\r\n\f\v"));
	bool slashes = n == 0 || uri_special_find(s, n) != NULL;

	uri_out_init(o);
	len = strlen(s);
	while (len > 0 && (unsigned char)s[len - 1] <= ' ')
		len--;
	if (n > 0 && slashes) {
		uri_out_add(o, s, n);
		uri_out_add(o, "://", 3);
		n += 1 + strspn(s + n + 1, "/\\");
		len = len > n ? len - n : 0;
		s += n;
	}
	for (; len > 0 && !o->full; len--, s++) {
		slashes = slashes && *s != '?' && *s != '#';
		clean_byte(o, *s, slashes);
	}
}

/* RFC 3986, 5.2.4, segment by segment. */
void
uri_out_path(struct uri_out *o, const char *p, size_t n)
{
	const char *end = p + n, *seg, *stop;
	size_t root = o->n;

	for (; p < end; p = stop) {
		seg = *p == '/' ? p + 1 : p;
		stop = memchr(seg, '/', (size_t)(end - seg));
		if (stop == NULL)
			stop = end;
		if (stop - seg == 2 && seg[0] == '.' && seg[1] == '.') {
			while (o->n > root && o->s[--o->n] != '/')
				continue;
		} else if (stop - seg != 1 || seg[0] != '.') {
			uri_out_add(o, p, (size_t)(stop - p));
			continue;
		}
		if (stop == end)
			uri_out_c(o, '/');
	}
	o->s[o->n] = '\0';
}

/* The directory of the base's path, with the reference's path behind. */
static void
merge_paths(struct uri_out *o, const struct uri_parts *b, struct uri_span path)
{
	size_t n = b->path.n;
	struct uri_out tmp;

	while (n > 0 && b->path.s[n - 1] != '/')
		n--;
	uri_out_init(&tmp);
	if (n == 0 && b->authority.s != NULL)
		uri_out_c(&tmp, '/');
	uri_out_add(&tmp, b->path.s, n);
	uri_out_add(&tmp, path.s, path.n);
	o->full = o->full || tmp.full;
	uri_out_path(o, tmp.s, tmp.n);
}

void
uri_out_tail(struct uri_out *o, struct uri_span query, struct uri_span fragment)
{
	if (query.s != NULL) {
		uri_out_c(o, '?');
		uri_out_add(o, query.s, query.n);
	}
	if (fragment.s != NULL) {
		uri_out_c(o, '#');
		uri_out_add(o, fragment.s, fragment.n);
	}
}

static void
out_head(struct uri_out *o, struct uri_span scheme, struct uri_span authority)
{
	uri_out_add(o, scheme.s, scheme.n);
	uri_out_c(o, ':');
	if (authority.s != NULL) {
		uri_out_add(o, "//", 2);
		uri_out_add(o, authority.s, authority.n);
	}
}

/* RFC 3986, 5.2.2, for a reference without a scheme. */
static void
out_relative(struct uri_out *o, const struct uri_parts *b,
    const struct uri_parts *r)
{
	struct uri_span query = r->query;

	out_head(o, b->scheme,
	    r->authority.s != NULL ? r->authority : b->authority);
	if (r->authority.s != NULL || r->path.s[0] == '/')
		uri_out_path(o, r->path.s, r->path.n);
	else if (r->path.n > 0)
		merge_paths(o, b, r->path);
	else {
		uri_out_path(o, b->path.s, b->path.n);
		if (query.s == NULL)
			query = b->query;
	}
	uri_out_tail(o, query, r->fragment);
}

bool
uri_is_hierarchical(const struct uri_parts *u)
{
	return u->scheme.s != NULL &&
	    (u->authority.s != NULL || u->path.s[0] == '/');
}

/* A web address must name a host, and a host has no blanks or quotes. */
static bool
host_is_plausible(const struct uri_parts *u)
{
	struct uri_span a = u->authority;
	const char *at;

	if (uri_special_find(u->scheme.s, u->scheme.n) == NULL)
		return true;
	if (a.s == NULL || a.n == 0)
		return false;
	if ((at = memchr(a.s, '@', a.n)) != NULL) {
		a.n -= (size_t)(at + 1 - a.s);
		a.s = at + 1;
	}
	return a.n > 0 && a.s[0] != ':' && memchr(a.s, '%', a.n) == NULL;
}

/* Splits a cleaned absolute address; false when it is none. */
bool
uri_split_absolute(const struct uri_out *o, struct uri_parts *u)
{
	if (o->full)
		return false;
	uri_split(o->s, u);
	return u->scheme.s != NULL && host_is_plausible(u);
}

/* Bytes of "http://" or "https://", in small letters; else 0. */
static size_t
web_prefix(const char *s)
{
	if (strncmp(s, "http", 4) != 0)
		return 0;
	s += 4;
	if (strncmp(s, "://", 3) == 0)
		return 7;
	return strncmp(s, "s://", 4) == 0 ? 8 : 0;
}

/*
 * Nearly all links are absolute, with nothing to mend in them: a host of
 * letters, then a path without a segment that starts with a dot.
 */
static bool
is_plain_web(const char *s)
{
	size_t n = web_prefix(s), host = n;

	if (n == 0)
		return false;
	while (byte_class[(unsigned char)s[n]] == BYTE_HOST)
		n++;
	if (n == host || s[n] != '/')
		return false;
	for (; byte_class[(unsigned char)s[n]] != BYTE_MENDED; n++)
		if (s[n] == '/' && s[n + 1] == '.')
			return false;
	return s[n] == '\0' && n <= URI_MAX;
}

char *
uri_resolve(struct pool *pool, const char *base, const char *ref)
{
	struct uri_parts b, r;
	struct uri_out base_clean, ref_clean, o;

	if (is_plain_web(ref))
		return pool_strdup(pool, ref);
	uri_clean(&ref_clean, ref);
	uri_out_init(&o);
	if (scheme_len(ref_clean.s) > 0) {
		if (!uri_split_absolute(&ref_clean, &r))
			return NULL;
		out_head(&o, r.scheme, r.authority);
		if (uri_is_hierarchical(&r))
			uri_out_path(&o, r.path.s, r.path.n);
		else
			uri_out_add(&o, r.path.s, r.path.n);
		uri_out_tail(&o, r.query, r.fragment);
		return uri_out_take(&o, pool);
	}
	if (base == NULL || ref_clean.full)
		return NULL;
	uri_clean(&base_clean, base);
	if (!uri_split_absolute(&base_clean, &b) || !uri_is_hierarchical(&b))
		return NULL;
	uri_split(ref_clean.s, &r);
	out_relative(&o, &b, &r);
	return uri_split_absolute(&o, &r) ? uri_out_take(&o, pool) : NULL;
}

bool
uri_has_scheme(const char *uri, const char *scheme)
{
	size_t n = scheme_len(uri);

	return n > 0 && n == strlen(scheme) && strncasecmp(uri, scheme, n) == 0;
}

bool
uri_is_safe(const char *uri)
{
	size_t i;

	if (web_prefix(uri) > 0)
		return true;
	for (i = 0; safe_schemes[i] != NULL; i++)
		if (uri_has_scheme(uri, safe_schemes[i]))
			return true;
	return false;
}

bool
uri_is_web(const char *uri)
{
	return uri_has_scheme(uri, "http") || uri_has_scheme(uri, "https");
}
