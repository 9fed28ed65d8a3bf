/* SPDX-License-Identifier: ISC */
/*
 * Hits, feeds and the daemon's state as people read them.  Every string
 * goes out through term.c.
 */
#include "client/show.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/utf8.h"
#include "base/xalloc.h"

#define INDENT		2
#define HEADLINE_MAX	300	/* code points; some feeds have no shorter
				 * title than the text itself */

const char *
show_str(const json_t *j, const char *key)
{
	return json_string_value(json_object_get(j, key));
}

int64_t
show_int(const json_t *j, const char *key)
{
	return json_integer_value(json_object_get(j, key));
}

const char *
show_time(const char *rfc3339, char out[SHOW_TIME])
{
	struct tm tm;
	time_t t;

	out[0] = '\0';
	memset(&tm, 0, sizeof(tm));
	/* The daemon writes UTC with a Z, so no zone is to be read. */
	if (rfc3339 == NULL ||
	    strptime(rfc3339, "%Y-%m-%dT%H:%M:%SZ", &tm) == NULL)
		return out;
	t = timegm(&tm);
	if (localtime_r(&t, &tm) != NULL)
		strftime(out, SHOW_TIME, "%Y-%m-%d %H:%M", &tm);
	return out;
}

const char *
show_span(int64_t s, char out[SHOW_TIME])
{
	if (s < 60)
		snprintf(out, SHOW_TIME, "%" PRId64 " s", s);
	else if (s < 3600)
		snprintf(out, SHOW_TIME, "%" PRId64 " min", s / 60);
	else if (s < 86400)
		snprintf(out, SHOW_TIME, "%" PRId64 " h %" PRId64 " min",
		    s / 3600, s / 60 % 60);
	else
		snprintf(out, SHOW_TIME, "%" PRId64 " d %" PRId64 " h",
		    s / 86400, s / 3600 % 24);
	return out;
}

/* Spans of one field (NULL: all), which are in order as the matcher and
 * the excerpt give them; what overlaps is left to the first. */
static size_t
read_marks(const json_t *list, const char *field, struct term_mark *out)
{
	const json_t *one;
	size_t i, n = 0;

	json_array_foreach(list, i, one) {
		if (n == TERM_MARKS_MAX)
			break;
		if (field != NULL && (show_str(one, "field") == NULL ||
		    strcmp(show_str(one, "field"), field) != 0))
			continue;
		out[n].start = (size_t)show_int(one, "start");
		out[n].end = (size_t)show_int(one, "end");
		n++;
	}
	return n;
}

static void
show_marked(struct term *t, enum term_style style, size_t indent,
    const char *text, const json_t *spans, const char *field)
{
	struct term_mark marks[TERM_MARKS_MAX];

	term_wrap(t, style, indent, text, marks,
	    read_marks(spans, field, marks));
}

void
show_fact(struct term *t, const char *name, const char *value)
{
	if (value == NULL || *value == '\0')
		return;
	fputs("  ", t->out);
	if (*name != '\0') {
		term_put(t, TERM_DIM, name);
		fputc(' ', t->out);
	}
	term_put(t, TERM_PLAIN, value);
}

/* 0 is for what is not known: ids and rows begin at 1. */
void
show_fact_int(struct term *t, const char *name, int64_t v)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRId64, v);
	show_fact(t, name, v != 0 ? text : NULL);
}

static void
show_source(struct term *t, const json_t *hit)
{
	const char *feed = show_str(hit, "feed");
	const char *outlet = show_str(hit, "outlet");

	show_fact(t, "", feed);
	if (outlet == NULL || (feed != NULL && strcmp(feed, outlet) == 0))
		return;
	fputs(" (", t->out);
	term_put(t, TERM_PLAIN, outlet);
	fputc(')', t->out);
}

char *
show_cut(const char *headline)
{
	size_t n = headline != NULL ? strlen(headline) : 0;
	size_t end = utf8_offset(headline, n, HEADLINE_MAX);

	if (n == 0)
		return xstrdup("(no headline)");
	return end == n ? xstrdup(headline) :
	    xasprintf("%.*s…", (int)end, headline);
}

