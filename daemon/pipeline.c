/* SPDX-License-Identifier: ISC */
/*
 * The way of an item, in one place and in order:
 *
 *	poll_fetch -> on_fetched		bytes of the feed
 *	poll_parse -> on_item*, on_feed		items
 *	poll_check -> on_checked		which are new or edited?
 *	older_fetch -> poll_check		a channel's older pages, if all are
 *	works_start -> poll_store		an article for each of them
 *	poll_store -> on_stored			all of it in one transaction
 *	next_part -> on_item*			again, when there was too much
 *	poll_end				back into the schedule
 *
 * An answer of 304, a body as it was, or items as they were end it early,
 * in poll_unchanged.
 * A poll that fails at any step stores nothing but the feed's state, so
 * the next one brings its items again.
 */
#include "pipeline.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "article_job.h"
#include "engine.h"
#include "feed_policy.h"
#include "item.h"
#include "older.h"
#include "owner.h"
#include "parsers.h"
#include "poll_state.h"
#include "reader_link.h"
#include "works.h"
#include "alert/alert.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/spill.h"
#include "base/xalloc.h"
#include "net/fetch.h"
#include "net/http.h"
#include "parse/job.h"
#include "store/store.h"

#define STORE_RETRY	60		/* seconds after a failed commit */
#define IN_MEMORY	(1u << 20)	/* bytes of a body that stand there */
#define SPILL_PIECE	(64u << 10)	/* of a larger one, looked at at once */
#define KEPT_MAX	(1u << 20)	/* of one that ended a parser */
#define PARTS_MAX	16		/* of a feed, read one after the other */

static void	poll_fetch(struct poll *);
static void	poll_check(struct poll *);
static void	poll_fail(struct poll *, enum feed_status, const char *why);
static void	poll_store(struct poll *);

/* --- beginning and end ------------------------------------------------------- */

static uint64_t
hash_spill(uint64_t h, const struct spill *s)
{
	char piece[SPILL_PIECE];
	size_t at, n;

	for (at = 0; (n = spill_read(s, at, piece, sizeof(piece))) > 0;
	    at += n)
		h = hash_bulk(h, piece, n);
	return h;
}

/* Of all that the items of an answer depend on. */
static uint64_t
hash_answer(const struct http_answer *a)
{
	const char *const parts[] = {
		a->url, a->content_type, a->content_location
	};
	uint64_t h = HASH_START;
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (parts[i] != NULL)
			h = hash_add(h, parts[i], strlen(parts[i]) + 1);
	h = hash_bulk(h, buf_str(a->body), a->body->len);
	if (*a->spill != NULL)
		h = hash_spill(h, *a->spill);
	return hash_end(h);
}

static void
poll_drop_body(struct poll *p)
{
	free(p->body);
	p->body = NULL;
	spill_free(p->spill);
	p->spill = NULL;
}

static void
poll_drop_part(struct poll *p)
{
	size_t i;

	for (i = 0; i < p->nitems; i++)
		item_free(p->items[i]);
	free(p->items);
	p->items = NULL;
	p->nitems = 0;
	works_clear(p);
	feed_doc_free(p->doc);
	p->doc = NULL;
	free(p->older);
	p->older = NULL;
}

