/* SPDX-License-Identifier: ISC */
/*
 * From the items of a poll that are news to what the store gets of them:
 * an article each, and whom it concerns.  When and where to they are
 * stored, the pipeline knows.
 */
#include "works.h"

#include <stdlib.h>
#include <string.h>

#include "article.h"
#include "article_job.h"
#include "feeds.h"
#include "item.h"
#include "plan.h"
#include "recognise.h"
#include "base/xalloc.h"

/* An item without a date is taken to be this old on a first poll. */
#define UNDATED_AGE	(7 * 86400)
#define AT_ONCE		16	/* articles of a poll in the making: each has
				 * its item a second time on its way */

static void	works_more(struct poll *);

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
	p->running--;
	if (--p->left == 0)
		p->works_done(p);
	else
		works_more(p);
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

/* Moves what is not known already from the items to the works. */
static void
collect(struct poll *p, struct item_check *checks)
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

/* Articles come from the loop, never from within. */
static void
works_more(struct poll *p)
{
	struct work *w;

	while (p->running < AT_ONCE && p->begun < p->nworks) {
		w = &p->works[p->begun++];
		if (w->check.news == ITEM_ELSEWHERE)
			continue;
		p->running++;
		work_start(w);
	}
}

void
works_start(struct poll *p, struct item_check *checks,
    void (*done)(struct poll *))
{
	size_t i;

	collect(p, checks);
	p->works_done = done;
	p->left = p->begun = p->running = 0;
	for (i = 0; i < p->nworks; i++)
		p->left += p->works[i].check.news != ITEM_ELSEWHERE;
	if (p->left == 0)
		done(p);
	else
		works_more(p);
}

int64_t
works_count_new(const struct poll *p)
{
	int64_t n = 0;
	size_t i;

	for (i = 0; i < p->nworks; i++)
		n += p->works[i].check.news == ITEM_NEW;
	return n;
}

void
works_take(struct poll *p, struct store_result *r)
{
	struct work *w;
	size_t i;

	r->entries = xcalloc(p->nworks, sizeof(*r->entries));
	r->nentries = p->nworks;
	for (i = 0; i < p->nworks; i++) {
		w = &p->works[i];
		r->entries[i] = w->entry;
		r->entries[i].item = w->item;
		r->entries[i].article = w->article;
		memset(&w->entry, 0, sizeof(w->entry));
		w->item = NULL;
		w->article = NULL;
	}
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

void
works_clear(struct poll *p)
{
	size_t i;

	for (i = 0; i < p->nworks; i++)
		work_clear(&p->works[i]);
	free(p->works);
	p->works = NULL;
	p->nworks = 0;
}
