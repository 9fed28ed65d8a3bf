/* SPDX-License-Identifier: ISC */
/*
 * One message of a preview page to one item.  The message's elements are
 * visited once, in order; what each is for stands in its class, and the
 * table below says what comes of it.  What is not in the table is only a
 * box around other things.
 */
#include "parse/feed/telegram_post.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/uri.h"
#include "parse/htmltree.h"
#include "parse/markup.h"
#include "parse/feed/date.h"
#include "parse/feed/telegram_dom.h"
#include "parse/feed/telegram_media.h"

#define ALBUM_MAX	TELEGRAM_MEDIA_MAX	/* posts of one album */
#define TAGS_MAX	100	/* hashtags of one post */

struct post {
	struct item		*it;
	struct buf		 text;		/* fragment, not sanitised */
	struct telegram_media	 media;
	const char		**tags;
	int64_t			*album;
	const char		*base;		/* for relative links */
	bool			 hidden;	/* says that it shows nothing */
};

/* True: what is inside needs no further look. */
typedef bool (*class_fn)(struct post *, const xmlNode *);

void
telegram_set_post(struct item *it, const struct telegram_name *name)
{
	it->tg.channel = pool_strndup(it->pool, name->channel, name->n);
	it->tg.id = name->id;
	it->id = it->link = pool_printf(it->pool, "https://t.me/%s/%lld",
	    it->tg.channel, (long long)name->id);
}

/* --- what the classes stand for --------------------------------------- */

static bool
skip(struct post *p, const xmlNode *node)
{
	return true;
}

static bool
on_hidden(struct post *p, const xmlNode *node)
{
	p->hidden = true;
	return true;
}

static void
add_tag(struct post *p, const char *tag)
{
	struct item *it = p->it;
	size_t i;

	if (tag == NULL || *tag++ != '#' || *tag == '\0' ||
	    it->ncategories == TAGS_MAX)
		return;
	for (i = 0; i < it->ncategories; i++)
		if (strcmp(p->tags[i], tag) == 0)
			return;
	p->tags = pool_grow(it->pool, p->tags, it->ncategories,
	    sizeof(*p->tags));
	p->tags[it->ncategories++] = tag;
	it->categories = p->tags;
}

/* Hashtags are links to a search on the same page: "?q=%23…". */
static void
add_tags(struct post *p, const xmlNode *top)
{
	const xmlNode *node;
	const char *href;

	for (node = top; node != NULL; node = htmltree_next(node, top, false)) {
		href = htmltree_is(node, "a") ? htmltree_attr(node, "href") :
		    NULL;
		if (href != NULL && strstr(href, "?q=%23") != NULL)
			add_tag(p, telegram_plain(p->it->pool, node));
	}
}

/* Albums nest one text inside another: the innermost is the text. */
static bool
on_text(struct post *p, const xmlNode *node)
{
	if (htmltree_find_class(node, "tgme_widget_message_text") != NULL)
		return false;
	if (telegram_plain(p->it->pool, node) == NULL)
		return true;
	if (p->text.len > 0)
		buf_adds(&p->text, "<br><br>");
	telegram_fragment(node, &p->text);
	add_tags(p, node);
	return true;
}

static bool
on_reply(struct post *p, const xmlNode *node)
{
	p->it->tg.reply_to = telegram_href(p->it->pool, node, p->base);
	return true;
}

/* The name is plain text when the sender hides, else a link. */
static bool
on_forward(struct post *p, const xmlNode *node)
{
	struct tg_post *tg = &p->it->tg;
	struct pool *pool = p->it->pool;
	const xmlNode *name = htmltree_find_class(node,
	    "tgme_widget_message_forwarded_from_name");

	if (name != NULL)
		tg->forwarded_link = telegram_href(pool, name, p->base);
	tg->forwarded_from = telegram_plain(pool, name);
	tg->forwarded_author = telegram_plain(pool, htmltree_find_class(node,
	    "tgme_widget_message_forwarded_from_author"));
	return true;
}

static bool
on_preview(struct post *p, const xmlNode *node)
{
	struct tg_post *tg = &p->it->tg;
	struct pool *pool = p->it->pool;

	tg->preview_link = telegram_href(pool, node, p->base);
	tg->preview_site = telegram_plain(pool, htmltree_find_class(node,
	    "link_preview_site_name"));
	tg->preview_title = telegram_plain(pool, htmltree_find_class(node,
	    "link_preview_title"));
	tg->preview_text = telegram_plain(pool, htmltree_find_class(node,
	    "link_preview_description"));
	return true;
}

static bool
on_author(struct post *p, const xmlNode *node)
{
	struct item *it = p->it;
	struct person *who;

	if ((it->author = telegram_plain(it->pool, node)) == NULL)
		return true;
	who = pool_alloc(it->pool, sizeof(*who));
	who->name = it->author;
	it->authors = who;
	it->nauthors = 1;
	return true;
}

/* Who writes in a group; the signature of a channel's post goes first. */
static bool
on_sender(struct post *p, const xmlNode *node)
{
	return p->it->author != NULL || on_author(p, node);
}

static bool
on_views(struct post *p, const xmlNode *node)
{
	p->it->tg.views = telegram_plain(p->it->pool, node);
	return true;
}

