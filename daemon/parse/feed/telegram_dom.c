/* SPDX-License-Identifier: ISC */
/*
 * What every reader of Telegram's pages needs: the text of a node in three
 * forms, and the addresses that hide in attributes.  Knows the markup of
 * texts, not that of pages or posts.
 */
#include "parse/feed/telegram_dom.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#include "base/uri.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "parse/htmltree.h"
#include "parse/markup.h"
#include "parse/markup_attrs.h"

#define SENTENCE_MIN	20	/* code points; shorter ones tell too little */
#define ABBREVIATION	2	/* letters that a full stop may shorten to */

/* Elements of a text that are kept; all others are unwrapped. */
static const char *const kept[] = {
	"b", "strong", "i", "em", "u", "s", "del", "strike", "code", "pre",
	"blockquote", "br", "div", "p", NULL
};

/*
 * An emoji is <i class="emoji"><b>X</b></i>: a picture with the character
 * behind it, neither italic nor bold.
 */
static bool
is_emoji(const xmlNode *node)
{
	if (htmltree_is(node, "b") && node->parent != NULL)
		node = node->parent;
	return htmltree_is(node, "i") && htmltree_has_class(node, "emoji");
}

static bool
is_kept(const xmlNode *node)
{
	size_t i;

	for (i = 0; kept[i] != NULL; i++)
		if (htmltree_is(node, kept[i]))
			return !is_emoji(node);
	return false;
}

/* Since 2024 addresses with a confirmation have each '&' escaped twice. */
static void
mend(char *url)
{
	char *from = url, *to = url;

	while (*from != '\0') {
		*to++ = *from;
		from += strncmp(from, "&amp;", 5) == 0 ? 5 : 1;
	}
	*to = '\0';
}

char *
telegram_href(struct pool *pool, const xmlNode *node, const char *base)
{
	char *url = pool_strdup(pool, htmltree_attr(node, "href"));

	if (url == NULL)
		return NULL;
	mend(url);
	return uri_resolve(pool, base, url);
}

static void
open_link(const xmlNode *node, struct buf *b)
{
	const char *href = htmltree_attr(node, "href");
	char *url;

	if (href == NULL)
		return;
	url = xstrdup(href);
	mend(url);
	buf_adds(b, "<a href=\"");
	markup_put_escaped(b, url, strlen(url));
	buf_adds(b, "\">");
	free(url);
}

static void
enter(const xmlNode *node, struct buf *b)
{
	const char *text = (const char *)node->content;

	if (node->type == XML_TEXT_NODE && text != NULL)
		markup_put_escaped(b, text, strlen(text));
	else if (htmltree_is(node, "a"))
		open_link(node, b);
	else if (is_kept(node))
		buf_addf(b, "<%s>", (const char *)node->name);
}

static void
leave(const xmlNode *node, struct buf *b)
{
	if (htmltree_is(node, "a")) {
		if (htmltree_attr(node, "href") != NULL)
			buf_adds(b, "</a>");
	} else if (is_kept(node) && !htmltree_is(node, "br"))
		buf_addf(b, "</%s>", (const char *)node->name);
}

void
telegram_fragment(const xmlNode *top, struct buf *b)
{
	const xmlNode *node = top->children;

	while (node != NULL && node != top) {
		enter(node, b);
		if (node->type == XML_ELEMENT_NODE && node->children != NULL) {
			node = node->children;
			continue;
		}
		for (leave(node, b); node->next == NULL; leave(node, b))
			if ((node = node->parent) == top)
				return;
		node = node->next;
	}
}

char *
telegram_plain(struct pool *pool, const xmlNode *node)
{
	struct buf b;
	char *text;

	if (node == NULL)
		return NULL;
	buf_init(&b, TELEGRAM_TEXT_MAX);
	telegram_fragment(node, &b);
	text = markup_text(pool, buf_str(&b), b.len);
	buf_clear(&b);
	return *text != '\0' ? text : NULL;
}

char *
telegram_background(struct pool *pool, const xmlNode *node)
{
	const char *style = htmltree_attr(node, "style"), *url = NULL;
	char *abs;
	size_t n;

	if (style != NULL)
		url = strstr(style, "url(");
	if (url == NULL)
		return NULL;
	url += strlen("url(");
	url += strspn(url, " '\"");
	n = strcspn(url, "'\")");
	abs = uri_resolve(pool, "https://t.me/", pool_strndup(pool, url, n));
	return abs != NULL && uri_is_web(abs) ? abs : NULL;
}

/* --- headlines --------------------------------------------------------- */

static bool
has_word(const char *s, size_t n)
{
	uint32_t cp;
	size_t used;

	for (; n > 0; s += used, n -= used) {
		used = utf8_decode(s, n, &cp);
		if (cp != UTF8_BAD && u_isalnum((UChar32)cp))
			return true;
	}
	return false;
}

/* The first line that can be read aloud; else the first one. */
static size_t
first_line(const char **text)
{
	const char *s = *text;
	size_t n;

	for (; *s != '\0'; s += n + strspn(s + n, "\n")) {
		n = strcspn(s, "\n");
		if (has_word(s, n)) {
			*text = s;
			return n;
		}
	}
	return strcspn(*text, "\n");
}

/* Letters right before the offset at. */
static size_t
letters_before(const char *s, size_t at)
{
	uint32_t cp;
	size_t count = 0, i;

	while (at > 0) {
		for (i = at - 1; i > 0 && ((unsigned char)s[i] & 0xc0) == 0x80;)
			i--;
		utf8_decode(s + i, at - i, &cp);
		if (cp == UTF8_BAD || !u_isalpha((UChar32)cp))
			break;
		at = i;
		count++;
	}
	return count;
}

static bool
is_sentence_end(const char *s, size_t n, size_t at)
{
	size_t next = at + 1;
	uint32_t cp;

	if (strchr(".!?", s[at]) == NULL || s[at] == '\0')
		return false;
	if (s[at] == '.' && letters_before(s, at) <= ABBREVIATION)
		return false;
	if (next == n || s[next] != ' ' || next + 1 == n)
		return false;
	utf8_decode(s + next + 1, n - next - 1, &cp);
	return cp != UTF8_BAD && !u_islower((UChar32)cp);
}

/* Bytes of the first sentence, if it ends within max bytes; else 0. */
static size_t
first_sentence(const char *s, size_t n, size_t max)
{
	size_t at;

	for (at = utf8_offset(s, n, SENTENCE_MIN); at < max; at++)
		if (is_sentence_end(s, n, at))
			return at + 1;
	return 0;
}

/* The last word border at or before max. */
static size_t
cut_at_word(const char *s, size_t max)
{
	size_t n = max;

	while (n > 0 && s[n] != ' ')
		n--;
	if (n == 0)
		return max;
	while (n > 0 && strchr(" ,;:-", s[n - 1]) != NULL)
		n--;
	return n;
}

char *
telegram_title(struct pool *pool, const char *text)
{
	size_t n, max, cut;
	char *s;

	if (text == NULL || *text == '\0')
		return NULL;
	n = first_line(&text);
	if (utf8_count(text, n) <= TELEGRAM_TITLE_MAX)
		return markup_escape(pool, text, n);
	max = utf8_offset(text, n, TELEGRAM_TITLE_MAX - 1);
	if ((cut = first_sentence(text, n, max)) > 0)
		return markup_escape(pool, text, cut);
	s = pool_printf(pool, "%.*s…", (int)cut_at_word(text, max), text);
	return markup_escape(pool, s, strlen(s));
}
