/* SPDX-License-Identifier: ISC */
/*
 * The normal form of an address, and the canonical one by which two
 * addresses of one page are told to be the same.
 */
#include "base/uri.h"

#include <string.h>
#include <strings.h>
#include <unicode/uidna.h>

#include "base/uri_priv.h"

#define HOST_MAX	256	/* bytes of a host name; DNS allows 253 */

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

static int
hex_value(char c)
{
	if (uri_is_digit(c))
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
	return uri_is_alpha((char)c) || uri_is_digit((char)c) ||
	    (c != 0 && strchr("-._~", c) != NULL);
}

/* RFC 3986, 6.2.2: escapes that are needed, in upper case, and no other. */
static void
out_percent(struct uri_out *o, struct uri_span in)
{
	size_t i;
	int hi, lo;

	for (i = 0; i < in.n; i++) {
		if ((unsigned char)in.s[i] >= 0x80) {
			uri_out_hex(o, (unsigned char)in.s[i]);
			continue;
		}
		if (in.s[i] != '%') {
			uri_out_c(o, in.s[i]);
			continue;
		}
		hi = i + 2 < in.n ? hex_value(in.s[i + 1]) : -1;
		lo = hi >= 0 ? hex_value(in.s[i + 2]) : -1;
		if (lo < 0) {
			uri_out_hex(o, '%');
			continue;
		}
		i += 2;
		if (is_unreserved(hi << 4 | lo))
			uri_out_c(o, (char)(hi << 4 | lo));
		else
			uri_out_hex(o, (unsigned char)(hi << 4 | lo));
	}
}

/* In lower case; by IDNA where it is not ASCII and that knows better. */
static void
out_host(struct uri_out *o, const char *s, size_t n)
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
	uri_out_lower(o, s, n);
}

static void
out_authority(struct uri_out *o, struct uri_span a,
    const struct uri_special *sp)
{
	const char *at = memrchr(a.s, '@', a.n);
	size_t host, port = 0;

	if (at != NULL) {
		uri_out_add(o, a.s, (size_t)(at + 1 - a.s));
		a.n -= (size_t)(at + 1 - a.s);
		a.s = at + 1;
	}
	host = a.n;
	while (port < host && uri_is_digit(a.s[host - port - 1]))
		port++;
	if (port < host && a.s[host - port - 1] == ':')
		host -= port + 1;
	else
		port = 0;
	out_host(o, a.s, host);
	if (port > 0 && (sp == NULL || strlen(sp->port) != port ||
	    memcmp(sp->port, a.s + a.n - port, port) != 0)) {
		uri_out_c(o, ':');
		uri_out_add(o, a.s + a.n - port, port);
	}
}

/* The normal form, split: the parts point into o. */
static bool
normalize(const char *uri, struct uri_out *o, struct uri_parts *u)
{
	const struct uri_special *sp;
	struct uri_out tmp, path;

	uri_clean(&tmp, uri);
	if (!uri_split_absolute(&tmp, u))
		return false;
	sp = uri_special_find(u->scheme.s, u->scheme.n);
	uri_out_init(o);
	uri_out_lower(o, u->scheme.s, u->scheme.n);
	uri_out_c(o, ':');
	if (u->authority.s != NULL) {
		uri_out_add(o, "//", 2);
		out_authority(o, u->authority, sp);
	}
	uri_out_init(&path);
	out_percent(&path, u->path);
	if (sp != NULL && path.n == 0)
		uri_out_c(&path, '/');
	if (uri_is_hierarchical(u))
		uri_out_path(o, path.s, path.n);
	else
		uri_out_add(o, path.s, path.n);
	if (u->query.s != NULL) {
		uri_out_c(o, '?');
		out_percent(o, u->query);
	}
	if (u->fragment.s != NULL) {
		uri_out_c(o, '#');
		out_percent(o, u->fragment);
	}
	o->full = o->full || path.full;
	return uri_split_absolute(o, u);
}

char *
uri_normalize(struct pool *pool, const char *uri)
{
	struct uri_parts u;
	struct uri_out o;

	return normalize(uri, &o, &u) ? uri_out_take(&o, pool) : NULL;
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
out_query(struct uri_out *o, struct uri_span q)
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
		uri_out_c(o, mark);
		uri_out_add(o, p, (size_t)(stop - p));
		mark = '&';
	}
}

char *
uri_canonical(struct pool *pool, const char *uri)
{
	struct uri_parts u;
	struct uri_out tmp, o;

	if (!normalize(uri, &tmp, &u))
		return NULL;
	if (!uri_is_web(tmp.s))
		return uri_out_take(&tmp, pool);
	uri_out_init(&o);
	uri_out_add(&o, "https://", 8);
	if (u.authority.n > 4 && strncmp(u.authority.s, "www.", 4) == 0) {
		u.authority.s += 4;
		u.authority.n -= 4;
	}
	uri_out_add(&o, u.authority.s, u.authority.n);
	while (u.path.n > 0 && u.path.s[u.path.n - 1] == '/')
		u.path.n--;
	uri_out_add(&o, u.path.s, u.path.n);
	if (u.query.s != NULL)
		out_query(&o, u.query);
	if (u.fragment.n > 0 && strchr("!/", u.fragment.s[0]) != NULL)
		uri_out_tail(&o, (struct uri_span){ NULL, 0 }, u.fragment);
	return uri_out_take(&o, pool);
}
