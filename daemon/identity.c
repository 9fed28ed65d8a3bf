/* SPDX-License-Identifier: ISC */
/*
 * Identity keys of items: addresses, guids and words to 64-bit hashes.
 * The flow for a batch is init, mark_shared, settle, mark_repeats; what
 * is looked up with the keys, and in which order, only the store knows.
 */
#include "identity.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/hash.h"
#include "base/uri.h"
#include "base/utf8.h"
#include "base/xalloc.h"

#define ALBUM_MAX	32	/* posts of an album that get a key */
#define ENTITY_MAX	12	/* bytes of "&thetasym;" and the like */

static uint64_t
hash_str(const char *s, size_t n)
{
	return hash_end(hash_add(HASH_START, s, n));
}

uint64_t
identity_mix(uint64_t key, uint64_t scope)
{
	if (key == 0)
		return 0;
	return hash_end(hash_add(key, &scope, sizeof(scope)));
}

/* --- words -------------------------------------------------------------- */

struct words {
	uint64_t	hash;
	size_t		n;
};

/* What comes and goes with no change of meaning: punctuation, blanks,
 * invisible characters, and the emoji that mirrors put before titles. */
static const struct range {
	uint32_t	first;
	uint32_t	last;
} no_words[] = {
	{ 0x80, 0xbf }, { 0xd7, 0xd7 }, { 0xf7, 0xf7 }, { 0x2000, 0x2bff },
	{ 0x3000, 0x303f }, { 0xfe00, 0xfe0f }, { 0xfeff, 0xfeff },
	{ 0x1f000, 0x1faff }, { 0xe0000, UINT32_MAX }
};

static bool
is_word(uint32_t cp)
{
	size_t i;

	if (cp < 0x80)
		return (cp | 0x20) - 'a' < 26 || cp - '0' < 10;
	for (i = 0; i < sizeof(no_words) / sizeof(no_words[0]); i++)
		if (cp >= no_words[i].first && cp <= no_words[i].last)
			return false;
	return true;
}

/* Bytes of the tag or entity at s, 0 when it is text. */
static size_t
markup_len(const char *s)
{
	const char *end;
	size_t n;

	if (*s == '<' && (isalpha((unsigned char)s[1]) || s[1] == '/' ||
	    s[1] == '!')) {
		end = strchr(s, '>');
		return end != NULL ? (size_t)(end - s) + 1 : strlen(s);
	}
	if (*s != '&')
		return 0;
	n = strcspn(s, "; <");
	return n < ENTITY_MAX && s[n] == ';' ? n + 1 : 0;
}

/* An address in the text: its tracking part changes from poll to poll. */
static size_t
address_len(const char *s)
{
	if (strncmp(s, "http://", 7) != 0 && strncmp(s, "https://", 8) != 0)
		return 0;
	return strcspn(s, " \t\r\n<");
}

/*
 * Words run together: a blank where a tag or a soft hyphen was makes no
 * other text.
 */
static void
words_add(struct words *w, const char *s, bool markup)
{
	size_t left = s != NULL ? strlen(s) : 0, n;
	bool inside = false;
	uint32_t cp;

	for (; left > 0; s += n, left -= n) {
		if ((markup && (*s == '<' || *s == '&') &&
		    (n = markup_len(s)) > 0) ||
		    (*s == 'h' && !inside && (n = address_len(s)) > 0)) {
			inside = false;
			continue;
		}
		n = 1;
		cp = (unsigned char)*s;
		if (cp >= 0x80)
			n = utf8_decode(s, left, &cp);
		if ((inside = is_word(cp))) {
			w->hash = hash_add(w->hash, s, n);
			w->n += n;
		}
	}
}

/* So that words moved from the title into the text make a change. */
static void
words_part(struct words *w)
{
	w->hash = hash_add(w->hash, "\n", 1);
}

uint64_t
identity_text(const char *title, const char *text, size_t *n)
{
	struct words w = { HASH_START, 0 };

	words_add(&w, title, false);
	words_part(&w);
	words_add(&w, text, false);
	*n = w.n;
	return hash_end(w.hash);
}

