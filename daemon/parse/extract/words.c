/* SPDX-License-Identifier: ISC */
/*
 * Class and id values fall into words at hyphens, underscores and the
 * capitals of camelCase; each word is looked up by itself, so that
 * "download" is no ad and "metadata" no data.
 */
#include "parse/extract/words.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define WORD_MAX	24	/* bytes; longer words mean nothing to us */

struct word {
	const char	*word;
	uint32_t	 flags;
};

/* Sorted by word. */
static const struct word words[] = {
	{ "aboutauthor", W_META }, { "abstract", W_SUB }, { "ad", W_AD },
	{ "adbox", W_AD }, { "adcontainer", W_AD }, { "addthis", W_SHARE },
	{ "addtoany", W_SHARE }, { "admarker", W_AD }, { "ads", W_AD },
	{ "adsense", W_AD }, { "adslot", W_AD }, { "adunit", W_AD },
	{ "adv", W_AD }, { "advert", W_AD }, { "advertise", W_AD },
	{ "advertisement", W_AD }, { "advertising", W_AD },
	{ "advertorial", W_AD }, { "adverts", W_AD }, { "adwrapper", W_AD },
	{ "affiliate", W_AD }, { "alert", W_SIGNUP },
	{ "alsolike", W_RELATED }, { "announce", W_RELATED | W_LEAD },
	{ "announcement", W_LEAD }, { "anons", W_RELATED | W_LEAD },
	{ "art", W_STORY }, { "article", W_STORY }, { "articlebody", W_BODY },
	{ "articlecontent", W_BODY }, { "articlecopy", W_BODY },
	{ "articlemeta", W_META }, { "articletext", W_BODY },
	{ "aside", W_SIDE }, { "audio", W_CAPTION }, { "author", W_AUTHOR },
	{ "authorbio", W_META }, { "authors", W_AUTHOR },
	{ "avtor", W_AUTHOR }, { "banner", W_AD }, { "banners", W_AD },
	{ "bio", W_META }, { "biography", W_META }, { "blog", W_STORY },
	{ "body", W_TEXT }, { "bodycopy", W_BODY }, { "bodytext", W_BODY },
	{ "bookmarks", W_SHARE }, { "bottombar", W_SIDE },
	{ "breadcrumb", W_NAV }, { "breadcrumbs", W_NAV },
	{ "byline", W_META | W_AUTHOR }, { "bylines", W_META },
	{ "cackle", W_COMMENT }, { "caption", W_CAPTION },
	{ "captions", W_CAPTION }, { "carousel", W_CAPTION },
	{ "categories", W_META }, { "category", W_META }, { "chapo", W_LEAD },
	{ "cke", W_TEXT }, { "colophon", W_SIDE }, { "comment", W_COMMENT },
	{ "commentary", W_COMMENT }, { "commenter", W_COMMENT },
	{ "commenting", W_COMMENT }, { "commentlist", W_COMMENT },
	{ "comments", W_COMMENT }, { "commercial", W_AD },
	{ "complementary", W_SIDE }, { "consent", W_SIGNUP },
	{ "content", W_TEXT }, { "contentinfo", W_SIDE },
	{ "contents", W_TEXT }, { "contenttext", W_TEXT },
	{ "contributor", W_AUTHOR }, { "contributors", W_AUTHOR },
	{ "cookie", W_SIGNUP }, { "cookies", W_SIGNUP }, { "copy", W_TEXT },
	{ "copyright", W_SIDE }, { "copyrightphoto", W_CAPTION },
	{ "coral", W_COMMENT }, { "counter", W_META }, { "created", W_DATE },
	{ "credit", W_CAPTION }, { "credits", W_META },
	{ "crosspromo", W_RELATED }, { "crumb", W_NAV }, { "crumbs", W_NAV },
	{ "cta", W_SIGNUP }, { "cutline", W_CAPTION }, { "data", W_DATE },
	{ "date", W_DATE }, { "dateline", W_META }, { "dates", W_DATE },
	{ "datetime", W_DATE }, { "deck", W_SUB }, { "dek", W_SUB },
	{ "description", W_SUB }, { "detail", W_STORY }, { "dfp", W_AD },
	{ "dialog", W_SIGNUP }, { "disclaimer", W_SIDE },
	{ "discussion", W_COMMENT }, { "disqus", W_COMMENT },
	{ "donate", W_SIGNUP }, { "email", W_SHARE }, { "entry", W_STORY },
	{ "entrybody", W_BODY }, { "entrycontent", W_BODY },
	{ "excerpt", W_SUB }, { "eyebrow", W_META }, { "facebook", W_SHARE },
	{ "factbox", W_SIDE }, { "figcaption", W_CAPTION },
	{ "filed", W_META }, { "follow", W_SHARE }, { "followus", W_SHARE },
	{ "foot", W_SIDE }, { "footer", W_SIDE }, { "formatted", W_TEXT },
	{ "forum", W_COMMENT }, { "fulltext", W_TEXT },
	{ "gallery", W_CAPTION }, { "gdpr", W_SIGNUP }, { "googlead", W_AD },
	{ "gpt", W_AD }, { "guestbook", W_COMMENT }, { "hashtags", W_META },
	{ "head", W_TITLE }, { "header", W_TITLE }, { "heading", W_TITLE },
	{ "headline", W_TITLE }, { "hed", W_TITLE }, { "hentry", W_STORY },
	{ "hidden", W_HIDDEN }, { "hide", W_HIDDEN },
	{ "hypercomments", W_COMMENT }, { "image", W_CAPTION },
	{ "imagecredit", W_CAPTION }, { "images", W_CAPTION },
	{ "img", W_CAPTION }, { "imgcaption", W_CAPTION }, { "info", W_META },
	{ "infobox", W_SIDE }, { "inread", W_RELATED },
	{ "inscription", W_SIGNUP }, { "intro", W_LEAD },
	{ "introduction", W_LEAD }, { "invisible", W_HIDDEN },
	{ "item", W_STORY }, { "keyword", W_META }, { "keywords", W_META },
	{ "kicker", W_META }, { "kommentarii", W_COMMENT },
	{ "latest", W_RELATED }, { "lead", W_LEAD }, { "lede", W_LEAD },
	{ "leftcol", W_SIDE }, { "legal", W_SIDE }, { "lenta", W_RELATED },
	{ "lightbox", W_SIGNUP }, { "likely", W_SHARE }, { "likes", W_SHARE },
	{ "linked", W_RELATED }, { "livefyre", W_COMMENT },
	{ "login", W_SIGNUP }, { "mailing", W_SIGNUP }, { "mailto", W_SHARE },
	{ "maintext", W_TEXT }, { "masthead", W_SIDE }, { "media", W_CAPTION },
	{ "membership", W_SIGNUP }, { "menu", W_NAV }, { "menus", W_NAV },
	{ "meta", W_META }, { "metadata", W_META }, { "modal", W_SIGNUP },
	{ "modified", W_DATE }, { "more", W_RELATED },
	{ "morestories", W_RELATED }, { "mostpopular", W_RELATED },
	{ "mostread", W_RELATED }, { "nav", W_NAV }, { "navbar", W_NAV },
	{ "navi", W_NAV }, { "navigation", W_NAV }, { "news", W_STORY },
	{ "newsarticle", W_STORY }, { "newsbody", W_BODY },
	{ "newsletter", W_SIGNUP }, { "newsletters", W_SIGNUP },
	{ "newstext", W_BODY }, { "nextup", W_RELATED },
	{ "noprint", W_HIDDEN }, { "notification", W_SIGNUP },
	{ "notifications", W_SIGNUP }, { "novost", W_STORY },
	{ "offscreen", W_HIDDEN }, { "optin", W_SIGNUP },
	{ "other", W_RELATED }, { "others", W_RELATED },
	{ "otzyv", W_COMMENT }, { "outbrain", W_RELATED },
	{ "overlay", W_SIGNUP }, { "pagenav", W_NAV }, { "pager", W_NAV },
	{ "pagination", W_NAV }, { "paginator", W_NAV }, { "paging", W_NAV },
	{ "paragraphs", W_TEXT }, { "partner", W_AD }, { "partners", W_AD },
	{ "paywall", W_SIGNUP }, { "photo", W_CAPTION },
	{ "photocredit", W_CAPTION }, { "photographer", W_CAPTION },
	{ "photos", W_CAPTION }, { "pingback", W_COMMENT },
	{ "pinterest", W_SHARE }, { "player", W_CAPTION },
	{ "pluso", W_SHARE }, { "podcast", W_CAPTION }, { "poll", W_META },
	{ "popular", W_RELATED }, { "popup", W_SIGNUP }, { "post", W_STORY },
	{ "postbody", W_BODY }, { "postcontent", W_BODY },
	{ "posted", W_DATE }, { "postmeta", W_META }, { "preamble", W_LEAD },
	{ "press", W_STORY }, { "previews", W_RELATED }, { "print", W_SHARE },
	{ "printonly", W_HIDDEN }, { "profile", W_META },
	{ "promo", W_RELATED }, { "promos", W_RELATED }, { "promoted", W_AD },
	{ "prose", W_TEXT }, { "pubdate", W_DATE }, { "publication", W_STORY },
	{ "publish", W_DATE }, { "published", W_DATE }, { "push", W_SIGNUP },
	{ "rating", W_META }, { "ratings", W_META }, { "readalso", W_RELATED },
	{ "readmore", W_RELATED }, { "readnext", W_RELATED },
	{ "recirc", W_RELATED }, { "recirculation", W_RELATED },
	{ "recommend", W_RELATED }, { "recommendation", W_RELATED },
	{ "recommendations", W_RELATED }, { "recommended", W_RELATED },
	{ "register", W_SIGNUP }, { "registration", W_SIGNUP },
	{ "reklama", W_AD }, { "related", W_RELATED },
	{ "relatedposts", W_RELATED }, { "release", W_STORY },
	{ "replies", W_COMMENT }, { "reply", W_COMMENT },
	{ "reporter", W_AUTHOR }, { "respond", W_COMMENT },
	{ "responses", W_COMMENT }, { "revcontent", W_RELATED },
	{ "richtext", W_TEXT }, { "rightcol", W_SIDE },
	{ "rightrail", W_SIDE }, { "rubric", W_META },
	{ "screenreader", W_HIDDEN }, { "seealso", W_RELATED },
	{ "sendto", W_SHARE }, { "share", W_SHARE }, { "sharebar", W_SHARE },
	{ "sharer", W_SHARE }, { "shares", W_SHARE }, { "sharethis", W_SHARE },
	{ "sharing", W_SHARE }, { "sidebar", W_SIDE }, { "sign", W_SIGNUP },
	{ "signin", W_SIGNUP }, { "signup", W_SIGNUP },
	{ "similar", W_RELATED }, { "single", W_STORY }, { "skip", W_NAV },
	{ "skiplink", W_NAV }, { "slider", W_CAPTION },
	{ "slideshow", W_CAPTION }, { "soc", W_SHARE }, { "social", W_SHARE },
	{ "socials", W_SHARE }, { "source", W_META }, { "sponsor", W_AD },
	{ "sponsored", W_AD }, { "sponsors", W_AD }, { "spotim", W_COMMENT },
	{ "sr", W_HIDDEN }, { "standfirst", W_SUB }, { "stats", W_META },
	{ "statya", W_STORY }, { "story", W_STORY }, { "storybody", W_BODY },
	{ "storycontent", W_BODY }, { "storytext", W_BODY },
	{ "strapline", W_SUB }, { "sub", W_SUB }, { "subhead", W_SUB },
	{ "subheading", W_SUB }, { "subheadline", W_SUB },
	{ "submenu", W_NAV }, { "subnav", W_NAV }, { "subscribe", W_SIGNUP },
	{ "subscription", W_SIGNUP }, { "subtitle", W_SUB },
	{ "suggested", W_RELATED }, { "suggestions", W_RELATED },
	{ "summary", W_SUB }, { "taboola", W_RELATED }, { "tag", W_META },
	{ "tagline", W_SUB }, { "taglist", W_META }, { "tags", W_META },
	{ "teaser", W_LEAD }, { "teasers", W_RELATED }, { "text", W_TEXT },
	{ "textarticle", W_BODY }, { "textbody", W_BODY },
	{ "thumb", W_CAPTION }, { "thumbnail", W_CAPTION }, { "time", W_DATE },
	{ "timestamp", W_META | W_DATE }, { "title", W_TITLE },
	{ "toc", W_NAV }, { "toolbar", W_NAV }, { "tools", W_NAV },
	{ "topbar", W_SIDE }, { "topics", W_META }, { "topnav", W_NAV },
	{ "topnews", W_RELATED }, { "topstories", W_RELATED },
	{ "trackback", W_COMMENT }, { "trending", W_RELATED },
	{ "twitter", W_SHARE }, { "txt", W_TEXT }, { "updated", W_DATE },
	{ "upnext", W_RELATED }, { "uptolike", W_SHARE },
	{ "video", W_CAPTION }, { "views", W_META },
	{ "visuallyhidden", W_HIDDEN }, { "vote", W_META },
	{ "votes", W_META }, { "whatsapp", W_SHARE }, { "widget", W_SIDE },
	{ "widgets", W_SIDE }, { "writer", W_AUTHOR }, { "wysiwyg", W_TEXT },
	{ "zergnet", W_RELATED }
};

