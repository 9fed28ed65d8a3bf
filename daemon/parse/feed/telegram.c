/* SPDX-License-Identifier: ISC */
/*
 * Telegram's pages, from outside in: is it one, what does its head say of
 * the channel, and then its messages one by one.  A page without messages
 * is either about one post, or says why there are none.
 */
#include "parse/feed/telegram.h"

#include <string.h>
#include <strings.h>

#include "base/uri.h"
#include "parse/htmltree.h"
#include "parse/markup.h"
#include "parse/feed/telegram_absent.h"
#include "parse/feed/telegram_dom.h"
#include "parse/feed/telegram_post.h"

#define SNIFF_MAX	16384	/* bytes in which a page shows what it is */

struct page {
	const xmlNode		*root;
	struct feed_doc		*doc;
	const char		*url;		/* for relative links */
	struct telegram_name	 name;		/* channel == NULL: unknown */
};

/* --- sniffing ------------------------------------------------------------ */

static bool
starts(const char *s, size_t n, const char *with)
{
	return n >= strlen(with) && strncasecmp(s, with, strlen(with)) == 0;
}

/* Behind a byte order mark, blanks and comments. */
static void
skip_front(const char **s, size_t *n)
{
	const char *end;
	size_t used;

	for (;;) {
		if (starts(*s, *n, "\xef\xbb\xbf"))
			used = 3;
		else if (starts(*s, *n, "<!--") &&
		    (end = memmem(*s, *n, "-->", 3)) != NULL)
			used = (size_t)(end + 3 - *s);
		else if (*n > 0 && memchr(" \t\r\n", **s, 4) != NULL)
			used = 1;
		else
			return;
		*s += used;
		*n -= used;
	}
}

/*
 * Mirrors copy Telegram's markup into their RSS, so the classes alone say
 * nothing: the document must be HTML.
 */
bool
telegram_is_page(const char *html, size_t n)
{
	static const char *const fronts[] = {
		"<!doctype html", "<html", "<head", "<body", "<main", "<div",
		"<meta"
	};
	size_t i;

	if (n > SNIFF_MAX)
		n = SNIFF_MAX;
	skip_front(&html, &n);
	for (i = 0; i < sizeof(fronts) / sizeof(fronts[0]); i++)
		if (starts(html, n, fronts[i]))
			return memmem(html, n, "tgme_", 5) != NULL;
	return false;
}

/* --- the head ------------------------------------------------------------ */

static const char *
meta(const struct page *p, const char *property)
{
	const xmlNode *node;
	const char *name;

	for (node = p->root; node != NULL;
	    node = htmltree_next(node, p->root, false)) {
		if (!htmltree_is(node, "meta"))
			continue;
		name = htmltree_attr(node, "property");
		if (name != NULL && strcmp(name, property) == 0)
			return htmltree_attr(node, "content");
	}
	return NULL;
}

/* A name in what this element has; false when there is none. */
static bool
read_name(struct page *p, const xmlNode *node)
{
	const char *s;

	if ((s = htmltree_attr(node, "data-post")) != NULL)
		return telegram_read_name(s, &p->name);
	if (htmltree_has_class(node, "tgme_channel_info_header_username"))
		return (node = htmltree_next(node, node, false)) != NULL &&
		    (s = htmltree_attr(node, "href")) != NULL &&
		    telegram_read_url(s, &p->name);
	if (!htmltree_has_class(node, "tgme_main") ||
	    (s = htmltree_attr(node, "data-url")) == NULL)
		return false;
	s = uri_resolve(p->doc->pool, "https://t.me/", s);
	return s != NULL && telegram_read_url(s, &p->name);
}

/* The name of the channel, from whatever bears it. */
static void
find_name(struct page *p)
{
	const char *app = meta(p, "al:ios:url");
	const xmlNode *node = p->root;

	if ((p->url == NULL || !telegram_read_url(p->url, &p->name)) &&
	    (app == NULL || !telegram_read_url(app, &p->name)))
		while (node != NULL && !read_name(p, node))
			node = htmltree_next(node, p->root, false);
	p->name.id = 0;
}

static const char *
escape(const struct page *p, const char *text)
{
	return text != NULL && *text != '\0' ?
	    markup_escape(p->doc->pool, text, strlen(text)) : NULL;
}

/* "Telegram: Contact @x" is the title of a page about nobody. */
static const char *
own_title(const struct page *p)
{
	static const char title_of_none[] = "Telegram: ";
	const char *title = meta(p, "og:title");

	if (title == NULL ||
	    strncmp(title, title_of_none, sizeof(title_of_none) - 1) == 0)
		return NULL;
	return title;
}

static void
read_title(const struct page *p)
{
	static const char *const classes[] = {
		"tgme_channel_info_header_title", "tgme_page_title",
		"tgme_widget_message_owner_name"
	};
	struct pool *pool = p->doc->pool;
	const char *text = NULL;
	size_t i;

	for (i = 0; i < 3 && text == NULL; i++)
		text = telegram_plain(pool,
		    htmltree_find_class(p->root, classes[i]));
	p->doc->title = escape(p, text != NULL ? text : own_title(p));
}

static void
read_description(const struct page *p)
{
	const xmlNode *node = htmltree_find_class(p->root,
	    "tgme_channel_info_description");
	struct buf b;

	if (node == NULL) {
		p->doc->description = escape(p, meta(p, "og:description"));
		return;
	}
	buf_init(&b, TELEGRAM_TEXT_MAX);
	telegram_fragment(node, &b);
	p->doc->description = markup_sanitize(p->doc->pool, buf_str(&b),
	    b.len, p->url);
	buf_clear(&b);
}

