/* SPDX-License-Identifier: ISC */
/*
 * The way of an item, in one place and in order:
 *
 *	poll_fetch -> on_fetched		bytes of the feed
 *	poll_parse -> on_item*, on_feed		items
 *	poll_check -> on_checked		which are new or edited?
 *	older_fetch -> poll_check		a channel's older pages, if all are
 *	work_start -> on_article		an article for each of them
 *	poll_store -> on_stored			all of it in one transaction
 *	poll_end				back into the schedule
 *
 * A poll that fails at any step stores nothing but the feed's state, so
 * the next one brings its items again.
 */
#include "pipeline.h"

#include <stdlib.h>
#include <string.h>

#include "article.h"
#include "article_job.h"
#include "engine.h"
#include "feed_policy.h"
#include "item.h"
#include "older.h"
#include "owner.h"
#include "parsers.h"
#include "poll_state.h"
#include "reader_link.h"
#include "recognise.h"
#include "alert/alert.h"
#include "base/log.h"
#include "base/xalloc.h"
#include "net/fetch.h"
#include "net/http.h"
#include "parse/job.h"
#include "store/store.h"

/* An item without a date is taken to be this old on a first poll. */
#define UNDATED_AGE	(7 * 86400)
#define STORE_RETRY	60		/* seconds after a failed commit */

static void	poll_fetch(struct poll *);
static void	poll_check(struct poll *);
static void	poll_fail(struct poll *, enum feed_status, const char *why);
static void	poll_store(struct poll *);

/* --- beginning and end ------------------------------------------------------- */

static uint64_t
hash_bytes(const char *s, size_t n)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);	/* FNV-1a */

	for (; n > 0; n--, s++)
		h = (h ^ (unsigned char)*s) * UINT64_C(0x100000001b3);
	return h;
}

/* Forgets what an address answered, so that a mirror can be asked. */
static void
poll_reset(struct poll *p)
{
	size_t i;

	for (i = 0; i < p->nitems; i++)
		item_free(p->items[i]);
	free(p->items);
	p->items = NULL;
	p->nitems = 0;
	feed_doc_free(p->doc);
	p->doc = NULL;
	free(p->older);
	p->older = NULL;
	free(p->url);
	p->url = NULL;
	free(p->body);
	p->body = NULL;
	free(p->found);
	p->found = NULL;
}

/* Is the feed's own address the one that is asked? */
static bool
is_own(const struct poll *p)
{
	return p->attempt == 0 && p->found == NULL;
}

static void
work_clear(struct work *w)
{
	size_t i;

	item_free(w->item);
	article_free(w->article);
	free(w->check.old_headline);
	free(w->check.old_text);
	for (i = 0; i < w->entry.nroutes; i++)
		hit_free(w->entry.routes[i].hit);
	free(w->entry.routes);
	free(w->entry.index_text);
	free(w->entry.sketch);
}

static void
poll_free(struct poll *p)
{
	size_t i;

	TAILQ_REMOVE(&p->e->polls, p, entry);
	poll_reset(p);
	for (i = 0; i < p->nworks; i++)
		work_clear(&p->works[i]);
	free(p->works);
	fetch_verdict_clear(&p->verdict);
	feed_state_free(p->next);
	plan_unref(p->plan);
	free(p);
}

void
pipeline_poll(struct engine *e, struct feed *feed)
{
	struct poll *p = xcalloc(1, sizeof(*p));

	p->e = e;
	p->feed = feed;
	p->plan = plan_ref(e->plan);
	p->next = feed_state_dup(feed->state);
	p->now = clock_now(&e->clock);
	p->first = feed->state->last_ok == 0;
	feed->polling = true;
	TAILQ_INSERT_TAIL(&e->polls, p, entry);
	p->next->last_poll = p->now;
	p->next->polls++;
	poll_fetch(p);
}

/* What became of the poll is in p->next: remember it, and go on. */
static void
poll_end(struct poll *p)
{
	struct engine *e = p->e;
	struct feed *feed = p->feed;

	if (feed->conf != NULL) {
		feed_state_free(feed->state);
		feed->state = p->next;
		p->next = NULL;
		if (feed->state->status != FEED_GONE)
			sched_at(e->sched, &feed->node,
			    feed->state->next_due);
	}
	feeds_release(e->feeds, feed);
	poll_free(p);
}

