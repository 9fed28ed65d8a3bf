/* SPDX-License-Identifier: ISC */
/*
 * /v1/search: the query language over what is stored.  The index gives
 * candidates, the matcher decides, as it does for the watches.  A search
 * runs in slices between which the loop serves everybody else; what it
 * could not look at in its time, the cursor leads on to.
 */
#include <event2/event.h>
#include <event2/http.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

#include "api/api.h"
#include "api/reply.h"
#include "base/xalloc.h"
#include "conf.h"
#include "match/match.h"
#include "store/read.h"
#include "watchset.h"

#define SLICE		32	/* candidates */
#define SEARCH_MS	2000	/* of one request */
#define SEARCHES_MAX	8	/* under way */
#define EXCERPT_MAX	280	/* code points */

struct search {
	struct api		*api;
	struct evhttp_request	*http;
	struct match_set	*set;
	struct event		*next;
	struct page		 page;
	char			*fts;		/* NULL: every item */
	char			*feed;		/* NULL: any */
	char			*error;		/* first of the matcher's */
	int64_t			 since;
	int64_t			 until;
	int64_t			 before;	/* row; 0: from the newest */
	bool			 first;		/* page: no cursor led here */
	int64_t			 looked_at;	/* candidates */
	int64_t			 end_ms;
};

static void
search_free(struct search *s)
{
	s->api->searches--;
	if (s->next != NULL)
		event_free(s->next);
	match_free(s->set);
	page_clear(&s->page);
	free(s->fts);
	free(s->feed);
	free(s->error);
	free(s);
}

static void
on_hangup(struct evhttp_connection *conn, void *arg)
{
	struct search *s = arg;

	reply_lost(s->http);
	search_free(s);
}

static void
search_let_go(struct search *s)
{
	evhttp_connection_set_closecb(evhttp_request_get_connection(s->http),
	    NULL, NULL);
	search_free(s);
}

static void
search_answer(struct search *s, bool truncated)
{
	struct jsonw *w = &s->page.w;

	if (s->first && s->page.n == 0 && !truncated && api_refuse_unknown(
	    s->api, s->http, NULL, s->feed)) {
		search_let_go(s);
		return;
	}
	s->page.more = s->page.more || truncated ||
	    s->page.n == s->page.limit;
	s->page.last = s->before;
	page_end(&s->page);
	jsonw_bool(w, "truncated", truncated);
	jsonw_int(w, "looked_at", s->looked_at);
	jsonw_str(w, "error", s->error);
	page_send(&s->page, s->http);
	search_let_go(s);
}

/* --- one candidate ------------------------------------------------------- */

static const struct conf_feed *
feed_of(const struct conf *conf, const char *name)
{
	size_t i;

	for (i = 0; name != NULL && i < conf->nfeeds; i++)
		if (strcmp(conf->feeds[i].name, name) == 0)
			return &conf->feeds[i];
	return NULL;
}

static void
put_hit(const void *hit, struct jsonw *w)
{
	hit_json(hit, w);
}

/* A hit of no watch; its strings are those of what it was found in. */
static int
add_found(struct search *s, const struct stored_item *it,
    const struct match_hit *met)
{
	const struct article *a = it->article;
	struct hit *h = hit_new();
	int full;

	h->item = it->row;
	h->story = it->story;
	h->at = it->seen;
	h->feed = it->feed;
	h->outlet = a->outlet;
	h->agency = a->agency;
	h->headline = a->headline;
	h->link = it->item->link != NULL ? it->item->link : a->url;
	h->language = a->language;
	h->published = it->item->published;
	h->spans = met->spans;
	h->nspans = met->nspans;
	h->why = met->why;
	match_excerpt(h, a, EXCERPT_MAX);
	full = page_add(&s->page, it->row, put_hit, h);
	hit_free(h);
	return full;
}

