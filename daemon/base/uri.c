/* SPDX-License-Identifier: ISC */
/*
 * Addresses as text: clean what people write, split, put together again.
 * Everything is built in a fixed buffer of URI_MAX bytes and copied out
 * once.  Opens nothing and asks no resolver.
 */
#include "base/uri.h"

#include <string.h>
#include <strings.h>
#include <unicode/uidna.h>

#define HOST_MAX	256	/* bytes of a host name; DNS allows 253 */

/* An address that is being built; full once it grew past URI_MAX. */
struct out {
	char	s[URI_MAX + 1];
	size_t	n;
	bool	full;
};

/* Schemes whose addresses always name a host, with their usual port. */
static const struct special {
	const char	*name;
	const char	*port;
} specials[] = {
	{ "http", "80" },
	{ "https", "443" },
	{ "ftp", "21" },
	{ NULL, NULL }
};

static const char *const safe_schemes[] = {
	"http", "https", "ftp", "mailto", "tel", "xmpp", "magnet", "geo",
	"news", "nntp", "irc", "sip", "tg", NULL
};

/*
 * Query parameters that say where a reader came from and never what is
 * read.  Words that some sites use to choose a page (ref, id, cid, from)
 * are left out on purpose.
 */
static const char *const tracking_prefixes[] = {
	"utm_", "mtm_", "pk_", "piwik_", "matomo_", "hsa_", "stm_", NULL
};
static const char *const tracking_names[] = {
	"fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid",
	"yclid", "ysclid", "_openstat", "twclid", "ttclid", "igshid", "igsh",
	"li_fat_id", "mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi",
	"hsctatracking", "vero_id", "oly_anon_id", "oly_enc_id", "s_cid",
	"ns_mchannel", "ns_source", "ns_campaign", "ns_linkname", "ns_fee",
	"at_medium", "at_campaign", "at_custom1", "at_custom2", "at_custom3",
	"at_custom4", "xtor", "wt_mc", "wt_zmc", "srsltid", "guccounter",
	"guce_referrer", "guce_referrer_sig", "_ga", "_gl", "ftcamp",
	"cmpid", "ncid", "echobox", NULL
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

static void
out_add(struct out *o, const char *s, size_t n)
{
	if (n > URI_MAX - o->n) {
		o->full = true;
		return;
	}
	memcpy(o->s + o->n, s, n);
	o->n += n;
	o->s[o->n] = '\0';
}

static void
out_c(struct out *o, char c)
{
	out_add(o, &c, 1);
}

static void
out_lower(struct out *o, const char *s, size_t n)
{
	for (; n > 0; n--, s++)
		out_c(o, *s >= 'A' && *s <= 'Z' ? (char)(*s + 32) : *s);
}

static void
out_hex(struct out *o, unsigned char b)
{
	static const char digits[] = "0123456789ABCDEF";
	char tmp[3] = { '%', digits[b >> 4], digits[b & 15] };

	out_add(o, tmp, sizeof(tmp));
}

static void
out_init(struct out *o)
{
	o->n = 0;
	o->full = false;
	o->s[0] = '\0';
}

static char *
out_take(const struct out *o, struct pool *pool)
{
	return o->full ? NULL : pool_strndup(pool, o->s, o->n);
}

static bool
is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Length of the scheme that uri starts with, 0 when it has none. */
static size_t
scheme_len(const char *uri)
{
	size_t n = 0;

	if (!is_alpha(uri[0]))
		return 0;
	while (is_alpha(uri[n]) || is_digit(uri[n]) || uri[n] == '+' ||
	    uri[n] == '-' || uri[n] == '.')
		n++;
	return uri[n] == ':' ? n : 0;
}

static const struct special *
special_find(const char *s, size_t n)
{
	const struct special *sp;

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
clean_byte(struct out *o, char c, bool slashes)
{
	if (c == '\t' || c == '\n' || c == '\r')
		return;
	if (c == '\\' && slashes)
		out_c(o, '/');
	else if ((unsigned char)c <= ' ' || c == 0x7f ||
	    strchr("\"<>\\^`{|}", c) != NULL)
		out_hex(o, (unsigned char)c);
	else
		out_c(o, c);
}

/*
 * Browsers read any run of slashes and backslashes after "http:" as the
 * two that should stand there; so do we, or the link is lost.
 */
static void
clean(struct out *o, const char *s)
{
	size_t len, n = scheme_len(s += strspn(s, " \t\r\n\f\v"));
	bool slashes = n == 0 || special_find(s, n) != NULL;

	out_init(o);
	len = strlen(s);
	while (len > 0 && (unsigned char)s[len - 1] <= ' ')
		len--;
	if (n > 0 && slashes) {
		out_add(o, s, n);
		out_add(o, "://", 3);
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
static void
out_path(struct out *o, const char *p, size_t n)
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
			out_add(o, p, (size_t)(stop - p));
			continue;
		}
		if (stop == end)
			out_c(o, '/');
	}
	o->s[o->n] = '\0';
}

/* The directory of the base's path, with the reference's path behind. */
static void
merge_paths(struct out *o, const struct uri_parts *b, struct uri_span path)
{
	size_t n = b->path.n;
	struct out tmp;

	while (n > 0 && b->path.s[n - 1] != '/')
		n--;
	out_init(&tmp);
	if (n == 0 && b->authority.s != NULL)
		out_c(&tmp, '/');
	out_add(&tmp, b->path.s, n);
	out_add(&tmp, path.s, path.n);
	o->full = o->full || tmp.full;
	out_path(o, tmp.s, tmp.n);
}

static void
out_tail(struct out *o, struct uri_span query, struct uri_span fragment)
{
	if (query.s != NULL) {
		out_c(o, '?');
		out_add(o, query.s, query.n);
	}
	if (fragment.s != NULL) {
		out_c(o, '#');
		out_add(o, fragment.s, fragment.n);
	}
}

static void
out_head(struct out *o, struct uri_span scheme, struct uri_span authority)
{
	out_add(o, scheme.s, scheme.n);
	out_c(o, ':');
	if (authority.s != NULL) {
		out_add(o, "//", 2);
		out_add(o, authority.s, authority.n);
	}
}

/* RFC 3986, 5.2.2, for a reference without a scheme. */
static void
out_relative(struct out *o, const struct uri_parts *b,
    const struct uri_parts *r)
{
	struct uri_span query = r->query;

	out_head(o, b->scheme,
	    r->authority.s != NULL ? r->authority : b->authority);
	if (r->authority.s != NULL || r->path.s[0] == '/')
		out_path(o, r->path.s, r->path.n);
	else if (r->path.n > 0)
		merge_paths(o, b, r->path);
	else {
		out_path(o, b->path.s, b->path.n);
		if (query.s == NULL)
			query = b->query;
	}
	out_tail(o, query, r->fragment);
}

static bool
is_hierarchical(const struct uri_parts *u)
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

	if (special_find(u->scheme.s, u->scheme.n) == NULL)
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
static bool
split_absolute(const struct out *o, struct uri_parts *u)
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
	struct out base_clean, ref_clean, o;

	if (is_plain_web(ref))
		return pool_strdup(pool, ref);
	clean(&ref_clean, ref);
	out_init(&o);
	if (scheme_len(ref_clean.s) > 0) {
		if (!split_absolute(&ref_clean, &r))
			return NULL;
		out_head(&o, r.scheme, r.authority);
		if (is_hierarchical(&r))
			out_path(&o, r.path.s, r.path.n);
		else
			out_add(&o, r.path.s, r.path.n);
		out_tail(&o, r.query, r.fragment);
		return out_take(&o, pool);
	}
	if (base == NULL || ref_clean.full)
		return NULL;
	clean(&base_clean, base);
	if (!split_absolute(&base_clean, &b) || !is_hierarchical(&b))
		return NULL;
	uri_split(ref_clean.s, &r);
	out_relative(&o, &b, &r);
	return split_absolute(&o, &r) ? out_take(&o, pool) : NULL;
}