static void
set_words(struct identity *id, const struct item *it)
{
	struct words all = { HASH_START, 0 }, title = { HASH_START, 0 };
	struct words guid = { HASH_START, 0 };

	words_add(&title, it->title, true);
	/* Mirrors make titles of their own for a post; its text is the post. */
	if (!id->post || (it->summary == NULL && it->content == NULL))
		words_add(&all, it->title, true);
	words_part(&all);
	words_add(&all, it->summary, true);
	words_part(&all);
	words_add(&all, it->content, true);
	words_add(&guid, it->id, false);
	id->words = all.n > 0 ? hash_end(all.hash) : 0;
	id->nwords = all.n;
	id->face = title.n > 0 ? hash_end(title.hash) : id->words;
	id->guid_is_title = title.n > 0 && guid.n == title.n &&
	    guid.hash == title.hash;
}

/* --- addresses ---------------------------------------------------------- */

static uint64_t
post_key(const char *channel, size_t n, int64_t post, struct pool *pool)
{
	char *url = pool_printf(pool, "https://t.me/%.*s/%lld", (int)n,
	    channel, (long long)post);
	char *p;

	/* Channel names are the same in upper and lower case. */
	for (p = url; *p != '\0'; p++)
		*p = (char)tolower((unsigned char)*p);
	return hash_str(url, strlen(url));
}

/* "…/s/chan/12?single" is post 12 of chan; "/c/1/2" and topics are not. */
static uint64_t
post_of_url(const char *canonical, struct pool *pool)
{
	static const char *const hosts[] = {
		"https://t.me/", "https://telegram.me/",
		"https://telegram.dog/"
	};
	const char *chan = NULL, *id;
	size_t i, n, digits;

	for (i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++)
		if (strncmp(canonical, hosts[i], strlen(hosts[i])) == 0)
			chan = canonical + strlen(hosts[i]);
	if (chan == NULL)
		return 0;
	if (strncmp(chan, "s/", 2) == 0)
		chan += 2;
	n = strcspn(chan, "/?#");
	if (n == 0 || chan[n] != '/')
		return 0;
	id = chan + n + 1;
	digits = strspn(id, "0123456789");
	if (digits == 0 || digits > 18 || strchr("?#", id[digits]) == NULL)
		return 0;
	return post_key(chan, n, strtoll(id, NULL, 10), pool);
}

static void
set_post(struct identity *id, const struct tg_post *tg, struct pool *pool)
{
	uint64_t *keys;
	size_t i, n = tg->nalbum < ALBUM_MAX ? tg->nalbum : ALBUM_MAX;

	id->post = true;
	id->url = post_key(tg->channel, strlen(tg->channel), tg->id, pool);
	keys = pool_alloc(pool, n * sizeof(*keys));
	for (i = 0; i < n; i++)
		if (tg->album[i] != tg->id)
			keys[id->nalbum++] = post_key(tg->channel,
			    strlen(tg->channel), tg->album[i], pool);
	id->album = keys;
}

/* A bare host is where the feed lives, not where the item does. */
static bool
is_page(const char *canonical)
{
	const char *host = strstr(canonical, "://");

	return host == NULL || host[3 + strcspn(host + 3, "/?#")] != '\0';
}

static void
set_url(struct identity *id, const char *link, struct pool *pool)
{
	char *canonical = link != NULL ? uri_canonical(pool, link) : NULL;

	if (canonical == NULL || !is_page(canonical))
		return;
	id->url = post_of_url(canonical, pool);
	id->post = id->url != 0;
	if (id->url == 0)
		id->url = hash_str(canonical, strlen(canonical));
}

static void
set_guid(struct identity *id, const char *guid, struct pool *pool)
{
	char *canonical = NULL;

	if (guid == NULL || guid[strspn(guid, " \t\r\n")] == '\0')
		return;
	if (uri_is_web(guid))
		canonical = uri_canonical(pool, guid);
	if (canonical != NULL && !is_page(canonical))
		return;
	if (canonical != NULL)
		guid = canonical;
	id->guid = hash_str(guid, strlen(guid));
}

