/* SPDX-License-Identifier: ISC */
/* A streaming JSON writer: no tree, no copy, commas and escapes its own. */
#include "base/jsonw.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"

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

/* What stands for byte b inside a string; NULL when b stands for itself. */
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
		if (b >= 0x20 && b != 0x7f)
			return NULL;
		snprintf(tmp, 8, "\\u%04x", (unsigned int)b);
		return tmp;
	}
}

static void
quoted(struct jsonw *w, const char *s, size_t n)
{
	char tmp[8];
	const char *esc;
	size_t from = 0, at = 0, used;
	uint32_t cp;

	out(w, "\"", 1);
	while (at < n) {
		if ((unsigned char)s[at] < 0x80) {
			used = 1;
			esc = escape_of((unsigned char)s[at], tmp);
		} else {
			used = utf8_decode(s + at, n - at, &cp);
			esc = cp == UTF8_BAD ? "\\ufffd" : NULL;
		}
		if (esc != NULL) {
			out(w, s + from, at - from);
			out(w, esc, strlen(esc));
			from = at + used;
		}
		at += used;
	}
	out(w, s + from, n - from);
	out(w, "\"", 1);
}

static void
begin(struct jsonw *w, const char *key)
{
	if (w->more[w->depth])
		out(w, ",", 1);
	w->more[w->depth] = true;
	if (key != NULL) {
		quoted(w, key, strlen(key));
		out(w, ":", 1);
	}
}

static void
down(struct jsonw *w, const char *key, const char *mark)
{
	begin(w, key);
	out(w, mark, 1);
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
	down(w, key, "{");
}

void
jsonw_array(struct jsonw *w, const char *key)
{
	down(w, key, "[");
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
	begin(w, key);
	out(w, json, strlen(json));
}

void
jsonw_null(struct jsonw *w, const char *key)
{
	jsonw_raw(w, key, "null");
}

void
jsonw_strn(struct jsonw *w, const char *key, const char *s, size_t n)
{
	if (s == NULL) {
		jsonw_null(w, key);
		return;
	}
	begin(w, key);
	quoted(w, s, n);
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
