/* SPDX-License-Identifier: ISC */
/*
 * Items and feeds from values.  Every field keeps the value of the highest
 * priority, the first among equals.  All ceilings on what one item may
 * hold are kept here; markup is made safe here, once.
 */
#include "parse/feed/build.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/uri.h"
#include "base/xalloc.h"
#include "parse/feed/date.h"
#include "parse/feed/date_quick.h"
#include "parse/feed/person.h"
#include "parse/feed/telegram.h"
#include "parse/feed/text.h"
#include "parse/markup.h"

#define TITLE_MAX	65536	/* bytes of a title; the rest is cut */
#define PLAIN_MAX	8192	/* of an id, a name, a category */
#define PERIOD_MAX	(366 * 24 * 3600)
#define TTL_MAX		(366 * 24 * 60)

/* Where a field lies in an item and in a feed; NOWHERE if it has none. */
#define NOWHERE		SIZE_MAX
struct place {
	size_t	item;
	size_t	doc;
};

#define ITEM(name)	offsetof(struct item, name)
#define DOC(name)	offsetof(struct feed_doc, name)
static const struct place places[FIELD_COUNT] = {
	[FIELD_NONE] = { NOWHERE, NOWHERE },
	[FIELD_TITLE] = { ITEM(title), DOC(title) },
	[FIELD_LINK] = { ITEM(link), DOC(link) },
	[FIELD_ID] = { ITEM(id), NOWHERE },
	[FIELD_SUMMARY] = { ITEM(summary), DOC(description) },
	[FIELD_CONTENT] = { ITEM(content), NOWHERE },
	[FIELD_RIGHTS] = { ITEM(rights), NOWHERE },
	[FIELD_COMMENTS] = { ITEM(comments), NOWHERE },
	[FIELD_LANGUAGE] = { ITEM(language), DOC(language) },
	[FIELD_SOURCE_TITLE] = { ITEM(source_title), NOWHERE },
	[FIELD_SOURCE_LINK] = { ITEM(source_link), NOWHERE },
	[FIELD_IMAGE] = { NOWHERE, DOC(image_url) },
	[FIELD_PUBLISHED] = { ITEM(published), NOWHERE },
	[FIELD_UPDATED] = { ITEM(updated), DOC(updated) },
	[FIELD_AUTHORS] = { NOWHERE, NOWHERE }
};
#undef ITEM
#undef DOC

void
build_init(struct build *b, const struct feed_opts *o, feed_item_cb cb,
    void *arg)
{
	const char *url = o->url != NULL ? o->url : o->content_location;

	memset(b, 0, sizeof(*b));
	b->doc = feed_doc_new();
	b->item = item_new();
	b->cb = cb;
	b->arg = arg;
	b->url = xstrdup_opt(url);
	b->now = o->now;
	b->period = -1;
	b->frequency = 1;
}

struct feed_doc *
build_finish(struct build *b)
{
	struct feed_doc *doc = b->doc;

	if (b->period > 0)
		doc->sy_period = b->period / b->frequency;
	b->doc = NULL;
	return doc;
}

void
build_clear(struct build *b)
{
	feed_doc_free(b->doc);
	item_free(b->item);
	free(b->url);
	free(b->self);
}

struct pool *
build_pool(const struct build *b)
{
	return b->in_item ? b->item->pool : b->doc->pool;
}

void
build_item(struct build *b)
{
	item_reset(b->item);
	memset(b->prio[1], 0, sizeof(b->prio[1]));
	b->in_item = true;
	b->broken = b->no_language = false;
}

/* An item that breaks off is one if it tells what it is about and where. */
static bool
is_item(const struct build *b)
{
	const struct item *it = b->item;
	bool about = it->title != NULL || it->summary != NULL ||
	    it->content != NULL;

	if (b->broken)
		return about && (it->link != NULL || it->id != NULL);
	return about || it->link != NULL || it->id != NULL ||
	    it->nenclosures > 0;
}

void
build_item_end(struct build *b)
{
	struct item *it = b->item;

	if (!b->in_item)
		return;
	b->in_item = false;
	if (!is_item(b) || b->stopped || telegram_normalize_mirror(it) != 0)
		return;
	if (it->language == NULL && !b->no_language)
		it->language = b->doc->language;
	b->doc->nitems++;
	if (b->cb(it, b->arg) != 0)
		b->stopped = true;
}

