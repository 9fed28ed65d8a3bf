/* SPDX-License-Identifier: ISC */
/*
 * Media of a post, described in words, for those who cannot see them (the
 * matcher among them), and as enclosures.  What changes while nobody edits
 * the post stays out of the words: counts of votes, addresses of files.
 */
#include "parse/feed/telegram_media.h"

#include <string.h>

#include "base/uri.h"
#include "parse/htmltree.h"
#include "parse/markup_attrs.h"
#include "parse/feed/telegram_dom.h"

#define PREFIX		"tgme_widget_message_"
#define OPTIONS_MAX	32	/* of a poll */

void
telegram_media_init(struct telegram_media *m, struct item *it)
{
	memset(m, 0, sizeof(*m));
	m->it = it;
	buf_init(&m->words, TELEGRAM_TEXT_MAX);
}

void
telegram_media_clear(struct telegram_media *m)
{
	buf_clear(&m->words);
}

static void
add_file(struct telegram_media *m, const char *url, const char *type)
{
	struct enclosure *e;

	if (url == NULL || m->it->nenclosures == TELEGRAM_MEDIA_MAX ||
	    (url = uri_resolve(m->it->pool, "https://t.me/", url)) == NULL ||
	    !uri_is_web(url))
		return;
	m->files = pool_grow(m->it->pool, m->files, m->it->nenclosures,
	    sizeof(*m->files));
	e = &m->files[m->it->nenclosures++];
	e->url = url;
	e->type = type;
	e->length = -1;
	m->it->enclosures = m->files;
}

/* Lines become one, with commas. */
static void
put(struct telegram_media *m, const char *text)
{
	size_t n;

	for (; *text != '\0'; text += n + strspn(text + n, "\n")) {
		n = strcspn(text, "\n");
		markup_put_escaped(&m->words, text, n);
		if (text[n] != '\0')
			buf_adds(&m->words, ", ");
	}
}

/* "Kind", "Kind: a", "Kind: a, b" */
static void
describe(struct telegram_media *m, const char *kind, const char *a,
    const char *b)
{
	if (a == NULL) {
		a = b;
		b = NULL;
	}
	buf_adds(&m->words, "<p>");
	put(m, kind);
	if (a != NULL) {
		put(m, ": ");
		put(m, a);
	}
	if (b != NULL) {
		put(m, ", ");
		put(m, b);
	}
	buf_adds(&m->words, "</p>");
}

/* The text of the first element below with this class. */
static const char *
part(struct telegram_media *m, const xmlNode *node, const char *class)
{
	return telegram_plain(m->it->pool, htmltree_find_class(node, class));
}

/* The first element below of this kind. */
static const xmlNode *
find_element(const xmlNode *top, const char *element)
{
	const xmlNode *node;

	for (node = htmltree_next(top, top, false); node != NULL;
	    node = htmltree_next(node, top, false))
		if (htmltree_is(node, element))
			return node;
	return NULL;
}

static const char *
source_of(const xmlNode *top, const char *element)
{
	const xmlNode *node = find_element(top, element);

	return node != NULL ? htmltree_attr(node, "src") : NULL;
}

static void
on_photo(struct telegram_media *m, const xmlNode *node)
{
	m->photos++;
	add_file(m, telegram_background(m->it->pool, node), "image/jpeg");
}

/* Without a play button it plays by itself: a GIF. */
static void
on_video(struct telegram_media *m, const xmlNode *node)
{
	const char *duration = part(m, node, "message_video_duration");
	const char *src = source_of(node, "video");
	bool plays = duration != NULL ||
	    htmltree_find_class(node, "message_video_play") != NULL;

	add_file(m, src, "video/mp4");
	describe(m, src != NULL && !plays ? "GIF" : "Video", duration, NULL);
}

static void
on_round_video(struct telegram_media *m, const xmlNode *node)
{
	add_file(m, source_of(node, "video"), "video/mp4");
	describe(m, "Video message",
	    part(m, node, PREFIX "roundvideo_duration"), NULL);
}