void
pipeline_abandon(struct engine *e)
{
	struct poll *p;

	while ((p = TAILQ_FIRST(&e->polls)) != NULL) {
		feeds_release(e->feeds, p->feed);
		poll_free(p);
	}
}

static struct poll_facts
facts_of(const struct poll *p, int64_t fresh)
{
	struct poll_facts f = {
		.conf = p->plan->conf,
		.feed = p->feed->conf,
		.doc = p->doc,
		.etag = p->verdict.etag,
		.last_modified = p->verdict.last_modified,
		.moved_to = p->verdict.moved_to != NULL ?
		    p->verdict.moved_to : p->found,
		.not_before = p->not_before,
		.now = p->now,
		.fresh = fresh
	};

	if (p->attempt > 0) {
		/* What a mirror says is not of the first address. */
		f.etag = p->next->etag;
		f.last_modified = p->next->last_modified;
		f.moved_to = NULL;
	}
	return f;
}

static void
poll_fail(struct poll *p, enum feed_status status, const char *why)
{
	const struct conf_feed *cf = p->feed->conf;
	struct poll_facts f = facts_of(p, 0);

	if (status == FEED_FAILING && cf != NULL &&
	    cf->mirrors[p->attempt] != NULL) {
		log_info("feed %s: %s; trying its mirror %s", p->next->name,
		    why, cf->mirrors[p->attempt]);
		p->attempt++;
		poll_reset(p);
		poll_fetch(p);
		return;
	}
	log_info("feed %s: %s", p->next->name, why);
	feed_policy_failed(p->next, &f, status, why);
	owner_put_failed(p);
	poll_end(p);
}

/* --- parse --------------------------------------------------------------------- */

void
poll_add_item(struct item *it, void *arg)
{
	struct poll *p = arg;

	p->items = xreallocarray(p->items, p->nitems + 1, sizeof(*p->items));
	p->items[p->nitems++] = it;
}

/*
 * A web page that offers one feed stands for it; what offers several
 * needs a person's choice.  Once a poll: a feed is what it must lead to.
 */
static bool
poll_found(struct poll *p)
{
	char *url;

	if (!is_own(p) || p->doc->page != FEED_PAGE_HTML ||
	    p->doc->nlinks != 1)
		return false;
	url = xstrdup(p->doc->links[0].url);
	log_info("feed %s: a web page; trying the feed it offers, %s",
	    p->next->name, url);
	poll_reset(p);
	p->found = url;
	poll_fetch(p);
	return true;
}

static void
on_feed(struct feed_doc *doc, void *arg)
{
	struct poll *p = arg;
	char *why;

	p->doc = doc;
	free(p->body);
	p->body = NULL;
	if (doc->page != FEED_PAGE_FEED ||
	    (!doc->wellformed && p->nitems == 0)) {
		if (poll_found(p))
			return;
		why = feed_policy_no_feed(doc);
		poll_fail(p, FEED_FAILING, why);
		free(why);
		return;
	}
	if (doc->prev != NULL)
		p->older = xstrdup(doc->prev);
	poll_check(p);
}

static void
on_parse_fail(const char *why, bool killer, void *arg)
{
	struct poll *p = arg;
	char *reason;

	if (!killer) {
		poll_fail(p, FEED_FAILING, why);
		return;
	}
	reason = xasprintf("its bytes ended a parser (%s); kept aside", why);
	store_quarantine(p->e->store, p->next->name, p->next->url, p->body,
	    p->body_len, why);
	p->feed->bad_body = hash_bytes(p->body, p->body_len);
	poll_fail(p, FEED_QUARANTINED, reason);
	free(reason);
}

static const struct parse_calls feed_calls = {
	poll_add_item, on_feed, NULL, on_parse_fail
};

