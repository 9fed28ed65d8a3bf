/* SPDX-License-Identifier: ISC */
/*
 * The parser process: a job comes in as a frame, its answer goes out as
 * frames.  Why a process of its own: everything that reads hostile markup
 * lives here, with no network, no files and no secrets, so the worst that
 * an input can do is to end this process.
 */
#include "config.h"

#include "parse/worker.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "article.h"
#include "item.h"
#include "proto.h"
#include "base/frame.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/pack.h"
#include "parse/extract/extract.h"
#include "parse/feed/feed.h"
#include "parse/job.h"
#include "parse/sandbox.h"

#define PARSE_ITEMS_MAX	10000	/* items of one feed that go out, */
#define PARSE_BYTES_MAX	((size_t)3 << 20)	/* and their bytes: the engine
					 * holds them until all are stored */
#define HOLD_MAX	(1u << 20)	/* bytes of items that wait for the end
					 * of their feed */
#define KEEP_MAX	(256u << 10)	/* bytes of memory kept for the next */

struct worker {
	int		 fd;
	uint32_t	 id;		/* of the job at hand */
	struct buf	 out;		/* payload of a frame in the making */
	struct buf	 frames;	/* not written yet */
	struct buf	 piece;		/* of a body that is too large for one */
	size_t		 nitems;
	size_t		 nbytes;	/* of them, packed */
	uint64_t	 items;		/* hash of all of them */
	bool		 held;		/* none of them was written yet */
};

#ifdef WITH_TEST_HOOKS
/* Lets tests see what becomes of input that kills or stalls a parser. */
static void
test_hook(const struct parse_job *job)
{
	static const char crash[] = "newswatch-test-crash";
	static const char hang[] = "newswatch-test-hang";

	if (job->body == NULL)
		return;
	if (memmem(job->body, job->body_len, crash, sizeof(crash) - 1) != NULL)
		abort();
	while (memmem(job->body, job->body_len, hang, sizeof(hang) - 1) !=
	    NULL)
		continue;
}
#endif

/* A pipe that broke means that the engine is gone: nothing is left to do. */
static void
flush(struct worker *w)
{
	if (frame_flush(w->fd, &w->frames) == -1)
		_exit(0);
}

/* Adds what is in w->out; the frames of a job go out together. */
static void
answer(struct worker *w, enum proto_type type)
{
	if (w->frames.len + w->out.len > HOLD_MAX) {
		w->held = false;
		flush(w);
	}
	frame_add(&w->frames, type, w->id, buf_str(&w->out), w->out.len);
}

static void
answer_fail(struct worker *w, const char *why)
{
	struct pack p;

	buf_reset(&w->out);
	pack_init(&p, &w->out);
	pack_str(&p, why);
	answer(w, PROTO_FAIL);
}

static bool
is_full(const struct worker *w)
{
	return w->nitems >= PARSE_ITEMS_MAX || w->nbytes >= PARSE_BYTES_MAX;
}

static int
on_item(const struct item *it, void *arg)
{
	struct worker *w = arg;

	buf_reset(&w->out);
	if (item_pack(it, &w->out) == -1)
		return 0;	/* larger than a frame: not worth the feed */
	w->items = hash_bulk(w->items, w->out.data, w->out.len);
	answer(w, PROTO_ITEM);
	w->nbytes += w->out.len;
	w->nitems++;
	return is_full(w);
}

/* After the items.  Most polls bring the items of the last one in a body
 * with another date on it; the engine need not look at them again. */
static void
answer_feed(struct worker *w, const struct parse_job *job,
    const struct feed_doc *doc)
{
	uint64_t items = w->nitems > 0 ? hash_end(w->items) : 0;
	struct pack p;

	if (items == job->seen && w->held)
		buf_reset(&w->frames);
	buf_reset(&w->out);
	pack_init(&p, &w->out);
	pack_i64(&p, (int64_t)items);
	if (feed_doc_pack(doc, &w->out) == 0)
		answer(w, PROTO_FEED_DONE);
	else
		answer_fail(w, "the feed's own fields are too large");
}

