/* SPDX-License-Identifier: ISC */
/*
 * The chat shapes as one table: notation, longest text, pace, address and
 * JSON.  The text is built block by block, a block a hit, and ends with a
 * count where the service would cut it.
 */
#include "alert/chat.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "alert/wording.h"
#include "base/jsonw.h"
#include "base/xalloc.h"

#define TEXT_MAX	(256u << 10)	/* bytes of a text while it is built */
#define BODY_MAX	(256u << 10)	/* bytes of JSON */
#define HEADLINE_MAX	250		/* code points */
#define WHY_MAX		500		/* likewise */
#define TAIL_MAX	40		/* room for "… and 99 more" */
#define PARAMS_MAX	8		/* of an address */

static const struct wording_style slack_style = {
	.mark = "*", .unmark = "*", .bold = "*", .unbold = "*",
	.special = "&<>", .utf16 = true
};
static const struct wording_style markdown_style = {
	.mark = "**", .unmark = "**", .bold = "**", .unbold = "**",
	.special = "\\`*_~[]()<>#|@", .backslash = true, .utf16 = true
};
static const struct wording_style telegram_style = {
	.mark = "<b>", .unmark = "</b>", .bold = "<b>", .unbold = "</b>",
	.special = "&<>\"", .utf16 = true
};
static const struct wording_style ntfy_style = {
	.mark = "", .unmark = "", .bold = "", .unbold = "", .special = ""
};
static const struct wording_style matrix_style = {
	.mark = "<strong>", .unmark = "</strong>", .bold = "<strong>",
	.unbold = "</strong>", .special = "&<>\"'"
};

/* What a shape's functions work on. */
struct chat {
	const struct chat_shape	*shape;
	const struct outbox_row	*row;
	const char		*text;
	struct chat_message	*out;
};

struct chat_shape {
	const char		 *name;
	const struct wording_style	 *style;
	size_t			  max;		/* of the text, its units */
	int64_t			  gap;		/* ms */
	bool			  put;
	const char		 *retry_key;	/* in an answer's JSON */
	int64_t			  retry_unit;	/* of it in a second */
	void			(*link)(struct buf *,
				    const struct wording_style *,
				    const char *url, const char *text);
	/* Changes out->url, may add keys; -1 when it is no such address. */
	int			(*address)(struct chat *, struct jsonw *);
	void			(*body)(struct chat *, struct jsonw *);
};

/* --- links -------------------------------------------------------------- */

static void
link_slack(struct buf *out, const struct wording_style *st, const char *url,
    const char *text)
{
	buf_addc(out, '<');
	for (; *url != '\0'; url++) {
		if (*url == '|' || *url == '>' || *url == '<')
			buf_addf(out, "%%%02X", (unsigned char)*url);
		else
			buf_addc(out, *url);
	}
	buf_addc(out, '|');
	wording_put(out, st, text, HEADLINE_MAX);
	buf_addc(out, '>');
}

static void
link_markdown(struct buf *out, const struct wording_style *st, const char *url,
    const char *text)
{
	buf_addc(out, '[');
	wording_put(out, st, text, HEADLINE_MAX);
	buf_adds(out, "](");
	for (; *url != '\0'; url++) {
		if (strchr("()<>\\ ", *url) != NULL)
			buf_addf(out, "%%%02X", (unsigned char)*url);
		else
			buf_addc(out, *url);
	}
	buf_addc(out, ')');
}

static void
link_html(struct buf *out, const struct wording_style *st, const char *url,
    const char *text)
{
	buf_adds(out, "<a href=\"");
	wording_put(out, &wording_html, url, SIZE_MAX);
	buf_adds(out, "\">");
	wording_put(out, st, text, HEADLINE_MAX);
	buf_adds(out, "</a>");
}

static void
link_plain(struct buf *out, const struct wording_style *st, const char *url,
    const char *text)
{
	wording_put(out, st, text, HEADLINE_MAX);
	buf_addc(out, '\n');
	wording_put(out, st, url, SIZE_MAX);
}

/* --- text --------------------------------------------------------------- */

