/* SPDX-License-Identifier: ISC */
/*
 * Posts that came through somebody else's RSS of a channel (RSSHub,
 * RSS-Bridge, TelegramRSS, …).  They carry the post's address somewhere;
 * with it the post is the same item whichever way it came.
 */
#include "parse/feed/telegram.h"

#include <string.h>

#include "parse/markup.h"
#include "parse/feed/telegram_dom.h"
#include "parse/feed/telegram_frame.h"
#include "parse/feed/telegram_post.h"

/*
 * What RSSHub puts before titles to say what a post holds.  A title that
 * begins with one of these by itself does not lose its words.
 */
static const char *const tags[] = {
	"↩", "🔁", "🔧", "🤖", "🎬", "🖼", "📊", "🎙", "🎵", "📄", "📍", "📱",
	"🚫", "[Reply]", "[Forwarded]", "[Service]", "[Via bot]", "[Video]",
	"[GIF]", "[Photo]", "[Poll]", "[Voice]", "[Music]", "[Document]",
	"[Location]", "[Contact]", "[Sticker]", "[Animated Sticker]",
	"[Video Sticker]", "[Unsupported]", "\xef\xb8\x8f", NULL
};

static const char *
skip_tags(const char *s)
{
	const char *from;
	size_t i;

	do {
		from = s;
		s += strspn(s, " ");
		for (i = 0; tags[i] != NULL; i++)
			if (strncmp(s, tags[i], strlen(tags[i])) == 0)
				s += strlen(tags[i]);
	} while (s != from);
	return s;
}

static const char *
text_of(struct item *it, const char *html)
{
	return html != NULL ? markup_text(it->pool, html, strlen(html)) : "";
}

/*
 * The whole message, or a cut at some byte, becomes a headline; so does the
 * content where there is none.
 */
static void
mend_title(struct item *it)
{
	const char *text = text_of(it, it->title), *rest = skip_tags(text);

	if (*rest == '\0')
		rest = *text != '\0' ? text : text_of(it, it->content);
	it->title = it->tg.unsupported ? NULL :
	    telegram_title(it->pool, rest);
}

/* RSSHub's mark, unless the post itself has one. */
static bool
is_service(struct item *it)
{
	const char *title = text_of(it, it->title);

	if (strncmp(title, "[Service]", strlen("[Service]")) == 0)
		return true;
	return strncmp(title, "🔧", strlen("🔧")) == 0 &&
	    strstr(text_of(it, it->content), "🔧") == NULL;
}

static bool
read_url(const char *url, struct telegram_name *name)
{
	return url != NULL && telegram_read_url(url, name);
}

/* TelegramRSS hands on the advertisements that Telegram puts in. */
static bool
is_sponsored(const struct item *it)
{
	static const char mark[] = "[Sponsored]";
	const char *s = it->title != NULL ? it->title : it->content;

	return s != NULL && strstr(s, mark) != NULL &&
	    strncmp(s + strspn(s, " \n"), mark, sizeof(mark) - 1) == 0;
}

int
telegram_normalize_mirror(struct item *it)
{
	struct telegram_name name = { NULL, 0, 0 };

	if (it->tg.channel != NULL)
		return 0;
	if ((!read_url(it->link, &name) || name.id == 0) &&
	    !read_url(it->id, &name) && name.channel == NULL)
		return 0;
	if (is_sponsored(it))
		return 1;
	if (name.id == 0)
		return 0;
	if (it->content == NULL) {
		it->content = it->summary;
		it->summary = NULL;
	}
	if (is_service(it))
		return 1;
	telegram_set_post(it, &name);
	telegram_unframe(it);
	mend_title(it);
	return 0;
}