bool
build_wants(const struct build *b, enum field f, unsigned int prio)
{
	size_t at = b->in_item ? places[f].item : places[f].doc;

	return at != NOWHERE && prio > b->prio[b->in_item][f];
}

static void *
slot(struct build *b, enum field f, unsigned int prio)
{
	b->prio[b->in_item][f] = (uint8_t)prio;
	return b->in_item ? (char *)b->item + places[f].item :
	    (char *)b->doc + places[f].doc;
}

static void
set(struct build *b, enum field f, unsigned int prio, const char *s)
{
	if (s != NULL && s[0] != '\0')
		*(const char **)slot(b, f, prio) = s;
}

void
build_met(struct build *b, const char *limit)
{
	if (b->limit == NULL)
		b->limit = limit;
}

/* What is beyond is left out, the item stands. */
static bool
is_full(struct build *b)
{
	if (pool_used(build_pool(b)) <
	    (b->in_item ? BUILD_ITEM_MAX : BUILD_FEED_MAX))
		return false;
	build_met(b, "more text than the ceiling of an item");
	return true;
}

/* Cuts to a ceiling, between characters. */
static size_t
cut(struct build *b, const char *s, size_t n, size_t max)
{
	if (n <= max)
		return n;
	build_met(b, "a text longer than its ceiling");
	for (n = max; n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80;)
		n--;
	return n;
}

static const char *
doc_base(const struct build *b)
{
	if (b->url != NULL)
		return b->url;
	return b->self != NULL ? b->self : b->doc->link;
}

static const char *
base_of(const struct build *b, const char *base)
{
	return base != NULL ? base : doc_base(b);
}

static bool
is_clean(const char *s, size_t n)
{
	return memchr(s, '<', n) == NULL && memchr(s, '&', n) == NULL &&
	    memchr(s, '>', n) == NULL;
}

static char *
fragment(struct build *b, enum text_mode mode, const char *s, size_t n,
    const char *base)
{
	struct pool *pool = build_pool(b);
	char *escaped;

	if (is_clean(s, n))
		return pool_strndup(pool, s, n);
	if (mode == TEXT_PLAIN)
		return markup_escape(pool, s, n);
	if (mode == TEXT_GUESS &&
	    (escaped = text_escape_unknown(pool, s, n)) != NULL) {
		s = escaped;
		n = strlen(s);
	}
	return markup_sanitize(pool, s, n, base_of(b, base));
}

static bool
is_plain_field(enum field f)
{
	return f == FIELD_SOURCE_TITLE;
}

void
build_text(struct build *b, enum field f, unsigned int prio,
    enum text_mode mode, const char *s, size_t n, const char *base)
{
	bool title = f == FIELD_TITLE || f == FIELD_SOURCE_TITLE;
	char *out;

	if (!build_wants(b, f, prio))
		return;
	text_trim(&s, &n);
	if (mode != TEXT_PLAIN)
		text_unwrap_cdata(&s, &n);
	if (n == 0)
		return;
	if (is_full(b))
		return;
	n = cut(b, s, n, title ? TITLE_MAX : BUILD_TEXT_MAX);
	if (is_plain_field(f) && mode != TEXT_PLAIN) {
		set(b, f, prio, text_plain(build_pool(b), s, n));
		return;
	}
	out = is_plain_field(f) ? pool_strndup(build_pool(b), s, n) :
	    fragment(b, mode == TEXT_HTML && title ? TEXT_GUESS : mode, s, n,
	    base);
	if (title)
		text_collapse(out);
	set(b, f, prio, out);
}

void
build_plain(struct build *b, enum field f, unsigned int prio, const char *s,
    size_t n)
{
	text_trim(&s, &n);
	if (n > 0 && build_wants(b, f, prio) && !is_full(b))
		set(b, f, prio, pool_strndup(build_pool(b), s,
		    cut(b, s, n, PLAIN_MAX)));
}