static void
on_voice(struct telegram_media *m, const xmlNode *node)
{
	add_file(m, source_of(node, "audio"), "audio/ogg");
	describe(m, "Voice message", part(m, node, PREFIX "voice_duration"),
	    NULL);
}

static void
on_document(struct telegram_media *m, const xmlNode *node)
{
	const char *title = part(m, node, PREFIX "document_title");
	const char *extra = part(m, node, PREFIX "document_extra");
	bool music = htmltree_find_class(node, "audio") != NULL;

	add_file(m, source_of(node, "audio"), "audio/mpeg");
	describe(m, music ? "Music" : "Document", title, extra);
}

static void
on_sticker(struct telegram_media *m, const xmlNode *node)
{
	const char *webp = htmltree_attr(node, "data-webp");

	add_file(m, webp, "image/webp");
	describe(m, "Sticker", NULL, NULL);
}

static void
on_moving_sticker(struct telegram_media *m, const xmlNode *node)
{
	add_file(m, source_of(node, "video"), "video/webm");
	describe(m, "Animated sticker", NULL, NULL);
}

/* The point stands in the address of the map: "…?q=LAT,LON&…". */
static void
on_location(struct telegram_media *m, const xmlNode *node)
{
	struct pool *pool = m->it->pool;
	char *url = telegram_href(pool, node, "https://t.me/");
	const char *name = telegram_plain(pool, node), *q = NULL;

	if (url != NULL && (q = strstr(url, "q=")) != NULL)
		q = pool_strndup(pool, q + 2, strcspn(q + 2, "&#"));
	describe(m, "Location", name, q);
}

static void
on_contact(struct telegram_media *m, const xmlNode *node)
{
	describe(m, "Contact", part(m, node, PREFIX "contact_name"),
	    part(m, node, PREFIX "contact_phone"));
}

static void
on_poll(struct telegram_media *m, const xmlNode *poll)
{
	const char *type = part(m, poll, PREFIX "poll_type"), *text;
	const xmlNode *node;
	size_t n = 0;

	describe(m, type != NULL ? type : "Poll",
	    part(m, poll, PREFIX "poll_question"), NULL);
	buf_adds(&m->words, "<ul>");
	for (node = poll; node != NULL && n < OPTIONS_MAX;
	    node = htmltree_next(node, poll, false)) {
		if (!htmltree_has_class(node, PREFIX "poll_option_text") ||
		    (text = telegram_plain(m->it->pool, node)) == NULL)
			continue;
		buf_adds(&m->words, "<li>");
		put(m, text);
		buf_adds(&m->words, "</li>");
		n++;
	}
	buf_adds(&m->words, "</ul>");
}

static const struct {
	const char	*class;		/* behind PREFIX */
	void		(*add)(struct telegram_media *, const xmlNode *);
} kinds[] = {
	{ "photo_wrap", on_photo },
	{ "video_player", on_video },
	{ "roundvideo_player", on_round_video },
	{ "voice_player", on_voice },
	{ "document_wrap", on_document },
	{ "sticker", on_sticker },
	{ "tgsticker", on_moving_sticker },
	{ "videosticker", on_moving_sticker },
	{ "location_wrap", on_location },
	{ "contact_wrap", on_contact },
	{ "contact", on_contact },
	{ "poll", on_poll }
};

bool
telegram_media_add(struct telegram_media *m, const xmlNode *node,
    const char *class, size_t n)
{
	size_t i, skip = strlen(PREFIX);

	if (n <= skip || strncmp(class, PREFIX, skip) != 0)
		return false;
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strlen(kinds[i].class) != n - skip ||
		    memcmp(kinds[i].class, class + skip, n - skip) != 0)
			continue;
		if (m->count++ < TELEGRAM_MEDIA_MAX)
			kinds[i].add(m, node);
		return true;
	}
	return false;
}

void
telegram_media_finish(struct telegram_media *m, bool has_text)
{
	if (m->photos == 0 || has_text || m->words.len > 0)
		return;
	if (m->photos == 1)
		buf_adds(&m->words, "<p>Photo</p>");
	else
		buf_addf(&m->words, "<p>%zu photos</p>", m->photos);
}
