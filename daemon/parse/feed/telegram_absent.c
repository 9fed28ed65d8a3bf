/* SPDX-License-Identifier: ISC */
/*
 * Why a page shows no posts.  Telegram answers every such question with the
 * same few pages and status 200 or 302; only their words differ.  So the
 * words are looked for, in an order in which the first hit is right.
 */
#include "parse/feed/telegram_absent.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/pool.h"
#include "parse/htmltree.h"
#include "parse/feed/telegram_dom.h"
#include "parse/feed/telegram_url.h"

#define TEXT_MAX	65536	/* bytes of a page that are looked at */

enum robots { ANY, NOINDEX };

static const struct clue {
	const char	*words;		/* in lower case, straight quotes */
	enum robots	 robots;
	enum feed_page	 page;
	const char	*reason;
} clues[] = {
	{ "violated local laws", ANY, FEED_PAGE_BLOCKED,
	  "Telegram does not show this channel in the country of this "
	  "machine" },
	{ "can't be displayed", ANY, FEED_PAGE_BANNED,
	  "Telegram has banned this channel" },
	{ "channel is blocked", ANY, FEED_PAGE_BANNED,
	  "Telegram has banned this channel" },
	{ "you are invited to", ANY, FEED_PAGE_PRIVATE,
	  "this is an invitation; the posts are for members only" },
	{ "channel is private", ANY, FEED_PAGE_PRIVATE,
	  "the channel is private" },
	{ "post not found", ANY, FEED_PAGE_MISSING,
	  "the post does not exist, or no longer" },
	{ "not found", ANY, FEED_PAGE_MISSING,
	  "there is no channel of this name" },
	{ "start bot", ANY, FEED_PAGE_BOT,
	  "this is a bot, not a channel" },
	{ "monthly users", ANY, FEED_PAGE_BOT,
	  "this is a bot, not a channel" },
	{ "view posts", NOINDEX, FEED_PAGE_BANNED,
	  "Telegram has banned this channel" },
	{ "you can contact", NOINDEX, FEED_PAGE_MISSING,
	  "there is no channel of this name" },
	{ "subscriber", ANY, FEED_PAGE_NO_PREVIEW,
	  "the channel's owner has switched the preview off" },
	{ "member", ANY, FEED_PAGE_GROUP,
	  "this is a group; only channels show their posts" },
	{ "you can contact", ANY, FEED_PAGE_MISSING,
	  "this is a person, not a channel" },
	{ NULL, ANY, FEED_PAGE_UNKNOWN,
	  "a page of Telegram's that shows no posts" }
};

/* Lower case, "’" as "'", and any blanks as one. */
static void
fold(struct buf *b, const char *s)
{
	char c, last = ' ';

	for (; *s != '\0'; s++, last = c) {
		c = *s;
		if (strncmp(s, "’", strlen("’")) == 0) {
			c = '\'';
			s += strlen("’") - 1;
		}
		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		if (c == '\n' || c == '\t' || c == '\r')
			c = ' ';
		if ((c != ' ' || last != ' ') && buf_addc(b, c) == -1)
			return;
	}
}

static bool
is_noindex(const xmlNode *root)
{
	const char *name, *content;
	const xmlNode *node;

	for (node = root; node != NULL;
	    node = htmltree_next(node, root, false)) {
		if (!htmltree_is(node, "meta"))
			continue;
		name = htmltree_attr(node, "name");
		content = htmltree_attr(node, "content");
		if (name != NULL && strcmp(name, "robots") == 0)
			return content != NULL &&
			    strstr(content, "noindex") != NULL;
	}
	return false;
}

static void
explain_words(struct feed_doc *doc, const xmlNode *root, const char *words)
{
	bool noindex = is_noindex(root);
	const struct clue *c;

	for (c = clues; c->words != NULL; c++)
		if ((c->robots == ANY || noindex) &&
		    strstr(words, c->words) != NULL)
			break;
	doc->page = c->page;
	doc->reason = c->reason;
}

/* The text of a node, folded.  Scripts have no class, so none is read. */
static void
read_words(const xmlNode *node, struct buf *words)
{
	struct pool *pool = pool_new();
	const char *text = telegram_plain(pool, node);

	if (text != NULL)
		fold(words, text);
	pool_free(pool);
}

/*
 * A channel's own address answers with a page about it, and the page with
 * its posts is a link there.
 */
static bool
find_preview(struct feed_doc *doc, const xmlNode *root)
{
	struct telegram_name name;
	struct feed_link *link;
	const xmlNode *node;
	const char *href;
	char *url;

	for (node = root; node != NULL;
	    node = htmltree_next(node, root, false)) {
		if (!htmltree_is(node, "a") ||
		    (href = htmltree_attr(node, "href")) == NULL ||
		    (strncmp(href, "/s/", 3) != 0 &&
		    strstr(href, "t.me/s/") == NULL))
			continue;
		url = telegram_href(doc->pool, node, "https://t.me/");
		if (url == NULL || !telegram_read_url(url, &name))
			continue;
		link = pool_alloc(doc->pool, sizeof(*link));
		link->url = url;
		link->title = doc->title;
		doc->links = link;
		doc->nlinks = 1;
		return true;
	}
	return false;
}

/* The counters in the page's head say whether there is anything to show. */
static bool
has_counted_posts(const xmlNode *root)
{
	const xmlNode *node;
	struct buf words;
	bool found = false;

	buf_init(&words, TEXT_MAX);
	for (node = root; node != NULL && !found;
	    node = htmltree_next(node, root, false)) {
		if (!htmltree_has_class(node, "tgme_channel_info_counter"))
			continue;
		buf_reset(&words);
		read_words(node, &words);
		found = strstr(buf_str(&words), "subscriber") == NULL;
	}
	buf_clear(&words);
	return found;
}

void
telegram_explain_absence(struct feed_doc *doc, const xmlNode *root)
{
	const xmlNode *node;
	struct buf words;

	buf_init(&words, TEXT_MAX);
	if ((node = htmltree_find_class(root, "tgme_widget_message_error")) !=
	    NULL || ((node = htmltree_find_class(root, "tgme_page")) != NULL &&
	    !find_preview(doc, node))) {
		read_words(node, &words);
		explain_words(doc, root, buf_str(&words));
	} else if (node != NULL) {
		doc->page = FEED_PAGE_HTML;
		doc->reason = "the channel's posts stand on its preview page";
	} else {
		doc->page = FEED_PAGE_EMPTY;
		doc->reason = has_counted_posts(root) ?
		    "the page shows no posts although the channel has some: "
		    "the search found none, or Telegram slows this machine "
		    "down" : "no posts found";
	}
	buf_clear(&words);
}
