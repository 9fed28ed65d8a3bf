/* SPDX-License-Identifier: ISC */
/*
 * One alert as a mail.  All that varies comes from the outbox row, so a
 * second attempt sends the same bytes under the same Message-ID, and a
 * mail program that got both shows one.
 */
#include "alert/mail.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "alert/mime.h"
#include "alert/wording.h"
#include "base/xalloc.h"

#define PART_MAX	(384u << 10)	/* bytes of one part, not encoded */
#define HITS_MAX	50		/* told of in one mail */
#define HEADLINE_MAX	300		/* code points */
#define SUBJECT_MAX	160		/* code points of it in the subject */
#define WHY_MAX		400		/* code points */
#define ADDRESS_MAX	320		/* bytes of an address (RFC 3696) */
#define ID_MAX		64		/* bytes of an id in a header */

/* "from" and "to" are bare addresses: what else could stand there? */
static bool
is_address(const char *s)
{
	const char *at = strrchr(s, '@');

	if (at == NULL || at == s || at[1] == '\0' ||
	    strlen(s) > ADDRESS_MAX)
		return false;
	for (; *s != '\0'; s++)
		if (*s <= 0x20 || *s == 0x7f || strchr("<>,;()", *s) != NULL)
			return false;
	return true;
}

/* s as it may stand inside an id; what may not becomes a dash. */
static void
put_id(struct buf *out, const char *s)
{
	size_t n;

	for (n = 0; *s != '\0' && n < ID_MAX; s++, n++)
		buf_addc(out, isalnum((unsigned char)*s) ||
		    strchr("-._", *s) != NULL ? *s : '-');
}

/* --- the head ----------------------------------------------------------- */

static void
put_subject(struct buf *out, const struct outbox_row *row)
{
	/* The newest of a follow-up: the oldest was told of before. */
	const struct hit *h = row->nhits > 0 ? row->hits[row->nhits - 1] :
	    NULL;
	int64_t n = (int64_t)row->nhits + row->more;
	struct buf text;

	buf_init(&text, PART_MAX);
	buf_addf(&text, "[%s] ", row->watch);
	if (n > 1)
		buf_addf(&text, "(%" PRId64 ") ", n);
	if (h != NULL)
		wording_put(&text, &wording_plain, wording_headline(h),
		    SUBJECT_MAX);
	mime_header(out, "Subject", buf_str(&text));
	buf_clear(&text);
}

static void
put_head(struct buf *out, const struct outbox_row *row, const char *from,
    const char *to)
{
	const char *domain = strrchr(from, '@') + 1;
	char date[MIME_DATE];

	buf_addf(out, "From: newswatch <%s>\r\nTo: <%s>\r\n", from, to);
	put_subject(out, row);
	buf_addf(out, "Date: %s\r\nMessage-ID: <", mime_date(row->created,
	    date));
	put_id(out, row->id);
	buf_addf(out, "@%s>\r\nIn-Reply-To: <story-", domain);
	put_id(out, row->story_key);
	buf_addf(out, "@%s>\r\nReferences: <story-", domain);
	put_id(out, row->story_key);
	buf_addf(out, "@%s>\r\nList-Id: <", domain);
	put_id(out, row->watch);
	buf_addf(out, ".newswatch.%s>\r\n"
	    "Auto-Submitted: auto-generated\r\n"
	    "MIME-Version: 1.0\r\n", domain);
}

/* --- the parts ---------------------------------------------------------- */

static void
plain_hit(struct buf *out, const struct hit *h)
{
	const char *link = wording_link(h);

	wording_put(out, &wording_plain, wording_headline(h), HEADLINE_MAX);
	buf_addc(out, '\n');
	wording_source(out, &wording_plain, h);
	buf_adds(out, "\n\n");
	if (h->excerpt != NULL) {
		wording_excerpt(out, &wording_plain, h);
		buf_adds(out, "\n\n");
	}
	if (link != NULL) {
		wording_put(out, &wording_plain, link, SIZE_MAX);
		buf_addc(out, '\n');
	}
	if (h->why != NULL) {
		wording_put(out, &wording_plain, h->why, WHY_MAX);
		buf_addc(out, '\n');
	}
}

static void
html_hit(struct buf *out, const struct hit *h)
{
	const char *link = wording_link(h);

	buf_adds(out, "<h2 style=\"font-size:1.1em\">");
	if (link != NULL) {
		buf_adds(out, "<a href=\"");
		wording_put(out, &wording_html, link, SIZE_MAX);
		buf_adds(out, "\">");
	}
	wording_put(out, &wording_html, wording_headline(h), HEADLINE_MAX);
	buf_adds(out, link != NULL ? "</a></h2>\n<p>" : "</h2>\n<p>");
	wording_source(out, &wording_html, h);
	buf_adds(out, "</p>\n");
	if (h->excerpt != NULL) {
		buf_adds(out, "<blockquote>");
		wording_excerpt(out, &wording_html, h);
		buf_adds(out, "</blockquote>\n");
	}
	if (h->why != NULL) {
		buf_adds(out, "<p><small>");
		wording_put(out, &wording_html, h->why, WHY_MAX);
		buf_adds(out, "</small></p>\n");
	}
}

/* One notation of the mail's text. */
struct part {
	const char	*type;
	const char	*before;
	const char	*between;
	const char	*after;
	void		(*hit)(struct buf *, const struct hit *);
};

static const struct part parts[] = {
	{ "text/plain", "", "\n----\n\n", "", plain_hit },
	{ "text/html", "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">"
	    "</head><body>\n", "<hr>\n", "</body></html>\n", html_hit }
};

/* A hit that no longer fits is counted, not cut. */
static void
fill_part(struct buf *text, const struct part *p,
    const struct outbox_row *row)
{
	struct buf one;
	int64_t left;
	size_t i;

	buf_adds(text, p->before);
	for (i = 0; i < row->nhits && i < HITS_MAX; i++) {
		buf_init(&one, PART_MAX / 2);
		if (i > 0)
			buf_adds(&one, p->between);
		p->hit(&one, row->hits[i]);
		if (text->len + one.len > PART_MAX / 2) {
			buf_clear(&one);
			break;
		}
		buf_add(text, one.data, one.len);
		buf_clear(&one);
	}
	left = (int64_t)(row->nhits - i) + row->more;
	if (left > 0)
		buf_addf(text, "%s\xe2\x80\xa6 and %" PRId64 " more\n",
		    p->between, left);
	buf_adds(text, p->after);
}

int
mail_render(const struct outbox_row *row, const char *from, const char *to,
    struct buf *out)
{
	struct buf text, boundary;
	size_t i;

	if (!is_address(from) || !is_address(to))
		return -1;
	buf_init(&text, PART_MAX);
	buf_init(&boundary, ID_MAX + 8);
	/* No encoded line can hold "=_". */
	buf_adds(&boundary, "=_");
	put_id(&boundary, row->id);
	put_head(out, row, from, to);
	buf_addf(out, "Content-Type: multipart/alternative;\r\n"
	    " boundary=\"%s\"\r\n", buf_str(&boundary));
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		buf_reset(&text);
		fill_part(&text, &parts[i], row);
		buf_addf(out, "\r\n--%s\r\nContent-Type: %s; charset=utf-8\r\n",
		    buf_str(&boundary), parts[i].type);
		mime_body(out, buf_str(&text), text.len);
	}
	buf_addf(out, "\r\n--%s--\r\n", buf_str(&boundary));
	buf_clear(&boundary);
	buf_clear(&text);
	return 0;
}