void
show_hit(struct term *t, const json_t *hit)
{
	const char *headline = show_str(hit, "headline");
	char *cut = show_cut(headline), when[SHOW_TIME];

	show_marked(t, TERM_HEAD, 0, cut, headline != NULL ?
	    json_object_get(hit, "spans") : NULL, "title");
	free(cut);
	show_fact(t, "", show_time(show_str(hit, "at"), when));
	show_source(t, hit);
	show_fact(t, "watch", show_str(hit, "watch"));
	show_fact_int(t, "story", show_int(hit, "story"));
	show_fact_int(t, "item", show_int(hit, "item"));
	show_fact_int(t, "hit", show_int(hit, "id"));
	fputc('\n', t->out);
	show_marked(t, TERM_PLAIN, INDENT, show_str(hit, "excerpt"),
	    json_object_get(hit, "marks"), NULL);
	if (show_str(hit, "link") != NULL) {
		show_fact(t, "", show_str(hit, "link"));
		fputc('\n', t->out);
	}
	fputc('\n', t->out);
}

static enum term_style
status_style(const char *status)
{
	if (status == NULL || strcmp(status, "new") == 0)
		return TERM_DIM;
	return strcmp(status, "ok") == 0 ? TERM_GOOD : TERM_BAD;
}

void
show_feed(struct term *t, const json_t *f)
{
	const char *status = show_str(f, "status");
	char when[SHOW_TIME];

	/* A name that is longer shifts its own line, and is never cut: people
	 * copy it. */
	term_pad(t, status_style(status), status, 12);
	term_pad(t, TERM_HEAD, show_str(f, "name"), 20);
	fprintf(t->out, " %6" PRId64 " items", show_int(f, "items"));
	show_fact(t, "polled", show_time(show_str(f, "last_poll"), when));
	show_fact(t, "next", show_time(show_str(f, "next_due"), when));
	show_fact(t, "failing since", show_time(show_str(f, "failing_since"),
	    when));
	fputc('\n', t->out);
	if (show_str(f, "error") != NULL)
		term_wrap(t, TERM_BAD, 12, show_str(f, "error"), NULL, 0);
	if (show_str(f, "moved_to") != NULL) {
		fprintf(t->out, "%12s", "moved to ");
		term_put(t, TERM_PLAIN, show_str(f, "moved_to"));
		fputc('\n', t->out);
	}
}

void
show_quarantined(struct term *t, const json_t *q)
{
	char when[SHOW_TIME];

	term_pad(t, TERM_BAD, "input kept", 12);
	term_pad(t, TERM_HEAD, show_str(q, "feed"), 20);
	fprintf(t->out, " %6" PRId64 " bytes", show_int(q, "bytes"));
	show_fact(t, "", show_time(show_str(q, "at"), when));
	show_fact(t, "", show_str(q, "url"));
	fputc('\n', t->out);
	term_wrap(t, TERM_BAD, 12, show_str(q, "reason"), NULL, 0);
}

static void
row(struct term *t, const char *name)
{
	term_pad(t, TERM_DIM, name, 10);
}

static void
show_counts(struct term *t, const char *name, const json_t *counts)
{
	const char *key, *comma = "";
	const json_t *v;

	row(t, name);
	/* Only jansson's iterator wants it to be ours to change. */
	json_object_foreach((json_t *)(uintptr_t)counts, key, v) {
		if (json_integer_value(v) == 0)
			continue;
		fprintf(t->out, "%s%" PRId64 " ", comma,
		    (int64_t)json_integer_value(v));
		term_put(t, TERM_PLAIN, key);
		comma = ", ";
	}
	fputs(*comma == '\0' ? "none\n" : "\n", t->out);
}

void
show_status(struct term *t, const json_t *s)
{
	char span[SHOW_TIME], when[SHOW_TIME];

	row(t, "daemon");
	term_put(t, TERM_PLAIN, show_str(s, "version"));
	fprintf(t->out, ", process %" PRId64 ", up %s\n", show_int(s, "pid"),
	    show_span(show_int(s, "uptime"), span));
	row(t, "config");
	term_put(t, TERM_PLAIN, show_str(s, "config"));
	show_fact_int(t, "watches", show_int(s, "watches"));
	show_fact_int(t, "figures", show_int(s, "figures"));
	fputc('\n', t->out);
	show_counts(t, "feeds", json_object_get(s, "feeds"));
	row(t, "next poll");
	fputs(show_str(s, "next_due") != NULL ?
	    show_time(show_str(s, "next_due"), when) : "none", t->out);
	fputc('\n', t->out);
	row(t, "stored");
	fprintf(t->out, "%" PRId64 " items in %" PRId64 " stories, %" PRId64
	    " hits, %" PRId64 " KiB\n", show_int(s, "items"),
	    show_int(s, "stories"), show_int(s, "hits"),
	    show_int(s, "db_bytes") / 1024);
	show_counts(t, "alerts", json_object_get(s, "outbox"));
}