static int
hex_value(char c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

static bool
is_unreserved(int c)
{
	return is_alpha((char)c) || is_digit((char)c) ||
	    (c != 0 && strchr("-._~", c) != NULL);
}

/* RFC 3986, 6.2.2: escapes that are needed, in upper case, and no other. */
static void
out_percent(struct out *o, struct uri_span in)
{
	size_t i;
	int hi, lo;

	for (i = 0; i < in.n; i++) {
		if ((unsigned char)in.s[i] >= 0x80) {
			out_hex(o, (unsigned char)in.s[i]);
			continue;
		}
		if (in.s[i] != '%') {
			out_c(o, in.s[i]);
			continue;
		}
		hi = i + 2 < in.n ? hex_value(in.s[i + 1]) : -1;
		lo = hi >= 0 ? hex_value(in.s[i + 2]) : -1;
		if (lo < 0) {
			out_hex(o, '%');
			continue;
		}
		i += 2;
		if (is_unreserved(hi << 4 | lo))
			out_c(o, (char)(hi << 4 | lo));
		else
			out_hex(o, (unsigned char)(hi << 4 | lo));
	}
}

/* In lower case; by IDNA where it is not ASCII and that knows better. */
static void
out_host(struct out *o, const char *s, size_t n)
{
	UIDNAInfo info = UIDNA_INFO_INITIALIZER;
	UErrorCode err = U_ZERO_ERROR;
	char tmp[HOST_MAX];
	UIDNA *idna;
	size_t i = 0;
	int32_t len = 0;

	while (i < n && (unsigned char)s[i] < 0x80)
		i++;
	if (i < n && n < HOST_MAX) {
		idna = uidna_openUTS46(UIDNA_DEFAULT, &err);
		len = uidna_nameToASCII_UTF8(idna, s, (int32_t)n, tmp,
		    HOST_MAX, &info, &err);
		uidna_close(idna);
		if (U_SUCCESS(err) && info.errors == 0) {
			s = tmp;
			n = (size_t)len;
		}
	}
	out_lower(o, s, n);
}

static void
out_authority(struct out *o, struct uri_span a, const struct special *sp)
{
	const char *at = memrchr(a.s, '@', a.n);
	size_t host, port = 0;

	if (at != NULL) {
		out_add(o, a.s, (size_t)(at + 1 - a.s));
		a.n -= (size_t)(at + 1 - a.s);
		a.s = at + 1;
	}
	host = a.n;
	while (port < host && is_digit(a.s[host - port - 1]))
		port++;
	if (port < host && a.s[host - port - 1] == ':')
		host -= port + 1;
	else
		port = 0;
	out_host(o, a.s, host);
	if (port > 0 && (sp == NULL || strlen(sp->port) != port ||
	    memcmp(sp->port, a.s + a.n - port, port) != 0)) {
		out_c(o, ':');
		out_add(o, a.s + a.n - port, port);
	}
}

/* The normal form, split: the parts point into o. */
static bool
normalize(const char *uri, struct out *o, struct uri_parts *u)
{
	const struct special *sp;
	struct out tmp, path;

	clean(&tmp, uri);
	if (!split_absolute(&tmp, u))
		return false;
	sp = special_find(u->scheme.s, u->scheme.n);
	out_init(o);
	out_lower(o, u->scheme.s, u->scheme.n);
	out_c(o, ':');
	if (u->authority.s != NULL) {
		out_add(o, "//", 2);
		out_authority(o, u->authority, sp);
	}
	out_init(&path);
	out_percent(&path, u->path);
	if (sp != NULL && path.n == 0)
		out_c(&path, '/');
	if (is_hierarchical(u))
		out_path(o, path.s, path.n);
	else
		out_add(o, path.s, path.n);
	if (u->query.s != NULL) {
		out_c(o, '?');
		out_percent(o, u->query);
	}
	if (u->fragment.s != NULL) {
		out_c(o, '#');
		out_percent(o, u->fragment);
	}
	o->full = o->full || path.full;
	return split_absolute(o, u);
}

char *
uri_normalize(struct pool *pool, const char *uri)
{
	struct uri_parts u;
	struct out o;

	return normalize(uri, &o, &u) ? out_take(&o, pool) : NULL;
}

static bool
is_tracking(const char *s, size_t n)
{
	size_t name = 0, i, len;

	while (name < n && s[name] != '=')
		name++;
	for (i = 0; tracking_prefixes[i] != NULL; i++) {
		len = strlen(tracking_prefixes[i]);
		if (name > len && strncasecmp(s, tracking_prefixes[i],
		    len) == 0)
			return true;
	}
	for (i = 0; tracking_names[i] != NULL; i++)
		if (strlen(tracking_names[i]) == name &&
		    strncasecmp(s, tracking_names[i], name) == 0)
			return true;
	return false;
}

static void
out_query(struct out *o, struct uri_span q)
{
	const char *end = q.s + q.n, *p, *stop;
	char mark = '?';

	for (p = q.s; p < end; p = stop + 1) {
		stop = memchr(p, '&', (size_t)(end - p));
		if (stop == NULL)
			stop = end;
		/* "a&amp;b" escaped twice leaves an "amp;" behind. */
		if (stop - p > 4 && strncmp(p, "amp;", 4) == 0)
			p += 4;
		if (stop == p || is_tracking(p, (size_t)(stop - p)))
			continue;
		out_c(o, mark);
		out_add(o, p, (size_t)(stop - p));
		mark = '&';
	}
}

char *
uri_canonical(struct pool *pool, const char *uri)
{
	struct uri_parts u;
	struct out tmp, o;

	if (!normalize(uri, &tmp, &u))
		return NULL;
	if (!uri_is_web(tmp.s))
		return out_take(&tmp, pool);
	out_init(&o);
	out_add(&o, "https://", 8);
	if (u.authority.n > 4 && strncmp(u.authority.s, "www.", 4) == 0)
		u.authority = span(u.authority.s + 4, u.authority.n - 4);
	out_add(&o, u.authority.s, u.authority.n);
	while (u.path.n > 0 && u.path.s[u.path.n - 1] == '/')
		u.path.n--;
	out_add(&o, u.path.s, u.path.n);
	if (u.query.s != NULL)
		out_query(&o, u.query);
	if (u.fragment.n > 0 && strchr("!/", u.fragment.s[0]) != NULL)
		out_tail(&o, span(NULL, 0), u.fragment);
	return out_take(&o, pool);
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