static void
poll_parse(struct poll *p, const struct http_answer *a)
{
	struct parse_job job = {
		.url = a->url,
		.content_type = a->content_type,
		.content_location = a->content_location,
		.now = p->now
	};

	p->url = xstrdup(a->url != NULL ? a->url : p->next->url);
	p->body = buf_take(a->body, &p->body_len);
	if (p->feed->bad_body != 0 &&
	    p->feed->bad_body == hash_bytes(p->body, p->body_len)) {
		poll_fail(p, FEED_QUARANTINED,
		    "still the bytes that ended a parser");
		return;
	}
	job.body = p->body;
	job.body_len = p->body_len;
	log_debug("feed %s: parsing %zu bytes", p->next->name, p->body_len);
	parsers_feed(p->e->parsers, &job, &feed_calls, p);
}

/* --- fetch ---------------------------------------------------------------------- */

static void
on_fetched(const struct http_answer *a, void *arg)
{
	struct poll *p = arg;
	struct fetch_in in = {
		.answer = a,
		.etag = is_own(p) ? p->next->etag : NULL,
		.last_modified = is_own(p) ? p->next->last_modified : NULL,
		.now = clock_now(&p->e->clock)
	};
	struct poll_facts facts;

	fetch_verdict_clear(&p->verdict);
	p->verdict = fetch_judge(&in);
	/* Each address of the feed is asked again in the next poll. */
	if (p->verdict.not_before > p->not_before)
		p->not_before = p->verdict.not_before;
	p->next->http_status = a->status;
	switch (p->verdict.kind) {
	case FETCH_BODY:
		poll_parse(p, a);
		break;
	case FETCH_UNCHANGED:
		log_debug("feed %s: unchanged", p->next->name);
		facts = facts_of(p, 0);
		feed_policy_good(p->next, &facts);
		store_put_feed(p->e->store, p->next);
		poll_end(p);
		break;
	case FETCH_GONE:
		poll_fail(p, FEED_GONE, p->verdict.reason);
		break;
	case FETCH_FAILED:
		poll_fail(p, FEED_FAILING, p->verdict.reason);
		break;
	}
}

static void
poll_fetch(struct poll *p)
{
	const struct feed_state *fs = p->feed->state;
	const struct conf *conf = p->plan->conf;
	struct http_get get = {
		.url = fs->moved_to != NULL ? fs->moved_to : fs->url,
		.accept = FEED_ACCEPT,
		.etag = fs->etag,
		.last_modified = fs->last_modified,
		.delta = true,
		.max_body = (size_t)conf->max_body,
		.timeout_s = (int)conf->fetch_timeout
	};

	if (p->attempt > 0)
		get.url = p->feed->conf->mirrors[p->attempt - 1];
	/* A file is what the config names, never what something led to. */
	get.allow_file = strncmp(get.url, "file:", 5) == 0;
	if (p->found != NULL) {
		get.url = p->found;
		get.allow_file = false;
	}
	if (!is_own(p)) {
		/* Validators are those of the first address. */
		get.etag = get.last_modified = NULL;
		get.delta = false;
	}
	log_debug("feed %s: fetching %s", p->next->name, get.url);
	http_get(p->e->http, &get, on_fetched, p);
}

/* --- one article ------------------------------------------------------------------- */

static bool
is_quiet(const struct work *w)
{
	const struct poll *p = w->poll;
	int64_t at = w->item->published;

	if (!p->first)
		return false;
	if (at == ITEM_NO_TIME)
		at = w->item->updated;
	if (at == ITEM_NO_TIME)
		at = p->now - UNDATED_AGE;
	return at < p->now - p->plan->conf->first_poll_max_age;
}

static void
work_done(struct work *w)
{
	struct poll *p = w->poll;
	struct recognise_in in = {
		.plan = p->plan,
		.feed = p->feed->conf,
		.feed_name = p->next->name,
		.item = w->item,
		.article = w->article,
		.old_headline = w->check.old_headline,
		.old_text = w->check.old_text,
		.edited = w->check.news == ITEM_EDITED,
		.quiet = is_quiet(w),
		.now = p->now
	};

	if (w->article != NULL)
		recognise(&in, &w->entry);
	if (--p->left == 0)
		poll_store(p);
}

static void
on_article(struct article *a, void *arg)
{
	struct work *w = arg;

	w->article = a;
	work_done(w);
}