/* The mark has no element of its own: "edited" stands among the others. */
static bool
on_meta(struct post *p, const xmlNode *node)
{
	const xmlNode *child;

	for (child = node->children; child != NULL; child = child->next)
		if (child->type == XML_TEXT_NODE && child->content != NULL &&
		    strstr((const char *)child->content, "edited") != NULL)
			p->it->tg.edited = true;
	return false;
}

/* Durations are <time>, too, but have no datetime. */
static bool
on_date(struct post *p, const xmlNode *top)
{
	const xmlNode *node;
	const char *when;

	for (node = top; node != NULL; node = htmltree_next(node, top, false)) {
		when = htmltree_is(node, "time") ?
		    htmltree_attr(node, "datetime") : NULL;
		if (when != NULL)
			p->it->published = date_parse(when, strlen(when));
	}
	return true;
}

static const struct {
	const char	*class;
	class_fn	 fn;
} classes[] = {
	{ "tgme_widget_message_text", on_text },
	{ "tgme_widget_message_reply", on_reply },
	{ "tgme_widget_message_forwarded_from", on_forward },
	{ "tgme_widget_message_link_preview", on_preview },
	{ "tgme_widget_message_from_author", on_author },
	{ "tgme_widget_message_author_name", on_sender },
	{ "tgme_widget_message_views", on_views },
	{ "tgme_widget_message_meta", on_meta },
	{ "tgme_widget_message_date", on_date },
	{ "media_not_supported_cont", on_hidden },
	{ "message_media_not_supported_wrap", on_hidden },
	{ "tgme_widget_message_user", skip },
	{ "tgme_widget_message_reactions", skip },
	{ "tgme_widget_message_inline_keyboard", skip }
};

/* Every link to a part of an album has "?single" behind the part's id. */
static void
add_album_id(struct post *p, const xmlNode *node)
{
	const char *href = htmltree_attr(node, "href");
	struct tg_post *tg = &p->it->tg;
	struct telegram_name name;
	size_t i;

	if (href == NULL || tg->nalbum == ALBUM_MAX ||
	    strstr(href, "?single") == NULL ||
	    !telegram_read_url(href, &name) || name.id == 0)
		return;
	for (i = 0; i < tg->nalbum; i++)
		if (p->album[i] == name.id)
			return;
	p->album = pool_grow(p->it->pool, p->album, tg->nalbum,
	    sizeof(*p->album));
	p->album[tg->nalbum++] = name.id;
	tg->album = p->album;
}

/* True: what is inside needs no further look. */
static bool
on_class(struct post *p, const xmlNode *node, const char *class, size_t n)
{
	size_t i;

	for (i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
		if (strlen(classes[i].class) == n &&
		    memcmp(classes[i].class, class, n) == 0)
			return classes[i].fn(p, node);
	return telegram_media_add(&p->media, node, class, n);
}

static bool
on_element(struct post *p, const xmlNode *node)
{
	const char *s = htmltree_attr(node, "class");
	bool done = false;
	size_t n;

	if (htmltree_is(node, "a"))
		add_album_id(p, node);
	while (s != NULL && *(s += strspn(s, " \t\r\n")) != '\0' && !done) {
		n = strcspn(s, " \t\r\n");
		done = on_class(p, node, s, n);
		s += n;
	}
	return done;
}

/* --- the item ----------------------------------------------------------- */

/* Of a bare link the preview tells more than the address does. */
static void
set_title(struct item *it)
{
	const char *text = NULL;

	if (it->content != NULL)
		text = markup_text(it->pool, it->content, strlen(it->content));
	if (it->tg.preview_title != NULL && (text == NULL ||
	    (uri_is_web(text) && strpbrk(text, " \n") == NULL)))
		text = it->tg.preview_title;
	it->title = telegram_title(it->pool, text);
}

static void
set_content(struct post *p)
{
	struct item *it = p->it;
	struct buf *b = &p->text;

	telegram_media_finish(&p->media, b->len > 0);
	it->tg.unsupported = p->hidden && b->len == 0 && p->media.count == 0;
	while (b->len > 0 && strchr(" \n", b->data[b->len - 1]) != NULL)
		b->len--;
	if (p->media.words.len > 0)
		buf_add(b, p->media.words.data, p->media.words.len);
	if (b->len > 0)
		it->content = markup_sanitize(it->pool, b->data, b->len,
		    p->base);
	set_title(it);
}

/* An album of one is none. */
static void
set_album(struct post *p)
{
	if (p->it->tg.nalbum < 2) {
		p->it->tg.nalbum = 0;
		p->it->tg.album = NULL;
	}
}

bool
telegram_post(struct item *it, const xmlNode *message)
{
	const char *at = htmltree_attr(message, "data-post");
	struct telegram_name name;
	const xmlNode *node;
	struct post p;

	if (at == NULL || !telegram_read_name(at, &name) ||
	    htmltree_has_class(message, "service_message"))
		return false;
	memset(&p, 0, sizeof(p));
	p.it = it;
	buf_init(&p.text, TELEGRAM_TEXT_MAX);
	telegram_media_init(&p.media, it);
	telegram_set_post(it, &name);
	p.base = pool_printf(it->pool, "https://t.me/s/%s", it->tg.channel);
	for (node = htmltree_next(message, message, false); node != NULL;)
		node = htmltree_next(node, message, on_element(&p, node));
	set_content(&p);
	set_album(&p);
	telegram_media_clear(&p.media);
	buf_clear(&p.text);
	return true;
}
