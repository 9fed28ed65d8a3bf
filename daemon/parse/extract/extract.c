/* SPDX-License-Identifier: ISC */
/*
 * The doors of the extractor: what the bytes are, and who reads them.
 * A page is read strictly; where that finds nothing, with less suspicion.
 */
#include "parse/extract/extract.h"

#include <string.h>

#include <libxml/parser.h>

#include "parse/extract/body.h"
#include "parse/extract/charset.h"
#include "parse/extract/head.h"
#include "parse/extract/feeditem.h"
#include "parse/extract/lines.h"
#include "parse/extract/page.h"
#include "parse/extract/quote.h"
#include "parse/extract/refuse.h"
#include "parse/extract/rescue.h"
#include "parse/extract/settle.h"
#include "parse/extract/title.h"

#define PAGE_MAX	(16u << 20)	/* bytes; the rest is cut */
#define RETRY_MAX	(4u << 20)	/* larger pages are read once */

/* What the first paragraph and the quotations tell. */
static void
read_text(struct article *a)
{
	const char *end;

	if (a->text == NULL) {
		a->text = "";
		if (a->reason == NULL)
			a->reason = "no article text found";
		return;
	}
	if ((end = strstr(a->text, "\n\n")) == NULL)
		end = a->text + strlen(a->text);
	dateline_read(a, a->text, (size_t)(end - a->text));
	if (a->agency == NULL && a->headline != NULL)
		a->agency = agency_find(a->headline, strlen(a->headline));
	quotes_find(a);
}

static void
read_page(struct article *a, const struct decoded *d,
    const struct extract_opts *opts, enum body_how how)
{
	struct page *p = page_new(d->s, d->len, how == BODY_DESPERATE);
	struct clues clues;
	uint32_t title;
	bool rescued;

	clues_read(&clues, p->tree, a->pool);
	title = title_block(p, &clues);
	head_read_urls(a, &clues);
	title = body_read(a, p, title, how);
	rescued = rescue_by_ld(a, p, &clues);
	head_read(a, p, &clues, title, opts->lang);
	settle_text(a, !rescued && !p->joined);
	if (p->tree->truncated) {
		a->truncated = true;
		a->reason = "too many elements";
	}
	page_free(p);
}

static struct article *
begin(const struct extract_opts *opts)
{
	struct article *a = article_new();

	a->url = pool_strdup(a->pool, opts->url);
	return a;
}

/* At most as much of a page as is read. */
static size_t
cut(size_t len)
{
	return len < PAGE_MAX ? len : PAGE_MAX;
}

/* refused: why it is not to be read, or NULL; its item still may be. */
static struct article *
page_article(const struct decoded *d, size_t len,
    const struct extract_opts *opts, const char *refused)
{
	static const enum body_how ways[] = { BODY_STRICT, BODY_LENIENT,
	    BODY_DESPERATE };
	struct article *a = begin(opts);
	size_t i;

	if (len > PAGE_MAX) {
		a->truncated = true;
		a->reason = "page too large";
	}
	if (refused != NULL)
		a->reason = refused;
	for (i = 0; i < sizeof(ways) / sizeof(ways[0]) && a->text == NULL &&
	    refused == NULL && (i == 0 || d->len <= RETRY_MAX); i++)
		read_page(a, d, opts, ways[i]);
	refuse_wall(a);
	if (opts->item != NULL)
		feeditem_merge(a, opts);
	read_text(a);
	return a;
}

struct article *
extract_page(const void *bytes, size_t len, const struct extract_opts *opts)
{
	struct article *a;
	struct decoded d;

	charset_decode(&d, bytes, cut(len), opts->content_type);
	a = page_article(&d, len, opts,
	    refuse_bytes(bytes, len, opts->content_type));
	charset_clear(&d);
	return a;
}

struct article *
extract_item(const struct extract_opts *opts)
{
	struct article *a = begin(opts);

	feeditem_read(a, opts);
	read_text(a);
	return a;
}

/* A tag within the first few thousand bytes makes it a page. */
static bool
looks_like_html(const char *s, size_t len, const char *content_type)
{
	static const char *const tags[] = { "!doctype", "html", "head",
	    "body", "p", "div", "br", "meta", "title", "article", "span",
	    "table", "h1", "ul", "section", "!--", "?xml", "script", "a" };
	const char *end = s + (len < 8192 ? len : 8192);
	size_t i, n;

	if (content_type != NULL && strstr(content_type, "html") != NULL)
		return true;
	if (content_type != NULL && strncmp(content_type, "text/plain", 10) ==
	    0)
		return false;
	for (; (s = memchr(s, '<', (size_t)(end - s))) != NULL; s++) {
		for (i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
			n = strlen(tags[i]);
			if ((size_t)(end - s) > n + 1 &&
			    strncasecmp(s + 1, tags[i], n) == 0 &&
			    strchr(" \t\r\n/>-", s[n + 1]) != NULL)
				return true;
		}
	}
	return false;
}

struct article *
extract_bytes(const void *bytes, size_t len, const struct extract_opts *opts)
{
	const char *refused = refuse_bytes(bytes, len, opts->content_type);
	struct article *a;
	struct decoded d;

	charset_decode(&d, bytes, cut(len), opts->content_type);
	if (refused != NULL || looks_like_html(d.s, d.len,
	    opts->content_type))
		a = page_article(&d, len, opts, refused);
	else
		a = extract_text(d.s, d.len, opts);
	charset_clear(&d);
	return a;
}

void
extract_warm(void)
{
	xmlInitParser();
	charset_warm();
}