char *
build_resolve(struct build *b, const char *s, size_t n, const char *base)
{
	char ref[URI_MAX + 1], *url;

	text_trim(&s, &n);
	if (n == 0 || n > URI_MAX || is_full(b))
		return NULL;
	memcpy(ref, s, n);
	ref[n] = '\0';
	url = uri_resolve(build_pool(b), base_of(b, base), ref);
	return url != NULL && uri_is_safe(url) ? url : NULL;
}

void
build_url(struct build *b, enum field f, unsigned int prio, const char *s,
    size_t n, const char *base)
{
	if (build_wants(b, f, prio))
		set(b, f, prio, build_resolve(b, s, n, base));
}

void
build_date(struct build *b, enum field f, unsigned int prio, const char *s,
    size_t n)
{
	int64_t when;

	if (!build_wants(b, f, prio))
		return;
	text_trim(&s, &n);
	if ((when = date_quick(s, n)) == ITEM_NO_TIME)
		when = date_parse(s, n);
	if (when == ITEM_NO_TIME ||
	    (b->now > 0 && when > b->now + BUILD_FUTURE))
		return;
	*(int64_t *)slot(b, f, prio) = when;
}

/* The authors of whatever is being built. */
struct people {
	const struct person	**list;
	size_t			 *n;
};

static struct people
people_of(struct build *b)
{
	if (b->in_item)
		return (struct people){ &b->item->authors,
		    &b->item->nauthors };
	return (struct people){ &b->doc->authors, &b->doc->nauthors };
}

static bool
same(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcasecmp(a, b) == 0;
}

/* One who is there already tells only what was not known of him. */
static bool
merge_person(struct person *list, size_t n, const struct person *p)
{
	struct person *who;

	for (who = list; n > 0; who++, n--) {
		if (!same(who->name, p->name) && !same(who->email, p->email))
			continue;
		if (who->name == NULL)
			who->name = p->name;
		if (who->email == NULL)
			who->email = p->email;
		if (who->uri == NULL)
			who->uri = p->uri;
		return true;
	}
	return false;
}

/* author, as it stands, of all of them. */
static void
add_author_text(struct build *b, const char *s)
{
	struct item *it = b->item;

	if (!b->in_item || s == NULL)
		return;
	it->author = it->author == NULL ? s :
	    pool_printf(it->pool, "%s, %s", it->author, s);
}

static void
add_person(struct build *b, const struct person *p, const char *text)
{
	struct people who = people_of(b);
	struct person *list;

	/* The list is ours: it came from our pool. */
	list = (struct person *)(uintptr_t)*who.list;
	if (merge_person(list, *who.n, p))
		return;
	if (*who.n == BUILD_PEOPLE) {
		build_met(b, "more authors than their ceiling");
		return;
	}
	list = pool_grow(build_pool(b), list, *who.n, sizeof(*list));
	list[(*who.n)++] = *p;
	*who.list = list;
	add_author_text(b, text);
}

/* False when better is known already; what is worse goes. */
static bool
begin_people(struct build *b, unsigned int prio)
{
	uint8_t *have = &b->prio[b->in_item][FIELD_AUTHORS];

	if (prio < *have)
		return false;
	if (prio > *have) {
		*people_of(b).n = 0;
		if (b->in_item)
			b->item->author = NULL;
	}
	*have = (uint8_t)prio;
	return true;
}

void
build_person(struct build *b, unsigned int prio, const char *s, size_t n)
{
	struct pool *pool = build_pool(b);
	const char *text, *rest;
	struct person p;

	text_trim(&s, &n);
	if (n == 0 || n > PLAIN_MAX || is_full(b) || !begin_people(b, prio))
		return;
	text = rest = text_plain(pool, s, n);
	while (person_next(pool, &rest, &p)) {
		add_person(b, &p, text);
		text = NULL;
	}
}

void
build_person_parts(struct build *b, unsigned int prio, const struct person *in,
    const char *base)
{
	struct pool *pool = build_pool(b);
	struct person p = { NULL, NULL, NULL };

	if (is_full(b) || !begin_people(b, prio))
		return;
	if (in->name != NULL && in->name[0] != '\0')
		p.name = pool_strdup(pool, in->name);
	if (in->email != NULL && strchr(in->email, '@') != NULL)
		p.email = pool_strdup(pool, in->email);
	if (in->uri != NULL)
		p.uri = build_resolve(b, in->uri, strlen(in->uri), base);
	if (p.name == NULL && p.email == NULL && p.uri == NULL)
		return;
	add_person(b, &p, p.name != NULL ? p.name :
	    p.email != NULL ? p.email : p.uri);
}

