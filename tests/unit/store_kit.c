/* SPDX-License-Identifier: ISC */
/* See store_kit.h. */
#include "store_kit.h"

#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/xalloc.h"

struct kit kit;

/* A sketch here is four words, its bands are they. */
struct sketch {
	uint64_t	v[4];
};

static size_t
bands(const struct sketch *s, uint64_t *out, size_t max)
{
	size_t i, n = 0;

	for (i = 0; i < 4 && n < max; i++)
		if (s->v[i] != 0)
			out[n++] = s->v[i];
	return n;
}

static bool
is_copy(const struct sketch *a, const struct sketch *b)
{
	size_t i, same = 0;

	for (i = 0; i < 4; i++)
		same += a->v[i] != 0 && a->v[i] == b->v[i];
	return same >= 2;
}

static const struct store_ops ops = { bands, is_copy, sizeof(struct sketch) };

static void
open_it(void)
{
	char *cause = NULL;

	kit.st = store_open(kit.dir, NULL, &kit.clock, &ops, &cause);
	ck_assert_msg(kit.st != NULL, "%s", cause);
}

void
kit_setup(void)
{
	snprintf(kit.dir, sizeof(kit.dir), "/tmp/nwstore.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(kit.dir));
	clock_set(&kit.clock, KIT_NOW);
	open_it();
}

void
kit_teardown(void)
{
	char path[512];
	struct dirent *e;
	DIR *d;

	store_close(kit.st);
	kit.st = NULL;
	d = opendir(kit.dir);
	while (d != NULL && (e = readdir(d)) != NULL) {
		snprintf(path, sizeof(path), "%s/%s", kit.dir, e->d_name);
		if (e->d_name[0] != '.')
			unlink(path);
	}
	if (d != NULL)
		closedir(d);
	rmdir(kit.dir);
}

TCase *
kit_case(const char *name, const TTest *const *const *tests, size_t n)
{
	TCase *tc = tcase_create(name);
	size_t i;

	tcase_add_checked_fixture(tc, kit_setup, kit_teardown);
	tcase_set_timeout(tc, 120);
	for (i = 0; i < n; i++)
		tcase_add_test(tc, *tests[i]);
	return tc;
}

void
kit_reopen(void)
{
	store_close(kit.st);
	open_it();
}

void
kit_turn(int64_t seconds)
{
	clock_set(&kit.clock, clock_now(&kit.clock) + seconds);
}

struct item *
kit_item(const struct kit_item *k)
{
	struct item *it = item_new();

	it->id = pool_strdup(it->pool, k->id);
	it->link = pool_strdup(it->pool, k->link);
	it->title = pool_strdup(it->pool, k->title);
	it->content = pool_strdup(it->pool, k->content);
	it->tg.channel = pool_strdup(it->pool, k->chan);
	it->tg.id = k->post;
	if (k->published != 0)
		it->published = k->published;
	return it;
}

static struct article *
article_of(const struct kit_item *k)
{
	struct article *a;
	const char *text = k->text != NULL ? k->text : k->content;

	if (k->bare)
		return NULL;
	a = article_new();
	a->headline = pool_strdup(a->pool, k->title);
	a->text = pool_strdup(a->pool, text);
	return a;
}

static struct hit *
hit_of(const struct kit_item *k, const char *watch)
{
	struct hit *h = hit_new();
	struct span *span = pool_alloc(h->pool, sizeof(*span));

	h->watch = pool_strdup(h->pool, watch);
	h->headline = pool_strdup(h->pool, k->title);
	h->feed = "as the caller has it";
	h->at = clock_now(&kit.clock);
	span->start = 3;
	span->end = 7;
	span->text = pool_strdup(h->pool, k->title);
	span->field = "title";
	h->spans = span;
	h->nspans = 1;
	return h;
}

static void
routes_of(struct store_entry *e, const struct kit_item *k)
{
	static const char *const desk[] = { "desk", NULL };
	static const char *const both[] = { "desk", "ops", NULL };
	struct hit_route *r;
	size_t i;

	e->routes = xcalloc(4, sizeof(*e->routes));
	for (i = 0; i < 4 && k->watches[i] != NULL; i++) {
		r = &e->routes[e->nroutes++];
		r->hit = hit_of(k, k->watches[i]);
		r->sinks = k->sink != NULL && strcmp(k->sink, "both") == 0 ?
		    both : desk;
		r->first_after = k->first_after;
		r->then_every = k->then_every;
		r->quiet = k->quiet;
	}
}

void
kit_entry(struct store_entry *e, const struct kit_item *k,
    enum item_news news)
{
	struct sketch *s;

	memset(e, 0, sizeof(*e));
	e->item = kit_item(k);
	e->news = news;
	if (news == ITEM_ELSEWHERE)
		return;
	e->article = article_of(k);
	e->index_text = k->index != NULL ? xstrdup(k->index) : NULL;
	if (k->sketch[0] != 0) {
		s = xmalloc(sizeof(*s));
		memcpy(s->v, k->sketch, sizeof(s->v));
		e->sketch = s;
	}
	routes_of(e, k);
}

struct store_result
kit_result(const char *feed, const struct kit_item *k, size_t n,
    enum item_news news)
{
	struct store_result r;
	size_t i;

	r.feed = feed_state_new(feed, "https://example.org/feed");
	r.feed->last_poll = r.feed->last_ok = clock_now(&kit.clock);
	r.entries = xcalloc(n > 0 ? n : 1, sizeof(*r.entries));
	r.nentries = n;
	for (i = 0; i < n; i++)
		kit_entry(&r.entries[i], &k[i], news);
	return r;
}

/* --- polls -------------------------------------------------------------- */

static void
on_checked(struct item_check *checks, size_t n, void *arg)
{
	struct kit_poll *p = arg;
	size_t i;

	p->answers++;
	p->n = n;
	for (i = 0; i < n && i < KIT_NEWS; i++)
		p->news[i] = checks[i].news;
	if (n > 0) {
		p->first = checks[0];
		snprintf(p->old_headline, sizeof(p->old_headline), "%s",
		    checks[0].old_headline != NULL ?
		    checks[0].old_headline : "");
		snprintf(p->old_text, sizeof(p->old_text), "%s",
		    checks[0].old_text != NULL ? checks[0].old_text : "");
	}
	item_checks_free(checks, n);
}

static void
on_stored(bool ok, const struct store_stored *stored, void *arg)
{
	struct kit_poll *p = arg;

	p->answers++;
	p->ok = ok;
	p->stored = *stored;
}

static void
check(const char *feed, const struct kit_item *k, size_t n,
    struct kit_poll *p)
{
	struct item **items = xcalloc(n > 0 ? n : 1, sizeof(struct item *));
	size_t i;

	ck_assert_uint_le(n, KIT_NEWS);
	for (i = 0; i < n; i++)
		items[i] = kit_item(&k[i]);
	store_check_items(kit.st, feed, items, n, on_checked, p);
	for (i = 0; i < n; i++)
		item_free(items[i]);
	free(items);
	ck_assert_int_eq(p->answers, 0);
	store_flush(kit.st);
	ck_assert_int_eq(p->answers, 1);
	ck_assert_uint_eq(p->n, n);
}

struct kit_poll
kit_poll(const char *feed, const struct kit_item *k, size_t n)
{
	struct kit_poll p = { .answers = 0 };
	struct store_result r;
	size_t i, m = 0;

	check(feed, k, n, &p);
	r = kit_result(feed, k, 0, ITEM_NEW);
	free(r.entries);
	r.entries = xcalloc(n > 0 ? n : 1, sizeof(*r.entries));
	for (i = 0; i < n; i++)
		if (p.news[i] != ITEM_KNOWN)
			kit_entry(&r.entries[m++], &k[i], p.news[i]);
	r.nentries = m;
	store_put_result(kit.st, &r, on_stored, &p);
	ck_assert_int_eq(p.answers, 1);
	store_flush(kit.st);
	ck_assert_int_eq(p.answers, 2);
	return p;
}

enum item_news
kit_check(const char *feed, const struct kit_item *k)
{
	struct kit_poll p = { .answers = 0 };

	check(feed, k, 1, &p);
	return p.news[0];
}

/* --- looking ------------------------------------------------------------ */

struct claims {
	struct outbox_row	*first;
	int			 n;
};

static void
on_claim(struct outbox_row *row, void *arg)
{
	struct claims *c = arg;

	if (c->n++ == 0)
		c->first = row;
	else
		outbox_row_free(row);
}

int
kit_claim(struct outbox_row **first)
{
	struct claims c = { NULL, 0 };

	ck_assert_int_eq(store_claim_outbox(kit.st, clock_now(&kit.clock),
	    100, on_claim, &c), c.n);
	*first = c.first;
	return c.n;
}

static sqlite3 *
second_handle(void)
{
	char path[128];
	sqlite3 *db;

	snprintf(path, sizeof(path), "%s/newswatch.db", kit.dir);
	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	return db;
}

int64_t
kit_sql(const char *sql)
{
	sqlite3 *db = second_handle();
	sqlite3_stmt *st;
	int64_t value = -1;

	ck_assert_msg(sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK,
	    "%s: %s", sql, sqlite3_errmsg(db));
	if (sqlite3_step(st) == SQLITE_ROW)
		value = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	sqlite3_close(db);
	return value;
}

void
kit_exec(const char *sql)
{
	sqlite3 *db = second_handle();

	ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK,
	    "%s: %s", sql, sqlite3_errmsg(db));
	sqlite3_close(db);
}