static void
read_image(const struct page *p)
{
	const xmlNode *box = htmltree_find_class(p->root,
	    "tgme_page_photo_image"), *node;
	const char *src = NULL;
	char *url;

	for (node = box; node != NULL && src == NULL;
	    node = htmltree_next(node, box, false))
		if (htmltree_is(node, "img"))
			src = htmltree_attr(node, "src");
	/* Who has no picture gets Telegram's logo. */
	if ((src == NULL && (src = meta(p, "og:image")) == NULL) ||
	    strstr(src, "/t_logo") != NULL)
		return;
	url = uri_resolve(p->doc->pool, "https://t.me/", src);
	if (url != NULL && uri_is_web(url))
		p->doc->image_url = url;
}

/* before=0 gives the newest page again: no way to older posts. */
static bool
leads_back(const char *url)
{
	const char *before = url != NULL ? strstr(url, "before=") : NULL;

	return before != NULL && before[7] >= '1' && before[7] <= '9';
}

/*
 * The page of older posts.  The canonical link has a before= too, and it
 * means the newest page.
 */
static void
read_prev(const struct page *p)
{
	const xmlNode *node;
	const char *rel;
	char *url;

	for (node = p->root; node != NULL;
	    node = htmltree_next(node, p->root, false)) {
		rel = htmltree_is(node, "link") ? htmltree_attr(node, "rel") :
		    NULL;
		if (!htmltree_has_class(node, "tme_messages_more") &&
		    (rel == NULL || strcasecmp(rel, "prev") != 0))
			continue;
		url = telegram_href(p->doc->pool, node, p->url);
		if (leads_back(url)) {
			p->doc->prev = url;
			return;
		}
	}
}

static void
read_head(struct page *p)
{
	struct feed_doc *doc = p->doc;

	find_name(p);
	if (p->name.channel != NULL)
		doc->link = pool_printf(doc->pool, "https://t.me/%.*s",
		    (int)p->name.n, p->name.channel);
	if (p->url == NULL || !uri_is_web(p->url))
		p->url = doc->link != NULL ? pool_printf(doc->pool,
		    "https://t.me/s/%.*s", (int)p->name.n, p->name.channel) :
		    "https://t.me/";
	read_title(p);
	read_description(p);
	read_image(p);
	read_prev(p);
}

/* --- the posts ------------------------------------------------------------ */

/* Non-zero when the callback wants no more. */
static int
give(struct page *p, struct item *it, feed_item_cb cb, void *arg)
{
	if (it->published != ITEM_NO_TIME &&
	    (p->doc->updated == ITEM_NO_TIME ||
	    it->published > p->doc->updated))
		p->doc->updated = it->published;
	p->doc->nitems++;
	return cb(it, arg);
}

/* Counts the messages in *found, those that are no posts too. */
static int
read_messages(struct page *p, struct item *it, feed_item_cb cb, void *arg,
    size_t *found)
{
	const xmlNode *node = p->root;
	bool inside;

	for (; node != NULL; node = htmltree_next(node, p->root, inside)) {
		inside = htmltree_has_class(node, "tgme_widget_message") &&
		    htmltree_attr(node, "data-post") != NULL;
		if (!inside)
			continue;
		++*found;
		item_reset(it);
		if (telegram_post(it, node) && give(p, it, cb, arg) != 0)
			return -1;
	}
	return 0;
}

/*
 * The page about one post has no message in it, but its description is the
 * text, or the first thousand characters of it: all there is of a post that
 * the preview cannot show.
 */
static bool
read_landing(struct page *p, struct item *it)
{
	const char *text = meta(p, "og:description");
	const char *app = meta(p, "al:ios:url");
	struct telegram_name name;

	if (text == NULL || *text == '\0' || app == NULL ||
	    !telegram_read_url(app, &name) || name.id == 0)
		return false;
	item_reset(it);
	telegram_set_post(it, &name);
	it->title = telegram_title(it->pool, text);
	it->content = markup_from_lines(it->pool, text, strlen(text));
	p->doc->description = NULL;
	return true;
}

static int
read_page(struct page *p, feed_item_cb cb, void *arg)
{
	struct item *it = item_new();
	size_t found = 0;
	int rc;

	read_head(p);
	rc = read_messages(p, it, cb, arg, &found);
	if (found == 0) {
		if (read_landing(p, it))
			rc = give(p, it, cb, arg) != 0 ? -1 : 0;
		else
			telegram_explain_absence(p->doc, p->root);
	}
	item_free(it);
	return rc;
}

int
telegram_page(const char *html, size_t n, const struct feed_opts *opts,
    feed_item_cb cb, void *arg, struct feed_doc *doc)
{
	xmlDoc *tree = htmltree_parse(html, n);
	struct page p = { NULL, doc, opts->url, { NULL, 0, 0 } };
	int rc = 0;

	doc->format = "telegram";
	doc->encoding = "UTF-8";
	doc->wellformed = true;
	doc->page = FEED_PAGE_FEED;
	if (tree != NULL)
		p.root = xmlDocGetRootElement(tree);
	if (p.root != NULL)
		rc = read_page(&p, cb, arg);
	else {
		doc->page = FEED_PAGE_EMPTY;
		doc->reason = "an empty page";
	}
	xmlFreeDoc(tree);
	return rc;
}
