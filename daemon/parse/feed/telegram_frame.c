/* SPDX-License-Identifier: ISC */
/*
 * The frames that RSSHub and RSS-Bridge put around a post.  They are known
 * by their markup, which our sanitiser has already brought into one form,
 * so plain string comparison is enough; a frame that looks different stays
 * where it is and does no more harm than before.
 */
#include "parse/feed/telegram_frame.h"

#include <stdbool.h>
#include <string.h>

#include "parse/markup.h"
#include "parse/feed/telegram_url.h"

#define FRAMES_MAX	8	/* of one post; a mirror has three at most */
#define BOX		"<blockquote>"
#define BOX_END		"</blockquote>"
#define EXCUSE		"<p>Please open Telegram to view this post"

struct span {
	const char	*s;
	size_t		 n;
};

typedef bool (*frame_fn)(struct item *, struct span inside);

static const char *
find(struct span in, const char *what)
{
	return in.s != NULL ? memmem(in.s, in.n, what, strlen(what)) : NULL;
}

static bool
starts(struct span in, const char *with)
{
	return in.s != NULL && in.n >= strlen(with) &&
	    memcmp(in.s, with, strlen(with)) == 0;
}

/* in from p on. */
static struct span
from(struct span in, const char *p)
{
	return (struct span){ p, in.n - (size_t)(p - in.s) };
}

/* What stands between two marks of in; s is NULL when one is missing. */
static struct span
between(struct span in, const char *front, const char *end)
{
	const char *p = find(in, front), *stop;

	if (p == NULL)
		return (struct span){ NULL, 0 };
	p += strlen(front);
	stop = find(from(in, p), end);
	return stop != NULL ? (struct span){ p, (size_t)(stop - p) } :
	    (struct span){ NULL, 0 };
}

/* Plain text; NULL when there is none. */
static const char *
words(struct item *it, struct span in)
{
	const char *s;

	if (in.s == NULL)
		return NULL;
	s = markup_text(it->pool, in.s, in.n);
	return *s != '\0' ? s : NULL;
}

static const char *
first_link(struct item *it, struct span in)
{
	struct span href = between(in, "href=\"", "\"");

	return href.s != NULL ? markup_text(it->pool, href.s, href.n) : NULL;
}

static bool
on_reply(struct item *it, struct span inside)
{
	struct telegram_name name;
	const char *url = first_link(it, inside);

	if (url == NULL || !telegram_read_url(url, &name))
		return false;
	it->tg.reply_to = url;
	return true;
}

/* RSSHub has no link for a reply to what is gone. */
static bool
on_boxed_reply(struct item *it, struct span inside)
{
	on_reply(it, inside);
	return true;
}

/* "Name (Author)", the name perhaps a link. */
static bool
on_forward(struct item *it, struct span inside)
{
	struct span author = between(inside, "(", ")");

	it->tg.forwarded_link = first_link(it, inside);
	it->tg.forwarded_author = words(it, author);
	if (author.s != NULL)
		inside.n = (size_t)(author.s - 1 - inside.s);
	it->tg.forwarded_from = words(it, inside);
	return true;
}

static bool
on_via(struct item *it, struct span inside)
{
	return true;
}

static const struct frame {
	const char	*front;
	const char	*end;
	frame_fn	 fn;
} frames[] = {
	{ "<div><blockquote>", "</blockquote></div>", on_boxed_reply },
	{ "<blockquote>", "</blockquote><hr>", on_reply },
	{ "<p>Forwarded From <b>", "</p>", on_forward },
	{ "Forwarded from\xc2\xa0", "<br><br>", on_forward },
	{ "<p>via <b>", "</p>", on_via }
};

/* Takes one frame off the front; false when there is none. */
static bool
unframe_front(struct item *it, struct span *content)
{
	const struct frame *f = frames;
	struct span inside;
	size_t i;

	for (i = 0; i < sizeof(frames) / sizeof(frames[0]); i++, f++) {
		if (!starts(*content, f->front))
			continue;
		inside = between(*content, f->front, f->end);
		if (inside.s == NULL || !f->fn(it, inside))
			continue;
		*content = from(*content,
		    inside.s + inside.n + strlen(f->end));
		return true;
	}
	return false;
}

/* "<b>Site</b><br><b><a …", "<b><a …", or "<a …><img …></a><br><a …" */
static bool
is_preview(struct span box)
{
	const char *p;

	if (starts(box, "<b>") && !starts(box, "<b><a ") &&
	    (p = find(box, "</b><br>")) != NULL)
		box = from(box, p + strlen("</b><br>"));
	return starts(box, "<b><a href=") || (starts(box, "<a href=") &&
	    find(box, "</a><br><a href=") != NULL);
}

/* The first link that has words is the title. */
static void
read_preview(struct item *it, struct span box)
{
	struct tg_post *tg = &it->tg;
	struct span rest = box;
	const char *p, *end;

	tg->preview_link = first_link(it, box);
	if (starts(box, "<b>") && !starts(box, "<b><a "))
		tg->preview_site = words(it, between(box, "<b>", "</b>"));
	while (tg->preview_title == NULL &&
	    (p = find(rest, "<a href=")) != NULL &&
	    (end = find(from(rest, p), "</a>")) != NULL) {
		tg->preview_title = words(it,
		    (struct span){ p, (size_t)(end - p) });
		rest = from(rest, end);
	}
	tg->preview_text = words(it, rest);
}

/* The last quotation of all; what is behind it are pictures. */
static struct span
last_box(struct span content)
{
	struct span box = { NULL, 0 }, next;

	while ((next = between(content, BOX, BOX_END)).s != NULL) {
		box = next;
		content = from(content, next.s + next.n);
	}
	return box;
}

/*
 * The content less a quotation that is the link's preview, or an excuse
 * for what the mirror could not show.
 */
static const char *
unframe_back(struct item *it, struct span content)
{
	struct span box = last_box(content), rest;

	if (box.s == NULL)
		return pool_strndup(it->pool, content.s, content.n);
	if (is_preview(box))
		read_preview(it, box);
	else if (!starts(box, EXCUSE))
		return pool_strndup(it->pool, content.s, content.n);
	rest = from(content, box.s + box.n + strlen(BOX_END));
	return pool_printf(it->pool, "%.*s%.*s",
	    (int)(box.s - strlen(BOX) - content.s), content.s, (int)rest.n,
	    rest.s);
}

void
telegram_unframe(struct item *it)
{
	struct span content;
	bool excused;
	int n;

	if (it->content == NULL)
		return;
	content = (struct span){ it->content, strlen(it->content) };
	excused = find(content, BOX EXCUSE) != NULL;
	for (n = 0; n < FRAMES_MAX && unframe_front(it, &content); n++)
		continue;
	/* A frame inside a frame may leave half of one behind. */
	it->content = unframe_back(it, content);
	it->content = markup_sanitize(it->pool, it->content,
	    strlen(it->content), NULL);
	if (*it->content == '\0')
		it->content = NULL;
	it->tg.unsupported = excused && it->content == NULL;
}