static uint32_t
word_find(const char *w)
{
	size_t lo = 0, hi = sizeof(words) / sizeof(words[0]), mid;
	int cmp;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if ((cmp = strcmp(w, words[mid].word)) == 0)
			return words[mid].flags;
		if (cmp < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return 0;
}

static bool
is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Takes one word off *s; the result is its length in out, lower case. */
static size_t
word_take(const char **s, char out[WORD_MAX + 1])
{
	const char *p = *s;
	size_t n = 0;
	bool lower = false;

	for (; is_lower(*p) || is_upper(*p); p++) {
		if (is_upper(*p) && lower)
			break;
		lower = is_lower(*p);
		if (n < WORD_MAX)
			out[n] = lower ? *p : (char)(*p - 'A' + 'a');
		n++;
	}
	*s = p;
	if (n > WORD_MAX)
		n = 0;
	out[n] = '\0';
	return n;
}

/* One class name is whole: what do its words say together? */
static uint32_t
name_end(uint32_t one, bool *story)
{
	if ((one & W_STORY) != 0 && (one & W_TEXT) != 0)
		one |= W_BODY;
	if ((one & W_STORY) != 0 && (one & ~(W_STORY | W_TEXT | W_BODY)) == 0)
		*story = true;
	return one;
}

uint32_t
words_of(const char *s)
{
	char word[WORD_MAX + 1];
	uint32_t all = 0, one = 0;
	bool story = false;

	if (s == NULL)
		return 0;
	while (*s != '\0') {
		if (is_lower(*s) || is_upper(*s)) {
			if (word_take(&s, word) > 0)
				one |= word_find(word);
			continue;
		}
		if (*s == ' ' || *s == '\t' || *s == '\n') {
			all |= name_end(one, &story);
			one = 0;
		}
		s++;
	}
	all |= name_end(one, &story);
	/* "post format-video tag-x": a post that has them, none of them. */
	return story ? all & ~(uint32_t)(W_CAPTION | W_META | W_SIDE) : all;
}
