/* SPDX-License-Identifier: ISC */
/* A streaming JSON writer: no tree, no copy, commas and escapes its own. */
#include "base/jsonw.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/scan.h"

#define KEY_PLAIN	60	/* bytes of a key that is put at once */
#define TAIL		32	/* bytes of a value that go with it */

static int
put_buf(void *arg, const void *data, size_t n)
{
	return buf_add(arg, data, n);
}

void
jsonw_init(struct jsonw *w, int (*put)(void *, const void *, size_t), void *arg)
{
	memset(w, 0, sizeof(*w));
	w->put = put;
	w->arg = arg;
}

void
jsonw_init_buf(struct jsonw *w, struct buf *b)
{
	jsonw_init(w, put_buf, b);
}

bool
jsonw_ok(const struct jsonw *w)
{
	return !w->failed;
}

static void
out(struct jsonw *w, const char *s, size_t n)
{
	if (!w->failed && n > 0 && w->put(w->arg, s, n) != 0)
		w->failed = true;
}

/* What stands for byte b, which cannot stand for itself, in a string. */
static const char *
escape_of(unsigned char b, char tmp[8])
{
	switch (b) {
	case '"':
		return "\\\"";
	case '\\':
		return "\\\\";
	case '\n':
		return "\\n";
	case '\r':
		return "\\r";
	case '\t':
		return "\\t";
	default:
		snprintf(tmp, 8, "\\u%04x", (unsigned int)b);
		return tmp;
	}
}

static void
put_utf8(struct jsonw *w, const char *s, size_t n)
{
	char tmp[8];
	const char *esc;
	size_t from = 0, at = 0;

	while ((at += scan_json(s + at, n - at)) < n) {
		out(w, s + from, at - from);
		esc = escape_of((unsigned char)s[at], tmp);
		out(w, esc, strlen(esc));
		from = ++at;
	}
	out(w, s + from, n - from);
}

/* The inside of a string. */
static void
put_string(struct jsonw *w, const char *s, size_t n)
{
	size_t good;

	while ((good = scan_utf8(s, n)) < n) {
		put_utf8(w, s, good);
		out(w, "\\ufffd", 6);
		s += good + 1;
		n -= good + 1;
	}
	put_utf8(w, s, n);
}

/*
 * The comma and the key, in a buffer that has room for a little more, so
 * that they are put in one piece with what follows.  Returns its end.
 */
#define HEAD	(KEY_PLAIN + TAIL + 4)

static char *
head(struct jsonw *w, const char *key, char tmp[HEAD])
{
	const char *k = key;
	char *to = tmp;

	if (w->more[w->depth])
		*to++ = ',';
	w->more[w->depth] = true;
	if (key == NULL)
		return to;
	*to++ = '"';
	while (*k >= ' ' && *k < 0x7f && *k != '"' && *k != '\\' &&
	    k - key < KEY_PLAIN)
		*to++ = *k++;
	if (*k != '\0') {
		out(w, tmp, (size_t)(to - tmp));
		put_string(w, k, strlen(k));
		to = tmp;
	}
	*to++ = '"';
	*to++ = ':';
	return to;
}

static void
down(struct jsonw *w, const char *key, char mark)
{
	char tmp[HEAD], *to = head(w, key, tmp);

	*to++ = mark;
	out(w, tmp, (size_t)(to - tmp));
	assert(w->depth < JSONW_DEPTH);
	w->more[++w->depth] = false;
}

static void
up(struct jsonw *w, const char *mark)
{
	assert(w->depth > 0);
	w->depth--;
	out(w, mark, 1);
}

void
jsonw_object(struct jsonw *w, const char *key)
{
	down(w, key, '{');
}

void
jsonw_array(struct jsonw *w, const char *key)
{
	down(w, key, '[');
}

void
jsonw_end_object(struct jsonw *w)
{
	up(w, "}");
}

void
jsonw_end_array(struct jsonw *w)
{
	up(w, "]");
}

void
jsonw_raw(struct jsonw *w, const char *key, const char *json)
{
	char tmp[HEAD], *to = head(w, key, tmp);
	size_t n = strlen(json);

	if (n <= TAIL) {
		memcpy(to, json, n);
		out(w, tmp, (size_t)(to - tmp) + n);
		return;
	}
	out(w, tmp, (size_t)(to - tmp));
	out(w, json, n);
}

void
jsonw_null(struct jsonw *w, const char *key)
{
	jsonw_raw(w, key, "null");
}

void
jsonw_strn(struct jsonw *w, const char *key, const char *s, size_t n)
{
	char tmp[HEAD], *to;

	if (s == NULL) {
		jsonw_null(w, key);
		return;
	}
	to = head(w, key, tmp);
	*to++ = '"';
	out(w, tmp, (size_t)(to - tmp));
	put_string(w, s, n);
	out(w, "\"", 1);
}

void
jsonw_str(struct jsonw *w, const char *key, const char *s)
{
	jsonw_strn(w, key, s, s != NULL ? strlen(s) : 0);
}

void
jsonw_int(struct jsonw *w, const char *key, int64_t v)
{
	char tmp[24];

	snprintf(tmp, sizeof(tmp), "%" PRId64, v);
	jsonw_raw(w, key, tmp);
}

void
jsonw_double(struct jsonw *w, const char *key, double v)
{
	char tmp[40];

	if (!isfinite(v)) {
		jsonw_null(w, key);
		return;
	}
	snprintf(tmp, sizeof(tmp), "%.6g", v);
	jsonw_raw(w, key, tmp);
}

void
jsonw_bool(struct jsonw *w, const char *key, bool v)
{
	jsonw_raw(w, key, v ? "true" : "false");
}

void
jsonw_time(struct jsonw *w, const char *key, int64_t when)
{
	char tmp[CLOCK_STR];

	if (when == JSONW_NO_TIME)
		jsonw_null(w, key);
	else
		jsonw_str(w, key, clock_format(when, tmp));
}
