/* SPDX-License-Identifier: ISC */
/* The doors of the extractor: what the bytes are, who reads them. */
#include "parse/extract/extract.h"

#include <string.h>

#include <libxml/parser.h>

#include "parse/extract/body.h"
#include "parse/extract/charset.h"
#include "parse/extract/head.h"
#include "parse/extract/lines.h"
#include "parse/extract/page.h"
#include "parse/extract/quote.h"
#include "parse/extract/title.h"

#define PAGE_MAX	(16u << 20)	/* bytes; the rest is cut */

static void
read_start(struct article *a)
{
	const char *end;

	if (a->text == NULL) {
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

struct article *
extract_page(const void *bytes, size_t len, const struct extract_opts *opts)
{
	struct article *a = article_new();
	struct decoded d;
	struct page *p;
	struct clues clues;
	uint32_t title;

	if (len > PAGE_MAX) {
		len = PAGE_MAX;
		a->truncated = true;
		a->reason = "page too large";
	}
	a->url = pool_strdup(a->pool, opts->url);
	charset_decode(&d, bytes, len, opts->content_type);
	p = page_new(d.s, d.len);
	clues_read(&clues, p->tree, a->pool);
	title = title_block(p, &clues);
	head_read_urls(a, &clues);
	body_read(a, p, &clues, title);
	head_read(a, p, &clues, title, opts->lang);
	read_start(a);
	page_free(p);
	charset_clear(&d);
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
	struct article *a;
	struct decoded d;

	if (looks_like_html(bytes, len, opts->content_type))
		return extract_page(bytes, len, opts);
	charset_decode(&d, bytes, len, opts->content_type);
	a = extract_text(d.s, d.len, opts);
	charset_clear(&d);
	return a;
}

struct article *
extract_item(const struct extract_opts *opts)
{
	const struct item *it = opts->item;
	struct article *a;
	const char *s = it->content != NULL ? it->content : it->summary;

	if (s == NULL)
		s = "";
	a = extract_page(s, strlen(s), opts);
	a->headline = pool_strdup(a->pool, it->title);
	return a;
}

void
extract_warm(void)
{
	xmlInitParser();
	charset_warm();
}
