/* SPDX-License-Identifier: ISC */
/* The words of an alert; every byte of a feed passes put_char() here. */
#include "alert/wording.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "item.h"
#include "base/uri.h"
#include "base/utf8.h"

#define EXCERPT_MAX	1000	/* code points */
#define NAME_MAX_CP	80	/* code points of an outlet or agency */

const struct wording_style wording_plain = {
	.mark = "*", .unmark = "*", .bold = "", .unbold = "", .special = "",
	.backslash = false, .utf16 = false
};

const struct wording_style wording_html = {
	.mark = "<mark>", .unmark = "</mark>", .bold = "<strong>",
	.unbold = "</strong>", .special = "&<>\"'", .backslash = false,
	.utf16 = false
};

/* C0, C1, line and paragraph ends, and what reorders a line. */
static bool
is_control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) ||
	    (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069) ||
	    cp == 0x2028 || cp == 0x2029;
}

static void
put_special(struct buf *out, const struct wording_style *st, char c)
{
	/* A backslash would not disarm a call to everybody; this does. */
	if (c == '@') {
		buf_adds(out, "@\xe2\x80\x8b");
		return;
	}
	if (st->backslash) {
		buf_addc(out, '\\');
		buf_addc(out, c);
		return;
	}
	switch (c) {
	case '&':
		buf_adds(out, "&amp;");
		break;
	case '<':
		buf_adds(out, "&lt;");
		break;
	case '>':
		buf_adds(out, "&gt;");
		break;
	case '"':
		buf_adds(out, "&quot;");
		break;
	case '\'':
		buf_adds(out, "&#39;");
		break;
	default:
		buf_addc(out, c);
	}
}

static void
put_char(struct buf *out, const struct wording_style *st, uint32_t cp,
    const char *s, size_t n)
{
	if (cp == UTF8_BAD)
		buf_adds(out, "\xef\xbf\xbd");
	else if (is_control(cp))
		buf_addc(out, ' ');
	else if (cp < 0x80 && strchr(st->special, (char)cp) != NULL)
		put_special(out, st, (char)cp);
	else
		buf_add(out, s, n);
}

void
wording_put(struct buf *out, const struct wording_style *st, const char *s,
    size_t max)
{
	size_t left = s != NULL ? strlen(s) : 0, used;
	uint32_t cp;

	for (; left > 0 && max > 0; max--) {
		used = utf8_decode(s, left, &cp);
		put_char(out, st, cp, s, used);
		s += used;
		left -= used;
	}
	if (left > 0)
		buf_adds(out, "\xe2\x80\xa6");
}

void
wording_excerpt(struct buf *out, const struct wording_style *st,
    const struct hit *h)
{
	const char *s = h->excerpt != NULL ? h->excerpt : "";
	size_t left = strlen(s), used, k = 0;
	uint32_t cp, at, end = 0;

	for (at = 0; left > 0 && at < EXCERPT_MAX; at++) {
		/* Marks are in order; one that lies inside another is none. */
		while (end == 0 && k < h->nmarks && h->marks[k].start < at)
			k++;
		if (end == 0 && k < h->nmarks && h->marks[k].start == at &&
		    h->marks[k].end > at) {
			buf_adds(out, st->mark);
			end = h->marks[k].end;
		}
		used = utf8_decode(s, left, &cp);
		put_char(out, st, cp, s, used);
		s += used;
		left -= used;
		if (at + 1 == end) {
			buf_adds(out, st->unmark);
			end = 0;
		}
	}
	if (end != 0)
		buf_adds(out, st->unmark);
	if (left > 0)
		buf_adds(out, "\xe2\x80\xa6");
}

void
wording_source(struct buf *out, const struct wording_style *st,
    const struct hit *h)
{
	time_t t = (time_t)h->published;
	char date[40];
	struct tm tm;

	wording_put(out, st, h->outlet != NULL ? h->outlet : h->feed,
	    NAME_MAX_CP);
	if (h->agency != NULL) {
		buf_adds(out, " / ");
		wording_put(out, st, h->agency, NAME_MAX_CP);
	}
	if (h->published == ITEM_NO_TIME || gmtime_r(&t, &tm) == NULL ||
	    strftime(date, sizeof(date), ", %Y-%m-%d %H:%M UTC", &tm) == 0)
		return;
	wording_put(out, st, date, sizeof(date));
}

const char *
wording_headline(const struct hit *h)
{
	return h->headline != NULL && h->headline[0] != '\0' ? h->headline :
	    "(no headline)";
}

const char *
wording_link(const struct hit *h)
{
	return h->link != NULL && strlen(h->link) <= URI_MAX &&
	    uri_is_web(h->link) ? h->link : NULL;
}

size_t
wording_length(const struct wording_style *st, const char *s, size_t n)
{
	size_t used, units = 0;
	uint32_t cp;

	if (!st->utf16)
		return n;
	for (; n > 0; s += used, n -= used) {
		used = utf8_decode(s, n, &cp);
		units += cp != UTF8_BAD && cp > 0xffff ? 2 : 1;
	}
	return units;
}
