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

#define PARSE_ITEMS_MAX	10000	/* of one feed that are read */
#define PART_BYTES	((size_t)3 << 20)	/* of items in one job: the engine
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
	size_t		 skip;		/* items that are not wanted */
	size_t		 nitems;	/* so far, those as well */
	size_t		 nbytes;	/* of what is sent, packed */
	uint64_t	 items;		/* hash of it */
	bool		 held;		/* none of it was written yet */
	bool		 more;		/* what is left wants another job */
};

#ifdef WITH_TEST_HOOKS
/* Lets tests see what becomes of input that kills or stalls a parser. */
static void
test_hook(const char *body, size_t n)
{
	static const char crash[] = "newswatch-test-crash";
	static const char hang[] = "newswatch-test-hang";

	if (body == NULL)
		return;
	if (memmem(body, n, crash, sizeof(crash) - 1) != NULL)
		abort();
	while (memmem(body, n, hang, sizeof(hang) - 1) != NULL)
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

static int
on_item(const struct item *it, void *arg)
{
	struct worker *w = arg;

	w->more = w->nbytes >= PART_BYTES;
	if (w->more || w->nitems++ == PARSE_ITEMS_MAX)
		return 1;
	if (w->nitems <= w->skip)
		return 0;
	buf_reset(&w->out);
	if (item_pack(it, &w->out) == -1)
		return 0;	/* larger than a frame: not worth the feed */
	w->items = hash_bulk(w->items, w->out.data, w->out.len);
	w->nbytes += w->out.len;
	answer(w, PROTO_ITEM);
	return 0;
}

/* After the items.  Most polls bring the items of the last one in a body
 * with another date on it; the engine need not look at them again. */
static void
answer_feed(struct worker *w, const struct parse_job *job,
    const struct feed_doc *doc)
{
	bool all = w->skip == 0 && !w->more && w->nitems > 0;
	uint64_t items = all ? hash_end(w->items) : 0;
	struct pack p;

	if (all && items == job->seen && w->held)
		buf_reset(&w->frames);
	buf_reset(&w->out);
	pack_init(&p, &w->out);
	pack_i64(&p, (int64_t)items);
	pack_u32(&p, w->more);
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
#ifdef WITH_TEST_HOOKS
		test_hook(f.data, f.len);
#endif
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

	w->skip = job->skip;
	w->nitems = w->nbytes = 0;
	w->items = HASH_START;
	w->held = true;
	w->more = false;
	if (job->body != NULL)
		feed_parser_push(p, job->body, job->body_len);
	read_body(w, p, job->follows);
	doc = feed_parser_end(p);
	if (w->nitems > PARSE_ITEMS_MAX)
		doc->reason = pool_printf(doc->pool, "only the first %d items "
		    "were read", PARSE_ITEMS_MAX);
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
	test_hook(job.body, job.body_len);
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
