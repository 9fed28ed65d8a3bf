/* SPDX-License-Identifier: ISC */
/*
 * Runs the watches over one article and words what they found.  The
 * engine's one meeting place of match and story; no I/O.
 */
#include "recognise.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "match/match.h"
#include "story/sketch.h"

#define EXCERPT_MAX	280		/* code points shown around a hit */
#define INDEX_MAX	(4u << 20)	/* bytes of one article's words */

static const char *
author_of(const struct recognise_in *in)
{
	if (in->article->byline != NULL)
		return in->article->byline;
	return in->item->author;
}

static const char *
outlet_of(const struct recognise_in *in)
{
	if (in->feed != NULL && in->feed->outlet != NULL)
		return in->feed->outlet;
	return in->article->outlet;
}

static struct hit *
hit_make(const struct recognise_in *in, const struct match_hit *m)
{
	struct hit *h = hit_new();
	struct span *spans;
	size_t i;

	h->at = in->now;
	h->watch = pool_strdup(h->pool, in->plan->conf->watches[m->query].name);
	h->feed = pool_strdup(h->pool, in->feed_name);
	h->outlet = pool_strdup(h->pool, outlet_of(in));
	h->agency = pool_strdup(h->pool, in->article->agency);
	h->headline = pool_strdup(h->pool, in->article->headline);
	h->link = pool_strdup(h->pool, in->item->link);
	h->language = pool_strdup(h->pool, in->article->language);
	h->published = in->item->published;
	h->why = pool_strdup(h->pool, m->why);
	spans = pool_alloc(h->pool, m->nspans * sizeof(*spans));
	for (i = 0; i < m->nspans; i++) {
		spans[i] = m->spans[i];
		spans[i].text = pool_strdup(h->pool, m->spans[i].text);
		spans[i].field = pool_strdup(h->pool, m->spans[i].field);
		spans[i].part = pool_strdup(h->pool, m->spans[i].part);
		spans[i].form = pool_strdup(h->pool, m->spans[i].form);
	}
	h->spans = spans;
	h->nspans = m->nspans;
	match_excerpt(h, in->article, EXCERPT_MAX);
	return h;
}

/* Does the paragraph around code points start..end stand in the old text? */
static bool
paragraph_is_old(const char *text, const struct span *s, const char *old)
{
	size_t n = strlen(text);
	size_t from = utf8_offset(text, n, s->start);
	size_t to = from + utf8_offset(text + from, n - from,
	    s->end - s->start);

	while (from > 0 && text[from - 1] != '\n')
		from--;
	while (to < n && text[to] != '\n')
		to++;
	return old != NULL &&
	    memmem(old, strlen(old), text + from, to - from) != NULL;
}

static bool
is_same(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

bool
recognise_is_news(const struct span *s, size_t n, const struct article *a,
    const char *old_headline, const char *old_text)
{
	for (; n > 0; n--, s++) {
		if (strcmp(s->field, "title") == 0) {
			if (!is_same(a->headline, old_headline))
				return true;
		} else if (strcmp(s->field, "text") == 0) {
			if (a->text != NULL &&
			    !paragraph_is_old(a->text, s, old_text))
				return true;
		} else if (old_text == NULL ||
		    strstr(old_text, s->text) == NULL)
			return true;
	}
	return false;
}

static void
add_routes(const struct recognise_in *in, const struct match_result *r,
    struct store_entry *e)
{
	const struct conf_watch *w;
	const struct match_hit *m;
	struct hit_route *route;
	size_t i;

	e->routes = xcalloc(r->nhits, sizeof(*e->routes));
	for (i = 0; i < r->nhits; i++) {
		m = &r->hits[i];
		if (in->edited && !recognise_is_news(m->spans, m->nspans,
		    in->article, in->old_headline, in->old_text))
			continue;
		w = &in->plan->conf->watches[m->query];
		route = &e->routes[e->nroutes++];
		route->hit = hit_make(in, m);
		route->sinks = w->sinks;
		route->first_after = w->first_after;
		route->then_every = w->then_every;
		route->quiet = in->quiet;
	}
}

static void
add_sketch(const struct article *a, struct store_entry *e)
{
	size_t n;
	uint64_t *words = match_word_hashes(a, &n);
	struct sketch *sk;

	if (n > 0) {
		sk = xmalloc(sizeof(*sk));
		sketch_make(sk, words, n);
		e->sketch = sk;
	}
	free(words);
}

static void
add_index(const struct article *a, struct store_entry *e)
{
	struct buf b;

	/* Past the ceiling the words so far are what can be searched. */
	buf_init(&b, INDEX_MAX);
	match_index_text(a, &b);
	/* Not taken: it may have room for twice as much, and stays a while. */
	e->index_text = xstrdup(buf_str(&b));
	buf_clear(&b);
}

void
recognise(const struct recognise_in *in, struct store_entry *e)
{
	struct match_doc doc = {
		.article = in->article,
		.feed = in->feed_name,
		.author = author_of(in)
	};
	struct match_result *r;

	if (in->feed != NULL) {
		doc.tags = in->feed->tags;
		doc.ntags = in->feed->ntags;
	}
	r = match_run(in->plan->set, &doc);
	if (r->error != NULL)
		log_warn("feed %s: %s: %s", in->feed_name,
		    in->item->link != NULL ? in->item->link : "an item",
		    r->error);
	add_routes(in, r, e);
	match_result_free(r);
	add_index(in->article, e);
	add_sketch(in->article, e);
}