/* Forgets what an address answered, so that a mirror can be asked. */
static void
poll_reset(struct poll *p)
{
	poll_drop_part(p);
	p->skip = 0;
	p->nparts = 0;
	free(p->url);
	free(p->content_type);
	free(p->content_location);
	p->url = p->content_type = p->content_location = NULL;
	poll_drop_body(p);
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
poll_free(struct poll *p)
{
	TAILQ_REMOVE(&p->e->polls, p, entry);
	poll_reset(p);
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
	bool large;

	if (feed->conf != NULL) {
		feed_state_free(feed->state);
		feed->state = p->next;
		p->next = NULL;
		if (feed->state->status != FEED_GONE)
			sched_at(e->sched, &feed->node,
			    feed->state->next_due);
	}
	feeds_release(e->feeds, feed);
	large = p->large;
	poll_free(p);
	/* What is free lies between what is not; the heap keeps it else. */
	if (large)
		malloc_trim(0);
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

/* Nothing but perhaps the feed's own fields differs from the last time. */
static void
poll_unchanged(struct poll *p)
{
	struct poll_facts f = facts_of(p, 0);

	log_debug("feed %s: unchanged", p->next->name);
	feed_policy_good(p->next, &f);
	store_put_feed(p->e->store, p->next);
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
on_feed(struct feed_doc *doc, const struct parse_sum *sum, void *arg)
{
	struct poll *p = arg;
	char *why;

	p->doc = doc;
	p->items_hash = sum->items;
	p->more = sum->more && ++p->nparts < PARTS_MAX;
	if (sum->more && !p->more)
		doc->reason = pool_printf(doc->pool, "only the first %zu "
		    "items were read", p->skip + p->nitems);
	if (!p->more)
		poll_drop_body(p);
	if (sum->items != 0 && sum->items == p->next->items_hash &&
	    p->nitems == 0) {
		p->next->body_hash = p->body_hash;
		poll_unchanged(p);
		return;
	}
	if (doc->page != FEED_PAGE_FEED ||
	    (!doc->wellformed && p->nitems == 0)) {
		if (poll_found(p))
			return;
		why = feed_policy_no_feed(doc);
		poll_fail(p, FEED_FAILING, why);
		free(why);
		return;
	}
	if (doc->prev != NULL && !p->more)
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
	if (p->spill != NULL) {
		free(p->body);
		p->body = xmalloc(KEPT_MAX);
		p->body_len = spill_read(p->spill, 0, p->body, KEPT_MAX);
	}
	reason = xasprintf("its bytes ended a parser (%s); kept aside", why);
	store_quarantine(p->e->store, p->next->name, p->next->url, p->body,
	    p->body_len, why);
	p->feed->bad_body = p->body_hash;
	poll_fail(p, FEED_QUARANTINED, reason);
	free(reason);
}

static const struct parse_calls feed_calls = {
	poll_add_item, on_feed, NULL, on_parse_fail
};

/* The items from p->skip on, or as many of them as are a part. */
static void
parse_part(struct poll *p)
{
	struct parse_job job = {
		.url = p->url,
		.content_type = p->content_type,
		.content_location = p->content_location,
		.now = p->now,
		.seen = p->next->items_hash,
		.skip = p->skip
	};

	if (p->spill != NULL) {
		parsers_feed_large(p->e->parsers, &job, p->spill, &feed_calls,
		    p);
		return;
	}
	job.body = p->body;
	job.body_len = p->body_len;
	parsers_feed(p->e->parsers, &job, &feed_calls, p);
}

static void
poll_parse(struct poll *p, const struct http_answer *a)
{
	p->body_hash = hash_answer(a);
	if (p->next->body_hash == p->body_hash) {
		poll_unchanged(p);
		return;
	}
	p->url = xstrdup(a->url != NULL ? a->url : p->next->url);
	p->content_type = xstrdup_opt(a->content_type);
	p->content_location = xstrdup_opt(a->content_location);
	p->body = buf_take(a->body, &p->body_len);
	p->spill = *a->spill;
	*a->spill = NULL;
	p->large = p->spill != NULL;
	if (p->feed->bad_body == p->body_hash) {
		poll_fail(p, FEED_QUARANTINED,
		    "still the bytes that ended a parser");
		return;
	}
	log_debug("feed %s: parsing %zu bytes", p->next->name,
	    p->spill != NULL ? spill_len(p->spill) : p->body_len);
	parse_part(p);
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
		poll_unchanged(p);
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
		.in_memory = IN_MEMORY,
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

/* --- check and store ------------------------------------------------------------------ */

static void
on_checked(struct item_check *checks, size_t n, void *arg)
{
	struct poll *p = arg;

	if (older_wanted(p, checks, n))
		older_fetch(p, poll_check);
	else
		works_start(p, checks, poll_store);
	item_checks_free(checks, n);
}

static void
poll_check(struct poll *p)
{
	store_check_items(p->e->store, p->next->name, p->items, p->nitems,
	    on_checked, p);
}

static void
next_part(struct poll *p)
{
	p->skip += p->nitems;
	poll_drop_part(p);
	parse_part(p);
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
	if (p->more)
		next_part(p);
	else
		poll_end(p);
}

/* Before the last part is stored the feed's record stays as it was, so that
 * a poll that ends midway is made again. */
static void
poll_store(struct poll *p)
{
	struct store_result r;
	struct poll_facts f;

	p->fresh += works_count_new(p);
	if (!p->more) {
		f = facts_of(p, p->fresh);
		feed_policy_good(p->next, &f);
		p->next->body_hash = p->body_hash;
		p->next->items_hash = p->items_hash;
	}
	log_debug("feed %s: storing %zu of %zu items", p->next->name,
	    p->nworks, p->nitems);
	r.feed = feed_state_dup(p->more ? p->feed->state : p->next);
	works_take(p, &r);
	store_put_result(p->e->store, &r, on_stored, p);
}