void
identity_init(struct identity *id, const struct item *it, struct pool *pool)
{
	memset(id, 0, sizeof(*id));
	id->published = it->published;
	if (it->tg.channel != NULL)
		set_post(id, &it->tg, pool);
	else if (it->link != NULL)
		set_url(id, it->link, pool);
	else if (it->id != NULL && uri_is_web(it->id))
		set_url(id, it->id, pool);
	set_guid(id, it->id, pool);
	set_words(id, it);
}

/* --- the batch ---------------------------------------------------------- */

typedef int (*order_fn)(const void *, const void *);

static int
compare(uint64_t a, uint64_t b)
{
	return a < b ? -1 : a > b;
}

static int
by_url(const void *a, const void *b)
{
	const struct identity *x = *(struct identity *const *)a;
	const struct identity *y = *(struct identity *const *)b;

	return x->url != y->url ? compare(x->url, y->url) : x < y ? -1 : x > y;
}

static int
by_guid(const void *a, const void *b)
{
	const struct identity *x = *(struct identity *const *)a;
	const struct identity *y = *(struct identity *const *)b;

	return x->guid != y->guid ? compare(x->guid, y->guid) :
	    x < y ? -1 : x > y;
}

/* Pointers to the batch's identities in the order of a key. */
static struct identity **
sorted(struct identity *ids, size_t n, order_fn order)
{
	struct identity **out = xreallocarray(NULL, n, sizeof(*out));
	size_t i;

	for (i = 0; i < n; i++)
		out[i] = &ids[i];
	qsort(out, n, sizeof(*out), order);
	return out;
}

/* Two items under one guid that cannot be one item. */
static bool
differ(const struct identity *a, const struct identity *b)
{
	bool addresses = a->url != 0 && b->url != 0 && !a->url_shared &&
	    !b->url_shared;

	if (addresses && a->url == b->url)
		return false;
	return a->face != b->face;
}

static void
share_urls(struct identity **by, size_t n)
{
	size_t i, j, k;
	bool shared;

	for (i = 0; i < n; i = j) {
		shared = false;
		for (j = i + 1; j < n && by[j]->url == by[i]->url; j++)
			if (by[j]->face != by[i]->face)
				shared = true;
		/* A post is its address, whatever title a mirror gives it. */
		for (k = i; k < j; k++)
			by[k]->url_shared = shared && by[k]->url != 0 &&
			    !by[k]->post;
	}
}

static void
share_guids(struct identity **by, size_t n)
{
	size_t i, j, k;
	bool shared;

	for (i = 0; i < n; i = j) {
		shared = false;
		for (j = i + 1; j < n && by[j]->guid == by[i]->guid; j++)
			if (differ(by[i], by[j]))
				shared = true;
		for (k = i; k < j; k++)
			by[k]->guid_shared = shared && by[k]->guid != 0;
	}
}

void
identity_mark_shared(struct identity *ids, size_t n)
{
	struct identity **by;

	by = sorted(ids, n, by_url);
	share_urls(by, n);
	free(by);
	by = sorted(ids, n, by_guid);
	share_guids(by, n);
	free(by);
}

void
identity_settle(struct identity *id)
{
	if (id->url_shared)
		id->url = 0;
	/* Two forecasts under one headline are told apart by their links. */
	if (id->guid_shared || id->post || (id->guid_is_title && id->url != 0))
		id->guid = 0;
	if (id->url != 0 || id->guid != 0)
		return;
	/* An edit makes it a new item; that one joins the story as a copy. */
	id->guid = id->words != 0 ? id->words : 1;
	id->made = true;
}

void
identity_mark_repeats(struct identity *ids, size_t n)
{
	struct identity **by;
	size_t i;

	by = sorted(ids, n, by_url);
	for (i = 1; i < n; i++)
		if (by[i]->url != 0 && by[i]->url == by[i - 1]->url)
			by[i]->repeat = true;
	free(by);
	by = sorted(ids, n, by_guid);
	for (i = 1; i < n; i++)
		if (by[i]->guid != 0 && by[i]->guid == by[i - 1]->guid)
			by[i]->repeat = true;
	free(by);
}
