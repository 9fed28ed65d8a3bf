/* SPDX-License-Identifier: ISC */
/* Stored items and waiting alerts as people read them. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "client/show.h"

#define INDENT		2

/* An item whose page was not read yet has only what its feed said. */
static const char *
headline_of(const json_t *stored)
{
	const char *s = show_str(json_object_get(stored, "article"),
	    "headline");

	if (s == NULL || *s == '\0')
		s = show_str(json_object_get(stored, "item"), "title");
	return s;
}

void
show_member(struct term *t, const json_t *stored)
{
	const char *link = show_str(json_object_get(stored, "item"), "link");
	char *headline = show_cut(headline_of(stored)), when[SHOW_TIME];

	term_wrap(t, TERM_HEAD, 0, headline, NULL, 0);
	free(headline);
	show_fact(t, "", show_time(show_str(stored, "seen"), when));
	show_fact(t, "", show_str(stored, "feed"));
	show_fact_int(t, "item", show_int(stored, "id"));
	show_fact_int(t, "story", show_int(stored, "story"));
	fputc('\n', t->out);
	if (link != NULL) {
		show_fact(t, "", link);
		fputc('\n', t->out);
	}
	fputc('\n', t->out);
}

/* Paragraphs are parted by blank lines, here as there. */
static void
show_text(struct term *t, const char *text)
{
	const char *end;
	char *one;

	for (; text != NULL && *text != '\0'; text = end) {
		end = strstr(text, "\n\n");
		end = end != NULL ? end + 2 : text + strlen(text);
		one = xstrndup(text, (size_t)(end - text));
		term_wrap(t, TERM_PLAIN, 0, one, NULL, 0);
		fputc('\n', t->out);
		free(one);
	}
}

static void
show_quote(struct term *t, const json_t *q)
{
	const char *speaker = show_str(q, "speaker");

	term_put(t, TERM_HEAD, speaker != NULL ? speaker : "(nobody named)");
	show_fact(t, "", show_str(q, "kind"));
	fputc('\n', t->out);
	term_wrap(t, TERM_PLAIN, INDENT, show_str(q, "text"), NULL, 0);
}

void
show_item(struct term *t, const json_t *stored)
{
	const json_t *a = json_object_get(stored, "article"), *one;
	char when[SHOW_TIME];
	size_t i;

	show_member(t, stored);
	show_fact(t, "outlet", show_str(a, "outlet"));
	show_fact(t, "agency", show_str(a, "agency"));
	show_fact(t, "by", show_str(a, "byline"));
	show_fact(t, "published", show_time(show_str(a, "published"), when));
	show_fact(t, "language", show_str(a, "language"));
	fputs("\n\n", t->out);
	show_text(t, show_str(a, "text"));
	json_array_foreach(json_object_get(a, "quotes"), i, one)
		show_quote(t, one);
}

void
show_alert(struct term *t, const json_t *o)
{
	const char *state = show_str(o, "state");
	char *headline = show_cut(show_str(o, "headline")), when[SHOW_TIME];

	fprintf(t->out, "%6" PRId64 "  ", show_int(o, "row"));
	term_pad(t, state != NULL && strcmp(state, "dead") == 0 ? TERM_BAD :
	    TERM_PLAIN, state, 8);
	term_put(t, TERM_HEAD, headline);
	free(headline);
	fputs("\n        ", t->out);
	show_fact(t, "to", show_str(o, "sink"));
	show_fact(t, "watch", show_str(o, "watch"));
	show_fact_int(t, "story", show_int(o, "story"));
	show_fact_int(t, "attempts", show_int(o, "attempts"));
	show_fact(t, "due", show_time(show_str(o, "due"), when));
	fputc('\n', t->out);
	term_wrap(t, TERM_BAD, 10, show_str(o, "error"), NULL, 0);
}
