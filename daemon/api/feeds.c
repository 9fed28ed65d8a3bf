/* SPDX-License-Identifier: ISC */
/*
 * /v1/feeds: the feeds of the configuration joined with what the store
 * remembers of them, and the inputs that killed a parser.
 */
#include "api/feeds.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "api/api.h"
#include "api/reply.h"
#include "base/xalloc.h"
#include "conf.h"

struct known {
	const struct conf_feed	*feed;
	bool			 seen;
};

struct join {
	struct known	*known;		/* sorted by name */
	size_t		 n;
	int		 (*cb)(const struct feed_state *, void *);
	void		*arg;
	int		 given;
	bool		 ended;
};

static int
by_name(const void *a, const void *b)
{
	const struct known *x = a, *y = b;

	return strcmp(x->feed->name, y->feed->name);
}

static void
give(struct join *j, const struct feed_state *fs)
{
	j->given++;
	if (j->cb(fs, j->arg) != 0)
		j->ended = true;
}

static int
on_row(const struct feed_state *fs, void *arg)
{
	struct join *j = arg;
	struct conf_feed wanted = { .name = fs->name };
	struct known key = { .feed = &wanted }, *k;

	/* Rows of feeds that were taken out stay for a while. */
	k = bsearch(&key, j->known, j->n, sizeof(*k), by_name);
	if (k == NULL)
		return 0;
	k->seen = true;
	give(j, fs);
	return j->ended;
}

/* One that was just added has no row, and must not look forgotten. */
static void
give_unpolled(struct join *j)
{
	struct feed_state *fs;
	size_t i;

	for (i = 0; i < j->n && !j->ended; i++) {
		if (j->known[i].seen)
			continue;
		fs = feed_state_new(j->known[i].feed->name,
		    j->known[i].feed->url);
		give(j, fs);
		feed_state_free(fs);
	}
}

int
feeds_each(struct read_db *db, const struct conf *conf,
    int (*cb)(const struct feed_state *, void *), void *arg, char **cause)
{
	struct join j = { .n = conf->nfeeds, .cb = cb, .arg = arg };
	size_t i;
	int rc;

	j.known = xcalloc(j.n + 1, sizeof(*j.known));
	for (i = 0; i < j.n; i++)
		j.known[i].feed = &conf->feeds[i];
	qsort(j.known, j.n, sizeof(*j.known), by_name);
	if ((rc = read_feeds(db, on_row, &j, cause)) != -1) {
		give_unpolled(&j);
		rc = j.given;
	}
	free(j.known);
	return rc;
}

struct listing {
	struct page		*page;
	const struct query	*query;
	bool			 over;
};

static void
put_feed(const void *fs, struct jsonw *w)
{
	feed_state_json(fs, w);
}

static int
on_feed(const struct feed_state *fs, void *arg)
{
	struct listing *l = arg;

	if (l->query->failing && fs->status != FEED_FAILING &&
	    fs->status != FEED_GONE && fs->status != FEED_QUARANTINED)
		return 0;
	if (l->query->feed != NULL && strcmp(l->query->feed, fs->name) != 0)
		return 0;
	return page_add(l->page, 0, put_feed, fs);
}

static int
on_quarantined(const struct quarantined *q, void *arg)
{
	struct listing *l = arg;
	struct jsonw *w = &l->page->w;

	if (l->query->feed != NULL && (q->feed == NULL ||
	    strcmp(l->query->feed, q->feed) != 0))
		return 0;
	/* These may be cut; the feeds before them may not. */
	if (l->page->buf.len > REPLY_MAX / 2)
		return 1;
	jsonw_object(w, NULL);
	jsonw_time(w, "at", q->at);
	jsonw_str(w, "feed", q->feed);
	jsonw_str(w, "url", q->url);
	jsonw_str(w, "reason", q->reason);
	jsonw_int(w, "bytes", (int64_t)q->len);
	jsonw_end_object(w);
	return 0;
}

void
api_feeds(struct request *r)
{
	struct page p;
	struct listing l = { &p, &r->query, false };
	char *cause;

	/* The list of feeds is as long as the configuration has them. */
	page_init(&p, "feeds", r->api->conf->nfeeds);
	if (feeds_each(r->api->db, r->api->conf, on_feed, &l, &cause) == -1)
		goto failed;
	if (p.n == 0 && api_refuse_unknown(r->api, r->http, NULL,
	    r->query.feed)) {
		page_clear(&p);
		return;
	}
	page_end_at_once(&p);
	jsonw_array(&p.w, "quarantined");
	if (read_quarantine(r->api->db, on_quarantined, &l, &cause) == -1)
		goto failed;
	jsonw_end_array(&p.w);
	page_send(&p, r->http);
	return;
failed:
	page_clear(&p);
	api_store_failed(r, cause);
}
