/* SPDX-License-Identifier: ISC */
/*
 * From an item to its article.  A page that ends a parser is kept aside,
 * and the item is read without it.
 */
#include "article_job.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "item.h"
#include "parsers.h"
#include "base/buf.h"
#include "base/log.h"
#include "base/xalloc.h"
#include "net/http.h"
#include "parse/job.h"
#include "store/store.h"

#define PAGE_ACCEPT	"text/html, application/xhtml+xml;q=0.9, */*;q=0.1"
#define PAGE_MAX	(8u << 20)	/* bytes of a linked page */
#define ITEM_PACK_MAX	(16u << 20)	/* bytes of an item in a job */

struct article_job {
	TAILQ_ENTRY(article_job) entry;		/* of the engine's jobs */
	struct engine		*e;
	char			*feed;
	char			*lang;
	const struct item	*item;
	struct item		*post;		/* as its own page shows it */
	int64_t			 now;
	struct buf		 page;		/* bytes a parser has now */
	char			*page_url;
	char			*page_type;
	article_done_cb		 done;
	void			*arg;
};

static void	job_extract(struct article_job *);

static const char *
name_of(const struct article_job *j)
{
	return j->item->link != NULL ? j->item->link : "an item";
}

static void
job_free(struct article_job *j)
{
	TAILQ_REMOVE(&j->e->jobs, j, entry);
	item_free(j->post);
	buf_clear(&j->page);
	free(j->feed);
	free(j->lang);
	free(j->page_url);
	free(j->page_type);
	free(j);
}

static void
job_end(struct article_job *j, struct article *a)
{
	article_done_cb done = j->done;
	void *arg = j->arg;

	job_free(j);
	done(a, arg);
}

/* Without the page: what the feed itself said of the item. */
static void
job_forget_page(struct article_job *j)
{
	buf_clear(&j->page);
	free(j->page_url);
	free(j->page_type);
	j->page_url = j->page_type = NULL;
}

static void
on_article(struct article *a, void *arg)
{
	job_end(arg, a);
}

static void
on_fail(const char *why, bool killer, void *arg)
{
	struct article_job *j = arg;

	log_warn("feed %s: %s: %s", j->feed, name_of(j), why);
	if (killer)
		store_quarantine(j->e->store, j->feed, j->item->link,
		    buf_str(&j->page), j->page.len, why);
	if (j->page.len == 0) {
		job_end(j, NULL);
		return;
	}
	job_forget_page(j);
	job_extract(j);
}

static const struct parse_calls article_calls = {
	NULL, NULL, on_article, on_fail
};

static void
job_extract(struct article_job *j)
{
	struct parse_job job = {
		.url = j->page_url != NULL ? j->page_url : j->item->link,
		.content_type = j->page_type,
		.lang = j->lang,
		.now = j->now
	};
	struct buf packed;

	buf_init(&packed, ITEM_PACK_MAX);
	/* An item that does not fit fails in the parser, as garbled. */
	if (item_pack(j->post != NULL ? j->post : j->item, &packed) == -1)
		buf_reset(&packed);
	job.item = buf_str(&packed);
	job.item_len = packed.len;
	if (j->page.len > 0) {
		job.body = j->page.data;
		job.body_len = j->page.len;
	}
	parsers_extract(j->e->parsers, &job, &article_calls, j);
	buf_clear(&packed);
}

static void
on_page(const struct http_answer *a, void *arg)
{
	struct article_job *j = arg;

	if (a->error == HTTP_OK && a->status == 200) {
		if (buf_add(&j->page, buf_str(a->body), a->body->len) == 0) {
			j->page_url = xstrdup_opt(a->url);
			j->page_type = xstrdup_opt(a->content_type);
		}
	} else if (a->error != HTTP_OK)
		log_info("feed %s: page %s: %s", j->feed, name_of(j),
		    a->detail != NULL ? a->detail : http_error_str(a->error));
	else
		log_info("feed %s: page %s: answered %d", j->feed, name_of(j),
		    a->status);
	job_extract(j);
}

/* --- a post that only its own page shows ----------------------------------------- */

static void
on_post_item(struct item *it, void *arg)
{
	struct article_job *j = arg;

	if (j->post == NULL && it->content != NULL &&
	    it->tg.id == j->item->tg.id)
		j->post = it;
	else
		item_free(it);
}

static void
on_post_feed(struct feed_doc *doc, const struct parse_sum *sum, void *arg)
{
	feed_doc_free(doc);
	job_extract(arg);
}

static void
on_post_fail(const char *why, bool killer, void *arg)
{
	struct article_job *j = arg;

	log_warn("feed %s: page of %s: %s", j->feed, name_of(j), why);
	job_extract(j);
}

static const struct parse_calls post_calls = {
	on_post_item, on_post_feed, NULL, on_post_fail
};

static void
on_post(const struct http_answer *a, void *arg)
{
	struct article_job *j = arg;
	struct parse_job job = {
		.url = a->url,
		.content_type = a->content_type,
		.now = j->now
	};

	if (a->error != HTTP_OK || a->status != 200) {
		log_info("feed %s: page of %s cannot be had", j->feed,
		    name_of(j));
		job_extract(j);
		return;
	}
	job.body = buf_str(a->body);
	job.body_len = a->body->len;
	parsers_feed(j->e->parsers, &job, &post_calls, j);
}

static bool
is_web(const char *url)
{
	return url != NULL && (strncmp(url, "http://", 7) == 0 ||
	    strncmp(url, "https://", 8) == 0);
}

/*
 * The page of a Telegram post that its channel's page does not show in
 * full: t.me/s/NAME is the channel, t.me/NAME/ID the post.  NULL for any
 * other item; caller frees.
 */
static char *
post_url(const char *feed, const struct item *it)
{
	const char *s = strstr(feed, "/s/");

	if (!it->tg.unsupported || it->tg.channel == NULL || s == NULL)
		return NULL;
	return xasprintf("%.*s/%s/%" PRId64, (int)(s - feed), feed,
	    it->tg.channel, it->tg.id);
}

void
article_job_start(struct engine *e, const struct article_job_in *in,
    article_done_cb done, void *arg)
{
	struct article_job *j = xcalloc(1, sizeof(*j));
	char *post = post_url(in->feed_url, in->item);
	struct http_get get = {
		.url = in->item->link,
		.accept = PAGE_ACCEPT,
		.max_body = PAGE_MAX,
		.timeout_s = (int)e->plan->conf->fetch_timeout
	};

	j->e = e;
	j->feed = xstrdup(in->feed);
	j->lang = xstrdup_opt(in->lang);
	j->item = in->item;
	j->now = in->now;
	j->done = done;
	j->arg = arg;
	buf_init(&j->page, PAGE_MAX);
	TAILQ_INSERT_TAIL(&e->jobs, j, entry);
	if (post != NULL) {
		get.url = post;
		http_get(e->http, &get, on_post, j);
	} else if (in->page && is_web(in->item->link))
		http_get(e->http, &get, on_page, j);
	else
		job_extract(j);
	free(post);
}

void
article_jobs_abandon(struct engine *e)
{
	struct article_job *j;

	while ((j = TAILQ_FIRST(&e->jobs)) != NULL)
		job_free(j);
}