/* A large body comes in pieces, and has to be read to its end even when the
 * parser has enough.  Whoever breaks off is the engine, and gone. */
static void
read_body(struct worker *w, struct feed_parser *p, size_t left)
{
	struct frame f;
	int more = 0;

	for (; left > 0; left -= f.len) {
		if (frame_read(w->fd, &w->piece, &f) == -1 ||
		    f.type != PROTO_BODY || f.len == 0 || f.len > left)
			_exit(0);
		if (more == 0)
			more = feed_parser_push(p, f.data, f.len);
	}
}

static void
do_feed(struct worker *w, const struct parse_job *job)
{
	struct feed_opts opts = { job->url, job->content_type,
	    job->content_location, job->now };
	struct feed_parser *p = feed_parser_new(&opts, on_item, w);
	struct feed_doc *doc;

	w->nitems = w->nbytes = 0;
	w->items = HASH_START;
	w->held = true;
	if (job->body != NULL)
		feed_parser_push(p, job->body, job->body_len);
	read_body(w, p, job->follows);
	doc = feed_parser_end(p);
	if (is_full(w))
		doc->reason = pool_printf(doc->pool, "the first %zu items "
		    "were read, the rest is too much at once", w->nitems);
	answer_feed(w, job, doc);
	feed_doc_free(doc);
	feed_parser_free(p);
}

static void
do_extract(struct worker *w, const struct parse_job *job)
{
	struct item *it = item_unpack(job->item, job->item_len);
	struct extract_opts opts = { job->url, job->content_type, job->lang,
	    it };
	struct article *a;

	if (it == NULL) {
		answer_fail(w, "the item was garbled");
		return;
	}
	a = job->body != NULL ?
	    extract_page(job->body, job->body_len, &opts) :
	    extract_item(&opts);
	buf_reset(&w->out);
	if (article_pack(a, &w->out) == 0)
		answer(w, PROTO_ARTICLE);
	else
		answer_fail(w, "the article is too large");
	article_free(a);
	item_free(it);
}

static void
do_job(struct worker *w, const struct frame *f)
{
	struct pool *pool = pool_new();
	struct parse_job job;

	if (parse_job_unpack(&job, pool, f->data, f->len) == -1) {
		answer_fail(w, "the job was garbled");
		pool_free(pool);
		return;
	}
#ifdef WITH_TEST_HOOKS
	test_hook(&job);
#endif
	if (f->type == PROTO_FEED)
		do_feed(w, &job);
	else
		do_extract(w, &job);
	pool_free(pool);
}

/* One large job must not hold its memory for ever. */
static void
let_go(struct buf *b)
{
	if (b->cap > KEEP_MAX)
		buf_clear(b);
	else
		buf_reset(b);
}

int
parse_worker_main(int fd)
{
	struct worker w = { .fd = fd };
	struct frame f;
	struct buf in;
	char *cause;

#ifndef WITH_SANITIZERS
	close(STDIN_FILENO);
	close(STDOUT_FILENO);
#endif
	if (sandbox_enter(&cause) == -1) {
		log_error("sandbox: %s", cause);
		free(cause);
		return 1;
	}
#ifndef WITH_SANITIZERS
	close(STDERR_FILENO);
#endif
	buf_init(&in, FRAME_MAX + FRAME_HEAD);
	buf_init(&w.out, FRAME_MAX);
	buf_init(&w.piece, FRAME_HEAD + FRAME_MAX);
	buf_init(&w.frames, FRAME_HEAD + FRAME_MAX + HOLD_MAX);
	answer(&w, PROTO_READY);
	flush(&w);
	while (frame_read(fd, &in, &f) == 0) {
		w.id = f.id;
		do_job(&w, &f);
		flush(&w);
		let_go(&in);
		let_go(&w.out);
		let_go(&w.piece);
		let_go(&w.frames);
	}
	return 0;
}
