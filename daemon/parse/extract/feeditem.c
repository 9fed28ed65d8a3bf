/* SPDX-License-Identifier: ISC */
/*
 * What a feed says of its item: the same filters over its fragments as
 * over a page, and its fields where no page knows better.
 */
#include "parse/extract/feeditem.h"

#include <string.h>

#include "base/clock.h"
#include "base/uri.h"
#include "parse/extract/body.h"
#include "parse/extract/byline.h"
#include "parse/extract/fold.h"
#include "parse/extract/lang.h"
#include "parse/extract/loose.h"
#include "parse/extract/page.h"
#include "parse/markup.h"

#define ABOUT_PERCENT	33	/* of the title's words, in the page */
#define DAY		10	/* strlen("2025-12-20") */
#define TEXT_MIN	100	/* bytes; shorter ones replace no page */

static char *
plain(struct pool *pool, const char *html)
{
	char *s;

	if (html == NULL)
		return NULL;
	s = markup_text(pool, html, strlen(html));
	return s[0] != '\0' ? s : NULL;
}

/* The body of one fragment into a->text, if there is any. */
static void
read_fragment(struct article *a, const char *html, bool post)
{
	struct page *p;

	if (html == NULL || a->text != NULL)
		return;
	p = page_new(html, strlen(html), false);
	if (post)
		body_read_lines(a, p);
	else
		body_read_all(a, p);
	page_free(p);
}

/* Lines at the end of a post that only lead to its channel. */
static bool
is_channel_line(const char *s, size_t n, const char *channel)
{
	char line[256], name[128];

	if (n == 0 || n >= sizeof(line) || strlen(channel) >= 100)
		return false;
	fold_line(s, n, line, sizeof(line));
	fold_line(channel, strlen(channel), name, sizeof(name));
	if (strstr(line, "t.me/") != NULL)
		return true;
	return line[0] == '@' || strcmp(line, name) == 0 ||
	    (line[0] != '\0' && strstr(line, name) != NULL && n < 60) ||
	    strncmp(line, "подписаться", strlen("подписаться")) == 0 ||
	    strncmp(line, "subscribe", strlen("subscribe")) == 0;
}

static void
drop_channel_lines(struct article *a, const char *channel)
{
	const char *s = a->text, *cut;
	size_t n;

	if (s == NULL || channel == NULL)
		return;
	n = strlen(s);
	for (;;) {
		for (cut = s + n; cut > s && cut[-1] != '\n'; cut--)
			;
		if (!is_channel_line(cut, (size_t)(s + n - cut), channel))
			break;
		n = (size_t)(cut - s);
		while (n > 0 && s[n - 1] == '\n')
			n--;
	}
	if (n == 0)
		return;		/* a post of nothing else is what it says */
	a->text = pool_strndup(a->pool, s, n);
}

/* Some feeds begin the text with its headline. */
static void
drop_headline(struct article *a)
{
	size_t n, len;
	const char *end;
	char *x, *y;

	if (a->text == NULL || a->headline == NULL)
		return;
	if ((end = strstr(a->text, "\n\n")) == NULL)
		return;
	len = (size_t)(end - a->text);
	x = pool_alloc(a->pool, len + 1);
	y = pool_alloc(a->pool, strlen(a->headline) + 1);
	n = loose_fold(a->text, len, x);
	if (n > 0 && n == loose_fold(a->headline, strlen(a->headline), y) &&
	    memcmp(x, y, n) == 0)
		a->text = end + 2;
}

static const char *
iso_time(struct article *a, int64_t when)
{
	char out[CLOCK_STR];

	if (when == ITEM_NO_TIME)
		return NULL;
	return pool_strdup(a->pool, clock_format(when, out));
}

static void
fill_head(struct article *a, const struct item *it)
{
	const char *when = iso_time(a, it->published);
	size_t i;

	if (a->headline == NULL)
		a->headline = plain(a->pool, it->title);
	/* The feed may know the hour of a day that the page names. */
	if (a->published == NULL || (when != NULL &&
	    strlen(a->published) == DAY &&
	    strncmp(when, a->published, DAY) == 0))
		a->published = when;
	if (a->modified == NULL)
		a->modified = iso_time(a, it->updated);
	if (a->outlet == NULL)
		a->outlet = pool_strdup(a->pool, it->source_title);
	for (i = 0; i < it->nauthors && a->byline == NULL; i++)
		if (it->authors[i].name != NULL)
			a->byline = byline_people(a->pool,
			    it->authors[i].name, a->outlet);
	if (a->byline == NULL && it->nauthors == 0 && it->author != NULL)
		a->byline = byline_people(a->pool, it->author, a->outlet);
	if (a->url == NULL)
		a->url = pool_strdup(a->pool, it->link);
}

static void
fill_language(struct article *a, const struct extract_opts *opts)
{
	const char *s = a->text != NULL ? a->text : a->headline;

	if (opts->lang != NULL)
		a->language = pool_strdup(a->pool, opts->lang);
	if (a->language == NULL && s != NULL)
		a->language = pool_strdup(a->pool, lang_detect(s, strlen(s)));
	if (a->language == NULL && opts->item->language != NULL)
		a->language = pool_strndup(a->pool, opts->item->language,
		    strcspn(opts->item->language, "-_"));
}

void
feeditem_read(struct article *a, const struct extract_opts *opts)
{
	const struct item *it = opts->item;
	bool post = it->tg.channel != NULL;

	if (a->url == NULL)
		a->url = pool_strdup(a->pool, it->link);
	read_fragment(a, it->content, post);
	read_fragment(a, it->summary, post);
	drop_channel_lines(a, it->tg.channel);
	fill_head(a, it);
	if (!post)
		drop_headline(a);
	fill_language(a, opts);
	if (a->text == NULL)
		a->reason = "the item has no text";
}

/* About the same story, as far as its title tells. */
static bool
is_about(struct article *a, const struct item *it)
{
	const char *title = plain(a->pool, it->title);
	int shared;

	if (title == NULL)
		return true;
	shared = loose_shared(title, pool_printf(a->pool, "%s %s",
	    a->headline != NULL ? a->headline : "", a->text));
	return shared == LOOSE_UNKNOWN || shared >= ABOUT_PERCENT;
}

void
feeditem_merge(struct article *a, const struct extract_opts *opts)
{
	struct extract_opts own = *opts;
	struct article *b;
	size_t na, nb;

	b = extract_item(&own);
	na = a->text != NULL ? strlen(a->text) : 0;
	nb = b->text != NULL ? strlen(b->text) : 0;
	if (nb > 0 && (na == 0 || (nb >= TEXT_MIN && (nb > na + na / 4 ||
	    !is_about(a, opts->item))))) {
		a->text = pool_strdup(a->pool, b->text);
		a->links = NULL;
		a->nlinks = 0;
		a->reason = a->truncated ? a->reason : NULL;
	}
	fill_head(a, opts->item);
	fill_language(a, opts);
	article_free(b);
}