static void
put_hit(struct buf *out, const struct chat_shape *sh, const struct hit *h,
    bool whole)
{
	const char *url = wording_link(h);

	buf_addc(out, '\n');
	if (url != NULL && whole)
		sh->link(out, sh->style, url, wording_headline(h));
	else
		wording_put(out, sh->style, wording_headline(h), HEADLINE_MAX);
	buf_addc(out, '\n');
	wording_source(out, sh->style, h);
	buf_addc(out, '\n');
	if (h->excerpt == NULL || !whole)
		return;
	wording_excerpt(out, sh->style, h);
	buf_addc(out, '\n');
}

/* Adds the hit if the text then still fits; *used is kept up. */
static bool
fit_hit(struct buf *out, const struct chat_shape *sh, const struct hit *h,
    bool whole, size_t *used)
{
	struct buf block;
	size_t n;
	bool fits;

	buf_init(&block, TEXT_MAX);
	put_hit(&block, sh, h, whole);
	n = wording_length(sh->style, buf_str(&block), block.len);
	fits = *used + n + TAIL_MAX <= sh->max;
	if (fits) {
		buf_add(out, block.data, block.len);
		*used += n;
	}
	buf_clear(&block);
	return fits;
}

/* Of a feed that fails: what, where, why; small in any shape. */
static void
put_failing(struct buf *out, const struct chat_shape *sh, const struct hit *h)
{
	const char *url = wording_link(h);

	buf_addc(out, '\n');
	if (url != NULL)
		sh->link(out, sh->style, url, h->feed);
	else
		wording_put(out, sh->style, h->feed, HEADLINE_MAX);
	buf_addc(out, '\n');
	if (h->why == NULL)
		return;
	wording_put(out, sh->style, h->why, WHY_MAX);
	buf_addc(out, '\n');
}

/* The name of what it is about. */
static const char *
title_of(const struct outbox_row *row)
{
	return row->failing_since != 0 ? wording_headline(row->hits[0]) :
	    row->watch;
}

static void
put_text(struct buf *out, const struct chat_shape *sh,
    const struct outbox_row *row)
{
	size_t i, used;
	int64_t left;

	buf_adds(out, sh->style->bold);
	wording_put(out, sh->style, title_of(row), HEADLINE_MAX);
	buf_adds(out, sh->style->unbold);
	if (row->failing_since != 0) {
		buf_addc(out, '\n');
		put_failing(out, sh, row->hits[0]);
		return;
	}
	if (row->follow_up)
		buf_adds(out, " (more on this story)");
	buf_addc(out, '\n');
	used = wording_length(sh->style, out->data, out->len);
	for (i = 0; i < row->nhits; i++)
		if (!fit_hit(out, sh, row->hits[i], true, &used) &&
		    !fit_hit(out, sh, row->hits[i], false, &used))
			break;
	left = (int64_t)(row->nhits - i) + row->more;
	if (left > 0)
		buf_addf(out, "\n\xe2\x80\xa6 and %" PRId64 " more\n", left);
}

/* --- addresses ---------------------------------------------------------- */

/* https://host/topic becomes https://host/ and the key "topic". */
static int
address_ntfy(struct chat *c, struct jsonw *w)
{
	char *path = strstr(c->out->url, "://"), *topic;

	if (path == NULL || (topic = strrchr(path + 3, '/')) == NULL ||
	    topic[1] == '\0')
		return -1;
	topic[strcspn(topic, "?#")] = '\0';
	jsonw_str(w, "topic", topic + 1);
	topic[1] = '\0';
	return 0;
}

/* The id of the alert is the transaction's, so a repeat is no second one. */
static int
address_matrix(struct chat *c, struct jsonw *w)
{
	static const char tail[] = "/send/m.room.message";
	char *url = c->out->url;
	size_t n = strlen(url);

	if (strstr(url, "/rooms/") == NULL)
		return -1;
	while (n > 0 && url[n - 1] == '/')
		url[--n] = '\0';
	c->out->url = xasprintf("%s%s/%s", url,
	    strstr(url, tail) != NULL ? "" : tail, c->row->id);
	free(url);
	return 0;
}