void
build_category(struct build *b, const char *s, size_t n)
{
	const char *const **list = b->in_item ? &b->item->categories :
	    &b->doc->categories;
	size_t i, *count = b->in_item ? &b->item->ncategories :
	    &b->doc->ncategories;
	const char **grown, *word;

	text_trim(&s, &n);
	if (n == 0 || n > PLAIN_MAX || is_full(b))
		return;
	if (*count == (b->in_item ? BUILD_WORDS : BUILD_FEED_WORDS)) {
		build_met(b, "more categories than their ceiling");
		return;
	}
	word = text_plain(build_pool(b), s, n);
	for (i = 0; i < *count; i++)
		if (strcmp((*list)[i], word) == 0)
			return;
	grown = pool_grow(build_pool(b), (void *)(uintptr_t)*list, *count,
	    sizeof(*grown));
	grown[(*count)++] = word;
	*list = grown;
}

static bool
has_enclosure(const struct item *it, const char *url)
{
	size_t i;

	for (i = 0; i < it->nenclosures; i++)
		if (strcmp(it->enclosures[i].url, url) == 0)
			return true;
	return false;
}

void
build_enclosure(struct build *b, const char *url, const char *type,
    const char *length, const char *base)
{
	struct item *it = b->item;
	struct enclosure *list;
	char *end, *full;
	long long n = -1;

	if (!b->in_item || url == NULL)
		return;
	if (it->nenclosures == BUILD_FILES) {
		build_met(b, "more enclosures than their ceiling");
		return;
	}
	full = build_resolve(b, url, strlen(url), base);
	if (full == NULL || has_enclosure(it, full))
		return;
	if (length != NULL) {
		errno = 0;
		n = strtoll(length, &end, 10);
		if (end == length || *end != '\0' || n < 0 || errno != 0)
			n = -1;
	}
	list = pool_grow(it->pool, (void *)(uintptr_t)it->enclosures,
	    it->nenclosures, sizeof(*list));
	list[it->nenclosures++] = (struct enclosure){
		full, pool_strdup(it->pool, type), n
	};
	it->enclosures = list;
}

/* A whole number from min to max; -1 for anything else. */
static int64_t
number(const char *s, int64_t min, int64_t max)
{
	char *end;
	long long n = strtoll(s, &end, 10);

	if (end == s || n < min || n > max)
		return -1;
	return n;
}

void
build_ttl(struct build *b, const char *s)
{
	if (b->doc->ttl < 0)
		b->doc->ttl = number(s, 1, TTL_MAX);
}

void
build_skip_hour(struct build *b, const char *s)
{
	int64_t hour = number(s, 0, 24);

	/* RSS 0.91 counts from 1 to 24. */
	if (hour >= 0)
		b->doc->skip_hours |= 1u << (hour % 24);
}

void
build_skip_day(struct build *b, const char *s)
{
	static const char *const days[] = {
		"sun", "mon", "tue", "wed", "thu", "fri", "sat"
	};
	unsigned int i;

	s += strspn(s, " \t\r\n");
	for (i = 0; i < 7; i++)
		if (strncasecmp(s, days[i], 3) == 0)
			b->doc->skip_days |= 1u << i;
}

void
build_period(struct build *b, const char *s)
{
	static const struct {
		const char	*name;
		int64_t		 seconds;
	} periods[] = {
		{ "hourly", 3600 }, { "daily", 24 * 3600 },
		{ "weekly", 7 * 24 * 3600 }, { "monthly", 30 * 24 * 3600 },
		{ "yearly", 365 * 24 * 3600 }
	};
	size_t i;

	s += strspn(s, " \t\r\n");
	for (i = 0; i < sizeof(periods) / sizeof(periods[0]); i++)
		if (strncasecmp(s, periods[i].name,
		    strlen(periods[i].name)) == 0)
			b->period = periods[i].seconds;
}

void
build_frequency(struct build *b, const char *s)
{
	int64_t n = number(s, 1, PERIOD_MAX);

	if (n > 0)
		b->frequency = n;
}
