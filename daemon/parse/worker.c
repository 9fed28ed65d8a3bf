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
#include "base/log.h"
#include "base/pack.h"
#include "parse/extract/extract.h"
#include "parse/feed/feed.h"
#include "parse/job.h"
#include "parse/sandbox.h"

#define PARSE_ITEMS_MAX	10000	/* items of one feed that go out */

struct worker {
	int		 fd;
	uint32_t	 id;		/* of the job at hand */
	struct buf	 out;
	size_t		 nitems;
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
answer(struct worker *w, enum proto_type type)
{
	if (frame_write(w->fd, type, w->id, buf_str(&w->out), w->out.len) == -1)
		_exit(0);
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

	buf_reset(&w->out);
	if (item_pack(it, &w->out) == -1)
		return 0;	/* larger than a frame: not worth the feed */
	answer(w, PROTO_ITEM);
	return ++w->nitems >= PARSE_ITEMS_MAX;
}

static void
do_feed(struct worker *w, const struct parse_job *job)
{
	struct feed_opts opts = { job->url, job->content_type,
	    job->content_location, job->now };
	struct feed_parser *p = feed_parser_new(&opts, on_item, w);
	struct feed_doc *doc;

	w->nitems = 0;
	if (job->body != NULL)
		feed_parser_push(p, job->body, job->body_len);
	doc = feed_parser_end(p);
	buf_reset(&w->out);
	if (feed_doc_pack(doc, &w->out) == 0)
		answer(w, PROTO_FEED_DONE);
	else
		answer_fail(w, "the feed's own fields are too large");
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
	answer(&w, PROTO_READY);
	while (frame_read(fd, &in, &f) == 0) {
		w.id = f.id;
		do_job(&w, &f);
		/* One large job must not hold its memory for ever. */
		buf_clear(&in);
		buf_clear(&w.out);
	}
	return 0;
}