static void
percent_decode(char *s)
{
	char hex[3] = { 0 }, *out = s;

	for (; *s != '\0'; s++, out++) {
		*out = *s;
		if (*s != '%' || !isxdigit((unsigned char)s[1]) ||
		    !isxdigit((unsigned char)s[2]))
			continue;
		hex[0] = s[1];
		hex[1] = s[2];
		*out = (char)strtoul(hex, NULL, 16);
		s += 2;
	}
	*out = '\0';
}

/* The parameters of the address become keys of the object. */
static int
address_telegram(struct chat *c, struct jsonw *w)
{
	char *p = strchr(c->out->url, '?'), *next, *value;
	bool chat = false;
	int n;

	if (p == NULL)
		return -1;
	*p++ = '\0';
	for (n = 0; p != NULL && n < PARAMS_MAX; p = next, n++) {
		if ((next = strchr(p, '&')) != NULL)
			*next++ = '\0';
		if ((value = strchr(p, '=')) == NULL)
			continue;
		*value++ = '\0';
		percent_decode(value);
		chat = chat || strcmp(p, "chat_id") == 0;
		jsonw_str(w, p, value);
	}
	return chat ? 0 : -1;
}

/* --- bodies ------------------------------------------------------------- */

static void
body_text(struct chat *c, struct jsonw *w)
{
	jsonw_str(w, "text", c->text);
}

static void
body_discord(struct chat *c, struct jsonw *w)
{
	jsonw_str(w, "content", c->text);
	/* Nobody is called by what a headline says. */
	jsonw_object(w, "allowed_mentions");
	jsonw_array(w, "parse");
	jsonw_end_array(w);
	jsonw_end_object(w);
}

static void
body_telegram(struct chat *c, struct jsonw *w)
{
	jsonw_str(w, "text", c->text);
	jsonw_str(w, "parse_mode", "HTML");
	jsonw_object(w, "link_preview_options");
	jsonw_bool(w, "is_disabled", true);
	jsonw_end_object(w);
}

static void
body_ntfy(struct chat *c, struct jsonw *w)
{
	const char *url = c->row->nhits > 0 ?
	    wording_link(c->row->hits[0]) : NULL;

	jsonw_str(w, "title", title_of(c->row));
	jsonw_str(w, "message", c->text);
	if (url != NULL)
		jsonw_str(w, "click", url);
}

/* HTML for those who show it, and the same in plain words. */
static void
body_matrix(struct chat *c, struct jsonw *w)
{
	struct chat_shape plain = *c->shape;
	struct buf text, html;
	const char *p;

	plain.style = &wording_plain;
	plain.link = link_plain;
	buf_init(&text, TEXT_MAX);
	buf_init(&html, TEXT_MAX);
	put_text(&text, &plain, c->row);
	for (p = c->text; *p != '\0'; p++) {
		if (*p == '\n')
			buf_adds(&html, "<br>");
		buf_addc(&html, *p);
	}
	jsonw_str(w, "msgtype", "m.text");
	jsonw_str(w, "body", buf_str(&text));
	jsonw_str(w, "format", "org.matrix.custom.html");
	jsonw_str(w, "formatted_body", buf_str(&html));
	jsonw_object(w, "m.mentions");
	jsonw_end_object(w);
	buf_clear(&text);
	buf_clear(&html);
}

/* A line of the text is a block of the card. */
static void
body_teams(struct chat *c, struct jsonw *w)
{
	const char *p = c->text;
	size_t n;

	jsonw_str(w, "type", "message");
	jsonw_array(w, "attachments");
	jsonw_object(w, NULL);
	jsonw_str(w, "contentType", "application/vnd.microsoft.card.adaptive");
	jsonw_object(w, "content");
	jsonw_str(w, "$schema",
	    "http://adaptivecards.io/schemas/adaptive-card.json");
	jsonw_str(w, "type", "AdaptiveCard");
	jsonw_str(w, "version", "1.4");
	jsonw_array(w, "body");
	for (; *p != '\0'; p += n + (p[n] == '\n')) {
		n = strcspn(p, "\n");
		if (n == 0)
			continue;
		jsonw_object(w, NULL);
		jsonw_str(w, "type", "TextBlock");
		jsonw_bool(w, "wrap", true);
		jsonw_strn(w, "text", p, n);
		jsonw_end_object(w);
	}
	jsonw_end_array(w);
	jsonw_end_object(w);
	jsonw_end_object(w);
	jsonw_end_array(w);
}

