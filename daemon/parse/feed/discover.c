/* SPDX-License-Identifier: ISC */
/*
 * Feed links of a web page.  What is behind them is not looked at here:
 * the fetcher tries one.
 */
#include "parse/feed/discover.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/uri.h"
#include "base/utf8.h"
#include "parse/htmltree.h"

#define TITLE_MAX	200	/* bytes of a link's title */

struct finder {
	struct feed_doc		*doc;
	const char		*base;
	struct feed_link	*links;
};

/* Types that feeds are announced with, the wrong ones too. */
static const char *const feed_types[] = {
	"application/rss+xml", "application/atom+xml",
	"application/feed+json", "application/rdf+xml",
	"application/x.atom+xml", "application/x-atom+xml",
	"application/rss", "application/atom", "application/rdf",
	"text/rss+xml", "text/atom+xml", "text/rss", "text/atom",
	"application/xml", "text/xml", "application/json", NULL
};

/* Types that something else may have as well: a rel must say feed too. */
static const char *const vague_types[] = {
	"application/xml", "text/xml", "application/json", NULL
};

/*
 * What addresses of feeds look like: a whole path segment or file name, or
 * an ending.
 */
static const char *const feed_names[] = {
	"feed", "feeds", "rss", "atom", "rdf", "feed.xml", "rss.xml",
	"atom.xml", "index.xml", "index.rdf", "rss.php", "feed.php",
	"rss.aspx", "feed.json", "feeds.xml", "rss2", NULL
};
static const char *const feed_endings[] = {
	".rss", ".atom", ".rdf", ".rss.xml", ".atom.xml", NULL
};
static const char *const feed_queries[] = {
	"feed=", "format=rss", "format=feed", "type=rss", "output=rss",
	"alt=rss", NULL
};

static bool
is_one_of(const char *s, size_t n, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strlen(*list) == n && strncasecmp(*list, s, n) == 0)
			return true;
	return false;
}

/* The type without parameters ("application/rss+xml; charset=utf-8"). */
static size_t
type_len(const char *type)
{
	return strcspn(type, "; \t");
}

static bool
has_word(const char *s, const char *word)
{
	size_t n;

	while (s != NULL && *(s += strspn(s, " \t\r\n\f,")) != '\0') {
		n = strcspn(s, " \t\r\n\f,");
		if (n == strlen(word) && strncasecmp(s, word, n) == 0)
			return true;
		s += n;
	}
	return false;
}

static bool
ends_with(const char *s, size_t n, const char *end)
{
	size_t len = strlen(end);

	return n > len && strncasecmp(s + n - len, end, len) == 0;
}

static bool
looks_like_feed(const char *url)
{
	struct uri_parts u;
	const char *seg;
	size_t n, i;

	uri_split(url, &u);
	n = u.path.n;
	while (n > 0 && u.path.s[n - 1] == '/')
		n--;
	for (i = 0; feed_endings[i] != NULL; i++)
		if (ends_with(u.path.s, n, feed_endings[i]))
			return true;
	for (i = 0; u.query.s != NULL && feed_queries[i] != NULL; i++)
		if (memmem(u.query.s, u.query.n, feed_queries[i],
		    strlen(feed_queries[i])) != NULL)
			return true;
	seg = memrchr(u.path.s, '/', n);
	if (seg == NULL)
		return false;
	return is_one_of(seg + 1, n - (size_t)(seg + 1 - u.path.s),
	    feed_names);
}

static bool
is_listed(const struct finder *f, const char *url)
{
	size_t i;

	for (i = 0; i < f->doc->nlinks; i++)
		if (strcmp(f->links[i].url, url) == 0)
			return true;
	return false;
}

/* Without blanks around it; NULL for one that is nothing else. */
static char *
clean_title(struct pool *pool, const char *s)
{
	size_t n;

	if (s == NULL)
		return NULL;
	s += strspn(s, " \t\r\n");
	n = utf8_cut(s, strlen(s), TITLE_MAX);
	while (n > 0 && strchr(" \t\r\n", s[n - 1]) != NULL)
		n--;
	return n > 0 ? pool_strndup(pool, s, n) : NULL;
}

static void
add(struct finder *f, const char *href, const char *title, const char *type)
{
	struct pool *pool = f->doc->pool;
	struct feed_link *l;
	char *url;

	if (f->doc->nlinks == DISCOVER_MAX || href == NULL ||
	    (url = uri_resolve(pool, f->base, href)) == NULL ||
	    !uri_is_web(url) || is_listed(f, url))
		return;
	f->links = pool_grow(pool, f->links, f->doc->nlinks,
	    sizeof(*f->links));
	l = &f->links[f->doc->nlinks++];
	l->url = url;
	l->title = clean_title(pool, title);
	l->type = type != NULL ? pool_strndup(pool, type, type_len(type)) :
	    NULL;
}

static bool
is_feed_link(const xmlNode *node)
{
	const char *rel = htmltree_attr(node, "rel");
	const char *type = htmltree_attr(node, "type");
	const char *href = htmltree_attr(node, "href");

	if (rel == NULL || href == NULL || has_word(rel, "stylesheet"))
		return false;
	if (has_word(rel, "feed"))
		return true;
	if (!has_word(rel, "alternate") && !has_word(rel, "alternative"))
		return false;
	if (type == NULL)
		return htmltree_attr(node, "hreflang") == NULL &&
		    looks_like_feed(href);
	if (is_one_of(type, type_len(type), vague_types))
		return looks_like_feed(href);
	return is_one_of(type, type_len(type), feed_types);
}

static void
find_base(struct finder *f, xmlNode *root)
{
	const xmlNode *node;
	const char *href;
	char *base;

	for (node = root; node != NULL;
	    node = htmltree_next(node, root, false)) {
		if (!htmltree_is(node, "base") ||
		    (href = htmltree_attr(node, "href")) == NULL)
			continue;
		base = uri_resolve(f->doc->pool, f->base, href);
		if (base != NULL)
			f->base = base;
		return;
	}
}

static void
find_links(struct finder *f, xmlNode *root)
{
	const xmlNode *node;

	for (node = root; node != NULL; node = htmltree_next(node, root, false))
		if (htmltree_is(node, "link") && is_feed_link(node))
			add(f, htmltree_attr(node, "href"),
			    htmltree_attr(node, "title"),
			    htmltree_attr(node, "type"));
}

static void
find_anchors(struct finder *f, xmlNode *root)
{
	const xmlNode *node;
	const char *href;
	struct buf text;

	buf_init(&text, TITLE_MAX);
	for (node = root; node != NULL;
	    node = htmltree_next(node, root, false)) {
		if (!htmltree_is(node, "a") ||
		    (href = htmltree_attr(node, "href")) == NULL ||
		    !looks_like_feed(href))
			continue;
		buf_reset(&text);
		htmltree_text(node, &text);
		add(f, href, buf_str(&text), NULL);
	}
	buf_clear(&text);
}

int
discover_links(const char *html, size_t n, const char *url,
    struct feed_doc *doc)
{
	struct finder f = { doc, url, NULL };
	xmlDoc *tree = htmltree_parse(html, n);
	xmlNode *root = tree != NULL ? xmlDocGetRootElement(tree) : NULL;

	doc->page = FEED_PAGE_HTML;
	doc->nlinks = 0;
	if (root != NULL) {
		find_base(&f, root);
		find_links(&f, root);
		find_anchors(&f, root);
	}
	doc->links = f.links;
	xmlFreeDoc(tree);
	return (int)doc->nlinks;
}
