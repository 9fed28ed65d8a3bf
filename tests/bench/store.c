/* SPDX-License-Identifier: ISC */
/*
 * How many items a second the store takes, and what one costs on disk.
 *	bench_store [ITEMS [A_RESULT [RESULTS_A_COMMIT [plain]]]]
 * Articles are of 250 words drawn from 60,000 as Zipf has it, one in ten
 * has a hit, one in five is a near-copy; "plain" leaves sketches and index
 * out.  Making the articles is not counted.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/xalloc.h"
#include "store/store.h"
#include "story/sketch.h"

#define WORDS		250
#define VOCABULARY	60000

static uint64_t state = 88172645463325252u;
static uint64_t words[WORDS];
static bool plain;

static uint64_t
draw(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	return state ^= state << 17;
}

/* As Zipf has it: the word of rank r comes with a chance of 1/r. */
static uint64_t
draw_word(void)
{
	double u = (double)(draw() >> 11) / (double)(1ull << 53);

	return (uint64_t)exp(u * log(VOCABULARY));
}

static void
next_text(int n, struct buf *text)
{
	size_t i;

	for (i = 0; i < WORDS; i++)
		if (n % 5 != 0 || i < WORDS / 20)
			words[i] = draw_word();
	buf_reset(text);
	for (i = 0; i < WORDS; i++)
		buf_addf(text, "w%llu ", (unsigned long long)words[i]);
}

static size_t
bands(const struct sketch *s, uint64_t *out, size_t max)
{
	return max >= SKETCH_BANDS ? sketch_bands(s, out) : 0;
}

static struct sketch *
make_sketch(void)
{
	struct sketch *s = xmalloc(sizeof(*s));
	uint64_t hashes[WORDS];
	size_t i;

	for (i = 0; i < WORDS; i++)
		hashes[i] = (words[i] + 1) * 0x9e3779b97f4a7c15u;
	sketch_make(s, hashes, WORDS);
	return s;
}

static void
make_hit(struct store_entry *e, int64_t now)
{
	static const char *const sinks[] = { "desk", NULL };
	struct hit *h = hit_new();
	struct span *span = pool_alloc(h->pool, sizeof(*span));

	h->watch = "watch";
	h->headline = h->excerpt = "A headline of the usual length, or nearly";
	h->at = now;
	span->text = span->part = span->form = "Naryshkin";
	span->field = "text";
	h->spans = h->marks = span;
	h->nspans = h->nmarks = 1;
	e->routes = xcalloc(1, sizeof(*e->routes));
	e->routes->hit = h;
	e->routes->sinks = sinks;
	e->nroutes = 1;
}

static void
make_entry(struct store_entry *e, int n, struct buf *text)
{
	struct pool *pool;

	next_text(n, text);
	memset(e, 0, sizeof(*e));
	e->news = ITEM_NEW;
	e->item = item_new();
	pool = e->item->pool;
	e->item->link = pool_printf(pool, "https://example.org/news/%d", n);
	e->item->id = e->item->link;
	e->item->title = pool_printf(pool, "Headline number %d", n);
	e->item->summary = pool_strndup(pool, text->data, 200);
	e->article = article_new();
	e->article->headline = pool_strdup(e->article->pool, e->item->title);
	e->article->text = pool_strdup(e->article->pool, text->data);
	if (!plain) {
		e->index_text = xstrdup(text->data);
		e->sketch = make_sketch();
	}
	if (n % 10 == 0)
		make_hit(e, 1700000000 + n);
}

static size_t stored;

static void
on_stored(bool ok, const struct store_stored *s, void *arg)
{
	stored += ok ? s->items : 0;
}

static void
on_checked(struct item_check *checks, size_t n, void *arg)
{
	item_checks_free(checks, n);
}

/* What the pipeline does for each poll; most of the time goes into put. */
static void
poll_feed(struct store *st, int feed, struct store_entry *entries, int n)
{
	struct store_result r;
	struct item **items = xcalloc((size_t)n, sizeof(struct item *));
	char name[32];
	int i;

	snprintf(name, sizeof(name), "feed%d", feed % 500);
	for (i = 0; i < n; i++)
		items[i] = entries[i].item;
	store_check_items(st, name, items, (size_t)n, on_checked, NULL);
	r.feed = feed_state_new(name, "https://example.org/feed");
	r.entries = entries;
	r.nentries = (size_t)n;
	store_put_result(st, &r, on_stored, NULL);
	free(items);
}

static int64_t
now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000000000 + ts.tv_nsec;
}

/* The database's bytes; the directory goes. */
static int64_t
weigh_and_remove(const char *dir)
{
	static const char *const names[] = { "newswatch.db", "lock" };
	int64_t bytes = 0;
	char path[64];
	struct stat sb;
	size_t i;

	for (i = 0; i < 2; i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, names[i]);
		if (i == 0 && stat(path, &sb) == 0)
			bytes = sb.st_size;
		unlink(path);
	}
	rmdir(dir);
	return bytes;
}

static int64_t
run(struct store *st, int total, int per_result, int per_commit)
{
	struct store_entry *entries;
	int64_t spent = 0, from;
	struct buf text;
	int n, i, results = 0;

	buf_init(&text, 1 << 20);
	for (n = 0; n < total; n += per_result) {
		entries = xcalloc((size_t)per_result, sizeof(*entries));
		for (i = 0; i < per_result; i++)
			make_entry(&entries[i], n + i, &text);
		from = now_ns();
		poll_feed(st, results, entries, per_result);
		if (++results % per_commit == 0)
			store_flush(st);
		spent += now_ns() - from;
	}
	buf_clear(&text);
	return spent;
}

int
main(int argc, char **argv)
{
	int total = argc > 1 ? atoi(argv[1]) : 20000;
	int per_result = argc > 2 ? atoi(argv[2]) : 1;
	int per_commit = argc > 3 ? atoi(argv[3]) : 100;
	struct store_ops ops = { bands, sketch_is_copy, sizeof(struct sketch) };
	char dir[] = "/tmp/nwbench.XXXXXX", *cause;
	struct clock clock;
	struct store *st;
	int64_t ns;

	plain = argc > 4;
	clock_set(&clock, 1700000000);
	if (mkdtemp(dir) == NULL ||
	    (st = store_open(dir, NULL, &clock, &ops, &cause)) == NULL)
		return EXIT_FAILURE;
	ns = run(st, total, per_result, per_commit);
	store_close(st);
	printf("%zu items, %.0f items/s, %.0f bytes an item\n", stored,
	    (double)stored / ((double)ns / 1e9),
	    (double)weigh_and_remove(dir) / (double)stored);
	return EXIT_SUCCESS;
}