static void
work_start(struct work *w)
{
	const struct conf_feed *cf = w->poll->feed->conf;
	struct article_job_in in = {
		.feed = w->poll->next->name,
		.item = w->item,
		.feed_url = w->poll->url,
		.now = w->poll->now
	};

	if (cf != NULL) {
		in.lang = cf->lang;
		/* A backlog that alerts nobody is not worth a page each. */
		in.page = cf->page && !is_quiet(w);
	}
	article_job_start(w->poll->e, &in, on_article, w);
}

/* --- check and store ------------------------------------------------------------------ */

/* Moves what is not known already from the items to the works. */
static void
collect_works(struct poll *p, struct item_check *checks)
{
	struct work *w;
	size_t i;

	p->works = xcalloc(p->nitems, sizeof(*p->works));
	for (i = 0; i < p->nitems; i++) {
		if (checks[i].news == ITEM_KNOWN)
			continue;
		w = &p->works[p->nworks++];
		w->poll = p;
		w->item = p->items[i];
		p->items[i] = NULL;
		w->check = checks[i];
		/* Another feed gave this address with other words (a bare
		 * link, a summary): these words want to be read, too. */
		if (w->check.news == ITEM_ELSEWHERE && w->check.differs)
			w->check.news = ITEM_NEW;
		w->entry.news = w->check.news;
		w->entry.row = checks[i].row;
		checks[i].old_headline = checks[i].old_text = NULL;
	}
}

static void
on_checked(struct item_check *checks, size_t n, void *arg)
{
	struct poll *p = arg;
	size_t i;

	if (older_wanted(p, checks, n)) {
		item_checks_free(checks, n);
		older_fetch(p, poll_check);
		return;
	}
	collect_works(p, checks);
	item_checks_free(checks, n);
	/* One more than there are, so that none can be the last too early. */
	p->left = p->nworks + 1;
	for (i = 0; i < p->nworks; i++) {
		if (p->works[i].check.news == ITEM_ELSEWHERE)
			p->left--;
		else
			work_start(&p->works[i]);
	}
	if (--p->left == 0)
		poll_store(p);
}

static void
poll_check(struct poll *p)
{
	store_check_items(p->e->store, p->next->name, p->items, p->nitems,
	    on_checked, p);
}

static void
on_stored(bool ok, const struct store_stored *done, void *arg)
{
	struct poll *p = arg;
	struct engine *e = p->e;

	if (!ok) {
		/* Nothing was kept, so the old state and its validators
		 * stand, and the items come again. */
		feed_state_free(p->next);
		p->next = feed_state_dup(p->feed->state);
		feed_state_set(p->next, &p->next->error,
		    "its items could not be stored");
		p->next->next_due = p->now + STORE_RETRY;
		poll_end(p);
		return;
	}
	if (done->items > 0)
		log_info("feed %s: %zu new, %zu hits, %zu alerts",
		    p->next->name, done->items, done->hits, done->alerts);
	if (done->hits > 0 && e->reader != NULL)
		reader_committed(e->reader, done->last_hit);
	if (done->alerts > 0)
		alert_kick(e->alert);
	poll_end(p);
}

static int64_t
count_new(const struct poll *p)
{
	int64_t n = 0;
	size_t i;

	for (i = 0; i < p->nworks; i++)
		n += p->works[i].check.news == ITEM_NEW;
	return n;
}

static void
poll_store(struct poll *p)
{
	struct store_result r;
	struct poll_facts f = facts_of(p, count_new(p));
	struct work *w;
	size_t i;

	feed_policy_good(p->next, &f);
	log_debug("feed %s: storing %zu of %zu items", p->next->name,
	    p->nworks, p->nitems);
	r.feed = feed_state_dup(p->next);
	r.entries = xcalloc(p->nworks, sizeof(*r.entries));
	r.nentries = p->nworks;
	for (i = 0; i < p->nworks; i++) {
		w = &p->works[i];
		r.entries[i] = w->entry;
		r.entries[i].item = w->item;
		r.entries[i].article = w->article;
		memset(&w->entry, 0, sizeof(w->entry));
		w->item = NULL;
		w->article = NULL;
	}
	store_put_result(p->e->store, &r, on_stored, p);
}