/* --- the table ---------------------------------------------------------- */

/* Limits are the services' own, less what the JSON around takes. */
static const struct chat_shape shapes[] = {
	{ .name = "slack", .style = &slack_style, .max = 4000, .gap = 1000,
	    .link = link_slack, .body = body_text },
	{ .name = "discord", .style = &markdown_style, .max = 2000,
	    .gap = 1000, .retry_key = "\"retry_after\":", .retry_unit = 1,
	    .link = link_markdown, .body = body_discord },
	{ .name = "telegram", .style = &telegram_style, .max = 4096,
	    .gap = 1000, .retry_key = "\"retry_after\":", .retry_unit = 1,
	    .link = link_html, .address = address_telegram,
	    .body = body_telegram },
	{ .name = "ntfy", .style = &ntfy_style, .max = 4000, .gap = 1000,
	    .link = link_plain, .address = address_ntfy, .body = body_ntfy },
	{ .name = "matrix", .style = &matrix_style, .max = 16000,
	    .gap = 1000, .put = true, .retry_key = "\"retry_after_ms\":",
	    .retry_unit = 1000, .link = link_html,
	    .address = address_matrix, .body = body_matrix },
	{ .name = "mattermost", .style = &markdown_style, .max = 16000,
	    .gap = 1000, .link = link_markdown, .body = body_text },
	{ .name = "teams", .style = &markdown_style, .max = 8000,
	    .gap = 1000, .link = link_markdown, .body = body_teams }
};

const struct chat_shape *
chat_shape(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++)
		if (name != NULL && strcmp(name, shapes[i].name) == 0)
			return &shapes[i];
	return NULL;
}

int64_t
chat_gap(const struct chat_shape *sh)
{
	return sh->gap;
}

/* A chat has one secret: the first line.  -1: it is needed and not there. */
static int
put_secret(struct chat_message *m, const char *url, const char *secret)
{
	static const char here[] = "{secret}";
	const char *p = strstr(url, here);
	int n = secret != NULL ? (int)strcspn(secret, "\r\n") : 0;

	if (p != NULL) {
		m->url = xasprintf("%.*s%.*s%s", (int)(p - url), url, n,
		    n > 0 ? secret : "", p + strlen(here));
		return n > 0 ? 0 : -1;
	}
	m->url = xstrdup(url);
	if (n > 0)
		m->auth = xasprintf("Authorization: Bearer %.*s", n, secret);
	return 0;
}

int
chat_render(const struct chat_shape *sh, const char *url, const char *secret,
    const struct outbox_row *row, struct chat_message *out, const char **why)
{
	struct chat_message m = { .put = sh->put };
	struct chat c = { .shape = sh, .row = row, .out = &m };
	struct buf text;
	struct jsonw w;
	int rc;

	buf_init(&m.body, BODY_MAX);
	buf_init(&text, TEXT_MAX);
	rc = put_secret(&m, url, secret);
	put_text(&text, sh, row);
	c.text = buf_str(&text);
	jsonw_init_buf(&w, &m.body);
	jsonw_object(&w, NULL);
	if (rc == 0 && sh->address != NULL)
		rc = sh->address(&c, &w);
	sh->body(&c, &w);
	jsonw_end_object(&w);
	buf_clear(&text);
	if (rc == -1) {
		*why = "the address or the secret lacks what this shape needs";
		chat_message_clear(&m);
		return -1;
	}
	*out = m;
	return 0;
}

static void
wipe(char *s)
{
	if (s != NULL)
		explicit_bzero(s, strlen(s));
	free(s);
}

void
chat_message_clear(struct chat_message *m)
{
	wipe(m->url);
	wipe(m->auth);
	buf_clear(&m->body);
	memset(m, 0, sizeof(*m));
}

int64_t
chat_retry_after(const struct chat_shape *sh, const char *body)
{
	const char *p;
	double v;

	if (sh->retry_key == NULL || (p = strstr(body, sh->retry_key)) == NULL)
		return 0;
	v = strtod(p + strlen(sh->retry_key), NULL);
	if (!(v > 0 && v < 1e9))
		return 0;
	return (int64_t)(v / (double)sh->retry_unit) + 1;
}