/* Non-zero once the page is full. */
static int
look_at(struct search *s, const struct stored_item *it)
{
	const struct conf_feed *feed = feed_of(s->api->conf, it->feed);
	struct match_doc doc = { .article = it->article, .feed = it->feed };
	struct match_result *res;
	int full = 0;

	doc.author = it->item->author;
	if (feed != NULL) {
		doc.tags = feed->tags;
		doc.ntags = feed->ntags;
	}
	res = match_run(s->set, &doc);
	if (res->error != NULL && s->error == NULL)
		s->error = xstrdup(res->error);
	if (res->nhits > 0)
		full = add_found(s, it, &res->hits[0]);
	match_result_free(res);
	return full;
}

static int
on_candidate(struct stored_item *it, void *arg)
{
	struct search *s = arg;
	int stop = 0;

	s->looked_at++;
	if (it->article != NULL && (s->feed == NULL || (it->feed != NULL &&
	    strcmp(s->feed, it->feed) == 0)))
		stop = look_at(s, it);
	/* What did not fit is where the next page starts. */
	if (!stop)
		s->before = it->row;
	stored_item_free(it);
	return stop || s->page.n == s->page.limit ||
	    clock_mono_ms() >= s->end_ms;
}

/* --- slices -------------------------------------------------------------- */

static void
search_go_on(struct search *s)
{
	static const struct timeval at_once = { 0, 0 };
	bool begun = s->looked_at > 0;
	char *cause;
	int n;

	n = read_search(s->api->db, s->fts, s->since, s->until, s->before,
	    SLICE, on_candidate, s, &cause);
	if (n == -1 && !begun) {
		reply_error(s->http, 503, "the store did not answer: %s; "
		    "ask for a shorter time or less common words", cause);
		free(cause);
		search_let_go(s);
	} else if (n == -1) {
		free(cause);
		search_answer(s, true);
	} else if (s->page.n == s->page.limit || s->page.more)
		search_answer(s, false);
	else if (clock_mono_ms() >= s->end_ms)
		search_answer(s, true);
	else if (n < SLICE)
		search_answer(s, false);
	else
		evtimer_add(s->next, &at_once);
}

static void
on_next(evutil_socket_t fd, short what, void *arg)
{
	search_go_on(arg);
}

/* NULL when it was answered already: the query cannot be read. */
static struct match_set *
compile(struct request *r)
{
	struct match_set *set;
	char *cause;

	if ((set = watchset_figures(r->api->conf, &cause)) == NULL) {
		reply_error(r->http, 500, "%s", cause);
		free(cause);
		return NULL;
	}
	if (match_add_query(set, r->query.text, &cause) == -1) {
		reply_error(r->http, 400, "%s", cause);
		free(cause);
		match_free(set);
		return NULL;
	}
	match_build(set);
	return set;
}

void
api_search(struct request *r)
{
	const struct query *q = &r->query;
	struct match_set *set;
	struct search *s;

	if (q->text == NULL) {
		reply_error(r->http, 400, "q=QUERY is needed");
		return;
	}
	if (r->api->searches == SEARCHES_MAX) {
		reply_error(r->http, 503, "%d searches are under way; ask "
		    "again when one has ended", SEARCHES_MAX);
		return;
	}
	if ((set = compile(r)) == NULL)
		return;
	r->api->searches++;
	s = xcalloc(1, sizeof(*s));
	s->api = r->api;
	s->http = r->http;
	s->set = set;
	s->fts = match_fts(set, 0);
	s->feed = xstrdup_opt(q->feed);
	s->since = q->since;
	s->until = q->until;
	s->before = q->before;
	s->first = q->before == 0;
	s->end_ms = clock_mono_ms() + SEARCH_MS;
	page_init(&s->page, "hits", (size_t)q->limit);
	evhttp_connection_set_closecb(evhttp_request_get_connection(r->http),
	    on_hangup, s);
	s->next = evtimer_new(r->api->base, on_next, s);
	search_go_on(s);
}
