/* SPDX-License-Identifier: ISC */
#include "alert_kit.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/xalloc.h"

static struct hit *
kit_hit(size_t i)
{
	struct hit *h = hit_new();
	struct span *mark = pool_alloc(h->pool, sizeof(*mark));
	struct span *span = pool_alloc(h->pool, sizeof(*span));

	h->id = 100 + (int64_t)i;
	h->item = 7 + (int64_t)i;
	h->story = 3;
	h->at = KIT_AT;
	h->published = KIT_AT - 60;
	h->watch = "svr";
	h->feed = "tass";
	h->outlet = "TASS";
	h->headline = pool_printf(h->pool, "Naryshkin meets the press, %zu",
	    i + 1);
	h->link = pool_printf(h->pool, "https://example.org/n/%zu?a=1&b=2", i);
	h->language = "en";
	h->excerpt = "On Monday Naryshkin said <nothing> new";
	/* "Naryshkin" */
	mark->start = 10;
	mark->end = 19;
	h->marks = mark;
	h->nmarks = 1;
	span->start = 40;
	span->end = 49;
	span->text = "Naryshkin";
	span->field = "text";
	span->part = "@naryshkin";
	span->form = "naryshkin";
	h->spans = span;
	h->nspans = 1;
	h->why = "text: Naryshkin";
	return h;
}

struct outbox_row *
kit_row(const char *sink, size_t n)
{
	struct outbox_row *row = xcalloc(1, sizeof(*row));
	size_t i;

	row->pool = pool_new();
	row->row = 1;
	row->id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
	row->sink = pool_strdup(row->pool, sink);
	row->watch = "svr";
	row->story = 3;
	row->story_key = "00ff00ff00ff00ff00ff00ff00ff00ff";
	row->follow_up = n > 1;
	row->created = KIT_AT;
	row->due = KIT_AT;
	row->hits = xcalloc(n, sizeof(struct hit *));
	row->nhits = n;
	for (i = 0; i < n; i++)
		row->hits[i] = kit_hit(i);
	return row;
}

/* --- reading mail, the short way ---------------------------------------- */

static size_t
unbase64(const char *s, size_t n, char *out)
{
	static const char set[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnop"
	    "qrstuvwxyz0123456789+/";
	size_t len = 0;
	unsigned int acc = 0, bits = 0;
	const char *at;

	for (; n > 0; s++, n--) {
		if (*s == '\0' || (at = strchr(set, *s)) == NULL)
			continue;
		acc = acc << 6 | (unsigned int)(at - set);
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			out[len++] = (char)(acc >> bits & 0xff);
		}
	}
	out[len] = '\0';
	return len;
}

static void
unquote(const char *s, size_t n, char *out)
{
	unsigned int byte;

	for (; n > 0; s++, n--) {
		if (*s == '\r')
			continue;
		if (*s != '=') {
			*out++ = *s;
			continue;
		}
		if (n >= 3 && s[1] != '\r') {
			ck_assert_int_eq(sscanf(s + 1, "%2X", &byte), 1);
			*out++ = (char)byte;
		}
		s += 2;
		n -= 2;
	}
	*out = '\0';
}

char *
kit_mail_part(const char *mail, const char *type)
{
	char *want = xasprintf("\r\nContent-Type: %s;", type), *out;
	const char *head = strstr(mail, want), *body, *end;

	ck_assert_msg(head != NULL, "no part %s", type);
	free(want);
	body = strstr(head, "\r\n\r\n");
	ck_assert_ptr_nonnull(body);
	body += 4;
	end = strstr(body, "\r\n--=_");
	ck_assert_ptr_nonnull(end);
	out = xcalloc((size_t)(end - body) + 1, 1);
	head = strstr(head, "Content-Transfer-Encoding: ") + 27;
	if (strncmp(head, "base64\r\n", 8) == 0)
		unbase64(body, (size_t)(end - body), out);
	else
		unquote(body, (size_t)(end - body), out);
	return out;
}

/* One line, or a part of one, of a header's value. */
static void
add_decoded(struct buf *out, const char *s, size_t n)
{
	char text[256];

	if (n > 12 && strncmp(s, "=?UTF-8?B?", 10) == 0) {
		unbase64(s + 10, n - 12, text);
		buf_adds(out, text);
	} else
		buf_add(out, s, n);
}

char *
kit_mail_header(const char *mail, const char *name)
{
	const char *end = strstr(mail, "\r\n\r\n"), *p = mail, *eol;
	struct buf out;
	size_t n = strlen(name);

	while (p < end && (strncasecmp(p, name, n) != 0 || p[n] != ':'))
		p = strstr(p, "\r\n") + 2;
	if (p >= end)
		return NULL;
	buf_init(&out, 10000);
	p += n + 1;
	do {
		p += strspn(p, " \t");
		eol = strstr(p, "\r\n");
		add_decoded(&out, p, (size_t)(eol - p));
		p = eol + 2;
	} while (*p == ' ' || *p == '\t');
	return buf_take(&out, NULL);
}

void
kit_mail_is_clean(const char *mail, size_t n)
{
	size_t i, col = 0;

	ck_assert_uint_eq(strlen(mail), n);
	for (i = 0; i < n; i++) {
		ck_assert_int_gt(mail[i], 0);
		if (mail[i] == '\n') {
			ck_assert(i > 0 && mail[i - 1] == '\r');
			ck_assert_uint_le(col, 76);
			col = 0;
		} else if (mail[i] == '\r')
			ck_assert(mail[i + 1] == '\n');
		else
			col++;
	}
	ck_assert_uint_eq(col, 0);
}

/* --- HMAC by its definition (RFC 2104), from SHA-256 alone -------------- */

char *
kit_signature(const void *key, size_t len, const char *text)
{
	unsigned char pad[64] = { 0 }, inner[32], mac[32], b64[64];
	size_t i, n = strlen(text);
	unsigned char *in = xmalloc(64 + n);

	ck_assert_uint_le(len, 64);
	memcpy(pad, key, len);
	for (i = 0; i < 64; i++)
		in[i] = pad[i] ^ 0x36;
	memcpy(in + 64, text, n);
	SHA256(in, 64 + n, inner);
	for (i = 0; i < 64; i++)
		in[i] = pad[i] ^ 0x5c;
	in = xreallocarray(in, 64 + 32 + n, 1);
	memcpy(in + 64, inner, 32);
	SHA256(in, 64 + 32, mac);
	free(in);
	EVP_EncodeBlock(b64, mac, 32);
	return xasprintf("v1,%s", (const char *)b64);
}
